"""Runs a task: trains the networks that are missing, predicts their left-out songs, judges all and writes it.

Every model is written as soon as it is there, and posteriors soon after: what was stopped goes on from them.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from svd_core.experiments.folds.differences import corrected
from svd_core.experiments.folds.finding import load_posteriors
from svd_core.experiments.folds.judging import Recipe, compare, judge, recipes_of
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.predicting import Predictor, SongPredicted
from svd_core.experiments.folds.results import Comparison, Results, as_json
from svd_core.experiments.folds.task import Task
from svd_core.experiments.folds.trained import TrainedNetworks
from svd_core.experiments.folds.twins import Twins
from svd_core.experiments.markdown import counted
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card
from svd_core.plots import charts
from svd_core.plots.palette import DARK, LIGHT
from svd_core.training.runs import TrainRuns


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
class Machine:
    """What computes.

    Attributes:
        train_runs: trains networks.
        device: "auto", "cpu" or "cuda"; it predicts.
        threads: CPU threads that predict; None for one for each core.
    """

    train_runs: TrainRuns
    device: str = "auto"
    threads: int | None = None


def run_grid(
    grid: Sequence[Twins], trained: TrainedNetworks, task: Task, machine: Machine, train: bool = True
) -> Generator[Report, None, None]:
    """Judge the networks that are trained, then train the others; raises RunsError at the end if one failed.

    Judged anew is whenever all folds of a recipe and seed are trained, so that there are results on the way.
    """
    models = dict(trained.finished)
    missing = dict(trained.missing)
    # One for all: it reads every recording to know it again.
    predictor = _predictor(task, machine)

    def judged() -> Iterator[Report]:
        in_order = {name: models[name] for twins in grid for name in twins.names if name in models}
        yield from _predict_and_judge(in_order, task, predictor, tuple(missing))

    if models and (not train or not missing or any(_whole(name, missing) for name in models)):
        yield from judged()
    if not train or not missing:
        return
    for twins in grid:
        twins.write_lists()
    # Those of one seed come together, so that early results are of all recipes.
    waiting = sorted(((name, twins) for twins in grid for name in twins.names if name in missing), key=_seed)
    names = {str(name): (name, twins.model_path(name)) for name, twins in waiting}
    runs = [twins.training_run(name) for name, twins in waiting]
    for run, report in machine.train_runs(runs):
        yield Training(run, report)
        if report["report"] == "finished":
            name, path = names[run]
            models[name] = path
            del missing[name]
            if _whole(name, missing):
                yield from judged()


def _seed(item: tuple[FoldName, Twins]) -> int:
    return item[0].seed or 0


def _whole(name: FoldName, missing: Mapping[FoldName, int]) -> bool:
    """Whether no fold of a network's recipe and seed is missing."""
    return not any((name.recipe, name.seed) == (other.recipe, other.seed) for other in missing)


def judge_models(models: Mapping[FoldName, Path], task: Task, machine: Machine) -> Generator[Report, None, None]:
    """Predict what is not kept yet, and judge."""
    yield from _predict_and_judge(models, task, _predictor(task, machine))


def _predictor(task: Task, machine: Machine) -> Predictor:
    return Predictor(task.out / "posteriors", machine.device, machine.threads)


def _predict_and_judge(
    models: Mapping[FoldName, Path], task: Task, predictor: Predictor, untrained: Sequence[FoldName] = ()
) -> Iterator[Report]:
    """Predict what is not kept yet, and judge; untrained: networks that are still to come."""
    # Every model is looked at before the first is used.
    requests = list(task.requests(models))
    yield from predictor.predict(requests)
    trainings: dict[str, str] = {}
    for request in requests:
        trainings.setdefault(request.name.recipe, _training_in_words(request.card))
    yield judge_posteriors({each.name: predictor.path(each) for each in requests}, task, trainings, untrained)


def judge_posteriors(
    files: Mapping[FoldName, Path],
    task: Task,
    trainings: Mapping[str, str] | None = None,
    untrained: Sequence[FoldName] = (),
) -> Judged:
    """Judge posteriors and write the results; DataError where they cannot be what their names say.

    trainings: by recipe, how long its networks learned.
    """
    recipes = recipes_of([load_posteriors(name, path, task.scored) for name, path in files.items()])
    recipes = task.in_order(recipes)
    rows = [row for recipe in recipes for row in judge(recipe, task.scored, task.decision)]
    results = Results(
        task.scored,
        task.decision,
        tuple(rows),
        tuple(_comparisons(recipes, task)),
        task.title,
        trainings or {},
        tuple(untrained),
    )
    return _write(results, task)


def _training_in_words(card: Card) -> str:
    """How long a network learned, such as "5000 updates of 32"; "" where its card does not say."""
    schedule, updates = card.metadata.get("schedule"), card.metadata.get("updates_done")
    batch_size = schedule.get("batch_size") if isinstance(schedule, Mapping) else None
    if not isinstance(updates, int) or not isinstance(batch_size, int):
        return ""
    return f"{counted(updates, 'update')} of {batch_size}"


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
    files[Path(f"{base}.md")] = task.page(results).encode("utf-8", "backslashreplace")
    figure = task.chart(results)
    for suffix, palette in (("", LIGHT), ("-dark", DARK)):
        files[Path(f"{base}{suffix}.svg")] = charts.svg(figure, palette=palette).encode()
        files[Path(f"{base}{suffix}.png")] = charts.png(figure, palette=palette)
    task.out.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        write_atomically(path, data)
    return Judged(tuple(map(str, files)), results)
