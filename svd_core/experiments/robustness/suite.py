"""All robustness tests by name, and the kind of recordings that each needs."""

from __future__ import annotations

from typing import Any

from svd_core.experiments.robustness.clean import CLEAN
from svd_core.experiments.robustness.codec import MP3
from svd_core.experiments.robustness.instruments import INSTRUMENTS
from svd_core.experiments.robustness.level import LEVEL
from svd_core.experiments.robustness.noise_floor import NOISE_FLOOR
from svd_core.experiments.robustness.other_codecs import OTHER_CODECS
from svd_core.experiments.robustness.reverberation import REVERBERATION
from svd_core.experiments.robustness.robustness_test import RobustnessTest, SongExcerpt, StemExcerpt, Tone
from svd_core.experiments.robustness.tones import LINES
from svd_core.experiments.robustness.voice_ratio import RATIO

ON_SONGS: tuple[RobustnessTest[SongExcerpt], ...] = (CLEAN, LEVEL, NOISE_FLOOR, MP3, OTHER_CODECS, REVERBERATION)
ON_STEMS: tuple[RobustnessTest[StemExcerpt], ...] = (RATIO,)
ON_INSTRUMENTS: tuple[RobustnessTest[SongExcerpt], ...] = (INSTRUMENTS,)
ON_TONES: tuple[RobustnessTest[Tone], ...] = (LINES,)

TESTS: tuple[RobustnessTest[Any], ...] = (
    CLEAN, LEVEL, RATIO, INSTRUMENTS, LINES, NOISE_FLOOR, MP3, OTHER_CODECS, REVERBERATION
)  # fmt: skip
"""All tests, in the order of tables and reports."""


def find_test(name: str) -> RobustnessTest[Any]:
    """The test with a name of `TESTS`; KeyError for any other name."""
    return {test.name: test for test in TESTS}[name]
