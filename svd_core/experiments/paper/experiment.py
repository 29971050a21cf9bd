"""An experiment as a value, and its trials: one training for every setting, split and seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from svd_core.config import Preset
from svd_core.data import dataset
from svd_core.experiments.paper.settings import FIGURE_2, Setting
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.training_words import training_words
from svd_core.training.recipe import data_metadata
from svd_core.training.runs import Run


@dataclass(frozen=True)
class System:
    """One row of the results: networks trained in one setting, used with or without test-time augmentation.

    Attributes:
        key: name in the CSV file.
        label: name in the table and in the figure.
        heading: name of a group of systems that differ in strength only; "" for a system without a group.
        shifted: whether probabilities are averaged over pitch shifts.
    """

    key: str
    label: str
    heading: str
    setting: Setting
    shifted: bool = False


_ROWS = {row.key: row for row in FIGURE_2}
WITHOUT = System("none", "without", "", _ROWS["none"])
"""The system that all others are compared with."""

TABLES = (
    WITHOUT,
    System("train", "train", "", _ROWS["combined"]),
    System("test", "test", "", _ROWS["none"], shifted=True),
    System("train+test", "train + test", "", _ROWS["combined"], shifted=True),
)
"""The paper's tables: augmentation while training, while testing, in both."""


@dataclass(frozen=True)
class Experiment:
    """What is trained and how it is scored.

    Attributes:
        kind: "figure2" or "tables".
        data: data sets whose songs are scored; each network learns from those that its split does not keep from it.
        add: data sets that every network learns from as well.
        preset: the recipe; each trial replaces its augmentation and its seed.
        n_seeds: networks for each setting and split; their seeds are 0, 1, 2 …
        out: folder for models, probabilities and results.
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
        """The systems that are compared, in the order of the table."""
        if self.kind == "tables":
            return TABLES
        return tuple(System(row.key, row.strength or row.label, row.method, row) for row in FIGURE_2)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that networks are trained in, each once."""
        return tuple(dict.fromkeys(system.setting for system in self.systems))

    @property
    def shifted(self) -> bool:
        """Whether any system uses test-time augmentation."""
        return any(system.shifted for system in self.systems)


@dataclass(frozen=True)
class Trial:
    """One training: a setting, a split and a seed."""

    setting: Setting
    split: Split
    seed: int

    @property
    def name(self) -> str:
        """Name of its files, without suffix."""
        return f"{self.setting.key}-{self.split.name}-seed{self.seed}"


def trials(experiment: Experiment) -> Iterator[Trial]:
    """All trials of an experiment; those of one seed come together, so that early results have all settings."""
    for seed in range(experiment.n_seeds):
        for setting in experiment.settings:
            for split in experiment.splits:
                yield Trial(setting, split, seed)


def preset_of(experiment: Experiment, trial: Trial) -> Preset:
    """The recipe of one trial."""
    return replace(
        experiment.preset, augment=trial.setting.augment, train=replace(experiment.preset.train, seed=trial.seed)
    )


def metadata_by_split(experiment: Experiment) -> dict[str, dict[str, Any]]:
    """By the name of the split, the data that its networks learn from, as model cards describe it."""
    found = dataset.find([*experiment.add, *experiment.data])
    return {
        split.name: data_metadata(found.without(split.kept), split.kept, frozenset()) for split in experiment.splits
    }


def training_run(experiment: Experiment, trial: Trial) -> Run:
    """The training of one trial, as `train_runs` takes it."""
    words = training_words(
        (*experiment.add, *experiment.data),
        held_out_list(experiment, trial.split),
        preset_of(experiment, trial),
        experiment.preset_name,
    )
    return Run(trial.name, model_path(experiment, trial), words, experiment.device)


def model_path(experiment: Experiment, trial: Trial) -> Path:
    """The model file of a trial."""
    return experiment.out / "models" / f"{trial.name}.safetensors"


def held_out_list(experiment: Experiment, split: Split) -> Path:
    """The file list of the songs that the networks of a split must not learn from."""
    return experiment.out / "held-out" / f"{split.name}.txt"
