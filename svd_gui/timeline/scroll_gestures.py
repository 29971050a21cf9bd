"""Wheel, touchpad and pinch: what they ask for, and a filter that has a widget obey them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from svd_gui.timeline.navigation import Navigation

ZOOM_PER_NOTCH = 1.25
PAN_PER_NOTCH = 0.12
"""Share of the visible stretch that one notch of the wheel scrolls by."""
ANGLE_PER_NOTCH = 120
PIXELS_PER_NOTCH = 60


@dataclass(frozen=True)
class WheelStep:
    """What a turn of the wheel asks for: a zoom factor, and a share of the visible stretch to scroll by."""

    zoom: float = 1.0
    pan: float = 0.0


def wheel_step(angle: QPoint, pixels: QPoint, modifiers: Qt.KeyboardModifier) -> WheelStep:
    """Zoom for up and down, scroll for sideways or with Shift. A touchpad's pixels go before a wheel's angle.

    Qt itself turns Alt+wheel into sideways motion.
    """
    exact = not pixels.isNull()
    across, along = (pixels.x(), pixels.y()) if exact else (angle.x(), angle.y())
    notch = PIXELS_PER_NOTCH if exact else ANGLE_PER_NOTCH
    if modifiers & Qt.KeyboardModifier.ShiftModifier or abs(across) > abs(along):
        return WheelStep(pan=-(across or along) / notch * PAN_PER_NOTCH)
    return WheelStep(zoom=ZOOM_PER_NOTCH ** (along / notch))


class ScrollGestures(QObject):
    """Lets wheel and pinches on a widget zoom and scroll a navigation.

    `anchor` returns the time that keeps its place on screen when the pointer is at a pixel x of the widget.
    """

    def __init__(self, widget: QWidget, navigation: Navigation, anchor: Callable[[float], float]) -> None:
        super().__init__(widget)
        self._widget, self._navigation, self._anchor = widget, navigation, anchor
        widget.grabGesture(Qt.GestureType.PinchGesture)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take wheel events and pinches; all else goes to the widget."""
        if isinstance(event, QWheelEvent):
            step = wheel_step(event.angleDelta(), event.pixelDelta(), event.modifiers())
            if step.zoom != 1:
                self._navigation.zoom(step.zoom, self._anchor(event.position().x()))
            if step.pan:
                self._navigation.pan(step.pan)
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._navigation.zoom(1 + event.value(), self._anchor(event.position().x()))
            return True
        pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
        if isinstance(pinch, QPinchGesture):
            x = self._widget.mapFromGlobal(pinch.centerPoint()).x()
            self._navigation.zoom(pinch.scaleFactor(), self._anchor(x))
            return True
        return False
