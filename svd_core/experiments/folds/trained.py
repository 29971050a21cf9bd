"""Finds the networks that are trained already: by what their model cards say, not by the names of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svd_core.data import dataset
from svd_core.errors import DataError, ModelError
from svd_core.experiments.folds.names import MODEL_SUFFIX, FoldName
from svd_core.experiments.folds.twins import Twins
from svd_core.model.card import Card, read_card
from svd_core.training.recipe import data_metadata, differences, is_finished


@dataclass(frozen=True)
class TrainedNetworks:
    """Which networks of some twins are trained.

    Attributes:
        finished: the model file of each that is, wherever it lies, in the order of the twins.
        missing: the others, in the same order, with the updates that are done already.
        unrelated: model files in the folders that were named that are none of these networks, each with the reason.
    """

    finished: dict[FoldName, Path] = field(default_factory=dict)
    missing: dict[FoldName, int] = field(default_factory=dict)
    unrelated: dict[Path, str] = field(default_factory=dict)


def find_trained(grid: Sequence[Twins], folders: Sequence[Path] = ()) -> TrainedNetworks:
    """Search the folder of the twins' models and these folders, but not folders below them.

    Raises DataError if a folder does not exist, or the file of a network was trained in another way.
    """
    absent = next((folder for folder in folders if not folder.is_dir()), None)
    if absent is not None:
        raise DataError(f"{absent}: no such folder. Give --trained a folder with models in it.")
    wanted = _wanted(grid)
    homes = {one.home: one for one in wanted}
    named = {folder.resolve() for folder in folders}
    found: dict[FoldName, Path] = {}
    begun: dict[FoldName, int] = {}
    unrelated: dict[Path, str] = {}
    for path in _model_files((*dict.fromkeys(twins.models for twins in grid), *folders)):
        try:
            card = read_card(path)
        except ModelError as error:
            if path in homes:
                raise
            unrelated[path] = str(error)
            continue
        home = homes.get(path)
        if home is not None and (other := next(home.differences(card), "")):
            raise DataError(
                f"{path}: was trained in another way; {other}. Repeat the command with the options of then, or choose "
                "another --name or --out."
            )
        one = home or next((one for one in wanted if not any(one.differences(card))), None)
        if one is None:
            unrelated[path] = _nearest_difference(wanted, card)
        elif is_finished(card):
            found.setdefault(one.name, path)
        elif home is not None:
            begun[one.name] = _updates_done(card)
        else:
            unrelated[path] = "its training is not finished"
    return TrainedNetworks(
        {one.name: found[one.name] for one in wanted if one.name in found},
        {one.name: begun.get(one.name, 0) for one in wanted if one.name not in found},
        {path: why for path, why in unrelated.items() if path.parent.resolve() in named},
    )


@dataclass(frozen=True)
class _Wanted:
    """A network, and what its twins say of the data that it learns from."""

    name: FoldName
    twins: Twins
    data: Mapping[str, Any]

    @property
    def home(self) -> Path:
        return self.twins.model_path(self.name)

    def differences(self, card: Card) -> Iterator[str]:
        """In words, each way in which a model's training differs from the one that is wanted."""
        yield from differences(card, self.twins.preset_of(self.name), self.data, None)


def _wanted(grid: Sequence[Twins]) -> list[_Wanted]:
    """All networks, with what each learns from; the labels of data that many twins share are read once."""
    learned: dict[tuple[object, ...], dict[str, Mapping[str, Any]]] = {}
    wanted = []
    for twins in grid:
        data = (twins.add, twins.data, twins.splits)
        if data not in learned:
            learned[data] = _learned_by_fold(twins)
        wanted += [_Wanted(name, twins, learned[data][name.fold]) for name in twins.names]
    return wanted


def _learned_by_fold(twins: Twins) -> dict[str, Mapping[str, Any]]:
    """What the networks of each fold learn from; which songs were held out, and for what, is not compared."""
    found = dataset.find([*twins.add, *twins.data])
    learned: dict[str, Mapping[str, Any]] = {}
    for split in twins.splits:
        data = data_metadata(found.without(split.kept), split.kept, frozenset())
        learned[split.name] = {key: value for key, value in data.items() if key not in ("held_out", "validation")}
    return learned


def _model_files(folders: Sequence[Path]) -> Iterator[Path]:
    """The model files in these folders, each once; those of the first folder come first."""
    seen = set()
    for folder in folders:
        for path in sorted(folder.glob(f"*{MODEL_SUFFIX}")):
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield path


def _nearest_difference(wanted: Sequence[_Wanted], card: Card) -> str:
    """What keeps a model from being the network that it is most like."""
    return min((list(one.differences(card)) for one in wanted), key=len)[0]


def _updates_done(card: Card) -> int:
    done = card.metadata.get("updates_done")
    return done if isinstance(done, int) else 0
