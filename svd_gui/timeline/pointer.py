"""The mouse on the timeline: what lies under it, and each press, drag and release as one gesture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent

from svd_core.annotation.region_selection import NOTHING, RegionSelection, overlapping
from svd_gui.timeline.content import Surface
from svd_gui.timeline.navigation import Navigation
from svd_gui.timeline.pointer_target import PointerTarget, TargetKind, target_at
from svd_gui.timeline.probability import probability_of, probability_y
from svd_gui.timeline.region_interaction import Preview, RegionDrag, RegionDraw, SnapPoints
from svd_gui.timeline.region_layer import Marks
from svd_gui.timeline.selection import Selection
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.translation import tr

SNAP_PX = 8
SLOP_PX = 4
"""A press that moves less than this is a click."""
EDGE_SCROLL_MS = 16
EDGE_SCROLL_SHARE = 0.12
"""Share of the distance beyond the lanes' side by which a drag scrolls the view each time."""

DRAWING_KEY = Qt.KeyboardModifier.ControlModifier
"""With this held, a drag in free time draws a region."""
ADDING_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With one of these held, a rubber band adds to what is selected, and a region is not moved."""
LEVEL_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With these held, a drag in the spectrogram changes its brightness (up, down) and contrast (left, right)."""
LEVELS_PX = 250
"""Pixels of such a drag that move the levels by all of their first range."""

ClickKind = Literal["seek", "select", "toggle", "extend"]
"""A click goes to a time, and selects what is there; or it changes what is selected: by one region, or to a range."""


def _undo_text(drag: RegionDrag | RegionDraw, preview: Preview) -> str:
    """Return the name of a gesture in the undo menu."""
    if isinstance(drag, RegionDraw):
        return tr("Draw region")
    if len(preview.moved) > 1:
        return tr("Move %n regions", "", len(preview.moved))
    return tr("Move region") if drag.grip.part == "body" else tr("Resize region")


@dataclass
class _Press:
    """A button held down: where, on what, the state at that moment, and what a drag from there does."""

    target: PointerTarget
    at: QPointF
    axis: TimeAxis
    thresholds: dict[TargetKind, float]
    """Where the thresholds were, by the kind of target that each is."""
    loop: tuple[float, float] | None
    selected_time: tuple[float, float] | None
    levels: Levels
    keys: Qt.KeyboardModifier
    drag: RegionDrag | RegionDraw | None = None
    moved: bool = False
    preview: Preview | None = None
    band: tuple[float, float] | None = None


