"""Explanations in small print."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from svd_gui.style.plain_text import PlainLabel


def note(text: str) -> QLabel:
    """Return a label with a text in small print, wrapped to the width there is."""
    label = PlainLabel(text)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label
