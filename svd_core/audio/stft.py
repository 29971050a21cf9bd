"""The short-time Fourier transform of the front end (paper section 3): Hann window, whole frames only, no padding.

`training.batches.Spectra` computes the same on a device with torch; a test holds the two equal.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.fourier import ComplexArray, real_transform
from svd_core.config import FeatureConfig

FloatArray = NDArray[np.float32]

# What this many frames need stays in the processor's cache; twice as fast as thousands at once.
_FRAMES_PER_CHUNK = 64


def frame_count(n_samples: int, config: FeatureConfig = FeatureConfig()) -> int:
    """How many whole frames a sound of `n_samples` has."""
    return max(0, (n_samples - config.frame_samples) // config.hop_samples + 1)


@cache
def window(frame_samples: int) -> FloatArray:
    """Symmetric Hann window, shape (frame_samples,), float32."""
    return np.hanning(frame_samples).astype(np.float32)


def spectrum(samples: FloatArray, config: FeatureConfig = FeatureConfig()) -> ComplexArray:
    """The complex STFT, shape (n_frames, n_bins), of mono samples of shape (n,)."""
    return real_transform(_windowed(_frames(samples, config), config))


def magnitudes(samples: FloatArray, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Linear STFT magnitudes, shape (n_frames, n_bins), float32, from mono samples of shape (n,)."""
    frames = _frames(samples, config)
    result = np.empty((len(frames), config.n_bins), np.float32)
    for start in range(0, len(frames), _FRAMES_PER_CHUNK):
        chunk = slice(start, start + _FRAMES_PER_CHUNK)
        windowed = _windowed(frames[chunk], config)
        np.abs(real_transform(windowed), out=result[chunk])
    return result


def centred_magnitudes(samples: FloatArray, centres: NDArray[np.int64], frame_samples: int) -> FloatArray:
    """Linear magnitudes of windows around given samples, shape (n_centres, frame_samples // 2 + 1), float32.

    `samples` is mono of shape (n,), and silent beyond its ends; only the windows are read of it. A sine of amplitude 1
    has the magnitude 1.
    """
    result = np.empty((len(centres), frame_samples // 2 + 1), np.float32)
    if len(samples) == 0:
        result[:] = 0
        return result
    offsets = np.arange(frame_samples) - frame_samples // 2
    weights = window(frame_samples) * np.float32(2 / window(frame_samples).sum())
    for start in range(0, len(centres), _FRAMES_PER_CHUNK):
        chunk = slice(start, start + _FRAMES_PER_CHUNK)
        index = centres[chunk, np.newaxis] + offsets
        frames = samples[np.clip(index, 0, len(samples) - 1)] * weights
        if index[0, 0] < 0 or index[-1, -1] >= len(samples):
            frames *= (index >= 0) & (index < len(samples))
        np.abs(real_transform(frames), out=result[chunk])
    return result


def _frames(samples: FloatArray, config: FeatureConfig) -> FloatArray:
    """The frames of a sound as a view of its samples, shape (n_frames, frame_samples)."""
    if len(samples) < config.frame_samples:
        return np.empty((0, config.frame_samples), np.float32)
    return np.lib.stride_tricks.sliding_window_view(samples, config.frame_samples)[:: config.hop_samples]


def _windowed(frames: FloatArray, config: FeatureConfig) -> FloatArray:
    return frames * window(config.frame_samples)
