"""The picture of a song: what is where, for songs of any length, and that it is a PNG at all."""

from __future__ import annotations

import io
import itertools

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from svd_core.features import log_mel
from svd_core.picture import SongView, png, song_picture
from svd_core.picture.canvas import Canvas, ramp, rgb
from svd_core.picture.lettering import plain, width, write
from svd_core.picture.song import (
    _CURVE,
    _LANE,
    _LEFT,
    _MOST_ROWS,
    _PLOT_WIDTH,
    _PROBABILITY,
    _ROW,
    _SINGING,
    _SPECTROGRAM,
    _TOP,
    _columns,
    _extent,
    _rows,
)
from svd_core.progress_line import clock
from svd_core.regions import Region, Regions
from svd_core.synthesis.song import render


def decoded(data: bytes) -> np.ndarray:
    """The pixels of a PNG file as another program reads them."""
    with av.open(io.BytesIO(data)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


def view(seconds: float, regions: Regions = (), level: float = 0.0) -> SongView:
    n_frames = round(seconds * 70)
    curve = np.full(n_frames, level, np.float32)
    return SongView("song.ogg", np.zeros((n_frames, 80), np.float32), curve, curve, regions, 0.5)


def is_colour(pixels: np.ndarray, colour: str) -> np.ndarray:
    return np.abs(pixels.astype(int) - np.round(rgb(colour) * 255).astype(int)).max(axis=-1) <= 2


@given(image=arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3))))
def test_a_png_holds_exactly_its_pixels(image: np.ndarray):
    np.testing.assert_array_equal(decoded(png(image)), image)


def test_the_bars_lie_where_the_regions_are():
    picture = song_picture(view(20.0, (Region(5.0, 10.0), Region(15.0, 20.0))))
    bar = is_colour(picture[_TOP + 3, _LEFT : _LEFT + _PLOT_WIDTH], _SINGING)
    sung = np.flatnonzero(bar) / _PLOT_WIDTH * 20
    expected = np.r_[np.linspace(5, 10, 381)[:-1], np.linspace(15, 20, 381)[:-1]]
    assert len(sung) == pytest.approx(len(expected), abs=4)
    assert sung.min() == pytest.approx(5, abs=0.03)
    assert not bar[round(10.1 / 20 * _PLOT_WIDTH) : round(14.9 / 20 * _PLOT_WIDTH)].any()


