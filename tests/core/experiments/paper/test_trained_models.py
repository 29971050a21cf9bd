"""Which networks are trained already, going by their cards."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.errors import DataError
from svd_core.experiments.paper.experiment import Experiment, Trial, model_path, preset_of
from svd_core.experiments.paper.trained_models import find_trained
from svd_core.model import checkpoint

Untaught = Callable[..., Path]


def test_a_network_is_known_by_its_card_wherever_it_lies(
    experiment: Experiment, grid: list[Trial], untaught: Untaught, tmp_path: Path
):
    elsewhere = untaught(grid[3], tmp_path / "mine" / "anything.safetensors")
    beside = untaught(grid[5], experiment.out / "results.safetensors")
    trained = find_trained(experiment, [tmp_path / "mine"])
    assert {name: card.path for name, card in trained.finished.items()} == {
        grid[3].name: elsewhere,
        grid[5].name: beside,
    }
    assert [trial.name for trial in trained.missing] == [
        trial.name for trial in grid if trial.name not in trained.finished
    ]
    assert trained.unrelated == {}


def test_why_songs_were_kept_from_a_network_does_not_matter(
    experiment: Experiment, grid: list[Trial], untaught: Untaught, tmp_path: Path
):
    untaught(grid[0], tmp_path / "m.safetensors", held_out=[], validation=["song0"])
    assert list(find_trained(experiment, [tmp_path]).finished) == [grid[0].name]


def test_a_parameter_younger_than_the_network_had_its_default(
    experiment: Experiment, grid: list[Trial], untaught: Untaught, tmp_path: Path
):
    path = untaught(grid[0], tmp_path / "m.safetensors")
    model = checkpoint.load(path)
    metadata = dict(model.metadata)
    for name in ("mix", "dropout", "noise", "mix_depth"):
        del metadata["augmentation"][name]
    checkpoint.save(path, replace(model, metadata=metadata))
    assert list(find_trained(experiment, [tmp_path]).finished) == [grid[0].name]


def test_an_unfinished_network_goes_on_at_home_only(
    experiment: Experiment, grid: list[Trial], untaught: Untaught, tmp_path: Path
):
    untaught(grid[0], model_path(experiment, grid[0]), updates_done=1)
    elsewhere = untaught(grid[1], tmp_path / "m.safetensors", updates_done=1)
    trained = find_trained(experiment, [tmp_path])
    assert trained.unfinished == {grid[0].name: 1}
    assert trained.finished == {}
    assert "not finished" in trained.unrelated[elsewhere]


@pytest.mark.parametrize("what", ["learning rate", "songs", "seed", "ensemble"])
def test_a_stranger_is_not_taken_and_the_reason_is_given(
    experiment: Experiment, grid: list[Trial], untaught: Untaught, tmp_path: Path, what: str
):
    path, preset = tmp_path / "m.safetensors", preset_of(experiment, grid[0])
    if what == "learning rate":
        untaught(grid[0], path, preset=replace(preset, train=replace(preset.train, learning_rate=0.5)))
    elif what == "songs":
        untaught(grid[0], path, songs=["song0", "song1", "song2"])
    elif what == "seed":
        untaught(grid[0], path, preset=replace(preset, train=replace(preset.train, seed=7)))
    else:
        model = checkpoint.load(untaught(grid[0], path))
        checkpoint.save(path, replace(model, networks=(model.network, copy.deepcopy(model.network))))
    trained = find_trained(experiment, [tmp_path])
    assert trained.finished == {}
    assert what.replace(" ", "_") in trained.unrelated[path]


def test_what_is_no_model_is_a_stranger_too(experiment: Experiment, tmp_path: Path):
    (tmp_path / "m.safetensors").write_bytes(b"no model")
    assert "m.safetensors" in find_trained(experiment, [tmp_path]).unrelated[tmp_path / "m.safetensors"]


def test_a_study_with_other_options_does_not_mix_with_the_first(
    experiment: Experiment, grid: list[Trial], untaught: Untaught
):
    preset = preset_of(experiment, grid[0])
    untaught(grid[0], model_path(experiment, grid[0]), preset=replace(preset, train=replace(preset.train, updates=9)))
    with pytest.raises(DataError, match=r"updates was 9, not 2.*--out"):
        find_trained(experiment, [])
