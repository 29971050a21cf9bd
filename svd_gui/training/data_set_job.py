"""A data set being exported, as the window sees it: the child process that runs `svd export --data-set`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from svd_core.cli.program import PROGRAM
from svd_core.training.child_process import ChildProcess
from svd_gui import background
from svd_gui.child import Child
from svd_gui.errors import Problem, describe_end
from svd_gui.training.finding_words import finding_text


@dataclass(frozen=True)
class DataSetChoices:
    """Which songs go into which folder, whose they are, and how their sound comes there."""

    music: Path
    target: Path
    artists: str = ""
    licence: str = ""
    link: str = "hard"
    replace: bool = False

    def arguments(self) -> list[str]:
        """Return the arguments with which `svd export` does this."""
        words = [str(self.music), "--data-set", str(self.target), "--link", self.link]
        words += [f"--artists={self.artists}"] if self.artists else []
        words += [f"--licence={self.licence}"] if self.licence else []
        return [*words, *["--replace"] * self.replace]


class DataSetJob(QObject):
    """One export in a child process; its signals arrive on the window's thread.

    `finished` carries the summary, `noted` what people should know: songs that were left out and why.
    """

    progressed = Signal(int, int, str)
    noted = Signal(str)
    finished = Signal(dict)
    failed = Signal(object)

    def __init__(self, choices: DataSetChoices, parent: QObject | None = None) -> None:
        """Start at once."""
        super().__init__(parent)
        self._choices = choices
        self._summary: dict[str, Any] = {}
        self.child = Child[ChildProcess]()
        self._task = background.follow(self._child_reports(), self._pass_on, self._end, self._describe_failure)

    def cancel(self) -> None:
        """End the child at once; no signal follows, and nothing of the data set is left."""
        self._task.cancel()
        self.child.cancel()

    def _child_reports(self) -> Iterator[dict[str, Any]]:
        yield from self.child.start(lambda: ChildProcess(PROGRAM, "export", self._choices.arguments()))

    def _pass_on(self, report: dict[str, Any]) -> None:
        kind = report["report"]
        if kind == "song":
            self.progressed.emit(int(report["number"]), int(report["total"]), str(report["song"]))
        elif kind == "finding":
            self.noted.emit(finding_text(report))
        elif kind == "summary":
            self._summary = report

    def _end(self, _: object) -> None:
        if self._summary:
            self.finished.emit(self._summary)
        else:
            self.failed.emit(Problem(self.tr("The export ended without a result.")))

    def _describe_failure(self, error: Exception) -> None:
        if self._summary:
            self.finished.emit(self._summary)
        else:
            self.failed.emit(describe_end(error, self.tr("Export Data Set")))
