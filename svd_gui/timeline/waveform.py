"""The waveform lane: peaks as a pale shape, the effective level as a darker one inside."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import polygon, qcolor
from svd_gui.timeline.filled_curves import FilledCurve, paint_filled_curves
from svd_gui.timeline.pyramid import Columns, Envelope
from svd_gui.timeline.time_axis import TimeAxis

HEADROOM = 0.9
"""Share of the lane that the song's loudest sample reaches."""


def paint_waveform(
    painter: QPainter, envelope: Envelope, axis: TimeAxis, lane: QRectF, exposed: QRectF, theme: Theme, ratio: float
) -> None:
    """Draw the part of the song that lies in an exposed rectangle, scaled to the song's peak.

    `ratio` is device pixels a logical one.
    """
    if envelope.filled == 0:
        return
    margin = 2 * axis.seconds_per_px
    start, end = axis.time(exposed.left()) - margin, axis.time(exposed.right()) + margin
    columns = envelope.columns(start, end, axis.seconds_per_px / ratio)
    if len(columns.at) == 0:
        return
    scale = HEADROOM * lane.height() / 2 / max(envelope.peak, 1e-4)
    if axis.seconds_per_px / ratio * envelope.rate <= 1:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(qcolor(theme.waveform), 1))
        y = lane.center().y() - columns.low.astype(np.float64) * scale
        painter.drawPolyline(polygon(axis.xs(columns.at), y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    else:
        _paint_body(painter, columns, axis, lane, theme, scale * ratio, ratio)


def _paint_body(
    painter: QPainter, columns: Columns, axis: TimeAxis, lane: QRectF, theme: Theme, scale: float, ratio: float
) -> None:
    middle = lane.height() * ratio / 2
    top = np.minimum(middle - columns.high.astype(np.float64) * scale, middle - 0.5)
    bottom = np.maximum(middle - columns.low.astype(np.float64) * scale, middle + 0.5)
    core = columns.mean.astype(np.float64) * scale
    filled_curves = [
        FilledCurve(top, bottom, qcolor(theme.waveform, 0.5)),
        FilledCurve(np.maximum(middle - core, top), np.minimum(middle + core, bottom), qcolor(theme.waveform)),
    ]
    # Halves go up, also those that are a little less by rounding errors: the same however far the view has scrolled.
    left = math.floor((axis.x(columns.at[0]) - 0.5 / ratio) * ratio + 0.5001) / ratio
    paint_filled_curves(painter, filled_curves, QRectF(left, lane.top(), 0, lane.height()), ratio)


def paint_zero_line(painter: QPainter, lane: QRectF, exposed: QRectF, theme: Theme) -> None:
    """Draw the exposed part of the line of amplitude 0."""
    line = QRectF(exposed.left(), round(lane.center().y()), exposed.width(), 1)
    painter.fillRect(line, qcolor(theme.waveform, 0.5))
