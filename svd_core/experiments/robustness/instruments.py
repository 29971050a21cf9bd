"""Recordings without singing: instruments, nature, and speech as a group of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import Condition, RobustnessTest, SongExcerpt, Variant

SPEECH = "speech"
_SPEECH_WORDS = frozenset({"speech", "speaking", "spoken", "speaker", "talk", "talking"})


def group_of(path: Path, folder: Path) -> str:
    """The group of a file below `folder`: speech if the names of file or subfolders say so, else the folder's name."""
    inside = path.relative_to(folder) if path.is_relative_to(folder) else Path(path.name)
    words = re.split(r"[\W_\d]+", str(inside.with_suffix("")).casefold())
    return SPEECH if _SPEECH_WORDS & set(words) else folder.resolve().name


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    yield Variant(Condition(song.group), song.samples, song.sung)


INSTRUMENTS = RobustnessTest(
    name="instruments",
    title="Instruments alone",
    about=(
        "Recordings in which nobody sings: every frame taken for singing is a false alarm. Files with speech, "
        "going by the names of files and folders, are counted separately."
    ),
    axes=(),
    alarms=True,
    variants=_variants,
    n_variants=1,
)
