"""What only a person can answer about the songs of the open folder, asked above their list without stopping work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from svd_core.library.orphans import Reunion
from svd_gui.library.folder_session import FolderSession
from svd_gui.song.question import Answer, Question, QuestionBar
from svd_gui.style.plain_text import short

NAMED = 3
"""Journals that are named in a question; of more, only the number is said."""


class FolderQuestions(QObject):
    """Asks one question at a time; a newer one takes the place of one that was not answered."""

    answered = Signal()

    def __init__(self, folder: FolderSession, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self.bar = QuestionBar(is_narrow=True)
        folder.reunions_found.connect(self.offer_reunions)
        folder.closed.connect(self._take_back)

    def offer_reunions(self, found: tuple[Reunion, ...]) -> None:
        """Ask whether journals are to be moved beside their songs, which were renamed or moved."""
        names = ", ".join(f"{short(one.journal)} → {short(one.song)}" for one in found[:NAMED])
        more = ", …" if len(found) > NAMED else ""
        text = self.tr("%n journal(s) lost their song, which was renamed or moved: {0}{1}", "", len(found))
        self._ask(
            text.format(names, more),
            (self.tr("Move Beside the Songs"), lambda: self._folder.reunite(found)),
            (self.tr("Leave As It Is"), None),
        )

    def say_unchecked(self, paths: Sequence[str], check_open_song: Callable[[], object] | None) -> None:
        """Say of songs called checked that nothing is learned from them as long as no time in them is checked."""
        rows = self._folder.listing.rows
        n_unchecked = sum(path in rows and not rows[path].checked for path in paths)
        if not n_unchecked:
            return
        text = self.tr("%n song(s) called checked without checked time: nothing is learned from them.", "", n_unchecked)
        answers: list[tuple[str, Callable[[], object] | None]] = [(self.tr("Leave It So"), None)]
        if check_open_song is not None:
            answers.insert(0, (self.tr("Mark the Open Song as Checked"), check_open_song))
        self._ask(text, *answers)

    def offer_detection(self, n_songs: int, detect: Callable[[], object]) -> None:
        """Ask whether to detect songs first, without which nothing says what to check."""
        text = self.tr("What to check first is not known before singing is detected in %n song(s).", "", n_songs)
        self._ask(text, (self.tr("Detect, Then Check"), detect), (self.tr("Not Now"), None))

    def _ask(self, text: str, *answers: tuple[str, Callable[[], object] | None]) -> None:
        def answer(act: Callable[[], object] | None) -> None:
            self._take_back()
            if act is not None:
                act()
            self.answered.emit()

        shown = tuple(Answer(title, partial(answer, act)) for title, act in answers)
        self.bar.show_question(Question(text, shown))

    def _take_back(self) -> None:
        self.bar.show_question(None)
