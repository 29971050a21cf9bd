"""A page of the preferences: rows of a name, a control and an explanation, which a search can find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from svd_gui.actions.shortcut_editor import ShortcutEditor
from svd_gui.style.plain_text import PlainLabel


@dataclass(frozen=True)
class Row:
    """One preference: its name, the control in which it is chosen, and what else there is to know about it."""

    title: str
    control: QWidget
    explanation: str = ""

    def has(self, words: Sequence[str]) -> bool:
        """Whether all words, in small letters, are somewhere in the row."""
        place = f"{self.title} {self.explanation}".casefold()
        return all(word in place for word in words)


class Page(QScrollArea):
    """Shows rows one below the other; those that a search did not find are hidden."""

    def __init__(self, title: str, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.rows = title, tuple(rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        content = QWidget()
        self._form = QFormLayout(content)
        self._form.setContentsMargins(4, 4, 12, 4)
        self._form.setHorizontalSpacing(18)
        self._form.setVerticalSpacing(14)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for row in self.rows:
            self._form.addRow(*self._widgets(row))
        self.setWidget(content)

    def search(self, words: Sequence[str]) -> int:
        """Show only the rows that have all words, or all if the page's title has them; returns how many are shown."""
        whole = all(word in self.title.casefold() for word in words)
        shown = 0
        for index, row in enumerate(self.rows):
            found = whole or row.has(words)
            self._form.setRowVisible(index, found)
            shown += found
        return shown

    def _widgets(self, row: Row) -> tuple[QWidget, QWidget]:
        label, field = PlainLabel(row.title), QWidget()
        label.setBuddy(row.control)
        if not row.control.accessibleName():
            row.control.setAccessibleName(row.title)
        row.control.setAccessibleDescription(row.explanation)
        if isinstance(row.control, QCheckBox):
            # The text of a box is its name, which a click anywhere on it changes.
            row.control.setText(row.title)
            label.setText("")
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row.control)
        if row.explanation:
            explanation = PlainLabel(row.explanation)
            explanation.setWordWrap(True)
            explanation.setProperty("role", "small")
            column.addWidget(explanation)
        return label, field


class ShortcutPage(QWidget):
    """The page of the keys of all actions, which has a search field of its own."""

    def __init__(self, title: str, editor: ShortcutEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.editor = title, editor
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(editor)

    def search(self, words: Sequence[str]) -> int:
        """Search among the actions, unless the page's title has all words; returns how many are shown."""
        whole = all(word in self.title.casefold() for word in words)
        self.editor.search.setText("" if whole else " ".join(words))
        return self.editor.n_found
