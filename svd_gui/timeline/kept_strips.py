"""Pictures of stretches of a plot: painted once, and drawn again while the view scrolls at the same zoom.

Columns of device pixels are counted from where the view began, so a picture is right wherever it scrolls to as long as
the view moves by whole columns (`TimeAxis.aligned`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from svd_gui.timeline.time_axis import TimeAxis

STRIP_COLUMNS = 256
"""Strips begin and end so many columns apart, so that slow scrolling makes few of them."""
KEPT_SCREENS = 0.5
"""How many widths of the view beside it strips are kept for."""

FARTHEST_SCROLLED = 0.25
"""Of the view, beyond which it leaps rather than scrolls: then what is missing is painted directly."""
MOST_OFF = 0.01
"""Of a column, by which a view may be off that is still taken to have moved by whole ones."""

PaintPart = Callable[[QPainter, QRectF], bool]
"""Paints what lies in a rectangle of the view; returns whether nothing was missing yet."""


class _Look(NamedTuple):
    """What a strip's picture depends on."""

    subject: Any
    place: QRectF
    ratio: float
    seconds_per_column: float
    origin: float
    """The time of column 0, in seconds."""

    def column(self, time: float) -> float:
        return (time - self.origin) / self.seconds_per_column

    def rectangle(self, run: tuple[int, int], left: int) -> QRectF:
        """Return the rectangle of the view that a run of strips fills.

        `left` is the column at the view's left edge, counted from where a strip begins.
        """
        first, last = ((unit * STRIP_COLUMNS - left) / self.ratio for unit in run)
        return QRectF(first, self.place.top(), last - first, self.place.height())

    def shows(self, other: _Look) -> bool:
        """Whether the other differs at most by scrolling."""
        shift = self.column(other.origin)
        return (
            (self.place, self.ratio) == (other.place, other.ratio)
            and math.isclose(self.seconds_per_column, other.seconds_per_column, rel_tol=1e-9)
            and abs(shift - round(shift)) < MOST_OFF
            and bool(self.subject == other.subject)
        )


class _Strip(NamedTuple):
    """A picture of a run of strips, from the first up to the last, in units of STRIP_COLUMNS."""

    run: tuple[int, int]
    picture: QPixmap

    def draw(self, painter: QPainter, place: QRectF, exposed: QRectF, ratio: float) -> None:
        """Draw the exposed part of the picture, which fills a place, by a painter of device pixels."""
        shown = place.intersected(exposed)
        if not shown.isEmpty():
            inside = shown.topLeft() - place.topLeft()
            size = shown.size() * ratio
            painter.drawPixmap(QRectF(shown.topLeft() * ratio, size), self.picture, QRectF(inside * ratio, size))


class KeptStrips:
    """Draws a plot from strips, and paints those that are missing.

    What is shown for the first time at a zoom, after a leap, or in a part of the place only, is painted directly:
    while zooming and leaping, nothing would be drawn twice.
    """

    def __init__(self, opaque: bool, offset: int = 0) -> None:
        """Paint opaque pictures or others; strips begin at a column of an `offset`, in which plots should differ.

        Else all of them would have to paint one in the same frame.
        """
        self._opaque, self._offset = opaque, offset
        self._look: _Look | None = None
        self._strips: list[_Strip] = []
        self._shown = 0
        """The first column that was shown when all of the place was painted last."""

    def paint(
        self, painter: QPainter, axis: TimeAxis, subject: Any, place: QRectF, exposed: QRectF, ratio: float,
        paint_part: PaintPart,
    ) -> None:  # fmt: skip
        """Draw what lies in an exposed rectangle of the plot's place.

        `subject` is equal as long as the same is to be seen; `ratio` is device pixels a logical one.
        """
        look = _Look(subject, place, ratio, axis.seconds_per_px / ratio, axis.start)
        in_full = exposed.width() >= place.width() and exposed.height() >= place.height()
        if self._look is None or not self._look.shows(look) or not _whole(place, ratio):
            if in_full:
                self._look, self._strips = look, []
                self._shown = -round(place.left() * ratio) - self._offset + math.floor(exposed.left() * ratio)
            paint_part(painter, exposed)
            return
        left = round(self._look.column(axis.start)) - round(place.left() * ratio) - self._offset
        first, last = left + math.floor(exposed.left() * ratio), left + math.ceil(exposed.right() * ratio)
        missing = self._missing(first, last)
        scrolled = in_full and abs(first - self._shown) <= FARTHEST_SCROLLED * (last - first)
        if in_full:
            self._shown = first
        if missing and not scrolled:
            # Nothing tells yet that it will be shown again.
            paint_part(painter, exposed)
            return
        if missing:
            self._let_go(first, last)
        # Each once: what is translucent would be too strong twice.
        strips = [*self._strips, *(self._made(run, look, left, paint_part) for run in missing)]
        painter.save()
        # Pixel for pixel: Qt takes half as long again where it thinks that it has to scale.
        painter.scale(1 / ratio, 1 / ratio)
        for strip in strips:
            strip.draw(painter, look.rectangle(strip.run, left), exposed, ratio)
        painter.restore()

    def _missing(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the runs of strips of these columns that there are none of, in units of STRIP_COLUMNS."""
        wanted = range(first // STRIP_COLUMNS, -(-last // STRIP_COLUMNS))
        runs: list[tuple[int, int]] = []
        for unit in wanted:
            if any(strip.run[0] <= unit < strip.run[1] for strip in self._strips):
                continue
            if runs and runs[-1][1] == unit:
                runs[-1] = runs[-1][0], unit + 1
            else:
                runs.append((unit, unit + 1))
        return runs

    def _made(self, run: tuple[int, int], look: _Look, left: int, paint_part: PaintPart) -> _Strip:
        """Paint a strip, and keep it unless something of it was missing yet."""
        part = look.rectangle(run, left)
        picture = QPixmap((run[1] - run[0]) * STRIP_COLUMNS, round(part.height() * look.ratio))
        picture.fill(Qt.GlobalColor.black if self._opaque else Qt.GlobalColor.transparent)
        picture.setDevicePixelRatio(look.ratio)
        with QPainter(picture) as painter:
            painter.translate(-part.left(), -part.top())
            complete = paint_part(painter, part)
        picture.setDevicePixelRatio(1)
        strip = _Strip(run, picture)
        if complete:
            self._strips.append(strip)
        return strip

    def _let_go(self, first: int, last: int) -> None:
        """Forget what is far outside these columns."""
        reach = KEPT_SCREENS * (last - first)
        low, high = (first - reach) / STRIP_COLUMNS, (last + reach) / STRIP_COLUMNS
        self._strips = [strip for strip in self._strips if strip.run[1] > low and strip.run[0] < high]


def _whole(place: QRectF, ratio: float) -> bool:
    """Whether a rectangle begins and ends between device pixels, as pictures do."""
    return all(value * ratio == round(value * ratio) for value in (place.left(), place.top(), place.height()))
