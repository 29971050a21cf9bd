"""Derive features.npz anew: `python tests/data/features.py`.

Slow and plain on purpose, in double precision, and without a line shared with svd_core.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

RATE, FRAME, HOP, BANDS, LOW, HIGH, FLOOR = 22050, 1024, 315, 80, 27.5, 8000.0, 1e-7


def mel_bank() -> np.ndarray:
    """Filter by filter, bin by bin: shape (513, 80), float64."""
    low, high = (1127 * math.log(1 + hertz / 700) for hertz in (LOW, HIGH))
    mels = [low + (high - low) * i / (BANDS + 1) for i in range(BANDS + 2)]
    hertz = [700 * (math.exp(mel / 1127) - 1) for mel in mels]
    first_bins = [math.ceil(frequency / (RATE / FRAME)) for frequency in hertz]
    bank = np.zeros((FRAME // 2 + 1, BANDS))
    for band in range(BANDS):
        start, top, end = first_bins[band : band + 3]
        for i in range(start, end):
            frequency = i * RATE / FRAME
            if i < top:
                bank[i, band] = (frequency - hertz[band]) / (top - start)
            else:
                bank[i, band] = (hertz[band + 2] - frequency) / (end - top)
        bank[:, band] /= bank[:, band].sum()
    return bank


def log_mel(samples: np.ndarray) -> np.ndarray:
    """By the definition of the discrete Fourier transform: shape (n_frames, 80), float64."""
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))
    waves = np.exp(-2j * np.pi * np.outer(np.arange(FRAME), np.arange(FRAME // 2 + 1)) / FRAME)
    n_frames = (len(samples) - FRAME) // HOP + 1
    rows = [np.abs((samples[HOP * i : HOP * i + FRAME] * hann) @ waves) @ mel_bank() for i in range(n_frames)]
    return np.log(np.maximum(rows, FLOOR))


def signal(n_samples: int = 30_000) -> np.ndarray:
    """The same glide as in test_features.py, shape (n_samples,), rounded to float32."""
    times = np.arange(n_samples) / RATE
    phase = 2 * np.pi * (150 * times + 400 * times**2)
    noise = np.random.default_rng(2015).standard_normal(n_samples)
    harmonics = sum(np.sin(k * phase) / k for k in range(1, 9))
    return (0.2 * harmonics + 0.001 * noise).astype(np.float32).astype(np.float64)


if __name__ == "__main__":
    np.savez_compressed(
        Path(__file__).with_suffix(".npz"),
        mel_bank=mel_bank().astype(np.float32),
        log_mel=log_mel(signal()).astype(np.float32),
    )
