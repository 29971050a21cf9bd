"""Spans: stretches of a song's time as sorted, disjoint pairs (start, end) in seconds."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Spans = tuple[tuple[float, float], ...]

WHOLE: Spans = ((0.0, math.inf),)
"""All of a song, however long it is."""


def united(spans: Iterable[tuple[float, float]]) -> Spans:
    """Spans in order, those that overlap or touch joined, empty ones left out."""
    result: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if not start < end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def bridged(spans: Iterable[tuple[float, float]], gap: float) -> Spans:
    """United spans, with gaps of up to `gap` seconds (and a rounding error) between them closed."""
    result: list[tuple[float, float]] = []
    for start, end in united(spans):
        if result and start - result[-1][1] <= gap + 1e-9:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return tuple(result)


def clipped(spans: Iterable[tuple[float, float]], start: float, end: float) -> Spans:
    """The parts of spans that lie within start .. end."""
    return united((max(low, start), min(high, end)) for low, high in spans)


def widened(spans: Iterable[tuple[float, float]], by: float, duration: float) -> Spans:
    """Spans with `by` seconds more on either side, within a song of `duration` seconds; moments become spans, too."""
    return clipped(((start - by, end + by) for start, end in spans), 0.0, duration)


def total(spans: Iterable[tuple[float, float]]) -> float:
    """Seconds that disjoint spans cover together."""
    return sum(end - start for start, end in spans)


def outside(spans: Spans, others: Spans) -> Spans:
    """The parts of united spans that lie outside other united spans."""
    return tuple(part for start, end in spans for part in without(start, end, others))


def inside(spans: Spans, others: Spans) -> Spans:
    """The parts of united spans that lie within other united spans."""
    return tuple(part for start, end in spans for part in clipped(others, start, end))


def with_added(spans: Spans, new: Spans) -> Spans:
    """United spans with others added; only what lies near the new ones is looked at, as after an edit."""
    if not new:
        return spans
    first = bisect_left(spans, new[0][0], key=lambda span: span[1])
    last = bisect_right(spans, new[-1][1], key=lambda span: span[0])
    return spans[:first] + united(spans[first:last] + new) + spans[last:]


def without(start: float, end: float, spans: Spans) -> Spans:
    """The parts of start .. end that lie outside united spans."""
    result = []
    for low, high in spans[_first_ending_after(spans, start) :]:
        if low >= end:
            break
        if low > start:
            result.append((start, low))
        start = max(start, high)
    if start < end:
        result.append((start, end))
    return tuple(result)


def overlaps(start: float, end: float, spans: Spans) -> bool:
    """Whether start .. end overlaps united spans; touching is not overlapping."""
    first = _first_ending_after(spans, start)
    return first < len(spans) and spans[first][0] < end


def lies_within(start: float, end: float, spans: Spans) -> bool:
    """Whether start .. end lies within united spans; a moment at which one of them ends does not."""
    first = _first_ending_after(spans, start)
    return first < len(spans) and spans[first][0] <= start and end <= spans[first][1]


def _first_ending_after(spans: Spans, time: float) -> int:
    """The place of the first of united spans that ends after a time."""
    # Found by starts, since a key for the ends would be a call of Python for each span looked at.
    after = bisect_right(spans, (time, math.inf))
    return after - 1 if after and spans[after - 1][1] > time else after
