"""Working through the queue of a folder: what teaches a model most, stretch by stretch, whatever song it is in."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from svd_core.annotation.clock import clock
from svd_core.library.song_reading import Detector
from svd_gui import background, folders
from svd_gui.errors import describe
from svd_gui.library.folder_places import FolderPlaces
from svd_gui.library.folder_session import FolderSession
from svd_gui.song.session import Session
from svd_gui.style.plain_text import short
from svd_gui.timeline.view import TimelineView

if TYPE_CHECKING:
    from svd_core.library.folder_queue import FolderQueue
    from svd_core.review.stretches import Stretch

PACES_KEPT = 20
"""The time left is reckoned by the pace of so many stretches."""
LONGEST_LOOK_S = 600.0
"""A longer look at one stretch was a pause, and tells nothing of the pace."""


class ReviewQueue(QObject):
    """Goes from stretch to stretch; each is edited as usual, then accepted, which marks it as checked, or skipped.

    What is skipped is not shown again until the queue is made anew. `reported` says where one is, why, and how much
    is left, and so does `description` as long as the stretch is not done; it stays marked in the ruler.
    """

    problem_found = Signal(object)
    reported = Signal(str)
    changed = Signal()
    detection_wanted = Signal(int)
    """Nothing can be ranked, since so many songs, which are all, are not detected yet."""

    def __init__(
        self, folder: FolderSession, session: Session, view: TimelineView, places: FolderPlaces, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._folder, self._session, self._view, self._places = folder, session, view, places
        self._left: deque[Stretch] = deque()
        self._seen: list[Stretch] = []
        """Stretches of this queue that were accepted or skipped, the last one at the end."""
        self._undetected = 0
        self._task: background.Task | None = None
        self._paces: deque[float] = deque(maxlen=PACES_KEPT)
        self._shown_at = 0.0
        self._waits_for_song = self._waits_for_folder = False
        folder.closed.connect(self.forget)
        for read in (folder.changed, folder.settled):
            read.connect(self._begin_if_read)
        # After a new song has taken the place of what was shown of the one before.
        session.song_opened.connect(lambda _: QTimer.singleShot(0, self, self._mark))

    @property
    def current(self) -> Stretch | None:
        """The stretch that is to be looked at; None before the queue is made and at its end."""
        return self._left[0] if self._left else None

    @property
    def following_song(self) -> str:
        """The next song of the queue other than that of the present stretch; "" if there is none."""
        current = self.current
        return next((one.song for one in self._left if current is not None and one.song != current.song), "")

    @property
    def description(self) -> str:
        """Why the present stretch is here, where in its song it is, and how much is left; "" without one."""
        stretch = self.current
        if stretch is None:
            return ""
        return "  ·  ".join((self._reason(stretch), self._place(stretch)[1], self._how_much_left()))

    @property
    def is_active(self) -> bool:
        """Whether a stretch can be accepted or skipped."""
        return self.current is not None

    def begin(self) -> None:
        """Make the queue of the open folder, by the detector in use, and show its first stretch."""
        self._waits_for_folder = False
        folder, card = self._folder.folder, self._session.card
        if folder is None or card is None or (self._task is not None and self._task.running):
            return
        self.reported.emit(self.tr("Looking for what to check next…"))
        self._task = background.follow(
            self._made(), lambda _: None, self._take, lambda error: self.problem_found.emit(
                describe(error, self.tr("Queue"))
            )
        )  # fmt: skip

    def begin_once_read(self) -> None:
        """The same when what is being read in the folder has been read."""
        self._waits_for_folder = True
        # What another thread has read just now has not arrived yet.
        QTimer.singleShot(0, self, self._begin_if_read)

    def _begin_if_read(self) -> None:
        if self._waits_for_folder and not self._folder.is_behind:
            self.begin()

    def _made(self) -> Generator[int, None, FolderQueue]:
        """On another thread: the queue, with a say for all models that have detected the songs and are not rejected."""
        from svd_core.library.folder_queue import folder_queue
        from svd_core.model.model_folder import ModelFolder

        reader, rows = self._folder.reader(), list(self._folder.listing.rows.values())
        others = [
            Detector(entry.card.key, entry.card.postprocessing)
            for entry in ModelFolder(folders.models()).entries()
            if entry.card is not None and not entry.rejected
        ]
        own = reader.detector.key if reader.detector else ""
        return (yield from folder_queue(reader, rows, [other for other in others if other.key != own]))

    def _take(self, found: FolderQueue) -> None:
        self._left, self._undetected = deque(found.stretches), len(found.undetected)
        self._paces.clear()
        self._seen.clear()
        self._go()
        if self._undetected and self._undetected == len(self._folder.listing.rows):
            self.detection_wanted.emit(self._undetected)

    def go(self) -> None:
        """Show the stretch that is to be looked at, and its song; without a queue, make one."""
        if self.current is None:
            self.begin()
        else:
            self._go()

    def accept(self) -> None:
        """Mark the stretch as checked as it stands, and go to the next one."""
        stretch = self.current
        if stretch is None:
            return
        if self._waits_for_song or not self._places.is_open(stretch.song):
            # It has not been shown: nobody has heard it.
            self._go()
            return
        document = self._session.document
        document.mark_checked(self.tr("Accept stretch of the queue"), ((stretch.start, stretch.end),))
        if not document.read_only_reason:
            self._paces.append(min(time.monotonic() - self._shown_at, LONGEST_LOOK_S))
            self._go_on()

    def skip(self) -> None:
        """Leave the stretch as it is, and go to the next one."""
        if self._left:
            self._go_on()

    def go_back(self) -> None:
        """Show the stretch again that was accepted or skipped last; what is checked stays so until it is edited."""
        if self._seen:
            self._left.appendleft(self._seen.pop())
            self._go()

    @property
    def can_go_back(self) -> bool:
        """Whether a stretch of this queue was accepted or skipped."""
        return bool(self._seen)

    def _go_on(self) -> None:
        self._seen.append(self._left.popleft())
        self._go()

    def forget(self) -> None:
        """Let go of the queue, also of one that is to begin later."""
        self._waits_for_folder = False
        if self._task is not None:
            self._task.cancel()
        if self._waits_for_song:
            self._waits_for_song = False
            self._places.forget()
        self._left.clear()
        self._seen.clear()
        self._mark()
        self.changed.emit()

    # --- showing ---

    def _go(self) -> None:
        stretch = self.current
        self._mark()
        self.changed.emit()
        if stretch is None:
            self._places.forget()
            self._view.time_selection.clear()
            self.reported.emit(self._nothing_left())
        else:
            self._waits_for_song = True
            self._places.show(stretch.song, stretch.start, stretch.end, shown=lambda: self._take_shown(stretch))

    def _mark(self) -> None:
        """Keep the present stretch marked in the ruler of its song, and nothing in that of another one."""
        stretch = self.current
        is_here = stretch is not None and self._places.is_open(stretch.song)
        self._view.review.set((stretch.start, stretch.end) if stretch is not None and is_here else None)

    def _take_shown(self, stretch: Stretch) -> None:
        self._waits_for_song = False
        self._shown_at = time.monotonic()
        self.reported.emit(self._where(stretch))

    def _where(self, stretch: Stretch) -> str:
        name, place = self._place(stretch)
        return self.tr("Queue: {0}, {1}. {2}. {3}").format(name, place, self._reason(stretch), self._how_much_left())

    def _place(self, stretch: Stretch) -> tuple[str, str]:
        return short(Path(stretch.song).name), f"{clock(stretch.start)} – {clock(stretch.end)}"

    def _reason(self, stretch: Stretch) -> str:
        seconds = max(1, round(stretch.worth))
        reasons = {
            "doubt": self.tr("The model is unsure: about {0} s may be wrong"),
            "disagreement": self.tr("Models disagree: about {0} s may be wrong"),
            "conflict": self.tr("The model contradicts what is checked: about {0} s may be wrong"),
        }
        return reasons[stretch.reason].format(seconds)

    def _how_much_left(self) -> str:
        from statistics import median

        pace = median(self._paces) if self._paces else median(stretch.length for stretch in self._left)
        minutes = max(1, round(len(self._left) * pace / 60))
        return self.tr("{0} left, about {1} min").format(len(self._left), minutes)

    def _nothing_left(self) -> str:
        text = self.tr("Nothing is left that is worth a look.")
        if self._undetected and self._undetected == len(self._folder.listing.rows):
            text = self.tr("No song is detected yet: Songs > Detect in All Listed Songs.")
        elif self._undetected:
            text = (
                self.tr("Nothing is left of what was detected.")
                + " "
                + self.tr("%n song(s) are not detected yet: Songs > Detect in All Listed Songs.", "", self._undetected)
            )
        return text
