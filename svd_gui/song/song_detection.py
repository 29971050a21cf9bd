"""Looking for singing in the open song, in the background: it can be stopped, and gone on with later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from svd_core.annotation.spans import Spans
from svd_core.model.detection_cache import BegunDetection, DetectionCache
from svd_gui import background
from svd_gui.song.detections import DetectorSettings, detect
from svd_gui.song.loader import Song
from svd_gui.song.posterior import Posterior

GROWN_BY = 0.02
"""By which share more must be known before regions are made of it again, so that all of that costs little."""


@dataclass
class WantedTime:
    """Where in the song to look first, in seconds."""

    seconds: float = 0.0


class SongDetection(QObject):
    """Looks for singing in one song at a time; whatever ends it, what was found stays, and is kept in the cache.

    A detection that a person has stopped does not go on by itself, not even in another run of the program; one that
    ended because its song was left, or the program, does.
    """

    started = Signal(int)
    """The frames of the song in which it looks from now on."""
    arrived = Signal(int, object)
    """A first frame, and the probabilities from there on."""
    grown = Signal()
    """So much more is known than at the last time that regions of it are worth while."""
    ended = Signal()
    """All is known, or it was stopped, or it was stopped before and does not go on by itself."""
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cache = DetectionCache()
        self._task: background.Task | None = None
        self._song: Song | None = None
        self._detector: DetectorSettings | None = None
        self._n_grown = 0
        self._wanted = WantedTime()
        self.posterior: Posterior | None = None
        """All that is known so far of the song."""

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def share(self) -> float:
        """The part of the song that is done, 0..1."""
        return 0.0 if self.posterior is None else self.posterior.n_known / max(1, len(self.posterior.probabilities))

    @property
    def undetected(self) -> Spans:
        """The time of the song in which nobody has looked for singing yet."""
        if self.posterior is None or self._song is None:
            return ()
        return self.posterior.undetected(self._song.duration)

    def start(self, song: Song, detector: DetectorSettings, go_on: bool = False) -> None:
        """Look for singing in what is not known of a song; where it was stopped before, only if it is to `go_on`."""
        self.leave()
        self._song, self._detector = song, detector
        self.posterior = posterior = Posterior.unknown(song.grid)
        self.started.emit(song.grid.n_frames)
        keys, n_frames = (song.key, detector.key), song.grid.n_frames
        kept = self.cache.so_far(*keys, n_frames)
        posterior.put(0, kept.probabilities)
        self._n_grown = posterior.n_known
        if self._n_grown:
            self.arrived.emit(0, kept.probabilities)
        if posterior.is_whole or (kept.stopped and not go_on):
            self.ended.emit()
            return
        # What the thread holds must not hold this object, whose last holder it would be where the window is gone.
        wanted, grid, is_known = self._wanted, song.grid, ~np.isnan(posterior.probabilities)
        self._task = background.follow(
            detect(detector, song, is_known, lambda: int(grid.frame(wanted.seconds))),
            self._add,
            lambda _: self._end(),
            self._fail,
        )

    def set_visible_range(self, start: float, end: float) -> None:
        """Look first in what is on screen, from `start` on."""
        self._wanted.seconds = start

    def stop(self) -> None:
        """Stop because a person asked for it."""
        if self._task is not None:
            self._cancel()
            self._keep(stopped=True)
            self.ended.emit()

    def leave(self) -> None:
        """Stop because something else is to be done; nothing is told of it."""
        if self._task is not None:
            self._cancel()
            self._keep(stopped=False)
        self.posterior, self._song = None, None

    def _cancel(self) -> None:
        assert self._task is not None
        self._task.cancel()
        self._task = None

    def _add(self, chunk) -> None:
        assert self.posterior is not None
        self.posterior.put(chunk.start, chunk.values)
        self.arrived.emit(chunk.start, chunk.values)
        n_known = self.posterior.n_known
        if n_known >= self._n_grown * (1 + GROWN_BY):
            self._n_grown = n_known
            self.grown.emit()

    def _end(self) -> None:
        self._task = None
        self._keep(stopped=False)
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._keep(stopped=False)
        self.failed.emit(error)

    def _keep(self, stopped: bool) -> None:
        """Put what is known into the cache, on another thread."""
        posterior, song, detector = self.posterior, self._song, self._detector
        if posterior is None or song is None or detector is None or not (stopped or posterior.n_known):
            return
        cache, keys, known = self.cache, (song.key, detector.key), posterior.probabilities.copy()
        if posterior.is_whole:
            seconds, warnings = song.duration, song.warnings
            background.run(lambda: cache.put(*keys, known, seconds, warnings), lambda _: None, self.failed.emit)
            return
        begun = BegunDetection(known, stopped)
        cache.remember_begun(*keys, begun)
        background.run(lambda: cache.put_begun(*keys, begun), lambda _: None, self.failed.emit)
