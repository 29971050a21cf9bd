"""The unchanged recordings: the reference for the other tests."""

from __future__ import annotations

from collections.abc import Iterator

from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import Condition, RobustnessTest, SongExcerpt, Variant


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    yield Variant(Condition("as it is"), song.samples, song.sung)


CLEAN = RobustnessTest(
    name="clean",
    title="As it is",
    about="The unchanged recordings, which all other figures are to be compared with.",
    axes=(),
    alarms=False,
    variants=_variants,
    n_variants=1,
)
