"""Which networks are trained already, going by their cards."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.errors import DataError
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.trained import find_trained
from svd_core.experiments.folds.twins import Twins
from svd_core.model import checkpoint

Untaught = Callable[..., Path]
FIRST, SECOND = FoldName("none", 0, "fold1"), FoldName("none", 0, "fold2")
OTHER = FoldName("train", 1, "fold2")


def test_a_network_is_known_by_its_card_wherever_it_lies(grid: list[Twins], untaught: Untaught, tmp_path: Path):
    elsewhere = untaught(OTHER, tmp_path / "mine" / "anything.safetensors")
    beside = untaught(FIRST, grid[0].models / "of-another-name.safetensors")
    trained = find_trained(grid, [tmp_path / "mine"])
    assert trained.finished == {FIRST: beside, OTHER: elsewhere}
    assert list(trained.missing) == [
        name for twins in grid for name in twins.names if name not in (FIRST, OTHER)
    ]  # fmt: skip
    assert set(trained.missing.values()) == {0}
    assert trained.unrelated == {}


def test_one_in_its_place_is_preferred(grid: list[Twins], untaught: Untaught, tmp_path: Path):
    untaught(FIRST, tmp_path / "mine" / "a.safetensors")
    home = untaught(FIRST, grid[0].model_path(FIRST))
    assert find_trained(grid, [tmp_path / "mine"]).finished == {FIRST: home}


def test_why_songs_were_kept_from_a_network_does_not_matter(grid: list[Twins], untaught: Untaught, tmp_path: Path):
    untaught(FIRST, tmp_path / "m.safetensors", held_out=[], validation=["song0"])
    assert list(find_trained(grid, [tmp_path]).finished) == [FIRST]


def test_a_parameter_younger_than_the_network_had_its_default(grid: list[Twins], untaught: Untaught, tmp_path: Path):
    path = untaught(FIRST, tmp_path / "m.safetensors")
    model = checkpoint.load(path)
    metadata = dict(model.metadata)
    for name in ("mix", "dropout", "noise", "mix_depth"):
        del metadata["augmentation"][name]
    checkpoint.save(path, replace(model, metadata=metadata))
    assert list(find_trained(grid, [tmp_path]).finished) == [FIRST]


def test_an_unfinished_network_goes_on_at_home_only(grid: list[Twins], untaught: Untaught, tmp_path: Path):
    untaught(FIRST, grid[0].model_path(FIRST), updates_done=1)
    elsewhere = untaught(SECOND, tmp_path / "m.safetensors", updates_done=1)
    trained = find_trained(grid, [tmp_path])
    assert (trained.missing[FIRST], trained.missing[SECOND]) == (1, 0)
    assert trained.finished == {}
    assert "not finished" in trained.unrelated[elsewhere]


@pytest.mark.parametrize("what", ["learning rate", "songs", "seed", "ensemble", "noise floor"])
def test_a_stranger_is_not_taken_and_the_reason_is_given(
    grid: list[Twins], untaught: Untaught, tmp_path: Path, what: str
):
    path, preset = tmp_path / "m.safetensors", grid[0].preset_of(FIRST)
    if what == "learning rate":
        untaught(FIRST, path, preset=replace(preset, train=replace(preset.train, learning_rate=0.5)))
    elif what == "songs":
        untaught(FIRST, path, songs=["song0", "song1", "song2"])
    elif what == "seed":
        untaught(FIRST, path, preset=replace(preset, train=replace(preset.train, seed=7)))
    elif what == "noise floor":
        untaught(FIRST, path, preset=replace(preset, stretch=replace(preset.stretch, noise_floor=0.1)))
    else:
        model = checkpoint.load(untaught(FIRST, path))
        checkpoint.save(path, replace(model, networks=(model.network, copy.deepcopy(model.network))))
    trained = find_trained(grid, [tmp_path])
    assert trained.finished == {}
    assert what.replace(" ", "_") in trained.unrelated[path]


def test_what_is_no_model_is_a_stranger_too(grid: list[Twins], tmp_path: Path):
    (tmp_path / "m.safetensors").write_bytes(b"no model")
    assert "m.safetensors" in find_trained(grid, [tmp_path]).unrelated[tmp_path / "m.safetensors"]


def test_other_recipes_in_the_same_place_are_passed_over_in_silence(grid: list[Twins], untaught: Untaught):
    untaught(OTHER, grid[1].model_path(OTHER))
    trained = find_trained(grid[:1])
    assert (trained.finished, trained.unrelated) == ({}, {})


def test_networks_of_other_options_are_not_mixed_with_the_first(grid: list[Twins], untaught: Untaught):
    preset = grid[0].preset_of(FIRST)
    untaught(FIRST, grid[0].model_path(FIRST), preset=replace(preset, train=replace(preset.train, updates=9)))
    with pytest.raises(DataError, match=r"updates was 9, not 2.*--out"):
        find_trained(grid)


def test_a_folder_that_is_not_there_is_named(grid: list[Twins], tmp_path: Path):
    with pytest.raises(DataError, match="nowhere: no such folder"):
        find_trained(grid, [tmp_path / "nowhere"])
