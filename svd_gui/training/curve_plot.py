"""A learning curve: values over updates, plotted by pyqtgraph (import this module late)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from svd_gui.style.plain_text import PlainLabel
from svd_gui.style.plots import Plot
from svd_gui.style.theme import Theme
from svd_gui.translation import number

SMOOTHING = 0.9
"""Weight of all earlier values in the running mean, against 0.1 for the newest."""

RAW_OPACITY = 0.3
HEIGHT_PX = 142
LEFT_PX = 44


class CurvePlot(QWidget):
    """Values over updates below a heading with the latest value; the value under the pointer is shown there, too.

    A smoothed curve is a running mean over the faint reported values; on any other each value is marked.
    """

    def __init__(self, title: str, axis: str, theme: Theme, unit: str = "", smoothed: bool = True) -> None:
        """`axis` labels the vertical axis; `unit` follows values in the heading."""
        super().__init__()
        self._unit, self._smoothed = unit, smoothed
        self._updates: Sequence[float] = ()
        self._values: Sequence[float] = ()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._latest = PlainLabel()
        self._latest.setForegroundRole(QPalette.ColorRole.Link)
        heading = QHBoxLayout()
        heading.addWidget(PlainLabel(title), 1)
        heading.addWidget(self._latest)
        self._plot = Plot(axis, self.tr("updates"), LEFT_PX, self)
        self._plot.setAccessibleName(title)
        self._plot.setFixedHeight(HEIGHT_PX)
        self._plot.showGrid(y=True, alpha=1)
        self._plot.scene().sigMouseMoved.connect(self._show_value_at)
        self._raw = self._plot.plot()
        self._curve = self._plot.plot(symbolSize=7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addWidget(self._plot)
        self.set_theme(theme)
        self._plot.resolution_changed.connect(lambda: self.set_theme(self._theme))
        self.set_values((), (), 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._plot.set_theme(theme)
        accent, faint = QColor(theme.accent), QColor(theme.accent)
        faint.setAlphaF(RAW_OPACITY)
        self._raw.setPen(self._plot.line(faint))
        self._curve.setPen(self._plot.line(accent, 2))
        self._curve.setSymbolPen(self._plot.line(accent, 2))
        self._curve.setSymbolBrush(QColor(theme.surface))

    def set_values(self, updates: Sequence[float], values: Sequence[float], total: int) -> None:
        """Show values at these updates, on an axis up to the last update of the training (1: not known yet)."""
        self._updates = updates
        self._values = smooth(values) if self._smoothed else values
        self._raw.setData(updates, values if self._smoothed else np.full(len(values), np.nan))
        self._curve.setData(updates, self._values)
        self._curve.setSymbol(None if self._smoothed and len(values) > 1 else "o")
        self._plot.set_span("bottom", 0, max(total, 1))
        self._plot.axes["bottom"].setStyle(showValues=total > 1)
        self._plot.set_span("left", 0, top_of_axis(values))
        self._show_latest()

    def leaveEvent(self, event) -> None:
        self._show_latest()
        super().leaveEvent(event)

    def _show_latest(self) -> None:
        self._latest.setText(self._text(self._values[-1]) if len(self._values) else "")
        self._plot.setAccessibleDescription(self._latest.text())

    def _show_value_at(self, position) -> None:
        """Show the value that lies nearest to a position of the pointer in the scene."""
        if not len(self._updates):
            return
        update = self._plot.getViewBox().mapSceneToView(position).x()
        nearest = int(np.abs(np.asarray(self._updates) - update).argmin())
        text = self.tr("update {0}: {1}").format(self._updates[nearest], self._text(self._values[nearest]))
        self._latest.setText(text)

    def _text(self, value: float) -> str:
        return f"{number(float(f'{value:.3g}'))}{self._unit}"


def smooth(values: Sequence[float]) -> list[float]:
    """Exponentially weighted running mean, corrected for its start at zero (as Adam corrects its moments)."""
    result: list[float] = []
    total = weight = 0.0
    for value in values:
        total = SMOOTHING * total + (1 - SMOOTHING) * value
        weight = SMOOTHING * weight + (1 - SMOOTHING)
        result.append(total / weight)
    return result


def top_of_axis(values: Sequence[float]) -> float:
    """Upper end of an axis from zero, just above all but the highest hundredth of the values.

    A first loss far above the others would otherwise press the curve flat.
    """
    if not len(values):
        return 1.0
    return 1.08 * max(float(np.quantile(values, 0.99, method="higher")), 1e-6)
