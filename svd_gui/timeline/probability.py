"""The probability of singing as a curve over the spectrogram, and the threshold line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import polygon, qcolor, runs
from svd_gui.timeline.filled_curves import FilledCurve, paint_filled_curves
from svd_gui.timeline.pyramid import Columns, Curve
from svd_gui.timeline.ruler import chip_place, paint_chip
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.translation import number

MARGIN_PX = 9.0
HALO_PX, HALO_OPACITY = 1.4, 0.55
TAG_GUTTER_PX = 44.0


def probability_y(value: float, lane: QRectF) -> float:
    """Return the pixel of a probability; 0 and 1 keep a margin to the lane's edges."""
    return lane.bottom() - MARGIN_PX - value * (lane.height() - 2 * MARGIN_PX)


def probability_ys(values: NDArray[np.float32], lane: QRectF) -> NDArray[np.float64]:
    """Return the pixels of many probabilities."""
    return lane.bottom() - MARGIN_PX - values.astype(np.float64) * (lane.height() - 2 * MARGIN_PX)


def probability_of(y: float, lane: QRectF) -> float:
    """Return the probability at a pixel, limited to 0 .. 1."""
    return min(max((lane.bottom() - MARGIN_PX - y) / max(lane.height() - 2 * MARGIN_PX, 1.0), 0.0), 1.0)


