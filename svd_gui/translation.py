"""Texts in the language of the person, where no QObject translates them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from svd_core.files.visible_text import visible
from svd_core.sentence import Sentence, Value


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Return a text in the chosen language; with `n`, in the form for that number, which replaces `%n`.

    `pyside6-lupdate` files calls of this function under no context, as they are looked up here. A comment tells texts
    apart that are the same in English and not elsewhere.
    """
    return QCoreApplication.translate("", text, comment or None, n)


def translated(text: str) -> str:
    """Return a sentence of the core in the chosen language; a text that is English only stays as it is."""
    if not isinstance(text, Sentence):
        return visible(text)
    return tr(text.template).format(*map(_shown, text.values))


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return translated(value)
    return number(value) if isinstance(value, float) else str(value)


def number(value: float, decimals: int | None = None) -> str:
    """Write a number with the decimal sign of the language; without `decimals`, with as few of them as it has."""
    text = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace(".", QLocale().decimalPoint())
