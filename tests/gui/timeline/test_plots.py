"""The plots of timeline and overview: one time axis, true axes, no more painting than needed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from svd_core.audio.pitch_names import note_name
from svd_gui.timeline import overview_plots, spectrogram_tiles
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.plots import TimelinePlots
from svd_gui.timeline.probability import probability_of, probability_y
from svd_gui.timeline.readout import Readout
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid
from svd_gui.timeline.spectrogram_tiles import SpectrogramTiles
from svd_gui.timeline.view import TimelineView
from tests.gui.timeline.shown_song import finish


@pytest.fixture
def plots(view) -> TimelinePlots:
    (plots,) = view.findChildren(TimelinePlots)
    return plots


def pixels(widget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def test_they_are_made_when_they_are_first_shown(qtbot):
    view = TimelineView()
    qtbot.addWidget(view)
    view.set_duration(10.0)
    assert view.findChildren(TimelinePlots) == []
    view.show()
    assert len(view.findChildren(TimelinePlots)) == 1


@pytest.mark.parametrize("stretch", [(0.0, 60.0), (12.3, 14.7)])
def test_all_plots_have_the_time_axis_of_the_view(view, plots, stretch):
    view.set_visible_range(*stretch)
    view.resize(900, 420)
    for box in plots.boxes.values():
        for time in np.linspace(*stretch, 5).tolist():
            x = box.mapToScene(box.mapFromView(QPointF(time, 0))).x()
            assert x == pytest.approx(view.axis.x(time), abs=0.01)


def test_the_axis_of_frequencies_says_what_the_pointer_reads(view, plots):
    axis, box = plots.frequencies, plots.boxes["spectrogram"]
    ((_, heights),) = axis.tickValues(0.0, 1.0, box.height())
    texts = axis.tickStrings(heights, 1.0, 1.0)
    assert len(texts) > 4
    for height, text in zip(heights, texts, strict=True):
        y = box.mapToScene(box.mapFromView(QPointF(0, height))).y()
        read = Readout.at(QPointF(view.axis.x(25), y), view.axis, view.surface).hertz
        name, hertz = text.split()
        assert read == pytest.approx(float(hertz), rel=0.01)
        assert note_name(float(hertz)).startswith(name + " ")


def test_the_axis_of_probabilities_says_where_the_curve_is(view, plots):
    box, lane = plots.boxes["probability"], view.lanes.spectrogram
    for value in (0.0, 0.5, 1.0):
        y = box.mapToScene(box.mapFromView(QPointF(0, value))).y()
        assert y == pytest.approx(probability_y(value, lane), abs=0.01)
        assert probability_of(y, lane) == pytest.approx(value, abs=1e-3)


def test_numbers_make_room_for_both_thresholds(view, plots):
    axis = plots.probabilities

    def labels() -> list[str]:
        ((_, values),) = axis.tickValues(*axis.range, axis.height())
        return axis.tickStrings(values, 1.0, 0.5)

    view.set_threshold(0.9)
    assert labels() == ["0", "0.5", "1"]
    view.set_threshold(0.5)
    assert labels() == ["0", "", "1"]
    view.set_threshold(0.8, 0.48)
    assert labels() == ["0", "", "1"]
    view.clear()
    assert axis.tickValues(*axis.range, axis.height()) == []


def test_a_moving_playhead_repaints_a_narrow_strip(view, monkeypatch):
    exposed: list[float] = []
    paint = SpectrogramTiles.paint

    def recorded(self, painter, axis, lane, rectangle, ratio):
        exposed.append(rectangle.width())
        paint(self, painter, axis, lane, rectangle, ratio)

    monkeypatch.setattr(SpectrogramTiles, "paint", recorded)
    view.set_playhead(20.0)
    for _ in range(5):
        QApplication.processEvents()
    exposed.clear()
    for time in (20.05, 20.1):
        view.set_playhead(time)
        QApplication.processEvents()
    assert exposed and max(exposed) < 40


def test_the_overview_paints_the_song_once_while_the_visible_stretch_moves(view, qtbot, monkeypatch):
    strip = OverviewStrip(view)
    qtbot.addWidget(strip)
    strip.resize(1106, 58)
    strip.show()
    QApplication.processEvents()
    painted: list[int] = []
    monkeypatch.setattr(overview_plots, "covered_runs", lambda left, right: painted.append(1) or [])
    for start in range(5):
        view.set_visible_range(start, start + 10)
        view.set_playhead(start)
        strip.grab()
    assert painted == []
    view.set_regions(view.content.regions.regions[1:])
    strip.grab()
    assert len(painted) == 3, "once for each source of regions"


def test_tiles_kept_in_their_size_on_screen_look_like_those_scaled_anew(view, monkeypatch):
    view.set_regions(())
    view.reset_probabilities(4200)
    lane = view.lanes.spectrogram.toRect().adjusted(2, 2, -2, -2)

    def picture() -> np.ndarray:
        return pixels(view)[lane.top() : lane.bottom(), lane.left() : lane.right()]

    for start in (20.0, 20.0, 20.4, 20.8, 21.2):
        view.set_visible_range(start, start + 12)
        picture()
        finish(view)
    kept = picture()
    monkeypatch.setattr(spectrogram_tiles, "WIDEST_SCALED_PX", 0)
    anew = picture()
    assert kept.std() > 8
    assert 0 < np.abs(kept - anew).mean() < 0.1 * np.abs(anew - anew[0, 0]).mean()


def test_levels_are_read_in_decibels_below_the_loudest():
    log_mel = np.full((1000, 80), np.log(0.01), np.float32)
    log_mel[300:, 40:] = np.log(1.0)
    pyramid = SpectrogramPyramid(log_mel, 70.0)
    assert pyramid.level_db(1.0, 0.2) is None, "not before all of it is there"
    for _ in pyramid.fill():
        pass
    assert pyramid.level_db(500 / 70, 0.9) == pytest.approx(0, abs=0.5)
    assert pyramid.level_db(500 / 70, 0.2) == pytest.approx(-40, abs=2)
    assert pyramid.level_db(1000.0, 0.2) is None
