"""The signs on regions' label bars: whose a region is, and that a press plays it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


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


def paint_signs(painter: QPainter, sign: str, centres: Iterable[QPointF], colour: QColor) -> None:
    """Paint a sign of SIGNS around each of some points: as one path, since each call of a painter takes its time."""
    path = QPainterPath()
    for centre in centres:
        path.addPath(SIGNS[sign].translated(centre))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour if sign == "play" else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()
