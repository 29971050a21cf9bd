"""Gradient updates with and without a graph, and the next batch made while this one is learned from."""

import ctypes
import dataclasses
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from svd_core.config import PRESETS, AugmentConfig, FeatureConfig, NetworkConfig, Preset, TrainConfig
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording
from svd_core.model.network import build
from svd_core.training.batches import Batches
from svd_core.training.memory import keep_freed_memory
from svd_core.training.optimizer import Optimizer
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import TrainingProgress
from svd_core.training.state import TrainingState, load_state, save_state
from svd_core.training.trainer import train
from svd_core.training.updates import WARM_UP_UPDATES, GraphUpdates, Step, Updates, ahead, recorded
from tests.core.tensors import assert_close

pytestmark = pytest.mark.usefixtures("narrow_networks")

RATE = 22050
BRIEF = TrainConfig(updates=2, batch_size=4, report_every=1, checkpoint_every=2, seed=5)


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two songs of three seconds, one of them with a tone where its labels say that someone sings."""
    root = tmp_path_factory.mktemp("songs")
    for part in ("audio", "labels"):
        (root / part).mkdir()
    times = np.arange(3 * RATE) / RATE
    for name, sung in (("a", True), ("b", False)):
        noise = 0.02 * np.random.default_rng(len(name)).standard_normal(len(times))
        soundfile.write(root / f"audio/{name}.wav", noise + sung * 0.2 * np.sin(2 * np.pi * 300 * times), RATE)
        (root / f"labels/{name}.lab").write_text(f"0 3 {'sing' if sung else 'nosing'}\n")
    return root


def recording(n_frames: int, sung: bool, seed: int) -> Recording:
    n_samples = (n_frames - 1) * 315 + 1024
    noise = np.random.default_rng(seed).normal(0, 300, n_samples)
    tone = sung * 6000 * np.sin(2 * np.pi * 300 / RATE * np.arange(n_samples))
    return Recording("x", (noise + tone).astype(np.int16), np.full(n_frames, sung))


def prepared(preset: Preset, device: str = "cpu") -> tuple[TrainingState, Batches]:
    torch.manual_seed(0)
    network = build(preset.network)
    songs = (recording(200, True, 0), recording(200, False, 1))
    batches = Batches(songs, StemSources(), preset, FeatureConfig(), device)
    network.normalise_by(*batches.mel_statistics())
    network.to(device)
    batches.statistics = (network.mean, network.std)
    return TrainingState(network, Optimizer(network, preset.train)), batches


def plain_updates(preset: Preset) -> tuple[Updates, TrainingState]:
    state, batches = prepared(preset)
    return Updates(state.network, state.optimizer, batches, preset.train), state


def graph_updates(preset: Preset, record: Callable[[Step, torch.Generator], Step]) -> tuple[Any, Any, list[str]]:
    """Updates by a made-up recorder, the state that they move, and the list that takes their notices."""
    state, batches = prepared(preset)
    notices: list[str] = []
    return GraphUpdates(state.network, state.optimizer, batches, preset.train, notices.append, record), state, notices


@pytest.mark.usefixtures("half_networks")
def test_recorded_updates_learn() -> None:
    config = dataclasses.replace(BRIEF, batch_size=8, learning_rate=0.002, decay=0.5, decay_every=15)
    preset = Preset(NetworkConfig("schlueter2015"), AugmentConfig(mix=0.3, noise=0.05), config)
    recordings = []

    def record(step: Step, generator: torch.Generator) -> Step:
        recordings.append(generator)
        return step

    steps, state, notices = graph_updates(preset, record)
    for number, _ in enumerate(steps.run(0, 20)):
        rate = state.optimizer.rate
        assert isinstance(rate, torch.Tensor)
        assert float(rate) == pytest.approx(0.002 * 0.5 ** (number // 15))
    assert (len(recordings), notices) == (1, [])
    assert 0.2 < steps.mean_loss() < 0.9
    mel, targets = unseen_batch(preset)
    with torch.inference_mode():
        logits = state.network.eval()(mel)
    assert logits[targets > 0.5].min() > logits[targets < 0.5].max()


@pytest.mark.parametrize("works", [0, 2])
def test_without_a_graph_the_training_goes_on_as_any_other(works: int) -> None:
    """Recording fails (0), or the second replay does (2)."""
    preset = Preset(NetworkConfig("schlueter2015"), AugmentConfig(), BRIEF)
    tries = []

    def record(step: Step, _: torch.Generator) -> Step:
        def replay() -> None:
            tries.append(step)
            if len(tries) == works:
                raise RuntimeError("operation not permitted\nsecond line")
            step()

        if not works:
            raise RuntimeError("operation not permitted\nsecond line")
        return replay

    steps, state, notices = graph_updates(preset, record)
    n_before = WARM_UP_UPDATES + max(0, works - 1)
    running = steps.run(0, n_before + 2)
    for _ in range(n_before):
        next(running)
    assert notices == []
    plain, other = plain_updates(preset)
    other.network.load_state_dict(state.network.state_dict())
    other.optimizer.load(dict(enumerate(state.optimizer.moments)))
    results = []
    for each, updates in ((state, running), (other, plain.run(n_before, n_before + 2))):
        torch.manual_seed(1)
        assert len(list(updates)) == 2
        results.append(each.network.state_dict())
    for name, value in results[0].items():
        assert_close(results[1][name], value, rtol=0, atol=0)
    (text,) = notices
    assert "operation not permitted" in text and "\n" not in text


def unseen_batch(preset: Preset) -> tuple[torch.Tensor, torch.Tensor]:
    clean = dataclasses.replace(preset, augment=AugmentConfig(0, 0, 0))
    return Batches((recording(200, True, 2), recording(200, False, 3)), StemSources(), clean, FeatureConfig()).batch(0)


def test_both_kinds_of_updates_move_the_weights_alike_given_the_same_batch() -> None:
    preset = Preset(NetworkConfig("schlueter2015"), AugmentConfig(), BRIEF)
    results = []
    for steps, state in (plain_updates(preset), graph_updates(preset, lambda step, _: step)[:2]):
        torch.manual_seed(1)
        # The first batch is drawn from the same seed, later ones from wherever the generator got to.
        next(steps.run(0, 1))
        results.append((steps.mean_loss(), state.network.state_dict()))
    assert results[0][0] == pytest.approx(results[1][0], rel=1e-6)
    for name, value in results[0][1].items():
        assert_close(results[1][1][name], value, atol=1e-7, rtol=1e-6)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a graphics card")
@pytest.mark.parametrize("architecture", ["schlueter2015", "schlueter2017"])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize("graph", [False, True])
def test_updates_on_a_graphics_card_learn(architecture: str, precision: str, graph: bool) -> None:
    config = dataclasses.replace(BRIEF, batch_size=8, learning_rate=0.001, precision=precision)
    preset = Preset(NetworkConfig(architecture), AugmentConfig(mix=0.3, noise=0.05), config)
    state, batches = prepared(preset, "cuda")
    notices: list[str] = []
    steps = Updates(state.network, state.optimizer, batches, config)
    if graph:
        steps = GraphUpdates(state.network, state.optimizer, batches, config, notices.append)
    losses = [steps.mean_loss() for _ in steps.run(0, 40)]
    assert np.mean(losses[-5:]) < 0.5 * losses[0]
    assert notices == []


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a graphics card")
def test_a_recording_that_fails_on_a_graphics_card_ends_in_a_training_without_it() -> None:
    preset = Preset(NetworkConfig("schlueter2015"), AugmentConfig(), BRIEF)
    state, batches = prepared(preset, "cuda")
    notices: list[str] = []

    def record(step: Step, generator: torch.Generator) -> Step:
        def waits() -> None:
            step()
            torch.cuda.synchronize()  # not allowed in a recording

        return recorded(waits, generator)

    steps = GraphUpdates(state.network, state.optimizer, batches, preset.train, notices.append, record)
    assert len(list(steps.run(0, WARM_UP_UPDATES + 2))) == WARM_UP_UPDATES + 2
    assert len(notices) == 1
    assert np.isfinite(steps.mean_loss())


@pytest.mark.parametrize("optimiser", ["adam", "nesterov"])
def test_the_moments_of_an_optimiser_are_restored_in_the_layout_of_the_weights(tmp_path: Path, optimiser: str) -> None:
    config = dataclasses.replace(BRIEF, optimizer=optimiser)
    steps, state = plain_updates(Preset(NetworkConfig("schlueter2015"), AugmentConfig(), config))
    list(steps.run(0, 2))
    save_state(tmp_path / "m.training", state, {}, {})
    _, fresh = plain_updates(Preset(NetworkConfig("schlueter2015"), AugmentConfig(), config))
    load_state(tmp_path / "m.training", fresh, {})
    for moments, others in zip(state.optimizer.moments, fresh.optimizer.moments, strict=True):
        assert moments
        for name, value in moments.items():
            restored = others[name]
            assert torch.equal(restored, value)
            assert restored.stride() == value.stride()


# --- the next batch -------------------------------------------------------------------------------------------------


def test_the_next_one_is_made_meanwhile_and_all_come_in_order() -> None:
    made: list[int] = []
    threads: set[int] = set()

    def make(number: int) -> int:
        made.append(number)
        threads.add(threading.get_ident())
        return 10 * number

    before = torch.get_num_threads()
    taken: Iterator[int] = ahead(make, range(5))
    assert next(taken) == 0
    deadline = time.monotonic() + 20
    while made != [0, 1] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert made == [0, 1]
    assert list(taken) == [10, 20, 30, 40]
    assert threading.get_ident() not in threads
    assert torch.get_num_threads() == before
    assert list(ahead(make, [])) == []


def test_what_goes_wrong_in_the_thread_is_raised_where_it_is_awaited() -> None:
    def make(number: int) -> int:
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(ahead(make, [1, 0]))
    unfinished = ahead(make, range(1, 100))
    next(unfinished)
    unfinished.close()


def test_threads_change_nothing_in_what_is_learned(songs: Path, tmp_path: Path) -> None:
    recipe = dataclasses.replace(PRESETS["schlueter2015"], train=BRIEF)
    before, results = torch.get_num_threads(), []
    try:
        for threads in (1, 2):
            torch.set_num_threads(threads)
            learning = TrainingPlan((songs,), tmp_path / f"{threads}.safetensors", recipe, device="cpu")
            results.append([report.loss for report in train(learning) if isinstance(report, TrainingProgress)])
    finally:
        torch.set_num_threads(before)
    # Sums of several threads are rounded otherwise than those of one.
    assert results[0] == pytest.approx(results[1], rel=1e-4)


# Resident bytes while 64 MB are held and after they are given back.
HELD = """
import resource, sys
from svd_core.training.memory import keep_freed_memory
if sys.argv[1] == "keep":
    keep_freed_memory()
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
block = b"x" * (64 << 20)
held = resident()
del block
raise SystemExit(0 if held - resident() < 32 << 20 else 3)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep memory as they like")
def test_memory_that_is_freed_is_kept_if_asked_for() -> None:
    root = str(Path(__file__).resolve().parents[3])
    kept, given_back = (
        subprocess.run([sys.executable, "-c", HELD, mode], cwd=root, check=False).returncode
        for mode in ("keep", "give back")
    )
    assert (kept, given_back) == (0, 3)


def test_keeping_memory_is_harmless_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: pytest.fail("no other system's library is asked"))
    keep_freed_memory()
