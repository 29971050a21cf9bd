"""A training as the window sees it: the child process that runs `svd train`, and what it has reported."""

from __future__ import annotations

import contextlib
import threading
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from svd_core.cli.program import PROGRAM
from svd_core.model import rejection
from svd_core.sentence import from_parts
from svd_core.training.child_process import TrainingProcess
from svd_gui import background, folders
from svd_gui.child import Child
from svd_gui.errors import Problem, describe_end
from svd_gui.training.choices import TrainingChoices
from svd_gui.training.run_files import Curves, RunFiles

if TYPE_CHECKING:
    from svd_core.training.reports import Compared


class TrainingLog(Curves):
    """Everything a training has reported so far, as the panel shows it, beginning with the curves of its past.

    Attributes:
        total: the update at which the training ends.
        seconds_left: the child's estimate, or None before the first.
        stage: the kind of the last report that tells what the child is doing: loading, started, progress, paused or
            checking.
        last: the last report, notices left out.
        notices: lines that the user should see, oldest first; sentences where they can be translated.
        compared: the report of the old and the new model side by side, or None where there is none.
        saved_update: the update of the last checkpoint on disk; 0 if there is none.
    """

    def __init__(self, past: Curves | None = None) -> None:
        past = past or Curves()
        super().__init__(past.updates, past.losses, past.validated_at, past.errors)
        self.total = 0
        self.seconds_left: float | None = None
        self.stage = ""
        self.last: dict[str, Any] = {}
        self.notices: list[str] = []
        self.saved_update = 0
        self.compared: Compared | None = None

    def add(self, report: Mapping[str, Any]) -> None:
        """Add one report of the child, one of `svd_core.training.reports` as JSON."""
        kind = report.get("report")
        if kind == "notice":
            self.notices.append(from_parts(report, str(report.get("text", ""))))
            return
        self.last = dict(report)
        if kind == "compared":
            self.compared = _compared(report)
        elif kind in ("checking", "paused"):
            self.stage = str(kind)
        elif kind in ("loading", "started"):
            self.stage = str(kind)
            self.total = int(report.get("updates", self.total))
            if kind == "started":
                self._forget_after(int(report.get("update", 0)))
        elif kind == "progress" and report.get("loss") is not None:
            self.stage = "progress"
            self.total = int(report["updates"])
            self.updates.append(int(report["update"]))
            self.losses.append(float(report["loss"]))
            left = report.get("seconds_left")
            self.seconds_left = None if left is None else float(left)
        elif kind == "validated" and report.get("error") is not None:
            self.validated_at.append(int(report["update"]))
            self.errors.append(float(report["error"]))
        elif kind == "saved":
            self.saved_update = int(report["update"])

    def _forget_after(self, update: int) -> None:
        """Forget what was reported after the update from which the training goes on, and will be reported anew."""
        n_losses, n_errors = bisect_right(self.updates, update), bisect_right(self.validated_at, update)
        del self.updates[n_losses:], self.losses[n_losses:]
        del self.validated_at[n_errors:], self.errors[n_errors:]

    @property
    def update(self) -> int:
        """The update of the last loss."""
        return self.updates[-1] if self.updates else 0


def _compared(report: Mapping[str, Any]) -> Compared:
    """The report as the child made it; JSON has lists for pairs."""
    from svd_core.training.reports import Compared

    values: dict[str, Any] = {field.name: report[field.name] for field in fields(Compared)}
    intervals = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Compared(**(values | intervals))


@dataclass(frozen=True)
class Ending:
    """How a training ended; a finished one has a model, a failed one a problem."""

    kind: Literal["finished", "cancelled", "failed"]
    model: Path | None = None
    problem: Problem | None = None


class TrainingJob(QObject):
    """One training in a child process, whose reports a thread passes on.

    `prepared` carries the arguments of `svd train`, `log_changed` the TrainingLog, `ended` the Ending.
    """

    prepared = Signal(object)
    log_changed = Signal(object)
    ended = Signal(object)

    def __init__(self, out: Path, task: list[str] | TrainingChoices, parent: QObject | None = None) -> None:
        """Prepare to train the model `out` by the arguments of an earlier training, or by new choices."""
        super().__init__(parent)
        self.out = out
        self._files = RunFiles(out)
        self.log = TrainingLog(None if isinstance(task, TrainingChoices) else self._files.curves())
        self._task = task
        self._child = Child[TrainingProcess]()
        self._thread = threading.Thread(target=self._pass_on_reports, name="training", daemon=True)
        # The window may be closed, and with it this object deleted, while the thread still has something to say.
        self._pass_arguments = background.callable_from_any_thread(self._tell_arguments)
        self._pass_report = background.callable_from_any_thread(self._add_to_log)
        self._pass_end = background.callable_from_any_thread(self._tell_end)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """End the child at once; its last checkpoint stays."""
        self._child.cancel()

    def pause(self) -> None:
        """Hold the training up after the update under way."""
        if self._child.process is not None:
            self._child.process.pause()

    def go_on(self) -> None:
        """Let it go on after a pause."""
        if self._child.process is not None:
            self._child.process.go_on()

    def wait(self, seconds: float) -> None:
        """Wait at most so long for the thread, when the program ends."""
        self._thread.join(seconds)

    def _tell_arguments(self, arguments: list[str]) -> None:
        self.prepared.emit(arguments)

    def _tell_end(self, ending: Ending) -> None:
        self.ended.emit(ending)

    def _add_to_log(self, report: dict[str, Any]) -> None:
        self.log.add(report)
        if report.get("report") in ("saved", "finished"):
            self._files.keep_curves(self.log)
            background.run(self._files.write_curves, _ignore, _ignore)
        self.log_changed.emit(self.log)

    def _pass_on_reports(self) -> None:
        """Run the child from beginning to end; on a thread of its own."""
        model: Path | None = None
        is_worse = False
        try:
            arguments = self._task
            if isinstance(arguments, TrainingChoices):
                # It reads and writes data sets, which the window does not at its start.
                from svd_gui.training.arguments import train_arguments

                arguments = train_arguments(arguments, folders.fallback_annotations())
            self._files.keep_arguments(arguments)
            self._pass_arguments(arguments)
            for report in self._child.start(partial(TrainingProcess, PROGRAM, arguments)):
                if report.get("report") == "compared":
                    is_worse = _compared(report).is_worse
                elif report.get("report") == "finished":
                    model = Path(report["model"])
                self._pass_report(report)
            if model is not None and is_worse:
                _reject(model)
        except Exception as error:  # noqa: BLE001 - relayed whole to the window, which shows it
            self._pass_end(Ending("failed", problem=describe_end(error, self.tr("Train"))))
        else:
            self._pass_end(Ending("finished", model) if model else Ending("cancelled"))


def _reject(model: Path) -> None:
    """Nobody has to do anything to keep the old model: a worse one is rejected until it is used."""
    # What could not be written beside the model is not remembered, and nothing else is lost.
    with contextlib.suppress(OSError):
        rejection.reject(model)


def _ignore(_: object) -> None:
    """Curves that could not be written are missing when the training goes on, and nothing else is."""
