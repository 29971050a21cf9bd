"""A network that goes on decides, on the songs whose answers are kept, as the model before it."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from svd_core.audio.features import FeatureConfig, FrameGrid, log_mel
from svd_core.audio.sound_file import read_mono
from svd_core.config import AugmentConfig, NetworkConfig, PostprocessingConfig, Preset, StretchConfig, TrainConfig
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.card import read_card
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect
from svd_core.model.postprocessing import decided_frames, smooth
from svd_core.model.recurrent import RecurrentNet
from svd_core.training.kept_answers import KeptAnswers, shifted
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import TrainingProgress
from svd_core.training.trainer import train
from tests.core.tensors import assert_close

pytestmark = pytest.mark.usefixtures("narrow_networks")

FEATURES = FeatureConfig()


def model(architecture: str, rule: PostprocessingConfig) -> Model:
    torch.manual_seed(1)
    network = build(NetworkConfig(architecture, channels=8, units=16)).eval()
    # A network that has learned nothing answers nearly the same to everything.
    last = network.output if isinstance(network, RecurrentNet) else network.head[-1]
    last.weight.data.mul_(30)
    return Model("m", (network,), FEATURES, rule, {})


def sung(decider: Model, mel: np.ndarray) -> np.ndarray:
    smoothed = smooth(detect(decider, mel), decider.postprocessing.median_frames)
    return decided_frames(smoothed, FrameGrid(len(mel), FEATURES.frame_rate), decider.postprocessing)


@pytest.fixture
def samples() -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, 0.1, 22050 * 6) * np.linspace(0, 1, 22050 * 6) ** 2
    return noise.astype(np.float32)


@pytest.mark.parametrize("architecture", ["recurrent", "schlueter2015", "schlueter2017"])
@pytest.mark.parametrize("rule", ["threshold", "viterbi"])
def test_logits_that_were_moved_are_moved_back(architecture: str, rule: str, samples: np.ndarray) -> None:
    mel = log_mel(samples, FEATURES)
    before = model(architecture, PostprocessingConfig(rule=rule))
    middle = float(np.median(smooth(detect(before, mel), 56)))
    before = dataclasses.replace(before, postprocessing=PostprocessingConfig(threshold=middle, rule=rule))
    kept = KeptAnswers(before.postprocessing)
    kept.add(samples, detect(before, mel), FEATURES)
    assert kept.agreement(before).shift == 0
    moved = model(architecture, before.postprocessing)
    moved.network.logit_bias.data.add_(0.7)
    assert not np.array_equal(sung(moved, mel), sung(before, mel))
    found = kept.agreement(moved)
    assert found.shift == pytest.approx(-0.7, abs=0.1) and found.differs < found.differed
    again = shifted(moved, found)
    assert np.mean(sung(again, mel) != sung(before, mel)) == pytest.approx(found.differs, abs=0.003), (
        "but a frame on the line"
    )
    assert again.metadata["answers_kept"]["logit_shift"] == found.shift
    assert_close(moved.network.logit_bias.detach(), before.network.logit_bias.detach() + 0.7)


def test_without_songs_nothing_is_moved() -> None:
    assert KeptAnswers(PostprocessingConfig()).agreement(model("recurrent", PostprocessingConfig())) is None


def going_on(data: Path, song: Path, out: Path, **changes) -> tuple[TrainingPlan, Model]:
    """A short training that keeps its start's answers on a song without labels, and that start."""
    config = TrainConfig(
        updates=8, batch_size=3, optimizer="adamw", learning_rate=0.0001, weight_average=0.0, report_every=1,
        checkpoint_every=4, validate_every=4,
    )  # fmt: skip
    preset = Preset(NetworkConfig("recurrent", channels=8, units=16), AugmentConfig(0, 0, 0), config,
                    dataclasses.replace(StretchConfig(), frames=64, codings=0))  # fmt: skip
    spectrogram = log_mel(read_mono(song), FEATURES)
    start, start_path = model("recurrent", PostprocessingConfig()), out.with_name("start.safetensors")
    middle = float(np.median(smooth(detect(start, spectrogram), 56)))
    start = dataclasses.replace(start, postprocessing=PostprocessingConfig(threshold=middle))
    checkpoint.save(start_path, start)
    plan = TrainingPlan(
        (data,), out, preset, "recurrent", start_from=start_path, postprocessing=start.postprocessing,
        teacher=start_path, unlabelled=(song,), device="cpu", **changes,
    )  # fmt: skip
    return plan, start


def test_a_training_ends_where_the_old_model_drew_the_line(one_song: Path, song: Path, tmp_path: Path) -> None:
    plan, start = going_on(one_song, song, tmp_path / "new.safetensors")
    spectrogram = log_mel(read_mono(song), FEATURES)
    list(train(plan))
    told = read_card(plan.out).metadata["answers_kept"]
    otherwise = told["frames_decided_otherwise"]
    assert told["songs"] == 1 and otherwise["after"] < otherwise["before"] / 2
    new = checkpoint.load(plan.out)
    assert np.mean(sung(new, spectrogram) != sung(start, spectrogram)) == pytest.approx(otherwise["after"], abs=1e-3)

    stopped = dataclasses.replace(plan, out=tmp_path / "stopped.safetensors")
    running = train(stopped)
    next(report for report in running if isinstance(report, TrainingProgress) and report.update == 6)
    running.close()
    assert "answers_kept" not in read_card(stopped.out).metadata, "not before the end"
    list(train(dataclasses.replace(stopped, resume=True)))
    first, second = (safetensors.torch.load_file(one.out) for one in (plan, stopped))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_songs_kept_aside_choose_the_threshold_and_nothing_is_moved(
    three_songs: Path, song: Path, tmp_path: Path
) -> None:
    plan, _ = going_on(three_songs, song, tmp_path / "new.safetensors", validation=frozenset(["song2"]))
    list(train(plan))
    card = read_card(plan.out)
    assert "answers_kept" not in card.metadata
    assert card.postprocessing.threshold == card.metadata["validation_scores"]["threshold"]
    # Killed after the last state was written, but before the model was.
    weights = safetensors.torch.load_file(plan.out)
    plan.out.unlink()
    list(train(dataclasses.replace(plan, resume=True)))
    again = read_card(plan.out)
    assert (again.metadata, again.postprocessing) == (card.metadata, card.postprocessing)
    assert all(torch.equal(value, weights[name]) for name, value in safetensors.torch.load_file(plan.out).items())
