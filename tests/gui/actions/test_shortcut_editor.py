"""Choosing keys: found by name or key, pressed, and asked about where another action has them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from svd_gui.actions.actions import Actions
from svd_gui.actions.shortcut_editor import ShortcutEditor
from svd_gui.actions.shortcuts import Shortcuts
from svd_gui.settings import Settings


@pytest.fixture
def editor(actions: Actions, settings: Settings, qtbot) -> ShortcutEditor:
    editor = ShortcutEditor(Shortcuts(actions, settings))
    qtbot.addWidget(editor)
    editor.show()
    return editor


def shown(editor: ShortcutEditor) -> list[str]:
    return [name for name, item in editor._items.items() if not item.isHidden()]


def test_search_finds_by_name_menu_and_key(editor: ShortcutEditor):
    for text, expected in (("spl", ["split"]), ("file", ["open", "save"]), ("ctrl+z", ["undo"]), ("zzz", [])):
        editor.search.setText(text)
        assert shown(editor) == expected
    editor.search.setText("spl")
    assert editor.chosen == "split"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_J])
def test_any_key_can_be_added_by_pressing_it(editor: ShortcutEditor, key: Qt.Key, actions: Actions):
    editor.choose("split")
    if key == Qt.Key.Key_Space:
        editor._shortcuts.assign("play", ())
        editor.choose("split")
    editor.add_button.setFocus()
    editor.add_button.click()
    assert editor.add_button.waiting
    QTest.keyPress(editor.add_button, key)
    assert not editor.add_button.waiting
    assert [keys.toString() for keys in actions.split.shortcuts()] == ["S", QKeySequence(key).toString()]


def test_a_key_of_another_action_is_asked_about(editor: ShortcutEditor):
    editor.choose("split")
    editor.add("Ctrl+O")
    assert "Open Song" in editor.question_text.text() and editor.question_text.isVisible()
    assert editor._shortcuts.keys("split") == ("S",)
    editor.leave_button.click()
    assert not editor.question_text.isVisible()
    assert editor._shortcuts.keys("open") == ("Ctrl+O",)
    editor.add("Ctrl+O")
    editor.take_button.click()
    assert editor._shortcuts.keys("split") == ("S", "Ctrl+O")
    assert editor._shortcuts.keys("open") == ()


def test_a_key_that_opens_a_menu_is_asked_about(editor: ShortcutEditor):
    editor.choose("split")
    editor.add("Alt+F")
    assert "File" in editor.question_text.text() and editor.question_text.isVisible()


def test_one_or_all_are_reset_and_a_default_that_another_has_is_asked_about(editor: ShortcutEditor):
    editor._shortcuts.assign("split", ["Ctrl+O"])
    editor.choose("open")
    editor.reset_button.click()
    assert "Split" in editor.question_text.text()
    editor.take_button.click()
    assert (editor._shortcuts.keys("open"), editor._shortcuts.keys("split")) == (("Ctrl+O",), ())
    editor.choose("split")
    editor.reset_button.click()
    assert editor._shortcuts.keys("split") == ("S",)
    assert not editor.reset_all_button.isEnabled()
    editor.remove_button.click()
    editor.reset_all_button.click()
    assert editor._shortcuts.keys("split") == ("S",)
