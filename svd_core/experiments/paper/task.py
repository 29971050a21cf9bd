"""What the paper's experiments have in common: trials with each preset, all against the one without augmentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from svd_core.experiments.folds.judging import Recipe
from svd_core.experiments.folds.task import Task
from svd_core.experiments.paper.recipe_names import preset_and_trial

WITHOUT = "none"
"""The end of the name of a recipe without augmentation."""


@dataclass(frozen=True)
class PaperTask(Task):
    """Every trial against the one without augmentation, preset by preset.

    Attributes:
        trials: how the names of recipes end, in the order of the paper.
    """

    trials: ClassVar[tuple[str, ...]]

    def against(self, recipe: str) -> str:
        """The recipe without augmentation."""
        preset, trial = preset_and_trial(recipe, self.trials)
        return "" if trial == WITHOUT else f"{preset}-{WITHOUT}"

    def in_order(self, recipes: Sequence[Recipe]) -> list[Recipe]:
        """The trials with each preset in the order of the paper."""

        def place(recipe: Recipe) -> tuple[str, int]:
            preset, trial = preset_and_trial(recipe.name, self.trials)
            return preset, self.trials.index(trial)

        return sorted(recipes, key=place)
