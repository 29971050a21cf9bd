"""A window that works in a folder by itself until it is killed.

It writes a JSON object a line to standard output for all that a person sees: songs opened, states shown as saved, notes
in the list, that a song is open elsewhere. A line on standard input asks for a batch.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from svd_core.annotation.journal import song_journal
from svd_core.annotation.journal.annotation_json import to_text
from svd_core.annotation.regions import Region, normalised
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui import background
from svd_gui.errors import Problem, install_hook
from svd_gui.library import songs
from svd_gui.settings import Settings
from svd_gui.song.question import Question
from svd_gui.window.main_window import MainWindow

STEP_MS = 25
LONG_LINES = 150
"""Lines from which on journals are compacted when their song is left, so that it happens often."""


def say(word: str, **facts: Any) -> None:
    """Write a line at once and as a whole."""
    os.write(1, (json.dumps({"word": word, "at": time.monotonic()} | facts) + "\n").encode())


def digest(annotation: SongAnnotation) -> str:
    """A short text that is the same for the same annotation only."""
    return hashlib.sha256(to_text(annotation).encode()).hexdigest()[:16]


class Worker(QObject):
    """Does at each step one thing that a person may do in a window."""

    def __init__(self, window: MainWindow, place: Path, index: int, rng: random.Random) -> None:
        super().__init__(window)
        self.window, self.session, self.document = window, window.session, window.document
        self.folder, self.out = place / "songs", place / f"labels {index}"
        self.index, self.rng = index, rng
        self.question: Question | None = None
        self.typed: dict[str, str] = {}
        self.count = 0
        self.refused_in = ""
        self.said_last = ("", "")
        self.document.saved.connect(self.say_saved)
        self.document.history_changed.connect(self.say_shown)
        self.session.song_opened.connect(self.say_opened)
        self.session.shared.question_changed.connect(self.take_question)
        window.songs.folder.settled.connect(lambda: say("listed", songs=len(window.songs.folder.listing.rows)))
        window.songs.folder.changed.connect(self.see_notes)
        window.songs.batch.finished.connect(lambda plan, done: say("batch", command=plan.command, done=done))
        for source in (window.songs, window.session):
            source.problem_found.connect(self.say_problem)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.step)
        self.timer.start(STEP_MS)

    def say_shown(self) -> None:
        """Say a state that is shown without having been written here, as after taking a song over."""
        journal = self.document.journal
        if journal is not None and journal.is_on_disk and not self.document.read_only_reason:
            self.say_saved()

    def say_saved(self) -> None:
        journal = self.document.journal
        assert journal is not None
        # What was written for another song since the window showed one is not meant.
        song = journal.places.own.relative_to(self.folder).as_posix().removesuffix(".svd")
        if self.said_last != (song, journal.history.current):
            self.said_last = song, journal.history.current
            say("saved", song=song, state=journal.history.current, digest=digest(journal.history.annotation))

    def say_opened(self, song: Any) -> None:
        # Whether it may be edited, the journal says after all others have followed.
        QTimer.singleShot(0, self, self._say_opened)

    def _say_opened(self) -> None:
        journal, song = self.document.journal, self.session.song
        if journal is not None and song is not None:
            say("opened", song=self.path, hindrance=journal.hindrance)
            self.say_shown()

    @property
    def path(self) -> str:
        song = self.session.song
        return song.path.relative_to(self.folder).as_posix() if song is not None else ""

    def take_question(self, question: Question | None) -> None:
        self.question = question
        if question is not None:
            say("question", song=self.path, text=question.text)

    def say_problem(self, problem: Problem) -> None:
        say("problem", text=problem.summary)

    def see_notes(self) -> None:
        rows = self.window.songs.folder.listing.rows
        for path, note in list(self.typed.items()):
            if path in rows and rows[path].note == note:
                say("noted", song=path, note=note)
                del self.typed[path]

    def step(self) -> None:
        listing = self.window.songs.folder.listing.rows
        if not listing:
            return
        if self.session.song is None:
            if not self.session.opening.running:
                self.window.open_song(self.folder / self.some_song())
        elif self.document.read_only_reason:
            self.be_told()
        elif (kind := self.rng.random()) < 0.03:
            self.window.open_song(self.folder / self.some_song())
        elif kind < 0.04:
            self.window.songs.step(self.rng.choice([1, -1]))
        elif kind < 0.06:
            self.write_note()
        else:
            self.edit()

    def some_song(self) -> str:
        """A song of this window's half, at times one of the other's."""
        half = self.index if self.rng.random() < 0.75 else 1 - self.index
        mine = [path for path in self.window.songs.folder.listing.rows if path.startswith(f"artist {half}/")]
        return self.rng.choice(mine)

    def be_told(self) -> None:
        """The song is open in the other window: editing must not be possible here, and a person must be told."""
        journal = self.document.journal
        assert journal is not None
        if self.question is not None and self.question.answers:
            say("taken over", song=self.path)
            self.question.answers[0].act()
        elif self.refused_in != self.path:
            before = journal.history.current
            self.edit()
            self.refused_in = self.path
            say("refused", song=self.path, told=self.question is not None, edited=journal.history.current != before)
        elif self.rng.random() < 0.01:
            self.window.open_song(self.folder / self.some_song())

    def write_note(self) -> None:
        """Write a note to a song of this window's half that is not open here."""
        path = self.rng.choice([f"artist {self.index}/{number:02d}.wav" for number in range(self.index, 12, 2)])
        if path != self.path and path not in self.typed:
            self.count += 1
            self.typed[path] = f"{self.index} {os.getpid()} {self.count}"
            say("typed", song=path, note=self.typed[path])
            self.window.songs.list.model.note_typed.emit(path, self.typed[path])

    def edit(self) -> None:
        """One edit of the open song."""
        document, rng, regions = self.document, self.rng, self.document.regions
        duration = self.session.song.duration if self.session.song else 1.0
        kind = rng.choice(["add", "add", "add", "delete", "check", "undo", "undo", "redo"])
        start = rng.uniform(0, duration - 0.5)
        if kind == "undo" and document.undo_stack.canUndo():
            document.undo_stack.undo()
        elif kind == "redo" and document.undo_stack.canRedo():
            document.undo_stack.redo()
        elif kind == "check":
            document.mark_checked("Mark as checked", ((start, start + 0.4),))
        elif kind == "delete" and regions:
            gone = rng.choice(regions)
            document.edit("Delete region", tuple(region for region in regions if region is not gone))
        else:
            added = Region(start, start + rng.uniform(0.05, 0.4), source="hand")
            document.edit("Add region", normalised((*regions, added), duration))

    def begin_batch(self, what: str) -> None:
        window = self.window
        if window.songs.batch.running:
            return
        say("begun", command=what)
        if what == "detect":
            window.actions_.detect_all.trigger()
        elif what == "mark":
            window.songs.list.rows.selectAll()
            window.songs.set_status("in work")
        else:
            self.out.mkdir(exist_ok=True)
            arguments = ("--format", "audacity", "--out", str(self.out), "--force")
            window.songs._begin_for_all("Export labels", "export", arguments, "exported")


def work(place: Path, index: int, seed: int) -> None:
    """Show window number `index` with the folder `songs` in a place, and work in it."""
    song_journal.LONG_LINES, songs.MOST_MARKED_AT_ONCE = LONG_LINES, 0
    application = QApplication(["svd-gui"])
    application.setStyle("Fusion")
    window = MainWindow(Settings(place / f"settings {index}.ini"))
    install_hook(window.notice.show_problem)
    window.show()
    window.start()
    window.choice.choose(place / "songs")
    worker = Worker(window, place, index, random.Random(seed))
    begin = background.callable_from_any_thread(worker.begin_batch)
    threading.Thread(target=lambda: [begin(line.strip()) for line in sys.stdin], daemon=True).start()
    application.exec()
