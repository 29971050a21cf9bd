"""Archives on Ray: what it costs beside plain processes, what a killed node loses, and how memory grows.

    python bench/cluster.py [--workers 1 2 4] [--songs N] [--seconds S] [--rounds N] [--archive N] [--json]

Overhead: the same songs by the same workers, in plain processes (concurrent.futures) and in Ray, which take turns; the
medians of the rounds, by CPU time of workers and driver (which other work on the machine disturbs little), and by the
clock. Killed: two nodes, one of which is killed in the middle; labels and table are compared with those of one process.
Archive: so many songs of a second by `svd detect --cluster`, with the resident memory of the driver and of its workers
on the way. Needs Ray (extra: cluster), Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.cli.execution.archive_songs import Task
from svd_core.cli.execution.archive_worker import ArchiveWork, ArchiveWorker
from svd_core.cli.execution.probabilities import load_model
from svd_core.cli.execution.song_detection import Detector
from svd_core.cluster.session import joined
from svd_core.cluster.tasks import Needs, each
from svd_core.config import NO_SHIFTS
from svd_core.synthesis.song import render

ROOT = Path(__file__).resolve().parents[1]
RATE = 22050
_worker: ArchiveWorker | None = None


def make_songs(folder: Path, n_songs: int, seconds: float) -> Path:
    """Pieces of a few synthetic songs, each at a place and a level of its own, a hundred in a folder."""
    length = round(seconds * RATE)
    sources = [np.tile(render(max(seconds, 6.0), seed)[0], 2) for seed in range(4)]
    for number in range(n_songs):
        source = sources[number % len(sources)]
        start = number * 997 % (len(source) - length)
        album = folder / f"album{number // 100:03d}"
        album.mkdir(parents=True, exist_ok=True)
        samples = source[start : start + length] * (0.4 + 0.6 * (number * 37 % 100) / 100)
        soundfile.write(album / f"song{number:05d}.wav", samples, RATE)
    return folder


def cluster_of(*cores: int) -> Any:
    """A Ray cluster on this machine, a node for each number of cores."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["OMP_NUM_THREADS"] = "1"  # Of plain processes, too: Ray sets it for its own.
    os.environ["PYTHONPATH"] = str(ROOT)
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": cores[0], "include_dashboard": False})
    for number in cores[1:]:
        cluster.add_node(num_cpus=number)
    return cluster


# --- overhead ---------------------------------------------------------------------------------------------------------


class TimedWorker(ArchiveWorker):
    """Says after each song how much CPU time its process has used since it began, and which process it is."""

    def __call__(self, task: Task) -> tuple[int, float]:  # type: ignore[override]
        super().__call__(task)
        return os.getpid(), time.process_time()


def begin_plain(work: ArchiveWork) -> None:
    """Prepare a plain process."""
    global _worker  # noqa: PLW0603  # One a process.
    _worker = TimedWorker(work)


def plain(task: Task) -> tuple[int, float]:
    """Detect in a song, in a plain process."""
    assert _worker is not None
    return _worker(task)


def costs_of_a_song(completions: Iterator[tuple[int, float]], n_workers: int) -> dict[str, float]:
    """Seconds by the clock, from when all workers are at it, and CPU-seconds of workers, from their first songs on.

    The latter include this process's.
    """
    times, used = [], dict[int, list[float]]()
    own = time.process_time()
    for pid, cpu in completions:
        times.append(time.perf_counter())
        used.setdefault(pid, []).append(cpu)
    first = 2 * n_workers
    worked = sum(cpus[-1] - cpus[0] for cpus in used.values()) / sum(len(cpus) - 1 for cpus in used.values())
    return {
        "clock": (times[-1] - times[first]) / (len(times) - 1 - first),
        "cpu": worked + (time.process_time() - own) / len(times),
    }


def overhead(tasks: list[Task], work: ArchiveWork, n_workers: int, rounds: int) -> dict[str, Any]:
    """Costs of a song in plain processes and in Ray, and the medians of their ratios over rounds of both."""
    taken: dict[str, list[dict[str, float]]] = {"plain": [], "ray": []}
    cluster = cluster_of(n_workers)
    pool = ProcessPoolExecutor(n_workers, get_context("spawn"), begin_plain, (work,))
    with joined(cluster.address) as ray, pool:
        ways = {
            "plain": lambda: (done.result() for done in as_completed([pool.submit(plain, task) for task in tasks])),
            "ray": lambda: (outcome.result for outcome in each(ray, TimedWorker, work, tasks, Needs())),
        }
        for _ in range(rounds):
            for name, way in ways.items():
                taken[name].append(costs_of_a_song(way(), n_workers))
    cluster.shutdown()
    report: dict[str, Any] = {"report": "overhead", "workers": n_workers, "songs": len(tasks), "rounds": rounds}
    for kind in ("clock", "cpu"):
        ratios = [by_ray[kind] / by_plain[kind] for by_plain, by_ray in zip(*taken.values(), strict=True)]
        report |= {f"{name}_{kind}": statistics.median(cost[kind] for cost in taken[name]) for name in taken}
        report |= {f"overhead_{kind}": statistics.median(ratios) - 1, f"most_{kind}": max(ratios) - 1}
    return report


# --- the command ------------------------------------------------------------------------------------------------------


def svd(*words: object) -> list[str]:
    """The words of a `svd detect`."""
    return [sys.executable, "-m", "svd_core", "detect", *map(str, words)]


