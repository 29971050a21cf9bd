"""Log-mel spectrograms exactly as the paper defines them, and the frame grid.

`FrameGrid` alone decides which frames a region holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.mel_scale import hertz_to_mel, mel_to_hertz
from svd_core.audio.stft import FloatArray as FloatArray
from svd_core.audio.stft import frame_count, magnitudes
from svd_core.config import NO_SHIFTS, TEST_SHIFTS, FeatureConfig

# OpenBLAS multiplies so few frames in one thread; several threads would cost many times what they save.
FRAMES_PER_BLOCK = 256
# Neighbouring bands read few bins, so several small matrices are multiplied instead of a large one, mostly zeros.
_BANDS_TOGETHER = 8


@dataclass(frozen=True)
class FrameGrid:
    """The frames of one song: frame i starts at i / frame_rate seconds."""

    n_frames: int
    frame_rate: float = FeatureConfig().frame_rate

    @classmethod
    def of_samples(cls, n_samples: int, config: FeatureConfig = FeatureConfig()) -> FrameGrid:
        """The grid of a song of so many samples; only whole STFT frames count."""
        return cls(frame_count(n_samples, config), config.frame_rate)

    @property
    def duration(self) -> float:
        """Time in seconds at which a frame after the last one would start."""
        return self.n_frames / self.frame_rate

    def times(self) -> NDArray[np.float64]:
        """Start of every frame in seconds, shape (n_frames,)."""
        return np.arange(self.n_frames) / self.frame_rate

    def time(self, frame: float) -> float:
        """Seconds at which a (fractional) frame starts."""
        return frame / self.frame_rate

    def frame(self, time: float) -> float:
        """Fractional frame at a time in seconds; not clipped to the song."""
        return time * self.frame_rate

    def first_frame_from(self, time: float) -> int:
        """The first frame that starts at or after a time, clipped to 0 .. n_frames.

        A frame is vocal if `start <= i / frame_rate < end`, so this maps both ends of a region.
        """
        # i / rate >= time is what labels mean; ceil(time * rate) can be off by one in floating point.
        frame = math.ceil(time * self.frame_rate)
        if (frame - 1) / self.frame_rate >= time:
            frame -= 1
        elif frame / self.frame_rate < time:
            frame += 1
        return min(max(frame, 0), self.n_frames)


@cache
def mel_bank(config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Triangular mel bank, shape (n_bins, n_mels), float32; each filter sums to one.

    HTK mel scale (paper section 3). Where a filter starts, peaks and ends is rounded up to whole bins,
    but its slopes run towards the unrounded frequencies: the published networks learned from this bank,
    and the textbook triangle differs from it by up to 0.18 in a weight.
    """
    mels = np.linspace(hertz_to_mel(config.f_min), hertz_to_mel(config.f_max), config.n_mels + 2)
    edges = np.array([mel_to_hertz(mel) for mel in mels]) * config.frame_samples / config.sample_rate
    rounded = np.ceil(edges)
    bins = np.arange(config.n_bins)[:, np.newaxis]
    left, peak, right = rounded[:-2], rounded[1:-1], rounded[2:]
    rising = (bins - edges[:-2]) / np.maximum(peak - left, 1)
    falling = (edges[2:] - bins) / np.maximum(right - peak, 1)
    bank = np.where(bins < peak, rising, falling) * ((bins >= left) & (bins < right))
    return np.asarray(bank / np.maximum(bank.sum(axis=0), 1e-30), dtype=np.float32)


