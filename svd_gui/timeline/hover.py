"""Where the pointer rests over the timeline, and what lies there."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from svd_gui.timeline.content import Surface
from svd_gui.timeline.navigation import Navigation
from svd_gui.timeline.pointer import Pointer
from svd_gui.timeline.pointer_target import PointerTarget
from svd_gui.timeline.readout import Readout

_NOWHERE = PointerTarget("outside")


class Hover:
    """The point under the pointer, None where it is outside the lanes, and what a press there would take hold of."""

    def __init__(self, surface: Surface, navigation: Navigation, pointer: Pointer) -> None:
        self._surface, self._navigation, self._pointer = surface, navigation, pointer
        self.point: QPointF | None = None
        self.target = _NOWHERE

    @property
    def region(self) -> int | None:
        """The region under the pointer."""
        return None if self.target.grip is None else self.target.grip.index

    def move(self, point: QPointF) -> bool:
        """Go to a point; returns whether something else lies there than at the point before."""
        before, self.target = self.target, self._pointer.target(point)
        inside = self.target.kind != "outside" and self._surface.lanes.all.contains(point)
        self.point = point if inside else None
        return before != self.target

    def look_again(self) -> None:
        """Find what lies at the same point after the regions have changed."""
        self.target = _NOWHERE if self.point is None else self._pointer.target(self.point)

    def leave(self) -> None:
        """Forget the point: nothing is under the pointer any more."""
        self.point, self.target = None, _NOWHERE

    def readout(self) -> Readout | None:
        """Return what lies under the pointer in numbers."""
        return None if self.point is None else Readout.at(self.point, self._navigation.axis, self._surface)
