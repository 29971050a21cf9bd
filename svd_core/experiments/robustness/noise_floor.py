"""Noise floor: white, pink and brown noise under a recording, as of tapes, rooms and preamplifiers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import (
    Axis,
    Condition,
    RobustnessTest,
    SongExcerpt,
    Variant,
    decibels,
)

LEVELS_DB = (-70.0, -60.0, -50.0, -45.0, -40.0, -35.0)
"""Levels of the noise relative to the recording's root mean square."""

COLOURS = {"white": 0.0, "pink": 0.5, "brown": 1.0}
"""By how much magnitudes fall with frequency: as one over its power of this."""

_LOWEST_HERTZ = 20.0
_SEED = 35


def with_noise(samples: FloatArray, level_db: float, colour: str, sample_rate: int) -> FloatArray:
    """Samples of shape (n,), float32, with noise `level_db` below them (negative); silence stays silent."""
    reference = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0
    if not reference:
        return samples
    noise = _noise(len(samples), colour, sample_rate)
    return np.asarray(samples + noise * np.float32(reference * 10 ** (level_db / 20)), np.float32)


def _noise(n_samples: int, colour: str, sample_rate: int) -> FloatArray:
    """Noise of root mean square 1, shape (n_samples,), float32; always the same."""
    white = np.random.default_rng(_SEED).standard_normal(n_samples)
    spectrum, hertz = np.fft.rfft(white), np.fft.rfftfreq(n_samples, 1 / sample_rate)
    # Below the lowest frequency that is heard, noise does not rise any further.
    shaped = np.fft.irfft(spectrum / np.maximum(hertz, _LOWEST_HERTZ) ** COLOURS[colour], n_samples)
    return np.asarray(shaped / np.sqrt(np.mean(shaped**2)), np.float32)


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    for colour in COLOURS:
        for level_db in LEVELS_DB:
            condition = Condition(f"{colour}, {decibels(level_db)}", level_db, "noise", colour)
            yield Variant(condition, with_noise(song.samples, level_db, colour, features.sample_rate), song.sung)


NOISE_FLOOR = RobustnessTest(
    name="noise",
    title="Noise floor",
    about=(
        "White, pink and brown noise added to the recording, at a level given relative to it. Pink noise is as strong "
        "in every octave, brown noise falls by 6 dB from octave to octave. A detector should not care: nobody "
        "hears noise at -60 dB, and at -35 dB it hisses as a cassette does."
    ),
    axes=(Axis("noise", "Noise relative to the recording", "dB"),),
    alarms=False,
    variants=_variants,
    n_variants=len(COLOURS) * len(LEVELS_DB),
)
