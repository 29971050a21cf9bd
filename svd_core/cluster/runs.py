"""Trainings of several networks on a Ray cluster: each network is one task, and any node goes on with it.

The data and the model files lie on storage that all nodes share, where a training leaves its state as it goes. When a
node dies, Ray gives its task to another, which goes on from that state.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svd_core.cluster.tasks import Needs, check_room
from svd_core.errors import SvdError, first_line
from svd_core.files.owner_lock import BEAT_SECONDS, SILENCE_SECONDS
from svd_core.training.child_process import TrainingError, TrainingProcess
from svd_core.training.runs import Run, RunReport, RunsError

_TRIES = 5
"""A network that takes hours may lose more than one node; what it had learned is lost with none."""
_SECONDS_BETWEEN_REPORTS = 0.5
_SECONDS_TO_END = 10.0
_LOCK_WAIT = SILENCE_SECONDS + BEAT_SECONDS
"""Seconds after which a model file that a dead node was training is free again, as seen from another."""


def train_runs_on(ray: Any, program: Sequence[str], runs: Sequence[Run], needs: Needs) -> Iterator[RunReport]:
    """Train the runs that are not finished, as many at a time as the cluster has room for, and pass on their reports.

    program, and what is raised at the end: as for `svd_core.training.runs.train_runs`. ClusterError if no node has what
    a training needs. A run that another node goes on with reports "started" again, but "finished" only once. Closing
    the generator ends all.
    """
    from ray.util.queue import Queue
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    check_room(ray, needs)
    for run in runs:
        run.out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the driver, so that no other node takes the reports with it when it dies.
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    reports = Queue(actor_options={"num_cpus": 0, "scheduling_strategy": here})
    task = ray.remote(num_cpus=needs.cpus, num_gpus=needs.gpus, max_retries=_TRIES - 1, max_calls=1)(_train)
    waiting = {task.remote(run, tuple(program), needs.cpus, os.getcwd(), reports): run for run in runs}
    ended = _Ended(ray)
    try:
        while waiting:
            done, _ = ray.wait(list(waiting), num_returns=len(waiting), timeout=0)
            # A run's reports have come before its task ends.
            for report in reports.get_nowait_batch(reports.qsize()):
                if ended.is_news(report):
                    yield report
            yield from ended.take({reference: waiting.pop(reference) for reference in done})
            if waiting and not done:
                ray.wait(list(waiting), num_returns=1, timeout=_SECONDS_BETWEEN_REPORTS)
    finally:
        for reference in waiting:
            ray.cancel(reference)
        if waiting:
            ray.wait(list(waiting), num_returns=len(waiting), timeout=_SECONDS_TO_END)
        reports.shutdown(force=True)
    if ended.failures:
        raise RunsError(runs, ended.failures)


class _Ended:
    """What became of the runs that have ended."""

    def __init__(self, ray: Any) -> None:
        self._ray = ray
        self._trained, self._finished = set[str](), set[str]()
        self.failures: dict[str, SvdError] = {}

    def is_news(self, report: RunReport) -> bool:
        """Take note of a report; False if it is "finished" again, from where a node died just after it was."""
        match report.report["report"]:
            case "started":
                self._trained.add(report.run)
            case "finished" if report.run in self._finished:
                return False
            case "finished":
                self._finished.add(report.run)
        return True

    def take(self, runs: Mapping[Any, Run]) -> Iterator[RunReport]:
        """Clear up behind runs that have ended; the reports of those that failed. The keys are their tasks."""
        for reference, run in runs.items():
            if reason := _reason(self._ray, reference):
                self.failures[run.name] = TrainingError(reason)
                yield RunReport(run.name, {"report": "failed", "message": reason})
            elif run.name in self._trained:
                run.remove_state()


def _reason(ray: Any, reference: Any) -> str:
    """Why a task that has ended failed; "" if it did not."""
    try:
        return str(ray.get(reference))
    except ray.exceptions.RayTaskError as error:
        return f"{type(error.cause).__name__}: {error.cause}"
    except ray.exceptions.RayError as error:
        return f"its worker died {_TRIES} times ({first_line(error)}); the same command goes on"


def _train(run: Run, program: Sequence[str], threads: int, folder: str, reports: Any) -> str:
    """One training, in a worker process; why it failed, or "".

    folder: that of the driver, from which paths in the run's arguments are meant.
    """
    here = socket.gethostname()
    try:
        os.chdir(folder)
        os.stat(run.out.parent)
        words = [*run.words(), "--lock-wait", str(_LOCK_WAIT)]
        # The path of Python is that of this node.
        process = TrainingProcess((sys.executable, *program[1:]), words, threads)
    except OSError as error:
        why = f"{error.strerror or error}: {error.filename or folder}"
        return f"node {here}: {why}. The data and the models must lie on storage that all nodes share."
    try:
        for report in process:
            reports.put(RunReport(run.name, report))
    except TrainingError as error:
        return f"{error} (node {here})"
    return ""
