"""A chart of the core as a widget: drawn anew in the theme's colours, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from svd_core.plots.charts import DARK, LIGHT, Chart, Ink, svg
from svd_gui.style.theme import Theme


class ChartPicture(QWidget):
    """One chart, which keeps its proportions."""

    def __init__(self, chart: Chart, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self.setAccessibleName(chart.title)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._renderer = QSvgRenderer(QByteArray(svg(self._chart, ink=ink_of(theme)).encode()), self)
        self.update()

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        return round(min(width, size.width()) * size.height() / size.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(self.width(), self._renderer.defaultSize().width())
        self._renderer.render(painter, QRectF(0, 0, width, self.heightForWidth(width)))
        painter.end()


def ink_of(theme: Theme) -> Ink:
    """What charts are drawn with in a theme."""
    lines = (DARK if theme.name == "dark" else LIGHT).lines
    return Ink(theme.surface, theme.text, theme.muted_text, theme.grid, lines)
