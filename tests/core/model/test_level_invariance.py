"""A zero-mean network answers the same however loud the sound is; another does not."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray, log_mel
from svd_core.config import (
    PRESETS,
    AugmentConfig,
    FeatureConfig,
    NetworkConfig,
    PostprocessingConfig,
    Preset,
    TrainConfig,
)
from svd_core.model import checkpoint
from svd_core.model.inference import detect, streamed
from svd_core.model.network import CONTEXT_FRAMES, N_MELS, build
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import TrainingProgress
from svd_core.training.trainer import train
from tests.core.tensors import assert_close

pytestmark = pytest.mark.usefixtures("narrow_networks")

ARCHITECTURES = ("schlueter2015", "schlueter2017")


def trained(architecture: str, zero_mean: bool, mel: FloatArray) -> checkpoint.Model:
    """A model whose network has normalised this very sound, and whose answers are of ordinary size."""
    torch.manual_seed(1)
    network = build(NetworkConfig(architecture, zero_mean))
    sound = torch.from_numpy(mel)
    network.normalise_by(sound.mean(0), sound.std(0))
    with torch.no_grad():
        windows = sound.unfold(0, CONTEXT_FRAMES, 23).transpose(1, 2)
        for _ in range(20):
            network.train()(windows[:4])
        for name, parameter in network.named_parameters():
            if name.endswith("bias"):
                parameter.uniform_(-0.3, 0.3)
        logits, last = network.eval()(windows), network.head[-1]
        last.weight.div_(logits.std())
        last.bias.copy_((last.bias - logits.mean()) / logits.std())
    return checkpoint.Model("m", (network,), FeatureConfig(), PostprocessingConfig(), {})


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_answer_is_the_same_from_minus_30_to_plus_10_db(architecture: str, rendered: Path, tmp_path: Path) -> None:
    samples = sound_file.read_mono(rendered)[44100:99225]
    mel = log_mel(samples)
    assert mel.min() > np.log(FeatureConfig().log_floor) - np.log(10 ** (-30 / 20)) + 0.1, "the test's sound is clipped"
    blind, sighted = trained(architecture, True, mel), trained(architecture, False, mel)
    checkpoint.save(tmp_path / "blind.safetensors", blind)
    blind = checkpoint.load(tmp_path / "blind.safetensors")
    as_it_is = {model.network.config.zero_mean: detect(model, mel) for model in (blind, sighted)}
    assert as_it_is[True].std() > 0.02
    for decibels in (-30, -12, 10):
        louder = log_mel((samples * 10 ** (decibels / 20)).astype(np.float32))
        np.testing.assert_allclose(detect(blind, louder), as_it_is[True], atol=2e-4)
        chunks = list(streamed(blind, [louder[:100], louder[100:]]))
        np.testing.assert_allclose(np.concatenate([chunk.values for chunk in chunks]), as_it_is[True], atol=2e-4)
        assert np.abs(detect(sighted, louder) - as_it_is[False]).max() > 0.01


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_while_learning_the_level_of_a_batch_does_not_count_either(architecture: str) -> None:
    mel = 3 * torch.randn(4, CONTEXT_FRAMES, N_MELS) * torch.linspace(0.5, 2, N_MELS) - 4
    network = build(NetworkConfig(architecture, zero_mean=True))
    logits = []
    for level in (0.0, -3.5):
        torch.manual_seed(0)
        logits.append(network.train()(mel + level))
    assert_close(logits[0], logits[1], atol=1e-4, rtol=1e-4)
    if network.batch_input is not None:
        per_band = network.batch_input.running_var
        assert per_band[-1] > 4 * per_band[0], "the bands' own variances are remembered"


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_dense_evaluation_of_a_zero_mean_network_equals_windows(architecture: str) -> None:
    mel = (3 * torch.randn(20 + CONTEXT_FRAMES - 1, N_MELS) - 4).numpy()
    network = trained(architecture, True, np.concatenate([mel] * 4)).network
    with torch.inference_mode():
        windowed = network(torch.from_numpy(mel).unfold(0, CONTEXT_FRAMES, 1).transpose(1, 2))
        assert_close(network.dense(torch.from_numpy(mel)), windowed, atol=1e-4, rtol=0)


@pytest.mark.usefixtures("true_networks")
def test_a_zero_mean_network_learns_four_excerpts_by_heart(rendered: Path, tmp_path: Path) -> None:
    for part in ("audio", "labels"):
        (tmp_path / part).mkdir()
    samples, rate = soundfile.read(rendered)
    for index in range(4):
        piece = samples[index * 33000 : index * 33000 + 114 * 315 + 1024]
        soundfile.write(tmp_path / f"audio/{index}.wav", piece, rate)
        (tmp_path / f"labels/{index}.lab").write_text(f"0 1.7 {'sing' if index in (1, 2) else 'nosing'}\n")
    config = TrainConfig(updates=12, batch_size=4, report_every=2, checkpoint_every=12, learning_rate=0.005)
    network = dataclasses.replace(PRESETS["schlueter2017"].network, zero_mean=True)
    learning = TrainingPlan((tmp_path,), tmp_path / "m.safetensors", Preset(network, AugmentConfig(0, 0, 0, 0), config))
    losses = [report.loss for report in train(learning) if isinstance(report, TrainingProgress)]
    assert losses[-1] < 0.25 < 0.5 < losses[0]
