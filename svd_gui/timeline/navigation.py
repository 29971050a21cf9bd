"""What a turn of the wheel or a pinch asks for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt

ZOOM_A_NOTCH = 1.25
PAN_A_NOTCH = 0.12
"""Share of the visible stretch."""
NOTCH = 120
PIXELS_A_NOTCH = 60


@dataclass(frozen=True)
class Wish:
    """Zoom in by a factor at the pointer, and scroll by a share of the visible stretch."""

    zoom: float = 1.0
    pan: float = 0.0


def wheel_wish(angle: QPoint, pixels: QPoint, modifiers: Qt.KeyboardModifier) -> Wish:
    """Up and down zooms; sideways, or with Shift, scrolls. A touchpad's pixels go before a wheel's notches.

    Qt itself turns Alt+wheel into sideways motion.
    """
    exact = not pixels.isNull()
    across, along = (pixels.x(), pixels.y()) if exact else (angle.x(), angle.y())
    notch = PIXELS_A_NOTCH if exact else NOTCH
    if modifiers & Qt.KeyboardModifier.ShiftModifier or abs(across) > abs(along):
        return Wish(pan=-(across or along) / notch * PAN_A_NOTCH)
    return Wish(zoom=ZOOM_A_NOTCH ** (along / notch))
