"""Where two annotations of one song say different things, and taking over what the other one says there.

Both are regions of the same song, "mine" and "theirs". Times are in seconds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from svd_core.annotation.regions import Region, Regions, index_at, label_at, normalised, parts_within
from svd_core.annotation.spans import WHOLE, Spans, bridged, overlaps

SAME = 0.02
"""Edges at most this far (s) apart count as the same: files round times, and no edit makes a shorter region."""

Kind = Literal["mine", "theirs", "start", "end", "label", "cut", "several"]
"""What a difference is: a region that only one of the two has, a start or an end that lies elsewhere, another label, a
region that is cut in two in only one of them, or more than one of these."""


@dataclass(frozen=True)
class Difference:
    """One stretch of a song about which two annotations differ; for a cut, the moment of it.

    Attributes:
        shift: for a start or an end, how much later theirs is (s); negative where it is earlier.
    """

    start: float
    end: float
    kind: Kind
    shift: float = 0.0


def differences(mine: Regions, theirs: Regions, extent: Spans = WHOLE) -> tuple[Difference, ...]:
    """The differences that lie in an extent at least in part, in order of time.

    Neighbouring stretches that differ are one difference. What is shorter than `SAME` counts for nothing.
    """
    stretches = [(start, end) for start, end in _differing(mine, theirs) if end - start > SAME]
    found = [_stretch(mine, theirs, start, end) for start, end in stretches]
    for time in sorted(_cuts(mine, theirs) | _cuts(theirs, mine)):
        place = bisect_right(stretches, time + SAME, key=lambda stretch: stretch[0]) - 1
        if place < 0 or stretches[place][1] < time - SAME:
            found.append(Difference(time, time, "cut"))
    chosen = (one for one in found if _is_in(one, extent))
    return tuple(sorted(chosen, key=lambda one: (one.start, one.end)))


def taken(mine: Regions, theirs: Regions, difference: Difference) -> Regions:
    """My regions with theirs in the time of a difference; everywhere else mine stay as they are.

    Regions that go on across an end of that time in both stay whole.
    """
    start, end = difference.start, difference.end
    if start < end:
        pieces = [*_outside(mine, start, end), *parts_within(theirs, start, end)]
    else:
        # Mine is cut there; if theirs is not, the parts are joined below.
        pieces = [part for region in mine for part in _cut(region, start)]
    result = tuple(sorted(pieces, key=lambda region: region.start))
    for time in (start, end):
        result = _joined_at(result, theirs, time)
    return normalised(result)


def _differing(mine: Regions, theirs: Regions) -> Spans:
    """Stretches in which another label holds, or none, in theirs; what agrees must last to part two of them."""
    times = sorted({time for region in (*mine, *theirs) for time in (region.start, region.end)})
    # Regions last from their start on, so what holds at an edge holds up to the next one.
    parts = ((low, high) for low, high in pairwise(times) if label_at(mine, low) != label_at(theirs, low))
    return bridged(parts, SAME)


def _cuts(mine: Regions, theirs: Regions) -> set[float]:
    """Times at which two regions of mine with one label touch, in the middle of one of theirs."""
    cuts = set()
    for first, second in pairwise(mine):
        if second.start - first.end < 1e-9 and first.label == second.label:
            index = index_at(theirs, first.end)
            other = None if index is None else theirs[index]
            if other is not None and other.start < first.end - SAME and other.end > first.end + SAME:
                cuts.add(first.end)
    return cuts


def _stretch(mine: Regions, theirs: Regions, start: float, end: float) -> Difference:
    """What kind of difference a stretch is."""
    inside_mine, inside_theirs = parts_within(mine, start, end), parts_within(theirs, start, end)
    if not inside_theirs and len(inside_mine) == 1:
        return _one_sided(theirs, start, end, "mine", sign=1)
    if not inside_mine and len(inside_theirs) == 1:
        return _one_sided(mine, start, end, "theirs", sign=-1)
    extents = [[(region.start, region.end) for region in part] for part in (inside_mine, inside_theirs)]
    same = len(extents[0]) == len(extents[1]) and all(
        abs(one - other) <= SAME for pair in zip(*extents, strict=True) for one, other in zip(*pair, strict=True)
    )
    return Difference(start, end, "label" if same else "several")


def _one_sided(other: Regions, start: float, end: float, whole: Kind, sign: int) -> Difference:
    """A region, or a part of one, that `other` does not have.

    If a region of the other begins or ends where the stretch does, an edge lies elsewhere.
    """
    before, after = _touching(other, start, end)
    if before and after:
        return Difference(start, end, "several")
    length = end - start
    if after:  # The other begins later.
        return Difference(start, end, "start", sign * length)
    if before:  # The other ends earlier.
        return Difference(start, end, "end", -sign * length)
    return Difference(start, end, whole)


def _touching(regions: Regions, start: float, end: float) -> tuple[bool, bool]:
    """Whether a region ends at a start, and one begins at an end."""
    after = bisect_left(regions, end - SAME, key=lambda region: region.start)
    before = bisect_right(regions, start + SAME, key=lambda region: region.end) - 1
    begins = after < len(regions) and regions[after].start <= end + SAME
    ends = before >= 0 and regions[before].end >= start - SAME
    return ends, begins


def _is_in(difference: Difference, extent: Spans) -> bool:
    if difference.start < difference.end:
        return overlaps(difference.start, difference.end, extent)
    return any(start <= difference.start <= end for start, end in extent)


def _outside(regions: Regions, start: float, end: float) -> list[Region]:
    """The parts of regions outside start .. end."""
    parts = []
    for region in regions:
        if region.start < start:
            parts.append(replace(region, end=min(region.end, start)))
        if region.end > end:
            parts.append(replace(region, start=max(region.start, end)))
    return parts


def _cut(region: Region, time: float) -> tuple[Region, ...]:
    if region.start < time < region.end:
        return replace(region, end=time), replace(region, start=time)
    return (region,)


def _joined_at(regions: Regions, theirs: Regions, time: float) -> Regions:
    """Regions with the two that touch at a time made one, if one of theirs goes on across it."""
    index = index_at(theirs, time)
    if index is None or not theirs[index].start < time - 1e-9:
        return regions
    place = bisect_left(regions, time - 1e-9, key=lambda region: region.start)
    if not 0 < place < len(regions) or regions[place].start - time > 1e-9:
        return regions
    first, second = regions[place - 1], regions[place]
    if first.label != second.label or second.start - first.end > 1e-9:
        return regions
    return (*regions[: place - 1], replace(first, end=second.end), *regions[place + 1 :])