class Pointer(QObject):
    """Turns mouse events into previews, and each finished gesture into one signal.

    It reads what is on the surface and where the navigation is; it scrolls, but changes nothing else itself.
    """

    hovered = Signal(QPointF)
    dragged = Signal(QPointF)
    cursor_changed = Signal(object)
    clicked = Signal(float, object, str)
    """Time, index of the region or None, and the `ClickKind`."""
    play_clicked = Signal(int)
    edit_finished = Signal(str, object, object)
    """Text for undo, regions before, and the preview at release."""
    loop_dragged = Signal(object)
    loop_finished = Signal()
    time_dragged = Signal(object)
    """Start and end of the time selected so far."""
    time_finished = Signal(object)
    band_finished = Signal(object, bool)
    """Regions in the rubber band by their indices, and whether they are added to those selected."""
    threshold_dragged = Signal(float)
    leave_threshold_dragged = Signal(float)
    levels_dragged = Signal(object)
    cancelled = Signal()

    def __init__(
        self, surface: Surface, navigation: Navigation, selection: Selection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._surface, self._navigation, self._selection = surface, navigation, selection
        self._press: _Press | None = None
        self._last = QPointF()
        self._snapping = True
        self._edge_timer = QTimer(self)
        self._edge_timer.setInterval(EDGE_SCROLL_MS)
        self._edge_timer.timeout.connect(self._scroll_at_edge)
        if parent is not None:
            parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape during a gesture, before any shortcut does, and cancel the gesture; leave all else alone."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self.dragging:
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self.cancel()

    @property
    def dragging(self) -> bool:
        """Whether a drag is under way."""
        return self._press is not None and self._press.moved

    @property
    def preview(self) -> Preview | None:
        """How the regions would be on release; None when no region is dragged."""
        return self._press.preview if self._press is not None else None

    @property
    def band(self) -> tuple[float, float] | None:
        """Start and end in seconds of the rubber band that is drawn just now."""
        return None if self._press is None else self._press.band

    @property
    def pressed_on(self) -> TargetKind | None:
        """The kind of thing that a button is held down on."""
        return None if self._press is None else self._press.target.kind

    def target(self, point: QPointF) -> PointerTarget:
        """Return what lies at a point of the view."""
        surface = self._surface
        tags: dict[TargetKind, QRectF] = {
            "threshold": surface.threshold_tag,
            "leave threshold": surface.leave_threshold_tag,
        }
        return target_at(point, self._navigation.axis, surface.lanes, surface.content, tags)

    def press(self, event: QMouseEvent) -> None:
        """Take hold of what lies under the pointer; nothing happens before it moves or lets go."""
        content, axis, point = self._surface.content, self._navigation.axis, event.position()
        if self._press is not None:
            return
        target = self.target(point)
        if event.button() == Qt.MouseButton.MiddleButton:
            target = PointerTarget("pan")
        elif event.button() != Qt.MouseButton.LeftButton or target.kind == "outside":
            return
        if target.kind != "pan" and event.modifiers() & LEVEL_KEYS == LEVEL_KEYS:
            if not self._surface.lanes.spectrogram.contains(point):
                return
            target = PointerTarget("levels")
        thresholds: dict[TargetKind, float] = {"threshold": content.threshold}
        if content.leave_threshold is not None:
            thresholds["leave threshold"] = content.leave_threshold
        press = _Press(target, point, axis, thresholds, content.loop, content.selected_time,
                       self._surface.levels, event.modifiers())  # fmt: skip
        press.drag = self._region_drag(press)
        self._press = press
        self._last = point

    def _region_drag(self, press: _Press) -> RegionDrag | RegionDraw | None:
        """Return what a drag does to regions: edges and, in the strip, bodies move; Ctrl draws in free time."""
        content, target = self._surface.content, press.target
        if target.grip is not None and target.kind in ("region", "play"):
            if target.grip.part == "body" and press.keys & ADDING_KEYS:
                return None
            together = self._selection.indices if target.grip.index in self._selection.value else ()
            return RegionDrag(content.regions.regions, target.grip, content.duration, together)
        if target.grip is None and target.kind in ("time", "strip") and press.keys & DRAWING_KEY:
            return RegionDraw(content.regions.regions, press.axis.time(press.at.x()), content.duration)
        return None

    def move(self, event: QMouseEvent) -> None:
        """Preview the gesture, or hover where no button is held down."""
        point = event.position()
        self._snapping = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        self._last = point
        press = self._press
        if press is None:
            self.hovered.emit(point)
            return
        if not press.moved and (point - press.at).manhattanLength() < SLOP_PX:
            return
        if not press.moved:
            press.moved = True
            self.cursor_changed.emit(self._drag_cursor(press))
            self._edge_timer.start()
        self._drag()

    def release(self, event: QMouseEvent) -> None:
        """Finish the gesture, or click where the pointer has not moved."""
        press = self._press
        if press is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._end()
        if not press.moved:
            self._click(press, event.modifiers())
        elif press.drag is not None and press.preview is not None:
            self.edit_finished.emit(_undo_text(press.drag, press.preview), press.drag.regions, press.preview)
        elif press.target.kind == "ruler":
            self.loop_finished.emit()
        elif press.band is not None:
            self.band_finished.emit(self._in_band(press.band), bool(press.keys & ADDING_KEYS))
        elif press.target.kind == "time":
            self.time_finished.emit(self._surface.content.selected_time)
        self.hovered.emit(event.position())

    def cancel(self) -> bool:
        """Take back what a gesture under way has shown; returns whether there was one."""
        press = self._press
        if press is None:
            return False
        self._end()
        if press.target.kind in press.thresholds and press.moved:
            self._threshold_signal(press).emit(press.thresholds[press.target.kind])
        if press.target.kind == "ruler" and press.moved:
            self.loop_dragged.emit(press.loop)
        if press.target.kind == "levels" and press.moved:
            self.levels_dragged.emit(press.levels)
        if press.target.kind == "time" and press.moved and press.drag is None:
            self.time_dragged.emit(press.selected_time)
        self.cancelled.emit()
        self.hovered.emit(self._last)
        return True

    def follow_scrolling(self) -> None:
        """Go on with a drag after the view has scrolled or zoomed under the pointer."""
        if self.dragging and self._press is not None and self._press.target.kind != "pan":
            self._drag()

    def drop_outdated_drag(self) -> None:
        """Cancel a drag whose regions are no longer those on the surface."""
        press = self._press
        if press is not None and press.drag is not None and press.drag.regions != self._surface.content.regions.regions:
            self.cancel()

    def marks(self, selected: RegionSelection, hovered: PointerTarget) -> Marks:
        """Return marks for painting: during a drag the dragged region counts as the one under the pointer."""
        press = self._press
        if press is not None and press.preview is not None:
            grip = press.target.grip
            dragged = RegionSelection.of(press.preview.moved, press.preview.index)
            return Marks(dragged, press.preview.index, None if grip is None else grip.part)
        if press is not None and press.band is not None:
            added = selected if press.keys & ADDING_KEYS else NOTHING
            selected = added.with_added(self._in_band(press.band))
        return replace(hovered.marks, selected=selected)

    def _end(self) -> None:
        self._press = None
        self._edge_timer.stop()

    def _click(self, press: _Press, keys: Qt.KeyboardModifier) -> None:
        grip = press.target.grip
        index = None if grip is None else grip.index
        kind: ClickKind = "select"
        if keys & Qt.KeyboardModifier.ControlModifier:
            kind = "toggle"
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            kind = "extend"
        if press.target.kind == "play" and grip is not None and kind == "select":
            self.play_clicked.emit(grip.index)
        elif press.target.kind not in ("pan", "levels", *press.thresholds):
            in_ruler = press.target.kind == "ruler"
            self.clicked.emit(press.axis.time(press.at.x()), index, "seek" if in_ruler else kind)

    def _drag(self) -> None:
        press, point = self._press, self._last
        if press is None:
            return
        if press.target.kind == "pan":
            self._navigation.drag_from(press.axis, (press.at.x() - point.x()) * press.axis.seconds_per_px)
        elif press.target.kind in press.thresholds:
            lane = self._surface.lanes.probability
            offset = press.at.y() - probability_y(press.thresholds[press.target.kind], lane)
            self._threshold_signal(press).emit(probability_of(point.y() - offset, lane))
        elif press.target.kind == "levels":
            moved = (point - press.at) / LEVELS_PX
            self.levels_dragged.emit(press.levels.moved(brighter=-moved.y(), steeper=moved.x()))
        elif press.target.kind == "ruler":
            self.loop_dragged.emit(self._dragged_over(press))
        elif press.drag is not None:
            press.preview = press.drag.at(self._navigation.axis.time(point.x()), self._snap_points())
            self.dragged.emit(point)
        elif press.target.kind == "time":
            self.time_dragged.emit(self._dragged_over(press))
            self.dragged.emit(point)
        else:
            ends = press.axis.time(press.at.x()), self._navigation.axis.time(point.x())
            press.band = min(ends), max(ends)
            self.dragged.emit(point)

    def _threshold_signal(self, press: _Press) -> SignalInstance:
        return self.threshold_dragged if press.target.kind == "threshold" else self.leave_threshold_dragged

    def _in_band(self, band: tuple[float, float]) -> tuple[int, ...]:
        return overlapping(self._surface.content.regions.regions, *band)

    def _dragged_over(self, press: _Press) -> tuple[float, float]:
        """Return the time between press and pointer, or from the edge of the selected time that stays."""
        snap_points, duration = self._snap_points(), self._surface.content.duration
        began = press.axis.time(press.at.x()) if press.target.anchor is None else press.target.anchor
        ends = began, self._navigation.axis.time(self._last.x())
        start, end = sorted(min(max(snap_points.snap(time), 0.0), duration) for time in ends)
        return start, end

    def _snap_points(self) -> SnapPoints:
        if not self._snapping:
            return SnapPoints.none()
        return self._surface.content.snap_points(SNAP_PX * self._navigation.axis.seconds_per_px)

    def _scroll_at_edge(self) -> None:
        """Scroll while a drag is held beyond the lanes' sides, the faster the further out."""
        press, axis, x = self._press, self._navigation.axis, self._last.x()
        if press is None or press.target.kind in ("pan", "levels", *press.thresholds):
            return
        beyond = min(x - axis.left, 0.0) + max(x - axis.right, 0.0)
        if beyond:
            self._navigation.pan_seconds(EDGE_SCROLL_SHARE * beyond * axis.seconds_per_px)

    @staticmethod
    def _drag_cursor(press: _Press) -> Qt.CursorShape:
        moves_regions = isinstance(press.drag, RegionDrag) and press.drag.grip.part == "body"
        hand = press.target.kind == "pan" or moves_regions
        return Qt.CursorShape.ClosedHandCursor if hand else press.target.cursor
