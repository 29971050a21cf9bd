"""Runs a comparison on folds: trains the missing networks, predicts their left-out songs, judges all and writes it.

Every model is written as soon as it is there, and posteriors soon after: what was stopped goes on from them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from svd_core.config import Preset
from svd_core.data import dataset
from svd_core.errors import DataError
from svd_core.experiments.folds.differences import corrected
from svd_core.experiments.folds.finding import MODEL_SUFFIX, ScoredSongs, load_posteriors
from svd_core.experiments.folds.judging import Decision, Recipe, compare, judge, recipes_of
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.page import chart, page
from svd_core.experiments.folds.predicting import Predictor, Request, SongPredicted
from svd_core.experiments.folds.results import Comparison, Results, as_json
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.training_words import training_words
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card, read_card
from svd_core.plots import charts
from svd_core.plots.palette import DARK, LIGHT
from svd_core.training.recipe import data_metadata, difference, is_finished
from svd_core.training.runs import Run, train_runs


@dataclass(frozen=True)
class Training:
    """Report of one training: its name, and what `svd train --json` writes, as a JSON object."""

    kind: ClassVar[str] = "training"
    run: str
    report: Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """Report: the result files were written."""

    kind: ClassVar[str] = "judged"
    files: tuple[str, ...]
    results: Results


Report = Training | SongPredicted | Judged


@dataclass(frozen=True)
class Task:
    """What is judged how, and where the results go.

    Attributes:
        out: folder for the results, named `file_name`, and for posteriors.
    """

    scored: ScoredSongs
    decision: Decision
    out: Path
    compared_with: str = ""
    file_name: ClassVar[str] = "folds"
    title: ClassVar[str] = "Judged on artists that were not learned from"

    def against(self, recipe: str) -> str:
        """The recipe that another one is compared with; "" for none."""
        return self.compared_with if recipe != self.compared_with else ""

    def in_order(self, recipes: Sequence[Recipe]) -> list[Recipe]:
        """The recipes in the order of the tables; DataError if the one to compare with is missing."""
        if self.compared_with and self.compared_with not in {recipe.name for recipe in recipes}:
            known = ", ".join(recipe.name for recipe in recipes)
            raise DataError(f"--against {self.compared_with}: there is no such recipe here, only {known}.")
        return sorted(recipes, key=lambda recipe: recipe.name != self.compared_with)

    def appendix(self, results: Results) -> str:
        """What is written at the end of the page."""
        return ""


@dataclass(frozen=True)
class Twins:
    """Networks of one recipe, one for each fold and seed.

    Attributes:
        data: data sets whose songs are scored; each network learns from those that its fold does not keep from it.
        add: data sets that every network learns from as well.
    """

    recipe: str
    data: tuple[Path, ...]
    add: tuple[Path, ...]
    splits: tuple[Split, ...]
    preset: Preset
    preset_name: str
    n_seeds: int
    out: Path
    device: str = "auto"

    @property
    def names(self) -> Iterator[FoldName]:
        """The networks; those of one seed come together, so that early results are of all folds."""
        for seed in range(self.n_seeds):
            yield from (FoldName(self.recipe, seed, split.name) for split in self.splits)

    def model_path(self, name: FoldName) -> Path:
        """The model file of a network."""
        return self.out / "models" / f"{name}{MODEL_SUFFIX}"

    def preset_of(self, name: FoldName) -> Preset:
        """The recipe with the seed of a network."""
        return replace(self.preset, train=replace(self.preset.train, seed=name.seed or 0))

    def training_run(self, name: FoldName) -> Run:
        """The training of a network, as `train_runs` takes it."""
        words = training_words((*self.add, *self.data), self._list(name.fold), self.preset_of(name), self.preset_name)
        return Run(str(name), self.model_path(name), words, self.device)

    def write_lists(self) -> None:
        """Write the file lists that `svd train` is given."""
        for split in self.splits:
            self._list(split.name).parent.mkdir(parents=True, exist_ok=True)
            dataset.write_filelist(self._list(split.name), sorted(split.kept))

    def _list(self, fold: str) -> Path:
        return self.out / "held-out" / f"{fold}.txt"


@dataclass(frozen=True)
class Progress:
    """Which networks of some twins are trained: updates done of those that are not, by name."""

    finished: tuple[FoldName, ...]
    unfinished: dict[FoldName, int]


def progress(twins: Twins) -> Progress:
    """Look which networks are trained; DataError if one of them was trained in another way."""
    found = dataset.find([*twins.add, *twins.data])
    learned = {split.name: data_metadata(found.without(split.kept), split.kept, frozenset()) for split in twins.splits}
    finished, unfinished = [], {}
    for name in twins.names:
        path = twins.model_path(name)
        if not path.exists():
            unfinished[name] = 0
            continue
        card = read_card(path)
        if other := difference(card, twins.preset_of(name), learned[name.fold], None):
            raise DataError(
                f"{path}: was trained in another way; {other}. Repeat the command with the options of then, or choose "
                "another --name or --out."
            )
        if is_finished(card):
            finished.append(name)
        else:
            unfinished[name] = _updates_done(card)
    return Progress(tuple(finished), unfinished)


def _updates_done(card: Card) -> int:
    done = card.metadata.get("updates_done")
    return done if isinstance(done, int) else 0


def train_twins(
    grid: Sequence[Twins],
    missing: Collection[FoldName],
    program: Sequence[str],
    at_once: int | None,
    threads: int | None,
) -> Iterator[Training]:
    """Train the networks that are missing; raises RunsError at the end if one failed.

    Those of one seed come together, so that early results are of all recipes.
    """
    for twins in grid:
        twins.write_lists()
    wanted = sorted(((name, twins) for twins in grid for name in twins.names if name in missing), key=_seed)
    for name, report in train_runs(program, [twins.training_run(name) for name, twins in wanted], at_once, threads):
        yield Training(name, report)


def _seed(item: tuple[FoldName, Twins]) -> int:
    return item[0].seed or 0


def judge_models(
    requests: Sequence[Request], task: Task, device: str, threads: int | None = None
) -> Generator[Report, None, None]:
    """Predict what is not kept yet, and judge."""
    predictor = Predictor(task.out / "posteriors", device, threads)
    yield from predictor.predict(requests)
    yield judge_posteriors({each.name: predictor.path(each) for each in requests}, task)


def judge_posteriors(files: Mapping[FoldName, Path], task: Task) -> Judged:
    """Judge posteriors and write the results; DataError where they cannot be what their names say."""
    recipes = recipes_of([load_posteriors(name, path, task.scored) for name, path in files.items()])
    recipes = task.in_order(recipes)
    rows = [row for recipe in recipes for row in judge(recipe, task.scored, task.decision)]
    results = Results(task.scored, task.decision, tuple(rows), tuple(_comparisons(recipes, task)), task.title)
    return _write(results, task)


def _comparisons(recipes: Sequence[Recipe], task: Task) -> Iterator[Comparison]:
    """Every recipe against the one that it is to be compared with."""
    named = {recipe.name: recipe for recipe in recipes}
    pairs = [(recipe, named[against]) for recipe in recipes if (against := task.against(recipe.name)) in named]
    found = [compare(other, recipe, task.scored, task.decision) for recipe, other in pairs]
    for (recipe, other), differences in zip(pairs, corrected(found), strict=True):
        if differences:
            yield Comparison(recipe.name, other.name, differences)


def _write(results: Results, task: Task) -> Judged:
    """Write the figures as JSON, the page as Markdown, and the picture as SVG and PNG, light and dark."""
    text, base = json.dumps(as_json(results), indent=1), task.out / task.file_name
    # Names of songs may hold bytes that are no text.
    files = {Path(f"{base}.json"): text.encode()}
    files[Path(f"{base}.md")] = (page(results) + task.appendix(results)).encode("utf-8", "backslashreplace")
    figure = chart(results)
    for suffix, palette in (("", LIGHT), ("-dark", DARK)):
        files[Path(f"{base}{suffix}.svg")] = charts.svg(figure, palette=palette).encode()
        files[Path(f"{base}{suffix}.png")] = charts.png(figure, palette=palette)
    task.out.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        write_atomically(path, data)
    return Judged(tuple(map(str, files)), results)