@cache
def shifted_mel_bank(pitch: float, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """The mel bank for a sound whose frequencies are all multiplied by `pitch`, shape (n_bins, n_mels), float32.

    Bin o of the shifted spectrum is the sound's own at o / pitch, interpolated linearly and zero beyond the last
    one, as in training (`training.augmentation.Augmenter`).
    """
    bank = mel_bank(config)
    position = np.arange(config.n_bins) / pitch
    lower = np.minimum(position.astype(int), config.n_bins - 2)
    fraction = position - lower
    inside = position <= config.n_bins - 1
    shifted = np.zeros(bank.shape)
    for bins, weights in ((lower, 1 - fraction), (lower + 1, fraction)):
        np.add.at(shifted, bins, (weights * inside)[:, np.newaxis] * bank)
    return np.asarray(shifted, dtype=np.float32)


def log_mel(samples: FloatArray, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Natural-log mel spectrogram, shape (n_frames, n_mels), float32, from mono samples of shape (n,)."""
    mel: FloatArray = shifted_log_mels(samples, NO_SHIFTS, config)[0]
    return mel


def log_mel_blocks(
    blocks: Iterable[FloatArray], config: FeatureConfig = FeatureConfig(), frames_per_block: int = FRAMES_PER_BLOCK
) -> Iterator[FloatArray]:
    """The log-mel spectrogram of a stream of sample blocks, in pieces of bounded size.

    The pieces joined are those of `log_mel` of the blocks joined, to the last bit, wherever the blocks end.
    """
    for mels in shifted_log_mel_blocks(blocks, NO_SHIFTS, config, frames_per_block):
        yield mels[0]


def shifted_log_mels(
    samples: FloatArray, shifts: Sequence[float] = TEST_SHIFTS, config: FeatureConfig = FeatureConfig()
) -> FloatArray:
    """Log-mel spectrograms of a sound at several pitches, (n_shifts, n_frames, n_mels), float32, from one STFT."""
    mels = np.empty((len(shifts), FrameGrid.of_samples(len(samples), config).n_frames, config.n_mels), np.float32)
    start = 0
    for piece in shifted_log_mel_blocks([samples], shifts, config):
        mels[:, start : start + piece.shape[1]] = piece
        start += piece.shape[1]
    return mels


def shifted_log_mels_between(
    samples: FloatArray, first: int, last: int, shifts: Sequence[float] = TEST_SHIFTS
) -> FloatArray:
    """The frames first .. last of `shifted_log_mels`, to the last bit; only what they need is read of the sound."""
    config = FeatureConfig()
    start = first // FRAMES_PER_BLOCK * FRAMES_PER_BLOCK
    stop = math.ceil(last / FRAMES_PER_BLOCK) * FRAMES_PER_BLOCK
    overlap = config.frame_samples - config.hop_samples
    around = samples[start * config.hop_samples : stop * config.hop_samples + overlap]
    mels: FloatArray = shifted_log_mels(around, shifts)[:, first - start : last - start]
    return mels


def shifted_log_mel_blocks(
    blocks: Iterable[FloatArray],
    shifts: Sequence[float] = TEST_SHIFTS,
    config: FeatureConfig = FeatureConfig(),
    frames_per_block: int = FRAMES_PER_BLOCK,
) -> Iterator[FloatArray]:
    """`shifted_log_mels` of a stream of sample blocks, in pieces (n_shifts, n, n_mels) of bounded size."""
    # Always so many frames at once: where others are multiplied with a frame, it is rounded otherwise.
    group = frames_per_block * config.hop_samples
    needed = group + config.frame_samples - config.hop_samples
    held: list[FloatArray] = []
    n_held = 0
    for block in blocks:
        held.append(block)
        n_held += len(block)
        if n_held < needed:
            continue
        samples = np.concatenate(held)
        start = 0
        for start in range(0, n_held - needed + 1, group):
            yield _log_mels(magnitudes(samples[start : start + needed], config), shifts, config)
        held, n_held = [samples[start + group :]], n_held - start - group
    if FrameGrid.of_samples(n_held, config).n_frames:
        yield _log_mels(magnitudes(np.concatenate(held), config), shifts, config)


def _log_mels(spectrum: FloatArray, shifts: Sequence[float], config: FeatureConfig) -> FloatArray:
    """Log-mel spectrograms (n_shifts, n, n_mels) of magnitudes (n, n_bins)."""
    mels = np.empty((len(shifts), len(spectrum), config.n_mels), np.float32)
    for mel, pitch in zip(mels, shifts, strict=True):
        for bands, bins, weights in _narrow_banks(pitch, config):
            np.matmul(spectrum[:, bins], weights, out=mel[:, bands])
    np.maximum(mels, config.log_floor, out=mels)
    return np.log(mels, out=mels)


@cache
def _narrow_banks(pitch: float, config: FeatureConfig) -> tuple[tuple[slice, slice, FloatArray], ...]:
    """A mel bank in parts: a slice of bands, the slice of bins that they read, and the weights (bins, bands)."""
    bank = shifted_mel_bank(pitch, config)
    parts = []
    for first in range(0, config.n_mels, _BANDS_TOGETHER):
        bands = slice(first, min(first + _BANDS_TOGETHER, config.n_mels))
        used = np.flatnonzero(bank[:, bands].any(axis=1))
        bins = slice(int(used[0]), int(used[-1]) + 1) if len(used) else slice(0, 0)
        parts.append((bands, bins, np.ascontiguousarray(bank[bins, bands])))
    return tuple(parts)
