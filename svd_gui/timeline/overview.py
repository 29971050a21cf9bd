"""The overview strip: level, regions and probability of the whole song, and the stretch that the timeline shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from svd_gui.timeline.lanes import LEFT_GUTTER_PX, RIGHT_GUTTER_PX
from svd_gui.timeline.overview_scene import EDGE_PX, OverviewScene
from svd_gui.timeline.plotted_widget import PlottedWidget
from svd_gui.timeline.scroll_gestures import ScrollGestures
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.timeline.view import TimelineView

if TYPE_CHECKING:
    from svd_gui.timeline.overview_plots import OverviewPlots

HEIGHT_PX = 58
MARGIN_PX = 6

WindowPart = Literal["start", "end", "window", "song", "outside"]


@dataclass(frozen=True)
class WindowGrip:
    """What the pointer holds of the visible stretch: which part, and by how many seconds right of it."""

    part: WindowPart
    offset: float

    @classmethod
    def at(cls, x: float, axis: TimeAxis, start: float, end: float) -> WindowGrip:
        """Return what lies at a pixel: an edge of the visible stretch, the stretch, or the song around it."""
        left, right, time = axis.x(start), axis.x(end), axis.time(x)
        if not axis.left - EDGE_PX <= x <= axis.right + EDGE_PX:
            return cls("outside", 0.0)
        wide = right - left > 4 * EDGE_PX
        if wide and abs(x - left) <= EDGE_PX:
            return cls("start", time - start)
        if wide and abs(x - right) <= EDGE_PX:
            return cls("end", time - end)
        inside = left - 1 <= x <= right + 1
        return cls("window", time - start) if inside else cls("song", (end - start) / 2)

    def dragged(self, time: float, start: float, end: float) -> tuple[float, float]:
        """Return start and end of the visible stretch for a pointer time."""
        target = time - self.offset
        if self.part == "start":
            return min(target, end), end
        if self.part == "end":
            return start, max(target, start)
        return target, target + end - start


class OverviewStrip(PlottedWidget):
    """Shows the whole song of a timeline, and scrolls the timeline by mouse."""

    def __init__(self, view: TimelineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._grip: WindowGrip | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Overview of the song"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The pointer is over the whole song, so zooming keeps the middle of the visible stretch where it is.
        ScrollGestures(self, view.navigation, lambda _: sum(view.visible_range()) / 2)
        view.content_changed.connect(self._refresh)
        view.visible_range_changed.connect(lambda start, end: self._refresh("window"))
        view.playhead_moved.connect(lambda time: self._refresh("playhead"))

    def sizeHint(self) -> QSize:
        """As wide as there is room, of fixed height."""
        return QSize(1100, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Of fixed height."""
        return QSize(200, HEIGHT_PX)

    @property
    def axis(self) -> TimeAxis:
        """The whole song over the strip, flush with the timeline's lanes."""
        width = max(self.width() - LEFT_GUTTER_PX - RIGHT_GUTTER_PX, 1.0)
        return TimeAxis(0.0, self._view.content.duration or 1.0, LEFT_GUTTER_PX, width)

    def _make_plots(self) -> OverviewPlots:
        from svd_gui.timeline.overview_plots import OverviewPlots

        return OverviewPlots(self)

    def _scene(self) -> OverviewScene:
        axis = self.axis
        lane = QRectF(axis.left, MARGIN_PX, axis.width, self.height() - 2 * MARGIN_PX)
        return OverviewScene(self._view.content, self._view.theme, axis, lane, self._view.visible_range())

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the visible stretch or its edge; elsewhere, bring it to the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self._view.content.duration <= 0:
            return
        grip = WindowGrip.at(event.position().x(), self.axis, *self._view.visible_range())
        if grip.part != "outside":
            self._grip = grip
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show what a press would take hold of."""
        if self._grip is not None:
            self._drag(event.position().x())
        else:
            self._show_cursor(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self._show_cursor(event.position().x())

    def _drag(self, x: float) -> None:
        assert self._grip is not None
        self._view.set_visible_range(*self._grip.dragged(self.axis.time(x), *self._view.visible_range()))
        self._grip = replace(self._grip, part="window") if self._grip.part == "song" else self._grip
        self._show_cursor(x)

    def _show_cursor(self, x: float) -> None:
        part = (self._grip or WindowGrip.at(x, self.axis, *self._view.visible_range())).part
        hand = Qt.CursorShape.OpenHandCursor if self._grip is None else Qt.CursorShape.ClosedHandCursor
        shapes = {"start": Qt.CursorShape.SizeHorCursor, "end": Qt.CursorShape.SizeHorCursor, "window": hand,
                  "song": Qt.CursorShape.PointingHandCursor, "outside": Qt.CursorShape.ArrowCursor}  # fmt: skip
        self.setCursor(shapes[part])
