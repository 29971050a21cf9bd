"""The documents name the program's keys and menu items as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "guide" / "window.md"


def test_the_guide_names_every_key_and_no_other(window):
    section = GUIDE.read_text(encoding="utf-8").partition("## Keys")[2].partition("## ")[0]
    cells = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", section, flags=re.MULTILINE)
    named = {key for cell in cells if cell != "key" for key in cell.split(", ")}
    portable = QKeySequence.SequenceFormat.PortableText
    keys = {key.toString(portable) for action in window.actions_ for key in action.shortcuts()}
    # Qt writes modifiers in an order of its own.
    assert {QKeySequence(key).toString(portable) for key in named} == keys


@pytest.fixture
def items(window) -> set[str]:
    """All items of the menu bar as the documents write them: Menu > Item."""
    names = set()
    for entry in window.menuBar().actions():
        menu = entry.menu()
        names |= {f"{entry.text()} > {item.text()}".replace("&", "") for item in menu.actions() if item.text()}
    return names


def test_the_documents_name_menu_items_as_they_are(items: set[str]):
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs" / "guide").glob("*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents)
    named = set(re.findall(r"\*((?:File|Edit|View|Playback|Songs|Model|Help) > [^*]+)\*", text))
    assert len(named) > 8
    # An ellipsis may be missing in running text.
    assert {name.rstrip("…") for name in named} - {item.rstrip("…") for item in items} == set()
