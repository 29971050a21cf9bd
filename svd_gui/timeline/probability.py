"""The network's probability of singing, laid over the spectrogram, and the threshold line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPen

from svd_gui.theme import Theme
from svd_gui.timeline.ink import ink, polygon, ribbon, runs
from svd_gui.timeline.pyramid import Columns, Curve
from svd_gui.timeline.ruler import paint_chip
from svd_gui.timeline.time_axis import TimeAxis

MARGIN_PX = 9.0
HALO_PX = 2.2


def probability_y(value: float, lane: QRectF) -> float:
    """Pixel of a probability; 0 and 1 keep clear of the lane's edges."""
    return lane.bottom() - MARGIN_PX - value * (lane.height() - 2 * MARGIN_PX)


def probability_ys(values: NDArray[np.float32], lane: QRectF) -> NDArray[np.float64]:
    """Pixels of many probabilities."""
    return lane.bottom() - MARGIN_PX - values.astype(np.float64) * (lane.height() - 2 * MARGIN_PX)


def probability_of(y: float, lane: QRectF) -> float:
    """Probability at a pixel, kept in 0 .. 1."""
    return min(max((lane.bottom() - MARGIN_PX - y) / max(lane.height() - 2 * MARGIN_PX, 1.0), 0.0), 1.0)


class ProbabilityPainter:
    """Draws curves into one lane for one paint."""

    def __init__(self, painter: QPainter, axis: TimeAxis, lane: QRectF, exposed: QRectF, theme: Theme) -> None:
        self._painter, self._axis, self._lane, self._theme = painter, axis, lane, theme
        self._start = axis.time(exposed.left()) - 4 * axis.seconds_per_px
        self._end = axis.time(exposed.right()) + 4 * axis.seconds_per_px

    def paint(self, raw: Curve, smoothed: Curve | None) -> None:
        """Raw values as a band from lowest to highest; the line is the smoothed curve once there is one."""
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        columns = raw.columns(self._start, self._end, self._axis.seconds_per_px)
        lead = columns if smoothed is None else smoothed.columns(self._start, self._end, self._axis.seconds_per_px)
        for first, last in runs(~np.isnan(lead.mean)):
            self._shade(self._x(lead)[first:last], self._y(lead.mean)[first:last])
        for first, last in runs(~np.isnan(columns.mean)):
            self._band(columns, slice(first, last), smoothed is None)
        for first, last in runs(~np.isnan(lead.mean)):
            self._line(self._x(lead)[first:last], self._y(lead.mean)[first:last])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _x(self, columns: Columns) -> NDArray[np.float64]:
        return self._axis.xs(columns.at)

    def _y(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        return probability_ys(values, self._lane)

    def _shade(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        """A breath of colour under the curve, so that high and low are seen without reading the line."""
        lane = self._lane
        fade = QLinearGradient(0, lane.top(), 0, lane.bottom())
        fade.setColorAt(0, ink(self._theme.probability, 0.26))
        fade.setColorAt(1, ink(self._theme.probability, 0.02))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(fade)
        self._painter.drawPolygon(ribbon(x, y, np.full_like(y, lane.bottom())))

    def _band(self, columns: Columns, part: slice, is_lead: bool) -> None:
        painter, x = self._painter, self._x(columns)[part]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(self._theme.probability_raw, 0.7))
        if columns.low is not columns.high:
            painter.drawPolygon(ribbon(x, self._y(columns.high)[part] - 0.4, self._y(columns.low)[part] + 0.4))
        elif not is_lead:
            painter.setPen(QPen(ink(self._theme.probability_raw), 1))
            painter.drawPolyline(polygon(x, self._y(columns.mean)[part]))

    def _line(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        painter, points = self._painter, polygon(x, y)
        halo = self._theme.spectrogram_colors[0]
        painter.setPen(QPen(ink(halo, 0.75), 1.6 + 2 * HALO_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(points)
        painter.setPen(QPen(ink(self._theme.probability), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(points)


def paint_threshold(painter: QPainter, threshold: float, lane: QRectF, theme: Theme, active: bool) -> None:
    """Draw the threshold as a dashed line on a halo."""
    y = round(probability_y(threshold, lane)) + 0.5
    ends = QPointF(lane.left(), y), QPointF(lane.right(), y)
    painter.setPen(QPen(ink(theme.spectrogram_colors[0], 0.6), 3))
    painter.drawLine(*ends)
    pen = QPen(ink(theme.threshold, 1.0 if active else 0.85), 2 if active else 1)
    pen.setDashPattern([5, 4] if not active else [3, 2])
    painter.setPen(pen)
    painter.drawLine(*ends)


def paint_probability_scale(
    painter: QPainter, threshold: float, lane: QRectF, gutter: QRectF, theme: Theme, active: bool
) -> QRectF:
    """Draw the probability axis in the right gutter with the threshold's tag; returns where the tag is."""
    at = QPointF(gutter.center().x(), probability_y(threshold, lane) + 0.5)
    for value in (0.0, 0.5, 1.0):
        y = probability_y(value, lane)
        painter.setPen(QPen(ink(theme.muted_text, 0.6), 1))
        painter.drawLine(QPointF(gutter.left() + 1, round(y) + 0.5), QPointF(gutter.left() + 4, round(y) + 0.5))
        if abs(y - at.y()) > 15:
            painter.setPen(ink(theme.muted_text))
            place = QRectF(gutter.left() + 8, y - 8, gutter.width() - 8, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"{value:g}")
    fill = theme.text if active else theme.threshold
    return paint_chip(painter, f"{threshold:.2f}", at, gutter.adjusted(4, 0, -2, 0), fill, theme.surface, theme)
