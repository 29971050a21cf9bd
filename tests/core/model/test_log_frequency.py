"""The log-frequency network: a change of pitch is a shift on its axis, and a shift hardly matters to it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from svd_core.audio.features import log_mel
from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.model.architectures import build
from svd_core.model.checkpoint import Model, load, save
from svd_core.model.inference import detect
from svd_core.model.log_frequency import LOWEST_HERTZ, LogFrequencyAxis
from svd_core.model.recurrent import RecurrentNet
from tests.core.tensors import assert_close

OCTAVE = 12.57
"""Outputs of the axis to an octave: 79 steps from 100 Hz to 7 800 Hz."""


def network(architecture: str) -> RecurrentNet:
    torch.manual_seed(0)
    built = build(NetworkConfig(architecture))
    assert isinstance(built, RecurrentNet)
    return built.eval()


def test_a_tone_twice_as_high_lies_an_octave_higher_on_the_axis() -> None:
    rate = FeatureConfig().sample_rate
    times = np.arange(rate) / rate
    peaks = []
    for hertz in (300, 600, 1200, 2400, 4800):
        mel = torch.from_numpy(log_mel(np.sin(2 * np.pi * hertz * times).astype(np.float32)))
        read = LogFrequencyAxis()(mel)[10].exp()
        peaks.append(float((read * torch.arange(80)).sum() / read.sum()))
        assert peaks[-1] == pytest.approx(OCTAVE * np.log2(hertz / LOWEST_HERTZ), abs=0.7)
    assert [high - low for low, high in pairwise(peaks)] == pytest.approx([OCTAVE] * 4, abs=0.7)


def test_a_model_file_need_not_hold_the_axis(tmp_path: Path) -> None:
    model = Model("m", (network("log-frequency"),), FeatureConfig(), PostprocessingConfig(), {})
    save(tmp_path / "m.safetensors", model)
    mel = np.random.default_rng(0).normal(-3, 1, (200, 80)).astype(np.float32)
    np.testing.assert_allclose(detect(load(tmp_path / "m.safetensors"), mel), detect(model, mel), atol=1e-3)


def test_what_all_bands_have_in_common_stays() -> None:
    assert_close(LogFrequencyAxis()(torch.full((3, 80), -2.5)), torch.full((3, 80), -2.5))


@pytest.mark.parametrize(("architecture", "unchanged"), [("log-frequency", (0.6, 1.0)), ("recurrent", (0.0, 0.2))])
def test_most_of_what_it_finds_is_the_same_four_heights_higher(
    architecture: str, unchanged: tuple[float, float]
) -> None:
    net, found = network(architecture), list[torch.Tensor]()
    net.gru.register_forward_pre_hook(lambda _, inputs: found.append(inputs[0]))
    # Without its own axis, the network takes its input to be on it.
    net.axis = None
    low, high = torch.full((1, 200, 80), -3.0), torch.full((1, 200, 80), -3.0)
    sound = 3 * torch.rand(200, 6)
    low[0, :, 36:42] += sound
    high[0, :, 40:46] += sound
    with torch.inference_mode():
        for mel in (low, high, torch.full_like(low, -3.0)):
            net(mel)
    assert ((found[0] - found[2]).abs() > 1e-4).float().mean() > 0.5
    share = float(((found[0] - found[1]).abs() < 1e-5).float().mean())
    assert unchanged[0] <= share <= unchanged[1]


def test_its_file_is_no_larger_than_the_recurrent_one() -> None:
    sizes = [
        sum(value.numel() for value in network(name).state_dict().values()) for name in ("log-frequency", "recurrent")
    ]
    assert sizes[0] == sizes[1]
