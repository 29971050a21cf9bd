"""The second layer: what somebody else says of the song, in a thin lane under the strip, and where that differs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.translation import tr

SECOND_PX = 15.0
"""Height of the lane."""
_MARK_PX = 3.0
"""Height of the line along what differs, at the foot of the lane."""
_NARROWEST_PX = 2.0


@dataclass(frozen=True)
class SecondLayer:
    """Read-only regions beside the song's own.

    Attributes:
        differing: start and end (s) of each difference, in order; equal where a region is only cut.
        current: the index of the difference that keys act on.
    """

    arrays: RegionArrays
    differing: tuple[tuple[float, float], ...] = ()
    current: int | None = None


def paint_second(painter: QPainter, layer: SecondLayer, axis: TimeAxis, lane: QRectF, theme: Theme) -> None:
    """Paint the regions as outlined bars of one colour, what differs along the foot, and a frame around the current."""
    painter.fillRect(lane, qcolor(theme.window))
    bars = lane.adjusted(0, 2, 0, -(_MARK_PX + 1))
    visible = layer.arrays.visible(axis.start, axis.end)
    painter.setPen(QPen(qcolor(theme.muted_text), 1))
    painter.setBrush(QBrush(qcolor(theme.muted_text, 0.35)))
    places = [
        _place(axis, bars, float(layer.arrays.starts[index]), float(layer.arrays.ends[index])) for index in visible
    ]
    painter.drawRects([place.adjusted(0.5, 0.5, -0.5, -0.5) for place in places])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.danger))
    foot = QRectF(lane.left(), lane.bottom() - _MARK_PX, lane.width(), _MARK_PX)
    painter.drawRects(
        [_place(axis, foot, start, end) for start, end in layer.differing if end >= axis.start and start <= axis.end]
    )
    if layer.current is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(qcolor(theme.region_selected), 2))
        painter.drawRect(_place(axis, lane, *layer.differing[layer.current]).adjusted(-1, 1, 1, -1))


def paint_second_name(painter: QPainter, lane: QRectF, gutter: QRectF, theme: Theme) -> None:
    """Write into the gutter what the lane holds; whose it is, the side panel says."""
    painter.setFont(small_font(theme))
    painter.setPen(qcolor(theme.muted_text))
    place = QRectF(gutter.left(), lane.top(), gutter.width() - 8, lane.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tr("theirs"))


def _place(axis: TimeAxis, lane: QRectF, start: float, end: float) -> QRectF:
    """The part of a lane from a start to an end, at least so wide that it can be seen, within the lane."""
    left = min(max(round(axis.x(start)), lane.left()), lane.right())
    right = min(max(round(axis.x(end)), left + _NARROWEST_PX), lane.right())
    return QRectF(left, lane.top(), max(right - left, 0.0), lane.height())
