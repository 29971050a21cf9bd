"""Networks trained for no time at all, and three songs."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import soundfile
import torch

from svd_core.annotation.formats import format_named
from svd_core.config import PRESETS, FeatureConfig, NetworkConfig, PostprocessingConfig, Preset, to_json
from svd_core.experiments.paper.experiment import Experiment, Trial, metadata_by_split, preset_of, trials
from svd_core.experiments.paper.splits import Split
from svd_core.model import checkpoint
from svd_core.model.network import build
from svd_core.synthesis.song import render


@pytest.fixture(scope="package")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of three labelled songs of four seconds."""
    folder = tmp_path_factory.mktemp("songs")
    (folder / "audio").mkdir()
    (folder / "labels").mkdir()
    for seed in range(3):
        samples, regions = render(4.0, seed)
        soundfile.write(folder / "audio" / f"song{seed}.wav", samples, 22050)
        (folder / "labels" / f"song{seed}.lab").write_text(format_named("lab").write(regions, 4.0))
    return folder


@pytest.fixture
def experiment(songs: Path, tmp_path: Path) -> Experiment:
    """Two folds, two seeds, with and without augmentation in training: eight networks of two updates each."""
    folds = (frozenset({"song0"}), frozenset({"song1", "song2"}))
    splits = tuple(Split(f"fold{number}", fold, frozenset(), fold) for number, fold in enumerate(folds, start=1))
    preset = PRESETS["schlueter2017"]
    train = replace(preset.train, updates=2, batch_size=2, checkpoint_every=1)
    return Experiment(
        "tables", (songs,), (), splits, replace(preset, train=train), "schlueter2017", 2, tmp_path / "out"
    )


@pytest.fixture
def untaught(experiment: Experiment) -> Callable[..., Path]:
    """Writes a model that claims to be a cell's network but has learned nothing; story changes what it claims."""
    known = metadata_by_split(experiment)

    def write(trial: Trial, path: Path, updates_done: int = 2, preset: Preset | None = None, **data: Any) -> Path:
        torch.manual_seed(zlib.crc32(trial.name.encode()))
        made = preset or preset_of(experiment, trial)
        metadata = {
            "augmentation": to_json(made.augment),
            "schedule": to_json(made.train),
            "data": known[trial.split.name] | data,
            "updates_done": updates_done,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        network = build(NetworkConfig())
        checkpoint.save(
            path, checkpoint.Model(path.stem, (network,), FeatureConfig(), PostprocessingConfig(), metadata)
        )
        return path

    return write


@pytest.fixture
def grid(experiment: Experiment) -> list[Trial]:
    """All cells of the study."""
    return list(trials(experiment))
