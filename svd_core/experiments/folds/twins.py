"""Networks of one recipe, one for each fold and seed, and the trainings that make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from svd_core.config import Preset
from svd_core.data import dataset
from svd_core.experiments.folds.names import MODEL_SUFFIX, FoldName
from svd_core.experiments.folds.splits import Split
from svd_core.experiments.folds.training_words import training_words
from svd_core.training.runs import Run


@dataclass(frozen=True)
class Twins:
    """Networks of one recipe, one for each fold and seed.

    Attributes:
        data: data sets whose songs are scored; each network learns from those that its fold does not keep from it.
        add: data sets that every network learns from as well.
        n_seeds: networks for each fold; their seeds are 0, 1, 2 …
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

    @property
    def models(self) -> Path:
        """The folder that the networks are written into."""
        return self.out / "models"

    def model_path(self, name: FoldName) -> Path:
        """The model file of a network."""
        return self.models / f"{name}{MODEL_SUFFIX}"

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
