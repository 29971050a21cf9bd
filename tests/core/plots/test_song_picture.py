"""The picture of a song: regions, spectrogram, curve and threshold are where they belong, at any length."""

from __future__ import annotations

import functools
import io
import itertools
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from svd_core.annotation.regions import Region, Regions
from svd_core.audio.features import log_mel
from svd_core.audio.mel_scale import MelAxis
from svd_core.config import FeatureConfig
from svd_core.plots.palette import DARK, LIGHT, Palette
from svd_core.plots.song_picture import SongView, rows, song_picture


def view(
    seconds: float,
    regions: Regions = (),
    level: float = 0.0,
    title: str = "song.ogg",
    features: FeatureConfig = FeatureConfig(),
) -> SongView:
    n_frames = round(seconds * features.frame_rate)
    curve = np.full(n_frames, level, np.float32)
    return SongView(title, np.zeros((n_frames, 80), np.float32), curve, curve, regions, 0.5, features)


def pixels(song: SongView, palette: Palette = LIGHT) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(song_picture(song, "png", palette))).convert("RGB")).astype(int)


def is_colour(image: np.ndarray, colour: str) -> np.ndarray:
    return np.abs(image - np.frombuffer(bytes.fromhex(colour[1:]), np.uint8).astype(int)).max(axis=-1) <= 2


def bars(image: np.ndarray, palette: Palette = LIGHT) -> list[np.ndarray]:
    """For each row of the picture, which share of its bar is a region: one value a pixel of the bar's width."""
    filled = is_colour(image, palette.region_model) | is_colour(image, palette.track)
    wide = filled.sum(axis=1) > 0.4 * filled.sum(axis=1).max()
    tops = [line for line in range(1, len(wide)) if wide[line] and not wide[line - 1]]
    found = []
    for top in tops:
        columns = np.flatnonzero(filled[top + 1])
        found.append(is_colour(image, palette.region_model)[top + 1, columns[0] : columns[-1] + 1])
    return found


def svg_words(song: SongView) -> list[str]:
    root = ElementTree.fromstring(song_picture(song, "svg"))
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_bars_lie_where_the_regions_are(palette: Palette):
    (bar,) = bars(pixels(view(20.0, (Region(5.0, 10.0), Region(15.0, 20.0))), palette), palette)
    edges = np.flatnonzero(np.diff(bar.astype(int))) / len(bar) * 20
    assert edges == pytest.approx([5.0, 10.0, 15.0], abs=0.05)
    assert bar[-2] and not bar[1]


def test_a_region_over_the_end_of_a_row_goes_on_in_the_next_and_the_last_row_may_be_short():
    image = pixels(view(90.0, (Region(50.0, 65.0),)))
    filled = is_colour(image, LIGHT.region_model) | is_colour(image, LIGHT.track)
    counts = filled.sum(axis=1)
    first, second = bars(image)
    assert first[-2] and not first[1] and second[1] and not second[-2]
    assert np.mean(first) == pytest.approx(1 / 6, abs=0.01) == np.mean(second)
    assert np.any(np.abs(counts - counts.max() / 2) < 4)


def test_what_a_region_has_outside_the_song_is_cut_off():
    (bar,) = bars(pixels(view(20.0, (Region(18.0, 90.0), Region(95.0, 99.0)))))
    assert np.mean(bar) == pytest.approx(0.1, abs=0.01)


def test_a_region_too_short_for_a_pixel_is_still_seen():
    image = pixels(view(60.0, (Region(30.0, 30.002),)))
    green = image[..., 1] - image[..., 0] > 25
    assert green.sum(axis=0).argmax() == pytest.approx(image.shape[1] / 2, abs=image.shape[1] * 0.05)
    assert green.any()


