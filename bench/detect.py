"""Detection from mp3 to regions: where the time goes, how close the network comes to the machine's peak, and memory.

    python bench/detect.py [SONG] [--rounds N] [--batches N] [--threads N] [--no-hour] [--json]

SONG defaults to the demo song. Costs are CPU-seconds of all threads together per minute of audio, so other work on the
machine disturbs little; medians over the rounds, in which what is compared takes turns.

Networks: dense evaluation is `svd_core.model.inference.detect` on the whole song; of the windows, one a frame, which
all together would take minutes, a few batches spread over the song are measured and multiplied up. Both see the same
log-mel with the same (random) weights. The peak is the better of PyTorch's two ways to multiply two matrices of
2048 x 2048 float32 numbers (its BLAS, oneDNN) with as many threads; the fraction of it says how many of the floating
point operations of dense evaluation, counted as they are dispatched, are done in a CPU-second.

Profile: the shipped model and SONG as a stereo mp3 at 44.1 kHz, two minutes or more of it. The stages one by one, then
all together as `svd detect` does them, which also gives the real-time factor (by the clock: it wants a quiet machine).

Hour: SONG over and over as a stereo FLAC of an hour at 44.1 kHz, through `svd detect` in a process of its own.
"""

import os

# numpy's products here are too small for several threads; what torch takes is an option.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
import torch
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray, FrameGrid, log_mel, shifted_log_mels
from svd_core.audio.stft import magnitudes
from svd_core.cli.execution.probabilities import load_model, song_probabilities
from svd_core.config import TEST_SHIFTS, FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.files.storage import resource
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect
from svd_core.model.network import CONTEXT_FRAMES, build
from svd_core.model.postprocessing import regions_from_probabilities, smooth

ROOT = Path(__file__).resolve().parents[1]
FEATURES = FeatureConfig()
BATCH = 32
FRAMES_PER_MINUTE = round(60 * FEATURES.frame_rate)
ARCHITECTURES = ("schlueter2015", "schlueter2017")
MP3_RATE = 44100
PROFILED_SECONDS = 120
PEAK_SIZE = 2048

_DETECT = """
import sys
from svd_core.cli.main import main
status = main(sys.argv[1:])
with open("/proc/self/status") as file:
    peak = next(line for line in file if line.startswith("VmHWM"))
print(peak.split()[1], file=sys.stderr)
sys.exit(status)
"""


