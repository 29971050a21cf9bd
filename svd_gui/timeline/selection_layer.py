"""Painting the selected time, and the rubber band that selects regions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.time_axis import TimeAxis


def paint_selected_time(
    painter: QPainter, span: tuple[float, float], axis: TimeAxis, lanes: Lanes, theme: Theme
) -> None:
    """Paint the selected time as a tint over the lanes of sound, with an edge at either side."""
    left, right = axis.x(span[0]), axis.x(span[1])
    edge = qcolor(theme.accent, 0.9)
    for lane in lanes.of_sound:
        painter.fillRect(QRectF(left, lane.top(), right - left, lane.height()), qcolor(theme.accent, 0.2))
    for x in (left, right):
        painter.fillRect(QRectF(x - 0.75, lanes.body.top(), 1.5, lanes.body.height()), edge)


def paint_band(painter: QPainter, span: tuple[float, float], axis: TimeAxis, lanes: Lanes, theme: Theme) -> None:
    """Paint the rubber band in the strip of regions."""
    left, right = axis.x(span[0]), axis.x(span[1])
    painter.setPen(QPen(qcolor(theme.accent), 1, Qt.PenStyle.DashLine))
    painter.setBrush(qcolor(theme.accent, 0.25))
    painter.drawRect(QRectF(left, lanes.labels.top() + 0.5, right - left, lanes.labels.height() - 1))
