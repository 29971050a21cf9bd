"""Why does the model think so? The frame under the cursor explained over the spectrogram, in the background."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from svd_core.annotation.clock import clock
from svd_gui import background
from svd_gui.errors import describe
from svd_gui.playback.player import Player
from svd_gui.song.detections import DetectorSettings, loaded_model
from svd_gui.song.loader import Song
from svd_gui.song.session import Session
from svd_gui.style.plain_text import PlainLabel
from svd_gui.timeline.saliency_layer import SaliencyLayer
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import number

if TYPE_CHECKING:
    from svd_core.model.saliency import Saliency

PAUSE_MS = 250
"""Milliseconds that the cursor must rest before its frame is explained."""


class Explanation(QObject):
    """While it is on, explains the frame at the cursor once the cursor rests; a cursor that moves on stops the work.

    `changed` carries a `Saliency`, or None while there is none.
    """

    changed = Signal(object)
    problem_found = Signal(object)

    def __init__(self, session: Session, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view, self._player = session, view, player
        self.panel = ExplanationPanel()
        self.is_on = False
        self._frame: int | None = None
        self._work: background.Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._explain)
        player.position_changed.connect(self._follow_cursor)
        player.playing_changed.connect(self._follow_cursor)
        session.song_opened.connect(self._begin_anew)
        session.detector_changed.connect(self._begin_anew)

    def set_on(self, on: bool) -> None:
        """Explain from now on, or no longer."""
        self.is_on = on
        if on and self._session.song is not None:
            cursor = self._player.resting_position
            self._view.navigation.reveal(cursor, cursor)
        self._begin_anew()
        self.panel.setVisible(on)

    def _begin_anew(self, *_: object) -> None:
        self._forget()
        self._follow_cursor()

    def _forget(self) -> None:
        """Show no explanation, and stop what is under way."""
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
            self._work = None
        if self._frame is not None:
            self._frame = None
            self._view.set_saliency(None)
            self.panel.show_saliency(None, None)
            self.changed.emit(None)

    def _follow_cursor(self, *_: object) -> None:
        """Explain the frame at the cursor after a pause, unless it is explained already or the song plays."""
        song = self._session.song
        if not self.is_on or song is None or not song.grid.n_frames:
            self._forget()
        elif self._player.playing:
            self._timer.stop()
        elif self._frame_at_cursor(song) != self._frame:
            self._forget()
            self._timer.start()

    def _frame_at_cursor(self, song: Song) -> int:
        return min(int(song.grid.frame(self._player.resting_position)), song.grid.n_frames - 1)

    def _explain(self) -> None:
        song, detector = self._session.song, self._session.detector
        if song is None or detector is None:
            return
        self._frame = frame = self._frame_at_cursor(song)
        self.panel.show_working()
        self._work = background.follow(_explained(detector, song, frame), lambda _: None, self._show, self._fail)

    def _show(self, found: Saliency) -> None:
        song, detector = self._session.song, self._session.detector
        self._work = None
        if song is None or detector is None:
            return
        self._view.set_saliency(SaliencyLayer(found.values, found.first_frame, found.frame, song.grid.frame_rate))
        self.panel.show_saliency(found, song.grid.time(found.frame))
        self.changed.emit(found)

    def _fail(self, error: Exception) -> None:
        self._work = None
        self.panel.show_saliency(None, None)
        self.problem_found.emit(describe(error, self.tr("Explain a frame")))


class ExplanationPanel(QFrame):
    """Says what the colours over the spectrogram mean, and what they do not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        heading = PlainLabel(self.tr("Why does it think so?"))
        heading.setProperty("role", "heading")
        self.outcome, self.limits = PlainLabel(), PlainLabel()
        self.limits.setText(
            self.tr(
                "Orange made this model say singing in this frame, teal made it say none, compared with a song in "
                "which every band stays at its median. It shows what this model reacted to, not what singing is, and "
                "not whether it is right; another model may look elsewhere."
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(heading)
        for label in (self.outcome, self.limits):
            label.setProperty("role", "small")
            label.setWordWrap(True)
            column.addWidget(label)
        self.show_saliency(None, None)
        self.hide()

    def show_working(self) -> None:
        """Say that the explanation is being computed."""
        self.outcome.setText(self.tr("Computing…"))

    def show_saliency(self, found: Saliency | None, time: float | None) -> None:
        """Say in numbers what was found for the frame at a time in seconds; with None what to do."""
        if found is None or time is None:
            self.outcome.setText(self.tr("Put the cursor to where you want to know."))
            return
        text = self.tr(
            "At {0}: {1} % before smoothing. What speaks for singing adds {2} to its log-odds, what speaks "
            "against takes {3}, from {4} to begin with."
        )
        values = found.values
        percent = 100 / (1 + math.exp(-found.logit))
        speaks_for, against = float(values[values > 0].sum()), float(-values[values < 0].sum())
        odds = (speaks_for, against, found.baseline_logit)
        self.outcome.setText(text.format(clock(time, 2), number(percent, 0), *(number(part, 1) for part in odds)))


def _explained(detector: DetectorSettings, song: Song, frame: int) -> Generator[None, None, Saliency]:
    """Explain a frame of the song itself, also where detection averages over pitch shifts."""
    from svd_core.model.saliency import saliency

    return (yield from saliency(loaded_model(str(detector.card.path), detector.card.key), song.mel, frame))
