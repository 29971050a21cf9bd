"""Which of a song's regions are selected: a set of indices with a current one, as a value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from svd_core.annotation.regions import Region, Regions

_SAME_LENGTH = 1e-6
"""Seconds by which rounding may change the length of a region that is moved."""


@dataclass(frozen=True)
class RegionSelection:
    """Selected regions by their indices, sorted.

    `current` is the one of them that keys act on if they act on one only, None where nothing is selected; `anchor` is
    where a range begins that is extended to another region.
    """

    indices: tuple[int, ...] = ()
    current: int | None = None
    anchor: int | None = None

    @classmethod
    def of(cls, indices: Iterable[int], current: int | None = None) -> RegionSelection:
        """Some regions, of which `current` is the current one, else the first."""
        chosen = tuple(sorted(set(indices)))
        if current not in chosen:
            current = chosen[0] if chosen else None
        return cls(chosen, current, current)

    def __len__(self) -> int:
        return len(self.indices)

    def __contains__(self, index: object) -> bool:
        if not isinstance(index, int):
            return False
        place = bisect_left(self.indices, index)
        return place < len(self.indices) and self.indices[place] == index

    def toggled(self, index: int) -> RegionSelection:
        """The selection with one region more, which becomes the current one, or without it."""
        if index not in self:
            return RegionSelection.of((*self.indices, index), index)
        left = tuple(other for other in self.indices if other != index)
        current = self.current if self.current != index else min(left, key=lambda i: abs(i - index), default=None)
        return RegionSelection(left, current, current)

    def extended(self, index: int) -> RegionSelection:
        """The range from the anchor to a region, which becomes the current one; the anchor stays."""
        anchor = index if self.anchor is None else self.anchor
        return RegionSelection(tuple(range(min(anchor, index), max(anchor, index) + 1)), index, anchor)

    def with_added(self, indices: Iterable[int]) -> RegionSelection:
        """The selection with other regions added, the last of which becomes the current one."""
        more = tuple(indices)
        return RegionSelection.of(self.indices + more, more[-1]) if more else self

    def within(self, count: int) -> RegionSelection:
        """The selection among the first `count` regions."""
        kept = tuple(index for index in self.indices if 0 <= index < count)
        return self if kept == self.indices else RegionSelection.of(kept, self.current)

    def followed(self, before: Regions, after: Regions) -> RegionSelection:
        """The same regions after an edit: those moved as a whole, else for each the one that overlaps it most."""
        if before == after:
            return self
        if len(before) == len(after) and all(_moved(before[i], after[i]) for i in self.indices):
            return self
        places = {index: most_overlapping(after, before[index]) for index in self.indices}
        found = (place for place in places.values() if place is not None)
        return RegionSelection.of(found, None if self.current is None else places.get(self.current))

    def of_regions(self, regions: Regions) -> Regions:
        """The selected ones among a song's regions, in order."""
        return tuple(regions[index] for index in self.indices)


NOTHING = RegionSelection()
"""No region selected."""


def most_overlapping(regions: Regions, region: Region) -> int | None:
    """The index of the region that overlaps another one most, None if none does."""
    first = bisect_right(regions, region.start, key=lambda other: other.end)
    best, longest = None, 0.0
    for index in range(first, len(regions)):
        other = regions[index]
        if other.start >= region.end:
            break
        shared = min(region.end, other.end) - max(region.start, other.start)
        if shared > longest:
            best, longest = index, shared
    return best


def overlapping(regions: Regions, start: float, end: float) -> tuple[int, ...]:
    """The indices of the regions that overlap a stretch of time."""
    first = bisect_right(regions, start, key=lambda region: region.end)
    return tuple(range(first, bisect_left(regions, end, key=lambda region: region.start)))


def labelled(regions: Regions, labels: Iterable[str]) -> tuple[int, ...]:
    """The indices of the regions that carry one of some labels."""
    wanted = frozenset(labels)
    return tuple(index for index, region in enumerate(regions) if region.label in wanted)


def _moved(before: Region, after: Region) -> bool:
    """Whether one may be the other at another time; its source may have changed with it."""
    return before.label == after.label and abs(before.length - after.length) < _SAME_LENGTH
