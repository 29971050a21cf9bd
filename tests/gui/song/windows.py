"""What one window has of a song, without the rest of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from svd_core.annotation.journal.changes import sound_of
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui.song.document import Document
from svd_gui.song.question import QuestionBar
from svd_gui.song.shared_song import SharedSong

BLANK = SongAnnotation("a.wav", "0" * 64, 100.0)


def hand(*extents: tuple[float, float]) -> tuple[Region, ...]:
    return tuple(Region(start, end, source="hand") for start, end in extents)


class Window:
    """What one window has of a song: the document, what watches it, and the bar that asks."""

    def __init__(self, qtbot, places: Places) -> None:
        self.qtbot, self.places = qtbot, places
        self.document = Document()
        self.shared = SharedSong(self.document)
        self.bar = QuestionBar()
        qtbot.addWidget(self.bar)
        self.shared.question_changed.connect(self.bar.show_question)
        self.refused: list[str] = []
        self.document.edit_refused.connect(self.refused.append)

    def open(self, blank: SongAnnotation = BLANK) -> Found:
        found = look_up(self.places, blank)
        self.document.open(found)
        self.shared.open(found, sound_of(blank))
        return found

    def edit(self, *extents: tuple[float, float], text: str = "Edit") -> None:
        self.document.edit(text, hand(*extents))

    @property
    def extents(self) -> list[tuple[float, float]]:
        return [(region.start, region.end) for region in self.document.regions]

    def answers(self) -> list[str]:
        return [button.text() for button in self.bar.buttons]

    def answer(self, text: str) -> None:
        button = next(button for button in self.bar.buttons if button.text() == text)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def watch_until(self, holds: Callable[[], bool]) -> None:
        """Watch as the timer does, but without waiting for it."""

        def seen() -> bool:
            self.shared.watch()
            return holds()

        self.qtbot.waitUntil(seen, timeout=10_000)

    def close(self) -> None:
        self.shared.close()
        self.document.close()
