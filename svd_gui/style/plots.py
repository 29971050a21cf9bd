"""pyqtgraph plots in the colours of a theme.

The only place that sets pyqtgraph's global options. Importing pyqtgraph takes half a second, so whoever shows plots
imports this module when the first plot is to be seen, never when the window starts.
"""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPen
from PySide6.QtWidgets import QWidget

from svd_gui.style.theme import Theme

pyqtgraph.setConfigOptions(antialias=True, imageAxisOrder="row-major")

BOTTOM_PX = 34
TOP_MARGIN_PX = 7
RIGHT_MARGIN_PX = 20
"""Room for half of the labels at both ends of the axes."""
_ROUNDING = 1e-4


class Axis(pyqtgraph.AxisItem):
    """An axis whose numbers are written as people do: `−0.5`, `40 000`."""

    def boundingRect(self) -> QRectF:
        """Add room for half of the labels at both ends, which would otherwise be left out."""
        across, along = (RIGHT_MARGIN_PX, 0) if self.orientation == "bottom" else (0, TOP_MARGIN_PX)
        return super().boundingRect().adjusted(-across, -along, across, along)

    def tickStrings(self, values, scale, spacing):
        """Return the labels of ticks at these values."""
        texts = super().tickStrings(values, scale, spacing)
        if spacing >= 1:
            texts = [f"{round(value):,}".replace(",", "\u202f") for value in values]
        return [text.replace("-", "−") for text in texts]


class Plot(pyqtgraph.PlotWidget):
    """A plot with labelled axes that neither zooms nor moves under the mouse."""

    resolution_changed = Signal()

    def __init__(self, left: str, bottom: str, left_px: int, parent: QWidget | None = None) -> None:
        """`left` and `bottom` label the axes; the left one takes `left_px` of the width."""
        self.axes = {"left": Axis("left"), "bottom": Axis("bottom")}
        super().__init__(parent, axisItems=self.axes)
        self._labels = {"left": left, "bottom": bottom}
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.getPlotItem().layout.setContentsMargins(0, TOP_MARGIN_PX, RIGHT_MARGIN_PX, 0)
        for axis in self.axes.values():
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, maxTickLevel=0)
            # The grid, which belongs to the axes, lies behind the curves.
            axis.setZValue(-1)
        self.axes["left"].setWidth(left_px)
        self.axes["bottom"].setHeight(BOTTOM_PX)

    def set_span(self, name: str, low: float, high: float) -> None:
        """Let the axis `left` or `bottom` run from one value to another, both of which may be labelled."""
        # By a rounding error the ticks at the ends would lie outside, and be left out.
        beyond = _ROUNDING * (high - low)
        set_range = self.setYRange if name == "left" else self.setXRange
        set_range(low - beyond, high + beyond, padding=0)

    def wheelEvent(self, event) -> None:
        """Leave the wheel to what the plot lies in, which may scroll."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Announce that the plot is on a screen of another resolution, which needs other pens."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.resolution_changed.emit()
        return super().event(event)

    def line(self, colour: QColor, width_px: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """Return a pen that is so many logical pixels wide on the present screen, at any range of the axes."""
        pen = QPen(colour, width_px * self.devicePixelRatioF(), style)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def set_theme(self, theme: Theme) -> None:
        """Take the colours and text sizes of a theme."""
        self.setBackground(theme.surface)
        font = QFont(self.font())
        font.setPixelSize(theme.small_px)
        for name, axis in self.axes.items():
            axis.setPen(QPen(QColor(theme.border), 1))
            axis.setTickPen(QPen(QColor(theme.grid), 1))
            axis.setTextPen(QColor(theme.muted_text))
            axis.setTickFont(font)
            axis.setLabel(self._labels[name], color=theme.muted_text, **{"font-size": f"{theme.small_px}px"})