def test_a_region_over_the_end_of_a_row_goes_on_in_the_next():
    picture = song_picture(view(150.0, (Region(50.0, 70.0),)))
    assert picture.shape[0] == _TOP + 3 * _ROW
    last_column, first_column = _LEFT + _PLOT_WIDTH - 3, _LEFT + 3
    assert is_colour(picture[_TOP + 3, last_column], _SINGING)
    assert is_colour(picture[_TOP + _ROW + 3, first_column], _SINGING)
    assert not is_colour(picture[_TOP + 2 * _ROW + 3, first_column], _SINGING)
    # The last row is half a minute: its right half is paper.
    assert (picture[_TOP + 2 * _ROW : _TOP + 2 * _ROW + 200, _LEFT + _PLOT_WIDTH // 2 + 9 :] == 255).all()


def test_the_curve_is_as_high_as_the_probability():
    top, foot = _TOP + _LANE + _SPECTROGRAM + 4, _TOP + _LANE + _SPECTROGRAM + _CURVE
    for level in (0.25, 0.75):
        column = song_picture(view(20.0, level=level))[top:foot, _LEFT + 700]
        away = np.abs(column / 255 - rgb(_PROBABILITY)).sum(axis=-1)
        assert 1 - (away.argmin() + 0.5) / (foot - top) == pytest.approx(level, abs=0.03)


def test_a_tone_lies_at_its_frequency_and_singing_is_darker_than_what_is_not():
    times = np.arange(10 * 22050) / 22050
    mel = log_mel((0.3 * np.sin(2 * np.pi * 1000 * times)).astype(np.float32))
    curve = np.zeros(len(mel), np.float32)
    picture = song_picture(SongView("tone", mel, curve, curve, (Region(5.0, 9.0),), 0.5))
    band = picture[_TOP + _LANE : _TOP + _LANE + _SPECTROGRAM].sum(axis=2)
    unsung, sung = band[:, _LEFT + _PLOT_WIDTH // 4], band[:, _LEFT + _PLOT_WIDTH * 3 // 4]
    mel_height = np.log1p(1000 / 700) - np.log1p(27.5 / 700)
    mel_range = np.log1p(8000 / 700) - np.log1p(27.5 / 700)
    assert 1 - (sung.argmin() + 0.5) / _SPECTROGRAM == pytest.approx(mel_height / mel_range, abs=0.02)
    assert sung.min() < unsung.min()


@pytest.mark.parametrize("seconds", [0, 1 / 70, 0.5, 59.99, 60.01, 600.0])
def test_any_length_can_be_drawn(seconds: float):
    picture = song_picture(view(seconds, (Region(0.001, seconds),) if seconds > 0.1 else ()))
    assert picture.dtype == np.uint8
    assert (picture.shape[0] - _TOP) % _ROW == 0


@given(duration=st.floats(0, 90 * 3600))
def test_the_rows_cover_the_song_once_and_stay_few(duration: float):
    rows = _rows(duration)
    assert len(rows) <= _MOST_ROWS
    assert rows[0].start == 0
    assert rows[-1].end == duration
    assert all(before.end == after.start for before, after in itertools.pairwise(rows))
    assert all(0 < row.width <= _PLOT_WIDTH for row in rows)


@given(
    values=arrays(np.float32, st.tuples(st.integers(1, 60), st.just(2)), elements=st.floats(0, 1, width=16)),
    n_columns=st.integers(1, 90),
)
def test_columns_keep_the_mean_and_the_extremes(values: np.ndarray, n_columns: int):
    edges = np.linspace(0, len(values), n_columns + 1).astype(np.float32)
    columns = _columns(values, edges)
    assert columns.shape == (n_columns, 2)
    np.testing.assert_allclose(columns.mean(axis=0), values.mean(axis=0), atol=1e-3)
    low, high = _extent(values[:, 0], edges)
    assert low.min() == values[:, 0].min()
    assert high.max() == values[:, 0].max()
    assert (low <= high).all()


@given(text=st.text(max_size=30))
def test_any_name_can_be_written(text: str):
    canvas = Canvas.blank(300, 30, "#ffffff")
    write(canvas, 4, 20, text, "#000000")
    assert np.isfinite(canvas.pixels).all()
    assert len(plain(text)) == 0 or width(text, 9) > 0


def test_every_printable_character_has_its_own_shape():
    shapes = set()
    for code in range(33, 127):
        canvas = Canvas.blank(60, 60, "#ffffff")
        write(canvas, 10, 40, chr(code), "#000000", height=28, weight=2)
        assert canvas.pixels.min() < 0.5, chr(code)
        shapes.add(canvas.pixels.tobytes())
    assert len(shapes) == 94


def test_accents_are_dropped_and_the_rest_is_marked():
    assert plain("Nÿme – Veränderung.ogg") == "Nyme – Veranderung.ogg"
    assert plain("歌.mp3") == "?.mp3"


def test_what_is_painted_outside_the_canvas_is_cut_off():
    canvas = Canvas.blank(10, 10, "#ffffff")
    for box in ((-5, -5, 3, 3), (8, 8, 20, 20), (30, 30, 40, 40), (-9, -9, -3, -3)):
        canvas.box(*box, "#000000")
    assert canvas.pixels.shape == (10, 10, 3)
    assert (canvas.pixels[:3, :3] == 0).all()
    assert (canvas.pixels[8:, 8:] == 0).all()
    assert (canvas.pixels[4:7, 4:7] == 1).all()


def test_a_ramp_starts_and_ends_with_its_colours():
    np.testing.assert_allclose(ramp(("#000000", "#ff0000", "#ffffff"), 5)[[0, 2, 4]], [[0, 0, 0], [1, 0, 0], [1, 1, 1]])


@pytest.mark.parametrize(
    ("seconds", "decimals", "text"),
    [
        (0, 0, "0:00"),
        (59.6, 0, "1:00"),
        (61, 0, "1:01"),
        (3605, 0, "1:00:05"),
        (0.25, 1, "0:00.2"),
        (59.99, 1, "1:00.0"),
    ],
)
def test_times_read_as_people_write_them(seconds: float, decimals: int, text: str):
    assert clock(seconds, decimals) == text


def test_a_song_with_a_voice_makes_a_picture_of_reasonable_size():
    samples, regions = render(20.0, 3)
    mel = log_mel(samples)
    curve = np.random.default_rng(0).random(len(mel)).astype(np.float32)
    data = png(song_picture(SongView("demo", mel, curve, curve, regions, 0.5)))
    assert 20_000 < len(data) < 1_000_000
