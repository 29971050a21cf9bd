"""Finds the networks that are trained already, by what their cards say, whatever their files are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svd_core.errors import DataError, ModelError
from svd_core.experiments.paper.experiment import Experiment, Trial, metadata_by_split, model_path, preset_of, trials
from svd_core.model.card import Card, read_card
from svd_core.training.recipe import differences, is_finished


@dataclass(frozen=True)
class TrainedModels:
    """What there is of a grid.

    Attributes:
        finished: the model of every cell that is trained to its end, by the cell's name.
        missing: the cells still to be trained, in the grid's order.
        unfinished: how many updates are done of those among them that only need to be resumed, by the cell's name.
        strangers: model files in the folders searched that belong to no cell, each with a reason.
    """

    finished: dict[str, Card]
    missing: tuple[Trial, ...]
    unfinished: dict[str, int]
    unrelated: dict[Path, str]


def find_trained(experiment: Experiment, folders: Sequence[Path]) -> TrainedModels:
    """Look for models of the grid where it is trained and in these folders, but not below them.

    Raises DataError where a cell's own file is there but was made in another way.
    """
    grid, known = list(trials(experiment)), metadata_by_split(experiment)
    finished: dict[str, Card] = {}
    unfinished: dict[str, int] = {}
    unrelated: dict[Path, str] = {}
    homes = {model_path(experiment, trial): trial for trial in grid}
    for card in _cards([experiment.out / "models", experiment.out, *folders], unrelated):
        trial = homes.get(card.path)
        if trial is not None and (other := next(_differences(experiment, trial, known, card), "")):
            raise DataError(
                f"{card.path}: was trained in another way; {other}. "
                "Repeat the command with the options of then, or choose another folder with --out."
            )
        trial = trial or next((trial for trial in grid if not any(_differences(experiment, trial, known, card))), None)
        if trial is None:
            nearest = min((list(_differences(experiment, trial, known, card)) for trial in grid), key=len)
            unrelated[card.path] = nearest[0]
        elif is_finished(card):
            finished.setdefault(trial.name, card)
        elif card.path in homes:
            unfinished[trial.name] = _updates_done(card)
        else:
            unrelated[card.path] = "its training is not finished"
    missing = tuple(trial for trial in grid if trial.name not in finished)
    waiting = {name: done for name, done in unfinished.items() if name not in finished}
    return TrainedModels(finished, missing, waiting, unrelated)


def _cards(folders: Sequence[Path], unrelated: dict[Path, str]) -> Iterator[Card]:
    """The cards of all single networks in these folders; files that are no such model become strangers."""
    seen = set()
    for folder in folders:
        for path in sorted(folder.glob("*.safetensors")):
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                card = read_card(path)
            except ModelError as error:
                unrelated[path] = str(error)
                continue
            if card.n_networks == 1:
                yield card
            else:
                unrelated[path] = f"it is an ensemble of {card.n_networks} networks"


def _differences(
    experiment: Experiment, trial: Trial, known: Mapping[str, Mapping[str, Any]], card: Card
) -> Iterator[str]:
    """What a model was trained with other than a cell asks for.

    Which songs were kept from it, and why, does not count beside which it learned from.
    """
    told = {name: value for name, value in known[trial.split.name].items() if name not in ("held_out", "validation")}
    yield from differences(card, preset_of(experiment, trial), told, None)


def _updates_done(card: Card) -> int:
    done = card.metadata.get("updates_done")
    return done if isinstance(done, int) else 0
