"""The axes of the timeline's plots: times above, frequencies at the left, probabilities at the right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneResizeEvent, QStyleOptionGraphicsItem, QWidget

from svd_core.audio.pitch_names import note_name
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.frequency_scale import FrequencyScale, labelled_hertz, labelled_notes
from svd_gui.timeline.ruler import Ticks, time_text
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.translation import number, tr

LEAST_DISTANCE_PX = 14.0
"""Between labels one above the other."""
TITLE_X_PX = -2.0
TAG_REACH_PX = 15.0
"""How near to the threshold's tag no probability is labelled."""


class PlotAxis(pyqtgraph.AxisItem):
    """An axis in the colours of a theme."""

    def __init__(self, orientation: str, parent: Any, box: pyqtgraph.ViewBox) -> None:
        super().__init__(orientation, parent=parent, linkView=box)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=4, tickTextOffset=4, autoExpandTextSpace=False)
        # Kept as pictures until they are other ones: letters, above all turned ones, take their time.
        for kept in (self, self.label):
            kept.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours and text sizes of a theme."""
        self.setPen(QPen(qcolor(theme.border), 1))
        self.setTickPen(QPen(qcolor(theme.muted_text), 1))
        self.setTextPen(qcolor(theme.muted_text))
        self.setTickFont(small_font(theme))
        self.label.setFont(small_font(theme))
        self.label.setDefaultTextColor(qcolor(theme.muted_text))
        self.resizeEvent()

    def place(self, lane: QRectF) -> None:
        """Fill a rectangle of the view."""
        self.setWidth(lane.width())
        self.setHeight(lane.height())
        self.setGeometry(lane)
        fits = self.label.boundingRect().width() <= lane.height()
        self.showLabel(bool(self.labelText) and fits)


class ClockAxis(PlotAxis):
    """Times as m:ss and parts of a second, to the right of their ticks; none beyond the end of the song."""

    def __init__(self, parent: Any, box: pyqtgraph.ViewBox) -> None:
        super().__init__("top", parent, box)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setFlag(self.GraphicsItemFlag.ItemClipsToShape)
        self._duration = 0.0

    def set_duration(self, seconds: float) -> None:
        """Know how long the song is."""
        if seconds != self._duration:
            self._duration = seconds
            self.update()

    def paint(self, p: QPainter, opt: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw it directly: it is another one in nearly every frame, so that recording it first does not pay."""
        bounds = self.mapRectFromParent(self.geometry())
        base, colour = bounds.bottom() - 0.5, self.tickPen().color()
        p.setPen(self.pen())
        p.drawLine(QPointF(bounds.left(), base), QPointF(bounds.right(), base))
        if self._duration <= 0:
            return
        start, end = self.range
        axis = TimeAxis(start, end, bounds.left(), bounds.width())
        ticks = Ticks.of(axis)
        for times, opacity, length in ((ticks.between, 0.45, 4), (ticks.labelled, 0.8, 9)):
            colour.setAlphaF(opacity)
            p.setPen(QPen(colour, 1))
            inside = np.array([time for time in times if 0 <= time <= self._duration])
            crisp = (np.rint(axis.xs(inside)) + 0.5).tolist()
            p.drawLines([QLineF(x, base - length, x, base) for x in crisp])
        p.setFont(self.style["tickFont"])
        p.setPen(self.textPen())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        for time in ticks.labelled:
            if 0 <= time <= self._duration:
                place = QRectF(round(axis.x(time)) + 5.0, bounds.top(), 1, bounds.height() - 6)
                p.drawText(place, flags, time_text(time, ticks.step))


class FrequencyAxis(PlotAxis):
    """Frequencies in Hz at their heights on a scale: notes with their names, or round numbers on a linear scale."""

    def __init__(self, parent: Any, box: pyqtgraph.ViewBox) -> None:
        super().__init__("left", parent, box)
        self.setLabel(tr("frequency in Hz"))
        self._scale = FrequencyScale()

    def resizeEvent(self, ev: QGraphicsSceneResizeEvent | None = None) -> None:
        """Keep the title away from the edge of the window, where it would be cut."""
        super().resizeEvent(ev)
        self.label.setX(TITLE_X_PX)

    def set_scale(self, scale: FrequencyScale) -> None:
        """Label another scale, or another part of one."""
        if scale != self._scale:
            self._scale, self.picture = scale, None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Return the heights of as many frequencies as have room, those that matter most first."""
        room = int(size / LEAST_DISTANCE_PX / 1.5)
        labelled = labelled_hertz if self._scale.kind == "linear" else labelled_notes
        pixels: list[float] = []
        for hertz in labelled(self._scale, room):
            pixel = (self._scale.height(hertz) - minVal) / (maxVal - minVal) * size
            inside = LEAST_DISTANCE_PX / 2 <= pixel <= size - LEAST_DISTANCE_PX / 2
            if inside and all(abs(pixel - other) >= LEAST_DISTANCE_PX for other in pixels):
                pixels.append(pixel)
        return [(1.0, [minVal + pixel / size * (maxVal - minVal) for pixel in pixels])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the note and its frequency, or a round frequency and the note next to it."""
        hertz = [self._scale.hertz(value) for value in values]
        names = [note_name(value).split()[0] for value in hertz]
        if self._scale.kind == "linear":
            return [f"{round(value)} {name}" for value, name in zip(hertz, names, strict=True)]
        return [f"{name} {round(value)}" for value, name in zip(hertz, names, strict=True)]


class ProbabilityAxis(PlotAxis):
    """Probabilities 0, 0.5 and 1; nothing where a threshold's tag is."""

    def __init__(self, parent: Any, box: pyqtgraph.ViewBox) -> None:
        super().__init__("right", parent, box)
        self.setLabel(tr("probability of singing"))
        self._thresholds: tuple[float, float | None] | None = None

    def set_thresholds(self, thresholds: tuple[float, float | None] | None) -> None:
        """Know the thresholds, which have tags; with None there are no probabilities to label."""
        if thresholds != self._thresholds:
            self._thresholds, self.picture = thresholds, None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Return the probabilities to mark."""
        return [] if self._thresholds is None else [(0.5, [0.0, 0.5, 1.0])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write probabilities, each apart from the thresholds."""
        tags = [threshold for threshold in self._thresholds or () if threshold is not None]
        reach = TAG_REACH_PX * (self.range[1] - self.range[0]) / max(self.geometry().height(), 1.0)
        return [number(value) if all(abs(value - tag) > reach for tag in tags) else "" for value in values]
