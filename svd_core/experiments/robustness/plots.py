"""Charts of the results: one for each axis of a test, and the false alarms of single recordings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from svd_core.experiments.robustness.clean import CLEAN
from svd_core.experiments.robustness.headlines import main_rate
from svd_core.experiments.robustness.instruments import INSTRUMENTS, SPEECH
from svd_core.experiments.robustness.results import Results
from svd_core.experiments.robustness.robustness_test import Axis, FileAlarms, Measurement, RobustnessTest
from svd_core.experiments.robustness.suite import ON_SONGS, TESTS
from svd_core.model.score_text import number_of
from svd_core.plots.charts import Chart, IntervalChart, LineChart, Row, Series

WORST = 15
"""Number of recordings without singing that are shown, those with most false alarms."""

ERROR_LABEL = "Frame error in %"
ALARMS_LABEL = "Frames taken for singing in %"
_SCALE_ENDS = (10.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0)  # %


def charts(results: Results) -> tuple[tuple[str, Chart], ...]:
    """Every chart with the name of the test it belongs to, in the order of the tests."""
    return tuple((test.name, chart) for test in TESTS for chart in _of_test(test, results))


def _of_test(test: RobustnessTest[object], results: Results) -> Iterator[Chart]:
    """The charts of one test."""
    if test.name == INSTRUMENTS.name:
        yield from _instruments(results)
        return
    for axis in test.axes:
        measured = [one for one in results.of(test.name) if one.condition.axis == axis.name]
        if measured:
            yield _axis_chart(axis, test, measured, _reference(test, results))


def _reference(test: RobustnessTest[object], results: Results) -> tuple[float, str] | None:
    """The error without any change to the sound, with its name; None if it was not measured."""
    if test in ON_SONGS and (clean := results.of(CLEAN.name)):
        value = 100 * number_of(clean[0].scores.error)
        return value, f"as it is: {value:.1f} %"
    plain = [one for one in results.of(test.name) if not one.condition.axis]
    if plain:
        value = 100 * main_rate(plain[0])
        return value, f"{plain[0].condition.label}: {value:.1f} %"
    return None


def _axis_chart(
    axis: Axis, test: RobustnessTest[object], measured: Sequence[Measurement], reference: tuple[float, str] | None
) -> Chart:
    """The chart of one axis: all its curves or, for a single curve, also the two kinds of error."""
    names = list(dict.fromkeys(one.condition.series for one in measured))
    if test.alarms or len(names) > 1:
        lines = [curve(name, [one for one in measured if one.condition.series == name]) for name in names]
    else:
        lines = [curve("all errors", measured), *_parts(measured)]
    values = [value for line in lines for value in (*line.y, *line.high)] + ([reference[0]] if reference else [])
    return LineChart(
        title=f"{'False alarms' if test.alarms else 'Error'} against {axis.title[:1].lower()}{axis.title[1:]}",
        x_label=f"{axis.title} in {axis.unit}",
        y_label=ALARMS_LABEL if test.alarms else ERROR_LABEL,
        series=tuple(lines),
        y_range=scale_of(values),
        log_x=axis.log,
        reference=reference,
    )


def scale_of(values: Sequence[float]) -> tuple[float, float]:
    """From 0 to the first of _SCALE_ENDS that no value exceeds."""
    largest = max((value for value in values if not math.isnan(value)), default=0.0)
    return 0.0, next((top for top in _SCALE_ENDS if largest <= top), _SCALE_ENDS[-1])


def curve(name: str, measured: Sequence[Measurement]) -> Series:
    """The curve of the error or, in tests without singing, of the false alarms, in percent."""
    x = tuple(one.condition.value for one in measured)
    y = tuple(100 * main_rate(one) for one in measured)
    if any(one.interval is None for one in measured):
        return Series(name, x, y)
    low, high = (tuple(100 * one.interval[end] for one in measured if one.interval) for end in (0, 1))
    return Series(name, x, y, low, high)


def _parts(measured: Sequence[Measurement]) -> Iterator[Series]:
    """The two kinds of error as shares of all frames; they add up to the error."""
    x = tuple(one.condition.value for one in measured)
    missed = tuple(100 * one.missed for one in measured)
    yield Series("singing missed", x, missed)
    alarms = tuple(100 * (number_of(one.scores.error) - one.missed) for one in measured)
    yield Series("false alarms", x, alarms)


def _instruments(results: Results) -> Iterator[Chart]:
    """False alarms by group of recordings, and the recordings with most."""
    measured = results.of(INSTRUMENTS.name)
    if not measured:
        return
    rows = tuple(_group_row(one) for one in sorted(measured, key=lambda one: one.condition.label == SPEECH))
    scale = scale_of([row.high for row in rows])
    yield IntervalChart(f"{INSTRUMENTS.title}, by kind", ALARMS_LABEL, rows, x_range=scale)
    worst = worst_files(results.files)
    if worst:
        shares = [(file.name, 100 * number_of(file.false_alarms)) for file in worst]
        bars = tuple(Row(name, share, share, share) for name, share in shares)
        scale = scale_of([bars[0].value])
        yield IntervalChart(f"{INSTRUMENTS.title}, the worst recordings", ALARMS_LABEL, bars, x_range=scale)


def _group_row(measured: Measurement) -> Row:
    """The false alarms of one group of recordings."""
    value = 100 * number_of(measured.false_alarms)
    low, high = (100 * end for end in measured.interval) if measured.interval else (value, value)
    number = f"{value:.1f} ({low:.0f} – {high:.0f})" if measured.interval else f"{value:.1f}"
    return Row(f"{measured.condition.label} ({measured.pieces})", value, low, high, number=number)


def worst_files(files: Sequence[FileAlarms]) -> tuple[FileAlarms, ...]:
    """The recordings without singing and speech that have most false alarms, the worst first."""
    alarming = [file for file in files if number_of(file.false_alarms) > 0 and file.group != SPEECH]
    return tuple(sorted(alarming, key=lambda file: -number_of(file.false_alarms))[:WORST])
