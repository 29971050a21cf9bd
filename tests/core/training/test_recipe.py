"""Whether a model is the one that a training asks for, by its card, whatever is older or ordered otherwise."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from svd_core.annotation.regions import Region
from svd_core.config import PRESETS, FeatureConfig, NetworkConfig, PostprocessingConfig, Preset, to_json
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.model.card import Card
from svd_core.training.recipe import completed, data_metadata, difference, is_finished

PRESET = PRESETS["schlueter2017"]
SONGS = tuple(LabelledSong(name, Path(f"{name}.wav"), (Region(1.0, 2.0),)) for name in ("b", "a"))
DATA = data_metadata(Dataset(SONGS), frozenset({"x", "w"}), frozenset())


def card(**changes: Any) -> Card:
    metadata: dict[str, Any] = {
        "augmentation": to_json(PRESET.augment),
        "schedule": to_json(PRESET.train),
        "data": DATA | {"audio_key": "k"},
        "started_from": None,
        "updates_done": PRESET.train.updates,
    }
    return Card(Path("m"), "m", "key", PRESET.network, FeatureConfig(), PostprocessingConfig(), 1, metadata | changes)


def test_a_model_as_asked_for_is_recognised() -> None:
    assert difference(card(), PRESET, DATA, None) == ""
    ensemble = dataclasses.replace(card(), n_networks=5)
    assert difference(ensemble, PRESET, DATA, None) == "it is an ensemble of 5 networks"
    assert is_finished(card())
    assert not is_finished(card(updates_done=10))
    assert not is_finished(card(schedule="none"))


def test_order_bookkeeping_and_parameters_of_today_do_not_matter() -> None:
    other_way = data_metadata(Dataset(SONGS[::-1]), frozenset({"w", "x"}), frozenset())
    assert difference(card(), PRESET, other_way, None) == ""
    older = {name: value for name, value in to_json(PRESET.augment).items() if name in ("pitch_shift", "filter_db")}
    assert difference(card(augmentation=older), PRESET, DATA, None) == ""
    saving = dataclasses.replace(PRESET, train=dataclasses.replace(PRESET.train, checkpoint_every=7))
    assert difference(card(), saving, DATA, None) == ""


def test_any_precision_is_what_auto_asks_for_and_older_cards_mean_float32() -> None:
    def preset(precision: str) -> Preset:
        return dataclasses.replace(PRESET, train=dataclasses.replace(PRESET.train, precision=precision))

    half = card(schedule=to_json(preset("bfloat16").train))
    older = card(schedule={name: value for name, value in to_json(PRESET.train).items() if name != "precision"})
    assert difference(half, preset("auto"), DATA, None) == difference(older, preset("auto"), DATA, None) == ""
    assert difference(older, preset("float32"), DATA, None) == ""
    assert "precision was 'bfloat16', not 'float32'" in difference(half, preset("float32"), DATA, None)
    assert "precision was 'float32', not 'bfloat16'" in difference(older, preset("bfloat16"), DATA, None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schedule": to_json(dataclasses.replace(PRESET.train, seed=4))}, "schedule: seed was 4, not 0"),
        ({"augmentation": {"pitch_shift": 0.1}}, "augmentation: pitch_shift was 0.1, not 0.3"),
        ({"augmentation": {"pitch_shift": "loud"}}, "augmentation: pitch_shift was None"),
        ({"data": DATA | {"held_out": []}}, "data: held_out was [], not ['w', 'x']"),
        ({"data": None}, "data: songs was None"),
        ({"started_from": {"key": "p"}}, "started_from: key was 'p', not None"),
        ({"teacher": {"key": "t", "pitch_shifts": [1.0]}}, "teacher: key was 't', not None"),
    ],
)
def test_what_is_other_is_named(changes: dict[str, Any], message: str) -> None:
    assert message in difference(card(**changes), PRESET, DATA, None)


def test_other_labels_and_another_network_count_but_not_one_that_a_parent_decides() -> None:
    relabelled = (dataclasses.replace(SONGS[0], regions=(Region(1.0, 2.5),)), SONGS[1])
    assert "labels_key" in difference(
        card(), PRESET, data_metadata(Dataset(relabelled), frozenset("xw"), frozenset()), None
    )
    deaf = dataclasses.replace(PRESET, network=NetworkConfig(zero_mean=True))
    assert difference(card(), deaf, DATA, None) == "network: zero_mean was False, not True"
    assert difference(card(started_from={"key": "p"}), deaf, DATA, "p") == ""


def test_what_stretches_met_belongs_to_the_recipe() -> None:
    preset = PRESETS["recurrent"]
    assert preset.stretch is not None
    made = card(augmentation=to_json(preset.augment), schedule=to_json(preset.train), stretches=to_json(preset.stretch))
    made = dataclasses.replace(made, network=preset.network)
    assert difference(made, preset, DATA, None) == ""
    other = dataclasses.replace(preset, stretch=dataclasses.replace(preset.stretch, lead=0.9))
    assert difference(made, other, DATA, None) == "stretches: lead was 0.35, not 0.9"


def test_a_state_saved_before_there_was_an_option_of_stretches_can_be_resumed() -> None:
    now = {"stretches": to_json(PRESETS["recurrent"].stretch)}
    before = {"stretches": {name: value for name, value in now["stretches"].items() if name != "other_music"}}
    assert completed(before) == completed(now)
    assert completed({"stretches": now["stretches"] | {"other_music": 0.9}}) != completed(now)
