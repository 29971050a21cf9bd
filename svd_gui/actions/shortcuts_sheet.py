"""The sheet of all keyboard shortcuts, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from svd_gui.actions.actions import Actions
from svd_gui.style.plain_text import PlainLabel

COLUMNS = 3


class ShortcutsDialog(QDialog):
    """Shows what every key and every mouse gesture does."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        outer.setSpacing(18)
        outer.addLayout(columns)
        blocks = [self._block(title, rows) for title, rows in _keyboard_rows(actions)]
        blocks.append(self._block(self.tr("Mouse"), self._gestures()))
        blocks.sort(key=lambda block: -block.sizeHint().height())
        heights = [0] * COLUMNS
        sides = [QVBoxLayout() for _ in range(COLUMNS)]
        for block in blocks:
            lowest = heights.index(min(heights))
            sides[lowest].addWidget(block)
            heights[lowest] += block.sizeHint().height()
        for side in sides:
            side.setSpacing(18)
            side.addStretch(1)
            columns.addLayout(side)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)

    def _block(self, title: str, rows: list[tuple[str, str]]) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        heading = PlainLabel(title)
        heading.setProperty("role", "heading")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (text, keys) in enumerate(rows, start=1):
            what, how = PlainLabel(text), PlainLabel(keys)
            how.setProperty("role", "key")
            grid.addWidget(what, row, 0)
            grid.addWidget(how, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return block

    def _gestures(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Go there, select"), self.tr("Click")),
            (self.tr("Move an edge or a region"), self.tr("Drag")),
            (self.tr("New region"), self.tr("Drag in empty time")),
            (self.tr("Loop a stretch"), self.tr("Drag in the ruler")),
            (self.tr("Another threshold"), self.tr("Drag the dashed line")),
            (self.tr("Without snapping"), self.tr("Alt")),
            (self.tr("Leave off dragging"), self.tr("Esc")),
            (self.tr("Zoom at the pointer"), self.tr("Wheel")),
            (self.tr("Scroll"), self.tr("Shift+Wheel or middle button")),
            (self.tr("Zoom to a region, or out"), self.tr("Double-click")),
            (self.tr("Contrast of the spectrogram"), self.tr("Ctrl+Shift+Drag")),
        ]


def _keyboard_rows(actions: Actions) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the title of each section with its (text, keys), as far as its actions have keys."""
    return [
        (_plain(section.title), [(_plain(a.property("title")), _keys(a.shortcuts())) for a in with_keys])
        for section in actions.sections
        if (with_keys := [action for action in actions.of(section) if action.shortcuts()])
    ]


def _plain(text: str) -> str:
    """Return a text without what marks its access key, and without the dots of what asks further."""
    return text.replace("&", "").rstrip("…")


def _keys(shortcuts: list[QKeySequence]) -> str:
    return "  or  ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in shortcuts[:2])
