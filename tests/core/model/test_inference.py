"""Detection: dense equals one window per frame, everywhere; chunks in the right order, lazily, in bounded memory."""

from __future__ import annotations

import copy
import dataclasses
import functools
import itertools
import math
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.errors import ModelError
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect, probabilities, streamed
from svd_core.model.network import CONTEXT_FRAMES, SingingNet, build

pytestmark = pytest.mark.usefixtures("narrow_networks")

SILENCE = math.log(1e-7)
NETWORKS = [
    NetworkConfig("schlueter2015"),
    NetworkConfig("schlueter2017"),
    NetworkConfig("schlueter2017", zero_mean=True),
]


def spectrogram(n_frames: int) -> NDArray[np.float32]:
    """Something like a log-mel spectrogram, shape (n_frames, 80): slow waves over noise; the longer goes on."""
    return longest_spectrogram()[:n_frames].copy()


@functools.cache
def longest_spectrogram() -> NDArray[np.float32]:
    rng = np.random.default_rng(0)
    waves = np.sin(np.arange(20_000)[:, np.newaxis] / rng.uniform(3, 30, 80))
    return (-5 + 2 * waves + rng.standard_normal((20_000, 80))).astype(np.float32)


def trained_looking(config: NetworkConfig) -> SingingNet:
    """A network with statistics and biases unlike those of a fresh one, and logits about one unit apart, around 0."""
    torch.manual_seed(1)
    network = build(config)
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for name, value in itertools.chain(network.named_parameters(), network.named_buffers()):
            if name.endswith(("bias", "running_mean")):
                value.add_(0.1 * torch.randn(value.shape, generator=generator))
            elif name.endswith(("running_var", "normalise.weight")):
                value.mul_(1 + 0.3 * torch.rand(value.shape, generator=generator))
        network.mean -= 5
        network.std *= 2
        if network.batch_input is not None:
            network.batch_input.running_mean -= 5
            network.batch_input.running_var *= 4
    network.eval()
    logits = windowed(network, spectrogram(CONTEXT_FRAMES + 15))
    with torch.no_grad():
        last = network.head[-1]
        last.weight.div_(float(logits.std()))
        last.bias.copy_((last.bias - float(logits.mean())) / float(logits.std()))
    return network


