"""Rooms die away as they say, and voices get melody and rooms within the limits that are promised."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from svd_core.audio.reverberation import reverberated, room_response
from svd_core.audio.voice_effects import with_melody, with_reverberation

RATE = 22050


def noise(seconds: float, seed: int = 0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal(round(seconds * RATE))


def fall_db(response: NDArray[np.float64], start: float, end: float) -> float:
    """How far the energy still to come falls from one time to another (Schroeder's backward integration)."""
    left = np.cumsum(response[::-1] ** 2)[::-1]
    return float(10 * np.log10(left[round(end * RATE)] / left[round(start * RATE)]))


def highpassed(response: NDArray[np.float64], hertz: float) -> NDArray[np.float64]:
    spectrum = np.fft.rfft(response)
    spectrum[np.fft.rfftfreq(len(response), 1 / RATE) < hertz] = 0
    return np.fft.irfft(spectrum, len(response))


@pytest.mark.parametrize("seconds", [0.4, 1.2])
def test_a_room_falls_by_60_db_in_its_reverberation_time(seconds: float) -> None:
    response = room_response(noise(1.5 * seconds), seconds, RATE)
    assert fall_db(response, 0.1 * seconds, 0.6 * seconds) == pytest.approx(-30, abs=1.5)
    assert np.sum(response**2) == pytest.approx(1)


def test_treble_can_die_away_sooner() -> None:
    response = room_response(noise(1.5), 1.0, RATE, treble_time=0.35, fade_in=0.012)
    assert fall_db(response, 0.1, 0.4) == pytest.approx(-18, abs=3)
    even = room_response(noise(1.5), 1.0, RATE)
    # The crossover is gentle: some of the slower bass is left up there.
    assert fall_db(highpassed(even, 8000), 0.05, 0.2) == pytest.approx(-9, abs=1.5)
    assert fall_db(highpassed(response, 8000), 0.05, 0.2) < -12.5
    assert np.abs(response[:20]).max() < 0.1 * np.abs(response).max()
    assert np.sum(response**2) == pytest.approx(1)


@pytest.mark.parametrize("delay", [0, 7, 500])
def test_a_room_answers_late_and_ends_with_the_samples(delay: int) -> None:
    samples, response = noise(0.01).astype(np.float32), noise(0.02, 1)
    wet = reverberated(samples, response, delay)
    expected = np.concatenate([np.zeros(delay), np.convolve(samples, response)])[: len(samples)]
    assert wet.shape == samples.shape and wet.dtype == np.float32
    np.testing.assert_allclose(wet, expected, atol=1e-4)


def test_half_of_all_voices_get_a_room_6_to_26_db_below_them() -> None:
    voice = (0.1 * noise(1.0)).astype(np.float32)
    levels = []
    for seed in range(200):
        wet = with_reverberation(voice, RATE, np.random.default_rng(seed))
        assert wet.shape == voice.shape and wet.dtype == np.float32
        if wet is not voice:
            levels.append(10 * np.log10(np.mean((wet - voice) ** 2) / np.mean(voice**2)))
    assert 70 < len(levels) < 130
    assert -26.1 < min(levels) < -20 and -9 < max(levels) < -5.9


def test_a_voice_with_a_melody_moves_in_pitch_within_its_limits() -> None:
    times = np.arange(3 * RATE) / RATE
    flat = (0.2 * np.sin(2 * np.pi * 200 * times)).astype(np.float32)
    moved = 0
    for seed in range(12):
        line = with_melody(flat, RATE, np.random.default_rng(seed))
        crossings = np.flatnonzero((line[:-1] < 0) & (line[1:] >= 0))
        pitch = RATE / np.diff(crossings)
        # Four semitones of melody and 60 cents of vibrato, and what counting whole samples adds.
        assert pitch.min() > 200 * 2 ** (-5 / 12) and pitch.max() < 200 * 2 ** (5 / 12)
        moved += pitch.max() > 1.1 * pitch.min()
    assert 5 <= moved < 12
