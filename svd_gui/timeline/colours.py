"""Between numpy and Qt: colours with an opacity, colour tables, fonts, and polygons straight from arrays."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QPolygonF

from svd_gui.style.theme import Theme


@lru_cache(maxsize=1024)
def qcolor(colour: str, opacity: float = 1.0) -> QColor:
    """Return a theme's colour (`#rrggbb` or `#aarrggbb`) with its own opacity times another, 0..1.

    It is read once, since there are fifty a frame, and must not be changed: all who ask for it have the same.
    """
    result = QColor(colour)
    result.setAlphaF(result.alphaF() * opacity)
    return result


def small_font(theme: Theme, bold: bool = False) -> QFont:
    """Return the font of labels and readouts."""
    font = QFont()
    font.setPixelSize(theme.small_px)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def polygon(x: NDArray[np.float64], y: NDArray[np.float64]) -> QPolygonF:
    """Return the points (x, y) as Qt's polygon.

    They are written into its memory in one go: one call for each point would cost 1 ms a frame.
    """
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
    """Return first and past-last index of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def lookup_table(stops: tuple[str, ...], first: float = 0.0, last: float = 255.0) -> NDArray[np.uint32]:
    """Interpolate 256 opaque colours 0xffRRGGBB, shape (256,), between stops.

    Those up to index `first` have the first stop's colour, those from `last` on the last one's.
    """
    colours = np.array([(c.red(), c.green(), c.blue()) for c in map(QColor, stops)], np.float64)
    position = (np.arange(256) - first) / (last - first) * (len(stops) - 1)
    red, green, blue = (
        np.round(np.interp(position, np.arange(len(stops)), colours[:, i])).astype(np.uint32) for i in range(3)
    )
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)
