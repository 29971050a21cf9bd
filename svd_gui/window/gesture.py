"""Whether a person is in the middle of something that a change of regions would disturb."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit


def is_in_a_gesture() -> bool:
    """Whether a button of the mouse is down, as in a drag, or a text is being typed, as a label is."""
    is_pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
    return is_pressed or isinstance(QApplication.focusWidget(), QLineEdit)
