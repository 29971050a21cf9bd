"""Time in which no model has looked for singing yet: hatched, so that no regions there does not read as no singing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter

from svd_core.annotation.spans import Spans
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.translation import tr

PADDING_PX = 6


def paint_undetected(painter: QPainter, spans: Spans, axis: TimeAxis, lane: QRectF, theme: Theme) -> None:
    """Hatch the visible part of spans in a lane, and write into each what that means, where there is room."""
    painter.setFont(small_font(theme))
    metrics = QFontMetricsF(painter.font())
    text = tr("not detected yet")
    for start, end in spans:
        left, right = max(axis.x(start), lane.left()), min(axis.x(end), lane.right())
        if left >= right:
            continue
        place = QRectF(left, lane.top(), right - left, lane.height())
        paint_hatch(painter, place, theme)
        words = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * PADDING_PX, metrics.height())
        if words.width() <= place.width() and words.height() <= place.height():
            words.moveCenter(place.center())
            painter.fillRect(words, qcolor(theme.window))
            painter.setPen(qcolor(theme.muted_text))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)


def paint_hatch(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Hatch a rectangle."""
    painter.fillRect(place, QBrush(qcolor(theme.muted_text, 0.45), Qt.BrushStyle.FDiagPattern))
