"""The palette of the real window finds what menus within menus and the transport bar offer, and does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_gui.actions.palette import CommandPalette


@pytest.mark.parametrize(
    ("typed", "setting", "value"), [("dark", "theme", "dark"), ("stand still", "follow", "off")]
)  # fmt: skip
def test_choices_are_found_and_made(window, typed: str, setting: str, value: str):
    assert getattr(window.settings, setting) != value
    window.actions_.find_action.trigger()
    (palette,) = (one for one in window.findChildren(CommandPalette) if one.isVisible())
    QTest.keyClicks(palette.field, typed)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert getattr(window.settings, setting) == value


def test_songs_opened_lately_are_found(window, tmp_path: Path):
    song = tmp_path / "lately.ogg"
    song.touch()
    window.settings.add_recent(song)
    window.actions_.find_action.trigger()
    (palette,) = (one for one in window.findChildren(CommandPalette) if one.isVisible())
    QTest.keyClicks(palette.field, "lately")
    assert palette.list.item(0).text().endswith(": lately.ogg")
