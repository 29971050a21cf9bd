"""The WORLD vocoder: a recorded voice as pitch, spectral envelope and noisiness, and back.

It is an optional part (`pip install svd-studio[voices]`), needed only to make virtual singers.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.errors import MissingPartError

FRAME_RATE = 200
LOWEST_HERTZ, HIGHEST_HERTZ = 71.0, 1100.0
_LONGEST_GAP = 5
_SHORTEST_RUN = 5


@dataclass(frozen=True)
class Analysis:
    """What the vocoder keeps of a voice, at FRAME_RATE; the arrays share their first axis, n_frames."""

    sample_rate: int
    hertz: FloatArray
    """Fundamental, 0 where unvoiced, shape (n_frames,)."""
    envelope: FloatArray
    """Natural logarithm of the power envelope, shape (n_frames, n_bins)."""
    noise: FloatArray
    """Share of noise in the amplitude, 0 to 1, shape (n_frames, n_bins)."""

    def level_db(self, first: int = 0, end: int | None = None) -> FloatArray:
        """Level in dB of every frame from first to end, shape (n,)."""
        power = np.log(np.mean(np.exp(self.envelope[first:end]), axis=1))
        return np.asarray(10 / np.log(10) * power, np.float32)

    def at(self, positions: FloatArray) -> Analysis:
        """The voice at fractional frame positions of shape (n,): read slower, faster or standing still."""
        last = len(self.hertz) - 1
        left = np.clip(positions.astype(np.int64), 0, last)
        right = np.minimum(left + 1, last)
        part = np.clip(positions - left, 0, 1)[:, np.newaxis].astype(np.float32)
        nearest = np.where(part[:, 0] < 0.5, left, right)
        return replace(
            self,
            hertz=self.hertz[nearest],
            envelope=self.envelope[left] * (1 - part) + self.envelope[right] * part,
            noise=self.noise[left] * (1 - part) + self.noise[right] * part,
        )


@cache
def vocoder() -> Any:
    """The compiled module inside pyworld; raises MissingPartError when it is not installed."""
    package = importlib.util.find_spec("pyworld")
    places = None if package is None else package.submodule_search_locations
    # Not `import pyworld`: to learn its own version it imports pkg_resources, which setuptools no longer has.
    spec = importlib.machinery.PathFinder.find_spec("pyworld.pyworld", places) if places else None
    if spec is None or spec.loader is None:
        raise MissingPartError("the WORLD vocoder is not installed; run: pip install 'svd-studio[voices]'")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def analyse(samples: FloatArray, sample_rate: int) -> Analysis:
    """Pitch, envelope and noisiness of a voice, samples of shape (n,). Raises MissingPartError without pyworld."""
    world, sound = vocoder(), np.ascontiguousarray(samples, np.float64)
    # A trace of noise keeps digital silence from having an envelope of minus infinity.
    sound = sound + 1e-5 * np.random.default_rng(0).standard_normal(len(sound))
    period = 1000.0 / FRAME_RATE
    hertz, times = world.dio(sound, sample_rate, f0_floor=LOWEST_HERTZ, f0_ceil=700.0, frame_period=period)
    hertz = without_gaps(world.stonemask(sound, hertz, times, sample_rate))
    envelope = world.cheaptrick(sound, hertz, times, sample_rate)
    noise = world.d4c(sound, hertz, times, sample_rate, threshold=0.0)
    return Analysis(
        sample_rate,
        hertz.astype(np.float32),
        np.log(np.maximum(envelope, 1e-16)).astype(np.float32),
        noise.astype(np.float32),
    )


def without_gaps(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """The pitch with gaps of up to 25 ms bridged and voiced stretches of up to 25 ms removed, shape (n,)."""
    voiced = hertz > 0
    padded = np.pad(voiced, _LONGEST_GAP)
    closed = scipy.ndimage.binary_closing(padded, np.ones(_LONGEST_GAP + 1, np.bool_))
    kept = scipy.ndimage.binary_opening(closed, np.ones(_SHORTEST_RUN + 1, np.bool_))[_LONGEST_GAP:-_LONGEST_GAP]
    if not voiced.any():
        return np.zeros_like(hertz)
    at = np.arange(len(hertz))
    return np.where(kept, np.interp(at, at[voiced], hertz[voiced]), 0.0)


def voice_of(analysis: Analysis) -> FloatArray:
    """The voice as samples of shape (n,), the inverse of `analyse`. Raises MissingPartError without pyworld."""
    pitch = np.where(analysis.hertz > 0, np.clip(analysis.hertz, LOWEST_HERTZ, HIGHEST_HERTZ), 0.0)
    sound = vocoder().synthesize(
        np.ascontiguousarray(pitch, np.float64),
        np.exp(analysis.envelope.astype(np.float64)),
        np.ascontiguousarray(np.clip(analysis.noise, 1e-3, 1 - 1e-3), np.float64),
        analysis.sample_rate,
        1000.0 / FRAME_RATE,
    )
    return np.asarray(sound, np.float32)
