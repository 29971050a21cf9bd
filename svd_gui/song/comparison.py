"""Comparing the open song's regions with somebody else's: differences one by one, theirs taken or mine kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.agreement import Agreement, agreement
from svd_core.annotation.differences import Difference, differences, taken
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import WHOLE, Spans, inside, overlaps
from svd_gui.playback.player import Player
from svd_gui.song.session import Session
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.second_layer import SecondLayer
from svd_gui.timeline.view import TimelineView

CONTEXT_SECONDS = 1.0
"""Seconds around a difference that are shown with it."""
LEAST_PX, WIDEST_SECONDS = 40.0, 20.0
"""A difference narrower than so many pixels is shown in a view of so many seconds, unless that is narrower already."""
AROUND_SECONDS = 0.5
"""Seconds around a difference that are played with it."""
LONGEST_PLAYED = 6.0
"""Seconds of a long difference that are played."""


@dataclass(frozen=True)
class Other:
    """What the song is compared with.

    Attributes:
        name: whose it is, for people.
        extent: the time of which it says something.
    """

    name: str
    regions: Regions
    extent: Spans = WHOLE


@dataclass(frozen=True)
class Compared:
    """The state of a comparison.

    Attributes:
        found: the differences that are not settled, in order.
        current: the index of the one that keys act on.
        kept: how many were settled by keeping mine.
        agreed: over my checked time if there is any, else over all that the other speaks of.
        in_checked: whether it is over checked time.
    """

    other: Other
    found: tuple[Difference, ...]
    current: int | None
    kept: int
    agreed: Agreement
    in_checked: bool


class Comparison(QObject):
    """Shows the second layer and steps through differences; `changed` carries `Compared`, or None without one.

    What is kept is marked as checked, as a person has decided on it; a kept difference that is no longer checked, as
    after undo, is a difference again.
    """

    changed = Signal(object)
    reported = Signal(str)

    def __init__(self, session: Session, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._document = session, session.document
        self._view, self._player = view, player
        self._other: Other | None = None
        self._kept: set[Difference] = set()
        self.state: Compared | None = None
        self._document.annotation_changed.connect(self._compare)
        session.song_opened.connect(lambda _: self.stop())

    def show_other(self, other: Other) -> None:
        """Compare with something else from now on."""
        self._other, self._kept = other, set()
        self._set_current(None)
        self._compare()
        if self.state is not None and not self.state.found:
            self.reported.emit(self.tr("No differences"))

    def stop(self) -> None:
        """Compare with nothing any more."""
        self._other, self._kept = None, set()
        self._compare()

    # --- going through differences ---

    def go(self, forward: bool) -> None:
        """Go to the next difference after the cursor or after the current one, or to the one before, and play it."""
        state = self._asked()
        if state is None:
            return
        index = self._neighbour(state, forward)
        if index is None:
            text = self.tr("No difference after this") if forward else self.tr("No difference before this")
            self.reported.emit(text if state.found else self.tr("No differences are left"))
            return
        self._set_current(index)
        self._show_current()

    def take_theirs(self) -> None:
        """Take over what the other says in the time of the current difference, as one edit, and go to the next."""
        state, difference = self._asked(), self._current()
        if state is None or difference is None:
            return
        after = taken(self._document.regions, state.other.regions, difference)
        self._document.edit(self.tr("Take theirs"), after)
        self._go_on_from(difference)

    def keep_mine(self) -> None:
        """Decide for mine: mark the time of the current difference as checked, and go to the next."""
        state, difference = self._asked(), self._current()
        if state is None or difference is None:
            return
        if self._document.read_only_reason:
            self.reported.emit(self._document.read_only_reason)
            return
        around = max(self._document.checked_surrounding, 0.01)
        span = max(difference.start - around, 0.0), min(difference.end + around, self._document.duration)
        self._kept.add(difference)
        self._document.mark_checked(self.tr("Keep mine"), (span,))
        # What was checked already changes nothing, and nobody is told.
        self._compare()
        self._go_on_from(difference)

    def _asked(self) -> Compared | None:
        if self.state is None:
            self.reported.emit(self.tr("Nothing to compare with: choose something in the menu Compare"))
        return self.state

    def _current(self) -> Difference | None:
        """The current difference; without one the next is gone to, so that nobody decides on what is not shown."""
        if self.state is None:
            return None
        if self.state.current is None:
            self.go(True)
            return None
        return self.state.found[self.state.current]

    def _neighbour(self, state: Compared, forward: bool) -> int | None:
        if state.current is not None:
            index = state.current + (1 if forward else -1)
            return index if 0 <= index < len(state.found) else None
        time = self._player.resting_position
        if forward:
            return next((i for i, one in enumerate(state.found) if one.end >= time), None)
        return next((i for i in reversed(range(len(state.found))) if state.found[i].start < time), None)

    def _go_on_from(self, difference: Difference) -> None:
        """Go to the difference after one that is settled, else to the last one before it."""
        state = self.state
        if state is None or difference in state.found:
            return
        if not state.found:
            self.reported.emit(self.tr("No differences are left"))
            return
        after = (index for index, one in enumerate(state.found) if one.start >= difference.start)
        self._set_current(next(after, len(state.found) - 1))
        self._show_current()

    def _set_current(self, index: int | None) -> None:
        if self.state is not None:
            self.state = replace(self.state, current=index)
            self._show()

    def _show_current(self) -> None:
        difference = self._current()
        if difference is None:
            return
        start, end = difference.start, difference.end
        self._view.selection.clear()
        self._show_at_scale(start, end)
        self._player.pause()
        self._player.seek(start)
        self._player.play_span(start - AROUND_SECONDS, min(end, start + LONGEST_PLAYED) + AROUND_SECONDS)

    def _show_at_scale(self, start: float, end: float) -> None:
        """Scroll to a difference; zoom in where it would be too narrow to see, out where it is wider than the view."""
        navigation, middle, wanted = self._view.navigation, (start + end) / 2, end - start + 2 * CONTEXT_SECONDS
        if (end - start) / navigation.axis.seconds_per_px < LEAST_PX and navigation.axis.span > WIDEST_SECONDS:
            navigation.show_range(middle - WIDEST_SECONDS / 2, middle + WIDEST_SECONDS / 2)
        elif wanted > navigation.axis.span:
            navigation.show_around(start, end)
        navigation.reveal(start - CONTEXT_SECONDS, end + CONTEXT_SECONDS)

    # --- what differs ---

    def _compare(self, *_: object) -> None:
        """Find the differences anew; the current one stays where it is there still."""
        other, annotation, song = self._other, self._document.annotation, self._session.song
        if other is None or annotation is None or song is None:
            if self.state is not None:
                self.state = None
                self._show()
            return
        before = self.state
        current = before.found[before.current] if before and before.current is not None else None
        everything = differences(annotation.regions, other.regions, other.extent)
        kept = {one for one in everything if one in self._kept and _is_checked(one, annotation.checked)}
        found = tuple(one for one in everything if one not in kept)
        checked = annotation.known
        extent = inside(checked, other.extent) if checked else other.extent
        agreed = agreement(annotation.regions, other.regions, extent, song.grid)
        place = found.index(current) if current in found else None
        self.state = Compared(other, found, place, len(kept), agreed, bool(checked))
        self._show()

    def _show(self) -> None:
        state = self.state
        second = None
        if state is not None:
            arrays = (self._view.content.second or SecondLayer(RegionArrays.of(()))).arrays
            differing = tuple((one.start, one.end) for one in state.found)
            second = SecondLayer(arrays.updated(state.other.regions), differing, state.current)
        self._view.set_second(second)
        self.changed.emit(state)


def _is_checked(difference: Difference, checked: Spans) -> bool:
    if difference.start < difference.end:
        return any(start <= difference.start and difference.end <= end for start, end in checked)
    return overlaps(difference.start - 1e-6, difference.start + 1e-6, checked)
