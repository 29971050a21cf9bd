"""What is judged on left-out artists, against what, and what is written of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from svd_core.errors import DataError
from svd_core.experiments.folds.decision import Decision
from svd_core.experiments.folds.finding import ScoredSongs, request
from svd_core.experiments.folds.judging import Recipe, Row
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.page import chart, page
from svd_core.experiments.folds.predicting import Request
from svd_core.experiments.folds.results import Results
from svd_core.plots.charts import IntervalChart


@dataclass(frozen=True)
class Task:
    """Recipes of any kind, judged side by side; subclasses are the paper's experiments.

    Attributes:
        out: folder for the results, named `file_name`, and for posteriors.
        compared_with: the recipe that all others are compared with; "" for none.
        shifted: whether probabilities are averaged over pitch shifts, too.
    """

    scored: ScoredSongs
    decision: Decision
    out: Path
    compared_with: str = ""
    file_name: ClassVar[str] = "folds"
    shifted: ClassVar[bool] = False
    title: ClassVar[str] = "Judged on artists that were not learned from"

    def requests(self, models: Mapping[FoldName, Path]) -> Iterator[Request]:
        """What these models are to predict; DataError for one that must not be judged."""
        for name, path in models.items():
            yield request(name, path, self.scored)

    def against(self, recipe: str) -> str:
        """The recipe that another one is compared with; "" for none."""
        return self.compared_with if recipe != self.compared_with else ""

    def in_order(self, recipes: Sequence[Recipe]) -> list[Recipe]:
        """The recipes in the order of the tables; DataError if the one to compare with is missing."""
        if self.compared_with and self.compared_with not in {recipe.name for recipe in recipes}:
            known = ", ".join(recipe.name for recipe in recipes)
            raise DataError(f"--against {self.compared_with}: there is no such recipe here, only {known}.")
        return sorted(recipes, key=lambda recipe: recipe.name != self.compared_with)

    def shown(self, results: Results) -> tuple[Row, ...]:
        """The rows that are said on the command line."""
        return results.rows

    def page(self, results: Results) -> str:
        """The page in Markdown."""
        return page(results)

    def chart(self, results: Results) -> IntervalChart:
        """The picture."""
        return chart(results)
