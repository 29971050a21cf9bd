"""What is to be trained: every setting, on every split, from every seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from svd_core.config import Preset, as_option, parameters
from svd_core.data import dataset
from svd_core.experiments.paper.settings import FIGURE_2, Setting
from svd_core.experiments.paper.splits import Split
from svd_core.training.recipe import data_metadata
from svd_core.training.runs import Run


@dataclass(frozen=True)
class System:
    """One way to detect: networks trained in one setting, heard with or without test-time augmentation.

    Attributes:
        key: short name, fit for a column.
        label: for people; heading is for several systems that differ in strength only.
    """

    key: str
    label: str
    heading: str
    setting: Setting
    shifted: bool = False


_ROWS = {row.key: row for row in FIGURE_2}
WITHOUT = System("none", "without", "", _ROWS["none"])
"""What every other system is held against."""

TABLES = (
    WITHOUT,
    System("train", "train", "", _ROWS["combined"]),
    System("test", "test", "", _ROWS["none"], shifted=True),
    System("train+test", "train + test", "", _ROWS["combined"], shifted=True),
)
"""The paper's tables: augmentation while training, while testing, in both."""


@dataclass(frozen=True)
class Experiment:
    """All that decides what is trained and scored.

    Attributes:
        kind: "figure2" or "tables".
        data: data sets whose songs are scored, and learned from where they are not.
        add: data sets that are learned from always.
        preset: the recipe; its augmentation and seed are those of the grid.
        n_seeds: how many networks of each kind; their seeds are 0, 1, 2 …
        out: the folder that models, posteriors and results go to.
    """

    kind: str
    data: tuple[Path, ...]
    add: tuple[Path, ...]
    splits: tuple[Split, ...]
    preset: Preset
    preset_name: str
    n_seeds: int
    out: Path
    device: str = "auto"

    @property
    def systems(self) -> tuple[System, ...]:
        """The ways to detect that are compared, in the order in which they are shown."""
        if self.kind == "tables":
            return TABLES
        return tuple(System(row.key, row.strength or row.label, row.method, row) for row in FIGURE_2)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The ways to augment while training."""
        return tuple(dict.fromkeys(system.setting for system in self.systems))

    @property
    def shifted(self) -> bool:
        """Whether networks are also heard with test-time augmentation."""
        return any(system.shifted for system in self.systems)


@dataclass(frozen=True)
class Trial:
    """One network of the grid."""

    setting: Setting
    split: Split
    seed: int

    @property
    def name(self) -> str:
        """Fit for a file."""
        return f"{self.setting.key}-{self.split.name}-seed{self.seed}"


def trials(experiment: Experiment) -> Iterator[Trial]:
    """The whole grid, one seed after the other, so that what is there early is a whole grid with few seeds."""
    for seed in range(experiment.n_seeds):
        for setting in experiment.settings:
            for split in experiment.splits:
                yield Trial(setting, split, seed)


def preset_of(experiment: Experiment, trial: Trial) -> Preset:
    """The recipe of one network."""
    return replace(
        experiment.preset, augment=trial.setting.augment, train=replace(experiment.preset.train, seed=trial.seed)
    )


def metadata_by_split(experiment: Experiment) -> dict[str, dict[str, Any]]:
    """For each split by its name, the data that its networks learn from, as their cards tell it."""
    found = dataset.find([*experiment.add, *experiment.data])
    return {
        split.name: data_metadata(found.without(split.kept), split.kept, frozenset()) for split in experiment.splits
    }


def training_run(experiment: Experiment, trial: Trial) -> Run:
    """The training that makes one network."""
    preset = preset_of(experiment, trial)
    words = ["--data", *(str(path) for path in (*experiment.add, *experiment.data)), "--preset", experiment.preset_name]
    words += ["--holdout", str(held_out_list(experiment, trial.split))]
    for config in (preset.train, preset.augment, preset.network):
        for parameter in parameters(type(config)):
            words.append(as_option(parameter.name, getattr(config, parameter.name)))
    return Run(trial.name, model_path(experiment, trial), tuple(words), experiment.device)


def model_path(experiment: Experiment, trial: Trial) -> Path:
    """Where the model of a cell is trained."""
    return experiment.out / "models" / f"{trial.name}.safetensors"


def held_out_list(experiment: Experiment, split: Split) -> Path:
    """The file that tells a training which songs to leave alone."""
    return experiment.out / "held-out" / f"{split.name}.txt"
