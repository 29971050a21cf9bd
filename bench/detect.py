"""CPU-seconds per minute of audio: one window per frame against dense evaluation, in one run.

    python bench/detect.py [SONG] [--rounds N] [--batches N] [--threads N] [--json]

SONG defaults to the demo song. Dense evaluation is `svd_core.detection.detect` on the whole song. Of the windows,
which all together would take minutes, a few batches spread over the song are measured and multiplied up. Both see
the same log-mel with the same (random) weights, turn about; process CPU time of all threads together, so other work
on the machine disturbs little. The largest difference of their logits on the measured windows is printed too.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core import audio
from svd_core.checkpoint import Model
from svd_core.config import DecisionConfig, FeatureConfig, NetworkConfig
from svd_core.detection import CHUNK_FRAMES, detect
from svd_core.features import FloatArray, log_mel
from svd_core.files import resource
from svd_core.network import CONTEXT_FRAMES, build

FEATURES = FeatureConfig()
BATCH = 32
FRAMES_PER_MINUTE = round(60 * FEATURES.frame_rate)
ARCHITECTURES = ("schlueter2015", "schlueter2017")


def fresh_model(architecture: str, mel: FloatArray) -> Model:
    """A network with random weights; normalised for the song, so that no value is out of the ordinary."""
    torch.manual_seed(0)
    network = build(NetworkConfig(architecture)).eval()
    mean, std = torch.from_numpy(mel.mean(axis=0)), torch.from_numpy(mel.std(axis=0) + 0.1)
    network.mean.copy_(mean)
    network.std.copy_(std)
    if network.batch_input is not None:
        network.batch_input.running_mean.copy_(mean)
        network.batch_input.running_var.copy_(std.square())
    # A fresh network's answers hardly differ; spread like a trained one's, a small difference means something.
    with torch.inference_mode():
        logits = network.dense(torch.from_numpy(mel[:500]))
    with torch.no_grad():
        network.head[-1].weight.mul_(2 / logits.std())
        network.head[-1].bias.sub_(2 * logits.mean() / logits.std())
    return Model(architecture, (network,), FEATURES, DecisionConfig(), {})


def cpu_seconds(work: Callable[[], object]) -> float:
    """Process CPU time of one call, all threads together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def window_batches(mel: FloatArray, n_batches: int) -> tuple[np.ndarray, list[torch.Tensor]]:
    """Frames spread over the song, and the windows around them in batches of shape (32, 115, 80)."""
    centres = np.linspace(CONTEXT_FRAMES // 2, len(mel) - CONTEXT_FRAMES // 2 - 1, n_batches * BATCH).astype(int)
    windows = np.lib.stride_tricks.sliding_window_view(mel, CONTEXT_FRAMES, axis=0).swapaxes(1, 2)
    chosen = torch.from_numpy(windows[centres - CONTEXT_FRAMES // 2].copy())
    return centres, list(chosen.split(BATCH))


def dense_logits(model: Model, mel: FloatArray) -> torch.Tensor:
    """Logits of all frames whose window lies in the song, without the sigmoid that hides how large ones differ."""
    context = CONTEXT_FRAMES - 1
    starts = range(0, len(mel) - context, CHUNK_FRAMES)
    with torch.inference_mode():
        return torch.cat(
            [model.network.dense(torch.from_numpy(mel[start : start + CHUNK_FRAMES + context])) for start in starts]
        )


def measure(architecture: str, mel: FloatArray, rounds: int, n_batches: int) -> dict[str, float]:
    """Medians over the rounds, in CPU-seconds per minute of audio."""
    model = fresh_model(architecture, mel)
    centres, batches = window_batches(mel, n_batches)

    def windowed() -> torch.Tensor:
        with torch.inference_mode():
            return torch.cat([model.network(batch) for batch in batches])

    difference = float((dense_logits(model, mel)[centres - CONTEXT_FRAMES // 2] - windowed()).abs().max())
    found = []
    for _ in range(rounds):
        windowed_seconds = cpu_seconds(windowed) / len(centres) * FRAMES_PER_MINUTE
        dense_seconds = cpu_seconds(lambda: detect(model, mel)) / len(mel) * FRAMES_PER_MINUTE
        found.append((windowed_seconds, dense_seconds, windowed_seconds / dense_seconds))
    names = ("windowed_cpu_seconds", "dense_cpu_seconds", "ratio")
    medians = {name: statistics.median(column) for name, column in zip(names, zip(*found, strict=True), strict=True)}
    return {**medians, "windows_measured": len(centres), "difference": difference}


def report(summary: dict[str, object], results: list[dict[str, object]]) -> None:
    """The same figures for people."""
    print(f"{summary['song']}: {summary['seconds']:.0f} s of audio, {summary['threads']} thread(s)")
    print("CPU-seconds per minute of audio")
    print(f"  decoding and resampling {summary['read_cpu_seconds']:9.3f}")
    print(f"  log-mel spectrogram     {summary['log_mel_cpu_seconds']:9.3f}")
    for result in results:
        print(f"  {result['architecture']}, median of {result['rounds']} rounds")
        print(
            f"    windowed              {result['windowed_cpu_seconds']:9.2f}   extrapolated from"
            f" {result['windows_measured']} windows in batches of {BATCH}"
        )
        print(f"    dense                 {result['dense_cpu_seconds']:9.2f}   whole song, chunks of {CHUNK_FRAMES}")
        print(
            f"    ratio                 {result['ratio']:9.1f}   largest difference {result['difference']:.1e} (logit)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("song", nargs="?", type=Path, default=resource("demo/song.ogg"), help="default: the demo song")
    parser.add_argument("--rounds", type=int, default=5, help="how often both are timed (default: %(default)s)")
    parser.add_argument("--batches", type=int, default=4, help="batches of windows a round (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="threads torch may use (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the summary last")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    samples = audio.read(options.song)
    mel = log_mel(samples)
    minutes = len(samples) / FEATURES.sample_rate / 60
    summary: dict[str, object] = {
        "report": "summary",
        "song": options.song.name,
        "seconds": 60 * minutes,
        "threads": options.threads,
        "read_cpu_seconds": cpu_seconds(lambda: audio.read(options.song)) / minutes,
        "log_mel_cpu_seconds": cpu_seconds(lambda: log_mel(samples)) / minutes,
    }
    results: list[dict[str, object]] = []
    for architecture in ARCHITECTURES:
        figures = measure(architecture, mel, options.rounds, options.batches)
        results.append({"report": "network", "architecture": architecture, "rounds": options.rounds, **figures})
        if options.json:
            print(json.dumps(results[-1]), flush=True)
    if options.json:
        ratios = {f"ratio_{result['architecture']}": result["ratio"] for result in results}
        print(json.dumps({**summary, **ratios}))
    else:
        report(summary, results)


if __name__ == "__main__":
    main()
