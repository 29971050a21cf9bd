"""Going through the places where the model is unsure: hear one, then accept or reject what is decided there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.clock import clock
from svd_core.model.doubtful_places import DoubtfulPlace, doubtful_places, reversed_at
from svd_gui.playback.player import Player
from svd_gui.song.audition import audition
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView

CONTEXT_SECONDS = 0.5
"""Seconds played before and after a place."""


class DoubtfulReview(QObject):
    """Selects one doubtful place after another, long ones first; `reported` says how many are left, or why none is.

    Accepting marks a place as checked as it stands, rejecting reverses the decision there; both go on to the next.
    """

    reported = Signal(str)

    def __init__(self, session: Session, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view, self._player = session, view, player
        self._place: DoubtfulPlace | None = None
        self.with_keys: Callable[[str], str] = str
        """Puts the keys that accept and reject into a text."""
        session.song_opened.connect(lambda _: self._forget())

    def selection_text(self) -> str:
        """Say what is to be decided as long as a place is selected, in words for the status bar; else nothing."""
        if self._place is None or self._view.time_selection.span != (self._place.start, self._place.end):
            return ""
        return self.with_keys(self.tr("Doubtful, {0}. Accept or reject").format(self._decided(self._place)))

    def go_on(self) -> None:
        """Go to the next place: after the last one, begin anew with the longest."""
        places = self._places()
        if places is None:
            return
        later = [place for place in places if self._place is None or place.rank > self._place.rank]
        self._show(later[0] if later else places[0] if places else None, len(places))

    def go_back(self) -> None:
        """Go to the place before: before the first one, to the shortest of all."""
        places = self._places()
        if places is None:
            return
        earlier = [place for place in places if self._place is not None and place.rank < self._place.rank]
        self._show(earlier[-1] if earlier else places[-1] if places else None, len(places))

    def accept(self) -> None:
        """Mark the place as checked as it stands, and go on."""
        place = self._chosen()
        if place is not None:
            self._session.document.mark_checked(self.tr("Accept doubtful place"), ((place.start, place.end),))
            self._go_on_after(place)

    def reject(self) -> None:
        """Reverse the decision at the place and mark it as checked, in one step, and go on."""
        place, document = self._chosen(), self._session.document
        if place is not None:
            after = reversed_at(document.regions, place, document.duration)
            document.edit(self.tr("Reject doubtful place"), after, checked=((place.start, place.end),))
            self._go_on_after(place)

    def _go_on_after(self, place: DoubtfulPlace) -> None:
        """Go on unless the song takes no edits, which its document has said."""
        if not self._session.document.read_only_reason:
            self._place = place
            self.go_on()

    def _chosen(self) -> DoubtfulPlace | None:
        """The place that is selected and still there; without one, the next is shown, to be heard first."""
        places = self._places()
        if places is None:
            return None
        if self._place in places and self._view.time_selection.span == (self._place.start, self._place.end):
            return self._place
        self.go_on()
        return None

    def _places(self) -> tuple[DoubtfulPlace, ...] | None:
        """All places that are left; None, and a reason, before the model has heard the song."""
        session, annotation = self._session, self._session.document.annotation
        if session.posterior is None or annotation is None:
            self.reported.emit(self.tr("The model has not heard the whole song yet"))
            return None
        config = session.postprocessing
        smoothed = session.posterior.smoothed(config.median_frames)
        return doubtful_places(smoothed, session.posterior.grid, config, annotation.regions, annotation.checked)

    def _show(self, place: DoubtfulPlace | None, n_left: int) -> None:
        self._place = place
        if place is None:
            self._view.time_selection.clear()
            self.reported.emit(self.tr("No doubtful place is left"))
            return
        text = self.tr("Doubtful, {0}: {1} – {2}, {3} left. Accept or reject")
        text = text.format(self._decided(place), clock(place.start, 1), clock(place.end, 1), n_left)
        self.reported.emit(self.with_keys(text))
        audition(self._view, self._player, place.start, place.end, 2 * CONTEXT_SECONDS, CONTEXT_SECONDS)

    def _decided(self, place: DoubtfulPlace) -> str:
        return self.tr("taken for singing") if place.sung else self.tr("taken for no singing")

    def _forget(self) -> None:
        self._place = None
