"""One learning curve, painted: a line over updates with calm axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from svd_gui.style.theme import LIGHT, Theme

LEFT, RIGHT, TOP, BOTTOM = 40, 10, 22, 18
SMOOTHING = 0.9


class CurveView(QWidget):
    """Values over updates; `smoothed` adds a running mean over the faint raw values, else points are marked."""

    def __init__(self, title: str, unit: str = "", smoothed: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._unit, self._is_smoothed = title, unit, smoothed
        self._x: Sequence[float] = ()
        self._y: Sequence[float] = ()
        self._total = 1
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_values(self, x: Sequence[float], y: Sequence[float], total: int) -> None:
        """Show values at updates, on an axis up to the update at which the training ends."""
        self._x, self._y, self._total = x, y, max(total, 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 118)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        font = self.font()
        font.setPixelSize(self._theme.small_px)
        painter.setFont(font)
        low, high, ticks = nice_axis(self._y)
        self._paint_axes(painter, area, low, high, ticks)
        if self._y:
            self._paint_line(painter, area, low, high)
        painter.end()

    def _paint_axes(self, painter: QPainter, area: QRectF, low: float, high: float, ticks: list[float]) -> None:
        muted = QColor(self._theme.muted_text)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(QRectF(0, 0, self.width(), TOP - 6), Qt.AlignmentFlag.AlignLeft, self._title)
        if self._y:
            painter.setPen(QColor(self._theme.accent))
            last = smooth(self._y)[-1] if self._is_smoothed else self._y[-1]
            box = QRectF(0, 0, self.width() - RIGHT, TOP - 6)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{last:.3g}{self._unit}")
        for tick in ticks:
            y = area.bottom() - (tick - low) / (high - low) * area.height()
            painter.setPen(QPen(QColor(self._theme.grid), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(muted)
            box = QRectF(0, y - 7, LEFT - 6, 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{tick:g}{self._unit}")
        painter.setPen(muted)
        below = QRectF(area.left(), area.bottom() + 3, area.width(), BOTTOM - 3)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{self._total:,}".replace(",", "\u202f"))

    def _paint_line(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        def point(x: float, y: float) -> QPointF:
            share = (min(max(y, low), high) - low) / (high - low)
            return QPointF(area.left() + x / self._total * area.width(), area.bottom() - share * area.height())

        accent, faint = QColor(self._theme.accent), QColor(self._theme.accent)
        faint.setAlphaF(0.3)
        raw = [point(x, y) for x, y in zip(self._x, self._y, strict=True)]
        if self._is_smoothed:
            painter.setPen(QPen(faint, 1))
            painter.drawPath(path_through(raw))
            raw = [point(x, y) for x, y in zip(self._x, smooth(self._y), strict=True)]
        painter.setPen(QPen(accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path_through(raw))
        if not self._is_smoothed or len(raw) == 1:
            painter.setBrush(QColor(self._theme.surface))
            for position in raw:
                painter.drawEllipse(position, 3, 3)


def smooth(values: Sequence[float]) -> list[float]:
    """Running mean with exponential forgetting, without the pull of its start."""
    result: list[float] = []
    total = weight = 0.0
    for value in values:
        total = SMOOTHING * total + (1 - SMOOTHING) * value
        weight = SMOOTHING * weight + (1 - SMOOTHING)
        result.append(total / weight)
    return result


def nice_axis(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """An axis from zero (or below the least) to above most values, with two to four round ticks."""
    if not values:
        return 0.0, 1.0, [0.0, 0.5, 1.0]
    ordered = sorted(values)
    # A first loss far above the rest would press the curve flat: the top hundredth may be cut off.
    top = max(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 1e-6)
    step = 10 ** math.floor(math.log10(top))
    for factor in (0.2, 0.5, 1, 2):
        if top / (step * factor) <= 4:
            step *= factor
            break
    count = math.ceil(top / step - 1e-9)
    return 0.0, count * step, [round(index * step, 10) for index in range(count + 1)]


def path_through(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath()
    for index, position in enumerate(points):
        if index:
            path.lineTo(position)
        else:
            path.moveTo(position)
    return path
