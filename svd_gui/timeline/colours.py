"""Colours with an opacity, and polygons straight from arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QPolygonF

from svd_gui.style.theme import Theme


def qcolor(colour: str, opacity: float = 1.0) -> QColor:
    """A theme's colour, its own opacity times another."""
    result = QColor(colour)
    result.setAlphaF(result.alphaF() * opacity)
    return result


def small_font(theme: Theme, bold: bool = False) -> QFont:
    """The font of labels and readouts, with digits that do not jump about."""
    font = QFont()
    font.setPixelSize(theme.small_px)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def polygon(x: NDArray[np.float64], y: NDArray[np.float64]) -> QPolygonF:
    """The points (x, y) as Qt's polygon, written into its memory in one go (a call a point costs 1 ms a frame)."""
    result = QPolygonF()
    if len(x) == 0:
        return result
    result.resize(len(x))
    memory: Any = shiboken6.VoidPtr(result.data(), len(x) * 16, True)  # type: ignore[call-arg,arg-type]  # stubs lag
    points = np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)
    points[:, 0] = x
    points[:, 1] = y
    return result


def runs(known: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and past-last index of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
