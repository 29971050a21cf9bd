"""What an update costs beside its bare forward, backward and step; updates a second; and reading the data.

    python bench/train.py [--threads N] [--rounds N] [--updates N] [--device cpu|cuda] [--songs N] [--cuda-graph]
                          [--bfloat16] [--json]

Layout: for both presets, bare updates in channels-last and in plain memory, in turns, by CPU time. It supports the rule
in svd_core/training/computation.py by which a training chooses.

Step: for both presets in float32, and in bfloat16 where the machine has it (or with --bfloat16), updates as `svd train`
does them (drawn, mixed, transformed and augmented anew) beside bare updates on one and the same batch, in turns. Ratios
are of the medians over the rounds, by CPU time of all threads together and by the clock; the clock wants a quiet
machine. With one or two threads the batch is made in between, with more a further thread makes the next one meanwhile.

Speed: updates a second by the clock and, multiplied up, seconds for the 40 000 updates of a preset. Floating point
operations are counted as PyTorch dispatches them; the peak is a product of two large square matrices in the same
precision on the same device in the same run, so the fraction says how near an update comes to it (by CPU time on a
processor). With --cuda-graph updates on a graphics card are recorded once and replayed.

Loading: the demo song so many times, read by one thread and by all, in seconds for each hour of sound.

The data are made up: songs, stems, voices and music of noise, since what they sound like costs nothing.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import torch
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from svd_core.config import PRESETS, FeatureConfig, Preset
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.data.loading import StemSources, load
from svd_core.data.recordings import Recording, Stems
from svd_core.files.storage import resource
from svd_core.model.inference import device_named
from svd_core.model.network import build
from svd_core.training.batches import Batches
from svd_core.training.computation import Computation, fast_bfloat16
from svd_core.training.memory import keep_freed_memory
from svd_core.training.optimizer import Optimizer
from svd_core.training.updates import GraphUpdates, Updates

FEATURES = FeatureConfig()
SECONDS_EACH = 30
PEAK_SIZE = {"cpu": 2048, "cuda": 8192}
LAYOUTS = {"channels_last": torch.channels_last, "plain": torch.contiguous_format}


@dataclass(frozen=True)
class Cost:
    """What some work took: seconds by the clock and CPU-seconds of all threads together."""

    wall: float
    cpu: float


def measured(work: Callable[[], object], device: torch.device) -> Cost:
    """The cost of one call, all it has started on the device included."""
    began = time.perf_counter(), time.process_time()
    work()
    if device.type == "cuda":
        torch.cuda.synchronize()
    return Cost(time.perf_counter() - began[0], time.process_time() - began[1])


def noise(seed: int) -> Recording:
    """A recording of noise, sung in every other second."""
    n_samples = SECONDS_EACH * FEATURES.sample_rate
    samples = np.random.default_rng(seed).normal(0, 3000, n_samples).astype(np.int16)
    n_frames = (n_samples - FEATURES.frame_samples) // FEATURES.hop_samples + 1
    return Recording(f"noise {seed}", samples, np.arange(n_frames) // 70 % 2 == 0)


class Training:
    """A training of made-up data, with the steps that `svd train` would take and bare ones."""

    def __init__(self, preset: Preset, device: torch.device, layout: torch.memory_format, graph: bool = False) -> None:
        songs = tuple(noise(seed) for seed in range(20))
        stems = tuple(Stems(noise(seed), noise(seed + 1)) for seed in range(100, 110, 2))
        sources = StemSources(stems, tuple(map(noise, range(200, 205))), tuple(map(noise, range(300, 305))))
        self.batches = Batches(songs, sources, preset, FEATURES, device)
        torch.manual_seed(0)
        network = build(preset.network)
        network.normalise_by(*self.batches.mel_statistics())
        network.to(memory_format=layout)
        network.to(device)
        self.batches.statistics = (network.mean, network.std)
        moves = Optimizer(network, preset.train)
        self.updates = Updates(network, moves, self.batches, preset.train)
        if graph:
            self.updates = GraphUpdates(network, moves, self.batches, preset.train, print)
        self.device = device
        self.fixed = self.batches.batch(0)
        self._run = self.updates.run(0, 10**9)

    def steps(self, count: int) -> None:
        """Real updates."""
        for _ in range(count):
            next(self._run)

    def bare(self, count: int) -> None:
        """Updates of one batch made beforehand."""
        for _ in range(count):
            self.updates.learn(*self.fixed)

    def close(self) -> None:
        """End the thread that makes batches."""
        self._run.close()

    def flops(self) -> int:
        """Floating point operations of one bare update."""
        with FlopCounterMode(display=False) as counter:
            self.bare(1)
        return int(counter.get_total_flops())


def peak(precision: str, device: torch.device) -> float:
    """Floating point operations a second of a large matrix product: best of five, and of PyTorch's ways on a processor.

    Seconds are those of the clock on a graphics card, CPU-seconds on a processor.
    """
    size = PEAK_SIZE[device.type]
    matrix = torch.randn(size, size, device=device).to(getattr(torch, precision))
    # Convolutions of float32 numbers on graphics cards compute in TF32 unless told otherwise.
    torch.backends.cuda.matmul.allow_tf32 = True
    ways: list[Callable[[], object]] = [lambda: torch.mm(matrix, matrix)]
    if device.type == "cpu" and precision == "float32" and torch.backends.mkldnn.is_available():
        packed = matrix.to_mkldnn()
        ways.append(lambda: functional.linear(packed, packed))
    costs = [measured(way, device) for way in ways for _ in range(6)]
    return 2 * size**3 / min(cost.cpu if device.type == "cpu" else cost.wall for cost in costs)


def measure_steps(name: str, precision: str, device: torch.device, options: argparse.Namespace) -> dict[str, Any]:
    """Real and bare updates of one preset in one precision."""
    preset = PRESETS[name]
    layout = Computation.on(device, precision).memory_format
    preset = replace(preset, train=replace(preset.train, precision=precision))
    training = Training(preset, device, layout, options.cuda_graph and device.type == "cuda")
    # With a CUDA graph this includes the recording.
    training.steps(6)
    training.bare(2)
    rounds: list[tuple[Cost, Cost]] = []
    for _ in range(options.rounds):
        real = measured(lambda: training.steps(options.updates), device)
        rounds.append((real, measured(lambda: training.bare(options.updates), device)))
    training.close()
    middle = {
        f"{kind}_{clock}_ms": 1000
        / options.updates
        * statistics.median(getattr(costs[which], clock) for costs in rounds)
        for which, kind in enumerate(("step", "bare"))
        for clock in ("wall", "cpu")
    }
    speed = 1000 / middle["step_wall_ms"]
    flops, best = training.flops(), peak(precision, device)
    # By CPU time on a processor, where other programs may be at work too.
    done = 1000 * flops / middle["step_cpu_ms" if device.type == "cpu" else "step_wall_ms"]
    return {
        "preset": name, "precision": precision, "device": str(device), "threads": torch.get_num_threads(), **middle,
        "ratio_cpu": middle["step_cpu_ms"] / middle["bare_cpu_ms"],
        "ratio_wall": middle["step_wall_ms"] / middle["bare_wall_ms"],
        "updates_per_second": speed, "extrapolated_seconds_of_40000_updates": 40000 / speed,
        "gigaflops_an_update": flops / 1e9, "peak_gigaflops": best / 1e9, "fraction_of_peak": done / best,
    }  # fmt: skip


def measure_layouts(name: str, device: torch.device, options: argparse.Namespace) -> dict[str, Any]:
    """Bare updates of one preset in float32 in both memory layouts, in CPU-ms (ms by the clock on a graphics card)."""
    preset = replace(PRESETS[name], train=replace(PRESETS[name].train, precision="float32"))
    trainings = {layout: Training(preset, device, memory_format) for layout, memory_format in LAYOUTS.items()}
    costs: dict[str, list[float]] = {layout: [] for layout in LAYOUTS}
    for number in range(options.rounds + 1):
        for layout, training in trainings.items():
            cost = measured(lambda training=training: training.bare(options.updates), device)
            # The first round warms up.
            if number:
                costs[layout].append(1000 / options.updates * (cost.cpu if device.type == "cpu" else cost.wall))
    middle = {f"{layout}_ms": statistics.median(values) for layout, values in costs.items()}
    ratio = middle["plain_ms"] / middle["channels_last_ms"]
    capability, chosen = torch.backends.cpu.get_cpu_capability(), Computation.on(device, "float32").layout
    place = {"preset": name, "device": str(device), "threads": torch.get_num_threads(), "processor": capability}
    return place | middle | {"ratio_plain": ratio, "chosen": chosen}


def measure_loading(n_songs: int, threads: int) -> dict[str, Any]:
    """The demo song over and over, decoded, resampled and kept as training does."""
    song = resource("demo/song.ogg")
    data = Dataset(tuple(LabelledSong(str(number), song, ()) for number in range(n_songs)))
    result: dict[str, Any] = {"songs": n_songs}
    for count in sorted({1, threads}):
        loaded: list[Any] = []
        cost = measured(lambda n=count, to=loaded: to.extend(load(data, FEATURES, 0, None, n)), torch.device("cpu"))
        hours = sum(len(one.samples) for one in loaded[-1].songs) / FEATURES.sample_rate / 3600
        many = "one_thread" if count == 1 else "all_threads"
        result |= {"hours": hours, f"seconds_per_hour_{many}": cost.wall / hours}
        result |= {f"cpu_seconds_per_hour_{many}": cost.cpu / hours}
    return result | {"threads": threads}


def reports(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One measurement after the other."""
    device = device_named(options.device)
    yield {"report": "loading", **measure_loading(options.songs, options.threads)}
    if device.type == "cpu":
        keep_freed_memory()
    for name in PRESETS:
        yield {"report": "layout", **measure_layouts(name, device, options)}
        precisions = ["float32", *["bfloat16"] * (options.bfloat16 or fast_bfloat16(device))]
        for precision in precisions:
            yield {"report": "step", **measure_steps(name, precision, device, options)}


