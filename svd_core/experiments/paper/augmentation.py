"""The paper's tables: augmentation while training and while testing, judged on left-out artists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from svd_core.config import NO_SHIFTS, TEST_SHIFTS
from svd_core.experiments.folds.finding import request
from svd_core.experiments.folds.judgement import Value
from svd_core.experiments.folds.judging import Row
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.predicting import Request
from svd_core.experiments.folds.results import Results
from svd_core.experiments.markdown import head, line
from svd_core.experiments.paper.recipe_names import preset_and_trial
from svd_core.experiments.paper.settings import FIGURE_2
from svd_core.experiments.paper.task import PaperTask
from svd_core.model.score_text import fraction, percent

PUBLISHED = {"none": (9.4, 8.2), "train": (8.0, 7.4), "test": (9.0, 8.2), "train+test": (7.7, 7.3)}
"""Frame error in % in the paper's tables, for Jamendo (official test songs) and RWC-Pop (five folds)."""

SYSTEMS = {
    "none": ("none", NO_SHIFTS),
    "train": ("train", NO_SHIFTS),
    "test": ("none", TEST_SHIFTS),
    "train+test": ("train", TEST_SHIFTS),
}
"""By the end of a recipe's name: the end of the name of the networks that it uses, and over which pitch shifts their
probabilities are averaged."""

_ROWS = {row.key: row.augment for row in FIGURE_2}
AUGMENTATIONS = {"none": _ROWS["none"], "train": _ROWS["combined"]}
"""The augmentation in training, by the end of a network's name."""


@dataclass(frozen=True)
class AugmentationTask(PaperTask):
    """Augmentation in training, in testing, in both, and in neither."""

    trials: ClassVar[tuple[str, ...]] = tuple(SYSTEMS)
    file_name: ClassVar[str] = "augmentation"
    shifted: ClassVar[bool] = True
    title: ClassVar[str] = "Augmentation, judged on left-out artists"

    def requests(self, models: Mapping[FoldName, Path]) -> Iterator[Request]:
        """With and without pitch shifts, for networks named PRESET-none-… and PRESET-train-…; DataError for others."""
        for name, path in models.items():
            preset, setting = preset_and_trial(name.recipe, list(AUGMENTATIONS), path)
            plain = request(name, path, self.scored)
            for system, (trained, shifts) in SYSTEMS.items():
                if trained == setting:
                    yield replace(plain, name=replace(name, recipe=f"{preset}-{system}"), shifts=shifts)

    def page(self, results: Results) -> str:
        """The page, with the means beside the figures that the paper has for other songs."""
        lines = ["", "## Beside the paper", "", _BESIDE, "", *_beside_the_paper(results.mean_rows)]
        return super().page(results) + "\n".join([*lines, ""])


_BESIDE = (
    "Means over seeds, in % of frames; *change* is relative to the error *others* without augmentation. The paper's "
    "figures are of other songs, its thresholds chosen on songs that are not scored: *others* compares with them, and "
    "only how rows differ."
)


def _beside_the_paper(rows: Sequence[Row]) -> Iterator[str]:
    """A table of our errors and the paper's."""
    columns = ["", "error", "common", "own", "AUROC", "others", "change", "paper, Jamendo", "change"]
    yield from head([*columns, "paper, RWC", "change"])
    values = {row.recipe: row.smoothed.values for row in rows}
    for recipe, found in values.items():
        preset, system = _parts(recipe)
        without = values.get(f"{preset}-none", {}).get("others_error", Value(None)).value
        errors = [percent(found[name].value, sign="") for name in ("error", "best_error", "own_error")]
        others = found["others_error"].value
        cells = [*errors, fraction(found["auroc"].value), percent(others, sign=""), _change(system, others, without)]
        for ours, before in zip(PUBLISHED[system], PUBLISHED["none"], strict=True):
            cells += [f"{ours:.1f}", _change(system, ours, before)]
        yield line([recipe, *cells])


def _change(system: str, error: float | None, without: float | None) -> str:
    """The relative change of an error in %; empty for that without augmentation and where it is unknown."""
    return "" if system == "none" or error is None or not without else f"{100 * (error / without - 1):+.0f}"


def _parts(recipe: str) -> tuple[str, str]:
    """The preset and the system; DataError for a name that has none."""
    return preset_and_trial(recipe, list(SYSTEMS))
