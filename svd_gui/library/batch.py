"""Work on many songs: commands of our own in a child process, one song after the other, with pause and resume.

A paused batch is one whose child was ended: each song that was done is done, so going on means starting the command
again with the songs that are left.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from svd_core.cli.program import PROGRAM
from svd_core.training.child_process import ChildError, ChildProcess
from svd_gui import background
from svd_gui.child import Child
from svd_gui.errors import Problem, describe, in_own_words

_NAMED = 12
"""Songs that failed which are named in the report."""
FEWEST_FOR_PACE = 3
"""Songs after which the time left is told; the first one takes what loading a model takes."""


@dataclass(frozen=True)
class BatchPlan:
    """What to do with which songs: a command of `svd` that takes `--list` and reports each song.

    Attributes:
        title: what is done, such as "Detect singing".
        arguments: of the command, without the songs.
        leaves_out: whether a song with which it cannot be done is only left out, as one without labels in an export.
        reports: the kinds of reports that say that a song is done; they name it as "song".
    """

    title: str
    command: str
    arguments: tuple[str, ...]
    songs: tuple[Path, ...]
    reports: frozenset[str] = frozenset({"progress"})
    leaves_out: bool = False


@dataclass
class _Tally:
    """No song is in both."""

    done: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)


class Batch(QObject):
    """Runs one plan at a time; its signals arrive on the window's thread."""

    state_changed = Signal()
    progressed = Signal(int, int, str)
    """How many songs of how many are done, and the last one's name."""
    song_done = Signal(object, object)
    """The path of a song, and the report on it."""
    finished = Signal(object, int)
    """The plan, and how many songs were done."""
    problem_found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: BatchPlan | None = None
        self.paused = False
        self._tally = _Tally()
        self._task: background.Task | None = None
        self._child = Child[ChildProcess]()
        self._begun, self._n_before = 0.0, 0

    @property
    def running(self) -> bool:
        """Whether a batch is under way, or paused."""
        return self.plan is not None

    @property
    def n_songs(self) -> int:
        """With how many songs the present plan is to be done."""
        return len(self.plan.songs) if self.plan is not None else 0

    @property
    def n_done(self) -> int:
        """How many of them are done, those that failed included."""
        return len(self._tally.done) + len(self._tally.failed)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the pace since the batch began or went on; None before that can be told."""
        n_since = self.n_done - self._n_before
        if self.plan is None or self.paused or n_since < FEWEST_FOR_PACE:
            return None
        return (time.monotonic() - self._begun) / n_since * (self.n_songs - self.n_done)

    def start(self, plan: BatchPlan) -> None:
        """Begin; whoever asks sees to it that none is running."""
        self.cancel()
        self.plan, self.paused, self._tally = plan, False, _Tally()
        self._run()

    def pause(self) -> None:
        """Stop for a while; the song that is being worked on is begun anew when it goes on."""
        if self.plan is not None and not self.paused:
            self.paused = True
            self._end_child()
            self.state_changed.emit()

    def resume(self) -> None:
        """Go on with the songs that are left."""
        if self.plan is not None and self.paused:
            self.paused = False
            self._run()

    def cancel(self) -> None:
        """Give up what is left; what is done stays."""
        self._end_child()
        if self.plan is not None:
            self.plan = None
            self.state_changed.emit()

    def _run(self) -> None:
        assert self.plan is not None
        known = self._tally.done | self._tally.failed.keys()
        left = [song for song in self.plan.songs if str(song) not in known]
        self.state_changed.emit()
        self.progressed.emit(len(known), len(self.plan.songs), "")
        if not left:
            self._finish()
            return
        self._begun, self._n_before = time.monotonic(), len(known)
        self._child = Child()
        self._task = background.follow(
            _child_reports(self._child, self.plan, left), self._take, lambda _: self._finish(), self._fail
        )

    def _end_child(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._child.cancel()
        self._task = None

    def _take(self, report: dict[str, Any]) -> None:
        plan = self.plan
        if plan is None or self.paused:
            return
        if report["report"] in plan.reports and isinstance(report.get("song"), str):
            song = report["song"]
            self._tally.done.add(song)
            self.song_done.emit(Path(song), report)
            self.progressed.emit(self.n_done, len(plan.songs), Path(song).name)
        elif report["report"] == "summary":
            for failure in report.get("failures", ()):
                self._tally.failed[str(failure.get("song"))] = str(failure.get("message"))
                self._tally.done.discard(str(failure.get("song")))

    def _finish(self) -> None:
        plan, failed, done = self.plan, self._tally.failed, len(self._tally.done)
        self._task = self.plan = None
        self.state_changed.emit()
        if plan is None:
            return
        if failed:
            lines = list(failed.values())
            more = [self.tr("… and %n more", "", len(lines) - _NAMED)] if len(lines) > _NAMED else []
            if plan.leaves_out:
                summary = self.tr("{0}: %n song(s) left out.", "", len(lines)).format(plan.title)
            else:
                summary = self.tr("{0}: %n song(s) failed.", "", len(lines)).format(plan.title)
            # One of them says in the window why; mostly the others failed for the same reason.
            self.problem_found.emit(Problem(f"{summary}\n{lines[0]}", "\n".join([*lines[:_NAMED], *more])))
        self.finished.emit(plan, done)

    def _fail(self, error: Exception) -> None:
        """The child died in the middle: it can go on with what is left."""
        title = self.plan.title if self.plan else ""
        self._task = None
        self.paused = self.plan is not None
        self.state_changed.emit()
        if isinstance(error, ChildError):
            self.problem_found.emit(Problem(f"{title}: {in_own_words(error)}", error.details))
        else:
            self.problem_found.emit(describe(error, title))


def _child_reports(
    child: Child[ChildProcess], plan: BatchPlan, songs: Sequence[Path]
) -> Generator[dict[str, Any], None, None]:
    with tempfile.TemporaryDirectory(prefix="svd-songs-") as folder:
        listed = Path(folder, "songs.txt")
        listed.write_bytes(b"".join(os.fsencode(song) + b"\0" for song in songs))
        arguments = [*plan.arguments, "--list", str(listed)]
        is_over = False
        try:
            for report in child.start(lambda: ChildProcess(PROGRAM, plan.command, arguments)):
                is_over = is_over or report["report"] == "summary"
                yield report
        except ChildError:
            # With a summary, it did what it could, and songs that failed are in it.
            if not is_over:
                raise
