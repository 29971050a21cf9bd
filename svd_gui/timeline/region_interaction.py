"""What a drag does to a song's regions: values and functions, tested without a window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Grip, Region, Regions, drag, gap_at, insert, snap

Times = NDArray[np.float64]
NO_TIMES: Times = np.zeros(0)


@dataclass(frozen=True)
class Magnet:
    """Times that edges are drawn to, sorted, and from how many seconds away."""

    times: Times
    tolerance: float

    @classmethod
    def none(cls) -> Magnet:
        """A magnet that draws nothing."""
        return cls(NO_TIMES, 0.0)

    def pull(self, time: float) -> float:
        """The nearest time in reach, else the time itself."""
        return snap(time, self.times, self.tolerance)

    def holds(self, time: float) -> bool:
        """Whether a time is one of them."""
        index = int(np.searchsorted(self.times, time))
        return index < len(self.times) and bool(self.times[index] == time)


@dataclass(frozen=True)
class Preview:
    """How the regions would be if the button were released now.

    `index` is the region at hand (None while there is none yet), `at` the time of the edge at hand, and `snapped`
    tells whether it lies on a time that draws edges.
    """

    regions: Regions
    index: int | None
    at: float | None = None
    snapped: bool = False


@dataclass(frozen=True)
class RegionDrag:
    """Moving or resizing one region. The grip remembers the time grabbed, so the view may scroll meanwhile."""

    regions: Regions
    grip: Grip
    duration: float

    def at(self, time: float, magnet: Magnet) -> Preview:
        """The preview for a pointer time."""
        region = self.regions[self.grip.index]
        target = time - self.grip.offset
        if self.grip.kind == "body":
            by_start = magnet.pull(target) - target
            by_end = magnet.pull(target + region.length) - (target + region.length)
            pulls = [pull for pull in (by_start, by_end) if pull != 0.0]
            target += min(pulls, key=abs, default=0.0)
        else:
            target = magnet.pull(target)
        regions = drag(self.regions, self.grip, target + self.grip.offset, self.duration)
        moved = regions[self.grip.index]
        edges = {"start": [moved.start], "end": [moved.end], "body": [moved.start, moved.end]}[self.grip.kind]
        at = next((edge for edge in edges if magnet.holds(edge)), edges[0])
        return Preview(regions, self.grip.index, at, magnet.holds(at))


@dataclass(frozen=True)
class RegionDraw:
    """Drawing a new region from a point of free time; it stops at its neighbours."""

    regions: Regions
    anchor: float
    duration: float

    def at(self, time: float, magnet: Magnet) -> Preview:
        """The preview for a pointer time."""
        gap = gap_at(self.regions, self.anchor, self.duration)
        if gap is None:
            return Preview(self.regions, None)
        low, high = gap
        fixed = min(max(magnet.pull(self.anchor), low), high)
        free = min(max(magnet.pull(time), low), high)
        start, end = min(fixed, free), max(fixed, free)
        if start == end:
            return Preview(self.regions, None)
        new = Region(start, end, source="hand")
        regions = insert(self.regions, new, self.duration)
        return Preview(regions, regions.index(new) if new in regions else None, free, magnet.holds(free))
