"""A few updates give the weights that they gave before the training code was rewritten (commit fdfc5c3).

Bit for bit on one machine with one version of PyTorch; here within what other processors round otherwise. Adam and
batch normalisation amplify rounding, so of schlueter2017 only the batches and the first losses are compared.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from svd_core.config import AugmentConfig, FeatureConfig, NetworkConfig, Preset, TrainConfig
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording, Stems
from svd_core.model.network import build
from svd_core.training.batches import Batches
from svd_core.training.optimizer import Optimizer
from svd_core.training.updates import Updates

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "training_golden.json").read_text(encoding="utf-8"))


def recording(n_frames: int, sung: bool, seed: int) -> Recording:
    n_samples = (n_frames - 1) * 315 + 1024
    noise = np.random.default_rng(seed).normal(0, 300, n_samples)
    tone = sung * 6000 * np.sin(2 * np.pi * 300 / 22050 * np.arange(n_samples))
    targets = np.arange(n_frames) // 50 % 2 == 0 if sung else np.zeros(n_frames, np.bool_)
    return Recording("x", (noise + tone).astype(np.int16), targets)


SONGS = (recording(220, True, 0), recording(240, False, 1), recording(230, True, 2))
STEMS = Stems(recording(300, True, 10), recording(300, False, 11))
SOURCES = StemSources((STEMS,), (recording(280, True, 12),), (recording(260, False, 13),))


def trained(architecture: str, n_updates: int) -> tuple[list[float], torch.nn.Module, Batches]:
    """Losses of the updates, the network and the batches it was trained on."""
    nesterov = architecture == "schlueter2015"
    rate = 0.01 if nesterov else 0.001
    config = TrainConfig(
        updates=6, batch_size=6, optimizer="nesterov" if nesterov else "adam", learning_rate=rate, seed=5
    )
    augment = AugmentConfig(loudness_db=6.0, mix=0.5, noise=0.1, dropout=0.1)
    preset = Preset(NetworkConfig(architecture), augment, config)
    torch.manual_seed(0)
    network = build(preset.network)
    batches = Batches(SONGS, SOURCES, preset, FeatureConfig())
    network.normalise_by(*batches.mel_statistics())
    batches.statistics = (network.mean, network.std)
    updates = Updates(network, Optimizer(network, config), batches, config)
    torch.manual_seed(1)
    return [updates.mean_loss() for _ in updates.run(0, n_updates)], network, batches


def check_batch(batches: Batches, golden: dict[str, Any]) -> None:
    mel, targets = batches.batch(17)
    np.testing.assert_allclose(targets, golden["targets"], rtol=1e-6)
    assert float(mel.mean()) == pytest.approx(golden["mel"]["mean"], abs=1e-4)
    assert float(mel.std(correction=0)) == pytest.approx(golden["mel"]["std"], abs=1e-4)
    np.testing.assert_allclose(mel[0, 57, :5], golden["mel"]["first"], atol=1e-3)
    np.testing.assert_allclose(mel[-1, 0, -5:], golden["mel"]["last"], atol=1e-3)


def test_the_papers_network_gets_the_weights_it_got() -> None:
    golden = GOLDEN["schlueter2015"]
    losses, network, batches = trained("schlueter2015", 6)
    assert losses == pytest.approx(golden["losses"], abs=1e-5)
    for name, expected in golden["weights"].items():
        value = network.state_dict()[name].double()
        assert float(value.mean()) == pytest.approx(expected["mean"], abs=1e-6), name
        assert float(value.abs().mean()) == pytest.approx(expected["absolute_mean"], abs=1e-6), name
        np.testing.assert_allclose(value.flatten()[:4], expected["first"], atol=1e-5, err_msg=name)
    mel = torch.from_numpy(np.random.default_rng(3).normal(-5, 2, (300, 80)).astype(np.float32))
    with torch.inference_mode():
        logits = network.eval().dense(mel)
    np.testing.assert_allclose(logits[::20], golden["dense"], atol=1e-4)
    check_batch(batches, golden)


def test_the_later_network_begins_as_it_did() -> None:
    golden = GOLDEN["schlueter2017"]
    losses, _, batches = trained("schlueter2017", 2)
    assert losses == pytest.approx(golden["losses"][:2], abs=2e-3)
    check_batch(batches, golden)
