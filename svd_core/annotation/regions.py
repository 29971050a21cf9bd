"""Regions: the labelled stretches of a song, as values, and the edits a hand makes, as functions.

A song's regions are a sorted tuple in which none overlaps the next (they may touch). Every edit takes
such a tuple and returns a new one. What an edit makes or resizes is at least MIN_LENGTH long and stays
between its neighbours and inside the song; an edit that cannot be done returns the regions unchanged.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.spans import Spans as Spans
from svd_core.annotation.spans import united, without

SING = "sing"
MIN_LENGTH = 0.02
# Less than this is no movement: adding and subtracting a grip's offset alone must not count as an edit.
_STILL = 1e-6

Source = Literal["model", "hand", "file"]
RegionPart = Literal["start", "end", "body"]


@dataclass(frozen=True, order=True)
class Region:
    """A stretch of time that carries a label.

    `source` says who set it: a model, a hand, or a label file of unknown making. `confidence` is the
    mean posterior over the region, or None where no model has a say.
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


@dataclass(frozen=True)
class Grip:
    """What the pointer has hold of: an edge or the body of one region.

    `offset` is the time grabbed minus the time of the edge (for a body: of the region's start), so a drag
    does not jump to the pointer, and the view may scroll underneath.
    """

    part: RegionPart
    index: int
    offset: float = 0.0


def normalised(regions: Iterable[Region], duration: float = math.inf) -> Regions:
    """Sort regions, clip them to 0 .. duration and unite those that overlap; touching ones stay apart.

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


def gap_at(regions: Regions, time: float, duration: float) -> tuple[float, float] | None:
    """The free stretch around a time, between its neighbours or the song's ends; None inside a region."""
    if not 0 <= time <= duration or index_at(regions, time) is not None:
        return None
    after = bisect_right(regions, time, key=lambda region: region.start)
    return _room(regions, after - 1, after, duration)


def hit(regions: Regions, time: float, tolerance: float) -> Grip | None:
    """What lies under the pointer: the nearest edge within `tolerance` seconds, else a body, else None.

    Inside a region an edge reaches over at most a quarter of it, so that the body of a short one can
    still be grabbed; where two regions touch, the side on which the pointer is decides.
    """
    inside = index_at(regions, time)
    if inside is not None:
        region = regions[inside]
        reach = min(tolerance, region.length / 4)
        from_start, to_end = time - region.start, region.end - time
        if min(from_start, to_end) > reach:
            return Grip("body", inside, from_start)
        return Grip("start", inside, from_start) if from_start <= to_end else Grip("end", inside, -to_end)
    after = bisect_right(regions, time, key=lambda region: region.start)
    to_next = regions[after].start - time if after < len(regions) else math.inf
    from_last = time - regions[after - 1].end if after > 0 else math.inf
    if min(to_next, from_last) > tolerance:
        return None
    return Grip("end", after - 1, from_last) if from_last <= to_next else Grip("start", after, -to_next)


def snap(time: float, candidates: NDArray[np.float64], tolerance: float) -> float:
    """The nearest of the sorted candidate times if it is within `tolerance` seconds, else the time itself."""
    after = int(np.searchsorted(candidates, time))
    near = candidates[max(after - 1, 0) : after + 1]
    if len(near) == 0:
        return time
    nearest = float(near[np.argmin(np.abs(near - time))])
    return nearest if abs(nearest - time) <= tolerance else time


def insert(regions: Regions, region: Region, duration: float = math.inf) -> Regions:
    """Add a region, cut to the longest part of it that is free."""
    taken = tuple((other.start, other.end) for other in regions)
    free = without(region.start, min(region.end, duration), taken)
    start, end = max(free, key=lambda part: part[1] - part[0], default=(0.0, 0.0))
    if end - start < MIN_LENGTH:
        return regions
    index = bisect_right(regions, start, key=lambda other: other.start)
    return (*regions[:index], replace(region, start=start, end=end), *regions[index:])


def delete(regions: Regions, index: int) -> Regions:
    """Take one region out."""
    return _replaced(regions, index)


def relabel(regions: Regions, index: int, label: str) -> Regions:
    """Give one region another label."""
    return _replaced(regions, index, replace(regions[index], label=label))


def split(regions: Regions, index: int, time: float) -> Regions:
    """Cut one region in two that touch at a time; unchanged if a part would be too short."""
    region = regions[index]
    if min(time - region.start, region.end - time) < MIN_LENGTH:
        return regions
    return _replaced(regions, index, replace(region, end=time), replace(region, start=time))


def merge(regions: Regions, index: int) -> Regions:
    """Join one region with the next, gap included, under the label of the first; unchanged at the last."""
    if index + 1 >= len(regions):
        return regions
    if index < 0:
        raise IndexError(f"no region {index} among {len(regions)}")
    first, second = regions[index], regions[index + 1]
    source = first.source if first.source == second.source else "hand"
    confidence = first.confidence if first.confidence == second.confidence else None
    joined = replace(first, end=second.end, source=source, confidence=confidence)
    return (*regions[:index], joined, *regions[index + 2 :])


def move(regions: Regions, index: int, delta: float, duration: float) -> Regions:
    """Shift one region by `delta` seconds, as far as its neighbours and the song's ends allow."""
    region = regions[index]
    if abs(delta) < _STILL:
        return regions
    low, high = _room(regions, index - 1, index + 1, duration)
    high = max(high, region.end)
    if delta >= high - region.end:
        return _replaced(regions, index, replace(region, start=region.start + (high - region.end), end=high))
    start = max(region.start + delta, low)
    return _replaced(regions, index, replace(region, start=start, end=min(start + region.length, high)))


def drag(regions: Regions, grip: Grip, time: float, duration: float) -> Regions:
    """The regions with what is gripped brought to a pointer time; it stops at its neighbours."""
    region = regions[grip.index]
    target = time - grip.offset
    if grip.part == "body":
        return move(regions, grip.index, target - region.start, duration)
    edge = region.start if grip.part == "start" else region.end
    if abs(target - edge) < _STILL:
        return regions
    low, high = _room(regions, grip.index - 1, grip.index + 1, duration)
    if grip.part == "start":
        high = region.end - MIN_LENGTH
    else:
        low = region.start + MIN_LENGTH
    if low > high:
        return regions
    target = min(max(target, low), high)
    changed = replace(region, start=target) if grip.part == "start" else replace(region, end=target)
    return _replaced(regions, grip.index, changed)


def changed_spans(before: Regions, after: Regions) -> Spans:
    """The time covered by every region that only one side has, where extent and label are what counts."""
    old = {(region.start, region.end, region.label) for region in before}
    new = {(region.start, region.end, region.label) for region in after}
    return united((start, end) for start, end, _ in old ^ new)


def _room(regions: Regions, before: int, after: int, duration: float) -> tuple[float, float]:
    """The time between two indices' regions, or up to the song's ends where there is none."""
    low = regions[before].end if before >= 0 else 0.0
    high = regions[after].start if after < len(regions) else duration
    return low, high


def _replaced(regions: Regions, index: int, *new: Region) -> Regions:
    """The regions with the one at an index replaced by others in its place."""
    if not 0 <= index < len(regions):
        raise IndexError(f"no region {index} among {len(regions)}")
    return regions[:index] + new + regions[index + 1 :]
