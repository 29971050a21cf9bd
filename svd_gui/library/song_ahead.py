"""The song that is likely wanted next: decoded and detected while the present one is worked on."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_core.model.detection_cache import DetectionCache
from svd_gui import background
from svd_gui.song import loader
from svd_gui.song.detections import DetectorSettings, detect_whole
from svd_gui.song.session import Session

LONGEST_SECONDS = 1200.0
"""Songs that their header states to be longer are not decoded ahead: they would push others out of memory."""


class SongAhead(QObject):
    """Prepares one song at a time, at low priority; another one, or none, takes the place of what is under way."""

    prepared = Signal(object, str)
    """The path of a song that is decoded and detected by now, and its content key."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: background.Task | None = None
        self._wanted: tuple[Path, str] | None = None

    def prepare(self, path: Path | None, seconds: float = 0.0) -> None:
        """Prepare a song that its header states to be so long; None: none. The same one is not begun again."""
        detector = self._session.detector
        if path is not None and seconds > LONGEST_SECONDS:
            path = None
        wanted = None if path is None else (path, detector.key if detector else "")
        if wanted == self._wanted:
            return
        self.cancel()
        self._wanted = wanted
        if path is not None:
            work = _prepared(path, self._session.opening.songs, detector, self._session.detection.cache)
            # What cannot be opened is told of when it is opened.
            self._task = background.follow(
                work, lambda _: None, lambda key: self.prepared.emit(path, key), lambda _: None, ahead=True
            )

    def cancel_unless(self, path: Path) -> None:
        """Stop what is under way, unless it is of this song: opening it would begin all over."""
        if self._wanted is not None and self._wanted[0] != path:
            self.cancel()

    def cancel(self) -> None:
        """Stop what is under way."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._wanted = None


def _prepared(
    path: Path, memory: loader.SongMemory, detector: DetectorSettings | None, cache: DetectionCache
) -> Generator[float, None, str]:
    """Decode a song and detect in it, as far as that is not known or was stopped; returns its content key."""
    song = yield from loader.decode_ahead(path, memory)
    if detector is not None:
        yield from detect_whole(detector, song, cache)
    return song.key
