"""The recurrent network: an answer for every frame, the same wherever a song is cut, from any file that holds one."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.errors import ModelError
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect, probabilities, streamed
from svd_core.model.recurrent import REACH_FRAMES, RecurrentNet
from tests.core.tensors import assert_close

CONFIG = NetworkConfig("recurrent")


def spectrogram(n_frames: int) -> NDArray[np.float32]:
    """Something like a log-mel spectrogram, shape (n_frames, 80): slow waves over noise."""
    rng = np.random.default_rng(0)
    waves = np.sin(np.arange(n_frames)[:, np.newaxis] / rng.uniform(3, 300, 80))
    return (-2 + 2 * waves + rng.standard_normal((n_frames, 80))).astype(np.float32)


@pytest.fixture(scope="module")
def net() -> RecurrentNet:
    """A network in use that remembers for about a second and answers with logits about two units apart."""
    torch.manual_seed(1)
    built = build(CONFIG)
    assert isinstance(built, RecurrentNet)
    with torch.no_grad():
        built.train()
        for _ in range(20):
            built(torch.from_numpy(spectrogram(400))[None])
        # A positive bias of the update gates (the second third) makes the GRU remember.
        for bias in (built.gru.bias_ih_l0, built.gru.bias_ih_l0_reverse):
            bias[64:128] += 2
        built.eval()
        built.output.weight.mul_(2 / built.dense(torch.from_numpy(spectrogram(1200))).std())
    return built


def model_of(net: RecurrentNet) -> Model:
    return Model("test", (net,), FeatureConfig(), PostprocessingConfig(), {})


def test_every_frame_of_a_stretch_has_a_logit(net: RecurrentNet) -> None:
    with torch.inference_mode():
        for n_frames in (2, 4, 280):
            assert net(torch.zeros(3, n_frames + 2 * REACH_FRAMES, 80)).shape == (3, n_frames)
        for n_frames in (1, 2, 3, 10):
            assert net.dense(torch.zeros(n_frames + 2 * net.context_frames, 80)).shape == (n_frames,)


def test_the_logit_belongs_to_the_frame_in_the_middle_of_what_the_convolutions_see(net: RecurrentNet) -> None:
    quiet = torch.full((1, 100 + 2 * REACH_FRAMES, 80), -3.0)
    tone = quiet.clone()
    tone[0, 50 + REACH_FRAMES, 20:40] = 3.0
    with torch.inference_mode():
        changed = (net(tone) - net(quiet))[0].abs()
    assert changed[46:56].max() == changed.max()
    # Both directions of the GRU hear it, before and after it comes.
    assert changed[:30].max() > 0 and changed[70:].max() > 0


@pytest.mark.parametrize("chunk_frames", [1, 200, 350, 1400])
def test_where_a_song_is_cut_leaves_no_trace(net: RecurrentNet, chunk_frames: int) -> None:
    mel = spectrogram(2001)
    whole = next(probabilities(model_of(net), mel, chunk_frames=10_000)).values
    assert whole.std() > 0.1  # Else a small difference would mean nothing.
    chunks = list(itertools.islice(probabilities(model_of(net), mel, 900, chunk_frames), 12))
    assert chunks[0].start <= 900 < chunks[0].start + len(chunks[0].values)
    for chunk in chunks:
        there = whole[chunk.start : chunk.start + len(chunk.values)]
        np.testing.assert_allclose(chunk.values, there, rtol=0, atol=1e-4)


def test_a_block_is_judged_by_what_is_near_and_nothing_else(net: RecurrentNet) -> None:
    mel = spectrogram(1000)
    near, far = mel.copy(), mel.copy()
    near[280 - 60 : 280] += 3
    far[: 280 - net.context_frames] += 3
    as_it_is = detect(model_of(net), mel)[280:420]
    np.testing.assert_allclose(detect(model_of(net), far)[280:420], as_it_is, rtol=0, atol=1e-6)
    assert np.abs(detect(model_of(net), near)[280:420] - as_it_is).max() > 0.01


def test_a_block_has_the_logits_that_its_stretch_has_in_training(net: RecurrentNet) -> None:
    mel = torch.from_numpy(spectrogram(420 + 2 * net.context_frames))
    with torch.inference_mode():
        stretch = net(mel[None, 140 : 140 + 280 + 2 * REACH_FRAMES])[0]
        assert_close(net.dense(mel)[140:280], stretch[70:210], atol=1e-4, rtol=0)


@pytest.mark.parametrize("architecture", ["recurrent", "dilated", "log-frequency"])
def test_songs_are_evaluated_as_stretches_whatever_is_spared_on_the_way(architecture: str) -> None:
    torch.manual_seed(3)
    built = build(NetworkConfig(architecture, channels=8, units=16))
    assert isinstance(built, RecurrentNet)
    with torch.no_grad():
        for _ in range(20):
            built(torch.from_numpy(spectrogram(400))[None])
        built.eval()
        mel = torch.from_numpy(spectrogram(5 * 140 + 2 * built.context_frames))
        # Blocks with their margins as stretches of their own, as they are in training.
        stretches = mel.unfold(0, 140 + 2 * built.context_frames, 140).transpose(1, 2)
        logits = built(stretches)[:, 70:210].flatten()
        assert logits.std() > 0.01
        assert_close(built.dense(mel), logits, atol=1e-5, rtol=0)


def test_a_stream_is_detected_as_the_whole_song(net: RecurrentNet) -> None:
    mel = spectrogram(1501)
    chunks = list(streamed(model_of(net), np.split(mel, [10, 333, 900]), 500))
    assert [chunk.start for chunk in chunks] == [0, 420, 840, 1260]
    joined = np.concatenate([chunk.values for chunk in chunks])
    np.testing.assert_allclose(joined, detect(model_of(net), mel), rtol=0, atol=1e-4)


def test_what_lies_under_the_soft_floor_hardly_counts(net: RecurrentNet) -> None:
    mel = torch.from_numpy(spectrogram(600))
    holes = mel.clone()
    holes[100:, 60:] = math.log(1e-7)
    traces = mel.clone()
    traces[100:, 60:] = math.log(2e-5)
    with torch.inference_mode():
        assert_close(torch.sigmoid(net.dense(holes)), torch.sigmoid(net.dense(traces)), atol=0.01, rtol=0)
        assert (torch.sigmoid(net.dense(holes)) - torch.sigmoid(net.dense(mel))).abs().max() > 0.05


def test_a_model_file_brings_the_network_back(net: RecurrentNet, tmp_path: Path) -> None:
    path = tmp_path / "recurrent.safetensors"
    checkpoint.save(path, model_of(net))
    loaded = checkpoint.load(path)
    assert loaded.network.config == CONFIG
    mel = spectrogram(300)
    # Kernels are kept in half precision.
    np.testing.assert_allclose(detect(loaded, mel), detect(model_of(net), mel), atol=5e-3)


def test_it_is_small() -> None:
    assert sum(parameter.numel() for parameter in build(CONFIG).parameters()) == 196_458


def test_a_zero_mean_variant_is_refused() -> None:
    with pytest.raises(ModelError, match="zero_mean"):
        build(NetworkConfig("recurrent", zero_mean=True))
