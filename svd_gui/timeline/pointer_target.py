"""What lies under the pointer on the timeline, and so what a press there takes hold of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt

from svd_core.annotation.region_edits import Grip, hit
from svd_gui.timeline.bar_signs import SHORTEST_SIGN_PX
from svd_gui.timeline.content import Content
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.region_layer import Marks
from svd_gui.timeline.time_axis import TimeAxis

EDGE_PX = 6
"""Distance from an edge within which a press takes hold of it."""

TargetKind = Literal[
    "outside", "ruler", "threshold", "leave threshold", "region", "play", "strip", "time", "pan", "levels"
]
"""Regions as things are in the strip, time is in the lanes of sound; edges of regions go through all of them."""


@dataclass(frozen=True)
class PointerTarget:
    """What lies under the pointer; `grip` is the hold on a region, where there is one.

    `anchor` is set at an edge of the selected time: the time of its other edge, which stays.
    """

    kind: TargetKind
    grip: Grip | None = None
    anchor: float | None = None

    @property
    def marks(self) -> Marks:
        """Return how the region under the pointer is to be painted."""
        if self.grip is None:
            return Marks()
        return Marks(hovered=self.grip.index, edge=self.grip.part, play=self.kind == "play")

    @property
    def cursor(self) -> Qt.CursorShape:
        """Return the cursor's shape, which shows what a press would do."""
        if self.kind == "region" and self.grip is not None:
            return Qt.CursorShape.OpenHandCursor if self.grip.part == "body" else Qt.CursorShape.SizeHorCursor
        if self.anchor is not None:
            return Qt.CursorShape.SizeHorCursor
        return {
            "threshold": Qt.CursorShape.SizeVerCursor,
            "leave threshold": Qt.CursorShape.SizeVerCursor,
            "play": Qt.CursorShape.PointingHandCursor,
            "time": Qt.CursorShape.IBeamCursor,
            "strip": Qt.CursorShape.CrossCursor,
            "levels": Qt.CursorShape.SizeAllCursor,
        }.get(self.kind, Qt.CursorShape.ArrowCursor)


def target_at(
    point: QPointF, axis: TimeAxis, lanes: Lanes, content: Content, tags: Mapping[TargetKind, QRectF]
) -> PointerTarget:
    """Return what lies at a point of the view; `tags` are the rectangles of the thresholds' tags.

    An edge of a region goes before all else but the ruler, then an edge of the selected time.
    """
    time = axis.time(point.x())
    for kind, tag in tags.items():
        if tag.contains(point):
            return PointerTarget(kind)
    if content.duration <= 0 or not lanes.all.contains(point) or time > content.duration:
        return PointerTarget("outside")
    if lanes.ruler.contains(point):
        return PointerTarget("ruler")
    grip = hit(content.regions.regions, time, EDGE_PX * axis.seconds_per_px)
    if grip is not None and grip.part != "body":
        return PointerTarget("region", grip)
    if not lanes.labels.contains(point):
        return PointerTarget("time", grip, _anchor(time, content.selected_time, EDGE_PX * axis.seconds_per_px))
    if grip is None:
        return PointerTarget("strip")
    region = content.regions.regions[grip.index]
    left, right = max(axis.x(region.start), axis.left), axis.x(region.end)
    return PointerTarget("play" if point.x() - left < SHORTEST_SIGN_PX < right - left else "region", grip)


def _anchor(time: float, selected: tuple[float, float] | None, tolerance: float) -> float | None:
    """Return the edge of the selected time that stays where a press at the other edge drags that."""
    if selected is None:
        return None
    near = [abs(time - edge) for edge in selected]
    return None if min(near) > tolerance else selected[near[0] <= near[1]]
