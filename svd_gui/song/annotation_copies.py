"""Copies of annotations, such as `song.mp3.mine-DATE.svd`: opened with their song, and offered to be merged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from svd_core.annotation.journal.opening import OtherCopy, read_copy, song_of_copy
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, SUFFIX, path_for
from svd_gui import background
from svd_gui.errors import Problem, describe
from svd_gui.song.loader import Song
from svd_gui.song.session import Session
from svd_gui.style.plain_text import short


class AnnotationCopies(QObject):
    """Finds the song of a copy that a person opens, and offers the copy once that song is open.

    `song_requested` asks for that song to be opened.
    """

    song_requested = Signal(object)
    problem_found = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._awaited: tuple[Path, OtherCopy] | None = None
        # After the song's own questions were asked.
        session.song_opened.connect(self._offer_awaited, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """Ask for a copy of the open song's annotation."""
        song = self._session.song
        if song is None:
            return
        title = self.tr("Merge a Copy")
        kinds = f"{self.tr('Annotations')} (*{SUFFIX} *{SNAPSHOT_SUFFIX});;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(song.path.parent), kinds)
        if path:
            self._read(Path(path), self._offer)

    def open(self, path: Path) -> None:
        """Open a journal or snapshot: its song, and the copy if it is not the song's own journal."""
        self._read(path, self._open_song)

    def _read(self, path: Path, use: Callable[[OtherCopy], None]) -> None:
        doing = self.tr("Open {0}").format(short(path.name))
        background.run(lambda: read_copy(path), use, lambda error: self.problem_found.emit(describe(error, doing)))

    def _open_song(self, copy: OtherCopy) -> None:
        song, path = self._session.song, song_of_copy(copy)
        if path is not None and path_for(path) == copy.path:
            self.song_requested.emit(path)
            return
        if song is not None and copy.annotation.song_key == song.key:
            self._offer(copy)
            return
        if path is None:
            text = self.tr(
                "{0}: its song, {1}, is not beside it. Put it there, or open the song and then Edit > Merge a Copy."
            )
            self.problem_found.emit(Problem(text.format(copy.path, short(copy.annotation.song))))
            return
        self._awaited = path, copy
        self.song_requested.emit(path)

    def _offer_awaited(self, song: Song) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited[0] == song.path:
            self._offer(awaited[1])

    def _offer(self, copy: OtherCopy) -> None:
        document = self._session.document
        if document.path is not None and not _is_same_file(copy.path, document.path):
            self._session.shared.offer(copy)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
