"""Updates on any device, processes that learn as one, and the next batch made while this one is learned from."""

import ctypes
import dataclasses
import os
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import soundfile
import torch

from svd_core.config import PRESETS, AugmentConfig, FeatureConfig, NetworkConfig, Preset, TrainConfig
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording
from svd_core.errors import DataError
from svd_core.model.joint_batch import ALONE, joined
from svd_core.model.network import build
from svd_core.training.batches import Batches
from svd_core.training.memory import keep_freed_memory
from svd_core.training.plan import state_path
from svd_core.training.state import TrainingState, load_state, save_state
from svd_core.training.trainer import Progress, TrainingPlan, train
from svd_core.training.updates import ResidentUpdates, Updates, ahead, optimizer

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


def updates(kind: type[Updates], preset: Preset) -> tuple[Updates, TrainingState]:
    torch.manual_seed(0)
    network = build(preset.network)
    batches = Batches((recording(200, True, 0), recording(200, False, 1)), StemSources(), preset, FeatureConfig())
    network.normalise_by(*batches.mel_statistics())
    batches.statistics = (network.mean, network.std)
    state = TrainingState(network, optimizer(network, preset.train))
    return kind(network, state.optimizer, batches, preset.train, ALONE), state


def test_updates_that_stay_on_the_device_learn() -> None:
    config = dataclasses.replace(BRIEF, batch_size=8, learning_rate=0.001, decay=0.5, decay_every=15)
    preset = Preset(NetworkConfig("schlueter2015"), AugmentConfig(mix=0.3, noise=0.05), config)
    steps, state = updates(ResidentUpdates, preset)
    for number, _ in enumerate(steps.run(0, 20)):
        rate = state.optimizer.param_groups[0]["lr"]
        assert isinstance(rate, torch.Tensor)
        assert float(rate) == pytest.approx(0.001 * 0.5 ** (number // 15))
    assert 0.2 < steps.mean_loss() < 0.9
    mel, targets = unseen_batch(preset)
    with torch.inference_mode():
        logits = state.network.eval()(mel)
    assert logits[targets > 0.5].min() > logits[targets < 0.5].max()


def unseen_batch(preset: Preset) -> tuple[torch.Tensor, torch.Tensor]:
    clean = dataclasses.replace(preset, augment=AugmentConfig(0, 0, 0))
    return Batches((recording(200, True, 2), recording(200, False, 3)), StemSources(), clean, FeatureConfig()).batch(0)


def test_both_kinds_of_updates_move_the_weights_alike_given_the_same_batch() -> None:
    preset = Preset(NetworkConfig("schlueter2015"), AugmentConfig(), BRIEF)
    results = []
    for kind in (Updates, ResidentUpdates):
        steps, state = updates(kind, preset)
        torch.manual_seed(1)
        # The first batch is drawn from the same seed, later ones from wherever the generator got to.
        next(steps.run(0, 1))
        results.append((steps.mean_loss(), state.network.state_dict()))
    assert results[0][0] == pytest.approx(results[1][0], rel=1e-6)
    for name, value in results[0][1].items():
        torch.testing.assert_close(results[1][1][name], value, atol=1e-7, rtol=1e-6)


def test_a_training_on_the_device_writes_the_same_files_and_goes_on(songs: Path, tmp_path: Path) -> None:
    preset = dataclasses.replace(PRESETS["schlueter2015"], train=BRIEF)
    learning = TrainingPlan((songs,), tmp_path / "m.safetensors", preset, device="cpu", resident=True)
    losses = [report.loss for report in train(learning) if isinstance(report, Progress)]
    assert len(losses) == 2
    assert learning.out.is_file() and state_path(learning.out).is_file()
    assert list(train(dataclasses.replace(learning, resume=True)))[-1].kind == "finished"


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a graphics card")
@pytest.mark.parametrize("architecture", ["schlueter2015", "schlueter2017"])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_recorded_update_learns(architecture: str, precision: str) -> None:
    config = dataclasses.replace(BRIEF, batch_size=8, learning_rate=0.001, precision=precision)
    preset = Preset(NetworkConfig(architecture), AugmentConfig(mix=0.3, noise=0.05), config)
    device = torch.device("cuda")
    network = build(preset.network)
    data = (recording(200, True, 0), recording(200, False, 1))
    batches = Batches(data, StemSources(), preset, FeatureConfig(), device)
    network.normalise_by(*batches.mel_statistics())
    network.to(device)
    batches.statistics = (network.mean, network.std)
    steps = ResidentUpdates(network, optimizer(network, config), batches, config, ALONE)
    losses = [steps.mean_loss() for _ in steps.run(0, 40)]
    assert np.mean(losses[-5:]) < 0.5 * losses[0]


@pytest.mark.parametrize("optimiser", ["adam", "nesterov"])
def test_what_an_optimiser_remembers_comes_back_in_the_order_of_the_weights(tmp_path: Path, optimiser: str) -> None:
    config = dataclasses.replace(BRIEF, optimizer=optimiser)
    steps, state = updates(Updates, Preset(NetworkConfig("schlueter2015"), AugmentConfig(), config))
    list(steps.run(0, 2))
    save_state(tmp_path / "m.training", state, {}, {})
    _, fresh = updates(Updates, Preset(NetworkConfig("schlueter2015"), AugmentConfig(), config))
    load_state(tmp_path / "m.training", fresh, {})
    for parameter, other in zip(state.network.parameters(), fresh.network.parameters(), strict=True):
        for name, value in state.optimizer.state[parameter].items():
            restored = fresh.optimizer.state[other][name]
            assert torch.equal(restored, value)
            assert restored.stride() == value.stride()


# --- several processes ----------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# What a process still has of the group as it ends can abort it, but seldom does.
ENDING = """
from pathlib import Path
from svd_core.cli.main import main
status = main()
names = [task.read_text() for task in Path("/proc/self/task").glob("*/comm") if task.exists()]
raise SystemExit(status or "".join(name for name in names if "gloo" in name) or 0)
"""


def shared(rank: int, port: int, arguments: list[str]) -> subprocess.Popen[str]:
    """One of two processes of `svd train`, told who it is as torchrun does."""
    root = str(Path(__file__).resolve().parents[3])
    told = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": 2, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    environment = os.environ | {key: str(value) for key, value in told.items()} | {"PYTHONPATH": root}
    command = [sys.executable, "-c", ENDING, "train", *arguments, "--json", "--threads", "1", "--device", "cpu"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, encoding="utf-8", **pipes)


@pytest.mark.parametrize(("preset", "tolerance"), [("schlueter2015", 1e-5), ("schlueter2017", 3e-5)])
def test_two_processes_learn_the_weights_of_one(songs: Path, tmp_path: Path, preset: str, tolerance: float) -> None:
    # Where two values under a maximum are all but equal, rounding decides where a gradient goes: hence small steps.
    config = dataclasses.replace(BRIEF, learning_rate=1e-4 if preset == "schlueter2017" else 1e-3, optimizer="nesterov")
    recipe = dataclasses.replace(PRESETS[preset], train=config)
    list(train(TrainingPlan((songs,), tmp_path / "one.safetensors", recipe, device="cpu")))
    words = ["--data", str(songs), "--out", str(tmp_path / "two.safetensors"), "--preset", preset]
    for name in ("updates", "batch_size", "report_every", "checkpoint_every", "seed", "learning_rate", "optimizer"):
        words += [f"--{name.replace('_', '-')}", str(getattr(config, name))]
    port = free_port()
    processes = [shared(rank, port, words) for rank in range(2)]
    try:
        written = [process.communicate(timeout=240) for process in processes]
    finally:
        # One that waits for the other would wait for long.
        for process in processes:
            process.kill()
            process.communicate()
    assert [process.returncode for process in processes] == [0, 0], written
    # Only the first one reports.
    assert '"report": "finished"' in written[0][0]
    assert written[1][0] == ""
    one, two = (safetensors.torch.load_file(tmp_path / f"{name}.training") for name in ("one", "two"))
    for name in (name for name in one if name.startswith("network.")):
        torch.testing.assert_close(two[name], one[name], atol=tolerance, rtol=0, msg=lambda text, n=name: n + text)


def test_a_batch_that_cannot_be_shared_equally_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "3")
    with pytest.raises(DataError, match="32 excerpts cannot be shared equally by 3"), joined(torch.device("cpu"), 32):
        pass


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
            results.append([report.loss for report in train(learning) if isinstance(report, Progress)])
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
