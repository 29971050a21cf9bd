"""The sheet of all keyboard shortcuts, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from svd_gui.actions.actions import Actions, without_marks
from svd_gui.style.plain_text import PlainLabel
from svd_gui.translation import tr

MOST_COLUMNS = 3
MARGIN_PX, SPACING_PX, SCROLL_BAR_PX = 20, 28, 12


class ShortcutsDialog(QDialog):
    """Shows what every key and every mouse gesture does."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        blocks = [self._block(title, rows) for title, rows in _keyboard_rows(actions)]
        blocks.append(self._block(self.tr("Mouse"), self._gestures()))
        blocks.sort(key=lambda block: -block.sizeHint().height())
        widest = self._widest(parent)
        columns = QHBoxLayout()
        columns.setSpacing(SPACING_PX)
        for blocks_below in _in_columns(blocks, widest):
            side = QVBoxLayout()
            side.setSpacing(18)
            for block in blocks_below:
                side.addWidget(block)
            side.addStretch(1)
            columns.addLayout(side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 12)
        outer.addWidget(self._scrolled(columns))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(0, 0, MARGIN_PX, 0)
        outer.addWidget(buttons)
        self.resize(self.sizeHint().boundedTo(QSize(widest, self._highest(parent))))

    def _widest(self, parent: QWidget | None) -> int:
        """How wide the sheet may be: as wide as the window, or as the screen is if that is less."""
        screen = self.screen().availableSize().width()
        return screen if parent is None else min(screen, parent.window().width())

    def _highest(self, parent: QWidget | None) -> int:
        screen = self.screen().availableSize().height()
        return screen if parent is None else min(screen, parent.window().height())

    def _scrolled(self, columns: QHBoxLayout) -> QScrollArea:
        """Put the columns into an area that scrolls up and down, by keys too, where they are higher than the sheet."""
        area, content = _Sheet(), QWidget()
        columns.setContentsMargins(MARGIN_PX, 20, MARGIN_PX, 4)
        content.setLayout(columns)
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Keys and what they do"))
        area.setFocus()
        return area

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
            (self.tr("Select several regions"), self.tr("Ctrl+Click or Shift+Click")),
            (self.tr("Select time"), self.tr("Drag")),
            (self.tr("Move an edge"), self.tr("Drag it")),
            (self.tr("Move a region"), self.tr("Drag its label")),
            (self.tr("New region"), self.tr("Ctrl+Drag")),
            (self.tr("Type Label"), self.tr("Double-click the label")),
            (self.tr("Loop a stretch"), self.tr("Drag in the ruler")),
            (self.tr("Another threshold"), self.tr("Drag the tag of a dashed line")),
            (self.tr("Without snapping"), self.tr("Alt")),
            (self.tr("Leave off dragging"), self.tr("Esc")),
            (self.tr("Zoom at the pointer"), self.tr("Wheel")),
            (self.tr("Scroll"), self.tr("Shift+Wheel or middle button")),
            (self.tr("Zoom to a region, or out"), self.tr("Double-click")),
            (self.tr("Zoom the frequencies"), self.tr("Ctrl+Wheel")),
            (self.tr("Move the frequencies"), self.tr("Drag their axis")),
            (self.tr("Contrast of the spectrogram"), self.tr("Ctrl+Shift+Drag")),
        ]


class _Sheet(QScrollArea):
    """As large as what is in it, where there is room, and never so narrow that keys are cut off."""

    def minimumSizeHint(self) -> QSize:
        content, least = self.widget(), super().minimumSizeHint()
        if content is None:
            return least
        return QSize(content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), least.height())

    def sizeHint(self) -> QSize:
        content = self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        return super().sizeHint() if content is None else content.sizeHint() + QSize(bar, 0)


def _in_columns(blocks: list[QWidget], widest: int) -> list[list[QWidget]]:
    """Share blocks out among as many columns as there is room for, each block to the column that is least high."""
    for n_columns in range(MOST_COLUMNS, 0, -1):
        columns: list[list[QWidget]] = [[] for _ in range(n_columns)]
        for block in blocks:
            min(columns, key=lambda column: sum(each.sizeHint().height() for each in column)).append(block)
        width = sum(max((each.sizeHint().width() for each in column), default=0) for column in columns)
        if width + (n_columns - 1) * SPACING_PX + 2 * MARGIN_PX + SCROLL_BAR_PX <= widest:
            break
    return columns


def _keyboard_rows(actions: Actions) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the title of each section with its (text, keys), as far as its actions have keys."""
    return [
        (without_marks(section.title), [(without_marks(a.property("title")), _keys(a.shortcuts())) for a in with_keys])
        for section in actions.sections
        if (with_keys := [action for action in actions.of(section) if action.shortcuts()])
    ]


def _keys(shortcuts: list[QKeySequence]) -> str:
    between = tr("or", "between two keys")
    return f"  {between}  ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in shortcuts[:2])
