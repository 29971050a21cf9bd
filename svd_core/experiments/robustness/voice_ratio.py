"""Voice-to-accompaniment ratio: the two stems of a song are mixed at given ratios, with the overall level kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import (
    Axis,
    Condition,
    RobustnessTest,
    StemExcerpt,
    Variant,
    decibels,
)

RATIOS_DB = (-12.0, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0)
AS_MIXED = Condition("as mixed")


def mixed(stems: StemExcerpt, ratio_db: float, features: FeatureConfig) -> FloatArray:
    """The stems mixed, shape (n,), float32: where somebody sings, the voice is `ratio_db` above the accompaniment.

    The power of the mix is that of the original mix.
    """
    gain = 10 ** ((ratio_db - ratio_of(stems, features)) / 20)
    original = stems.voice + stems.backing
    # One stem keeps its level and the other one is lowered, so that no sum exceeds full scale.
    mix = stems.voice * np.float32(min(gain, 1.0)) + stems.backing * np.float32(min(1 / gain, 1.0))
    return np.asarray(mix * np.float32(_rms(original) / max(_rms(mix), 1e-9)), dtype=np.float32)


def ratio_of(stems: StemExcerpt, features: FeatureConfig) -> float:
    """Power of the voice relative to that of the accompaniment while somebody sings, in dB."""
    sung = sung_samples(stems.sung, len(stems.voice), features)
    return float(20 * np.log10(max(_rms(stems.voice[sung]), 1e-9) / max(_rms(stems.backing[sung]), 1e-9)))


def sung_samples(sung: BoolArray, n_samples: int, features: FeatureConfig) -> BoolArray:
    """Which samples belong to the hops of sung frames, shape (n_samples,), bool; False after the last frame's hop."""
    mask = np.zeros(n_samples, np.bool_)
    hops = np.repeat(sung, features.hop_samples)[:n_samples]
    mask[: len(hops)] = hops
    return mask


def is_usable(stems: StemExcerpt, features: FeatureConfig) -> bool:
    """Whether the ratio is defined: somebody sings, and the accompaniment is not silent then."""
    sung = sung_samples(stems.sung, len(stems.voice), features)
    return bool(sung.any()) and _rms(stems.voice[sung]) > 1e-5 and _rms(stems.backing[sung]) > 1e-5


def _rms(samples: FloatArray) -> float:
    """Root mean square; 0 for no samples."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def _variants(stems: StemExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    yield Variant(AS_MIXED, stems.voice + stems.backing, stems.sung)
    for ratio_db in RATIOS_DB:
        condition = Condition(decibels(ratio_db), ratio_db, "ratio")
        yield Variant(condition, mixed(stems, ratio_db, features), stems.sung)


RATIO = RobustnessTest(
    name="ratio",
    title="Voice against accompaniment",
    about=(
        "Stems mixed at a given ratio of voice to accompaniment, measured where somebody sings. Every mix has the "
        "power of the original one; nothing is clipped; labels stay as they are."
    ),
    axes=(Axis("ratio", "Voice relative to accompaniment", "dB"),),
    alarms=False,
    variants=_variants,
    n_variants=1 + len(RATIOS_DB),
)
