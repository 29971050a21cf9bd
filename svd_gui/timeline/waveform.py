"""The waveform lane: peaks as a pale body, effective level as a darker core."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from svd_gui.theme import Theme
from svd_gui.timeline.ink import ink, polygon, ribbon
from svd_gui.timeline.pyramid import Envelope
from svd_gui.timeline.time_axis import TimeAxis

HEADROOM = 0.9
"""Share of the lane that the song's loudest sample reaches."""


def paint_waveform(
    painter: QPainter, envelope: Envelope, axis: TimeAxis, lane: QRectF, exposed: QRectF, theme: Theme
) -> None:
    """Draw the part of the song that lies in an exposed rectangle, scaled to the song's peak."""
    if envelope.filled == 0:
        return
    margin = 2 * axis.seconds_per_px
    start, end = axis.time(exposed.left()) - margin, axis.time(exposed.right()) + margin
    columns = envelope.columns(start, end, axis.seconds_per_px)
    if len(columns.at) == 0:
        return
    middle = lane.center().y()
    scale = HEADROOM * lane.height() / 2 / max(envelope.peak, 1e-4)
    x = axis.xs(columns.at)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if axis.seconds_per_px * envelope.rate <= 1:
        painter.setPen(QPen(ink(theme.waveform), 1.4))
        painter.drawPolyline(polygon(x, middle - columns.low.astype(np.float64) * scale))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        top = np.minimum(middle - columns.high.astype(np.float64) * scale, middle - 0.5)
        bottom = np.maximum(middle - columns.low.astype(np.float64) * scale, middle + 0.5)
        painter.setBrush(ink(theme.waveform, 0.5))
        painter.drawPolygon(ribbon(x, top, bottom))
        core = columns.mean.astype(np.float64) * scale
        painter.setBrush(ink(theme.waveform))
        painter.drawPolygon(ribbon(x, np.maximum(middle - core, top), np.minimum(middle + core, bottom)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_zero_line(painter: QPainter, lane: QRectF, theme: Theme) -> None:
    """Draw the line of silence."""
    painter.setPen(QPen(ink(theme.waveform, 0.5), 1))
    y = round(lane.center().y()) + 0.5
    painter.drawLine(QPointF(lane.left(), y), QPointF(lane.right(), y))
