"""The vocal tract and the constrictions in it, as filters that change from frame to frame.

Filtering is done by short-time Fourier transform with overlap-add, so every frame may have its own
response without clicks or instability.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray

Response = Callable[[slice, NDArray[np.float64]], NDArray[np.complex64]]
"""(frames, frequencies (n_bins,)) -> response (n_frames, n_bins)."""

_FRAMES_AT_ONCE = 128
_HIGHER = (4500.0, 5500.0, 6500.0, 7500.0, 8600.0, 9800.0)
_BANDWIDTHS = (80.0, 95.0, 140.0, 220.0, 280.0, 380.0, 480.0, 600.0, 750.0, 900.0)


def hop_samples(sample_rate: int) -> int:
    """Samples between filter updates: a power of two near 5.8 ms."""
    return int(2 ** round(np.log2(sample_rate * 0.0058)))


def filtered(signal: FloatArray, response: Response, sample_rate: int) -> FloatArray:
    """The signal through a response per frame; shape kept. Frame i is centred on sample i * hop."""
    hop = hop_samples(sample_rate)
    size, n_fft = 4 * hop, 16 * hop
    n_frames = len(signal) // hop + 2
    padded = np.zeros((n_frames + 3) * hop, np.float32)
    padded[2 * hop : 2 * hop + len(signal)] = signal
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][:n_frames]
    taper = (np.hanning(size + 1)[:-1] / 2).astype(np.float32)
    frequencies = np.arange(n_fft // 2 + 1, dtype=np.float64) * (sample_rate / n_fft)
    out = np.zeros((n_frames + 20) * hop, np.float32)
    for first in range(0, n_frames, _FRAMES_AT_ONCE):
        part = slice(first, min(first + _FRAMES_AT_ONCE, n_frames))
        # Zeros ahead of the frame leave room for responses that also ring backwards.
        frames = np.zeros((part.stop - first, n_fft), np.float32)
        frames[:, 4 * hop : 4 * hop + size] = windows[part] * taper
        spectrum = scipy.fft.rfft(frames, axis=1) * response(part, frequencies)
        blocks = scipy.fft.irfft(spectrum.astype(np.complex64), n_fft, axis=1).reshape(len(frames), 16, hop)
        piece = np.zeros((len(frames) + 16, hop), np.float32)
        for column in range(16):
            piece[column : column + len(frames)] += blocks[:, column]
        start = first * hop
        out[start : start + piece.size] += piece.ravel()[: len(out) - start]
    return out[6 * hop : 6 * hop + len(signal)]


def formant_response(formants: FloatArray, zeros: FloatArray, tract_scale: float, ring: float) -> Response:
    """The tract as resonators in a row, with the nose's antiresonance where `zeros` is not 0.

    formants: (n_frames, 3) Hz; zeros: (n_frames,) Hz; `ring` draws the fourth and fifth resonance
    towards the third, as trained singers do (0: not at all).
    """
    fourth = 3400 * tract_scale * (1 - 0.10 * ring)
    fixed = [fourth, *(f * tract_scale for f in _HIGHER)]
    fixed[1] *= 1 - 0.22 * ring

    def response(frames: slice, frequencies: NDArray[np.float64]) -> NDArray[np.complex64]:
        s = (1j * frequencies).astype(np.complex64)
        s2 = s * s
        total = np.ones((formants[frames].shape[0], len(s)), np.complex64)
        for column, width in zip(formants[frames].T, _BANDWIDTHS, strict=False):
            f2 = (column * column)[:, np.newaxis]
            total *= f2 / (s2 + np.float32(width) * s + f2)
        for center, width in zip(fixed, _BANDWIDTHS[3:], strict=True):
            total *= np.float32(center**2) / (s2 + np.float32(width) * s + np.float32(center**2))
        total *= _brightness(frequencies, tract_scale)
        nose = zeros[frames][:, np.newaxis] ** 2
        nasal = (s2 + np.float32(90) * s + nose) / (s2 + np.float32(500) * s + nose + 1)
        return np.where(nose > 0, total * nasal, total).astype(np.complex64)

    return response


def _brightness(frequencies: NDArray[np.float64], tract_scale: float) -> FloatArray:
    """The lift of all resonances above the modelled ones (Fant's correction, in part) and of a close microphone."""
    missing = np.minimum(frequencies, 6500) ** 2 / (9000 * 1000 * tract_scale**2)
    close = np.sqrt((1 + (frequencies / 1000) ** 2) / (1 + (frequencies / 4500) ** 2))
    return np.asarray(close**0.7 * np.exp(0.6 * missing), np.float32)


def noise_response(hertz: FloatArray, width: FloatArray) -> Response:
    """The colour of turbulence: a bump on the frequency axis, steeper below than above; inputs (n_frames,) Hz."""

    def response(frames: slice, frequencies: NDArray[np.float64]) -> NDArray[np.complex64]:
        away = (frequencies.astype(np.float32) - hertz[frames][:, np.newaxis]) / width[frames][:, np.newaxis]
        return np.exp(-0.5 * np.where(away > 0, away / 1.8, away) ** 2).astype(np.complex64)

    return response