def test_the_curve_is_as_high_as_the_probability():
    def place(image: np.ndarray, colour: str) -> float:
        """The line, in the lower half of the picture, that comes nearest to a colour somewhere."""
        part = image[len(image) // 2 :, image.shape[1] // 2 - 30 : image.shape[1] // 2 + 30]
        away = np.abs(part - np.frombuffer(bytes.fromhex(colour[1:]), np.uint8).astype(int)).sum(axis=2)
        return float(away.min(axis=1).argmin())

    below, above = (pixels(view(20.0, level=level)) for level in (0.25, 0.75))
    low, high = (place(image, LIGHT.probability) for image in (below, above))
    threshold = place(below, LIGHT.threshold)
    assert high < low and (low + high) / 2 == pytest.approx(threshold, abs=1.5)


def darkest(image: np.ndarray, second: float) -> float:
    """The line of the picture of a song of ten seconds in which its spectrogram is darkest at a time."""
    below_bar = int(np.flatnonzero(is_colour(image, LIGHT.region_model).mean(axis=1) > 0.8).max()) + 3
    column = round(image.shape[1] * (0.06 + 0.91 * second / 10))
    lightness = image[:, column - 20 : column + 20].mean(axis=(1, 2))
    return float(below_bar + lightness[below_bar : len(image) * 2 // 3].argmin())


def test_bands_lie_evenly_from_low_to_high_and_a_tone_at_its_frequency():
    tone = 0.3 * np.sin(2 * np.pi * 1000 * np.arange(10 * 22050) / 22050)
    mel = log_mel(tone.astype(np.float32))
    for second, number in ((0, 2), (2, 77), (4, 40)):
        mel[second * 70 : (second + 2) * 70] = np.arange(80) == number
    curve = np.zeros(len(mel), np.float32)
    image = pixels(SongView("", mel, curve, curve, (Region(0.0, 10.0),), 0.5))
    foot, top, middle, toned = (darkest(image, second) for second in (1, 3, 5, 8))
    assert top < middle < foot
    assert (foot - middle) / (foot - top) == pytest.approx(38 / 75, abs=0.02)
    expected = MelAxis().height(1000) * 80 - 0.5
    assert 2 + 75 * (foot - toned) / (foot - top) == pytest.approx(expected, abs=1.5)


def test_what_is_not_sung_is_paler():
    mel = np.tile(np.linspace(0, 1, 80, dtype=np.float32), (1400, 1))
    curve = np.zeros(len(mel), np.float32)
    image = pixels(SongView("", mel, curve, curve, (Region(0.0, 10.0),), 0.5))
    part = image[: len(image) * 6 // 10].mean(axis=2)
    sung, unsung = part[:, part.shape[1] // 4], part[:, part.shape[1] * 3 // 4]
    assert sung.min() < unsung.min() - 50


def test_a_single_loud_frame_of_a_long_song_is_seen_where_it_is():
    song = view(180.0)
    song.mel[round(90.5 * 70)] = 1.0
    image = pixels(song)
    height = len(image) // 3
    dark = 255 - image[height : 2 * height].mean(axis=2)
    columns = np.flatnonzero(dark[: height // 2].max(axis=0) - np.median(dark[: height // 2], axis=1).max() > 10)
    assert len(columns) and np.mean(columns) == pytest.approx(image.shape[1] * 0.5, abs=image.shape[1] * 0.03)


@functools.cache
def untitled_pixels() -> np.ndarray:
    return pixels(view(1.0, title=""))


@pytest.mark.parametrize("seconds", [0, 1 / 70, 59.99])
def test_a_short_song_is_one_row(seconds: float):
    image = pixels(view(seconds, (Region(0.001, seconds),) if seconds > 0.1 else ()))
    assert image.shape == untitled_pixels().shape
    assert (image < 250).any()


@given(duration=st.floats(0, 90 * 3600))
def test_the_rows_cover_the_song_once_and_stay_few(duration: float):
    starts, seconds = rows(duration)
    assert len(starts) <= 12 and starts[0] == 0
    assert starts[-1] <= duration <= starts[-1] + seconds
    assert all(after - before == seconds for before, after in itertools.pairwise(starts))


def test_a_row_shows_nothing_of_what_comes_later():
    song = view(61.0)
    before = pixels(song)
    song.smoothed[-1] = song.probabilities[-1] = 1.0
    changed = np.flatnonzero((pixels(song) != before).any(axis=(1, 2)))
    assert changed.min() > len(before) / 2


@pytest.mark.parametrize(
    ("seconds", "times"),
    [(2.0, ("0:00.00", "0:01.00")), (40.0, ("0:00", "0:05", "0:35")), (7201.0, ("0:00", "5:00", "1:00:00"))],
)
def test_ticks_stand_at_round_times_of_a_clock(seconds: float, times: tuple[str, ...]):
    # A frame a second, since hours of fine ones take long to draw.
    assert set(times) <= set(svg_words(view(seconds, features=FeatureConfig(hop_samples=22050))))


def test_words_of_the_svg_are_text():
    words = svg_words(view(40.0, (Region(1.0, 11.0),), title="Łódź – Песня 歌.ogg"))
    assert {"Łódź – Песня 歌.ogg", "singing 0:10 of 0:40 (25%)  ·  1 region"} <= set(words)
    assert {"200 Hz", "1 kHz", "5 kHz", "0.50"} <= set(words)


def test_an_svg_holds_its_spectrogram_and_stays_small():
    noise = np.random.default_rng(0).normal(size=(60 * 70, 80)).astype(np.float32)
    curve = noise[:, 0].clip(0, 1)
    data = song_picture(SongView("", noise, curve, curve, (Region(3.0, 4.0),), 0.5), "svg")
    assert data.count(b"data:image/png;base64") >= 1
    assert len(data) < 1_500_000


def test_the_same_song_is_the_same_file():
    mel = np.random.default_rng(0).normal(size=(70, 80)).astype(np.float32)
    song = SongView("", mel, mel[:, 0], mel[:, 1], (Region(0.1, 0.4),), 0.5)
    assert song_picture(song, "svg") == song_picture(song, "svg")


@pytest.mark.parametrize("title", ["x" * 300, "W" * 200, "歌 노래 🎵 " * 30, "two\nlines\tand \x00 \udce9"])
def test_a_name_keeps_off_the_facts(title: str):
    untitled, titled = untitled_pixels(), pixels(view(1.0, title=title))
    header = slice(0, 60)
    facts = np.flatnonzero((untitled[header] < 255).any(axis=(0, 2))).min()
    assert (titled[header, :facts] < 128).any()
    np.testing.assert_array_equal(titled[60:], untitled[60:])
    np.testing.assert_array_equal(titled[:, facts - 10 :], untitled[:, facts - 10 :])


def test_two_thresholds_are_two_lines_with_their_numbers():
    curve = np.full(700, 0.4, np.float32)
    view = SongView("", np.zeros((700, 80), np.float32), curve, curve, (), 0.61, leave_threshold=0.23)
    both = song_picture(view, "svg").decode()
    one = song_picture(replace(view, leave_threshold=None), "svg").decode()
    assert "0.61" in both and "0.23" in both
    assert "0.61" in one and "0.23" not in one


@pytest.mark.parametrize(("seconds", "expected"), [(63.0, ["1:00"]), (76.0, ["1:00", "1:05", "1:10", "1:15"])])
def test_a_short_last_row_has_times_no_denser_than_the_others(seconds: float, expected: list[str]):
    words = set(svg_words(view(seconds)))
    assert sorted(word for word in words if word.startswith("0:")) == [f"0:{second:02}" for second in range(0, 60, 5)]
    assert sorted(word for word in words if word.startswith("1:")) == expected