def windowed(network: SingingNet, mel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The logit of every window in mel, each by itself, shape (len(mel) - 114,)."""
    with torch.inference_mode():
        windows = torch.from_numpy(mel).unfold(0, CONTEXT_FRAMES, 1).transpose(1, 2)
        return torch.cat([network(window[np.newaxis]) for window in windows]).numpy()


def surrounded(mel: NDArray[np.float32], network: SingingNet) -> NDArray[np.float32]:
    """What a network hears of a song and around it: silence, unless it is deaf to levels."""
    if network.config.zero_mean:
        return np.pad(mel, ((57, 57), (0, 0)), mode="edge")
    return np.pad(mel, ((57, 57), (0, 0)), constant_values=SILENCE)


def assert_within_1e4_in_the_logit(values: NDArray[np.float32], logits: NDArray[np.float32]) -> None:
    """Compare probabilities with logits; single precision leaves 1e-7 of a probability near 1 undecided."""
    expected = 1 / (1 + np.exp(-np.asarray(logits, np.float64)))
    assert (np.abs(values - expected) <= 1e-4 * expected * (1 - expected) + 1e-7).all()


def model_of(network: SingingNet) -> Model:
    return Model("test", (network,), FeatureConfig(), PostprocessingConfig(), {})


@pytest.fixture(scope="module", params=NETWORKS, ids=lambda config: f"{config.architecture}-{config.zero_mean}")
def network(request: pytest.FixtureRequest) -> SingingNet:
    return trained_looking(request.param)


# --- dense equals windowed --------------------------------------------------------------------------------------------


def test_dense_equals_windowed_for_every_remainder_of_the_pooling(network: SingingNet) -> None:
    mel = spectrogram(40 + CONTEXT_FRAMES - 1)
    expected = windowed(network, mel)
    assert expected.std() > 0.5  # Else a difference of 1e-4 would mean nothing.
    # Two rounds of the nine remainders, and a longer piece.
    for n_frames in (*range(1, 20), 40):
        with torch.inference_mode():
            logits = network.dense(torch.from_numpy(mel[: n_frames + CONTEXT_FRAMES - 1])).numpy()
        assert logits.shape == (n_frames,)
        np.testing.assert_allclose(logits, expected[:n_frames], rtol=0, atol=1e-4)


@pytest.mark.parametrize("n_frames", [1, 2, 30, 60, 130])
def test_a_song_is_detected_as_if_silence_or_its_outermost_frames_were_around_it(
    network: SingingNet, n_frames: int
) -> None:
    mel = spectrogram(n_frames)
    around = surrounded(mel, network)
    some = np.unique(np.linspace(0, n_frames - 1, 12).astype(int))
    expected = [windowed(network, around[i : i + CONTEXT_FRAMES])[0] for i in some]
    found = detect(model_of(network), mel)
    assert found.shape == (n_frames,) and found.dtype == np.float32
    assert_within_1e4_in_the_logit(found[some], np.array(expected))


@pytest.mark.parametrize("chunk_frames", [1, 7, 9, 50, 64])
def test_chunk_borders_leave_no_trace(network: SingingNet, chunk_frames: int) -> None:
    mel = spectrogram(100)
    with torch.inference_mode():
        whole = network.dense(torch.from_numpy(surrounded(mel, network))).numpy()
    for chunk in itertools.islice(probabilities(model_of(network), mel, 50, chunk_frames), 10):
        assert_within_1e4_in_the_logit(chunk.values, whole[chunk.start : chunk.start + len(chunk.values)])


# --- several networks, several mel spectrograms -----------------------------------------------------------------------


def test_probabilities_not_logits_are_averaged_over_networks_and_mel_spectrograms(network: SingingNet) -> None:
    other = copy.deepcopy(network)
    with torch.no_grad():
        other.head[-1].bias += 3
    mels = np.stack([spectrogram(40), spectrogram(40)[::-1], spectrogram(40) - 1])
    alone = [detect(model_of(member), mel) for member in (network, other) for mel in mels]
    assert np.std(alone, axis=0).max() > 0.05  # Else any of them would pass for the mean.
    ensemble = dataclasses.replace(model_of(network), networks=(network, other))
    np.testing.assert_allclose(detect(ensemble, mels), np.mean(alone, axis=0), rtol=0, atol=1e-6)
    chunks = list(probabilities(ensemble, mels, 20, chunk_frames=15))
    assert sorted((chunk.start, len(chunk.values)) for chunk in chunks) == [(0, 15), (15, 15), (30, 10)]


def test_logits_are_divided_by_the_models_temperature(network: SingingNet) -> None:
    mel, plain = spectrogram(60), model_of(network)
    warm = dataclasses.replace(plain, postprocessing=dataclasses.replace(plain.postprocessing, temperature=2.5))
    before, after = (np.log(values / (1 - values)) for values in (detect(model, mel) for model in (plain, warm)))
    assert np.abs(before).max() > 0.05
    np.testing.assert_allclose(after, before / 2.5, rtol=0, atol=1e-4)
    (chunk,) = streamed(warm, [mel])
    np.testing.assert_array_equal(chunk.values, detect(warm, mel))


@given(st.lists(st.integers(0, 90), max_size=8), st.integers(1, 60), st.booleans())
def test_a_stream_is_detected_as_the_whole_in_order_and_in_bounded_memory(
    lengths: list[int], chunk_frames: int, several: bool
) -> None:
    network = Counting()
    whole = spectrogram(sum(lengths))
    mels = np.stack([whole, -whole]) if several else whole
    pieces = np.split(mels, np.cumsum(lengths)[:-1], axis=-2) if lengths else []
    chunks = list(streamed(model_of(network), pieces, chunk_frames))  # type: ignore[arg-type]  # a double
    joined = np.concatenate([np.zeros(0, np.float32), *(chunk.values for chunk in chunks)])
    np.testing.assert_allclose(joined, detect(model_of(network), mels), atol=1e-6)  # type: ignore[arg-type]  # a double
    assert [chunk.start for chunk in chunks] == list(range(0, len(whole), chunk_frames))
    assert all(size <= chunk_frames + 114 for size in network.sizes[: len(chunks)])


def test_a_stream_is_evaluated_while_it_arrives() -> None:
    taken = []
    pieces = (taken.append(i) or spectrogram(100) for i in range(50))  # type: ignore[func-returns-value]  # a trace
    next(streamed(model_of(Counting()), pieces, 150))  # type: ignore[arg-type]  # a double
    assert len(taken) == 3


# --- the order of work ------------------------------------------------------------------------------------------------


class Counting:
    """A network that answers with the sum of the central frame and notes the size of what it is given."""

    config = NetworkConfig()
    context_frames = 57
    grid_frames = 1
    chunk_frames = SingingNet.chunk_frames

    def __init__(self) -> None:
        self.device = torch.device("cpu")
        self.training = False
        self.sizes: list[int] = []

    def eval(self) -> None:
        self.training = False

    def train(self, mode: bool) -> None:
        self.training = mode

    def dense(self, mel: torch.Tensor) -> torch.Tensor:
        assert not self.training and torch.is_inference_mode_enabled()
        self.sizes.append(len(mel))
        return mel[57:-57].sum(dim=1) / 80


@given(st.integers(0, 200), st.integers(-5, 250), st.integers(1, 60))
def test_every_frame_comes_once_and_the_visible_one_first(n_frames: int, first_frame: int, chunk_frames: int) -> None:
    mel = spectrogram(n_frames)
    network = Counting()
    chunks = list(probabilities(model_of(network), mel, first_frame, chunk_frames))  # type: ignore[arg-type]  # a double
    frames = [frame for chunk in chunks for frame in range(chunk.start, chunk.start + len(chunk.values))]
    assert sorted(frames) == list(range(n_frames))
    starts = [chunk.start for chunk in chunks]
    if n_frames:
        shown = min(max(first_frame, 0), n_frames - 1)
        assert chunks[0].start <= shown < chunks[0].start + len(chunks[0].values)
        ahead, behind = [s for s in starts if s >= starts[0]], [s for s in starts if s < starts[0]]
        assert starts == sorted(ahead) + sorted(behind, reverse=True)
    for chunk in chunks:
        expected = mel[chunk.start : chunk.start + len(chunk.values)].mean(axis=1, dtype=np.float64)
        np.testing.assert_allclose(chunk.values, 1 / (1 + np.exp(-expected)), rtol=1e-4)
    assert all(size <= chunk_frames + 114 for size in network.sizes)


def test_nothing_is_computed_that_nobody_asks_for() -> None:
    network = Counting()
    chunks = probabilities(model_of(network), spectrogram(1000), chunk_frames=100)  # type: ignore[arg-type]  # a double
    assert network.sizes == []
    next(chunks)
    next(chunks)
    chunks.close()
    assert network.sizes == [214, 214]


def test_a_long_song_is_never_given_to_the_network_at_once() -> None:
    network = Counting()
    detect(model_of(network), spectrogram(20_000))  # type: ignore[arg-type]  # a double
    assert max(network.sizes) <= SingingNet.chunk_frames + 114


@pytest.mark.parametrize("training", [True, False])
def test_a_network_in_training_is_detected_with_as_in_use_and_left_in_training(training: bool) -> None:
    networks = (Counting(), Counting())
    networks[0].training = training
    ensemble = dataclasses.replace(model_of(networks[0]), networks=networks)  # type: ignore[arg-type]  # doubles
    detect(ensemble, spectrogram(10))
    assert [network.training for network in networks] == [training, False]


def test_importing_detection_does_not_import_torch() -> None:
    question = "import sys, svd_core.model.inference; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", question], check=False).returncode == 0


def test_a_network_without_an_answer_is_a_model_error() -> None:
    network = trained_looking(NetworkConfig("schlueter2017"))
    assert network.batch_input is not None
    network.batch_input.running_var -= 1e6
    with pytest.raises(ModelError, match="not numbers"):
        detect(model_of(network), spectrogram(3))
