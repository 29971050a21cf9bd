"""The figure: the mean error of every system with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from svd_core.experiments.paper.experiment import WITHOUT
from svd_core.experiments.paper.results import Results
from svd_core.plots.charts import IntervalChart, Row

_TITLES = {"tables": "Augmentation", "figure2": "Augmentation while training"}


def chart(results: Results) -> IntervalChart:
    """The chart of the scores so far; a dashed line marks the error without augmentation."""
    without = results.mean(WITHOUT.key, "all")
    seeds = max((len(results.of_seeds(system.key, "all")) for system in results.experiment.systems), default=0)
    label = "frame error in %" + (f", mean of {seeds} seeds and its 95 % interval" if seeds > 1 else "")
    reference = None if without is None or without.scores.error is None else 100 * without.scores.error
    return IntervalChart(_TITLES[results.experiment.kind], label, tuple(_rows(results)), reference)


def _rows(results: Results) -> Iterator[Row]:
    heading = ""
    for system in results.experiment.systems:
        mean = results.mean(system.key, "all")
        if mean is None or mean.scores.error is None:
            continue
        alone = system.heading in ("", system.label)
        low, high = mean.interval or (mean.scores.error, mean.scores.error)
        errors = [item.scores.error for item in results.of_seeds(system.key, "all")]
        points = tuple(100 * error for error in errors if error is not None)
        shown = "" if alone or system.heading == heading else system.heading
        heading = system.heading
        yield Row(system.label, 100 * mean.scores.error, 100 * low, 100 * high, points, shown)
