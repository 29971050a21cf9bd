"""Marks across all lanes: playhead, loop, hover line and snap guide."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.time_axis import TimeAxis

PLAYHEAD_REACH_PX = 8
"""Pixels either side of the playhead that its drawing may touch."""


def paint_playhead(painter: QPainter, time: float, axis: TimeAxis, lanes: Lanes, theme: Theme) -> None:
    """Draw the playhead: a line through all lanes under a pointed head in the ruler."""
    x = round(axis.x(time)) + 0.5
    if not axis.left - 6 <= x <= axis.right + 6:
        return
    painter.setPen(QPen(qcolor(theme.spectrogram_colors[0], 0.5), 3))
    painter.drawLine(QLineF(x, lanes.labels.top(), x, lanes.body.bottom()))
    painter.setPen(QPen(qcolor(theme.playhead), 1.4))
    painter.drawLine(QLineF(x, lanes.ruler.bottom() - 6, x, lanes.body.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.playhead))
    base = lanes.ruler.bottom()
    head = [(-5.5, -12), (5.5, -12), (5.5, -7), (0, 0), (-5.5, -7)]
    painter.drawPolygon(QPolygonF([QPointF(x + dx, base + dy) for dx, dy in head]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_loop(painter: QPainter, loop: tuple[float, float], axis: TimeAxis, lanes: Lanes, theme: Theme) -> None:
    """Draw the loop: a band in the ruler between two brackets, and lines down to the bottom."""
    left, right = round(axis.x(loop[0])), round(axis.x(loop[1]))
    ruler = lanes.ruler
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.loop, 0.16))
    painter.drawRect(QRectF(left, ruler.top() + 2, right - left, ruler.height() - 2))
    painter.setBrush(qcolor(theme.loop))
    painter.drawRect(QRectF(left, ruler.top() + 1, right - left, 3))
    painter.drawRects([QRectF(left, ruler.top() + 1, 2, ruler.height() - 1),
                       QRectF(right - 2, ruler.top() + 1, 2, ruler.height() - 1)])  # fmt: skip
    pen = QPen(qcolor(theme.loop, 0.8), 1)
    pen.setDashPattern([2, 3])
    painter.setPen(pen)
    body = lanes.body
    painter.drawLines([QLineF(x, body.top(), x, body.bottom()) for x in (left + 0.5, right - 0.5)])


def paint_guide(painter: QPainter, time: float, axis: TimeAxis, lanes: Lanes, colour: str, dashed: bool) -> None:
    """Draw a hairline at a time through the lanes."""
    pen = QPen(qcolor(colour, 0.55 if dashed else 1.0), 1)
    if dashed:
        pen.setDashPattern([1, 3])
    painter.setPen(pen)
    x = round(axis.x(time)) + 0.5
    painter.drawLine(QLineF(x, lanes.body.top(), x, lanes.body.bottom()))
