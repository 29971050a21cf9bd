"""The fine spectrogram: true to the samples, made in the background of what is on screen, bounded in memory."""

from __future__ import annotations

import numpy as np
import pytest

from svd_gui.timeline import fine_spectrogram
from svd_gui.timeline.fine_spectrogram import FineSpectrogram
from svd_gui.timeline.spectrogram_detail import WINDOW_SAMPLES, Detail
from svd_gui.timeline.tile_source import TILE_COLUMNS
from tests.gui.timeline.shown_song import finish
from tests.gui.timeline.test_plots import pixels

RATE = 22050


def sine(hertz, seconds: float = 4.0) -> np.ndarray:
    """A tone of frequency `hertz`, a number or a function of time in seconds."""
    time = np.arange(int(seconds * RATE)) / RATE
    course = hertz(time) if callable(hertz) else np.full(len(time), float(hertz))
    return (0.5 * np.sin(2 * np.pi * np.cumsum(course) / RATE)).astype(np.float32)


def computed(samples: np.ndarray, window: int, level: int, index: int = 0) -> tuple[FineSpectrogram, np.ndarray]:
    spectrum = FineSpectrogram(samples, RATE, window, 1.0)
    spectrum.want([(level, index)])
    spectrum.finish()
    tile = spectrum.tile(level, index)
    assert tile is not None
    return spectrum, tile


@pytest.mark.parametrize("window", WINDOW_SAMPLES)
def test_a_tone_is_in_the_row_of_its_frequency(window):
    spectrum, tile = computed(sine(1234.0), window, 0)
    middle = tile[len(tile) // 2].astype(int)
    assert abs(int(np.argmax(middle)) - spectrum.row_of(1234.0)) <= 1


def test_a_click_is_in_the_column_of_its_time():
    samples = np.full(4 * RATE, 1e-6, np.float32)
    samples[RATE] = 1.0
    for level in range(3):
        spectrum, tile = computed(samples, 512, level)
        loudest = int(np.argmax(tile[1:-1, 20:].sum(axis=1)))
        column = int(1.0 / spectrum.column_seconds(level))
        if column < TILE_COLUMNS:
            assert abs(loudest - column) <= 1


def test_vibrato_can_be_seen():
    samples = sine(lambda time: 600 + 25 * np.sin(2 * np.pi * 6 * time))
    spectrum, tile = computed(samples, 2048, 0)
    course = np.argmax(tile[100:400], axis=1) * RATE / 2048
    seconds = 300 * spectrum.column_seconds(0)
    assert np.ptp(course) == pytest.approx(50, abs=15)
    turns = np.abs(np.diff(np.sign(course - course.mean()))).sum() / 2
    assert turns == pytest.approx(2 * 6 * seconds, abs=2)


def test_coarse_columns_show_what_is_anywhere_in_them():
    samples = np.full(60 * RATE, 1e-6, np.float32)
    samples[30 * RATE : 30 * RATE + 4000] = sine(2000.0, 1.0)[:4000]
    spectrum = FineSpectrogram(samples, RATE, 1024, 30.05)
    level = spectrum.n_levels - 1
    spectrum.want([(level, 0)])
    spectrum.finish()
    tile = spectrum.tile(level, 0)
    column = int(30.05 / spectrum.column_seconds(level)) + 1
    row = round(spectrum.row_of(2000.0))
    assert tile[column - 1 : column + 2, row].max() > 100 > tile[2:-2, row].min() + 50
    assert spectrum.n_columns(level) <= TILE_COLUMNS


def test_neighbouring_tiles_share_their_borders():
    spectrum = FineSpectrogram(sine(lambda time: 200 + 400 * time, 8.0), RATE, 512, 1.0)
    spectrum.want([(0, 0), (0, 1)])
    spectrum.finish()
    left, right = spectrum.tile(0, 0), spectrum.tile(0, 1)
    assert np.array_equal(left[-2:], right[:2])


def test_levels_are_in_decibels_below_the_loudest():
    samples = sine(1000.0)
    samples[2 * RATE :] *= 0.1
    spectrum, _ = computed(samples, 2048, 1)
    assert spectrum.level_db(1.0, 1000.0) == pytest.approx(0, abs=1.5)
    assert spectrum.level_db(3.0, 1000.0) == pytest.approx(-20, abs=1.5)
    assert spectrum.level_db(1.0, 20000.0) is None
    assert spectrum.level_db(1e6, 1000.0) is None


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(fine_spectrogram, "KEPT_BYTES", 500_000)
    spectrum = FineSpectrogram(sine(440.0, 20.0), RATE, 512, 1.0)
    spectrum.want([(0, index) for index in range(10)])
    spectrum.finish()
    kept = [index for index in range(10) if spectrum.has_tile(0, index)]
    assert kept == [7, 8, 9]


def test_songs_of_no_length_and_with_broken_samples_have_a_picture():
    for samples in (np.zeros(0, np.float32), np.zeros(100, np.float32)):
        spectrum = FineSpectrogram(samples, RATE, 2048, 0.0)
        spectrum.want([(0, 0)] if len(samples) else [])
        spectrum.finish()
    assert spectrum.tile(0, 0).shape[1] == 1025


def lane_of(view) -> np.ndarray:
    lane = view.lanes.spectrogram.toRect().adjusted(2, 4, -2, -2)
    return pixels(view)[lane.top() : lane.bottom(), lane.left() : lane.right()]


def test_zoomed_in_the_fine_picture_takes_the_place_of_the_mel_one_as_soon_as_it_is_there(view):
    view.set_regions(())
    view.reset_probabilities(4200)
    picture = view.surface.spectrogram
    view.set_visible_range(13, 17)
    picture.set_detail(Detail("never"))
    lane_of(view)
    finish(view)
    mel = lane_of(view)
    picture.set_detail(Detail("zoomed"))
    # Layers painted at another time are blended in other steps, which rounds a colour otherwise.
    assert np.abs(lane_of(view) - mel).max() <= 1, "the mel picture stays until the fine one is there"
    picture.finish()
    fine = lane_of(view)
    assert np.abs(fine - mel).mean() > 4
    rows = np.abs(np.diff(fine[:, fine.shape[1] // 2].astype(float), axis=0)).sum()
    assert rows > 1.3 * np.abs(np.diff(mel[:, mel.shape[1] // 2].astype(float), axis=0)).sum(), "single partials"
    view.navigation.show_song()
    lane_of(view)
    finish(view)
    assert not picture._shows_fine


def test_the_background_makes_what_is_on_screen(view, qtbot):
    picture = view.surface.spectrogram
    view.set_visible_range(13, 17)
    view.grab()
    qtbot.waitUntil(lambda: picture._shows_fine and picture._fine.covers(view.axis, view.lanes.spectrogram, 1.0),
                    timeout=20_000)  # fmt: skip
    assert picture.level_db(15.0, 440.0) is not None


def test_another_song_has_no_picture_of_the_one_before(view):
    picture = view.surface.spectrogram
    view.set_visible_range(13, 17)
    view.grab()
    picture.finish()
    view.clear()
    assert picture.level_db(15.0, 440.0) is None
    view.set_visible_range(0, 1)
    view.grab()
    assert not picture._shows_fine


def test_no_detail_is_accepted_that_does_not_exist():
    for values in (("sometimes", 2048), ("always", 1000)):
        with pytest.raises(ValueError, match="must be one of"):
            Detail(*values)
