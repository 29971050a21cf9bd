"""The dialog of the preferences: a list of pages, and a search over all of them; changes are effective at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from svd_gui.style.plain_text import PlainLabel
from svd_gui.window.preferences.page import Page, ShortcutPage

LIST_PX = 150


class PreferencesDialog(QDialog):
    """Holds pages; a search shows the first of those in which something was found."""

    def __init__(self, pages: Sequence[Page | ShortcutPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.pages = tuple(pages)
        self.search = QLineEdit(placeholderText=self.tr("Search all preferences"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("Search all preferences"))
        self.search.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setFixedWidth(LIST_PX)
        self.list.addItems([page.title for page in self.pages])
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        self.nothing = PlainLabel(self.tr("No preference has these words."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self.nothing)
        self.list.currentRowChanged.connect(self._show_page)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.list)
        middle.addWidget(self._stack, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addLayout(middle, 1)
        column.addWidget(buttons)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.list.setCurrentRow(0)
        self.resize(720, 520)
        if parent is not None:
            self.resize(self.size().boundedTo(parent.window().size()))

    @property
    def shown(self) -> QWidget | None:
        """The page that is on screen."""
        return self._stack.currentWidget()

    def show_page(self, title: str) -> None:
        self.list.setCurrentRow([page.title for page in self.pages].index(title))

    def _show_page(self, row: int) -> None:
        if row >= 0:
            self._stack.setCurrentIndex(row)

    def _search(self, text: str) -> None:
        words = text.casefold().split()
        found = [bool(page.search(words)) for page in self.pages]
        for row, there in enumerate(found):
            self.list.item(row).setHidden(not there)
        if True not in found:
            self._stack.setCurrentWidget(self.nothing)
        elif not found[max(self.list.currentRow(), 0)]:
            self.list.setCurrentRow(found.index(True))
        else:
            self._show_page(self.list.currentRow())
