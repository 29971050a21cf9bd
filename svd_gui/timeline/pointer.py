"""The mouse on the timeline: what lies under it, and press, drag, release as one gesture each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from svd_core.annotation.regions import Grip, hit
from svd_gui.timeline.content import Content
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.probability import probability_of, probability_y
from svd_gui.timeline.region_interaction import Preview, RegionDrag, RegionDraw, SnapPoints
from svd_gui.timeline.region_layer import SHORTEST_SIGN_PX, Marks
from svd_gui.timeline.time_axis import TimeAxis

if TYPE_CHECKING:
    from svd_gui.timeline.canvas import TimelineCanvas

EDGE_PX = 6
SNAP_PX = 8
SLOP_PX = 4
"""A press that moves less is a click."""
THRESHOLD_PX = 3

TargetKind = Literal["outside", "ruler", "threshold", "region", "play", "empty", "pan"]


@dataclass(frozen=True)
class PointerTarget:
    """What lies under the pointer."""

    kind: TargetKind
    grip: Grip | None = None

    @property
    def marks(self) -> Marks:
        """How the region under the pointer is to be painted."""
        if self.grip is None:
            return Marks()
        return Marks(hovered=self.grip.index, edge=self.grip.part, play=self.kind == "play")

    @property
    def cursor(self) -> Qt.CursorShape:
        """The shape that says what a press would do."""
        if self.kind == "region" and self.grip is not None:
            return Qt.CursorShape.OpenHandCursor if self.grip.part == "body" else Qt.CursorShape.SizeHorCursor
        return {
            "threshold": Qt.CursorShape.SizeVerCursor,
            "play": Qt.CursorShape.PointingHandCursor,
            "empty": Qt.CursorShape.CrossCursor,
        }.get(self.kind, Qt.CursorShape.ArrowCursor)


def target_at(point: QPointF, axis: TimeAxis, lanes: Lanes, content: Content, tag: QRectF) -> PointerTarget:
    """What lies at a point; an edge goes before the threshold line, the line before a body."""
    time = axis.time(point.x())
    if tag.contains(point):
        return PointerTarget("threshold")
    if content.duration <= 0 or not lanes.all.contains(point) or time > content.duration:
        return PointerTarget("outside")
    if lanes.ruler.contains(point):
        return PointerTarget("ruler")
    grip = hit(content.regions.regions, time, EDGE_PX * axis.seconds_per_px)
    on_line = abs(point.y() - probability_y(content.threshold, lanes.spectrogram)) <= THRESHOLD_PX
    if grip is not None and grip.part != "body":
        return PointerTarget("region", grip)
    if on_line and lanes.spectrogram.contains(point):
        return PointerTarget("threshold")
    if grip is None:
        return PointerTarget("empty")
    region = content.regions.regions[grip.index]
    left, right = max(axis.x(region.start), axis.left), axis.x(region.end)
    on_sign = lanes.labels.contains(point) and point.x() - left < SHORTEST_SIGN_PX < right - left
    return PointerTarget("play" if on_sign else "region", grip)


def _text(drag: RegionDrag | RegionDraw) -> str:
    """What undo will call a gesture."""
    if isinstance(drag, RegionDraw):
        return QCoreApplication.translate("Timeline", "Draw region")
    if drag.grip.part == "body":
        return QCoreApplication.translate("Timeline", "Move region")
    return QCoreApplication.translate("Timeline", "Resize region")


@dataclass
class _Press:
    """A button held down: where, on what, and what a drag from there does."""

    target: PointerTarget
    at: QPointF
    axis: TimeAxis
    threshold: float
    loop: tuple[float, float] | None
    drag: RegionDrag | RegionDraw | None = None
    moved: bool = False
    preview: Preview | None = None


class Pointer:
    """Turns a view's mouse events into previews, and each finished gesture into one wish of the view."""

    def __init__(self, view: TimelineCanvas) -> None:
        self._view = view
        self._press: _Press | None = None
        self._last = QPointF()
        self._snapping = True
        self._edge_timer = QTimer(view)
        self._edge_timer.setInterval(16)
        self._edge_timer.timeout.connect(self._scroll_at_edge)

    @property
    def dragging(self) -> bool:
        """Whether a gesture is under way."""
        return self._press is not None and self._press.moved

    @property
    def preview(self) -> Preview | None:
        """How the regions would be on release."""
        return self._press.preview if self._press is not None else None

    @property
    def holds(self) -> TargetKind | None:
        """The kind of thing a button is held down on."""
        return None if self._press is None else self._press.target.kind

    def target(self, point: QPointF) -> PointerTarget:
        """What lies at a point of the view."""
        view = self._view
        return target_at(point, view.axis, view.lanes, view.content, view.threshold_tag)

    def press(self, event: QMouseEvent) -> None:
        """Take hold of what lies under the pointer; nothing happens before it moves or lets go."""
        view, point = self._view, event.position()
        if self._press is not None:
            return
        target = self.target(point)
        if event.button() == Qt.MouseButton.MiddleButton:
            target = PointerTarget("pan")
        elif event.button() != Qt.MouseButton.LeftButton or target.kind == "outside":
            return
        content, press = view.content, _Press(target, point, view.axis, view.content.threshold, view.content.loop)
        if target.kind == "region" and target.grip is not None:
            press.drag = RegionDrag(content.regions.regions, target.grip, content.duration)
        elif target.kind == "empty":
            press.drag = RegionDraw(content.regions.regions, view.axis.time(point.x()), content.duration)
        self._press = press
        self._last = point

    def move(self, event: QMouseEvent) -> None:
        """Preview the gesture, or without one show what is under the pointer."""
        point = event.position()
        self._snapping = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        self._last = point
        press = self._press
        if press is None:
            self._view.show_hover(point)
            return
        if not press.moved and (point - press.at).manhattanLength() < SLOP_PX:
            return
        if not press.moved:
            press.moved = True
            self._view.setCursor(self._drag_cursor(press))
            self._edge_timer.start()
        self._drag()

    def release(self, event: QMouseEvent) -> None:
        """Finish: one wish for a gesture, or a click."""
        press = self._press
        if press is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._end()
        view = self._view
        if not press.moved:
            self._click(press)
        elif press.drag is not None and press.preview is not None:
            view.commit(_text(press.drag), press.drag.regions, press.preview)
        elif press.target.kind == "ruler":
            view.loop_requested.emit(view.content.loop)
        view.show_hover(event.position())

    def cancel(self) -> bool:
        """Undo what a gesture under way has shown; tells whether there was one."""
        press = self._press
        if press is None:
            return False
        self._end()
        view = self._view
        if press.target.kind == "threshold" and press.moved:
            view.drag_threshold(press.threshold)
        if press.target.kind == "ruler" and press.moved:
            view.drag_loop(press.loop)
        view.update()
        view.show_hover(self._last)
        return True

    def refresh(self) -> None:
        """The view has scrolled or zoomed under the pointer."""
        if self.dragging and self._press is not None and self._press.target.kind != "pan":
            self._drag()

    def regions_replaced(self) -> None:
        """The regions under a drag are no longer those it began with: drop it."""
        press = self._press
        if press is not None and press.drag is not None and press.drag.regions != self._view.content.regions.regions:
            self.cancel()

    def _end(self) -> None:
        self._press = None
        self._edge_timer.stop()

    def _click(self, press: _Press) -> None:
        view, grip = self._view, press.target.grip
        if press.target.kind == "play" and grip is not None:
            region = view.content.regions.regions[grip.index]
            view.select(grip.index)
            view.play_region_requested.emit(region.start, region.end)
        elif press.target.kind != "pan":
            index = None if grip is None else grip.index
            view.click(press.axis.time(press.at.x()), index, selects=press.target.kind != "ruler")

    def _drag(self) -> None:
        press, view, point = self._press, self._view, self._last
        if press is None:
            return
        if press.target.kind == "pan":
            back = (press.at.x() - point.x()) * press.axis.seconds_per_px
            view.show_axis(press.axis.panned(back, view.content.duration))
        elif press.target.kind == "threshold":
            lane = view.lanes.spectrogram
            offset = press.at.y() - probability_y(press.threshold, lane)
            offset = offset if abs(offset) < 12 else 0.0
            view.drag_threshold(probability_of(point.y() - offset, lane))
        elif press.target.kind == "ruler":
            times = sorted(min(max(time, 0.0), view.content.duration) for time in self._loop_times(press))
            view.drag_loop((times[0], times[1]))
        elif press.drag is not None:
            press.preview = press.drag.at(view.axis.time(point.x()), self._snap_points())
            view.show_drag(point)

    def _loop_times(self, press: _Press) -> tuple[float, float]:
        snap_points = self._snap_points()
        return snap_points.snap(press.axis.time(press.at.x())), snap_points.snap(self._view.axis.time(self._last.x()))

    def _snap_points(self) -> SnapPoints:
        view = self._view
        return view.content.snap_points(SNAP_PX * view.axis.seconds_per_px) if self._snapping else SnapPoints.none()

    def _scroll_at_edge(self) -> None:
        """Past the lanes' sides the view scrolls along, the faster the further out."""
        press, view = self._press, self._view
        if press is None or press.target.kind in ("pan", "threshold"):
            return
        axis, x = view.axis, self._last.x()
        beyond = min(x - axis.left, 0.0) + max(x - axis.right, 0.0)
        if beyond:
            view.show_axis(axis.panned(0.12 * beyond * axis.seconds_per_px, view.content.duration))

    @staticmethod
    def _drag_cursor(press: _Press) -> Qt.CursorShape:
        hand = press.target.kind == "pan" or press.target.cursor == Qt.CursorShape.OpenHandCursor
        return Qt.CursorShape.ClosedHandCursor if hand else press.target.cursor

    def marks(self, selected: int | None, hovered: PointerTarget) -> Marks:
        """Marks for painting: during a drag the region at hand counts as the one under the pointer."""
        press = self._press
        if press is not None and press.preview is not None:
            grip = press.target.grip
            return Marks(press.preview.index, press.preview.index, None if grip is None else grip.part)
        return replace(hovered.marks, selected=selected)
