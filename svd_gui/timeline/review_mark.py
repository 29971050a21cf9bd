"""The stretch of the song that is under review, marked in the ruler until it is done, whatever is selected by then."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from svd_gui.style.theme import Theme
from svd_gui.timeline.checked_strip import STRIP_PX
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.content import Surface
from svd_gui.timeline.time_axis import TimeAxis

_EDGE_PX = 2.0
_BAND_PX = 4.0


class ReviewMark(QObject):
    """Holds the marked stretch of the surface; `changed` tells of another start and end in seconds, or None."""

    changed = Signal(object)

    def __init__(self, surface: Surface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surface = surface

    @property
    def span(self) -> tuple[float, float] | None:
        """Start and end of the stretch in seconds."""
        return self._surface.content.review

    def set(self, span: tuple[float, float] | None) -> None:
        """Mark another stretch, or none."""
        if span != self.span:
            self._surface.content.review = span
            self.changed.emit(span)


def paint_review(painter: QPainter, span: tuple[float, float], axis: TimeAxis, ruler: QRectF, theme: Theme) -> None:
    """Paint a tinted stretch of the ruler between two brackets, with a band above the strip of checked time."""
    left, right = (min(max(round(axis.x(time)), ruler.left()), ruler.right()) for time in span)
    if right <= left:
        return
    foot = ruler.bottom() - STRIP_PX
    painter.fillRect(QRectF(left, ruler.top(), right - left, foot - ruler.top()), qcolor(theme.threshold, 0.2))
    painter.fillRect(QRectF(left, foot - _BAND_PX, right - left, _BAND_PX), qcolor(theme.threshold))
    for time, x in ((span[0], left), (span[1], right - _EDGE_PX)):
        if axis.start <= time <= axis.end:
            painter.fillRect(QRectF(x, ruler.top() + 2, _EDGE_PX, foot - ruler.top() - 2), qcolor(theme.threshold))
