"""Features: the paper's front end, pinned to the last digit that matters, and the frame grid."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.audio.features import (
    FrameGrid,
    log_mel,
    log_mel_blocks,
    mel_bank,
    shifted_log_mel_blocks,
    shifted_log_mels,
    shifted_log_mels_between,
    shifted_mel_bank,
)
from svd_core.audio.stft import magnitudes, window
from svd_core.config import TEST_SHIFTS, AugmentConfig, FeatureConfig
from svd_core.training.augmentation import EXCERPT_FRAMES, AugmentationParameters, Augmenter

GOLDEN = np.load(Path(__file__).parents[2] / "data" / "features.npz")
"""Written by tests/data/features.py, which derives them in double precision, step by step, from the definition."""


def signal(n_samples: int = 30_000) -> NDArray[np.float32]:
    """A glide with harmonics over noise, shape (n_samples,): the golden log-mel's input."""
    times = np.arange(n_samples) / 22050
    phase = 2 * np.pi * (150 * times + 400 * times**2)
    harmonics = sum(np.sin(k * phase) / k for k in range(1, 9))
    noise = np.random.default_rng(2015).standard_normal(n_samples)
    return (0.2 * harmonics + 0.001 * noise).astype(np.float32)


# --- the front end ----------------------------------------------------------------------------------------------------


def test_the_mel_bank_is_the_golden_one() -> None:
    bank = mel_bank()
    assert bank.shape == (513, 80) and bank.dtype == np.float32
    np.testing.assert_allclose(bank, GOLDEN["mel_bank"], rtol=0, atol=1e-7)


def test_every_mel_filter_sums_to_one_and_bins_2_to_371_are_used() -> None:
    bank = mel_bank()
    np.testing.assert_allclose(bank.sum(axis=0), 1, atol=1e-6)
    assert (bank >= 0).all()
    assert np.flatnonzero(bank.any(axis=1)).tolist() == list(range(2, 372))


def test_the_log_mel_is_the_golden_one() -> None:
    mel = log_mel(signal())
    assert mel.shape == (92, 80) and mel.dtype == np.float32
    # Single precision shows where strong neighbours leave little in a band.
    np.testing.assert_allclose(mel, GOLDEN["log_mel"], rtol=0, atol=1e-3)
    assert np.abs(mel - GOLDEN["log_mel"]).mean() < 1e-5


def test_the_window_is_the_symmetric_hann_window() -> None:
    hann = window(1024)
    assert hann[0] == hann[-1] == 0
    np.testing.assert_allclose(hann, np.hanning(1024), atol=1e-7)


def test_frame_i_is_the_plain_magnitude_of_the_samples_from_315_i() -> None:
    samples = signal(3000)
    spectrum = magnitudes(samples)
    assert spectrum.shape == (7, 513) and spectrum.dtype == np.float32
    for i in range(7):
        direct = np.abs(np.fft.rfft(samples[315 * i : 315 * i + 1024] * np.hanning(1024)))
        np.testing.assert_allclose(spectrum[i], direct, atol=1e-3)


def test_silence_is_the_logarithm_of_the_floor() -> None:
    np.testing.assert_array_equal(log_mel(np.zeros(5000, np.float32)), np.float32(math.log(1e-7)))


def test_a_click_shows_in_exactly_the_frames_that_hold_it() -> None:
    samples = np.zeros(22050, np.float32)
    samples[10_000] = 1
    sounding = np.flatnonzero((log_mel(samples) > -16).any(axis=1))
    # Frame i holds samples 315 i .. 315 i + 1023.
    assert sounding.tolist() == [i for i in range(67) if 315 * i <= 10_000 < 315 * i + 1024]


@pytest.mark.parametrize("n_samples", [0, 1, 1023])
def test_a_sound_shorter_than_one_frame_has_none(n_samples: int) -> None:
    assert log_mel(np.zeros(n_samples, np.float32)).shape == (0, 80)
    assert magnitudes(np.zeros(n_samples, np.float32)).shape == (0, 513)


@given(st.lists(st.integers(0, 4000), max_size=12), st.integers(1, 40))
def test_the_spectrogram_of_a_stream_is_that_of_the_whole(lengths: list[int], frames_per_block: int) -> None:
    samples = signal(sum(lengths))
    pieces = np.split(samples, np.cumsum(lengths)[:-1]) if lengths else []
    mels = list(log_mel_blocks(pieces, frames_per_block=frames_per_block))
    assert all(0 < len(mel) <= frames_per_block for mel in mels)
    joined = np.concatenate([np.zeros((0, 80), np.float32), *mels])
    np.testing.assert_allclose(joined, log_mel(samples), atol=1e-4)


def test_the_spectrogram_of_a_stream_is_the_same_to_the_last_bit_wherever_its_blocks_end() -> None:
    samples = signal(3 * 256 * 315 + 5000)
    for length in (1024, 30_000, 100_000):
        pieces = np.split(samples, range(length, len(samples), length))
        np.testing.assert_array_equal(np.concatenate(list(log_mel_blocks(pieces))), log_mel(samples))


def test_another_front_end_can_be_configured() -> None:
    config = FeatureConfig(sample_rate=16000, frame_samples=512, hop_samples=160, n_mels=42, f_max=7600)
    mel = log_mel(signal(), config)
    assert mel.shape == (FrameGrid.of_samples(30_000, config).n_frames, 42)
    expected = np.log(np.maximum(magnitudes(signal(), config) @ mel_bank(config), 1e-7))
    np.testing.assert_allclose(mel, expected, atol=1e-4)


