"""Measuring models on labelled songs, one after the other, in child processes that run `svd evaluate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from svd_core.cli.program import PROGRAM
from svd_core.training.child_process import ChildProcess
from svd_gui import background
from svd_gui.child import Child
from svd_gui.errors import describe_end


@dataclass(frozen=True)
class Measured:
    """How a model does on some songs.

    Attributes:
        error: share of frames that are wrong.
        interval: 95 % bootstrap interval of the error over songs; None for a single song.
        auroc: None where only one class occurs.
        known: number of these songs that the model has learned from.
        known_artists: number of the others whose artists it has learned from.
    """

    error: float
    interval: tuple[float, float] | None
    auroc: float | None
    known: int
    known_artists: int = 0


class Measuring(QObject):
    """Measures models on the songs of a folder; its signals arrive on the window's thread."""

    progressed = Signal(str, int)
    """The model that is being measured, and how many songs are done with it."""
    measured = Signal(object, object)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, models: Sequence[Path], folder: Path, parent: QObject | None = None) -> None:
        """Start at once."""
        super().__init__(parent)
        self._models, self._folder = tuple(models), folder
        self._child = Child[ChildProcess]()
        self._songs_done = 0
        self._task = background.follow(
            self._reports(), self._pass_on, lambda _: self.finished.emit(), self._describe_failure
        )

    def cancel(self) -> None:
        """End the child at once; no signal follows."""
        self._task.cancel()
        self._child.cancel()

    def _reports(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        for model in self._models:
            words = ["--model", str(model), "--data", str(self._folder)]
            for report in self._child.start(partial(ChildProcess, PROGRAM, "evaluate", words)):
                yield model, report

    def _pass_on(self, told: tuple[Path, dict[str, Any]]) -> None:
        model, report = told
        if report["report"] == "song":
            self._songs_done += 1
            self.progressed.emit(model.stem, self._songs_done)
        if report["report"] == "summary":
            self._songs_done = 0
            interval = report["interval"] if len(report["songs"]) > 1 else None
            self.measured.emit(
                model,
                Measured(
                    report["pooled"]["error"],
                    (interval[0], interval[1]) if interval else None,
                    report["pooled"]["auroc"],
                    len(report["known_songs"]),
                    len(report["known_artists"]),
                ),
            )

    def _describe_failure(self, error: Exception) -> None:
        self.failed.emit(describe_end(error, self.tr("Measuring models")))
