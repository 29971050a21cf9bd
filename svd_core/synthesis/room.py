"""The mixing desk: placing sounds, reverberation, and the final level."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import scipy.signal

from svd_core.audio.features import FloatArray
from svd_core.synthesis.band import Stroke

PEAK = 0.89


def placed(strokes: Iterable[Stroke], n_samples: int, sample_rate: int) -> FloatArray:
    """Strokes added up in stereo, shape (n_samples, 2); what lies outside is cut off."""
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


def reverb(dry: FloatArray, decay: float, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """The sound of a room around a stereo signal (without the direct sound), shape kept.

    `decay` is the time constant of the tail in seconds; treble dies sooner than bass.
    """
    t = np.arange(int(5 * decay * sample_rate)) / sample_rate
    wet = np.zeros_like(dry)
    for channel in range(2):
        noise = rng.standard_normal(len(t))
        sos = scipy.signal.butter(1, min(2800, 0.4 * sample_rate), "lowpass", fs=sample_rate, output="sos")
        dark = scipy.signal.sosfilt(sos, noise)
        tail = dark * np.exp(-t / decay) + 0.5 * (noise - dark) * np.exp(-t / (0.35 * decay))
        tail *= np.minimum(1, t / 0.012)
        tail /= np.sqrt(np.sum(tail**2))
        delayed = scipy.signal.oaconvolve(dry[:, channel], tail.astype(np.float32))[: len(dry)]
        gap = int(0.018 * sample_rate)
        wet[gap:, channel] = delayed[: len(dry) - gap]
    return wet


def brightened(signal: FloatArray, gain_db: float, sample_rate: int) -> FloatArray:
    """The signal with its treble (from about 1 kHz) raised, shape (n, 2) kept."""
    gain = 10 ** (gain_db / 20)
    sos = scipy.signal.butter(1, 1200, "highpass", fs=sample_rate, output="sos")
    return np.asarray(signal + (gain - 1) * scipy.signal.sosfilt(sos, signal, axis=0), np.float32)


def compressed(signal: FloatArray, ratio: float, sample_rate: int) -> FloatArray:
    """A singer's stereo track with its loudness evened out, shape kept."""
    power = np.mean(signal**2, axis=1)
    pole = np.exp(-1 / (0.06 * sample_rate))
    level = np.sqrt(scipy.signal.lfilter([1 - pole], [1, -pole], power) + 1e-8)
    usual = np.sqrt(np.mean(power[power > 0.01 * power.max()])) if power.max() > 0 else 1.0
    gain = np.minimum((level / usual) ** (1 / ratio - 1), 1.5)
    return np.asarray(signal * gain[:, np.newaxis], np.float32)


def mastered(mix: FloatArray) -> FloatArray:
    """The mix with rounded peaks, brought to a peak of PEAK; shape kept."""
    loudness = np.sqrt(np.mean(mix**2)) + 1e-9
    rounded = np.tanh(mix * (0.28 / loudness))
    return np.asarray(rounded * (PEAK / max(float(np.max(np.abs(rounded))), 1e-9)), np.float32)
