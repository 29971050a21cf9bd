"""What a person does to a song's regions by hand: find what is under the pointer, drag, insert, split, merge, delete.

Every edit takes the song's regions (sorted, none overlapping the next) and returns new ones. What an edit makes or
resizes is at least MIN_LENGTH long and stays between its neighbours and inside the song; an edit that is not possible
returns the regions unchanged.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Region, Regions, gap_between, index_at, label_at
from svd_core.annotation.spans import Spans, united, without

MIN_LENGTH = 0.02
"""The shortest region (s) that an edit makes."""

# Less than this is no movement: adding and subtracting a grip's offset alone must not count as an edit.
_STILL = 1e-6

RegionPart = Literal["start", "end", "body"]


@dataclass(frozen=True)
class Grip:
    """The part of one region that the pointer holds: an edge or the body.

    `offset` is the time grabbed minus the time of the edge (for a body: of the region's start). It keeps a drag from
    jumping to the pointer, and holds when the view scrolls meanwhile.
    """

    part: RegionPart
    index: int
    offset: float = 0.0


def hit(regions: Regions, time: float, tolerance: float) -> Grip | None:
    """What lies under the pointer: the nearest edge within `tolerance` seconds, else a body, else None.

    Inside a region an edge can be grabbed within at most a quarter of the region's length, so that the body of a
    short one stays within reach; where two regions touch, the side on which the pointer is decides.
    """
    inside = index_at(regions, time)
    if inside is not None:
        region = regions[inside]
        edge_width = min(tolerance, region.length / 4)
        from_start, to_end = time - region.start, region.end - time
        if min(from_start, to_end) > edge_width:
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
    """Add a region, cut to the longest part of it that overlaps no other."""
    taken = tuple((other.start, other.end) for other in regions)
    free = without(region.start, min(region.end, duration), taken)
    start, end = max(free, key=lambda part: part[1] - part[0], default=(0.0, 0.0))
    if end - start < MIN_LENGTH:
        return regions
    index = bisect_right(regions, start, key=lambda other: other.start)
    return (*regions[:index], replace(region, start=start, end=end), *regions[index:])


def delete(regions: Regions, index: int) -> Regions:
    """Remove one region."""
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
    low, high = gap_between(regions, index - 1, index + 1, duration)
    high = max(high, region.end)
    if delta >= high - region.end:
        return _replaced(regions, index, replace(region, start=region.start + (high - region.end), end=high))
    start = max(region.start + delta, low)
    return _replaced(regions, index, replace(region, start=start, end=min(start + region.length, high)))


def edge_limits(regions: Regions, index: int, part: RegionPart, duration: float) -> tuple[float, float]:
    """The earliest and the latest time (s) at which the start or the end of a region may lie, the other edge staying.

    The latest is before the earliest where a region is so short that its edge cannot be moved.
    """
    region = regions[index]
    low, high = gap_between(regions, index - 1, index + 1, duration)
    return (low, region.end - MIN_LENGTH) if part == "start" else (region.start + MIN_LENGTH, high)


def drag(regions: Regions, grip: Grip, time: float, duration: float) -> Regions:
    """Move what the pointer holds to the pointer's time; it stops at the neighbours."""
    region = regions[grip.index]
    target = time - grip.offset
    if grip.part == "body":
        return move(regions, grip.index, target - region.start, duration)
    edge = region.start if grip.part == "start" else region.end
    if abs(target - edge) < _STILL:
        return regions
    low, high = edge_limits(regions, grip.index, grip.part, duration)
    if low > high:
        return regions
    target = min(max(target, low), high)
    changed = replace(region, start=target) if grip.part == "start" else replace(region, end=target)
    return _replaced(regions, grip.index, changed)


def changed_spans(before: Regions, after: Regions) -> Spans:
    """The time covered by regions that only one of the two has; extent and label tell regions apart."""
    return united((start, end) for start, end, _ in _differing(before, after))


def redecided_spans(before: Regions, after: Regions) -> Spans:
    """The time at which the two say something else, in order; where only an edge differs, as at a split, a moment.

    Other than `changed_spans` it leaves out the parts of a changed region that stayed as they were.
    """
    times = sorted({time for start, end, _ in _differing(before, after) for time in (start, end)})
    moved = _edges(before) ^ _edges(after)
    moments = [(time, time) for time in times if time in moved]
    stretches = [
        (low, high)
        for low, high in pairwise(times)
        if label_at(before, (low + high) / 2) != label_at(after, (low + high) / 2)
    ]
    return tuple(sorted(moments + stretches))


def _differing(before: Regions, after: Regions) -> set[tuple[float, float, str]]:
    """Extents and labels that only one of the two has."""
    old = {(region.start, region.end, region.label) for region in before}
    new = {(region.start, region.end, region.label) for region in after}
    return old ^ new


def _edges(regions: Regions) -> set[float]:
    return {region.start for region in regions} | {region.end for region in regions}


def _replaced(regions: Regions, index: int, *new: Region) -> Regions:
    """The regions with others in place of the one at an index; IndexError if there is none."""
    if not 0 <= index < len(regions):
        raise IndexError(f"no region {index} among {len(regions)}")
    return regions[:index] + new + regions[index + 1 :]
