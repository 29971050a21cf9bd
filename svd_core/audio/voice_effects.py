"""Melody, vibrato and reverberation for recordings of a voice alone, which training lacks otherwise.

Voice banks hold syllables on one flat pitch, and solo recordings are dry.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.audio.reverberation import reverberated, room_response


def with_melody(samples: FloatArray, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """The same voice on a random melody with vibrato, made by reading the samples (n,) at a varying speed.

    Notes of .15 to .9 s lie within ±4 semitones of the recording, joined by short glides; vibrato of
    4.5 to 7 Hz is up to ±60 cents deep. A third of all recordings, and those under .2 s, stay as they are.
    """
    if rng.random() < 1 / 3 or len(samples) < sample_rate // 5:
        return samples
    times = np.arange(len(samples)) / sample_rate
    semitones = _melody(times[-1], sample_rate, len(samples), rng)
    depth, rate = rng.uniform(0, 0.6), rng.uniform(4.5, 7.0)
    semitones += depth * np.sin(2 * np.pi * rate * times + rng.uniform(0, 2 * np.pi))
    positions = np.cumsum(2.0 ** (semitones / 12))
    positions = positions[positions < len(samples) - 1]
    return np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)


def with_reverberation(samples: FloatArray, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """The voice in a random room (half of all calls) or as it is; shape (n,) kept, so the tail ends with it.

    The room has a reverberation time of .2 to 1.8 s, and its sound is 6 to 26 dB below the voice.
    """
    if rng.random() < 0.5:
        return samples
    reverberation_time = rng.uniform(0.2, 1.8)
    noise = rng.standard_normal(int(reverberation_time * sample_rate))
    response = room_response(noise, reverberation_time, sample_rate)
    first_reflection = int(rng.uniform(0.005, 0.03) * sample_rate)
    response[:first_reflection] = 0
    wet = reverberated(samples, response)
    scale = rng.uniform(0.05, 0.5) * np.sqrt(np.mean(samples**2) / max(float(np.mean(wet**2)), 1e-12))
    return np.asarray(samples + scale * wet, dtype=np.float32)


def _melody(duration: float, sample_rate: int, n_samples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Semitones at every sample, shape (n_samples,): steps of random length, joined by glides of some 60 ms."""
    from scipy.ndimage import uniform_filter1d

    starts = np.cumsum(rng.uniform(0.15, 0.9, int(duration / 0.15) + 2))
    pitches = rng.integers(-4, 5, len(starts) + 1).astype(np.float64)
    steps = pitches[np.searchsorted(starts, np.arange(n_samples) / sample_rate)]
    return np.asarray(uniform_filter1d(steps, max(1, int(0.06 * sample_rate)), mode="nearest"))
