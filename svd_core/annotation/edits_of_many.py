"""What a person does to several of a song's regions at once, or to a stretch of time.

One rule settles all overlaps: what is there and takes no part in the edit stays as it is. Regions that are moved
together stop together at their neighbours, and what is put in is cut to the free time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from svd_core.annotation.region_edits import MIN_LENGTH, merge
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import without

_STILL = 1e-6


def delete_many(regions: Regions, indices: Collection[int]) -> Regions:
    """Remove some regions."""
    gone = frozenset(indices)
    return tuple(region for index, region in enumerate(regions) if index not in gone)


def relabel_many(regions: Regions, indices: Collection[int], label: str) -> Regions:
    """Give some regions another label."""
    chosen = frozenset(indices)
    return tuple(
        replace(region, label=label) if index in chosen and region.label != label else region
        for index, region in enumerate(regions)
    )


def move_many(regions: Regions, indices: Collection[int], delta: float, duration: float) -> Regions:
    """Shift some regions by `delta` seconds; all stop where the first of them meets a neighbour or the song's end."""
    chosen = frozenset(indices)
    if not chosen or abs(delta) < _STILL:
        return regions
    bounds = {index: _bounds(regions, index, chosen, duration) for index in chosen}
    most_left = min(regions[index].start - low for index, (low, _) in bounds.items())
    most_right = min(max(high - regions[index].end, 0.0) for index, (_, high) in bounds.items())
    delta = min(max(delta, -most_left), most_right)
    if abs(delta) < _STILL:
        return regions
    result = list(regions)
    for index, (low, high) in bounds.items():
        region = regions[index]
        result[index] = replace(region, start=max(region.start + delta, low), end=min(region.end + delta, high))
    return tuple(result)


def _bounds(regions: Regions, index: int, moving: frozenset[int], duration: float) -> tuple[float, float]:
    """Between which times a region may move: a neighbour that moves along is no hindrance, the song's ends are."""
    low, high = 0.0, max(duration, regions[index].end)
    if index > 0 and index - 1 not in moving:
        low = regions[index - 1].end
    if index + 1 < len(regions) and index + 1 not in moving:
        high = regions[index + 1].start
    return low, high


def merge_many(regions: Regions, indices: Collection[int]) -> Regions:
    """Join each run of neighbours among some regions, gaps included, under the label of its first."""
    chosen = frozenset(indices)
    return merged_after(regions, [index for index in chosen if index + 1 in chosen])


def merged_after(regions: Regions, indices: Collection[int]) -> Regions:
    """Join each of some regions with the one after it."""
    joined = frozenset(indices)
    result: list[Region] = []
    for index, region in enumerate(regions):
        if index - 1 in joined and result:
            result[-1:] = merge((result[-1], region), 0)
        else:
            result.append(region)
    return tuple(result)


def delete_within(regions: Regions, start: float, end: float) -> Regions:
    """Cut what lies within start .. end out of all regions; remains under MIN_LENGTH go with it."""
    result: list[Region] = []
    for region in regions:
        if region.end <= start or region.start >= end:
            result.append(region)
            continue
        for low, high in without(region.start, region.end, ((start, end),)):
            if high - low >= MIN_LENGTH:
                result.append(replace(region, start=low, end=high))
    return tuple(result)


@dataclass(frozen=True)
class Inserted:
    """Regions after others were put in.

    Attributes:
        regions: all regions of the song.
        new: those of them that were put in, as far as there was room.
        n_cut: how many of `new` are shorter than they were.
        n_left_out: how many found no room.
        cut_seconds: by how much those that are cut are shorter, together.
    """

    regions: Regions
    new: Regions
    n_cut: int = 0
    n_left_out: int = 0
    cut_seconds: float = 0.0


def insert_many(
    regions: Regions,
    new: Iterable[Region],
    duration: float,
    shortest_cut: float = MIN_LENGTH,
    least_share: float = 0.0,
) -> Inserted:
    """Put regions in, in order of time, each cut to its longest part that is free and after the one put in before.

    What is left of a cut region is left out if it is shorter than `shortest_cut` seconds or than `least_share` of it.
    """
    placed: list[Region] = []
    n_cut, n_left_out, cut_seconds = 0, 0, 0.0
    taken = tuple((region.start, region.end) for region in regions)
    for region in sorted(new, key=lambda one: (one.start, one.end)):
        start, end = max(region.start, placed[-1].end if placed else 0.0), min(region.end, duration)
        free = without(start, end, taken) if start < end else ()
        low, high = max(free, key=lambda part: part[1] - part[0], default=(0.0, 0.0))
        is_cut = (low, high) != (region.start, region.end)
        shortest = max(MIN_LENGTH, shortest_cut, least_share * region.length) if is_cut else MIN_LENGTH
        if high - low < shortest:
            n_left_out += 1
            continue
        n_cut += is_cut
        cut_seconds += region.length - (high - low)
        placed.append(replace(region, start=low, end=high))
    merged = tuple(sorted((*regions, *placed), key=lambda region: region.start))
    return Inserted(merged, tuple(placed), n_cut, n_left_out, cut_seconds)
