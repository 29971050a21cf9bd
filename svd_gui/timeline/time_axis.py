"""The time axis: which stretch of the song is on screen, and at which pixel a time lies. Values only, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

SHORTEST_SPAN = 0.05
"""Seconds across the whole view at the deepest zoom."""

Follow = Literal["page", "continuous", "off"]


@dataclass(frozen=True)
class TimeAxis:
    """The times `start` .. `end` laid over `width` pixels from `left` on."""

    start: float = 0.0
    end: float = 1.0
    left: float = 0.0
    width: float = 1.0

    @property
    def span(self) -> float:
        """Seconds on screen."""
        return self.end - self.start

    @property
    def right(self) -> float:
        """Pixel after the last."""
        return self.left + self.width

    @property
    def seconds_per_px(self) -> float:
        """Seconds that a logical pixel covers."""
        return self.span / self.width

    def x(self, time: float) -> float:
        """Return the pixel of a time."""
        return self.left + (time - self.start) * (self.width / self.span)

    def xs(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels of many times."""
        return self.left + (times - self.start) * (self.width / self.span)

    def time(self, x: float) -> float:
        """Return the time at a pixel; the axis goes on outside the view."""
        return self.start + (x - self.left) * (self.span / self.width)

    def placed(self, left: float, width: float) -> TimeAxis:
        """Return the same stretch over other pixels."""
        return replace(self, left=left, width=max(width, 1.0))

    def showing(self, start: float, end: float, duration: float) -> TimeAxis:
        """Return another stretch over the same pixels, inside the song and no shorter than the deepest zoom."""
        duration = max(duration, SHORTEST_SPAN)
        span = min(max(end - start, SHORTEST_SPAN), duration)
        middle = (start + end) / 2
        start = start if span == end - start else middle - span / 2
        start = min(max(start, 0.0), duration - span)
        return replace(self, start=start, end=start + span)

    def aligned(self, before: TimeAxis, columns_per_px: float, duration: float) -> TimeAxis:
        """Return the axis moved a little so that it is whole columns from one of the same zoom.

        Then what was painted can be shown again, moved. At the beginning and at the end of the song it stays as it is.
        """
        if not math.isclose(self.seconds_per_px, before.seconds_per_px, rel_tol=1e-9):
            return self
        column = self.seconds_per_px / columns_per_px
        start = before.start + round((self.start - before.start) / column) * column
        if not 0 < self.start < duration - self.span or not 0 <= start <= duration - self.span:
            return self
        return replace(self, start=start, end=start + self.span)

    def zoomed(self, factor: float, anchor: float, duration: float) -> TimeAxis:
        """Zoom in by a factor (out below 1) so that the anchor time keeps its pixel."""
        span = min(max(self.span / factor, SHORTEST_SPAN), max(duration, SHORTEST_SPAN))
        start = anchor - (anchor - self.start) * span / self.span
        return self.showing(start, start + span, duration)

    def panned(self, seconds: float, duration: float) -> TimeAxis:
        """Scroll by so many seconds."""
        return self.showing(self.start + seconds, self.end + seconds, duration)

    def followed(self, mode: Follow, playhead: float, duration: float) -> TimeAxis:
        """Return the axis that follows a playhead: page by page, with the playhead in the middle, or not at all."""
        if mode == "continuous":
            return self.panned(playhead - self.start - self.span / 2, duration)
        if mode == "page" and not self.start <= playhead <= self.end - 0.03 * self.span:
            return self.panned(playhead - self.start - 0.06 * self.span, duration)
        return self


@dataclass
class ViewHistory:
    """The stretches shown before; moves within `pause` seconds of each other count as one."""

    pause: float = 0.8
    limit: int = 100
    _past: list[tuple[float, float]] = field(default_factory=list)
    _last_moved: float = float("-inf")

    def leaving(self, start: float, end: float, now: float) -> None:
        """Remember the stretch that is about to be left; `now` is the time of a monotonic clock in seconds."""
        if now - self._last_moved > self.pause and (start, end) != (self._past[-1] if self._past else None):
            self._past = [*self._past[1 - self.limit :], (start, end)]
        self._last_moved = now

    def back(self) -> tuple[float, float] | None:
        """Take back the stretch shown last; None when there is none."""
        self._last_moved = float("-inf")
        return self._past.pop() if self._past else None
