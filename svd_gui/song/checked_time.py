"""Marking time as checked: what is on screen or looped, a region, the song, and what a person listens through."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.clock import clock
from svd_core.annotation.spans import Spans, clipped, inside, outside, united
from svd_gui.dialogs.checked_text import checked_text
from svd_gui.playback.player import Player
from svd_gui.song.region_editing import RegionEditing
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView

LONGEST_STEP = 0.5
"""Seconds: the playhead moving on by more than this has jumped, and what it passed over was not heard."""
MARKED_EVERY = 0.5
"""Seconds that are heard before they are marked; so often that one undo takes all of them back."""


class CheckedTime(QObject):
    """Turns menu items, keys and listening into marks of the document; `reported` says what was done, or why not."""

    reported = Signal(str)

    def __init__(
        self, session: Session, view: TimelineView, player: Player, editing: RegionEditing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._document = session, session.document
        self._view, self._player, self._editing = view, player, editing
        self._listening_checks = False
        self._heard: tuple[float, float] | None = None
        self._heard_in: Path | None = None
        self._passages = 0
        player.position_changed.connect(self._follow_playhead)
        player.playing_changed.connect(lambda _: self._end_passage())

    def mark(self) -> None:
        """Mark the selected time as checked, else the loop, or where there is none, what is on screen."""
        self._mark((self._meant(),))

    def mark_region(self) -> None:
        """Mark the selected regions, or the one at the cursor."""
        chosen = self._editing.selected_or_current()
        if not chosen:
            self.reported.emit(self.tr("Select a region, or put the cursor into one, to mark it as checked"))
            return
        regions = self._document.regions
        self._mark(united((regions[index].start, regions[index].end) for index in chosen))

    def mark_visible(self) -> None:
        """Mark what is on screen."""
        self._mark((self._view.visible_range(),))

    def mark_loop(self) -> None:
        """Mark the loop."""
        if self._player.loop is not None:
            self._mark((self._player.loop,))

    def mark_song(self) -> None:
        """Mark all of the song."""
        self._mark(((0.0, self._view.content.duration),))

    def unmark(self) -> None:
        """Take back that the selected time is checked, else the loop, or where there is none, what is on screen."""
        spans = self._within_song((self._meant(),))
        self._document.mark_unchecked(self.tr("Mark as not checked"), spans)
        if not inside(spans, self._checked()):
            self._report(self.tr("Not checked: {0}"), spans)

    def set_listening(self, checks: bool) -> None:
        """Let listening through a stretch check it, or not."""
        self._end_passage()
        self._listening_checks = checks

    def _meant(self) -> tuple[float, float]:
        return self._view.time_selection.span or self._player.loop or self._view.visible_range()

    def _mark(self, spans: Spans) -> None:
        spans = self._within_song(spans)
        # A person cannot have checked regions that are still to come.
        if self._session.is_awaited(spans):
            text = self.tr("Not marked: the model is still looking for singing here. Press it again when it is done.")
            self.reported.emit(text)
            return
        self._document.mark_checked(self.tr("Mark as checked"), spans)
        # A song that another window edits takes no marks, and its document says so.
        if not outside(spans, self._checked()):
            self._report(self.tr("Checked: {0}"), spans)

    def _checked(self) -> Spans:
        annotation = self._document.annotation
        return annotation.checked if annotation else ()

    def _within_song(self, spans: Spans) -> Spans:
        return clipped(spans, 0.0, self._document.duration)

    def _report(self, text: str, spans: Spans) -> None:
        annotation = self._document.annotation
        if annotation is not None and spans:
            stretch = f"{clock(spans[0][0])} – {clock(spans[-1][1])}"
            self.reported.emit(f"{text.format(stretch)}  ·  {checked_text(annotation, self._view.content.duration)}")

    def _follow_playhead(self, time: float) -> None:
        """Gather what is heard while the song plays; what is played around a moved edge does not count."""
        if not (self._listening_checks and self._player.playing) or self._player.auditioning:
            self._heard = None
            return
        if self._heard is None or not self._heard[1] <= time <= self._heard[1] + LONGEST_STEP:
            self._mark_heard()
            self._heard, self._heard_in = (time, time), self._document.path
            return
        self._heard = (self._heard[0], time)
        if time - self._heard[0] >= MARKED_EVERY:
            self._mark_heard()
            self._heard = (time, time)

    def _mark_heard(self) -> None:
        same_song = self._heard_in == self._document.path
        if self._heard is None or not same_song or self._heard[0] >= self._heard[1]:
            return
        if self._session.is_awaited((self._heard,)):
            self.reported.emit(self.tr("Listening checks nothing here before the model has looked for singing."))
            return
        text = self.tr("Check by listening")
        self._document.mark_checked(text, (self._heard,), series=("listening", self._passages))

    def _end_passage(self) -> None:
        """Mark what was heard last; the next passage is undone on its own."""
        self._mark_heard()
        self._heard = None
        self._passages += 1
