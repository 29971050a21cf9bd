"""Two models under the same tests: one page with the curves of both in each plot and their figures side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from svd_core.errors import DataError
from svd_core.experiments.robustness.headlines import Headline, headlines, main_rate
from svd_core.experiments.robustness.html_report import decision, inline_svg, material, page, remarks, table_row
from svd_core.experiments.robustness.instruments import INSTRUMENTS
from svd_core.experiments.robustness.plots import ALARMS_LABEL, ERROR_LABEL, curve, scale_of
from svd_core.experiments.robustness.results import Results
from svd_core.experiments.robustness.robustness_test import Axis, FileAlarms, Measurement, RobustnessTest
from svd_core.experiments.robustness.suite import TESTS
from svd_core.files.visible_text import visible
from svd_core.model.score_text import UNDEFINED, fraction, number_of, percent
from svd_core.plots.charts import Chart, IntervalChart, LineChart, Row, png
from svd_core.plots.palette import LIGHT, Palette

_SHORT_KEY = 8
_PNG_COLUMNS = 3


class Pair:
    """The results of two models; DataError if they were not measured on the same sound."""

    def __init__(self, first: Results, second: Results) -> None:
        self.both = first, second
        self.names = _names(first, second)
        of_second = {(one.test, one.condition.label): one for one in second.measured}
        self.measured = [
            (one, of_second[one.test, one.condition.label])
            for one in first.measured
            if (one.test, one.condition.label) in of_second
        ]
        if not self.measured:
            raise DataError(f"{self.names[0]} and {self.names[1]} have no test in common. Run the same tests on both.")
        for one, other in self.measured:
            if (one.pieces, one.scores.frames) != (other.pieces, other.scores.frames):
                raise DataError(
                    f"{self.names[0]} and {self.names[1]} were tested on different sound ({one.test}, "
                    f"{one.condition.label}: {one.scores.frames} and {other.scores.frames} frames). Run the tests on "
                    "both with the same recordings, --seconds and --recordings."
                )

    def of(self, test: str) -> list[tuple[Measurement, Measurement]]:
        """The measurements of one test, both models' under each condition."""
        return [pair for pair in self.measured if pair[0].test == test]

    def tests(self) -> list[RobustnessTest[object]]:
        """The tests that both models took, in the order of `TESTS`."""
        return [test for test in TESTS if self.of(test.name)]


def html(pair: Pair) -> str:
    """The page."""
    subjects = "".join(
        f"<p><strong>{escape(name)}</strong>: {decision(results.subject)}; file {escape(results.subject.key[:16])}.</p>"
        for name, results in zip(pair.names, pair.both, strict=True)
    )
    used = f"<p>Each model decides by its own settings. {material(pair.both[0])}</p>"
    limits = "".join(
        f"<p>{escape(name)}</p>{text}" for name, results in zip(pair.names, pair.both, strict=True)
        if (text := remarks(results))
    )  # fmt: skip
    sections = "".join(_section(test, pair) for test in pair.tests())
    return page(
        f"Robustness tests of {pair.names[0]} and {pair.names[1]}",
        subjects + used,
        f"{limits}<h2>At a glance</h2>{_glance(pair)}{sections}",
    )


def picture(pair: Pair, palette: Palette = LIGHT) -> bytes:
    """All plots as one PNG file."""
    return png(*(chart for test in pair.tests() for chart in charts(test, pair)), columns=_PNG_COLUMNS, palette=palette)


def charts(test: RobustnessTest[object], pair: Pair) -> Iterator[Chart]:
    """The plots of one test: for each axis and each of its curves one, with a line for each model."""
    if test.name == INSTRUMENTS.name:
        yield _by_kind(pair)
        return
    for axis in test.axes:
        on_axis = [both for both in pair.of(test.name) if both[0].condition.axis == axis.name]
        top = scale_of([100 * main_rate(one) for both in on_axis for one in both])
        for name in dict.fromkeys(one.condition.series for one, _ in on_axis):
            yield _overlaid(test, axis, name, [both for both in on_axis if both[0].condition.series == name], pair, top)


def _overlaid(
    test: RobustnessTest[object],
    axis: Axis,
    name: str,
    measured: Sequence[tuple[Measurement, Measurement]],
    pair: Pair,
    y_range: tuple[float, float],
) -> LineChart:
    """One curve of both models."""
    what = "False alarms" if test.alarms else "Error"
    return LineChart(
        title=f"{what} against {axis.title[:1].lower()}{axis.title[1:]}" + (f": {name}" if name else ""),
        x_label=f"{axis.title} in {axis.unit}",
        y_label=ALARMS_LABEL if test.alarms else ERROR_LABEL,
        series=tuple(curve(pair.names[side], [both[side] for both in measured]) for side in (0, 1)),
        y_range=y_range,
        log_x=axis.log,
    )


