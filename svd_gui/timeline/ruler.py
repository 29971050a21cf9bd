"""The time ruler: which times to label at a zoom, how to write them, lines at them; small filled labels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from svd_core.annotation.clock import clock
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.time_axis import TimeAxis

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
LABEL_EVERY_PX = 84.0


def label_step(seconds_per_px: float) -> float:
    """Choose the seconds between labelled times, so that labels do not crowd."""
    wanted = seconds_per_px * LABEL_EVERY_PX
    return next((step for step in STEPS if step >= wanted), STEPS[-1] * math.ceil(wanted / STEPS[-1]))


def time_text(time: float, step: float = 0.01) -> str:
    """Write a time with as many decimals as tell times `step` seconds apart from each other."""
    decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2 if step >= 0.01 else 3
    return clock(max(time, 0.0), decimals)


@dataclass(frozen=True)
class Ticks:
    """Times to mark on the visible stretch: labelled ones `step` seconds apart, and finer ones in between."""

    labelled: tuple[float, ...]
    between: tuple[float, ...]
    step: float

    @classmethod
    def of(cls, axis: TimeAxis) -> Ticks:
        """Choose ticks for an axis; labelled ones begin left of it, so that half-visible labels are drawn too."""
        step = label_step(axis.seconds_per_px)
        parts = 5 if round(step * 100) % 5 == 0 or step < 0.05 else 4
        parts = 4 if step in (2, 0.2, 0.02, 60, 120) else parts
        first, last = math.floor(axis.start / step), math.ceil(axis.end / step)
        fine = step / parts
        between = tuple((i * parts + part) * fine for i in range(first, last + 1) for part in range(1, parts))
        return cls(tuple(i * step for i in range(first, last + 1)), between, step)


def grid_lines(axis: TimeAxis, lane: QRectF, exposed: QRectF, duration: float) -> list[QLineF]:
    """Return vertical lines through the exposed part of a lane at the labelled times."""
    step = label_step(axis.seconds_per_px)
    first, last = (math.floor(axis.time(x) / step) for x in (exposed.left() - 1, exposed.right() + 1))
    times = (i * step for i in range(first, last + 1) if 0 < i * step < duration)
    return [QLineF(x, lane.top(), x, lane.bottom()) for x in (round(axis.x(time)) + 0.5 for time in times)]


def chip_place(text: str, centre: QPointF, bounds: QRectF, theme: Theme) -> QRectF:
    """Return the place of a small filled label around a point.

    It is kept inside the bounds; one that is too wide for them begins at their left.
    """
    metrics = QFontMetricsF(small_font(theme, bold=True))
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines) + 10
    height = len(lines) * metrics.height() + 2
    left = max(min(centre.x() - width / 2, bounds.right() - width), bounds.left())
    top = min(max(centre.y() - height / 2, bounds.top()), bounds.bottom() - height)
    return QRectF(round(left), round(top), round(width), round(height))


def paint_chip(
    painter: QPainter, text: str, centre: QPointF, bounds: QRectF, fill: str, colour: str, theme: Theme
) -> QRectF:
    """Draw a small filled label (`chip_place`) and return its place."""
    chip = chip_place(text, centre, bounds, theme)
    painter.setFont(small_font(theme, bold=True))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(fill))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setPen(qcolor(colour))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    return chip
