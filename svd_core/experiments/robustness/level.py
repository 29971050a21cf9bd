"""Input level: the same recording softer and louder, rounded and clipped as in a 16-bit file."""

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

LEVELS_DB = (-40.0, -30.0, -20.0, -10.0, -5.0, 0.0, 5.0, 10.0)


def at_level(samples: FloatArray, gain_db: float) -> FloatArray:
    """Samples of shape (n,), float32, times a gain, rounded to 16 bits without dither and clipped at full scale."""
    scaled = np.rint(samples * np.float32(32768 * 10 ** (gain_db / 20)))
    return np.asarray(np.clip(scaled, -32768, 32767) / np.float32(32768), dtype=np.float32)


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    for gain_db in LEVELS_DB:
        condition = Condition(decibels(gain_db), gain_db, "level")
        yield Variant(condition, at_level(song.samples, gain_db), song.sung)


LEVEL = RobustnessTest(
    name="level",
    title="Input level",
    about=(
        "The recordings, softer and louder. Samples are rounded to 16 bits without dither and clipped at full "
        "scale, as in a WAV file; so above 0 dB loud passages are distorted as well."
    ),
    axes=(Axis("level", "Level relative to the recording", "dB"),),
    alarms=False,
    variants=_variants,
    n_variants=len(LEVELS_DB),
)
