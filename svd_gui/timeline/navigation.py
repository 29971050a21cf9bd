"""Which stretch of the song is on screen: scrolling, zooming, going back, following the playhead."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from svd_gui.timeline.time_axis import Follow, TimeAxis, ViewHistory

REVEAL_MARGIN = 0.08
"""Share of the visible stretch left free beside what is revealed."""


class Navigation(QObject):
    """Holds the time axis of the timeline and the stretches shown before.

    The view follows the playhead until the user scrolls or zooms; a click or a new start of playback takes it up
    again (`follow_again`).
    """

    axis_changed = Signal()
    user_scrolled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.axis = TimeAxis()
        self._duration = 0.0
        self._playhead = 0.0
        self._history = ViewHistory()
        self._mode: Follow = "off"
        self._following = True
        self._pixel_ratio = 1.0

    def is_near(self, start: float, end: float) -> bool:
        """Whether a stretch of time is on screen, or no more than a screen beside it."""
        reach = self.axis.span
        return start < self.axis.end + reach and end > self.axis.start - reach

    # The song and the widget

    def set_song(self, duration: float, shown: float | None = None) -> None:
        """Begin with another song of `duration` seconds: show all of it, or only its first `shown` seconds."""
        self._duration = duration
        self._history = ViewHistory()
        self._set_axis(self.axis.showing(0.0, duration if shown is None else shown, duration))

    def set_duration(self, duration: float) -> None:
        """Take note that the song is of another length than was said; what is shown stays, as far as it is there."""
        self._duration = duration
        self._set_axis(self.axis.showing(self.axis.start, self.axis.end, duration))

    def clear(self) -> None:
        """Begin with no song; nobody is informed of the new range."""
        self._duration = self._playhead = 0.0
        self._history = ViewHistory()
        self.axis = self.axis.showing(0.0, 1.0, 1.0)

    def set_pixels(self, left: float, width: float, ratio: float = 1.0) -> None:
        """Lay the visible stretch over other pixels, because the widget has another size.

        `ratio` is device pixels a logical one, by whole ones of which the view scrolls.
        """
        self.axis = self.axis.placed(left, width)
        self._pixel_ratio = ratio

    # What the user does

    def go_to(self, axis: TimeAxis, keep_following: bool = False) -> None:
        """Show another stretch because the user wants to: it can be gone back from, and following stops."""
        if self._duration <= 0 or (axis.start, axis.end) == (self.axis.start, self.axis.end):
            return
        self._history.leaving(self.axis.start, self.axis.end, time.monotonic())
        self._set_axis(axis)
        if not keep_following:
            self._stop_following()

    def show_range(self, start: float, end: float) -> None:
        """Show the times `start` .. `end`, in seconds."""
        self.go_to(self.axis.showing(start, end, self._duration))

    def show_around(self, start: float, end: float) -> None:
        """Show a stretch of time with some more on either side."""
        margin = max(0.35 * (end - start), 0.25)
        self.show_range(start - margin, end + margin)

    def show_song(self) -> None:
        """Show the whole song."""
        self.show_range(0.0, self._duration)

    def zoom(self, factor: float, anchor: float | None = None) -> None:
        """Zoom in by a factor (out below 1) around a time: by default the playhead if visible, else the middle."""
        axis = self.axis
        if anchor is None:
            anchor = self._playhead if axis.start <= self._playhead <= axis.end else (axis.start + axis.end) / 2
        self.go_to(axis.zoomed(factor, anchor, self._duration))

    def pan(self, fraction: float) -> None:
        """Scroll by a share of the visible stretch."""
        self.pan_seconds(fraction * self.axis.span)

    def pan_seconds(self, seconds: float) -> None:
        """Scroll by so many seconds."""
        self.go_to(self.axis.panned(seconds, self._duration))

    def drag_from(self, axis: TimeAxis, seconds: float) -> None:
        """Scroll by so many seconds from where `axis` was when the drag began."""
        self.go_to(axis.panned(seconds, self._duration))

    def reveal(self, start: float, end: float) -> None:
        """Scroll no further than it takes to show a stretch of time; following goes on."""
        axis = self.axis
        margin = REVEAL_MARGIN * axis.span
        if start < axis.start or end > axis.end:
            fits = end - start + 2 * margin <= axis.span
            target = end + margin - axis.span if fits and end > axis.end else start - margin
            self.go_to(axis.panned(target - axis.start, self._duration), keep_following=True)

    def reveal_amid(self, start: float, end: float) -> None:
        """Show a stretch of time that is not wholly in view amid what is around it; following goes on."""
        axis = self.axis
        if end - start > axis.span:
            self.reveal(start, end)
        elif start < axis.start or end > axis.end:
            self.go_to(axis.panned((start + end - axis.span) / 2 - axis.start, self._duration), keep_following=True)

    def go_back(self) -> None:
        """Show the stretch that was shown before."""
        past = self._history.back()
        if past is not None:
            self._set_axis(self.axis.showing(*past, self._duration))
            self._stop_following()

    # The playhead

    def set_playhead(self, seconds: float, follow: bool, auditioning: bool = False) -> None:
        """Know where the playhead is; follow it if asked to and the user has not scrolled away.

        While a short stretch is auditioned, after which the playhead comes back, pages are turned at most.
        """
        self._playhead = seconds
        if follow and self._following:
            mode: Follow = "page" if auditioning and self._mode == "continuous" else self._mode
            self._set_axis(self.axis.followed(mode, seconds, self._duration))

    def set_follow_mode(self, mode: Follow) -> None:
        """Follow the playhead in another way from now on, also if the user had scrolled away."""
        self._mode = mode
        self.follow_again()

    def follow_again(self) -> None:
        """Follow the playhead again, though the user has scrolled away from it."""
        self._following = True

    def _stop_following(self) -> None:
        self._following = False
        self.user_scrolled.emit()

    def _set_axis(self, axis: TimeAxis) -> None:
        axis = axis.aligned(self.axis, self._pixel_ratio, self._duration)
        if axis != self.axis:
            self.axis = axis
            self.axis_changed.emit()
