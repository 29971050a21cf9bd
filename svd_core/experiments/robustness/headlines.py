"""One line a test: how it is as it is, and where it is worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svd_core.experiments.robustness.clean import CLEAN
from svd_core.experiments.robustness.instruments import INSTRUMENTS, SPEECH
from svd_core.experiments.robustness.results import Results
from svd_core.experiments.robustness.stress_test import Measurement
from svd_core.experiments.robustness.suite import ON_SONGS, find_test


@dataclass(frozen=True)
class Headline:
    """What a test says in one line; `reference` is what `worst` is to be compared with, if there is such a thing."""

    title: str
    measure: str
    worst: Measurement
    reference: Measurement | None

    @property
    def worst_value(self) -> float:
        """Error or, where nobody sings, false alarms, as a fraction."""
        return value_of(self.worst)

    @property
    def reference_value(self) -> float | None:
        """The same of the reference."""
        return None if self.reference is None else value_of(self.reference)


def headlines(results: Results) -> Iterator[Headline]:
    """One for each test that measured something; speech, which is no instrument, has its own."""
    clean = next(iter(results.of(CLEAN.name)), None)
    for name in results.tests():
        test, measured = find_test(name), results.of(name)
        if name == INSTRUMENTS.name:
            yield from _without_singing(measured)
            continue
        plain = next((one for one in measured if not one.condition.axis), None)
        reference = clean if test in ON_SONGS else plain
        bent = [one for one in measured if one is not reference] or list(measured)
        worst = max(bent, key=value_of)
        yield Headline(test.title, "false alarms" if test.alarms else "error", worst, reference)


def _without_singing(measured: Sequence[Measurement]) -> Iterator[Headline]:
    """The worst kind of recordings without singing, and speech."""
    speech = [one for one in measured if one.condition.label == SPEECH]
    music = [one for one in measured if one.condition.label != SPEECH]
    for title, group in ((INSTRUMENTS.title, music), ("Speech alone", speech)):
        if group:
            yield Headline(title, "false alarms", max(group, key=value_of), None)


def value_of(measured: Measurement) -> float:
    """The figure that matters: the error or, where nobody sings, the false alarms."""
    return measured.false_alarms if find_test(measured.test).alarms else measured.scores.error
