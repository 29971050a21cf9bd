"""Annotating while the song plays: a key held down as long as somebody sings makes a region."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from svd_core.annotation.regions import Region
from svd_core.annotation.spans import clipped, outside
from svd_core.annotation.tapping import REACTION_SECONDS, tapped, with_tapped
from svd_gui.playback.player import Player
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView

LONGEST_STEP = 1.0
"""Seconds of the song, at normal speed: the cursor moving on by more has jumped, and the key no longer means that."""
REPEAT_MS = 100
"""A key that goes down again so soon was held all the time: where keys repeat, X11 tells of each repeat as let go and
pressed, and a busy window does not recognise all of them."""
LATE_MS = 20
SHOWN_EVERY = 0.1
"""Seconds of the song after which a region that grows is shown longer."""


class TapAnnotation(QObject):
    """Follows one key from down to up; `reported` says why a tap made no region.

    A region ends when the key is let go, and as safely when the timeline loses the focus, playing ends, or the cursor
    jumps: always where the person last heard it going on.
    """

    reported = Signal(str)

    def __init__(self, session: Session, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view, self._player = session, view, player
        self.reaction_seconds = REACTION_SECONDS
        self._key: int | None = None
        self._began: float | None = None
        self._let_go: float | None = None
        self._waiting = QTimer(self, interval=REPEAT_MS, singleShot=True)
        # Where the window was busy all that time, a press that has come meanwhile is still to be handled.
        self._waiting.timeout.connect(lambda: QTimer.singleShot(LATE_MS, self, self._end_if_let_go))
        self._last = self._shown = 0.0
        self._heard_from = 0.0
        """From here on the song has been heard without a gap up to where the cursor is."""
        view.installEventFilter(self)
        player.position_changed.connect(self._follow)
        player.playing_changed.connect(lambda playing: None if playing else self.end())
        session.song_opened.connect(lambda _: self._forget())

    @property
    def tapping(self) -> bool:
        """Whether the key is held down for a region."""
        return self._began is not None

    def begin(self) -> None:
        """Begin a region at what is heard now."""
        if self._began is not None:
            return
        position = self._player.catch_up()
        if not self._player.playing or self._player.auditioning:
            self.reported.emit(self.tr("To tap regions, play the song, then hold the key as long as somebody sings"))
            return
        self._began = self._last = self._shown = position

    def end(self) -> None:
        """End the region at what is heard now, or was heard last."""
        down, up = self._began, self._last if self._let_go is None else self._let_go
        heard_from = self._heard_from
        self._forget()
        annotation = self._session.document.annotation
        if down is None or annotation is None:
            return
        delay = self.reaction_seconds * self._player.listening.speed
        posterior, config = self._session.posterior, self._session.postprocessing
        rises = np.zeros(0) if posterior is None else posterior.rises(config)
        region = tapped(down, up, delay, rises, annotation.duration)
        if region is None:
            self.reported.emit(self.tr("Too short for a region: hold the key as long as somebody sings"))
            return
        result = with_tapped(annotation.regions, region, annotation.duration)
        if not result.new:
            self.reported.emit(self.tr("There is a region set by hand or from a file already"))
            return
        # A region of the model that began before, or went on for longer, is gone, and nobody has heard whether rightly.
        around = self._session.document.checked_surrounding
        heard = clipped(((min(heard_from, region.start) - around, up + around),), 0.0, annotation.duration)
        unheard = outside(((0.0, annotation.duration),), heard)
        self._session.document.edit(self.tr("Tap region"), result.regions, unheard=unheard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice which key goes down before a shortcut takes it, and when that one goes up."""
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            pressed = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            if pressed and not self.tapping:
                self._key = event.key()
            elif pressed and event.key() == self._key:
                self._let_go = None
            elif event.type() == QEvent.Type.KeyRelease and self.tapping and event.key() == self._key:
                # Where a loop has jumped meanwhile, the region has ended there.
                self._let_go = max(self._last, self._player.catch_up())
                self._waiting.start()
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self.end()
        return False

    def _end_if_let_go(self) -> None:
        if self._let_go is not None:
            self.end()

    def _follow(self, position: float) -> None:
        """Let the region grow with what is heard; a jump ends it where it was before."""
        step = position - self._last
        jumped = step < 0 or step > LONGEST_STEP * max(self._player.listening.speed, 1.0)
        if jumped and self._began is not None:
            self.end()
        if step < 0:
            self._heard_from = min(self._heard_from, position)
        elif jumped or (step > 0 and not self._player.playing):
            self._heard_from = position
        self._last = position
        if self._began is None:
            return
        if position - self._shown >= SHOWN_EVERY and position > self._began:
            self._shown = position
            delay = self.reaction_seconds * self._player.listening.speed
            self._view.set_preview((Region(max(self._began - delay, 0.0), position),))

    def _forget(self) -> None:
        if self._began is not None:
            self._view.set_preview(None)
        self._began = self._let_go = None
        self._waiting.stop()
