"""Reverberation: a room as Gaussian noise that dies away exponentially (Polack 1988).

The caller draws the noise, so that one random generator decides about everything it does in an order of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray

_CROSSOVER_HERTZ = 2800
_TREBLE_LEVEL = 0.5


def room_response(
    noise: NDArray[np.float64],
    reverberation_time: float,
    sample_rate: int,
    *,
    treble_time: float | None = None,
    fade_in: float = 0.0,
) -> NDArray[np.float64]:
    """The impulse response of a room without the direct sound: noise that dies away, of unit energy, shape kept.

    Args:
        noise: Gaussian noise, shape (n,); n says where the response ends.
        sample_rate: of the noise and the response, in Hz.
        reverberation_time: seconds in which the level falls by 60 dB (RT60).
        treble_time: RT60 above 2.8 kHz, where it differs; the treble then begins at half the amplitude.
        fade_in: seconds in which the reflections become dense.
    """
    t = np.arange(len(noise)) / sample_rate
    if treble_time is None:
        response = noise * _decay(t, reverberation_time)
    else:
        # Half a second of importing that trainings without voices alone can do without.
        import scipy.signal

        crossover = min(_CROSSOVER_HERTZ, 0.4 * sample_rate)
        lowpass = scipy.signal.butter(1, crossover, "lowpass", fs=sample_rate, output="sos")
        low = scipy.signal.sosfilt(lowpass, noise)
        response = low * _decay(t, reverberation_time) + _TREBLE_LEVEL * (noise - low) * _decay(t, treble_time)
    if fade_in:
        response *= np.minimum(1, t / fade_in)
    return np.asarray(response / np.sqrt(np.sum(response**2)))


def reverberated(samples: FloatArray, response: NDArray[np.floating], delay_samples: int = 0) -> FloatArray:
    """What a room with this impulse response makes of samples, delayed and cut at their end; shape (n,) kept."""
    import scipy.signal

    wet = np.zeros_like(samples)
    if delay_samples < len(samples):
        wet[delay_samples:] = scipy.signal.oaconvolve(samples, response)[: len(samples) - delay_samples]
    return wet


def _decay(t: NDArray[np.float64], reverberation_time: float) -> NDArray[np.float64]:
    return np.asarray(10 ** (-3 * t / reverberation_time))
