"""How often each level is in the spectrogram, with two lines to drag: the levels of the first and the last colour."""

from __future__ import annotations

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QSizePolicy, QStyleOptionGraphicsItem, QWidget

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.spectrogram_colours import LEAST_LEVEL, MOST_LEVEL, Levels

HEIGHT_PX = 96
STRIP_HEIGHT_PX = 15
STRIP_MARGIN_PX = 9


class LevelHistogram(pyqtgraph.GraphicsView):
    """Shows a histogram above the colours; a drag of a line, or of what lies between them, gives other levels.

    pyqtgraph's HistogramLUTWidget would bring a menu of all colour maps of matplotlib, for which it imports that.
    """

    levels_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False)
        self.setFixedHeight(HEIGHT_PX)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._plot = _HistogramAboveColours()
        self.setCentralItem(self._plot)
        self.region = self._plot.region
        """The two lines, and what lies between them."""
        self.region.sigRegionChanged.connect(lambda: self.levels_changed.emit(self.levels()))

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def levels(self) -> Levels:
        """Return the levels at the two lines."""
        return Levels.within(*(float(level) for level in self.region.getRegion()))

    def set_levels(self, levels: Levels) -> None:
        """Move the lines, without a signal."""
        if levels != self.levels():
            self.blockSignals(True)
            self.region.setRegion((levels.low, levels.high))
            self.blockSignals(False)

    def show_histogram(self, levels: NDArray[np.float64], counts: NDArray[np.int64]) -> None:
        """Show how often each level occurs; silence, which would dwarf all others, is left out."""
        heights = np.sqrt(counts[1:].astype(np.float64))
        self._plot.curve.setData(levels[1:], heights)
        self._plot.box.setYRange(0.0, max(float(heights.max(initial=0.0)), 1.0), padding=0.05)

    def set_colours(self, theme: Theme, stops: tuple[str, ...]) -> None:
        """Take the colours of a theme, and show those of the spectrogram."""
        self.setBackground(theme.surface)
        self._plot.curve.setBrush(qcolor(theme.waveform, 0.7))
        self._plot.curve.setPen(pyqtgraph.mkPen(theme.waveform))
        self.region.setBrush(qcolor(theme.accent, 0.12))
        for line in self.region.lines:
            line.setPen(pyqtgraph.mkPen(theme.accent, width=2))
            line.setHoverPen(pyqtgraph.mkPen(theme.text, width=2))
        self._plot.set_stops(stops)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what the histogram lies in, which may scroll."""
        event.ignore()


class _HistogramAboveColours(pyqtgraph.GraphicsWidget):
    """A curve with two lines in it, from which lines lead to both ends of a strip of colours below."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: tuple[str, ...] = ()
        self.box = pyqtgraph.ViewBox(parent=self, enableMouse=False, enableMenu=False)
        self.box.setFlag(self.GraphicsItemFlag.ItemStacksBehindParent)
        self.box.setXRange(LEAST_LEVEL, MOST_LEVEL, padding=0)
        self.curve = pyqtgraph.PlotCurveItem(fillLevel=0.0)
        self.region = pyqtgraph.LinearRegionItem((0.0, 1.0), swapMode="block", bounds=(LEAST_LEVEL, MOST_LEVEL))
        self.region.setZValue(1000)
        for line, marker in zip(self.region.lines, ("<|", "|>"), strict=True):
            line.addMarker(marker, 0.5)
        for item in (self.curve, self.region):
            self.box.addItem(item)
        layout = QGraphicsGridLayout(self)
        layout.setContentsMargins(1, 1, 1, 2 * STRIP_HEIGHT_PX + 1)
        layout.addItem(self.box, 0, 0)
        self.region.sigRegionChanged.connect(lambda: self.update())

    def set_stops(self, stops: tuple[str, ...]) -> None:
        """Show these colours in the strip, evenly spaced from left to right."""
        self._stops = stops
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        strip = self._strip()
        colours = QLinearGradient(strip.topLeft(), strip.topRight())
        for place, stop in zip(np.linspace(0.0, 1.0, len(self._stops)), self._stops, strict=True):
            colours.setColorAt(float(place), QColor(stop))
        painter.fillRect(strip, colours)
        painter.drawRect(strip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.box.viewRect().center().y()
        for pen in (QPen(QColor(0, 0, 0, 100), 3), self.region.lines[0].pen):
            painter.setPen(pen)
            for level, side, end in zip(self.region.getRegion(), (-5, 5), (strip.left(), strip.right()), strict=True):
                marker = self.box.mapFromViewToItem(self, QPointF(level, middle)) + QPointF(side, 0)
                painter.drawPolyline([marker, QPointF(end, strip.top()), QPointF(end, strip.bottom())])

    def _strip(self) -> QRectF:
        top = self.box.geometry().bottom()
        return QRectF(STRIP_MARGIN_PX, top, self.rect().width() - 2 * STRIP_MARGIN_PX, STRIP_HEIGHT_PX)
