"""Sound out of magnitudes: phases that run as those of another sound do, refined until they fit the magnitudes.

The front end throws phases away, so there is no one sound behind changed magnitudes. The start is what a phase
vocoder would do (Flanagan and Golden 1966); then magnitudes are imposed and phases taken from the sound they give,
again and again (Griffin and Lim 1984).
"""

from __future__ import annotations

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.audio.stft import ComplexArray, window
from svd_core.audio.stft import spectrum as spectrum
from svd_core.config import FeatureConfig

REFINEMENTS = 40
"""After so many rounds what is left of the misfit hardly falls any more."""


def sound_of(stft: ComplexArray, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """The samples whose STFT comes nearest in the least-squares sense, shape (n,) with n as short as it can be."""
    hann, hop = window(config.frame_samples), config.hop_samples
    n_samples = (len(stft) - 1) * hop + config.frame_samples
    summed, weight = np.zeros(n_samples), np.zeros(n_samples)
    for start, frame in zip(
        range(0, n_samples, hop), scipy.fft.irfft(stft, config.frame_samples, axis=1), strict=False
    ):
        summed[start : start + config.frame_samples] += frame * hann
        weight[start : start + config.frame_samples] += hann**2
    # The window is zero at the very ends: there nothing is known.
    return np.asarray(summed / np.maximum(weight, 1e-8), np.float32)


def carried_phases(
    stft: ComplexArray, frames: NDArray[np.float64], pitch: float, config: FeatureConfig = FeatureConfig()
) -> NDArray[np.float64]:
    """Phases, (n, n_bins), that run as those of an STFT do where its (fractional) frames are read in turn.

    `pitch` is a factor on all frequencies. With frames one after the other and a factor of 1 they are the STFT's own.
    """
    n_bins = stft.shape[1]
    bins = np.minimum(np.rint(np.arange(n_bins) / pitch).astype(int), n_bins - 1)
    per_hop = 2 * np.pi * np.arange(n_bins) * config.hop_samples / config.frame_samples
    deviation = np.diff(np.angle(stft), axis=0) - per_hop
    advance = per_hop + deviation - 2 * np.pi * np.rint(deviation / (2 * np.pi))
    read = np.clip(np.rint(frames).astype(int), 0, len(stft) - 1)
    steps = pitch * advance[np.minimum(read[:-1], len(advance) - 1)][:, bins]
    return np.cumsum(np.concatenate([np.angle(stft[read[:1]])[:, bins], steps]), axis=0)


def resynthesised(
    magnitudes: FloatArray, phases: NDArray[np.float64], config: FeatureConfig = FeatureConfig()
) -> FloatArray:
    """Samples (n,) whose STFT magnitudes come near to (n_frames, n_bins), starting from phases of that shape."""
    stft = magnitudes * np.exp(1j * phases)
    for _ in range(REFINEMENTS):
        heard = spectrum(sound_of(stft, config), config)
        stft = magnitudes * heard / np.maximum(np.abs(heard), 1e-12)
    return sound_of(stft, config)