def killed_node(songs: Path, folder: Path) -> dict[str, Any]:
    """A node killed when a third of the songs is done; what is different from one process."""
    import pyarrow.parquet

    subprocess.run(svd(songs, "--out", folder / "one", "--fresh"), cwd=ROOT, check=True, capture_output=True)
    cluster = cluster_of(1, 1)
    n_songs = len(list(songs.rglob("*.wav")))
    words = svd(songs, "--out", folder / "many", "--table", folder / "table", "--cluster", cluster.address, "--json")
    n_done, failed = 0, 0
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            kind = json.loads(line)["report"]
            n_done += kind == "detected"
            failed += kind == "error"
            if kind == "detected" and n_done == n_songs // 3:
                cluster.remove_node(cluster.worker_nodes.copy().pop(), allow_graceful=False)
    cluster.shutdown()
    one, many = (
        {path.relative_to(folder / name): path.read_bytes() for path in (folder / name).rglob("*.lab")}
        for name in ("one", "many")
    )
    rows = pyarrow.parquet.read_table(folder / "table", columns=["song"]).column("song").to_pylist()
    return {
        "report": "killed_node",
        "songs": n_songs,
        "status": process.returncode,
        "reported": n_done,
        "failed": failed,
        "labels": len(many),
        "labels_different": sum(one[name] != many.get(name) for name in one),
        "rows": len(rows),
        "rows_twice": len(rows) - len(set(rows)),
    }


def resident(pids: list[int]) -> int:
    """The largest resident size of some processes, in bytes."""
    sizes = [0]
    for pid in pids:
        with contextlib.suppress(OSError, StopIteration), open(f"/proc/{pid}/status", encoding="ascii") as file:
            sizes.append(next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmRSS:")))
    return max(sizes)


def workers() -> list[int]:
    """The process numbers of Ray's workers at work."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdecimal() and (entry / "cmdline").read_bytes().startswith(b"ray::"):
                found.append(int(entry.name))
    return found


def archive(songs: Path, folder: Path) -> dict[str, Any]:
    """Many short songs by two nodes of a core each; memory of driver and workers after every tenth of them."""
    cluster = cluster_of(1, 1)
    n_songs, n_done = len(list(songs.rglob("*.wav"))), 0
    words = svd(songs, "--out", folder / "labels", "--table", folder / "rows", "--cluster", cluster.address, "--json")
    curve, summary = [], {}
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            report = json.loads(line)
            n_done += report["report"] == "detected"
            summary = report
            if report["report"] == "detected" and n_done % max(1, n_songs // 10) == 0:
                sizes = (resident([process.pid]), resident(workers()))
                curve.append({"songs": n_done, "driver_bytes": sizes[0], "worker_bytes": sizes[1]})
    cluster.shutdown()
    return {
        "report": "archive",
        "songs": n_songs,
        "detected": summary["detected"],
        "labels": len(list((folder / "labels").rglob("*.lab"))),
        "songs_an_hour": n_done / summary["seconds"] * 3600,
        "hours_an_hour": summary["hours_per_hour"],
        "memory": curve,
    }


# --- reports ----------------------------------------------------------------------------------------------------------


def say(r: dict[str, Any]) -> None:
    """A report for people."""
    if r["report"] == "overhead":
        print(
            f"{r['workers']} workers, {r['songs']} songs: a song takes {r['plain_cpu']:.3f} CPU-s in plain processes, "
            f"{r['ray_cpu']:.3f} in Ray, overhead {r['overhead_cpu']:+.1%}; by the clock {r['overhead_clock']:+.1%}"
        )
    elif r["report"] == "killed_node":
        print(
            f"a node killed: {r['songs']} songs, {r['reported']} reported, {r['failed']} failed, {r['labels']} label "
            f"files, {r['labels_different']} different from one process; {r['rows']} rows, {r['rows_twice']} twice"
        )
    else:
        print(f"{r['songs']} songs: {r['detected']} detected, {r['songs_an_hour']:.0f} songs an hour")
        for point in r["memory"]:
            driver, worker = point["driver_bytes"] / 1e6, point["worker_bytes"] / 1e6
            print(f"  after {point['songs']}: driver {driver:.0f} MB, largest worker {worker:.0f} MB")


def reports(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """All that is measured."""
    model = load_model(None, "cpu")
    work = ArchiveWork(Detector(model, NO_SHIFTS, "lab"), "cpu", 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        songs = make_songs(folder / "songs", options.songs, options.seconds)
        tasks = [Task(str(path), "", False) for path in sorted(songs.rglob("*.wav"))]
        for n_workers in options.workers:
            yield overhead(tasks, work, n_workers, options.rounds)
        yield killed_node(songs, folder)
        if options.archive:
            yield archive(make_songs(folder / "archive", options.archive, 1.0), folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4], help="default: 1 2 4")
    parser.add_argument("--songs", type=int, default=30, help="songs of the comparison (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=60.0, help="length of each (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is timed (default: %(default)s)")
    parser.add_argument("--archive", type=int, default=0, help="songs of the archive (default: none)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the summary last")
    options = parser.parse_args()
    if find_spec("ray") is None:
        print("bench/cluster.py: Ray is not installed (extra: cluster)", file=sys.stderr)
        return
    summary: dict[str, Any] = {"report": "summary"}
    for report in reports(options):
        if options.json:
            print(json.dumps(report), flush=True)
        else:
            say(report)
        prefix = f"{report['report']}_{report.get('workers', '')}".rstrip("_")
        summary |= {f"{prefix}_{name}": value for name, value in report.items() if isinstance(value, (int, float))}
    if options.json:
        print(json.dumps(summary))


if __name__ == "__main__":
    main()
