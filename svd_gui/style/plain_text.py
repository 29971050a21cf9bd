"""Texts from files in widgets: shown letter by letter, never taken for markup, menu keys or placeholders.

Qt takes a text that looks like HTML for HTML, in labels, tooltips and message boxes; "&" marks a key in menus, tabs and
buttons; "[*]" is a placeholder in titles of windows.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from svd_core.files.visible_text import visible, visible_lines

LONGEST_NAME = 60
"""Letters of a name in menus, buttons, titles and sentences; more are cut out of its middle."""


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """A name on one line, its middle cut out if it is long; its beginning and its suffix tell it from others."""
    text = visible(text)
    if len(text) <= longest:
        return text
    tail = longest // 3
    return f"{text[: longest - tail - 1]}…{text[-tail:]}"


def without_keys(text: str) -> str:
    """A name for menus, tabs and buttons, where "&" would mark a key."""
    return short(text).replace("&", "&&")


def in_title(name: str) -> str:
    """A name for the title of a window, where "[*]" would be the sign of unsaved changes."""
    return short(name, 2 * LONGEST_NAME).replace("[*]", "[*][*]")


def as_tip(text: str) -> str:
    """A text for a tooltip, escaped where Qt would take it for HTML."""
    plain = visible_lines(text)
    if not QtText.mightBeRichText(plain):
        return plain
    return f"<span>{html.escape(plain).replace(chr(10), '<br>')}</span>"


class PlainLabel(QLabel):
    """A label whose text is text, whatever is in it."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **settings) -> None:
        super().__init__(parent, **settings)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(visible_lines(text))


class ElidedLabel(PlainLabel):
    """A label on one line, as wide as its text, but from `least` to `widest` pixels; its middle is cut if need be.

    `text` is the whole text, which the tooltip shows where it is cut.
    """

    def __init__(self, widest: int, least: int, parent: QWidget | None = None) -> None:
        self._widest, self._least = widest, least
        super().__init__("", parent)
        # A label with padding would else be indented by half a letter, which the text would lack at its end.
        self.setIndent(0)

    @property
    def shown_text(self) -> str:
        """The text as far as there is room."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.contentsRect().width())

    def setText(self, text: str) -> None:
        super().setText(visible(text))
        self._show_tip()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), self._widest), hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        role = self.foregroundRole()
        self.style().drawItemText(
            painter, self.contentsRect(), self.alignment(), self.palette(), self.isEnabled(), shown, role
        )

    def _show_tip(self) -> None:
        self.setToolTip(as_tip(self.text()) if self.shown_text != self.text() else "")


def question(parent: QWidget | None, text: str, informative: str = "") -> QMessageBox:
    """A question as a message box in plain text, without buttons yet."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(visible_lines(text))
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    if informative:
        box.setInformativeText(visible_lines(informative))
        for label in box.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
    return box
