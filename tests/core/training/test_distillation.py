"""A teacher's answers: of the whole song as it is, kept on disk, and learned as they are."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from svd_core.audio import sound_file
from svd_core.audio.features import log_mel, shifted_log_mels
from svd_core.config import (
    PRESETS,
    TEST_SHIFTS,
    AugmentConfig,
    FeatureConfig,
    NetworkConfig,
    PostprocessingConfig,
    Preset,
    StretchConfig,
)
from svd_core.data.recordings import teacher_labelled_song
from svd_core.errors import DataError
from svd_core.model import checkpoint
from svd_core.model.inference import detect
from svd_core.model.network import build
from svd_core.training import distillation
from svd_core.training.distillation import Teacher
from svd_core.training.plan import TrainingPlan
from svd_core.training.trainer import train

SURE = 0.8


@pytest.fixture
def teacher_file(tmp_path: Path) -> Path:
    """A model that answers .8 to everything."""
    network = build(NetworkConfig())
    with torch.no_grad():
        network.head[-1].weight.zero_()
        network.head[-1].bias.fill_(math.log(SURE / (1 - SURE)))
    path = tmp_path / "teacher.safetensors"
    checkpoint.save(path, checkpoint.Model("t", (network,), FeatureConfig(), PostprocessingConfig(), {"use": "tests"}))
    return path


def test_answers_are_computed_once_and_broken_ones_again(
    song: Path, model_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = Teacher.open(model_file, FeatureConfig(), "cpu", tmp_path / "taught")
    samples = sound_file.read_mono(song)
    first = teacher.probabilities("a key", samples)
    np.testing.assert_allclose(first, detect(checkpoint.load(model_file), log_mel(samples)), atol=1e-6)
    shifted = dataclasses.replace(teacher, shifts=TEST_SHIFTS).probabilities("a key", samples)
    np.testing.assert_allclose(shifted, detect(checkpoint.load(model_file), shifted_log_mels(samples)), atol=1e-6)
    assert np.abs(shifted - first).max() > 1e-3
    asked = []
    monkeypatch.setattr(distillation, "detect", lambda model, mel: asked.append(len(mel)) or first)
    np.testing.assert_array_equal(teacher.probabilities("a key", samples), first)
    assert not asked
    (kept,) = (file for file in (tmp_path / "taught").iterdir() if "shifts" not in file.name)
    for broken in (kept.read_bytes()[:-40], b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00"):
        kept.write_bytes(broken)
        np.testing.assert_array_equal(teacher.probabilities("a key", samples), first)
    assert len(asked) == 4


def test_targets_come_out_as_the_teacher_answered() -> None:
    probabilities = np.array([0.02, 0.05, 0.5, 0.98, 1.0], np.float32)
    song = teacher_labelled_song("a", np.zeros(4000, np.float32), probabilities, margin=0.02)
    np.testing.assert_allclose(song.targets * (1 - 2 * 0.02) + 0.02, probabilities, atol=1e-6)
    assert song.sung.tolist() == [False, False, True, True, True]


def test_a_student_comes_to_answer_as_its_teacher(song: Path, teacher_file: Path, tmp_path: Path) -> None:
    # The smallest network comes within .06 of its teacher whatever the seed; those of the paper need far more time.
    config = dataclasses.replace(
        PRESETS["recurrent"].train, updates=12, batch_size=2, learning_rate=0.05, warm_up=1, weight_average=0.0,
        report_every=4, checkpoint_every=12,
    )  # fmt: skip
    stretch = StretchConfig(frames=70, codings=0)
    preset = Preset(NetworkConfig("recurrent", channels=4, units=4), AugmentConfig(0, 0, 0), config, stretch)
    plan = TrainingPlan((), tmp_path / "m.safetensors", preset, teacher=teacher_file, unlabelled=(song,), device="cpu")
    losses = [report.loss for report in train(plan) if report.kind == "progress"]
    least = -SURE * math.log(SURE) - (1 - SURE) * math.log(1 - SURE)
    # Dropout keeps the loss above the least one; in use there is none.
    assert least < losses[-1] < math.log(2)
    student = checkpoint.load(plan.out)
    found = detect(student, log_mel(sound_file.read_mono(song)))
    assert float(found.mean()) == pytest.approx(SURE, abs=0.1)
    assert student.metadata["teacher"]["card"] == {"use": "tests"}
    assert student.metadata["data"]["unlabelled"] == ["tune"]


def test_a_teacher_with_other_frames_is_refused(model_file: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="its spectrograms differ"):
        Teacher.open(model_file, FeatureConfig(hop_samples=441), "cpu", tmp_path)
