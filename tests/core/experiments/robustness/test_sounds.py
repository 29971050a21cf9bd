"""What each test does to sound: as much as it says, always the same, and never moving it in time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.audio.features import FrameGrid
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness import codec, level, noise_floor, other_codecs, reverberation, tones, voice_ratio
from svd_core.experiments.robustness.robustness_test import SongExcerpt, StemExcerpt, Tone
from svd_core.experiments.robustness.suite import ON_SONGS, ON_STEMS, ON_TONES
from svd_core.synthesis.song import render

FEATURES = FeatureConfig()
RATE = FEATURES.sample_rate


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


def lag(samples: np.ndarray, reference: np.ndarray) -> int:
    """By how many samples the first comes later than the second."""
    size = 2 ** (len(reference) * 2).bit_length()
    product = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(reference, size))
    found = int(np.argmax(np.fft.irfft(product)))
    return found if found < size // 2 else found - size


@pytest.fixture(scope="module")
def song() -> SongExcerpt:
    samples, _ = render(3.0, 2)
    return SongExcerpt("tune", samples, np.ones(FrameGrid.of_samples(len(samples)).n_frames, np.bool_))


@pytest.fixture(scope="module")
def stems() -> StemExcerpt:
    generator = np.random.default_rng(3)
    voice, backing = generator.uniform(-0.2, 0.2, (2, RATE)).astype(np.float32)
    sung = np.zeros(FrameGrid.of_samples(RATE).n_frames, np.bool_)
    sung[20:40] = True
    return StemExcerpt("two", voice, backing, sung)


def test_every_test_makes_the_variants_it_announces_and_the_same_ones_again(song: SongExcerpt, stems: StemExcerpt):
    short = SongExcerpt("tune", song.samples[:RATE], song.sung[: FrameGrid.of_samples(RATE).n_frames])
    pieces = [(test, short) for test in ON_SONGS] + [(test, stems) for test in ON_STEMS]
    for test, piece in [*pieces, *((test, Tone(220.0, 0.3)) for test in ON_TONES)]:
        first, again = (list(test.variants(piece, FEATURES)) for _ in range(2))  # type: ignore[arg-type]  # a piece of each test's own kind
        assert len(first) == test.n_variants
        assert len({variant.condition for variant in first}) == test.n_variants
        assert {variant.condition.axis for variant in first} - {""} == {axis.name for axis in test.axes}
        for one, other in zip(first, again, strict=True):
            assert np.array_equal(one.samples, other.samples)
            assert len(one.sung) == FrameGrid.of_samples(len(one.samples)).n_frames


@given(st.floats(-1, 1, width=32), st.floats(-60, 30))
def test_a_level_is_what_a_16_bit_file_can_hold(sample: float, gain_db: float):
    heard = float(level.at_level(np.array([sample], np.float32), gain_db)[0])
    assert (heard * 32768).is_integer()
    wanted = np.clip(sample * 10 ** (gain_db / 20), -1, 32767 / 32768)
    assert heard == pytest.approx(wanted, abs=0.51 / 32768 + 1e-6)


@given(st.floats(-30, 30))
def test_a_mix_has_the_ratio_asked_for_and_the_loudness_it_had(ratio_db: float):
    generator = np.random.default_rng(5)
    voice, backing = generator.normal(0, [[0.1], [0.3]], (2, 8000)).astype(np.float32)
    stems = StemExcerpt("", voice, backing, np.ones(20, np.bool_))
    mix = voice_ratio.mixed(stems, ratio_db, FEATURES)
    gains, *_ = np.linalg.lstsq(np.stack([voice, backing], axis=1), mix, rcond=None)
    assert rms(mix) == pytest.approx(rms(voice + backing), rel=1e-4)
    remade = StemExcerpt("", (gains[0] * voice).astype(np.float32), (gains[1] * backing).astype(np.float32), stems.sung)
    assert voice_ratio.ratio_of(remade, FEATURES) == pytest.approx(ratio_db, abs=0.01)


def test_only_what_is_sung_counts_for_the_ratio(stems: StemExcerpt):
    loud = stems.backing.copy()
    loud[~voice_ratio.sung_samples(stems.sung, RATE, FEATURES)] *= 5
    assert voice_ratio.ratio_of(StemExcerpt("", stems.voice, loud, stems.sung), FEATURES) == voice_ratio.ratio_of(
        stems, FEATURES
    )


def test_there_is_no_ratio_without_singing_or_without_accompaniment(stems: StemExcerpt):
    assert voice_ratio.is_usable(stems, FEATURES)
    assert not voice_ratio.is_usable(StemExcerpt("", stems.voice, stems.backing, np.zeros_like(stems.sung)), FEATURES)
    assert not voice_ratio.is_usable(StemExcerpt("", stems.voice, 0 * stems.backing, stems.sung), FEATURES)


@pytest.mark.skipif(bool(codec.obstacle(FEATURES)), reason="this PyAV has no mp3 encoder")
@pytest.mark.parametrize("kilobits", codec.KILOBITS)
def test_mp3_changes_the_sound_but_not_its_place(song: SongExcerpt, kilobits: int):
    heard = codec.after_mp3(song.samples, RATE, kilobits)
    assert heard.shape == song.samples.shape and heard.dtype == np.float32
    assert lag(heard, song.samples) == 0
    assert 0.01 < rms(heard - song.samples) / rms(song.samples) < 0.5


def test_without_an_encoder_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(codec, "ENCODER", "no_such_encoder")
    assert "no mp3 encoder (no_such_encoder)" in codec.obstacle(FEATURES)
    assert "12345 Hz" in codec.obstacle(FeatureConfig(sample_rate=12345))


@pytest.mark.parametrize("direct_db", reverberation.DIRECT_DB)
def test_a_room_dies_away_by_60_db_in_its_time(direct_db: float):
    response = reverberation.impulse_response(0.6, direct_db, RATE)
    tail = response[1:].astype(np.float64)
    assert 10 * np.log10(response[0] ** 2 / np.sum(tail**2)) == pytest.approx(direct_db, abs=0.01)
    left = 10 * np.log10(np.cumsum(tail[::-1] ** 2)[::-1] / np.sum(tail**2))
    fall = left[round(0.45 * RATE)] - left[round(0.15 * RATE)]
    assert fall == pytest.approx(-30, abs=2)


def test_a_recording_in_a_room_stays_as_loud_and_where_it_was(song: SongExcerpt):
    wet = reverberation.with_reverberation(song.samples, reverberation.impulse_response(1.2, -3.0, RATE))
    assert wet.shape == song.samples.shape
    assert rms(wet) == pytest.approx(rms(song.samples), rel=1e-4)
    assert lag(wet, song.samples) == 0
    silence = np.zeros(1000, np.float32)
    assert not reverberation.with_reverberation(silence, reverberation.impulse_response(0.3, 6.0, RATE)).any()


@pytest.mark.parametrize("cents", [0.0, 700.0])
def test_a_line_has_the_pitch_it_is_given_and_nothing_above_8_khz(cents: float):
    tone = tones.harmonic_tone(np.full(RATE, cents), 220.0, RATE)
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(RATE)))
    assert np.argmax(spectrum) == pytest.approx(220 * 2 ** (cents / 1200), abs=1)
    assert spectrum[8100:].max() < 1e-3 * spectrum.max()
    assert rms(tone) == pytest.approx(0.1, rel=1e-3)


def test_lines_bend_as_far_and_as_fast_as_they_say():
    t = np.arange(4 * RATE) / RATE
    vibrato = tones.vibrato(t, 5.5, 100.0)
    assert vibrato.max() == pytest.approx(100, abs=0.1)
    assert np.count_nonzero(np.diff(np.sign(vibrato))) in (43, 44, 45)  # twice 5.5 a second
    slopes = tones.slopes(t, 10.0)
    assert slopes.min() >= -600 and slopes.max() <= 600
    assert np.abs(np.diff(slopes) * RATE).max() == pytest.approx(1000, rel=0.01)
    glides = tones.glides(t, 0.1)
    steady = np.count_nonzero(np.abs(np.diff(glides)) < 1e-9) / len(t)
    assert steady == pytest.approx(0.75, abs=0.15)
    assert np.abs(np.diff(glides)).max() < 0.05 * 1200  # no jumps


@pytest.mark.parametrize("colour", noise_floor.COLOURS)
def test_noise_has_the_level_and_the_slope_that_are_said(song: SongExcerpt, colour: str):
    noise = noise_floor.with_noise(song.samples, -40.0, colour, RATE) - song.samples
    assert 20 * np.log10(rms(noise) / rms(song.samples)) == pytest.approx(-40, abs=0.1)
    power, hertz = np.abs(np.fft.rfft(noise)) ** 2, np.fft.rfftfreq(len(noise), 1 / RATE)
    low, high = (power[(hertz >= first) & (hertz < 2 * first)].mean() for first in (200, 3200))
    # Four octaves up: nothing, 12 dB, 24 dB less at every frequency.
    assert 10 * np.log10(low / high) == pytest.approx(24 * noise_floor.COLOURS[colour], abs=1.5)


def test_silence_gets_no_noise():
    silence = np.zeros(RATE, np.float32)
    np.testing.assert_array_equal(noise_floor.with_noise(silence, -35.0, "white", RATE), silence)


@pytest.mark.parametrize(("encoder", "setting"), [("aac", 32), ("libopus", 24), ("vorbis", 60)])
def test_other_codecs_change_the_sound_and_move_nothing(song: SongExcerpt, encoder: str, setting: int):
    assert other_codecs.obstacle(FEATURES) == ""
    coded = other_codecs.after(song.samples, RATE, encoder, setting)
    assert coded.shape == song.samples.shape and coded.dtype == np.float32
    assert lag(coded, song.samples) == 0
    difference = rms(coded - song.samples) / rms(song.samples)
    assert 0.005 < difference < 0.7
