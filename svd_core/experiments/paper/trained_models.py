"""Finds the networks that are trained already: by what their model cards say, not by the names of their files."""

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
    """Which trials of an experiment are trained.

    Attributes:
        finished: the model cards of finished trials, by the trial's name.
        missing: the trials that are still to be trained, in their order.
        unfinished: those of the missing trials that can be resumed: updates done, by the trial's name.
        unrelated: model files that belong to no trial, each with the reason.
    """

    finished: dict[str, Card]
    missing: tuple[Trial, ...]
    unfinished: dict[str, int]
    unrelated: dict[Path, str]


def find_trained(experiment: Experiment, folders: Sequence[Path]) -> TrainedModels:
    """Search the experiment's folder and these folders, but not folders below them, for models of trials.

    Raises DataError if the file of a trial exists but was trained in another way.
    """
    grid, known = list(trials(experiment)), metadata_by_split(experiment)
    finished: dict[str, Card] = {}
    unfinished: dict[str, int] = {}
    unrelated: dict[Path, str] = {}
    homes = {model_path(experiment, trial): trial for trial in grid}
    for card in _read_cards([experiment.out / "models", experiment.out, *folders], unrelated):
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


def _read_cards(folders: Sequence[Path], unrelated: dict[Path, str]) -> Iterator[Card]:
    """The cards of all models of one network in these folders; other files are put into `unrelated`."""
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
    """In words, each way in which a model's training differs from a trial.

    The songs that it learned from are compared; which songs were held out, and for what, is not.
    """
    learned = {name: value for name, value in known[trial.split.name].items() if name not in ("held_out", "validation")}
    yield from differences(card, preset_of(experiment, trial), learned, None)


def _updates_done(card: Card) -> int:
    done = card.metadata.get("updates_done")
    return done if isinstance(done, int) else 0
