"""A stress test as the window sees it: what was asked for, and the child process that does it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from svd_core.experiments.robustness.results import Results, from_text
from svd_core.training.child_process import ChildError, ChildProcess
from svd_gui import background
from svd_gui.errors import Problem, describe

KINDS = ("data", "stems", "instruments")
"""Kinds of recordings to test on, named as the command's options."""


@dataclass(frozen=True)
class RobustnessRequest:
    """Which model to test, how, and on which folders, by kind."""

    model: Path
    tests: tuple[str, ...]
    folders: dict[str, tuple[Path, ...]]
    quick: bool = True
    averaging: bool = False

    def arguments(self, page: Path) -> list[str]:
        """Of `svd stress`, to write this page."""
        words = ["--model", str(self.model), "--out", str(page), "--force", "--tests", *self.tests]
        for kind in KINDS:
            if folders := self.folders.get(kind):
                words += [f"--{kind}", *map(str, folders)]
        return [*words, *["--quick"] * self.quick, *["--tta"] * self.averaging]


class RobustnessJob(QObject):
    """One run of `svd stress`; what it finds arrives on the window's thread."""

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, request: RobustnessRequest, page: Path, parent: QObject | None = None) -> None:
        """The page goes into a folder of the program's own, which is made if it is not there."""
        super().__init__(parent)
        self.page = page
        self._request = request
        self._cancelled = threading.Event()
        self._process: ChildProcess | None = None
        self._task = background.follow(self._reports(), self._take, self._end, self._fail)

    def cancel(self) -> None:
        """End the child at once; nothing more is said."""
        self._task.cancel()
        self._cancelled.set()
        if self._process:
            self._process.cancel()

    def _reports(self) -> Generator[dict[str, Any], None, Results]:
        """The child's reports, and the results it wrote as the generator's value."""
        self.page.parent.mkdir(parents=True, exist_ok=True)
        self._process = ChildProcess("stress", self._request.arguments(self.page))
        if self._cancelled.is_set():
            self._process.cancel()
        yield from self._process
        results = self.page.with_suffix(".json")
        return from_text(results.read_text(encoding="utf-8"), str(results))

    def _take(self, report: dict[str, Any]) -> None:
        if report["report"] == "progress":
            self.progressed.emit(int(report["done"]), int(report["total"]), str(report["piece"]))

    def _end(self, results: Results) -> None:
        self.finished.emit(results)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, ChildError):
            self.failed.emit(Problem(str(error), error.details))
        else:
            self.failed.emit(describe(error, self.tr("Stress test")))
