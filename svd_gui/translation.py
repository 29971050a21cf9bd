"""Texts in the language of the person, where no QObject translates them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Return a text in the chosen language; with `n`, in the form for that number, which replaces `%n`.

    `pyside6-lupdate` files calls of this function under no context, as they are looked up here. A comment tells texts
    apart that are the same in English and not elsewhere.
    """
    return QCoreApplication.translate("", text, comment or None, n)


def number(value: float, decimals: int | None = None) -> str:
    """Write a number with the decimal sign of the language; without `decimals`, with as few of them as it has."""
    text = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace(".", QLocale().decimalPoint())
