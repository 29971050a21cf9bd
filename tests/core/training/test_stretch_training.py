"""Training on stretches: it learns, resumes exactly, keeps an average of its weights, and refuses what cannot be."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from svd_core.audio.features import log_mel
from svd_core.audio.sound_file import read_mono
from svd_core.config import PRESETS, AugmentConfig, NetworkConfig, Preset, StretchConfig, TrainConfig
from svd_core.errors import DataError
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.card import read_card
from svd_core.model.inference import detect
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import Saved, TrainingProgress
from svd_core.training.trainer import train
from svd_core.training.updates import WeightAverage, learning_rate
from tests.core.tensors import assert_close

pytestmark = pytest.mark.usefixtures("narrow_networks")

QUICK = TrainConfig(
    updates=4, batch_size=3, optimizer="adamw", learning_rate=0.003, schedule="cosine", warm_up=2,
    weight_average=0.9, clip=5.0, report_every=1, checkpoint_every=2,
)  # fmt: skip
SHORT = dataclasses.replace(StretchConfig(), frames=64, codings=0)


def plan(data: Path, out: Path, architecture: str = "recurrent", config: TrainConfig = QUICK) -> TrainingPlan:
    network = NetworkConfig(architecture, channels=8, units=16)
    preset = Preset(network, AugmentConfig(), config, SHORT)
    return TrainingPlan((data,), out, preset, architecture)


@pytest.mark.parametrize("architecture", ["recurrent", "dilated", "log-frequency"])
def test_a_training_makes_a_model_that_detects(architecture: str, one_song: Path, tmp_path: Path) -> None:
    learning = plan(one_song, tmp_path / "m.safetensors", architecture)
    losses = [report.loss for report in train(learning) if isinstance(report, TrainingProgress)]
    assert len(losses) == 4
    model = checkpoint.load(learning.out)
    card = read_card(learning.out).metadata
    assert card["stretches"]["frames"] == 64
    assert (model.network.config.architecture, model.network.config.channels) == (architecture, 8)
    mel = log_mel(read_mono(one_song / "audio/song.wav"), model.features)
    probabilities = detect(model, mel)
    assert probabilities.shape == (len(mel),)
    assert 0 < probabilities.min() < probabilities.max() < 1


def test_two_stretches_can_be_learned_by_heart(one_song: Path, tmp_path: Path) -> None:
    config = dataclasses.replace(QUICK, updates=40, checkpoint_every=40, weight_average=0.0)
    learning = plan(one_song, tmp_path / "m.safetensors", config=config)
    calm = dataclasses.replace(learning.preset, augment=AugmentConfig(0, 0, 0))
    learning = dataclasses.replace(learning, preset=calm)
    losses = [report.loss for report in train(learning) if isinstance(report, TrainingProgress)]
    assert np.mean(losses[-5:]) < 0.6 * np.mean(losses[:5])


def test_a_stopped_training_ends_with_the_same_weights(one_song: Path, tmp_path: Path) -> None:
    whole = plan(one_song, tmp_path / "whole.safetensors")
    list(train(whole))
    stopped = dataclasses.replace(whole, out=tmp_path / "stopped.safetensors")
    running = train(stopped)
    for report in running:
        if isinstance(report, TrainingProgress) and report.update == 3:
            break
    running.close()
    list(train(dataclasses.replace(stopped, resume=True)))
    first, second = (safetensors.torch.load_file(one.out) for one in (whole, stopped))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_the_model_holds_the_average_of_the_weights() -> None:
    network = build(NetworkConfig("recurrent", channels=8, units=16))
    average = WeightAverage(network, 0.5)
    start = network.output.bias.detach().clone()
    with torch.no_grad():
        network.output.bias += 1
    average.include(network, 1000)
    assert_close(average.network.output.bias.detach(), start + 0.5)
    average.include(network, 0)
    assert_close(average.network.output.bias.detach(), start + 0.95)


def test_the_step_size_rises_and_falls_to_nothing() -> None:
    config = dataclasses.replace(QUICK, updates=100, warm_up=10, learning_rate=1.0)
    rates = [learning_rate(config, number) for number in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == rates[9] > 0.97
    assert rates[50] == pytest.approx(0.5)
    assert rates[99] < 0.001


def test_a_training_does_not_start_from_a_network_of_another_kind(one_song: Path, tmp_path: Path) -> None:
    other = plan(one_song, tmp_path / "m.safetensors")
    list(train(other))
    excerpts = dataclasses.replace(other, out=tmp_path / "n.safetensors", preset=PRESETS["schlueter2017"])
    with pytest.raises(DataError, match="of the kind recurrent"):
        next(train(dataclasses.replace(excerpts, start_from=other.out)))
    again = dataclasses.replace(other, out=tmp_path / "again.safetensors", start_from=other.out)
    list(train(again))
    assert read_card(again.out).metadata["started_from"]["name"] == "m"


@pytest.mark.parametrize("name", ["recurrent", "schlueter2017"])
def test_a_training_that_goes_on_from_a_model_keeps_its_statistics(name: str, one_song: Path, tmp_path: Path) -> None:
    fresh = plan(one_song, tmp_path / "fresh.safetensors")
    if name != "recurrent":
        old = PRESETS[name]
        fresh = dataclasses.replace(fresh, preset=Preset(old.network, AugmentConfig(0, 0, 0), QUICK))
    list(train(fresh))
    further = dataclasses.replace(fresh, out=tmp_path / "further.safetensors", start_from=fresh.out)
    list(train(further))
    before, after = (safetensors.torch.load_file(one.out) for one in (fresh, further))
    statistics = [key for key in before if "running_" in key]
    assert statistics and all(torch.equal(before[key], after[key]) for key in statistics)
    assert any(not torch.equal(before[key], after[key]) for key in before if key.endswith("weight"))


def test_a_share_of_the_starting_weights_stays_also_when_resumed(one_song: Path, tmp_path: Path) -> None:
    first = plan(one_song, tmp_path / "first.safetensors")
    list(train(first))
    start = safetensors.torch.load_file(first.out)

    def further(name: str, share: float) -> TrainingPlan:
        config = dataclasses.replace(QUICK, start_share=share)
        return dataclasses.replace(
            plan(one_song, tmp_path / name, config=config), start_from=first.out
        )  # fmt: skip

    whole, half = further("whole.safetensors", 0.0), further("half.safetensors", 0.5)
    list(train(whole))
    learned = safetensors.torch.load_file(whole.out)
    interrupted = train(half)
    while not any(isinstance(report, Saved) for report in [next(interrupted)]):
        pass
    interrupted.close()
    list(train(dataclasses.replace(half, resume=True)))
    between = safetensors.torch.load_file(half.out)
    assert max(float((start[name] - learned[name]).abs().max()) for name in start) > 0.005
    for name, value in between.items():
        if value.is_floating_point():
            # Files hold half precision.
            assert_close(value.float(), (start[name].float() + learned[name].float()) / 2, rtol=2e-3, atol=1e-3)
