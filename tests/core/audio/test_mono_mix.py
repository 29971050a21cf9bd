"""Channels mixed to one: what cancels is told and not mixed, what is only silent or wide is mixed as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.audio import sound_file

RATE = 44100


@pytest.mark.parametrize("louder", [0, 1])
def test_channels_that_cancel_each_other_are_reported_and_the_louder_one_is_taken(tmp_path: Path, louder: int) -> None:
    loud = 0.3 * np.random.default_rng(4).standard_normal(RATE).clip(-1, 1).astype(np.float32)
    channels = [loud, -0.98 * loud] if louder == 0 else [-0.98 * loud, loud]
    soundfile.write(tmp_path / "inverted.wav", np.stack(channels, axis=1), RATE, subtype="FLOAT")
    soundfile.write(tmp_path / "loud.wav", loud, RATE, subtype="FLOAT")
    warnings: list[str] = []
    samples = sound_file.read_mono(tmp_path / "inverted.wav", warn=warnings.append)
    np.testing.assert_array_equal(samples, sound_file.read_mono(tmp_path / "loud.wav"))
    assert len(warnings) == 1 and "inverted.wav" in warnings[0] and "cancel" in warnings[0]


@pytest.mark.parametrize("reversed_first", [False, True])
def test_channels_that_cancel_in_a_part_only_are_heard_and_reported_there(tmp_path: Path, reversed_first: bool) -> None:
    rate = 22050
    left = 0.3 * np.random.default_rng(4).standard_normal(45 * rate).clip(-1, 1).astype(np.float32)
    is_reversed = (np.arange(len(left)) >= 30 * rate) != reversed_first
    right = np.where(is_reversed, -left, left)
    soundfile.write(tmp_path / "half.wav", np.stack([left, right], axis=1), rate, subtype="FLOAT")
    warnings: list[str] = []
    samples = sound_file.read_mono(tmp_path / "half.wav", warn=warnings.append)
    # Of the stretch in which it changes, some seconds may be lost.
    heard = np.abs(samples - left) < 1e-6
    assert heard[: 29 * rate].mean() > 0.8 and heard[36 * rate :].all()
    assert len(warnings) == 1 and "half.wav" in warnings[0] and "cancel" in warnings[0]
    assert ("first at 0 s" if reversed_first else "first at 30 s") in warnings[0]


@pytest.mark.parametrize("n_channels", [4, 6])
def test_silent_channels_cancel_nothing_and_reversed_ones_among_them_do(tmp_path: Path, n_channels: int) -> None:
    channels = np.zeros((RATE, n_channels), np.float32)
    channels[:, 1] = 0.2 * np.random.default_rng(6).standard_normal(RATE)
    warnings: list[str] = []
    for name in ("one", "reversed"):
        soundfile.write(tmp_path / f"{name}.wav", channels, 22050, subtype="FLOAT")
        samples = sound_file.read_mono(tmp_path / f"{name}.wav", warn=warnings.append)
        expected = channels.mean(axis=1) if name == "one" else channels[:, 1]
        np.testing.assert_allclose(samples, expected, atol=1e-6)
        channels[:, 2] = -channels[:, 1]
    assert len(warnings) == 1 and "reversed.wav" in warnings[0] and "cancel" in warnings[0]


def test_wide_stereo_is_mixed_without_a_warning(tmp_path: Path) -> None:
    channels = 0.2 * np.random.default_rng(5).standard_normal((RATE, 2)).astype(np.float32)
    soundfile.write(tmp_path / "wide.wav", channels, 22050, subtype="FLOAT")
    warnings: list[str] = []
    samples = sound_file.read_mono(tmp_path / "wide.wav", warn=warnings.append)
    np.testing.assert_allclose(samples, channels.mean(axis=1), atol=1e-6)
    assert not warnings
