"""Distortion, rooms, noise floors, imitated codecs and synthetic leads do what they say, row by row."""

import numpy as np
import pytest
import torch

from svd_core.training.disturbances import (
    CodecImitation,
    NoiseFloors,
    at_level,
    darkened,
    overdriven,
    rms,
    with_reverberation,
)
from svd_core.training.melodies import leads, resung, sung_melodies
from tests.core.tensors import assert_close

RATE = 22050
CPU = torch.device("cpu")


def tone(hertz: float, rows: int = 1, seconds: float = 2.0) -> torch.Tensor:
    times = torch.arange(int(RATE * seconds)) / RATE
    return (0.2 * torch.sin(2 * torch.pi * hertz * times)).expand(rows, -1).clone()


def decibels(ratio: torch.Tensor) -> torch.Tensor:
    return 20 * torch.log10(ratio)


def test_overdrive_keeps_the_level_and_adds_harmonics() -> None:
    samples = tone(300, 4)
    driven = overdriven(samples, torch.full((4, 1), 20.0), torch.arange(4)[:, None])
    assert_close(rms(driven), rms(samples), rtol=1e-3, atol=0)
    spectrum = torch.fft.rfft(driven).abs()
    bin_of = [round(300 * k * driven.shape[1] / RATE) for k in (1, 2, 3)]
    third = spectrum[:, bin_of[2]] / spectrum[:, bin_of[0]]
    assert (third > 0.05).all()
    second = spectrum[:, bin_of[1]] / spectrum[:, bin_of[0]]
    assert second[2] > 0.02 > second[[0, 1, 3]].max()


def test_silence_stays_silent() -> None:
    silent = torch.zeros(2, 5000)
    assert not overdriven(silent, torch.full((2, 1), 20.0), torch.zeros(2, 1)).any()
    assert rms(at_level(silent, tone(300, 2), torch.zeros(2, 1))).max() == 0


def test_levels_are_relative_to_the_reference() -> None:
    placed = at_level(torch.randn(2, 40000), tone(300, 2), torch.tensor([[-12.0], [6.0]]))
    assert_close(decibels(rms(placed) / rms(tone(300, 2))), torch.tensor([[-12.0], [6.0]]))


def test_noise_lies_as_far_below_as_asked() -> None:
    floors, samples = NoiseFloors(RATE, CPU), tone(300, 3)
    noisy = floors.added(samples, torch.tensor([[32.0], [50.0], [70.0]]), np.random.default_rng(0))
    below = decibels(rms(samples) / rms(noisy - samples))
    assert_close(below, torch.tensor([[32.0], [50.0], [70.0]]), atol=4.0, rtol=0)


def test_a_low_pass_lets_low_tones_through() -> None:
    cutoff = torch.tensor([[2000.0]])
    passed = [float(rms(darkened(tone(hertz), cutoff, RATE)) / rms(tone(hertz))) for hertz in (200, 8000)]
    assert passed[0] == pytest.approx(1, abs=0.01)
    assert passed[1] < 0.1


def test_a_room_sounds_on_for_its_reverberation_time() -> None:
    click = torch.zeros(2, RATE)
    click[:, 0] = 1.0
    times = torch.tensor([[0.2], [1.0]])
    wet = with_reverberation(click, times, torch.ones(2, 1), RATE, torch.Generator().manual_seed(0))
    assert (wet[:, 0] == 1).all()
    assert not wet[:, 1:100].abs().gt(1e-4).any()
    levels = [decibels(rms(wet[:, int(at * RATE) : int((at + 0.05) * RATE)]))[:, 0] for at in (0.05, 0.15)]
    fall = (levels[0] - levels[1]).tolist()
    assert fall[0] == pytest.approx(30, abs=3)
    assert fall[1] == pytest.approx(6, abs=3)


def test_an_imitated_codec_leaves_the_strong_and_loses_the_weak() -> None:
    codec = CodecImitation(513, RATE, CPU)
    magnitudes = torch.from_numpy(np.random.default_rng(0).exponential(1, (8, 20, 513)).astype(np.float32))
    coded = codec.applied(magnitudes, np.random.default_rng(1))
    lost = (coded == 0).float().mean(dim=(1, 2))
    assert (lost > 0.05).all() and (lost < 0.95).all()
    strong = magnitudes > 4
    kept = coded[strong] / magnitudes[strong]
    assert float(kept[kept > 0].median()) == pytest.approx(1, abs=0.2)


def test_leads_move_like_melodies_and_have_one_level() -> None:
    random = np.random.default_rng(3)
    sound = leads(6, 3 * RATE, RATE, random, CPU)
    assert_close(rms(sound), torch.ones(6, 1), rtol=1e-3, atol=0)
    assert torch.isfinite(sound).all()
    frames = torch.stft(sound, 4096, window=torch.hann_window(4096), return_complex=True).abs()
    peaks = frames[:, 8:].argmax(dim=1)
    assert all(len(set(row.tolist())) > 3 for row in peaks)


def test_a_voice_is_read_at_the_pitch_of_its_melody() -> None:
    samples = tone(500, 3, 4.0)
    seconds = torch.arange(samples.shape[1]) / RATE
    melodies = sung_melodies(3, 4.0, np.random.default_rng(5), CPU)
    sung, position = resung(samples, seconds, melodies)
    pitch = melodies.semitones(seconds, melodies.notes_at(seconds))
    assert (position.diff(dim=1) > 0).all()
    for row in range(3):
        middle = slice(RATE // 4, RATE // 4 + 2048)
        spectrum = torch.fft.rfft(sung[row, middle] * torch.hann_window(2048), 65536).abs()
        hertz = float(spectrum.argmax()) * RATE / 65536
        expected = 500 * 2 ** (float(pitch[row, middle].mean()) / 12)
        assert hertz == pytest.approx(expected, rel=0.03)
