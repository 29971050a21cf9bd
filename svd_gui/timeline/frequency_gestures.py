"""Mouse and wheel on the axis of frequencies: which part of it the spectrogram shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from svd_gui.timeline.content import Surface
from svd_gui.timeline.frequency_scale import FrequencyScale
from svd_gui.timeline.scroll_gestures import wheel_step

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class FrequencyGestures(QObject):
    """Lets the wheel zoom and pan the frequencies, with Ctrl in the spectrogram and without it on the axis.

    With Shift the wheel pans instead of zooming. A drag on the axis pans, a double-click shows all of it.
    """

    def __init__(self, widget: QWidget, surface: Surface) -> None:
        super().__init__(widget)
        self._widget, self._surface = widget, surface
        self._dragged_from: tuple[float, FrequencyScale] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what concerns the frequencies; all else goes to the widget."""
        if isinstance(event, QWheelEvent):
            return self._turn(event)
        if isinstance(event, QMouseEvent):
            return self._move(event)
        return False

    @property
    def _axis(self) -> QRectF:
        """The place of the axis, left of the spectrogram."""
        lane = self._surface.lanes.spectrogram
        return QRectF(0, lane.top(), lane.left(), lane.height())

    def _turn(self, event: QWheelEvent) -> bool:
        point, lane = event.position(), self._surface.lanes.spectrogram
        in_lane = bool(event.modifiers() & CTRL) and lane.contains(point)
        if self._surface.content.duration <= 0 or not (in_lane or self._axis.contains(point)):
            return False
        step = wheel_step(event.angleDelta(), event.pixelDelta(), Qt.KeyboardModifier.NoModifier)
        scale = self._surface.spectrogram.scale
        if event.modifiers() & SHIFT:
            # Qt makes a sideways turn of some wheels with Shift.
            turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self._show(scale.panned((turned.y() or turned.x()) / max(lane.height(), 1.0)))
        elif step.zoom != 1:
            self._show(scale.zoomed(step.zoom, self._height(point)))
        event.accept()
        return True

    def _move(self, event: QMouseEvent) -> bool:
        """Drag the axis; the pointer takes what is in the lanes."""
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if self._dragged_from is not None:
            y, scale = self._dragged_from
            if kind == QEvent.Type.MouseMove:
                self._show(scale.panned((event.position().y() - y) / max(self._axis.height(), 1.0)))
            elif kind == QEvent.Type.MouseButtonRelease and left:
                self._dragged_from = None
                self._widget.unsetCursor()
            return True
        if not self._axis.contains(event.position()) or self._surface.content.duration <= 0 or not left:
            return False
        scale = self._surface.spectrogram.scale
        if kind == QEvent.Type.MouseButtonPress:
            self._dragged_from = event.position().y(), scale
            self._widget.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._show(FrequencyScale(scale.kind))
        return True

    def _height(self, point: QPointF) -> float:
        return (self._axis.bottom() - point.y()) / max(self._axis.height(), 1.0)

    def _show(self, scale: FrequencyScale) -> None:
        self._surface.spectrogram.set_scale(scale)
