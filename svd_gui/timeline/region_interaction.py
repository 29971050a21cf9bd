"""What a drag does to a song's regions: values, independent of the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.edits_of_many import move_many
from svd_core.annotation.region_edits import Grip, drag, insert, snap
from svd_core.annotation.regions import Region, Regions, gap_at

Times = NDArray[np.float64]
NO_TIMES: Times = np.zeros(0)


@dataclass(frozen=True)
class SnapPoints:
    """Sorted times that edges snap to within `tolerance` seconds."""

    times: Times
    tolerance: float

    @classmethod
    def none(cls) -> SnapPoints:
        """Return snap points that nothing snaps to."""
        return cls(NO_TIMES, 0.0)

    def snap(self, time: float) -> float:
        """Return the nearest snap point within the tolerance, else the time itself."""
        return snap(time, self.times, self.tolerance)

    def contains(self, time: float) -> bool:
        """Whether a time is a snap point."""
        index = int(np.searchsorted(self.times, time))
        return index < len(self.times) and bool(self.times[index] == time)


@dataclass(frozen=True)
class Preview:
    """How the regions would be if the button were released now.

    `index` is the dragged region (None while there is none yet), `at` the time of its dragged edge, and `snapped`
    tells whether that lies on a snap point. `moved` are all regions that are dragged, by their indices.
    """

    regions: Regions
    index: int | None
    at: float | None = None
    snapped: bool = False
    moved: tuple[int, ...] = ()


@dataclass(frozen=True)
class RegionDrag:
    """Moving or resizing a region. The grip holds the time grabbed, so the view may scroll meanwhile.

    `others` are regions, by their indices, that move along when the body is held; they keep their distances.
    """

    regions: Regions
    grip: Grip
    duration: float
    others: tuple[int, ...] = ()

    def at(self, time: float, snap_points: SnapPoints) -> Preview:
        """Return the preview for a pointer time."""
        region = self.regions[self.grip.index]
        target = time - self.grip.offset
        if self.grip.part == "body":
            by_start = snap_points.snap(target) - target
            by_end = snap_points.snap(target + region.length) - (target + region.length)
            shifts = [shift for shift in (by_start, by_end) if shift != 0.0]
            target += min(shifts, key=abs, default=0.0)
        else:
            target = snap_points.snap(target)
        moving = tuple(sorted({self.grip.index, *self.others})) if self.grip.part == "body" else (self.grip.index,)
        if len(moving) > 1:
            regions = move_many(self.regions, moving, target - region.start, self.duration)
        else:
            regions = drag(self.regions, self.grip, target + self.grip.offset, self.duration)
        moved = regions[self.grip.index]
        edges = {"start": [moved.start], "end": [moved.end], "body": [moved.start, moved.end]}[self.grip.part]
        at = next((edge for edge in edges if snap_points.contains(edge)), edges[0])
        return Preview(regions, self.grip.index, at, snap_points.contains(at), moving)


@dataclass(frozen=True)
class RegionDraw:
    """Drawing a new region in a gap, from the time `anchor` on; it stops at its neighbours."""

    regions: Regions
    anchor: float
    duration: float

    def at(self, time: float, snap_points: SnapPoints) -> Preview:
        """Return the preview for a pointer time."""
        gap = gap_at(self.regions, self.anchor, self.duration)
        if gap is None:
            return Preview(self.regions, None)
        low, high = gap
        fixed = min(max(snap_points.snap(self.anchor), low), high)
        free = min(max(snap_points.snap(time), low), high)
        start, end = min(fixed, free), max(fixed, free)
        if start == end:
            return Preview(self.regions, None)
        new = Region(start, end, source="hand")
        regions = insert(self.regions, new, self.duration)
        if new not in regions:
            return Preview(regions, None, free, snap_points.contains(free))
        index = regions.index(new)
        return Preview(regions, index, free, snap_points.contains(free), (index,))