def cpu_seconds(work: Callable[[], object]) -> float:
    """Process CPU time of one call, all threads together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(rounds: int, works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """CPU-seconds of each piece of work, done in turn in every round."""
    taken = [{name: cpu_seconds(work) for name, work in works.items()} for _ in range(rounds)]
    return {name: statistics.median(times[name] for times in taken) for name in works}


# --- networks ---------------------------------------------------------------------------------------------------------


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
    # A fresh network's probabilities hardly differ; spread like a trained one's, a small difference means something.
    with torch.inference_mode():
        logits = network.dense(torch.from_numpy(mel[:500]))
    with torch.no_grad():
        network.head[-1].weight.mul_(2 / logits.std())
        network.head[-1].bias.sub_(2 * logits.mean() / logits.std())
    return Model(architecture, (network,), FEATURES, PostprocessingConfig(), {})


def window_batches(mel: FloatArray, n_batches: int) -> tuple[np.ndarray, list[torch.Tensor]]:
    """Frames spread over the song, and the windows around them in batches of shape (32, 115, 80)."""
    centres = np.linspace(CONTEXT_FRAMES // 2, len(mel) - CONTEXT_FRAMES // 2 - 1, n_batches * BATCH).astype(int)
    windows = np.lib.stride_tricks.sliding_window_view(mel, CONTEXT_FRAMES, axis=0).swapaxes(1, 2)
    chosen = torch.from_numpy(windows[centres - CONTEXT_FRAMES // 2].copy())
    return centres, list(chosen.split(BATCH))


def dense_logits(model: Model, mel: FloatArray) -> torch.Tensor:
    """Logits of all frames whose window lies in the song, without the sigmoid that hides how large ones differ."""
    context = CONTEXT_FRAMES - 1
    size = model.network.chunk_frames
    starts = range(0, len(mel) - context, size)
    with torch.inference_mode():
        return torch.cat(
            [model.network.dense(torch.from_numpy(mel[start : start + size + context])) for start in starts]
        )


def matrix_products() -> dict[str, Callable[[], object]]:
    """Two ways to multiply the same matrices; which is faster depends on whose processor it is."""
    matrix = torch.randn(PEAK_SIZE, PEAK_SIZE)
    ways: dict[str, Callable[[], object]] = {"peak_blas": lambda: torch.mm(matrix, matrix)}
    if torch.backends.mkldnn.is_available():
        packed = matrix.to_mkldnn()
        ways["peak_onednn"] = lambda: functional.linear(packed, packed)
    return ways


def measure_network(architecture: str, mel: FloatArray, rounds: int, n_batches: int) -> dict[str, float]:
    """Costs of dense and windowed evaluation, and the fraction of the peak that the former reaches."""
    model = fresh_model(architecture, mel)
    centres, batches = window_batches(mel, n_batches)

    def windowed() -> torch.Tensor:
        with torch.inference_mode():
            return torch.cat([model.network(batch) for batch in batches])

    difference = float((dense_logits(model, mel)[centres - CONTEXT_FRAMES // 2] - windowed()).abs().max())
    with FlopCounterMode(display=False) as counter:
        detect(model, mel)
    operations = counter.get_total_flops()
    works = {"windowed": windowed, "dense": lambda: detect(model, mel), **matrix_products()}
    with torch.inference_mode():
        taken = medians(rounds, works)
    peak = max(2 * PEAK_SIZE**3 / seconds for name, seconds in taken.items() if name.startswith("peak"))
    dense = taken["dense"] / len(mel) * FRAMES_PER_MINUTE
    windows = taken["windowed"] / len(centres) * FRAMES_PER_MINUTE
    return {
        "windowed_cpu_seconds": windows,
        "dense_cpu_seconds": dense,
        "ratio": windows / dense,
        "windows_measured": len(centres),
        "difference": difference,
        "operations_per_frame": operations / len(mel),
        "operations_per_second": operations / taken["dense"],
        "peak_operations_per_second": peak,
        "fraction_of_peak": operations / taken["dense"] / peak,
    }


# --- from mp3 to regions ----------------------------------------------------------------------------------------------


def stereo(samples: FloatArray, seconds: float) -> Iterator[FloatArray]:
    """The song over and over at 44.1 kHz, (n, 2): as many whole turns as fill so many seconds, or one more."""
    mono = soxr.resample(samples, FEATURES.sample_rate, MP3_RATE)
    turn = np.stack([mono, np.roll(mono, MP3_RATE // 100)], axis=1).clip(-1, 1)
    for _ in range(-(-round(seconds * MP3_RATE) // len(turn))):
        yield turn


def write_song(path: Path, samples: FloatArray, seconds: float) -> Path:
    """A sound file of the kind its suffix says."""
    with soundfile.SoundFile(path, "w", MP3_RATE, 2) as file:
        for turn in stereo(samples, seconds):
            file.write(turn)
    return path


def measure_front_end(samples: FloatArray, rounds: int) -> dict[str, float]:
    """STFT and mel of the sound as it is, and of the five pitches of test-time augmentation."""
    minutes = len(samples) / FEATURES.sample_rate / 60
    works = {"one": lambda: log_mel(samples), "five": lambda: shifted_log_mels(samples, TEST_SHIFTS)}
    # Short, so many rounds cost little.
    taken = {name: seconds / minutes for name, seconds in medians(5 * rounds, works).items()}
    return {"one_cpu_seconds": taken["one"], "five_cpu_seconds": taken["five"], "ratio": taken["five"] / taken["one"]}


def measure_profile(song: Path, rounds: int) -> dict[str, Any]:
    """The shipped model on a song: each stage by itself, then the whole."""
    model = load_model(None, "cpu")
    samples = sound_file.read_mono(song)
    mel = log_mel(samples)
    probabilities = detect(model, mel)
    grid = FrameGrid(len(mel), FEATURES.frame_rate)

    def postprocessed(probabilities: FloatArray) -> object:
        return regions_from_probabilities(
            smooth(probabilities, model.postprocessing.median_frames), grid, model.postprocessing
        )

    def whole() -> object:
        return postprocessed(song_probabilities(model, song, song.name, quiet=True).probabilities)

    works = {
        "decode": lambda: sound_file.read_mono(song),
        "stft": lambda: magnitudes(samples),
        "log_mel": lambda: log_mel(samples),
        "network": lambda: detect(model, mel),
        # The older name of postprocessing, so that figures can be compared with earlier ones.
        "decision": lambda: postprocessed(probabilities),
        "whole": whole,
    }
    seconds = len(samples) / FEATURES.sample_rate
    taken = {name: 60 * time_taken / seconds for name, time_taken in medians(rounds, works).items()}
    taken["mel"] = taken.pop("log_mel") - taken["stft"]
    start = time.perf_counter()
    whole()
    return {
        "model": model.name,
        "kind": song.suffix,
        "seconds": seconds,
        **{f"{name}_cpu_seconds": taken[name] for name in ("decode", "stft", "mel", "network", "decision", "whole")},
        "real_time_factor": seconds / (time.perf_counter() - start),
        "real_time_factor_per_cpu_second": 60 / taken["whole"],
    }


def measure_hour(song: Path, threads: int) -> dict[str, Any]:
    """`svd detect` on a long file: its largest resident size and what it took. Linux only."""
    words = ["detect", str(song), "--out", "-", "--fresh", "--device", "cpu", "--threads", str(threads)]
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _DETECT, *words], cwd=ROOT, check=True, capture_output=True, text=True)
    seconds = soundfile.info(song).duration
    # Not from getrusage, which counts this process's own size up to the exec.
    peak = int(done.stderr.split()[-1]) * 1024
    return {"seconds": seconds, "peak_bytes": peak, "real_time_factor": seconds / (time.perf_counter() - start)}


# --- reports ----------------------------------------------------------------------------------------------------------


def say(report: Mapping[str, Any]) -> None:
    """A report for people."""
    r = report
    lines = {
        "network": lambda: (
            f"{r['architecture']}: windowed {r['windowed_cpu_seconds']:.1f} (extrapolated from {r['windows_measured']}"
            f" windows), dense {r['dense_cpu_seconds']:.3f}, ratio {r['ratio']:.0f},"
            f" largest difference {r['difference']:.1e} (logit)\n"
            f"  {r['operations_per_frame'] / 1e6:.1f} MFLOP a frame, {r['operations_per_second'] / 1e9:.0f} GFLOP/s:"
            f" {r['fraction_of_peak']:.0%} of {r['peak_operations_per_second'] / 1e9:.0f} GFLOP/s in matrix products"
        ),
        "front_end": lambda: (
            f"STFT and mel: one pitch {r['one_cpu_seconds']:.4f}, five {r['five_cpu_seconds']:.4f},"
            f" ratio {r['ratio']:.2f}"
        ),
        "profile": lambda: (
            f"{r['kind']} to regions, model {r['model']}: decode {r['decode_cpu_seconds']:.3f},"
            f" STFT {r['stft_cpu_seconds']:.4f}, mel {r['mel_cpu_seconds']:.4f},"
            f" network {r['network_cpu_seconds']:.3f}, postprocessing {r['decision_cpu_seconds']:.4f};"
            f" all {r['whole_cpu_seconds']:.3f}\n"
            f"  {r['real_time_factor']:.0f} times real time by the clock,"
            f" {r['real_time_factor_per_cpu_second']:.0f} by CPU time"
        ),
        "hour": lambda: (
            f"{r['seconds'] / 60:.0f} minutes: at most {r['peak_bytes'] / 1e6:.0f} MB resident,"
            f" {r['real_time_factor']:.0f} times real time by the clock"
        ),
    }
    print(lines[report["report"]](), flush=True)


def reports(song: Path, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """All that is measured."""
    samples = sound_file.read_mono(song)
    mel = log_mel(samples)
    for architecture in ARCHITECTURES:
        figures = measure_network(architecture, mel, options.rounds, options.batches)
        yield {"report": "network", "architecture": architecture, "rounds": options.rounds, **figures}
    with tempfile.TemporaryDirectory() as folder:
        mp3 = song if song.suffix == ".mp3" else write_song(Path(folder) / "song.mp3", samples, PROFILED_SECONDS)
        yield {"report": "front_end", **measure_front_end(sound_file.read_mono(mp3), options.rounds)}
        yield {"report": "profile", **measure_profile(mp3, options.rounds)}
        if not options.no_hour and Path("/proc/self/status").exists():
            hour = write_song(Path(folder) / "hour.flac", samples, 3600)
            yield {"report": "hour", **measure_hour(hour, options.threads)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("song", nargs="?", type=Path, default=resource("demo/song.ogg"), help="default: the demo song")
    parser.add_argument("--rounds", type=int, default=5, help="how often all is timed (default: %(default)s)")
    parser.add_argument("--batches", type=int, default=4, help="batches of windows a round (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="threads torch may use (default: %(default)s)")
    parser.add_argument("--no-hour", action="store_true", help="leave out the hour of audio")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the summary last")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if not options.json:
        print(f"{options.song.name}, {options.threads} thread(s); CPU-seconds per minute of audio", flush=True)
    summary: dict[str, Any] = {"report": "summary", "song": options.song.name, "threads": options.threads}
    for report in reports(options.song, options):
        if options.json:
            print(json.dumps(report), flush=True)
        else:
            say(report)
        prefix = report.get("architecture", report["report"])
        summary |= {f"{prefix}_{name}": value for name, value in report.items() if isinstance(value, (int, float))}
    if options.json:
        print(json.dumps(summary))


if __name__ == "__main__":
    main()
