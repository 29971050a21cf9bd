"""Rendered sound written to Ogg Vorbis files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from svd_core.audio.features import FloatArray

# libsndfile's Vorbis encoder overflows its stack on long writes.
_BLOCK_SAMPLES = 16384
PEAK = 0.8


def write_ogg(path: Path, samples: FloatArray, sample_rate: int) -> None:
    """Write samples of shape (n, channels) or, for one channel, (n,); raises OSError or soundfile's errors."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    with soundfile.SoundFile(path, "w", sample_rate, channels, format="OGG", subtype="VORBIS") as file:
        for first in range(0, len(samples), _BLOCK_SAMPLES):
            file.write(samples[first : first + _BLOCK_SAMPLES])


def at_peak(samples: FloatArray) -> FloatArray:
    """The samples scaled to a peak of PEAK; silence stays silence."""
    peak = float(np.max(np.abs(samples), initial=0.0))
    return samples * np.float32(PEAK / peak) if peak > 0 else samples
