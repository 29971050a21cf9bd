"""The guide's table of keys is the program's."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QKeySequence, QUndoStack

from svd_gui.actions.actions import Actions

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "window.md"


def test_the_guide_names_every_key_and_no_other(qapp):
    section = GUIDE.read_text(encoding="utf-8").partition("## Keys")[2].partition("## ")[0]
    cells = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", section, flags=re.MULTILINE)
    named = {key for cell in cells if cell != "key" for key in cell.split(", ")}
    stack = QUndoStack()
    actions = Actions(stack)
    portable = QKeySequence.SequenceFormat.PortableText
    keys = {key.toString(portable) for action in actions.all for key in action.shortcuts()}
    # Qt writes modifiers in an order of its own.
    assert {QKeySequence(key).toString(portable) for key in named} == keys
