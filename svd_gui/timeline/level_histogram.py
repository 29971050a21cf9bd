"""How often each level is in the spectrogram, with two lines to drag: the levels of the first and the last colour."""

from __future__ import annotations

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QWidget

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.spectrogram_colours import LEAST_LEVEL, MOST_LEVEL, Levels

HEIGHT_PX = 96


class LevelHistogram(pyqtgraph.HistogramLUTWidget):
    """Shows a histogram above the colours; a drag of a line, or of what lies between them, gives other levels."""

    levels_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, orientation="horizontal", gradientPosition="bottom")
        self.setFixedHeight(HEIGHT_PX)
        self.setFrameShape(self.Shape.NoFrame)
        self.item.axis.hide()
        self.item.vb.setMouseEnabled(x=False, y=False)
        self.item.vb.setMenuEnabled(False)
        self.item.region.setBounds((LEAST_LEVEL, MOST_LEVEL))
        self.item.gradient.showTicks(False)
        # Its menu offers maps that would be shown here only.
        self.item.gradient.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.item.gradient.showMenu = lambda event: None
        self.item.vb.setXRange(LEAST_LEVEL, MOST_LEVEL, padding=0)
        self.item.sigLevelsChanged.connect(lambda _: self.levels_changed.emit(self.levels()))

    def levels(self) -> Levels:
        """Return the levels at the two lines."""
        return Levels.within(*(float(level) for level in self.item.getLevels()))

    def set_levels(self, levels: Levels) -> None:
        """Move the lines, without a signal."""
        if levels != self.levels():
            self.item.blockSignals(True)
            self.item.setLevels(levels.low, levels.high)
            self.item.blockSignals(False)

    def show_histogram(self, levels: NDArray[np.float64], counts: NDArray[np.int64]) -> None:
        """Show how often each level occurs; silence, which would dwarf all others, is left out."""
        heights = np.sqrt(counts[1:].astype(np.float64))
        self.item.plot.setData(levels[1:], heights)
        self.item.vb.setYRange(0.0, max(float(heights.max(initial=0.0)), 1.0), padding=0.05)

    def set_colours(self, theme: Theme, stops: tuple[str, ...]) -> None:
        """Take the colours of a theme, and show those of the spectrogram."""
        self.setBackground(theme.surface)
        self.item.fillHistogram(True, color=qcolor(theme.waveform, 0.7))
        self.item.plot.setPen(pyqtgraph.mkPen(theme.waveform))
        self.item.region.setBrush(qcolor(theme.accent, 0.12))
        for line in self.item.region.lines:
            line.setPen(pyqtgraph.mkPen(theme.accent, width=2))
            line.setHoverPen(pyqtgraph.mkPen(theme.text, width=2))
        places = np.linspace(0.0, 1.0, min(len(stops), 16)).tolist()
        colours = [QColor(stops[round(place * (len(stops) - 1))]).getRgb() for place in places]
        self.item.gradient.restoreState({"mode": "rgb", "ticks": list(zip(places, colours, strict=True))})
        self.item.gradient.showTicks(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what the histogram lies in, which may scroll."""
        event.ignore()
