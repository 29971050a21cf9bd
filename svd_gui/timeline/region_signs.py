"""The signs on regions' label bars: whose a region is, and that a press plays it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPainterPath, QPen, QPolygonF


def _outline(*corners: tuple[float, float]) -> QPainterPath:
    """Return a closed shape."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    path.closeSubpath()
    return path


def _sheet() -> QPainterPath:
    path = _outline((-3, -4.2), (1, -4.2), (3, -2), (3, 4.2), (-3, 4.2))
    path.moveTo(-1, 0.4)
    path.lineTo(1, 0.4)
    return path


def _curve() -> QPainterPath:
    path = QPainterPath(QPointF(-4.5, 3))
    path.cubicTo(QPointF(-1.5, 3), QPointF(-2, -4), QPointF(0, -4))
    path.cubicTo(QPointF(2, -4), QPointF(1.5, 3), QPointF(4.5, 3))
    return path


SIGNS: Mapping[str, QPainterPath] = {
    "hand": _outline((-4, 4), (-3.2, 1.2), (2, -4), (4, -2), (-1.2, 3.2)),
    "model": _curve(),
    "file": _sheet(),
    "play": _outline((-2.5, -3.8), (3.5, 0), (-2.5, 3.8)),
}
"""A pencil, a curve, a sheet and a triangle, 9 px high, around the origin; the triangle is filled."""


REACH_PX = 7
"""Pixels around its centre that a sign may touch."""


def paint_signs(painter: QPainter, sign: str, centres: Iterable[QPointF], colour: QColor) -> None:
    """Paint a sign of SIGNS around each of some points."""
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        for centre in centres:
            _paint_path(painter, SIGNS[sign].translated(centre), sign, colour)
        return
    picture = _picture(sign, colour.rgba(), painter.deviceTransform().m11())
    corner = QPointF(REACH_PX, REACH_PX)
    for centre in centres:
        painter.drawImage(centre - corner, picture)


@lru_cache(maxsize=64)
def _picture(sign: str, colour: int, ratio: float) -> QImage:
    """A sign at so many device pixels a logical one: smoothing its outline anew each time takes five times as long."""
    side = math.ceil(2 * REACH_PX * ratio)
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.translate(REACH_PX, REACH_PX)
        _paint_path(painter, SIGNS[sign], sign, QColor.fromRgba(colour))
    return picture


def _paint_path(painter: QPainter, path: QPainterPath, sign: str, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour if sign == "play" else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()
