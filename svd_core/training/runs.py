"""Several trainings side by side, such as those of an ensemble or of an experiment's grid.

Each run is a `svd train --complete` in a process of its own, which does only what is missing, so that the whole can be
stopped and begun again at any time. If a run fails, the others are finished all the same.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from svd_core.errors import SvdError
from svd_core.training.child_process import TrainingError, TrainingProcess
from svd_core.training.plan import state_path

MEMORY_EACH = 2 << 30
"""Bytes reckoned for one training: PyTorch, a few hours of sound as samples, and the activations of an update."""


@dataclass(frozen=True)
class Run:
    """One training.

    Attributes:
        name: for people.
        out: its model file.
        arguments: those of `svd train` besides --out, --device, --json and --threads; with --force among them even a
            finished run begins anew.
        device: "auto", "cpu" or "cuda".
    """

    name: str
    out: Path
    arguments: tuple[str, ...]
    device: str = "auto"

    def words(self) -> list[str]:
        """The arguments of `svd train` that do what is missing of it."""
        words = [*self.arguments, "--out", str(self.out), "--device", self.device]
        return words if "--force" in words else [*words, "--complete"]

    def remove_state(self) -> None:
        """Remove the state of a finished training: nothing goes on from it, and those of a grid would fill the disk."""
        with contextlib.suppress(OSError):
            state_path(self.out).unlink(missing_ok=True)


class RunReport(NamedTuple):
    """A report of a run, named `run`, as `svd train --json` writes it.

    A run whose model was finished before has, after those of looking at the data, only the last one, "finished". One
    that failed has "failed", with a "message".
    """

    run: str
    report: dict[str, Any]


TrainRuns = Callable[[Sequence[Run]], Iterator[RunReport]]
"""Trains runs that are not finished, as `train_runs` does on this machine. Raises RunsError if some failed."""


class RunsError(SvdError):
    """Some runs failed; `failures` maps the name of each to its error."""

    def __init__(self, runs: Sequence[Run], failures: Mapping[str, SvdError]) -> None:
        failures = {run.name: failures[run.name] for run in runs if run.name in failures}
        name, error = next(iter(failures.items()))
        count = "" if len(runs) == 1 else f" ({len(failures)} of {len(runs)} failed)"
        super().__init__(f"{name}: {error}{count}")
        self.failures = failures


def train_runs(
    program: Sequence[str], runs: Sequence[Run], at_once: int | None = None, threads: int | None = None
) -> Iterator[RunReport]:
    """Train the runs that are not finished, `at_once` of them at a time, and pass on their reports.

    program: the words that start our command line, `svd_core.cli.program.PROGRAM`.
    at_once: by default as `runs_that_fit` says.
    threads: CPU threads shared out among the runs at a time; by default one for each core.

    When all have ended, RunsError is raised if one failed. Closing the generator kills all that run.
    """
    at_once = max(1, min(len(runs), at_once or runs_that_fit(runs)))
    gpus = visible_gpus() if any(_uses_gpu(run.device) for run in runs) else ()
    pool = _ProcessPool(program, runs, max(1, (threads or os.cpu_count() or 1) // at_once), gpus)
    try:
        pool.start(at_once)
        yield from pool.reports()
    finally:
        pool.stop()
    if pool.failures:
        raise RunsError(runs, pool.failures)


def runs_that_fit(runs: Sequence[Run]) -> int:
    """How many runs this machine can train at a time: one on each GPU, else as many as cores and memory allow."""
    if any(_uses_gpu(run.device) for run in runs):
        return max(1, len(visible_gpus()))
    return max(1, min(os.cpu_count() or 1, _free_memory() // MEMORY_EACH))


def visible_gpus() -> tuple[str, ...]:
    """The GPUs of this machine that programs may use, as CUDA_VISIBLE_DEVICES names them."""
    named = os.environ.get("CUDA_VISIBLE_DEVICES")
    if named is not None:
        return tuple(filter(None, map(str.strip, named.split(","))))
    import torch

    return tuple(map(str, range(torch.cuda.device_count())))


class _ProcessPool:
    """A pool of threads, each of which starts one training process after the other and queues its reports.

    Where there are several GPUs, the processes of one thread see one of them.
    """

    def __init__(self, program: Sequence[str], runs: Sequence[Run], threads_each: int, gpus: Sequence[str]) -> None:
        self._gpus = gpus if len(gpus) > 1 else ()
        self._program = program
        self.failures: dict[str, SvdError] = {}
        self._waiting = list(reversed(runs))
        self._threads_each = threads_each
        self._reports: queue.SimpleQueue[RunReport | None] = queue.SimpleQueue()
        self._workers: list[threading.Thread] = []
        self._running: set[TrainingProcess] = set()
        self._lock = threading.Lock()

    def start(self, at_once: int) -> None:
        for number in range(at_once):
            gpu = {"CUDA_VISIBLE_DEVICES": self._gpus[number % len(self._gpus)]} if self._gpus else {}
            worker = threading.Thread(target=self._work, args=(gpu,), name="training run", daemon=True)
            self._workers.append(worker)
            worker.start()

    def reports(self) -> Iterator[RunReport]:
        """The reports of all processes, until no thread has anything left to do."""
        working = len(self._workers)
        while working:
            report = self._reports.get()
            if report is None:
                working -= 1
            else:
                yield report

    def stop(self) -> None:
        """Start no further process, kill those that run and wait for their end."""
        with self._lock:
            self._waiting.clear()
            running = list(self._running)
        for process in running:
            process.cancel()
        for worker in self._workers:
            worker.join()

    def _work(self, environment: Mapping[str, str]) -> None:
        """Train run after run until none is left; the body of each thread."""
        while (started := self._next(environment)) is not None:
            run, process = started
            trained = False
            try:
                for report in process:
                    trained = trained or report["report"] == "started"
                    self._reports.put(RunReport(run.name, report))
            except TrainingError as error:
                self._fail(run, error)
            else:
                # The state of a run that was finished before may be of use to somebody.
                if trained and not process.cancelled:
                    run.remove_state()
            finally:
                self._running.discard(process)
        self._reports.put(None)

    def _next(self, environment: Mapping[str, str]) -> tuple[Run, TrainingProcess] | None:
        """Start the next run; under the lock, so that none starts after `stop` has killed the others."""
        with self._lock:
            while self._waiting:
                run = self._waiting.pop()
                try:
                    process = TrainingProcess(self._program, run.words(), self._threads_each, environment)
                except OSError as error:
                    self._fail(run, TrainingError(f"the training could not be started ({error})"))
                else:
                    self._running.add(process)
                    return run, process
        return None

    def _fail(self, run: Run, error: TrainingError) -> None:
        self.failures[run.name] = error
        self._reports.put(RunReport(run.name, {"report": "failed", "message": str(error)}))


def _uses_gpu(device: str) -> bool:
    """Whether a training on a device of this name computes on a GPU."""
    if device == "auto":
        from svd_core.model.inference import device_named

        device = device_named(device).type
    return device == "cuda"


def _free_memory() -> int:
    """Bytes of memory that are available, as Linux reports them; elsewhere enough for two trainings."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return 2 * MEMORY_EACH
