"""The panel of the spectrogram's colours: what is chosen there is shown at once, kept, and shown by the next window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from svd_core.audio.features import log_mel
from svd_gui.settings import Settings
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.spectrogram_colours import COLOUR_MAPS, Levels
from svd_gui.timeline.spectrogram_detail import Detail
from svd_gui.window.main_window import MainWindow


@pytest.fixture
def shown(window: MainWindow) -> MainWindow:
    """A window whose timeline shows a spectrogram."""
    samples = np.random.default_rng(0).normal(0, 0.1, 22050 * 3).astype(np.float32)
    window.timeline.set_duration(3.0)
    window.timeline.set_spectrogram(log_mel(samples), 70.0)
    for steps in window.timeline.findChildren(IdleSteps):
        steps.finish()
    return window


def test_without_a_song_there_is_no_histogram(window: MainWindow):
    assert window.spectrogram_panel.histogram is None
    window.spectrogram_panel.set_levels(Levels(0.1, 0.9))
    assert window.timeline.surface.levels == Levels(0.1, 0.9)


def test_a_line_that_is_dragged_in_the_histogram_changes_the_picture_and_is_kept(
    shown: MainWindow, private_folders: Path
):
    panel, view = shown.spectrogram_panel, shown.timeline
    assert panel.histogram is not None
    panel.histogram.region.setRegion((0.2, 0.7))
    assert (view.surface.levels.low, view.surface.levels.high) == pytest.approx((0.2, 0.7))
    panel.colour_maps.setCurrentIndex(COLOUR_MAPS.index("viridis"))
    panel.colour_maps.activated.emit(0)
    assert view.surface.colour_map == "viridis"
    kept = Settings(private_folders / "settings.ini").spectrogram_colours
    assert kept == ("viridis", view.surface.levels)


def test_the_probability_has_its_own_lane_in_this_window_and_the_next(
    window: MainWindow, private_folders: Path, song: Path, qtbot
):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    assert not window.timeline.lanes.probability_apart
    window.actions_.probability_apart.trigger()
    assert window.timeline.lanes.probability_apart
    assert Settings(private_folders / "settings.ini").probability_apart


def test_a_drag_in_the_spectrogram_moves_the_lines_and_reset_moves_them_back(shown: MainWindow):
    panel = shown.spectrogram_panel
    assert panel.histogram is not None
    shown.timeline.levels_dragged.emit(Levels(-0.2, 0.5))
    assert panel.histogram.levels() == Levels(-0.2, 0.5) == shown.timeline.surface.levels
    panel.reset.click()
    assert panel.histogram.levels() == Levels() == shown.timeline.surface.levels


def test_scale_and_detail_are_those_of_this_window_and_the_next(shown: MainWindow, private_folders: Path):
    rows, picture = shown.spectrogram_panel.details, shown.timeline.surface.spectrogram
    for box, value in ((rows.scales, "log"), (rows.fine, "always"), (rows.windows, "1024")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    assert (picture.scale.kind, picture.detail) == ("log", Detail("always", 1024))
    kept = Settings(private_folders / "settings.ini")
    assert (kept.frequency_axis, kept.spectrogram_detail) == ("log", Detail("always", 1024))
    rows.fine.setCurrentIndex(rows.fine.findData("never"))
    rows.fine.activated.emit(0)
    assert not rows.windows.isEnabled()


def test_unreadable_choices_become_the_first_ones(tmp_path: Path):
    file = tmp_path / "settings.ini"
    file.write_text('[view]\nfrequency_axis=bark\nspectrogram_detail="[\\"always\\", 3]"\n', encoding="utf-8")
    assert (Settings(file).frequency_axis, Settings(file).spectrogram_detail) == ("mel", Detail())


def test_the_keyboard_zooms_and_moves_the_frequencies(window: MainWindow, song: Path, qtbot):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    picture = window.timeline.surface.spectrogram
    window.actions_.frequencies_in.trigger()
    low = picture.scale.low
    assert not picture.scale.is_whole
    window.actions_.frequencies_up.trigger()
    assert picture.scale.low > low
    window.actions_.frequencies_all.trigger()
    assert picture.scale.is_whole
