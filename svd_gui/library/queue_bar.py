"""The bar above the song that says which stretch of the queue is to be looked at, why, and how much is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from svd_gui.actions.actions import Actions
from svd_gui.library.review_queue import ReviewQueue
from svd_gui.style.plain_text import ElidedLabel, as_tip

WIDEST_TEXT_PX = 4000


class QueueBar(QFrame):
    """Stays as long as the queue has a stretch, so that its reason can be read again after edits and messages."""

    def __init__(self, queue: ReviewQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._queue = queue
        self._actions: Actions | None = None
        self.text = ElidedLabel(WIDEST_TEXT_PX, 0)
        self.accept, self.skip = self._button(queue.accept), self._button(queue.skip)
        self.show_again, self.end = self._button(queue.go), self._button(queue.forget)
        self.end.setText(self.tr("End"))
        self.end.setToolTip(self.tr("Leave the queue; what was accepted stays checked"))
        self._column = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._column.setContentsMargins(10, 4, 7, 4)
        self._column.setSpacing(6)
        self._column.addWidget(self.text, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        for button in (self.show_again, self.accept, self.skip, self.end):
            self._buttons.addWidget(button)
        self._column.addLayout(self._buttons)
        queue.changed.connect(self._refresh)
        self._refresh()

    def use_actions(self, actions: Actions) -> None:
        """Name the keys of the queue's actions on the buttons."""
        self._actions = actions
        for _, _, name in self._titles():
            getattr(actions, name).changed.connect(self._name_buttons)
        self._name_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_buttons()

    def _titles(self) -> tuple[tuple[QPushButton, str, str], ...]:
        return (
            (self.accept, self.tr("Accept"), "queue_accept"),
            (self.skip, self.tr("Skip"), "queue_skip"),
            (self.show_again, self.tr("Show"), "queue_go"),
        )

    def _name_buttons(self) -> None:
        """Name keys in the buttons where the text beside them stays whole, else in their tooltips only.

        Where even buttons without keys would cut the text, they go below it.
        """
        if self._actions is None:
            return
        named = [(button, title, self._actions.hint(title, name)) for button, title, name in self._titles()]
        beside_text = self.text.fontMetrics().horizontalAdvance(self.text.text()) + self._column.spacing()
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for button, title, with_keys in named:
            button.setText(title)
            button.setToolTip(as_tip(with_keys))
        is_below = beside_text + self._buttons_width() > room
        directions = QBoxLayout.Direction
        self._column.setDirection(directions.TopToBottom if is_below else directions.LeftToRight)
        for button, _, with_keys in named:
            button.setText(with_keys)
        if self._buttons_width() + (0 if is_below else beside_text) > room:
            for button, title, _ in named:
                button.setText(title)

    def _buttons_width(self) -> int:
        """How wide the buttons are with their present texts; their layout says so only after the next event."""
        shown = (self.show_again, self.accept, self.skip, self.end)
        return sum(button.sizeHint().width() + self._buttons.spacing() for button in shown)

    def _button(self, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(lambda _checked: slot())
        return button

    def _refresh(self) -> None:
        self.setVisible(self._queue.is_active)
        self.text.setText(self._queue.description)
        self._name_buttons()
