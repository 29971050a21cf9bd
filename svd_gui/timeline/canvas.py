"""The widget under the timeline: the visible range, painting, and the mouse, wheel and keys."""

from __future__ import annotations

import time as clock
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from svd_core.annotation.regions import Region, RegionPart, Regions
from svd_gui.style.theme import LIGHT
from svd_gui.timeline.content import Content
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.navigation import wheel_wish
from svd_gui.timeline.picture import Picture, Scene
from svd_gui.timeline.pointer import Pointer, PointerTarget
from svd_gui.timeline.region_interaction import Preview
from svd_gui.timeline.region_layer import Marks
from svd_gui.timeline.time_axis import Follow, TimeAxis, ViewHistory

CHIP_REACH_PX = 90
"""Pixels either side of the pointer that its readout may touch."""


class TimelineCanvas(QWidget):
    """Paints its content at a visible range and turns events into wishes; `TimelineView` sets that content."""

    edit_requested = Signal(str, object)
    seek_requested = Signal(float)
    selection_changed = Signal(object)
    visible_range_changed = Signal(float, float)
    pointer_moved = Signal(object)
    play_region_requested = Signal(float, float)
    threshold_dragged = Signal(float)
    loop_requested = Signal(object)
    context_menu_requested = Signal(QPoint, object, float)
    user_scrolled = Signal()
    content_changed = Signal()
    playhead_moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = Content()
        self.axis = TimeAxis()
        self.lanes = Lanes.arranged(1, 1)
        self.theme = LIGHT
        self.threshold_tag = QRectF()
        self._picture = Picture()
        self._idle = IdleSteps(self)
        self._idle.stepped.connect(self._show_progress)
        self._pointer = Pointer(self)
        self._history = ViewHistory()
        self._follow: Follow = "off"
        self._attached = True
        self._filled_shown = 0
        self._selected: int | None = None
        self._to_select: Region | None = None
        self._edge_at_hand: RegionPart | None = None
        self._hover: QPointF | None = None
        self._under = PointerTarget("outside")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)
        self.setAccessibleName(self.tr("Timeline"))
        self.grabGesture(Qt.GestureType.PinchGesture)

    # Selection

    def _marks(self) -> Marks:
        marks = self._pointer.marks(self._selected, self._under)
        return marks if self._pointer.dragging else replace(marks, at_hand=self._edge_at_hand)

    def select(self, index: int | None) -> None:
        """Select a region, or none."""
        self._set_selected(index if index is None or 0 <= index < len(self.content.regions.regions) else None)

    def selected(self) -> int | None:
        """The selected region's index."""
        return self._selected

    def region_under_pointer(self) -> int | None:
        """The index of the region under the mouse."""
        return None if self._under.grip is None else self._under.grip.index

    def reveal(self, start: float, end: float) -> None:
        """Scroll no further than it takes to show a stretch of time."""
        axis = self.axis
        margin = 0.08 * axis.span
        if start < axis.start or end > axis.end:
            short = end - start + 2 * margin <= axis.span
            target = end + margin - axis.span if short and end > axis.end else start - margin
            self.show_axis(axis.panned(target - axis.start, self.content.duration), detach=False)

    def _set_selected(self, index: int | None) -> None:
        if index != self._selected:
            self._selected = index
            self.update()
            self.selection_changed.emit(index)

    # The visible range

    def visible_range(self) -> tuple[float, float]:
        """Start and end of what is on screen, in seconds."""
        return self.axis.start, self.axis.end

    def set_visible_range(self, start: float, end: float) -> None:
        """Show a stretch of the song."""
        self.show_axis(self.axis.showing(start, end, self.content.duration))

    def zoom(self, factor: float, anchor_time: float | None = None) -> None:
        """Zoom in by a factor (out below 1) around a time, by default the playhead if visible, else the middle."""
        axis, playhead = self.axis, self.content.playhead
        if anchor_time is None:
            anchor_time = playhead if axis.start <= playhead <= axis.end else (axis.start + axis.end) / 2
        self.show_axis(axis.zoomed(factor, anchor_time, self.content.duration))

    def pan(self, fraction: float) -> None:
        """Scroll by a share of what is visible."""
        self.show_axis(self.axis.panned(fraction * self.axis.span, self.content.duration))

    def fit_song(self) -> None:
        """Show the whole song."""
        self.set_visible_range(0.0, self.content.duration)

    def fit_region(self, index: int) -> None:
        """Show one region with some room around it."""
        region = self.content.regions.regions[index]
        room = max(0.35 * region.length, 0.25)
        self.set_visible_range(region.start - room, region.end + room)

    def history_back(self) -> None:
        """Show the stretch looked at before."""
        past = self._history.back()
        if past is not None:
            self._show(self.axis.showing(*past, self.content.duration))
            self._detach()

    def show_axis(self, axis: TimeAxis, detach: bool = True) -> None:
        """Show another stretch because the user wants so: it can be gone back from, and following stops."""
        if self.content.duration <= 0 or (axis.start, axis.end) == (self.axis.start, self.axis.end):
            return
        self._history.leaving(self.axis.start, self.axis.end, clock.monotonic())
        self._show(axis)
        if detach:
            self._detach()

    def _detach(self) -> None:
        self._attached = False
        self.user_scrolled.emit()

    def _show(self, axis: TimeAxis) -> None:
        if axis != self.axis:
            self.axis = axis
            self._pointer.refresh()
            if self._hover is not None and not self._pointer.dragging:
                self.show_hover(self._hover)
            self.update()
            self.visible_range_changed.emit(axis.start, axis.end)

    # What the pointer tells

    def commit(self, text: str, before: Regions, preview: Preview) -> None:
        """Wish for the regions of a finished gesture."""
        if preview.regions != before and preview.index is not None:
            self._to_select = preview.regions[preview.index]
            self.edit_requested.emit(text, preview.regions)
            self._to_select = None
        self.update()

    def click(self, time: float, region: int | None, selects: bool) -> None:
        """Go to a time and select what is there; the view follows the playhead again."""
        self._attached = True
        if selects:
            self.select(region)
        self.seek_requested.emit(min(max(time, 0.0), self.content.duration))

    def drag_loop(self, loop: tuple[float, float] | None) -> None:
        """Show another loop for as long as the drag lasts."""
        self.content.loop = loop
        self._changed()

    def drag_threshold(self, threshold: float) -> None:
        """Show a threshold and wish for it."""
        self.content.threshold = threshold
        self._changed()
        self.threshold_dragged.emit(threshold)

    # Under the pointer

    def show_hover(self, point: QPointF) -> None:
        """Show what is under the pointer: cursor, readout, the part that a press would take."""
        under = self._pointer.target(point)
        self.setCursor(under.cursor)
        self._repaint_hover()
        inside = under.kind != "outside" and self.lanes.all.contains(point)
        if under != self._under:
            self.update()
        self._under, self._hover = under, point if inside else None
        self._repaint_hover()
        lane, mel = self.lanes.spectrogram, self._picture.mel
        hertz = mel.hertz((lane.bottom() - point.y()) / lane.height()) if lane.contains(point) else None
        self.pointer_moved.emit((self.axis.time(point.x()), hertz) if inside else None)

    def show_drag(self, point: QPointF) -> None:
        """Show a drag's preview and its readout."""
        self._hover = point
        self.update()
        preview = self._pointer.preview
        if preview is not None and preview.at is not None:
            self.pointer_moved.emit((preview.at, None))

    def _repaint_hover(self) -> None:
        if self._hover is not None:
            self._update_around(self._hover.x(), CHIP_REACH_PX)
            self.update(0, 0, int(self.lanes.all.left()), self.height())

    def _update_around(self, x: float, reach_px: int) -> None:
        self.update(QRect(int(x) - reach_px, 0, 2 * reach_px + 1, self.height()))

    def _show_progress(self) -> None:
        """More tiles, or more of the song summed up; only the latter changes what the overview shows."""
        filled = 0 if self.content.envelope is None else self.content.envelope.filled
        if filled != self._filled_shown:
            self._filled_shown = filled
            self.content_changed.emit()
        self.update()

    def _changed(self) -> None:
        self.update()
        self.content_changed.emit()

    # Events

    def sizeHint(self) -> QSize:
        """Room for a few minutes of song."""
        return QSize(1100, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes fill the widget; the visible range stays."""
        self.lanes = Lanes.arranged(self.width(), self.height())
        self.axis = self.axis.placed(self.lanes.all.left(), self.lanes.all.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed rectangles, then see to the tiles that were missing."""
        painter = QPainter(self)
        scene = Scene(
            self.content, self.axis, self.lanes, self.theme, self._marks(),
            self._pointer.preview, self._hover, self._pointer.holds == "threshold" or self._under.kind == "threshold",
        )  # fmt: skip
        for rect in event.region():  # type: ignore[attr-defined]  # iterable, though the stubs do not say so
            painter.setClipRect(rect)
            self.threshold_tag = self._picture.paint(painter, scene, QRectF(rect), self.devicePixelRatioF())
        painter.end()
        if self._picture.spectrogram.lacks_tiles:
            self._idle.add("tiles", self._picture.spectrogram.make_ahead())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag or hover."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Into a region, or from empty time back out to the whole song."""
        target = self._pointer.target(event.position())
        if event.button() != Qt.MouseButton.LeftButton or target.kind not in ("region", "empty"):
            return
        if target.grip is not None:
            self.fit_region(target.grip.index)
        else:
            self.fit_song()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        if not self._pointer.dragging:
            self._hover, self._under = None, PointerTarget("outside")
            self.pointer_moved.emit(None)
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer, or scroll."""
        wish = wheel_wish(event.angleDelta(), event.pixelDelta(), event.modifiers())
        if wish.zoom != 1:
            self.zoom(wish.zoom, self.axis.time(event.position().x()))
        if wish.pan:
            self.pan(wish.pan)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer and ask for its menu."""
        point = QPointF(event.pos())
        target = self._pointer.target(point)
        if self._pointer.dragging or target.kind == "outside":
            return
        index = None if target.grip is None else target.grip.index
        self.select(index)
        self.context_menu_requested.emit(event.globalPos(), index, self.axis.time(point.x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels a drag; all other keys belong to the window's actions."""
        if event.key() != Qt.Key.Key_Escape or not self._pointer.cancel():
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Pinches, and Escape before any shortcut during a drag."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            escape = event.key() == Qt.Key.Key_Escape and self._pointer.dragging
            event.setAccepted(escape)
            return escape or super().event(event)
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 + event.value(), self.axis.time(event.position().x()))
            return True
        pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
        if isinstance(pinch, QPinchGesture):
            self.zoom(pinch.scaleFactor(), self.axis.time(self.mapFromGlobal(pinch.centerPoint()).x()))
            return True
        return super().event(event)
