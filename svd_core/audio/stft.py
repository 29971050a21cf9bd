"""The short-time Fourier transform of the front end (paper section 3): Hann window, whole frames only, no padding.

`training.batches.Spectra` computes the same on a device with torch; a test holds the two equal.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svd_core.config import FeatureConfig

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complexfloating[Any, Any]]

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
    # Imported late: a quarter of a second, which the window cannot spare at its start.
    import scipy.fft

    result: ComplexArray = scipy.fft.rfft(_windowed(_frames(samples, config), config), axis=1, overwrite_x=True)
    return result


def magnitudes(samples: FloatArray, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """Linear STFT magnitudes, shape (n_frames, n_bins), float32, from mono samples of shape (n,)."""
    import scipy.fft

    frames = _frames(samples, config)
    result = np.empty((len(frames), config.n_bins), np.float32)
    for start in range(0, len(frames), _FRAMES_PER_CHUNK):
        chunk = slice(start, start + _FRAMES_PER_CHUNK)
        windowed = _windowed(frames[chunk], config)
        np.abs(scipy.fft.rfft(windowed, axis=1, overwrite_x=True), out=result[chunk])
    return result


def _frames(samples: FloatArray, config: FeatureConfig) -> FloatArray:
    """The frames of a sound as a view of its samples, shape (n_frames, frame_samples)."""
    if len(samples) < config.frame_samples:
        return np.empty((0, config.frame_samples), np.float32)
    return np.lib.stride_tricks.sliding_window_view(samples, config.frame_samples)[:: config.hop_samples]


def _windowed(frames: FloatArray, config: FeatureConfig) -> FloatArray:
    return frames * window(config.frame_samples)
