"""The voice source: glottal pulses of the Liljencrants-Fant model, free of aliasing.

Fant's one-parameter form is used: `rd` goes from a tense (0.7) to a lax, breathy (2.7) voice.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray

TABLE_SAMPLES = 1024
SHAPES = (0.7, 1.0, 1.4, 2.0, 2.7)
# Tables are kept for these fundamental frequencies; a note uses the next one up, so nothing folds over.
_TABLE_HERTZ = 70.0 * 2 ** (np.arange(13) / 3)


def pulse(rd: float, n_samples: int = 4096) -> NDArray[np.float64]:
    """One period of the flow derivative, negative peak -1, shape (n_samples,)."""
    ra, rk = (4.8 * rd - 1) / 100, (22.4 + 11.8 * rd) / 100
    rg = rk / 4 * (0.5 + 1.2 * rk) / (0.11 * rd - ra * (0.5 + 1.2 * rk))
    peak = 1 / (2 * rg)
    close = peak * (1 + rk)
    decay = 1 / ra
    for _ in range(50):
        decay = (1 - np.exp(-decay * (1 - close))) / ra
    t = np.arange(n_samples) / n_samples
    back = -(np.exp(-decay * (t - close)) - np.exp(-decay * (1 - close))) / (decay * ra)
    growth = _growth(np.pi / peak, close, float(np.sum(back[t > close])) / n_samples)
    opening = -np.exp(growth * (t - close)) * np.sin(np.pi * t / peak) / np.sin(np.pi * close / peak)
    return np.asarray(np.where(t <= close, opening, back))


def _growth(omega: float, close: float, return_area: float) -> float:
    """The growth rate of the open phase for which a period's flow comes back to zero, by bisection."""

    def area(growth: float) -> float:
        swing = growth * np.sin(omega * close) - omega * np.cos(omega * close)
        integral = (swing + omega * np.exp(-growth * close)) / (growth**2 + omega**2)
        return float(-integral / np.sin(omega * close)) + return_area

    low, high = -20.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if area(middle) > 0 else (low, middle)
    return low


@cache
def _tables(sample_rate: int) -> FloatArray:
    """Band-limited periods, shape (shapes, fundamentals, TABLE_SAMPLES + 1), float32; the end repeats the start."""
    tables = np.zeros((len(SHAPES), len(_TABLE_HERTZ), TABLE_SAMPLES + 1), np.float32)
    for i, rd in enumerate(SHAPES):
        spectrum = np.fft.rfft(pulse(rd)) / 4096 * TABLE_SAMPLES
        for j, hertz in enumerate(_TABLE_HERTZ):
            kept = np.zeros(TABLE_SAMPLES // 2 + 1, complex)
            n_harmonics = min(int(0.48 * sample_rate / hertz), TABLE_SAMPLES // 4)
            kept[1 : n_harmonics + 1] = spectrum[1 : n_harmonics + 1]
            tables[i, j, :-1] = np.fft.irfft(kept)
    tables[:, :, -1] = tables[:, :, 0]
    return tables


def source(hertz: FloatArray, rd: FloatArray, sample_rate: int) -> tuple[FloatArray, NDArray[np.float64]]:
    """The flow derivative for a pitch (Hz) and voice quality per sample, and the phase in periods; shapes (n,)."""
    phase = np.cumsum(hertz.astype(np.float64)) / sample_rate
    place = (phase % 1.0).astype(np.float32) * TABLE_SAMPLES
    left = np.minimum(place.astype(np.int32), TABLE_SAMPLES - 1)
    fraction = place - left
    band = np.minimum(np.searchsorted(_TABLE_HERTZ, hertz), len(_TABLE_HERTZ) - 1)
    shape = np.interp(rd, SHAPES, np.arange(len(SHAPES))).astype(np.float32)
    first = np.minimum(shape.astype(np.int32), len(SHAPES) - 2)
    tables = _tables(sample_rate)
    mixed = np.zeros(len(hertz), np.float32)
    for index, weight in ((first, 1 - (shape - first)), (first + 1, shape - first)):
        here, after = tables[index, band, left], tables[index, band, left + 1]
        mixed += weight * (here + fraction * (after - here))
    return mixed, phase
