"""`svd reproduce augmentation`: the paper's question on left-out artists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.cli.execution.judging_folds import judged_songs
from svd_core.cli.execution.reproduce_augmentation import grid_from
from svd_core.cli.main import build_parser
from svd_core.cli.output import Output
from svd_core.config import AugmentConfig, FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.experiments.folds import posterior_files
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.inference import detect

# Architecture and size do not matter here, so the smallest is taken.
SMALL = NetworkConfig("recurrent", channels=4, units=4)


@pytest.fixture
def words(data: Path, tmp_path: Path) -> list[object]:
    """The command, with three songs in two folds."""
    for name, songs in (("one", "song0\n"), ("two", "song1\nsong2\n")):
        (tmp_path / name).write_text(songs)
    (tmp_path / "artists.csv").write_text("song0, A\nsong1, B\nsong2, C\n")
    line = ["reproduce", "augmentation", "--data", data, "--folds", tmp_path / "one", tmp_path / "two"]
    return [*line, "--artists", tmp_path / "artists.csv", "--out", tmp_path / "out"]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Networks of one preset that have learned nothing."""
    for number, setting in enumerate(("none", "train")):
        for fold in ("one", "two"):
            write(tmp_path / "models" / f"schlueter2017-{setting}-{fold}-s0.safetensors", number)
    return tmp_path / "models"


def write(path: Path, seed: int) -> Path:
    torch.manual_seed(seed)
    path.parent.mkdir(exist_ok=True)
    model = checkpoint.Model(path.stem, (build(SMALL),), FeatureConfig(), PostprocessingConfig(), {})
    checkpoint.save(path, model)
    return path


def test_four_systems_come_from_two_kinds_of_networks(
    svd: Any, words: list[object], models: Path, data: Path, tmp_path: Path
):
    status, out, err = svd(*words, "--models", models, "--json")
    assert (status, err) == (0, "")
    summary = json.loads(out.splitlines()[-1])
    systems = [f"schlueter2017-{system}" for system in ("none", "train", "test", "train+test")]
    assert [row["recipe"] for row in summary["results"]] == systems
    assert [(row["recipe"], row["against"]) for row in summary["comparisons"]] == [
        (system, systems[0]) for system in systems[1:]
    ]
    assert {"error", "best_error", "own_error", "auroc"} <= set(summary["comparisons"][0])
    model = checkpoint.load(models / "schlueter2017-train-two-s0.safetensors")
    mels = shifted_log_mels(sound_file.read_mono(data / "audio" / "song1.wav"))
    for system, given in (("train", mels[0]), ("train+test", mels)):
        kept = posterior_files.read(tmp_path / "out" / "posteriors" / f"schlueter2017-{system}-two-s0.npz")
        np.testing.assert_array_equal(kept["song1"], posterior_files.logits_of(detect(model, given)))
    page = (tmp_path / "out" / "augmentation.md").read_text()
    assert "## Differences" in page and "## Beside the paper" in page
    row = next(line for line in page.splitlines() if line.startswith("| schlueter2017-train+test |"))
    assert row.endswith("| 7.7 | 7.3 |")


@pytest.mark.parametrize("name", ["schlueter2017-one-s0", "none-one-s0", "free"])
def test_a_name_that_does_not_say_how_it_was_trained_is_refused(
    svd: Any, words: list[object], tmp_path: Path, name: str
):
    status, _, err = svd(*words, "--models", write(tmp_path / "m" / f"{name}.safetensors", 0))
    assert status == 1
    assert "PRESET-none-FOLD-sSEED" in err and len(err.splitlines()) == 1


def test_posteriors_of_no_system_are_refused(svd: Any, words: list[object], tmp_path: Path):
    posterior_files.write(tmp_path / "wide-one-s0.npz", {"song0": np.zeros(300, np.float16)})
    status, _, err = svd(*words, "--posteriors", tmp_path / "wide-one-s0.npz")
    assert status == 1
    assert "wide: its name" in err


def test_what_is_trained_is_the_grid_of_the_paper(svd: Any, words: list[object]):
    status, out, _ = svd(*words, "--plan")
    assert status == 0
    assert "0 networks trained already, 24 to train" in out
    arguments = build_parser().parse_args([*map(str, words), "--updates", "5000", "--presets", "schlueter2015"])
    grid = list(grid_from(arguments, judged_songs(arguments, Output("svd", as_json=True))))
    assert [twins.recipe for twins in grid] == ["schlueter2015-none", "schlueter2015-train"]
    assert [twins.preset.augment for twins in grid] == [
        AugmentConfig(pitch_shift=0, time_stretch=0, filter_db=0),
        AugmentConfig(),
    ]
    assert {(twins.preset.train.updates, twins.preset.train.decay_every) for twins in grid} == {(5000, 250)}
    assert {twins.preset.train.optimizer for twins in grid} == {"nesterov"}
