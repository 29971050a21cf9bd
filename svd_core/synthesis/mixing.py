"""Mixing a song: sounds placed in stereo, reverberation, and the final level."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import scipy.signal

from svd_core.audio.features import FloatArray
from svd_core.audio.reverberation import reverberated, room_response
from svd_core.synthesis.band import Stroke

PEAK = 0.89
_RT60_PER_DECAY = float(np.log(1000))
"""60 dB are a factor of 1000 in amplitude."""


def placed(strokes: Iterable[Stroke], n_samples: int, sample_rate: int) -> FloatArray:
    """The sum of strokes in stereo, shape (n_samples, 2); what lies outside is cut off."""
    out = np.zeros((2, n_samples), np.float32)
    for stroke in strokes:
        first = round(stroke.time * sample_rate)
        sound = stroke.sound[max(0, -first) : max(0, n_samples - first)]
        first = max(0, first)
        angle = (stroke.pan + 1) * np.pi / 4
        gain = 10 ** (stroke.gain_db / 20) * np.sqrt(2)
        out[0, first : first + len(sound)] += np.float32(gain * np.cos(angle)) * sound
        out[1, first : first + len(sound)] += np.float32(gain * np.sin(angle)) * sound
    return np.ascontiguousarray(out.T)


def room_sound(dry: FloatArray, decay: float, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """The sound of a room around a stereo signal of shape (n, 2), without the direct sound; shape kept.

    In `decay` seconds the amplitude falls to 1/e, in the treble three times as fast. The channels are independent.
    """
    wet = np.zeros_like(dry)
    for channel in range(2):
        response = room_response(
            rng.standard_normal(int(5 * decay * sample_rate)),
            _RT60_PER_DECAY * decay,
            sample_rate,
            treble_time=_RT60_PER_DECAY * 0.35 * decay,
            fade_in=0.012,
        )
        wet[:, channel] = reverberated(dry[:, channel], response.astype(np.float32), int(0.018 * sample_rate))
    return wet


def brightened(signal: FloatArray, gain_db: float, sample_rate: int) -> FloatArray:
    """The signal with its treble (from about 1 kHz) raised, shape (n, 2) kept."""
    gain = 10 ** (gain_db / 20)
    sos = scipy.signal.butter(1, 1200, "highpass", fs=sample_rate, output="sos")
    return np.asarray(signal + (gain - 1) * scipy.signal.sosfilt(sos, signal, axis=0), np.float32)


def compressed(signal: FloatArray, ratio: float, sample_rate: int) -> FloatArray:
    """A stereo track of shape (n, 2) with differences of loudness divided by `ratio`; shape kept."""
    power = np.mean(signal**2, axis=1)
    pole = np.exp(-1 / (0.06 * sample_rate))
    level = np.sqrt(scipy.signal.lfilter([1 - pole], [1, -pole], power) + 1e-8)
    usual = np.sqrt(np.mean(power[power > 0.01 * power.max()])) if power.max() > 0 else 1.0
    gain = np.minimum((level / usual) ** (1 / ratio - 1), 1.5)
    return np.asarray(signal * gain[:, np.newaxis], np.float32)


def mastered(mix: FloatArray) -> FloatArray:
    """The mix with its peaks rounded (tanh) and scaled to a peak of PEAK; shape kept."""
    loudness = np.sqrt(np.mean(mix**2)) + 1e-9
    rounded = np.tanh(mix * (0.28 / loudness))
    return np.asarray(rounded * (PEAK / max(float(np.max(np.abs(rounded))), 1e-9)), np.float32)
