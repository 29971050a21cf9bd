"""The paper's question, augmentation while training and while testing, judged on left-out artists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from svd_core.config import NO_SHIFTS, PRESETS, TEST_SHIFTS, Preset
from svd_core.errors import DataError
from svd_core.experiments.folds.finding import ScoredSongs, request
from svd_core.experiments.folds.judging import Recipe, Row
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.predicting import Request
from svd_core.experiments.folds.results import Results
from svd_core.experiments.folds.run import Task
from svd_core.experiments.markdown import head, line
from svd_core.experiments.paper.settings import FIGURE_2
from svd_core.experiments.paper.tables import PUBLISHED
from svd_core.model.score_text import fraction, percent

PAPER_PRESETS = tuple(name for name, preset in PRESETS.items() if preset.stretch is None)
"""The presets of the paper and its author."""

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


def with_updates(preset: Preset, given_decay: int | None, usual_updates: int) -> Preset:
    """The preset whose step size falls in the same course however many updates there are, unless that is given."""
    train = preset.train
    if given_decay is not None:
        return preset
    return replace(preset, train=replace(train, decay_every=max(1, train.decay_every * train.updates // usual_updates)))


def requests_for(models: Mapping[FoldName, Path], scored: ScoredSongs) -> Iterator[Request]:
    """With and without pitch shifts, the requests for networks named PRESET-none-… and PRESET-train-…; DataError."""
    for name, path in models.items():
        base, _, setting = name.recipe.rpartition("-")
        if not base or setting not in AUGMENTATIONS:
            raise DataError(
                f"{path}: its name does not say whether it was trained with augmentation. Name it "
                "PRESET-none-FOLD-sSEED or PRESET-train-FOLD-sSEED."
            )
        plain = request(name, path, scored)
        for system, (trained, shifts) in SYSTEMS.items():
            if trained == setting:
                yield replace(plain, name=replace(name, recipe=f"{base}-{system}"), shifts=shifts)


@dataclass(frozen=True)
class AugmentationTask(Task):
    """Every system against the one without augmentation, preset by preset."""

    file_name: ClassVar[str] = "augmentation"
    title: ClassVar[str] = "Augmentation, judged on artists that were not learned from"

    def against(self, recipe: str) -> str:
        """The recipe without augmentation."""
        base, system = _parts(recipe)
        return "" if system == "none" else f"{base}-none"

    def in_order(self, recipes: Sequence[Recipe]) -> list[Recipe]:
        """The systems of each preset in the order of the paper."""
        order = list(SYSTEMS)
        return sorted(recipes, key=lambda recipe: (_parts(recipe.name)[0], order.index(_parts(recipe.name)[1])))

    def appendix(self, results: Results) -> str:
        """The means beside the figures that the paper has for other songs."""
        lines = ["## Beside the paper", "", _BESIDE, ""]
        lines += head(["", "error", "common", "own", "AUROC", "paper, Jamendo", "paper, RWC"])
        for row in _means(results.rows):
            values = row.smoothed.values
            errors = [percent(values[name].value, sign="") for name in ("error", "best_error", "own_error")]
            published = [f"{value:.1f}" for value in PUBLISHED[_parts(row.recipe)[1]]]
            lines.append(line([row.recipe, *errors, fraction(values["auroc"].value), *published]))
        return "\n".join(["", *lines, ""])


_BESIDE = (
    "Means over seeds, in % of frames. The paper's figures are of other songs: only how rows differ can be compared."
)


def _means(rows: Sequence[Row]) -> list[Row]:
    """The mean over seeds of every recipe; its only seed where there is one."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.kind == "mean" or row.recipe not in found:
            found[row.recipe] = row
    return list(found.values())


def _parts(recipe: str) -> tuple[str, str]:
    """The preset and the system; DataError for a name that has none."""
    base, _, system = recipe.rpartition("-")
    if not base or system not in SYSTEMS:
        raise DataError(
            f"{recipe}: its name, before the fold, does not end with one of -{', -'.join(SYSTEMS)}. Rename it or "
            "leave it out."
        )
    return base, system
