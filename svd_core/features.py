"""Log-mel spectrograms exactly as the paper defines them, and the frame grid.

`FrameGrid` is the one place in the program where seconds become frames and frames seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from svd_core.config import FeatureConfig

FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class FrameGrid:
    """The frames of one song: frame i starts at i / frame_rate seconds."""

    n_frames: int
    frame_rate: float = FeatureConfig().frame_rate

    @classmethod
    def of_samples(cls, n_samples: int, config: FeatureConfig = FeatureConfig()) -> FrameGrid:
        """The grid of a song of so many samples; only whole STFT frames count."""
        n_frames = max(0, (n_samples - config.frame_samples) // config.hop_samples + 1)
        return cls(n_frames, config.frame_rate)

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
def window(frame_samples: int) -> FloatArray:
    """Symmetric Hann window, shape (frame_samples,), float32."""
    return np.hanning(frame_samples).astype(np.float32)


@cache
def mel_bank(config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Triangular mel bank, shape (n_bins, n_mels), float32; each filter sums to one.

    HTK mel scale (paper section 3). Where a filter starts, peaks and ends is rounded up to whole bins,
    but its slopes run towards the unrounded frequencies: the published networks learned from this bank,
    and the textbook triangle differs from it by up to 0.18 in a weight.
    """
    mel_min, mel_max = (1127 * math.log1p(f / 700) for f in (config.f_min, config.f_max))
    bin_hertz = config.sample_rate / config.frame_samples
    edges = 700 * np.expm1(np.linspace(mel_min, mel_max, config.n_mels + 2) / 1127) / bin_hertz
    rounded = np.ceil(edges)
    bins = np.arange(config.n_bins)[:, np.newaxis]
    left, peak, right = rounded[:-2], rounded[1:-1], rounded[2:]
    rising = (bins - edges[:-2]) / np.maximum(peak - left, 1)
    falling = (edges[2:] - bins) / np.maximum(right - peak, 1)
    bank = np.where(bins < peak, rising, falling) * ((bins >= left) & (bins < right))
    return np.asarray(bank / np.maximum(bank.sum(axis=0), 1e-30), dtype=np.float32)


def magnitudes(samples: FloatArray, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Linear STFT magnitudes, shape (n_frames, n_bins), float32, from mono samples of shape (n,)."""
    # A quarter of a second, which the window does not have at its start.
    import scipy.fft

    n_frames = FrameGrid.of_samples(len(samples), config).n_frames
    if n_frames == 0:
        return np.zeros((0, config.n_bins), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, config.frame_samples)[:: config.hop_samples]
    spectrum = scipy.fft.rfft(frames[:n_frames] * window(config.frame_samples), axis=1, overwrite_x=True)
    return np.asarray(np.abs(spectrum), dtype=np.float32)


def log_mel(samples: FloatArray, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Natural-log mel spectrogram, shape (n_frames, n_mels), float32, from mono samples of shape (n,)."""
    blocks = list(log_mel_blocks([samples], config))
    return np.concatenate(blocks) if blocks else np.zeros((0, config.n_mels), np.float32)


def log_mel_blocks(
    blocks: Iterable[FloatArray], config: FeatureConfig = FeatureConfig(), frames_per_block: int = 2048
) -> Iterator[FloatArray]:
    """The log-mel spectrogram of a stream of sample blocks, in pieces of bounded size.

    The pieces joined are equal to `log_mel` of the blocks joined.
    """
    held = np.zeros(0, np.float32)
    hop, overlap = config.hop_samples, config.frame_samples - config.hop_samples
    bank = mel_bank(config)
    for block in blocks:
        held = np.concatenate([held, block])
        while (n_frames := min(FrameGrid.of_samples(len(held), config).n_frames, frames_per_block)) > 0:
            mel = magnitudes(held[: n_frames * hop + overlap], config) @ bank
            yield np.log(np.maximum(mel, config.log_floor))
            held = held[n_frames * hop :]
