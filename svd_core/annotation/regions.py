"""Regions: the labelled stretches of a song, as values, and how to look them up by time.

A song's regions are a sorted tuple in which none overlaps the next; neighbours may touch.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

SING = "sing"
"""The label of plain singing, which label files write in many ways."""

Source = Literal["model", "hand", "file"]


@dataclass(frozen=True, order=True)
class Region:
    """A stretch of time (s) with a label.

    `source` says who set it: a model, a person by hand, or a label file of unknown origin. `confidence` is the mean
    probability of singing over the region, None where no model made it.
    """

    start: float
    end: float
    label: str = SING
    source: Source = "model"
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end < math.inf:
            raise ValueError(f"a region must have 0 <= start < end, got {self.start!r} .. {self.end!r}")

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start


Regions = tuple[Region, ...]


def normalised(regions: Iterable[Region], duration: float = math.inf) -> Regions:
    """Sort regions, clip them to 0 .. duration and unite those that overlap; touching ones stay separate.

    A united region takes label, source and confidence from its longest part.
    """
    result: list[Region] = []
    longest = 0.0
    for region in sorted(regions, key=lambda region: (region.start, region.end)):
        if region.start >= duration:
            break
        if region.end > duration:
            region = replace(region, end=duration)
        if result and region.start < result[-1].end:
            giver = region if region.length > longest else result[-1]
            longest = max(longest, region.length)
            result[-1] = replace(giver, start=result[-1].start, end=max(result[-1].end, region.end))
        else:
            result.append(region)
            longest = region.length
    return tuple(result)


def index_at(regions: Regions, time: float) -> int | None:
    """The region with start <= time < end, or None."""
    index = bisect_right(regions, time, key=lambda region: region.start) - 1
    return index if index >= 0 and time < regions[index].end else None


def label_at(regions: Regions, time: float) -> str | None:
    """The label that holds at a time; None where there is no region."""
    index = index_at(regions, time)
    return None if index is None else regions[index].label


def parts_within(regions: Regions, start: float, end: float) -> Regions:
    """The parts of regions that lie within start .. end."""
    first = bisect_right(regions, start, key=lambda region: region.end)
    last = bisect_left(regions, end, key=lambda region: region.start)
    return tuple(
        replace(region, start=max(region.start, start), end=min(region.end, end)) for region in regions[first:last]
    )


def gap_at(regions: Regions, time: float, duration: float) -> tuple[float, float] | None:
    """Start and end (s) of the gap around a time, between regions or the song's ends; None inside a region."""
    if not 0 <= time <= duration or index_at(regions, time) is not None:
        return None
    after = bisect_right(regions, time, key=lambda region: region.start)
    return gap_between(regions, after - 1, after, duration)


def gap_between(regions: Regions, before: int, after: int, duration: float) -> tuple[float, float]:
    """Start and end (s) of the time between two regions, by index; the song's ends where there is no region."""
    low = regions[before].end if before >= 0 else 0.0
    high = regions[after].start if after < len(regions) else duration
    return low, high


def common_ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How many items at the beginning and, of the rest, at the end two sequences have in common.

    Slices are compared, which takes next to no time for items that are identical, as most are after an edit.
    """
    head = _common_head(before, after)
    most = min(len(before), len(after)) - head
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if before[len(before) - middle : len(before) - low] == after[len(after) - middle : len(after) - low]:
            low = middle
        else:
            high = middle - 1
    return head, low


def _common_head(one: Sequence[object], other: Sequence[object]) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
