"""What a stress test found: what must be known first, one line a test, plots, and all figures as a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from svd_core.experiments.robustness.headlines import headlines
from svd_core.experiments.robustness.plots import charts
from svd_core.experiments.robustness.results import Results, row
from svd_core.experiments.robustness.suite import find_test
from svd_gui.style.icons import pixmap
from svd_gui.style.theme import Theme
from svd_gui.training.chart_picture import ChartPicture

_ICON_PX = 20


def tr(text: str) -> str:
    return QCoreApplication.translate("stress", text)


class StressOutcome(QTabWidget):
    """Results on two pages: to be looked at, and to be read."""

    def __init__(self, results: Results, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._icon = QLabel()
        self.pictures = [ChartPicture(chart, theme) for _, chart in charts(results)]
        self.addTab(self._plots(results), tr("Plots"))
        self.addTab(_table(results), tr("All figures"))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._icon.setPixmap(pixmap("warning", theme.danger, _ICON_PX, self.devicePixelRatioF()))
        for picture in self.pictures:
            picture.set_theme(theme)

    def _plots(self, results: Results) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 14, 14, 14)
        column.setSpacing(14)
        if results.remarks:
            column.addWidget(self._remarks(results))
        column.addWidget(_glance(results))
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, picture in enumerate(self.pictures):
            grid.addWidget(_card(picture), number // 2, number % 2)
        column.addLayout(grid)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        return scroll

    def _remarks(self, results: Results) -> QWidget:
        """What must be known before the figures are believed."""
        frame = QFrame()
        frame.setProperty("role", "card")
        line = QHBoxLayout(frame)
        line.setContentsMargins(14, 12, 14, 12)
        line.setSpacing(12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        for remark in results.remarks:
            label = QLabel(f"{', '.join(find_test(name).title for name in remark.tests)}: {remark.text}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            texts.addWidget(label)
        line.addLayout(texts, 1)
        return frame


def _glance(results: Results) -> QWidget:
    """One line a test."""
    frame = QFrame()
    frame.setProperty("role", "card")
    grid = QGridLayout(frame)
    grid.setContentsMargins(14, 12, 14, 12)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(4, 1)
    lines = [(tr("Test"), tr("measure"), tr("untouched"), tr("at worst"), tr("where"))]
    for line in headlines(results):
        before = "" if line.reference_value is None else f"{line.reference_value:.1%}"
        alone = line.worst == line.reference
        worst = ("", "") if alone else (f"{line.worst_value:.1%}", line.worst.condition.label)
        lines.append((line.title, line.measure, before, *worst))
    for number, cells in enumerate(lines):
        for position, text in enumerate(cells):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "muted" if not number else "")
            if position in (2, 3):
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, number, position)
    return frame


def _card(picture: ChartPicture) -> QWidget:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(6, 6, 6, 6)
    column.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    return frame


_SHOWN = {
    "error": "error",
    "low": "from",
    "high": "to",
    "recall": "recall",
    "false_alarms": "false alarms",
    "auroc": "AUROC",
    "pieces": "recordings",
}


def _table(results: Results) -> QTableWidget:
    """Every condition with its figures; what has no meaning where nobody sings stays empty."""
    table = QTableWidget(len(results.measured), 2 + len(_SHOWN))
    table.setHorizontalHeaderLabels([tr("test"), tr("condition"), *(tr(title) for title in _SHOWN.values())])
    table.setAccessibleName(tr("All figures"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.setTabKeyNavigation(False)
    for number, measured in enumerate(results.measured):
        values = row(measured)
        table.setItem(number, 0, QTableWidgetItem(find_test(measured.test).title))
        table.setItem(number, 1, QTableWidgetItem(measured.condition.label))
        for position, name in enumerate(_SHOWN, start=2):
            item = QTableWidgetItem(_shown(name, values[name]))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(number, position, item)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name == "pieces":
        return str(value)
    return f"{value:.3f}" if name == "auroc" else f"{value:.1%}"
