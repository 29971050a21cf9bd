"""A line of explanation in small print."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


def note(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label
