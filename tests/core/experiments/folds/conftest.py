"""Two folds of three songs, and small networks that have learned nothing."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from svd_core.config import (
    PRESETS,
    AugmentConfig,
    FeatureConfig,
    NetworkConfig,
    PostprocessingConfig,
    Preset,
    StretchConfig,
    to_json,
)
from svd_core.data import dataset
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.splits import Split
from svd_core.experiments.folds.twins import Twins
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.training.recipe import data_metadata

SMALL = NetworkConfig("recurrent", channels=4, units=4)


@pytest.fixture
def grid(three_songs: Path, tmp_path: Path) -> list[Twins]:
    """Two recipes, with and without augmentation, of two seeds in two folds: eight networks of two updates each."""
    folds = (frozenset({"song0"}), frozenset({"song1", "song2"}))
    splits = tuple(Split(f"fold{number}", fold, frozenset(), fold) for number, fold in enumerate(folds, start=1))
    train = replace(PRESETS["recurrent"].train, updates=2, batch_size=2)
    return [
        Twins(
            recipe, (three_songs,), (), splits, Preset(SMALL, augment, train, StretchConfig()), "recurrent", 2, tmp_path
        )
        for recipe, augment in (("none", AugmentConfig(pitch_shift=0)), ("train", AugmentConfig()))
    ]


Untaught = Callable[..., Path]


@pytest.fixture
def untaught(grid: list[Twins]) -> Untaught:
    """Writes a model that claims to be one of the networks but has learned nothing; `data` changes what it claims."""
    found = dataset.find(grid[0].data)
    kept = {split.name: split.kept for split in grid[0].splits}

    def write(name: FoldName, path: Path, updates_done: int = 2, preset: Preset | None = None, **data: Any) -> Path:
        torch.manual_seed(zlib.crc32(str(name).encode()))
        made = preset or next(twins for twins in grid if twins.recipe == name.recipe).preset_of(name)
        metadata = {
            "augmentation": to_json(made.augment),
            "schedule": to_json(made.train),
            "stretches": to_json(made.stretch),
            "data": data_metadata(found.without(kept[name.fold]), kept[name.fold], frozenset()) | data,
            "updates_done": updates_done,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        network = build(SMALL)
        checkpoint.save(
            path, checkpoint.Model(path.stem, (network,), FeatureConfig(), PostprocessingConfig(), metadata)
        )
        return path

    return write