def test_bands_too_narrow_to_hold_a_bin_are_silent() -> None:
    config = FeatureConfig(n_mels=512)
    silent = ~mel_bank(config).any(axis=0)
    assert silent.sum() > 8
    np.testing.assert_array_equal(log_mel(signal(), config)[:, silent], np.float32(math.log(1e-7)))


# --- pitch shifts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pitch", [*TEST_SHIFTS, 0.7, 1.3])
def test_a_shift_for_detection_is_that_of_training(pitch: float) -> None:
    spectrum = torch.from_numpy(magnitudes(signal(40_000))[:EXCERPT_FRAMES])[None]
    parameters = dataclasses.replace(
        AugmentationParameters.identity(1), pitch=torch.tensor([pitch], dtype=torch.float64)
    )
    trained = Augmenter(AugmentConfig(), FeatureConfig()).apply(spectrum, parameters)[0].numpy()
    (detected,) = shifted_log_mels(signal(40_000), (pitch,))
    np.testing.assert_allclose(detected[:EXCERPT_FRAMES], trained, rtol=0, atol=2e-4)
    if pitch != 1:
        assert np.abs(trained - log_mel(signal(40_000))[:EXCERPT_FRAMES]).mean() > 0.1


def test_the_unshifted_bank_is_the_plain_one_and_the_first_of_those_for_detection() -> None:
    assert TEST_SHIFTS[0] == 1
    np.testing.assert_array_equal(shifted_mel_bank(1.0), mel_bank())
    np.testing.assert_allclose(shifted_log_mels(signal())[0], log_mel(signal()), atol=1e-4)


@pytest.mark.parametrize("hertz", [300, 1000, 4000])
def test_a_shifted_tone_lies_where_the_product_of_frequency_and_shift_belongs(hertz: float) -> None:
    def tone(hertz: float) -> NDArray[np.float32]:
        return np.sin(2 * np.pi * hertz / 22050 * np.arange(5000)).astype(np.float32)

    loudest = shifted_log_mels(tone(hertz)).mean(axis=1).argmax(axis=1)
    assert loudest.tolist() == [log_mel(tone(hertz * shift)).mean(axis=0).argmax() for shift in TEST_SHIFTS]
    assert len(set(loudest)) == len(TEST_SHIFTS)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=6), st.integers(1, 40))
def test_shifted_spectrograms_of_a_stream_are_those_of_the_whole(lengths: list[int], frames_per_block: int) -> None:
    samples = signal(sum(lengths))
    pieces = np.split(samples, np.cumsum(lengths)[:-1])
    mels = list(shifted_log_mel_blocks(pieces, (1.1, 0.8), frames_per_block=frames_per_block))
    joined = np.concatenate([np.zeros((2, 0, 80), np.float32), *mels], axis=1)
    np.testing.assert_allclose(joined, shifted_log_mels(samples, (1.1, 0.8)), atol=1e-4)


@pytest.mark.parametrize(("first", "last"), [(0, 10), (250, 300), (256, 512), (300, 784)])
def test_frames_of_the_middle_are_those_of_the_whole_to_the_last_bit(first: int, last: int) -> None:
    samples = signal(783 * 315 + 1024)
    whole = shifted_log_mels(samples, (1.0, 0.9))
    assert whole.shape[1] == 784
    found = shifted_log_mels_between(samples, first, last, (1.0, 0.9))
    np.testing.assert_array_equal(found, whole[:, first:last])
    assert shifted_log_mels_between(samples, 700, 900).shape[1] == 84, "fewer where the song ends"


# --- the grid ---------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**9))
def test_only_whole_frames_count(n_samples: int) -> None:
    grid = FrameGrid.of_samples(n_samples)
    assert grid.frame_rate == 70
    expected = (n_samples - 1024) // 315 + 1 if n_samples >= 1024 else 0
    assert grid.n_frames == expected


@given(st.integers(0, 500), st.sampled_from([70.0, 100.0, 16000 / 160, 22050 / 441, 44100 / 1000]))
def test_times_are_those_of_the_single_frames(n_frames: int, frame_rate: float) -> None:
    grid = FrameGrid(n_frames, frame_rate)
    times = grid.times()
    assert times.shape == (n_frames,)
    assert times.tolist() == [grid.time(i) for i in range(n_frames)] == [i / frame_rate for i in range(n_frames)]
    assert grid.duration == grid.time(n_frames)


@given(st.floats(0, 36_000), st.sampled_from([70.0, 44.1, 100.0]))
def test_frame_and_time_are_inverse(time: float, frame_rate: float) -> None:
    grid = FrameGrid(10, frame_rate)
    assert grid.time(grid.frame(time)) == pytest.approx(time, rel=1e-12)


@given(st.integers(0, 3_000_000), st.sampled_from([70.0, 44.1, 100.0, 50.0]))
def test_the_time_of_a_frame_leads_back_to_it(frame: int, frame_rate: float) -> None:
    grid = FrameGrid(3_000_000, frame_rate)
    assert grid.first_frame_from(grid.time(frame)) == frame
    just_after = np.nextafter(grid.time(frame), np.inf)
    assert grid.first_frame_from(float(just_after)) == min(frame + 1, grid.n_frames)


@given(st.floats(-10, 20), st.integers(0, 1000))
def test_the_first_frame_from_a_time_is_the_first_that_starts_then_or_later(time: float, n_frames: int) -> None:
    grid = FrameGrid(n_frames)
    later = np.flatnonzero(grid.times() >= time)
    assert grid.first_frame_from(time) == (later[0] if len(later) else n_frames)
