"""The main result of each test: the figure without the change, and the worst one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svd_core.experiments.robustness.clean import CLEAN
from svd_core.experiments.robustness.instruments import INSTRUMENTS, SPEECH
from svd_core.experiments.robustness.results import Results
from svd_core.experiments.robustness.robustness_test import Measurement
from svd_core.experiments.robustness.suite import ON_SONGS, find_test
from svd_core.model.score_text import number_of


@dataclass(frozen=True)
class Headline:
    """The main result of one test.

    Attributes:
        measure: "error" or "false alarms".
        worst: the measurement under the worst condition.
        reference: the measurement to compare it with, if there is one.
    """

    title: str
    measure: str
    worst: Measurement
    reference: Measurement | None

    @property
    def worst_value(self) -> float:
        """Error, or false alarms for tests without singing, as a fraction."""
        return main_rate(self.worst)

    @property
    def reference_value(self) -> float | None:
        """The same for the reference; None without one."""
        return None if self.reference is None else main_rate(self.reference)


def headlines(results: Results) -> Iterator[Headline]:
    """One headline for each test with results; in the test of instruments, speech has one of its own."""
    clean = next(iter(results.of(CLEAN.name)), None)
    for name in results.tests():
        test, measured = find_test(name), results.of(name)
        if name == INSTRUMENTS.name:
            yield from _without_singing(measured)
            continue
        unchanged = next((one for one in measured if not one.condition.axis), None)
        reference = clean if test in ON_SONGS else unchanged
        changed = [one for one in measured if one is not reference] or list(measured)
        worst = _worst(changed)
        yield Headline(test.title, "false alarms" if test.alarms else "error", worst, reference)


def _without_singing(measured: Sequence[Measurement]) -> Iterator[Headline]:
    """The worst group of recordings without singing, and speech."""
    speech = [one for one in measured if one.condition.label == SPEECH]
    music = [one for one in measured if one.condition.label != SPEECH]
    for title, group in ((INSTRUMENTS.title, music), ("Speech alone", speech)):
        if group:
            yield Headline(title, "false alarms", _worst(group), None)


def main_rate(measured: Measurement) -> float:
    """The error or, for tests without singing, the false alarms, as a fraction; NaN where it is undefined."""
    return number_of(measured.false_alarms if find_test(measured.test).alarms else measured.scores.error)


def _worst(measured: Sequence[Measurement]) -> Measurement:
    """The measurement with the highest main rate; one that is undefined only where all are."""
    return max(measured, key=lambda one: (not math.isnan(main_rate(one)), main_rate(one)))