def _by_kind(pair: Pair) -> IntervalChart:
    """False alarms in recordings without singing, kind by kind."""
    rows = []
    for both in pair.of(INSTRUMENTS.name):
        for side, one in enumerate(both):
            value = 100 * number_of(one.false_alarms)
            low, high = (100 * end for end in one.interval) if one.interval else (value, value)
            heading = "" if side else f"{one.condition.label} ({one.pieces})"
            rows.append(Row(pair.names[side], value, low, high, heading=heading, number=f"{value:.1f}"))
    return IntervalChart(
        f"{INSTRUMENTS.title}, by kind", ALARMS_LABEL, tuple(rows), x_range=scale_of([row.high for row in rows])
    )


def _glance(pair: Pair) -> str:
    """The main figure of each test and model: without the change, at worst, and where."""
    first, second = ({line.title: line for line in headlines(results)} for results in pair.both)
    head = ["test", "measure"]
    for name in pair.names:
        head += [f"{name}: unchanged", "at worst", "where"]
    rows = [
        table_row([title, line.measure, *_cells(line), *_cells(second[title])], text=(0, 1, 4, 7))
        for title, line in first.items()
        if title in second
    ]
    return f"<table><thead>{table_row(head, (0, 1, 4, 7), 'th')}</thead><tbody>{''.join(rows)}</tbody></table>"


def _cells(line: Headline) -> tuple[str, str, str]:
    before = "" if line.reference_value is None else percent(line.reference_value)
    if line.worst == line.reference:
        return before, "", ""
    return before, percent(line.worst_value), line.worst.condition.label


def _section(test: RobustnessTest[object], pair: Pair) -> str:
    figures = "".join(
        f'<figure role="img" aria-label="{escape(chart.title)}">{inline_svg(chart)}</figure>'
        for chart in charts(test, pair)
    )
    table = _table(test, pair) + (_files(pair) if test.name == INSTRUMENTS.name else "")
    if figures:
        details = f'<details class="figures"><summary>All figures</summary>{table}</details>'
        table = f'<div class="plots">{figures}</div>{details}'
    return f"<section><h2>{escape(test.title)}</h2><p>{escape(test.about)}</p>{table}</section>"


def _table(test: RobustnessTest[object], pair: Pair) -> str:
    """Both models' figures under each condition of a test."""
    measures = ("false alarms",) if test.alarms else ("error", "recall", "specificity", "AUROC")
    head = ["condition", *(f"{measure}: {name}" for measure in measures for name in pair.names), "change", "recordings"]
    body = []
    for one, other in pair.of(test.name):
        rates = [value for both in zip(_rates(test, one), _rates(test, other), strict=True) for value in both]
        body.append(table_row([one.condition.label, *rates, _change(one, other), str(one.pieces)], text=(0,)))
    return f"<table><thead>{table_row(head, (0,), 'th')}</thead><tbody>{''.join(body)}</tbody></table>"


def _rates(test: RobustnessTest[object], one: Measurement) -> tuple[str, ...]:
    if test.alarms:
        return (percent(one.false_alarms),)
    scores = one.scores
    return percent(scores.error), percent(scores.recall), percent(scores.specificity), fraction(scores.auroc)


def _change(one: Measurement, other: Measurement) -> str:
    """The second model's main figure less the first one's, in points."""
    change = 100 * (main_rate(other) - main_rate(one))
    return UNDEFINED if math.isnan(change) else f"{change:+.1f}".replace("-", "−")


def _files(pair: Pair) -> str:
    """The recordings without singing, those first in which either model errs most."""
    seconds = {(file.group, file.name): file for file in pair.both[1].files}
    both = [(file, seconds[file.group, file.name]) for file in pair.both[0].files if (file.group, file.name) in seconds]
    both.sort(key=lambda files: -max(_alarms(file) for file in files))
    rows = (
        table_row(
            (visible(one.name), visible(one.group), percent(one.false_alarms), percent(other.false_alarms)), (0, 1)
        )
        for one, other in both
    )
    head = table_row(("recording", "kind", *(f"false alarms: {name}" for name in pair.names)), (0, 1), "th")
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _alarms(file: FileAlarms) -> float:
    return file.false_alarms or 0.0


def _names(first: Results, second: Results) -> tuple[str, str]:
    """What the models are called on the page: their names, with the keys of their files where these are the same."""
    one, other = first.subject, second.subject
    if one.name != other.name:
        return visible(one.name), visible(other.name)
    return f"{visible(one.name)} ({one.key[:_SHORT_KEY]})", f"{visible(other.name)} ({other.key[:_SHORT_KEY]})"
