"""Buttons of a dialog beside each other."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton


def button_row(*buttons: QPushButton, last: QPushButton | None = None) -> QHBoxLayout:
    """Buttons at the left, and perhaps a last one at the right; Enter presses none of them that has not the focus."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    if last is not None:
        row.addWidget(last)
    for button in (*buttons, *([last] if last else [])):
        button.setAutoDefault(False)
    return row
