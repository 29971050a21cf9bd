"""The strip along checked time, in the timeline's ruler and in the overview, with the word that explains it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from svd_core.annotation.spans import Spans
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.translation import tr

STRIP_PX = 4.0


def checked_strip(ruler: QRectF) -> QRectF:
    """Return the place of the strip: along the foot of a lane such as the ruler."""
    return QRectF(ruler.left(), ruler.bottom() - STRIP_PX, ruler.width(), STRIP_PX)


def paint_checked(
    painter: QPainter, spans: Spans, duration: float, axis: TimeAxis, strip: QRectF, theme: Theme
) -> None:
    """Draw the strip: filled along checked time, a faint track along the rest of the song."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.border))
    painter.drawRects(_rectangles(((0.0, duration),), axis, strip, 0))
    painter.setBrush(qcolor(theme.checked))
    painter.drawRects(_rectangles(spans, axis, strip, 2))


def _rectangles(spans: Spans, axis: TimeAxis, strip: QRectF, least_px: int) -> list[QRectF]:
    """Return the visible spans as rectangles in the strip, at least so many pixels wide."""
    shown = ((axis.x(start), axis.x(end)) for start, end in spans if end > axis.start and start < axis.end)
    inside = ((max(round(a), strip.left()), min(round(b), strip.right())) for a, b in shown)
    return [QRectF(a, strip.top(), max(b - a, least_px), strip.height()) for a, b in inside]


def paint_checked_legend(painter: QPainter, strip: QRectF, theme: Theme) -> None:
    """Write what the strip shows into the gutter left of it, in its colour."""
    painter.setFont(small_font(theme))
    painter.setPen(qcolor(theme.checked))
    text = tr("checked")
    metrics = QFontMetricsF(painter.font())
    baseline = strip.center().y() + (metrics.ascent() - metrics.descent()) / 2 - 1
    painter.drawText(round(strip.left() - 6 - metrics.horizontalAdvance(text)), round(baseline), text)
