"""Showing a place in any song of the open folder: its song is opened first, if need be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from svd_gui.library.folder_session import FolderSession
from svd_gui.playback.player import Player
from svd_gui.song.audition import audition
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView

MARGIN_SECONDS = 2.0
"""In view on either side of a place."""


class FolderPlaces(QObject):
    """Shows, selects and plays one place at a time; another one takes the place of one that waits for its song."""

    song_requested = Signal(object)

    def __init__(
        self, folder: FolderSession, session: Session, view: TimelineView, player: Player, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._folder, self._session, self._view, self._player = folder, session, view, player
        self._wanted: tuple[str, Callable[[], None]] | None = None
        self._unheard: tuple[float, tuple[float, float]] | None = None
        """Where the cursor was put, and what to play once the sound of a song that has just opened is there."""
        player.availability_changed.connect(self._play_unheard)
        session.song_opened.connect(self._follow_song)
        folder.closed.connect(self.forget)

    def show(
        self, song: str, start: float, end: float, context: float = 0.0, shown: Callable[[], object] = lambda: None
    ) -> None:
        """Show a place (s) in the song of this path, and play it with `context` seconds; then call `shown`."""

        def now() -> None:
            audition(self._view, self._player, start, end, MARGIN_SECONDS, context)
            if not self._player.playing:
                self._unheard = start, (start - context, end + context)
            shown()

        self._wanted, self._unheard = (song, now), None
        if self.is_open(song):
            self._show_wanted()
        else:
            self.song_requested.emit(self._folder.song(song))

    def is_open(self, path: str) -> bool:
        """Whether the song of this path in the list is the open one."""
        song = self._session.song
        return song is not None and self._folder.inside(song.path) == path

    def forget(self) -> None:
        """Show nothing when a song opens, and play nothing."""
        self._wanted = self._unheard = None

    def _follow_song(self) -> None:
        self._unheard = None  # It was in the song before.
        # After all others who follow a new song: they put the view where it was left, and select nothing.
        QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        if self._wanted is not None and self.is_open(self._wanted[0]):
            (_, now), self._wanted = self._wanted, None
            now()

    def _play_unheard(self, unavailable_reason: str) -> None:
        """Play what could not be played before the sound was there, unless a person has gone elsewhere meanwhile."""
        if self._unheard is None or (unavailable_reason and not self._player.playback_failed):
            return
        (position, span), self._unheard = self._unheard, None
        if not unavailable_reason and not self._player.playing and self._player.position == position:
            self._player.play_span(*span)
