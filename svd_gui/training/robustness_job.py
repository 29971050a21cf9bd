"""A robustness test as the window sees it: what was chosen, and the child process that runs `svd stress`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from svd_core.cli.program import PROGRAM
from svd_core.training.child_process import ChildProcess
from svd_gui import background
from svd_gui.child import Child
from svd_gui.errors import describe_end

KINDS = ("data", "stems", "instruments")
"""Kinds of recordings to test on, named as the options of `svd stress`."""


@dataclass(frozen=True)
class RobustnessChoices:
    """Which model to test, with which tests, and on the recordings of which folders, by kind."""

    model: Path
    tests: tuple[str, ...]
    folders: dict[str, tuple[Path, ...]]
    quick: bool = True
    averaging: bool = False

    def arguments(self, report: Path) -> list[str]:
        """Return the arguments with which `svd stress` does this and writes the report, an HTML file."""
        words = ["--model", str(self.model), "--out", str(report), "--tests", *self.tests]
        for kind in KINDS:
            if folders := self.folders.get(kind):
                words += [f"--{kind}", *map(str, folders)]
        return [*words, *["--quick"] * self.quick, *["--tta"] * self.averaging]


class RobustnessJob(QObject):
    """One run of `svd stress` in a child process; its signals arrive on the window's thread.

    The child writes its report when all is measured, to a folder of its own; only then does it take the place of the
    last one, so a cancelled run leaves that as it is.
    """

    progressed = Signal(int, int, str)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, choices: RobustnessChoices, report: Path, parent: QObject | None = None) -> None:
        """Start at once; the folder of the report is made if it is not there."""
        super().__init__(parent)
        self._choices, self._report = choices, report
        self.child = Child[ChildProcess]()
        self._task = background.follow(
            self._child_reports(), self._pass_on, lambda _: self.finished.emit(), self._describe_failure
        )

    def cancel(self) -> None:
        """End the child at once; no signal follows."""
        self._task.cancel()
        self.child.cancel()

    def _child_reports(self) -> Iterator[dict[str, Any]]:
        self._report.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="new-", dir=self._report.parent) as folder:
            fresh = Path(folder, self._report.name)
            arguments = self._choices.arguments(fresh)
            yield from self.child.start(lambda: ChildProcess(PROGRAM, "stress", arguments))
            # The page last: it is there only with what belongs to it.
            for path in sorted(fresh.parent.iterdir(), key=lambda path: path == fresh):
                os.replace(path, self._report.with_name(path.name))

    def _pass_on(self, report: dict[str, Any]) -> None:
        if report["report"] == "progress":
            self.progressed.emit(int(report["done"]), int(report["total"]), str(report["piece"]))

    def _describe_failure(self, error: Exception) -> None:
        self.failed.emit(describe_end(error, self.tr("Robustness test")))
