"""Questions before something that may be regretted, such as that a file is replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from svd_gui.style.plain_text import question, short
from svd_gui.translation import tr


def ask_to_replace(parent: QWidget, path: Path, facts: str, answered: Callable[[bool], object]) -> None:
    """Ask whether to replace a file, in the way of `ask`."""
    ask(parent, tr("Replace {0}?").format(short(path.name)), facts, tr("Replace"), answered)


def ask(parent: QWidget, text: str, facts: str, act: str, answered: Callable[[bool], object]) -> None:
    """Ask whether to do what a button with the text `act` says; `facts` speak against it. Enter and Escape mean no.

    `answered` is called with the answer; until then the window's other events go on.
    """
    box = question(parent, text, facts)
    agreed = box.addButton(act, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.No))
    box.setEscapeButton(QMessageBox.StandardButton.No)
    box.finished.connect(lambda _: answered(box.clickedButton() is agreed))
    box.finished.connect(box.deleteLater)
    box.open()
