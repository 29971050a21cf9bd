"""Saliency: of all networks, complete, where the network looks, and without a trace in the model that detects."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from svd_core.config import PRESETS, FeatureConfig, PostprocessingConfig
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.card import SHIPPED, named_model
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect
from svd_core.model.saliency import BATCH, STEPS, Saliency, saliency

pytestmark = pytest.mark.usefixtures("narrow_networks")

N_FRAMES = 221


def song(seed: int = 0) -> np.ndarray:
    """A log-mel spectrogram with some loud frames."""
    rng = np.random.default_rng(seed)
    mel = rng.normal(-3, 1.5, (N_FRAMES, 80))
    mel[100:160, 20:40] += 4
    return mel.astype(np.float32)


def explained(model: Model, mel: np.ndarray, frame: int) -> Saliency:
    work = saliency(model, mel, frame)
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


def model_of(preset: str, n_networks: int = 1) -> Model:
    torch.manual_seed(0)
    config = PRESETS[preset].network
    if not preset.startswith("schlueter"):
        config = replace(config, channels=8, units=8)
    networks = tuple(build(config).eval() for _ in range(n_networks))
    return Model("test", networks, FeatureConfig(), PostprocessingConfig(temperature=1.3), {})


@pytest.mark.parametrize(
    ("preset", "frame"), [*((preset, N_FRAMES - 1) for preset in PRESETS), ("recurrent", 0), ("recurrent", 141)]
)
def test_it_explains_the_probability_that_detection_gives_this_frame(preset: str, frame: int):
    model, mel = model_of(preset), song()
    found = explained(model, mel, frame)
    assert 1 / (1 + np.exp(-found.logit)) == pytest.approx(detect(model, mel)[frame], abs=2e-4)
    n_frames = len(found.values)
    assert found.frame == frame and found.values.shape == (n_frames, 80)
    assert 0 <= found.first_frame <= frame < found.first_frame + n_frames <= N_FRAMES


@pytest.mark.usefixtures("true_networks")
@pytest.mark.parametrize("name", SHIPPED)
def test_all_parts_together_are_what_the_song_adds_to_its_median(name: str):
    model, mel = checkpoint.load(named_model(Path(name))), song()
    found = explained(model, mel, 130)
    assert found.values.sum() == pytest.approx(found.logit - found.baseline_logit, rel=0.1, abs=0.3)


def test_only_what_the_network_can_see_matters_to_it():
    model, mel = model_of("schlueter2015"), song()
    found = explained(model, mel, 160)
    assert (found.first_frame, len(found.values)) == (160 - 57, 115)
    changed = mel.copy()
    changed[: 160 - 57] -= 3
    before, after = found.values, explained(model, changed, 160)
    # Other frames shift the medians a little, and with them the baseline; the logit does not change at all.
    assert after.logit == pytest.approx(found.logit, abs=1e-5) and before.any()


def test_what_decides_stands_out():
    """A network that answers with one band of the frame itself is explained by that band and frame alone."""
    model, mel = model_of("schlueter2015"), song()

    class OneBand(torch.nn.Module):
        grid_frames, context_frames = 1, 57
        config = model.network.config
        device = torch.device("cpu")

        def forward(self, mel: torch.Tensor) -> torch.Tensor:
            return 2 * mel[:, 57, 30]

    plain = Model("plain", (OneBand(),), FeatureConfig(), PostprocessingConfig(), {})  # type: ignore[arg-type]
    found = explained(plain, mel, 130)
    expected = np.zeros_like(found.values)
    expected[57, 30] = 2 * (mel[130, 30] - np.median(mel[:, 30]))
    np.testing.assert_allclose(found.values, expected, atol=1e-4)


def test_an_ensemble_is_explained_by_the_mean_of_its_networks():
    both, mel = model_of("recurrent", 2), song()
    alone = [explained(Model("one", (one,), both.features, both.postprocessing, {}), mel, 50) for one in both.networks]
    found = explained(both, mel, 50)
    np.testing.assert_allclose(found.values, np.mean([one.values for one in alone], axis=0), atol=1e-5)


@pytest.mark.parametrize("preset", ["schlueter2017", "recurrent"])
def test_the_model_is_as_it_was_and_detects_the_same(preset: str):
    model, mel = model_of(preset), song()
    before, state = detect(model, mel), {k: v.clone() for k, v in model.network.state_dict().items()}
    explained(model, mel, 100)
    assert not model.network.training
    assert all(parameter.grad is None for parameter in model.network.parameters())
    assert all(torch.equal(value, state[name]) for name, value in model.network.state_dict().items())
    np.testing.assert_array_equal(detect(model, mel), before)


def test_it_can_be_stopped_between_pieces_and_asks_for_a_frame_that_is_there():
    model, mel = model_of("recurrent"), song()
    assert sum(1 for _ in saliency(model, mel, 10)) == STEPS // BATCH
    with pytest.raises(IndexError, match="no frame 221"):
        next(saliency(model, mel, N_FRAMES))
