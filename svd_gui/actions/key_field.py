"""A button that, once pressed, takes the next key combination instead of whatever that would do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from svd_gui.actions.shortcuts import pressed_key


class KeyField(QPushButton):
    """Waits for one key combination after a click, Tab and Escape among them; losing the focus ends the waiting."""

    key_pressed = Signal(str)
    """The combination as a portable text, such as "Ctrl+E"."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._idle_text, self.waiting = text, False
        self.clicked.connect(lambda: self._wait(not self.waiting))

    def event(self, event: QEvent) -> bool:
        """Take every key while waiting, before shortcuts, the focus chain or the dialog get it."""
        if self.waiting and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress and (key := pressed_key(event)):
                self._wait(False)
                self.key_pressed.emit(key)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._wait(False)
        super().focusOutEvent(event)

    def _wait(self, waiting: bool) -> None:
        self.waiting = waiting
        self.setText(self.tr("Press the new keys…") if waiting else self._idle_text)
