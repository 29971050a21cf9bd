"""The paper's figure 2: every augmentation at every strength while training, judged on left-out artists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from svd_core.experiments.folds.differences import Difference
from svd_core.experiments.folds.finding import request
from svd_core.experiments.folds.judging import Row
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.page import interval_in_words, meanings, percent_with_interval, setting
from svd_core.experiments.folds.predicting import Request
from svd_core.experiments.folds.results import Results
from svd_core.experiments.markdown import head, line
from svd_core.experiments.paper.recipe_names import preset_and_trial
from svd_core.experiments.paper.settings import FIGURE_2, Setting
from svd_core.experiments.paper.task import WITHOUT, PaperTask
from svd_core.model.score_text import fraction, percent
from svd_core.plots.charts import IntervalChart
from svd_core.plots.charts import Row as ChartRow

SETTINGS = {row.key: row for row in FIGURE_2}


@dataclass(frozen=True)
class Figure2Task(PaperTask):
    """Every augmentation at every strength."""

    trials: ClassVar[tuple[str, ...]] = tuple(SETTINGS)
    file_name: ClassVar[str] = "figure2"
    title: ClassVar[str] = "Augmentation while training, on left-out artists"

    def requests(self, models: Mapping[FoldName, Path]) -> Iterator[Request]:
        """What models named PRESET-SETTING-… are to predict; DataError for other names."""
        for name, path in models.items():
            preset_and_trial(name.recipe, list(SETTINGS), path)
            yield request(name, path, self.scored)

    def shown(self, results: Results) -> tuple[Row, ...]:
        """The means over seeds."""
        return results.mean_rows

    def page(self, results: Results) -> str:
        """A table with a row for each setting; all else is in the JSON file."""
        lines = [f"# {results.title}", "", *setting(results), "", f"{_ABOUT} {meanings(results)}"]
        for preset in dict.fromkeys(_parts(row.recipe)[0] for row in results.mean_rows):
            lines += ["", f"## {preset}", "", *_table(results, preset)]
        return "\n".join([*lines, ""])

    def chart(self, results: Results) -> IntervalChart:
        """The error of every setting with its interval, augmentation by augmentation."""
        presets = {_parts(row.recipe)[0] for row in results.mean_rows}
        without = [row for row in results.mean_rows if _parts(row.recipe)[1] == WITHOUT]
        reference = without[0].smoothed.values["error"].value if len(presets) == 1 and without else None
        label = "frame error in %, its 95 % interval over artists, and each seed"
        return IntervalChart(
            results.title,
            label,
            tuple(_chart_rows(results, len(presets) > 1)),
            None if reference is None else 100 * reference,
        )


_ABOUT = (
    "Means over seeds, in % of frames. *Difference* is that of the error from the one without augmentation; *p* is how "
    "often one as large comes about if chance decides, artist by artist, which is which, corrected for the number of "
    "rows (Holm)."
)


def _table(results: Results, preset: str) -> Iterator[str]:
    columns = ["", "seeds", "error in %", "difference", "p", "common", "others", "own", "AUROC"]
    yield from head(columns)
    differences = {one.recipe: one.differences["error"] for one in results.comparisons}
    for row in results.mean_rows:
        if _parts(row.recipe)[0] != preset:
            continue
        value = row.smoothed.values
        cells = [_label(row), str(len(row.seeds)), percent_with_interval(value["error"])]
        cells += _difference(differences.get(row.recipe))
        cells += [percent(value[name].value, sign="") for name in ("best_error", "others_error", "own_error")]
        yield line([*cells, fraction(value["auroc"].value)])


def _difference(found: Difference | None) -> list[str]:
    """The difference with its interval, and its p-value."""
    if found is None or found.value.value is None:
        return ["", ""]
    return [f"{100 * found.value.value:+.1f}{interval_in_words(found.value, 100, 1)}", fraction(found.p_artists)]


def _label(row: Row) -> str:
    """The setting of a row in words, and the folds that it lacks."""
    return _setting(row).label + (f", without {', '.join(row.missing)}" if row.missing else "")


def _chart_rows(results: Results, several_presets: bool) -> Iterator[ChartRow]:
    heading = ""
    for row in results.mean_rows:
        error = row.smoothed.values["error"]
        if error.value is None:
            continue
        one, preset = _setting(row), _parts(row.recipe)[0]
        method = f"{preset}: {one.method}" if several_presets else one.method
        low, high = (error.value if end is None else end for end in (error.low, error.high))
        seeds = [other.smoothed.values["error"].value for other in results.rows
                 if other.kind == "seed" and other.recipe == row.recipe]  # fmt: skip
        yield ChartRow(
            one.strength or one.method,
            100 * error.value,
            100 * low,
            100 * high,
            tuple(100 * seed for seed in seeds if seed is not None),
            "" if method == heading or (not one.strength and not several_presets) else method,
            percent_with_interval(error),
        )
        heading = method


def _setting(row: Row) -> Setting:
    return SETTINGS[_parts(row.recipe)[1]]


def _parts(recipe: str) -> tuple[str, str]:
    """The preset and the key of the setting; DataError for a name that has none."""
    return preset_and_trial(recipe, list(SETTINGS))