class ProbabilityPainter:
    """Draws probability curves into one lane, for one paint event."""

    def __init__(
        self, painter: QPainter, axis: TimeAxis, lane: QRectF, exposed: QRectF, theme: Theme, ratio: float
    ) -> None:
        self._painter, self._axis, self._lane, self._theme, self._ratio = painter, axis, lane, theme, ratio
        # From the exposed column on, and not from a whole pixel: so strips of columns fit together.
        first, last = exposed.left() - 2, np.ceil(exposed.right()) + 2
        self._x = np.arange(first, last) + 0.5
        self._start, self._end = axis.time(first - 2), axis.time(last + 2)
        # With a whole song on screen, a line as thick as for a phrase would cover the picture.
        self._line_px = 2.1 - 0.8 * min(max(axis.seconds_per_px / 0.12, 0.0), 1.0)

    def paint(self, raw: Curve, smoothed: Curve | None) -> None:
        """Draw raw values as a band from lowest to highest; the line is the smoothed curve once there is one.

        Where values are as dense as pixels or less, the band is a thin line: a translucent one of Qt's takes ten times
        as long, and fifty on a picture that is itself translucent.
        """
        raw_columns = raw.columns(self._start, self._end, self._axis.seconds_per_px)
        lead = raw_columns
        if smoothed is not None:
            lead = smoothed.columns(self._start, self._end, self._axis.seconds_per_px)
        if len(lead.at) < 2 or len(raw_columns.at) < 2:
            return
        self._paint_band_and_halo(raw_columns, lead)
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._line(lead, self._theme.probability, self._line_px)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_band_and_halo(self, raw: Columns, lead: Columns) -> None:
        """Draw the band, and a halo that sets the line off from the picture; soft, so in logical pixels."""
        reach = self._line_px / 2 + HALO_PX
        top, bottom = self._at_pixels(lead, lead.high), self._at_pixels(lead, lead.low)
        halo = FilledCurve(_spread(top, np.fmin) - reach, _spread(bottom, np.fmax) + reach,
                      qcolor(self._theme.spectrogram_colors[0], HALO_OPACITY))  # fmt: skip
        top, bottom = self._at_pixels(raw, raw.high), self._at_pixels(raw, raw.low)
        if raw.low is raw.high:
            # Each column goes half-way to its neighbours.
            before, after = (np.append(top[:1], top[:-1]) + top) / 2, (top + np.append(top[1:], top[-1:])) / 2
            top, bottom = np.fmin(before, after), np.fmax(before, after)
        # Columns that do not overlap their neighbours would make a dotted band.
        top, bottom = np.fmin(top, np.append(bottom[1:], np.nan)), np.fmax(bottom, np.append(top[1:], np.nan))
        band = FilledCurve(top - 0.5, bottom + 0.5, qcolor(self._theme.probability_raw, 0.9))
        place = QRectF(self._x[0] - 0.5, self._lane.top(), 0, self._lane.height())
        line_alone = lead is raw and raw.low is raw.high
        filled_curves = [halo] if line_alone else [band, halo] if lead is not raw else [halo, band]
        paint_filled_curves(self._painter, filled_curves, place)

    def _at_pixels(self, columns: Columns, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the heights of values at the pixel columns: the nearest if values are as dense, else interpolated."""
        y = probability_ys(values, self._lane) - self._lane.top()
        x = self._axis.xs(columns.at)
        if columns.low is columns.high:
            return np.interp(self._x, x, y, left=np.nan, right=np.nan)
        nearest = np.round((self._x - x[0]) / ((x[-1] - x[0]) / (len(x) - 1))).astype(np.int64)
        outside = (nearest < 0) | (nearest >= len(y))
        return np.where(outside, np.nan, y[np.clip(nearest, 0, len(y) - 1)])

    def _line(self, columns: Columns, colour: str, width_px: float) -> None:
        """Draw a line of even width as one-pixel lines side by side: Qt does that 100 times faster than a wide pen."""
        pen = QPen(qcolor(colour), 1)
        pen.setCosmetic(True)
        self._painter.setPen(pen)
        width = width_px * self._ratio
        count = round(width) + 1
        offsets = (np.arange(count) - (count - 1) / 2) * max(width - 1, 0) / max(count - 1, 1) / self._ratio
        for first, last in runs(~np.isnan(columns.mean)):
            x, y = self._axis.xs(columns.at[first:last]), probability_ys(columns.mean[first:last], self._lane)
            if len(x) < 2:
                continue
            dx, dy = np.gradient(x), np.gradient(y)
            length = np.hypot(dx, dy)
            for offset in offsets.tolist():
                self._painter.drawPolyline(polygon(x - offset * dy / length, y + offset * dx / length))


def _spread(heights: NDArray[np.float64], pick: np.ufunc) -> NDArray[np.float64]:
    """Return the extreme (`pick`) of each height and its neighbours up to two pixels away."""
    padded = np.concatenate([heights[:1], heights[:1], heights, heights[-1:], heights[-1:]])
    result = heights
    for shift in range(5):
        result = pick(result, padded[shift : shift + len(heights)])
    return result


def paint_threshold(painter: QPainter, threshold: float, lane: QRectF, theme: Theme, active: bool) -> None:
    """Draw the threshold as a dashed line on a halo."""
    y = round(probability_y(threshold, lane)) + 0.5
    ends = QPointF(lane.left(), y), QPointF(lane.right(), y)
    painter.setPen(QPen(qcolor(theme.spectrogram_colors[0], 0.6), 3))
    painter.drawLine(*ends)
    pen = QPen(qcolor(theme.threshold, 1.0 if active else 0.85), 2 if active else 1)
    pen.setDashPattern([5, 4] if not active else [3, 2])
    painter.setPen(pen)
    painter.drawLine(*ends)


def paint_probability_dot(painter: QPainter, probability: float, x: float, lane: QRectF, theme: Theme) -> None:
    """Draw a dot on the curve."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(qcolor(theme.spectrogram_colors[0]), 1.5))
    painter.setBrush(qcolor(theme.probability))
    painter.drawEllipse(QPointF(x, probability_y(probability, lane)), 4.0, 4.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _tag_centre(threshold: float, lane: QRectF) -> tuple[QPointF, QRectF]:
    """Return the middle of the threshold's tag in the right gutter, and what it keeps inside of."""
    gutter = QRectF(lane.right(), lane.top(), TAG_GUTTER_PX, lane.height())
    return QPointF(gutter.center().x(), probability_y(threshold, lane) + 0.5), gutter.adjusted(4, 0, -2, 0)


def threshold_tag(threshold: float, lane: QRectF, theme: Theme) -> QRectF:
    """Return the place of the threshold's tag in the right gutter."""
    return chip_place(number(threshold, 2), *_tag_centre(threshold, lane), theme)


def threshold_tags(threshold: float, leave: float, lane: QRectF, theme: Theme) -> tuple[QRectF, QRectF]:
    """Return the places of the tags of two thresholds; where they would overlap, the lower one's is below the other."""
    upper, lower = threshold_tag(threshold, lane, theme), threshold_tag(leave, lane, theme)
    lower.moveTop(max(lower.top(), upper.bottom() + 1))
    if lower.bottom() > lane.bottom():
        lower.moveBottom(lane.bottom())
        upper.moveBottom(min(upper.bottom(), lower.top() - 1))
    return upper, lower


def paint_threshold_tag(painter: QPainter, threshold: float, tag: QRectF, theme: Theme, active: bool) -> None:
    """Draw a threshold's value as a tag."""
    fill = theme.text if active else theme.threshold
    paint_chip(painter, number(threshold, 2), tag.center(), tag, fill, theme.surface, theme)
