"""Several trainings as one piece of work, such as the members of a bag or the cells of a grid.

Each is a `svd train` in a process of its own, told to do only what is missing, so that the whole can be stopped
and begun again at any time. A member that breaks does not keep the others from being finished.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from svd_core.errors import SvdError
from svd_core.training.child_process import TrainingError, TrainingProcess
from svd_core.training.plan import state_path

MEMORY_EACH = 2 << 30
"""Bytes set aside for one training: torch, a few hours of sound as samples, and what a step computes."""


@dataclass(frozen=True)
class Run:
    """One training: its name for people, its model file, and the rest of what `svd train` is told.

    arguments come without --out, --json and --threads; with --force among them even a finished member begins anew.
    """

    name: str
    out: Path
    arguments: list[str]


class RunReport(NamedTuple):
    """What a member reports, as `svd train --json` writes it.

    A member whose model was finished before has only the last, "finished". One that broke has "failed", with a
    "message".
    """

    run: str
    report: dict[str, Any]


class RunsError(SvdError):
    """Some members broke; failures has the error of each by its name."""

    def __init__(self, failures: dict[str, SvdError], n_members: int) -> None:
        name, error = next(iter(failures.items()))
        count = "" if n_members == 1 else f" ({len(failures)} of {n_members} failed)"
        super().__init__(f"{name}: {error}{count}")
        self.failures = failures


def train_runs(runs: Sequence[Run], at_once: int | None = None, threads: int | None = None) -> Iterator[RunReport]:
    """Train all that are not finished, so many at once (unless told: as `runs_that_fit` says), and relay their reports.

    The threads (unless told: as many as cores) are shared out among them. When all have ended, MembersError is raised
    if one broke. Closing the generator kills all that run.
    """
    at_once = max(1, min(len(runs), at_once or runs_that_fit(runs)))
    share = max(1, (threads or os.cpu_count() or 1) // at_once)
    pool = _ProcessPool(runs, share)
    try:
        pool.start(at_once)
        yield from pool.reports()
    finally:
        pool.stop()
    if pool.failures:
        failures = {run.name: pool.failures[run.name] for run in runs if run.name in pool.failures}
        raise RunsError(failures, len(runs))


def runs_that_fit(runs: Sequence[Run]) -> int:
    """How many trainings this machine can run at once: one on a GPU, otherwise as cores and memory allow."""
    if any(_uses_gpu(run.arguments) for run in runs):
        return 1
    return max(1, min(os.cpu_count() or 1, _free_memory() // MEMORY_EACH))


class _ProcessPool:
    """Threads that each run one member after the other, and the queue on which they report."""

    def __init__(self, runs: Sequence[Run], threads_each: int) -> None:
        self.failures: dict[str, SvdError] = {}
        self._waiting = list(reversed(runs))
        self._threads_each = threads_each
        self._reports: queue.SimpleQueue[RunReport | None] = queue.SimpleQueue()
        self._workers: list[threading.Thread] = []
        self._running: set[TrainingProcess] = set()
        self._lock = threading.Lock()

    def start(self, at_once: int) -> None:
        for _ in range(at_once):
            worker = threading.Thread(target=self._work, name="member", daemon=True)
            self._workers.append(worker)
            worker.start()

    def reports(self) -> Iterator[RunReport]:
        """What comes from all of them, until the last has nothing left to do."""
        working = len(self._workers)
        while working:
            report = self._reports.get()
            if report is None:
                working -= 1
            else:
                yield report

    def stop(self) -> None:
        """Begin nothing more, kill what runs and wait until it is gone."""
        with self._lock:
            self._waiting.clear()
            running = list(self._running)
        for process in running:
            process.cancel()
        for worker in self._workers:
            worker.join()

    def _work(self) -> None:
        """Run members until there is none left."""
        while (begun := self._next()) is not None:
            run, process = begun
            learned = False
            try:
                for report in process:
                    learned = learned or report["report"] == "started"
                    self._reports.put(RunReport(run.name, report))
            except TrainingError as error:
                self._fail(run, error)
            else:
                # Nothing goes on from a finished member, and those of a grid would fill the disk. What was finished
                # before may be somebody's own.
                if learned and not process.cancelled:
                    with contextlib.suppress(OSError):
                        state_path(run.out).unlink(missing_ok=True)
            finally:
                self._running.discard(process)
        self._reports.put(None)

    def _next(self) -> tuple[Run, TrainingProcess] | None:
        """The next member, begun; under the lock, so that none begins after the others were killed."""
        with self._lock:
            while self._waiting:
                run = self._waiting.pop()
                words = [*run.arguments, "--out", str(run.out)]
                words += [] if "--force" in words else ["--complete"]
                try:
                    process = TrainingProcess(words, self._threads_each)
                except OSError as error:
                    self._fail(run, TrainingError(f"the training could not be started ({error})"))
                else:
                    self._running.add(process)
                    return run, process
        return None

    def _fail(self, run: Run, error: TrainingError) -> None:
        self.failures[run.name] = error
        self._reports.put(RunReport(run.name, {"report": "failed", "message": str(error)}))


def _uses_gpu(arguments: Sequence[str]) -> bool:
    """Whether a training of these arguments computes on a GPU."""
    words = "=".join(arguments).split("=")
    device = words[words.index("--device") + 1] if "--device" in words[:-1] else "auto"
    if device == "auto":
        from svd_core.model.inference import device_named

        device = device_named(device).type
    return device == "cuda"


def _free_memory() -> int:
    """Bytes that can still be used, as Linux tells; elsewhere enough for two trainings."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return 2 * MEMORY_EACH
