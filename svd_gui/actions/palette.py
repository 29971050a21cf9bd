"""The palette of commands: every action by some letters of its name, with its keys, or why it cannot be done now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from svd_gui.actions.actions import Actions, without_marks
from svd_gui.actions.fuzzy import score
from svd_gui.style.plain_text import PlainLabel

NAME, ASIDE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
WIDTH_PX, HEIGHT_PX, BELOW_TOP_PX = 560, 380, 60
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """Does the chosen action after it is closed, so that the focus is back where it was."""

    def __init__(
        self, actions: Actions, reason: Callable[[str], str], parent: QWidget | None = None,
        choices: Mapping[str, QAction] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """`choices` are further actions by their titles, such as those of menus within menus."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find an Action"))
        self.field = QLineEdit(placeholderText=self.tr("Type some letters of what you want to do"))
        self.field.setAccessibleName(self.tr("Letters of what you want to do"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Actions found"))
        self.list.setItemDelegate(_TwoTexts(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._do)
        self.nothing = PlainLabel(self.tr("No action has these letters, nor words that begin with them."))
        self.nothing.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        for widget in (self.field, self.nothing, self.list):
            column.addWidget(widget)
        self.nothing.hide()
        self._rows = [
            (f"{without_marks(section.title)}: {actions.title(row.name)}", row.name, reason(row.name))
            for section in actions.sections
            for row in section.rows
        ]
        self._rows += [(title, title, "") for title in choices]
        self._actions = {row.name: getattr(actions, row.name) for section in actions.sections for row in section.rows}
        self._actions.update(choices)
        self._filter("")
        if parent is not None:
            window = parent.window()
            self.resize(min(WIDTH_PX, window.width() - 40), min(HEIGHT_PX, window.height() - BELOW_TOP_PX - 20))
            self.move(window.mapToGlobal(window.rect().topLeft()).x() + (window.width() - self.width()) // 2,
                      window.mapToGlobal(window.rect().topLeft()).y() + BELOW_TOP_PX)  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list and Enter does what is chosen, while the letters go to the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in MOVES:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        found = [(value, title, name, why) for title, name, why in self._rows
                 if (value := _best_score(typed, title)) is not None]  # fmt: skip
        # What can be done comes first, so that Enter does something; equals stay in the order of the menus.
        if typed.strip():
            found.sort(key=lambda entry: (not self._actions[entry[2]].isEnabled(), -entry[0]))
        self.list.clear()
        for _, title, name, why in found:
            action = self._actions[name]
            item = QListWidgetItem(title)
            item.setData(NAME, name)
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            item.setData(ASIDE, keys if action.isEnabled() else why)
            item.setToolTip(why)
            if not action.isEnabled():
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))

    def _do(self, item: QListWidgetItem | None) -> None:
        action = None if item is None else self._actions[item.data(NAME)]
        if action is None or not action.isEnabled():
            return
        self.accept()
        action.trigger()


def _best_score(typed: str, title: str) -> int | None:
    """How well letters fit the title of an action, with or without its menu."""
    alone = score(typed, title.partition(": ")[2])
    return alone + 5 if alone is not None else score(typed, title)


class _TwoTexts(QStyledItemDelegate):
    """Draws the keys of an action, or why it cannot be done, at the right end of its row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        super().paint(painter, option, index)
        aside = index.data(ASIDE)
        if not aside:
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.Text if selected else QPalette.ColorRole.PlaceholderText
        painter.setPen(option.palette.color(QPalette.ColorGroup.Active, role))
        room = option.rect.adjusted(option.rect.width() // 2, 0, -8, 0)
        text = option.fontMetrics.elidedText(aside, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + 4)