def say(report: dict[str, Any]) -> None:
    """The same figures for people."""
    if report["report"] == "loading":
        print(f"reading {report['hours']:.2f} hours of sound, in seconds for each hour")
        for many in ("one_thread", "all_threads"):
            if (wall := report.get(f"seconds_per_hour_{many}")) is not None:
                print(f"  {many.replace('_', ' '):12}{wall:8.1f}   CPU {report[f'cpu_seconds_per_hour_{many}']:6.1f}")
        return
    if report["report"] == "layout":
        plain, last = report["plain_ms"], report["channels_last_ms"]
        where = f"{report['device']} ({report['processor']}), {report['threads']} thread(s)"
        print(f"{report['preset']} in float32 on {where}")
        print(f"  bare update, channels-last {last:.0f} ms, plain {plain:.0f} ms, ratio {report['ratio_plain']:.2f}")
        print(f"  chosen: {report['chosen']}", flush=True)
        return
    print(f"{report['preset']} in {report['precision']} on {report['device']}, {report['threads']} thread(s)")
    for clock, label in (("cpu", "CPU"), ("wall", "clock")):
        step, bare, ratio = (report[key] for key in (f"step_{clock}_ms", f"bare_{clock}_ms", f"ratio_{clock}"))
        print(f"  {label:6} an update {step:8.1f} ms, bare {bare:8.1f} ms, ratio {ratio:.3f}")
    whole = report["extrapolated_seconds_of_40000_updates"]
    print(f"  {report['updates_per_second']:.1f} updates/s: 40 000 would take {whole:.0f} s (extrapolated)")
    speed = report["fraction_of_peak"] * report["peak_gigaflops"]
    of = f"of {report['peak_gigaflops']:.0f} in a matrix product: {report['fraction_of_peak']:.0%}"
    print(f"  {report['gigaflops_an_update']:.1f} GFLOP an update, {speed:.0f} GFLOP/s {of}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of torch (default: all cores)")
    parser.add_argument("--rounds", type=int, default=3, help="how often both are timed (default: %(default)s)")
    parser.add_argument("--updates", type=int, default=4, help="updates a round (default: %(default)s)")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"), help="default: %(default)s")
    parser.add_argument("--songs", type=int, default=12, help="recordings to read (default: %(default)s)")
    parser.add_argument("--cuda-graph", action="store_true", help="on a graphics card: record an update and replay it")
    parser.add_argument("--bfloat16", action="store_true", help="time bfloat16 even where the machine lacks it")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for report in reports(options):
        if options.json:
            print(json.dumps(report), flush=True)
        else:
            say(report)


if __name__ == "__main__":
    main()
