"""A field in the strip of regions in which the label of a region is typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

MINIMUM_PX = 150
MAX_LETTERS = 200


class LabelField(QLineEdit):
    """Ends in `entered` (Return, Tab or a click elsewhere) or `left` (Escape), and then is hidden."""

    entered = Signal(str, int)
    """The text, and to which neighbour the person goes on: 1 to the next (Tab), -1 to the one before, 0 to none."""
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self.setMaxLength(MAX_LETTERS)
        self.setAccessibleName(self.tr("Label of the region"))
        self.hide()

    def begin(self, text: str, place: QRectF, names: Iterable[str]) -> None:
        """Offer a text for editing at a place in the parent; `names` complete what is typed."""
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setText(text)
        self.place(place)
        self.show()
        self.raise_()  # The plots, which are made when the timeline is first seen, lie over what was there before.
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, region: QRectF) -> None:
        """Lie over a region's bar, wide enough to type in and within the parent."""
        height, parent = self.sizeHint().height(), self._view
        width = round(min(max(region.width(), MINIMUM_PX), parent.width()))
        left = round(min(max(region.left(), 0.0), parent.width() - width))
        self.setGeometry(left, round(region.center().y() - height / 2), width, height)

    def leave(self) -> None:
        """Close without a change."""
        if self.isVisible():
            self._close()
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Take all keys before the timeline's shortcuts do, and Tab before it moves the focus."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            if event.key() in steps:
                self._enter(steps[Qt.Key(event.key())])
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return enters, Escape leaves; all else edits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(0)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere enters what was typed; the list of completions takes no focus from it."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._enter(0)

    def _enter(self, step: int) -> None:
        if self.isVisible():
            text = self.text()
            self._close()
            self.entered.emit(text, step)

    def _close(self) -> None:
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
