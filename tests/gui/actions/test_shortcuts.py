"""Keys that a person chose: effective at once and the next time, and never two actions under one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from svd_gui.actions.actions import Actions
from svd_gui.actions.shortcuts import Shortcuts, effective, portable, pressed_key
from svd_gui.actions.shortcuts_sheet import ShortcutsDialog
from svd_gui.settings import Settings
from svd_gui.style.plain_text import PlainLabel

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
KEYS = st.lists(st.sampled_from("ABCD"), max_size=3).map(tuple)


@given(st.dictionaries(st.sampled_from("abcd"), KEYS), st.dictionaries(st.sampled_from("abcde"), KEYS))
def test_no_two_actions_ever_have_the_same_key(defaults, chosen):
    keys = [key for own in effective(defaults, chosen).values() for key in own]
    assert len(keys) == len(set(keys))


def test_a_chosen_key_is_taken_from_the_action_that_has_it_by_default():
    assert effective({"a": ("A",), "b": ("B",)}, {"b": ("A", "C")}) == {"a": (), "b": ("A", "C")}


@pytest.mark.parametrize("text", ["", "Ctrl+", "Ctrl+Blah", "Ctrl+A, Ctrl+B", "nonsense"])
def test_what_is_no_single_combination_is_none(text: str):
    assert portable(text) == ""


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "expected"),
    [
        (Qt.Key.Key_E, CTRL, "\x05", "Ctrl+E"),
        (Qt.Key.Key_Question, SHIFT, "?", "?"),
        (Qt.Key.Key_A, SHIFT, "A", "Shift+A"),
        (Qt.Key.Key_Backtab, SHIFT, "", "Shift+Tab"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, "+", "+"),
        (Qt.Key.Key_Space, SHIFT, " ", "Shift+Space"),
        (Qt.Key.Key_Control, CTRL, "", ""),
    ],
)
def test_a_key_press_is_named_as_the_table_names_keys(key, modifiers, text: str, expected: str):
    assert pressed_key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == expected


def test_a_chosen_key_is_in_menus_tooltips_and_the_sheet_and_stays(actions: Actions, settings: Settings, qtbot):
    shortcuts = Shortcuts(actions, settings)
    shortcuts.assign("split", ["Ctrl+K"])
    assert [key.toString() for key in actions.split.shortcuts()] == ["Ctrl+K"]
    assert actions.split.toolTip() == "Split Region at Cursor (Ctrl+K)"
    sheet = ShortcutsDialog(actions)
    qtbot.addWidget(sheet)
    texts = [label.text() for label in sheet.findChildren(PlainLabel)]
    assert texts[texts.index("Split Region at Cursor") + 1] == "Ctrl+K"
    settings.sync()
    again = Shortcuts(actions, Settings(settings.path))
    assert again.keys("split") == ("Ctrl+K",)


def test_a_key_is_taken_from_the_action_that_has_it(actions: Actions, settings: Settings):
    shortcuts = Shortcuts(actions, settings)
    shortcuts.assign("save", ["Ctrl+S", "Ctrl+O"])
    assert shortcuts.keys("open") == ()
    assert actions.open.shortcuts() == []
    shortcuts.reset_all()
    assert (shortcuts.keys("open"), shortcuts.keys("save")) == (("Ctrl+O",), ("Ctrl+S",))
    assert not shortcuts.any_changed


@pytest.mark.parametrize("stored", ["nonsense", '{"split": 3}', '{"split": ["Ctrl+Blah", 7, ""]}', "[1]"])
def test_broken_settings_leave_the_keys_usable(actions: Actions, settings: Settings, stored: str):
    settings._store.put("actions/shortcuts", stored)
    assert Shortcuts(actions, settings).keys("open") == ("Ctrl+O",)


def test_names_of_other_versions_stay_in_the_settings(actions: Actions, settings: Settings):
    settings.shortcuts = {"of_another_version": ("Ctrl+J",)}
    Shortcuts(actions, settings).assign("split", ["Ctrl+K"])
    assert settings.shortcuts == {"of_another_version": ("Ctrl+J",), "split": ("Ctrl+K",)}


def test_undo_keeps_the_chosen_key_in_its_tooltip_when_its_text_changes(actions: Actions, settings: Settings):
    Shortcuts(actions, settings).assign("undo", ["Ctrl+U"])
    actions.undo.setText("Undo Split")
    assert actions.undo.toolTip() == "Undo Split (Ctrl+U)"


def test_two_keys_of_one_action_are_told_apart_in_the_language(german, actions: Actions, qtbot):
    actions.split.setShortcuts(["S", "K"])
    sheet = ShortcutsDialog(actions)
    qtbot.addWidget(sheet)
    assert "S  oder  K" in [label.text() for label in sheet.findChildren(PlainLabel)]
