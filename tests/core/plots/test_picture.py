"""The picture of a song: what is where, for songs of any length, and that it is a PNG at all."""

from __future__ import annotations

import io
import itertools

import av
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import ImageColor

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Region, Regions
from svd_core.audio.features import log_mel
from svd_core.plots.drawing import plain
from svd_core.plots.picture import (
    _CURVE,
    _CURVE_GAP,
    _LANE,
    _LEFT,
    _MOST_ROWS,
    _PLOT_WIDTH,
    _PROBABILITY,
    _ROW,
    _SINGING,
    _SPECTROGRAM,
    _TOP,
    SongView,
    _extent,
    _ramp,
    _resampled,
    _Row,
    _rows,
    png,
    song_picture,
)
from svd_core.synthesis.song import render


def decoded(data: bytes) -> np.ndarray:
    """The pixels of a PNG file as another program reads them."""
    with av.open(io.BytesIO(data)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


def view(seconds: float, regions: Regions = (), level: float = 0.0, title: str = "song.ogg") -> SongView:
    n_frames = round(seconds * 70)
    curve = np.full(n_frames, level, np.float32)
    return SongView(title, np.zeros((n_frames, 80), np.float32), curve, curve, regions, 0.5)


def title_of(picture: np.ndarray) -> np.ndarray:
    """The part of the picture where a short name stands."""
    return picture[: _TOP - 6, : _LEFT + _PLOT_WIDTH // 2]


def is_colour(pixels: np.ndarray, colour: str) -> np.ndarray:
    return np.abs(pixels.astype(int) - ImageColor.getrgb(colour)).max(axis=-1) <= 2


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
    top, foot = _TOP + _LANE + _SPECTROGRAM + _CURVE_GAP, _TOP + _LANE + _SPECTROGRAM + _CURVE
    for level in (0.25, 0.75):
        column = song_picture(view(20.0, level=level))[top:foot, _LEFT + 700]
        away = np.abs(column.astype(int) - ImageColor.getrgb(_PROBABILITY)).sum(axis=-1)
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
    values=arrays(np.float32, st.integers(1, 60), elements=st.floats(0, 1, width=16)),
    n_columns=st.integers(1, 90),
)
def test_columns_keep_the_extremes(values: np.ndarray, n_columns: int):
    low, high = _extent(values, np.linspace(0, len(values), n_columns + 1))
    assert low.shape == high.shape == (n_columns,)
    assert low.min() == values.min()
    assert high.max() == values.max()
    assert (low <= high).all()


def test_a_row_shows_nothing_of_what_comes_later():
    song = view(150.0)
    song.smoothed[-1] = song.probabilities[-1] = 1.0
    panel = song_picture(song)[_TOP + _LANE + _SPECTROGRAM + _CURVE_GAP : _TOP + _LANE + _SPECTROGRAM + 20]
    assert not is_colour(panel, _PROBABILITY).any()


@given(
    mel=arrays(np.float32, st.tuples(st.integers(1, 60), st.integers(1, 8)), elements=st.floats(-9, 9, width=16)),
    seconds=st.floats(0.1, 60),
)
def test_a_spectrogram_made_larger_or_smaller_stays_in_its_range(mel: np.ndarray, seconds: float):
    row = _Row(_TOP, 0.0, seconds, min(len(mel) / 70, seconds))
    level = _resampled(mel, row, 70.0)
    assert level.shape == (_SPECTROGRAM, row.width)
    assert mel.min() - 1e-3 <= level.min() <= level.max() <= mel.max() + 1e-3


@pytest.mark.parametrize("seconds", [20, 60, 600])
def test_a_spectrogram_in_columns_keeps_its_mean(seconds: float):
    mel = np.random.default_rng(0).normal(size=(seconds * 70, 80)).astype(np.float32) + np.linspace(-2, 2, 80)
    level = _resampled(mel.astype(np.float32), _Row(_TOP, 0.0, seconds, seconds), 70.0)
    n = _PLOT_WIDTH // 20 * 20
    assert level.mean() == pytest.approx(mel.mean(), abs=0.02)
    assert level[-30:, :n].mean() == pytest.approx(mel[:, :16].mean(), abs=0.05)


@pytest.mark.parametrize("time", [0.1, 3.0, 59.5, 60.5, 599.9])
def test_a_single_loud_frame_of_a_long_song_is_seen_where_it_is(time: float):
    song = view(600.0)
    song.mel[round(time * 70)] = 1.0
    row, within = divmod(time, 60)
    top = _TOP + int(row) * _ROW + _LANE
    plot = song_picture(song)[top : top + _SPECTROGRAM, _LEFT : _LEFT + _PLOT_WIDTH].sum(axis=(0, 2), dtype=int)
    assert plot.argmin() == pytest.approx(within / 60 * _PLOT_WIDTH, abs=1.5)


@given(title=st.text(max_size=300))
@example("x" * 300)
@example("Beyoncé – señor über.ogg")
@example("Песня.ogg")
@example("歌 노래 أغنية שיר 🎵")
@example("two\nlines\tand \x00 \udce9")
@settings(deadline=None, max_examples=30)
def test_any_name_can_be_written_and_keeps_off_the_facts(title: str):
    picture = song_picture(view(1.0, title=title))
    assert (title_of(picture) < 128).any() == bool(plain(title).strip(" "))
    untitled = song_picture(view(1.0, title=""))
    facts = np.flatnonzero((untitled[: _TOP - 6] < 255).any(axis=(0, 2))).min()
    np.testing.assert_array_equal(picture[_TOP - 6 :], untitled[_TOP - 6 :])
    np.testing.assert_array_equal(picture[:, facts - 20 :], untitled[:, facts - 20 :])


def test_every_printable_character_has_its_own_shape():
    titles = {chr(code): title_of(song_picture(view(0.1, title=chr(code)))) for code in range(33, 127)}
    assert all((title < 128).any() for title in titles.values())
    assert len({title.tobytes() for title in titles.values()}) == 94


@pytest.mark.parametrize(
    ("title", "readable"),
    [
        ("Nÿme – Veränderung.ogg", "Nyme - Veranderung.ogg"),
        ("éñü ÉÑÜ ışğ őż åÅ", "enu ENU isg oz aA"),
        ("Straße Øre Łódź cœur…", "Strasse Ore Lodz coeur..."),
        ("don’t “sing”", 'don\'t "sing"'),
        ("Песня.ogg", "?????.ogg"),
        ("歌.mp3", "?.mp3"),
        ("a\nb\udce9", "a?b?"),
    ],
)
def test_accents_are_dropped_and_the_rest_is_marked(title: str, readable: str):
    assert plain(title) == readable


def test_what_a_region_has_outside_the_song_is_cut_off():
    inside = song_picture(view(20.0, (Region(0.0, 3.0), Region(18.0, 20.0))))
    picture = song_picture(view(20.0, (Region(0.0, 3.0), Region(18.0, 90.0), Region(95.0, 99.0))))
    bars = slice(_TOP, _TOP + _LANE)
    np.testing.assert_array_equal(picture[bars, : _LEFT + _PLOT_WIDTH - 2], inside[bars, : _LEFT + _PLOT_WIDTH - 2])
    assert (picture[_TOP:, _LEFT + _PLOT_WIDTH + 20 :] == 255).all()
    assert (picture[bars, : _LEFT - 1] == 255).all()


def test_a_region_too_short_for_a_pixel_is_still_seen():
    picture = song_picture(view(600.0, (Region(30.0, 30.002),)))
    assert is_colour(picture[_TOP + 3], _SINGING).any()


def test_a_ramp_starts_and_ends_with_its_colours():
    expected = [[0, 0, 0], [255, 0, 0], [255, 255, 255]]
    np.testing.assert_array_equal(_ramp(("#000000", "#ff0000", "#ffffff"), 5)[[0, 2, 4]], expected)


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
