"""Texts in the language of the person, where no QObject translates them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Return a text in the chosen language; with `n`, in the form for that number, which replaces `%n`.

    `pyside6-lupdate` files calls of this function under no context, as they are looked up here. A comment tells texts
    apart that are the same in English and not elsewhere.
    """
    return QCoreApplication.translate("", text, comment or None, n)
