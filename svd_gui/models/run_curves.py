"""The learning curves of several trainings over each other (import this module late: it loads pyqtgraph)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from svd_core.files.visible_text import visible
from svd_gui.style.plots import Plot
from svd_gui.style.theme import Theme
from svd_gui.training.curve_plot import LEFT_PX, smooth, top_of_axis
from svd_gui.training.run_files import Curves

HEIGHT_PX = 170
MOST_RUNS = 6
"""More would be a tangle; the first ones are shown."""


class RunCurves(QWidget):
    """Loss and error on songs kept aside, side by side, a colour for each training and its name in a legend."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._runs: Sequence[tuple[str, Curves]] = ()
        self.loss = Plot(self.tr("loss (nats)"), self.tr("updates"), LEFT_PX, self)
        self.error = Plot(self.tr("error (%)"), self.tr("updates"), LEFT_PX, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for plot, name in ((self.loss, self.tr("Loss")), (self.error, self.tr("Error on songs kept aside"))):
            plot.setAccessibleName(name)
            plot.setFixedHeight(HEIGHT_PX)
            plot.showGrid(y=True, alpha=1)
            plot.addLegend(offset=(-4, 4), labelTextSize="8pt")
            plot.resolution_changed.connect(lambda: self.set_theme(self._theme))
            row.addWidget(plot)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for plot in (self.loss, self.error):
            plot.set_theme(theme)
        self.show_runs(self._runs)

    def show_runs(self, runs: Sequence[tuple[str, Curves]]) -> None:
        """Show these trainings with their names, of which several may be alike; each keeps its colour in both plots."""
        self._runs = tuple(runs[:MOST_RUNS])
        last = max((curves.updates[-1] for _, curves in self._runs if curves.updates), default=1)
        losses = [(name, curves.updates, smooth(curves.losses)) for name, curves in self._runs]
        errors = [(name, curves.validated_at, [100 * error for error in curves.errors]) for name, curves in self._runs]
        self.error.setVisible(any(values for _, _, values in errors))
        for plot, curves_of in ((self.loss, losses), (self.error, errors)):
            plot.set_theme(self._theme)
            plot.clear()
            legend = plot.getPlotItem().legend
            legend.setLabelTextColor(self._theme.text)
            # Else a curve that passes behind a name strikes it through.
            legend.setBrush(QColor(self._theme.surface))
            for colour, (name, updates, values) in zip(self._colours(), curves_of, strict=False):
                if not values:
                    continue
                symbol = "o" if len(updates) == 1 else None
                pen = plot.line(QColor(colour), 2)
                plot.plot(updates, values, pen=pen, name=visible(name), symbol=symbol, symbolBrush=QColor(colour))
            plot.set_span("bottom", 0, last)
            plot.set_span("left", 0, top_of_axis([value for _, _, values in curves_of for value in values]))

    def _colours(self) -> tuple[str, ...]:
        theme = self._theme
        return (theme.accent, theme.speaks_for, theme.good, theme.danger, theme.region_hand, theme.muted_text)
