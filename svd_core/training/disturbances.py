"""What recordings meet on their way to a listener: distortion, reverberation, noise, codecs. On any device.

Every function takes a parameter for each row, so that all rows of a batch are disturbed at once. docs/method.md has all
shares and ranges in one place.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.fft import next_fast_len
from torch import Tensor

N_CURVES = 4
"""Curves of `overdriven`: hyperbolic tangent, clipping, a lopsided tangent, and x / (1 + |x|)."""

QUIET = 1e-5
"""Root mean square under which a sound counts as silent."""

NOISE_SECONDS = 20.0

LONGEST_REVERBERATION = 1.3
"""Seconds after which reverberation is cut off."""


def rms(samples: Tensor) -> Tensor:
    """Root mean square of samples (R, n), shape (R, 1)."""
    return samples.square().mean(dim=1, keepdim=True).sqrt()


def gain(decibels: Tensor) -> Tensor:
    """The factor on amplitudes that a number of decibels is."""
    return torch.exp(decibels * (math.log(10) / 20))


def at_level(samples: Tensor, reference: Tensor, decibels: Tensor) -> Tensor:
    """Samples (R, n) at a level (R, 1) in dB relative to a reference (R, n), which counts as at least -60 dB."""
    return samples * (rms(reference).clamp(min=1e-3) / rms(samples).clamp(min=QUIET) * gain(decibels))


def overdriven(samples: Tensor, decibels: Tensor, curves: Tensor) -> Tensor:
    """Samples (R, n) driven into one of the curves by decibels (R, 1) over their level, which they keep."""
    level = rms(samples)
    driven = samples * (gain(decibels) / (2.5 * level.clamp(min=QUIET)))
    shapes = (
        torch.tanh(driven),
        driven.clamp(-1, 1),
        torch.tanh(driven + 0.3) - math.tanh(0.3),
        driven / (1 + driven.abs()),
    )
    result = shapes[0]
    for number, shape in enumerate(shapes[1:], start=1):
        result = torch.where(curves == number, shape, result)
    return result * (level / rms(result).clamp(min=QUIET))


def filtered(samples: Tensor, response: Callable[[Tensor], Tensor], sample_rate: int) -> Tensor:
    """Samples (R, n) after a filter: `response` gives the gains, shape (R, m), at frequencies (m,) in Hz."""
    n = samples.shape[1]
    size = next_fast_len(n, real=True)
    hertz = torch.linspace(0, sample_rate / 2, size // 2 + 1, device=samples.device)
    return cast(Tensor, torch.fft.irfft(torch.fft.rfft(samples, size) * response(hertz), size)[:, :n])


def darkened(samples: Tensor, cutoff: Tensor, sample_rate: int) -> Tensor:
    """Samples (R, n) after a second-order low-pass at a frequency (R, 1) in Hz."""
    return filtered(samples, lambda hertz: (1 + (hertz / cutoff) ** 4).rsqrt(), sample_rate)


def with_reverberation(
    samples: Tensor, times: Tensor, wetness: Tensor, sample_rate: int, generator: torch.Generator
) -> Tensor:
    """Samples (R, n) with reverberation: its RT60 (R, 1) in s, its level (R, 1) relative to the sound."""
    n_response = int(LONGEST_REVERBERATION * sample_rate)
    noise = torch.randn(len(samples), n_response, generator=generator, device=samples.device)
    seconds = torch.arange(n_response, device=samples.device) / sample_rate
    response = noise * torch.exp(-math.log(1000) * seconds / times) * (seconds > 0.005)
    response = response / response.square().sum(dim=1, keepdim=True).sqrt()
    size = next_fast_len(samples.shape[1] + n_response, real=True)
    wet = torch.fft.irfft(torch.fft.rfft(samples, size) * torch.fft.rfft(response, size), size)
    return cast(Tensor, samples + wetness * wet[:, : samples.shape[1]])


@cache
def _noises(sample_rate: int) -> NDArray[np.float32]:
    """White, pink and brown noise, shape (3, n), which nobody changes."""
    n = int(NOISE_SECONDS * sample_rate)
    white = np.random.default_rng(0).standard_normal(n)
    spectrum, hertz = np.fft.rfft(white), np.fft.rfftfreq(n, 1 / sample_rate)
    colours = [np.fft.irfft(spectrum / (hertz + 20) ** exponent, n) for exponent in (0, 0.5, 1)]
    return np.stack([noise / np.sqrt(np.mean(noise**2)) for noise in colours]).astype(np.float32)


class NoiseFloors:
    """White, pink and brown noise of a root mean square of 1."""

    def __init__(self, sample_rate: int, device: torch.device) -> None:
        self._noise = torch.from_numpy(_noises(sample_rate)).to(device)

    def added(self, samples: Tensor, decibels: Tensor, random: np.random.Generator) -> Tensor:
        """Samples (R, n) with noise at decibels (R, 1) below them."""
        rows, n = samples.shape
        starts = random.integers(0, self._noise.shape[1] - n, rows)
        colours = random.integers(len(self._noise), size=rows)
        noise = torch.stack([self._noise[c, s : s + n] for c, s in zip(colours.tolist(), starts.tolist(), strict=True)])
        return samples + noise * rms(samples).clamp(min=1e-4) * gain(-decibels)


class CodecImitation:
    """A quick imitation of what a codec of a low bit rate does to spectra.

    In bands as wide as those of hearing, magnitudes are rounded to multiples of a step that follows the band's mean,
    or those under a step vanish; in some, everything above a frequency is missing.
    """

    def __init__(self, n_bins: int, sample_rate: int, device: torch.device) -> None:
        edges = [0]
        while edges[-1] < n_bins:
            edges.append(min(n_bins, max(edges[-1] + 3, math.ceil(edges[-1] * 1.12))))
        widths = np.diff(edges)
        self.n_bands = len(widths)
        self._band = torch.from_numpy(np.repeat(np.arange(self.n_bands), widths)).to(device)
        means = torch.zeros(n_bins, self.n_bands)
        means[torch.arange(n_bins), self._band.cpu()] = torch.from_numpy((1 / widths).astype(np.float32))[
            self._band.cpu()
        ]
        self._means = means.to(device)
        self._hertz = torch.linspace(0, sample_rate / 2, n_bins, device=device)

    def applied(self, magnitudes: Tensor, random: np.random.Generator) -> Tensor:
        """Magnitudes (R, frames, n_bins) after imitated codecs of random coarseness."""
        rows, device = len(magnitudes), magnitudes.device
        coarse = random.uniform(0.3, 1.6, (rows, 1))
        low, high = random.uniform(0.3, 1, (rows, 1)), random.uniform(0.8, 1.6, (rows, 1))
        tilted = coarse * (low + (high - low) * np.linspace(0, 1, self.n_bands))
        factors = torch.from_numpy(tilted.astype(np.float32)).to(device)
        step = ((magnitudes @ self._means) * factors[:, None]).index_select(2, self._band) + 1e-9
        rounded = torch.round(magnitudes / step) * step
        kept = magnitudes * (magnitudes > 0.7 * step)
        flags = torch.from_numpy(random.random((rows, 1, 1)) < 0.5).to(device)
        cutoff = np.where(random.random(rows) < 0.4, random.uniform(4000, 11000, rows), math.inf).astype(np.float32)
        return torch.where(flags, rounded, kept) * (self._hertz < torch.from_numpy(cutoff).to(device)[:, None, None])
