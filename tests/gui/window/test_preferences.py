"""The preferences: found by searching, effective at once, and the same the next time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from svd_gui.settings import Settings
from svd_gui.window.preferences.dialog import PreferencesDialog
from svd_gui.window.preferences.page import Page


@pytest.fixture
def dialog(window) -> PreferencesDialog:
    window.actions_.preferences.trigger()
    return window.findChild(PreferencesDialog)


def control(dialog: PreferencesDialog, title: str) -> QWidget:
    rows = [row for page in dialog.pages if isinstance(page, Page) for row in page.rows]
    return next(row.control for row in rows if row.title == title)


def choose(box: QWidget, value) -> None:
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_everything_takes_effect_at_once_and_stays(window, dialog: PreferencesDialog):
    choose(control(dialog, "Theme"), "dark")
    choose(control(dialog, "Speed"), 1.5)
    choose(control(dialog, "The view follows playback"), "off")
    choose(control(dialog, "Colours of the spectrogram"), "magma")
    name = control(dialog, "Your name")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, "Ann")
    QTest.keyClick(name, Qt.Key.Key_Return)
    for title, value in (("Checked around an edit", 2.5), ("Reaction time", 0.35)):
        number = control(dialog, title)
        assert isinstance(number, QDoubleSpinBox)
        number.setValue(value)
    for title in (
        "Listening checks",
        "Average over pitch shifts",
        "Probability in its own lane",
        "Open the last folder",
    ):
        box = control(dialog, title)
        assert isinstance(box, QCheckBox)
        box.click()
    assert window.timeline.theme.name == "dark"
    assert [action.data() for action in window.theme_menu.actions() if action.isChecked()] == ["dark"]
    assert window.player.listening.speed == 1.5
    assert window.timeline.surface.colour_map == window.spectrogram_panel.colour_map == "magma"
    assert window.document.checked_surrounding == 2.5
    assert window.timeline.surface.probability_apart and window.actions_.probability_apart.isChecked()
    assert window.actions_.listening_checks.isChecked() and window.actions_.average.isChecked()
    assert window.transport.follow == "off"
    window.settings.sync()
    kept = Settings(window.settings.path)
    assert (kept.theme, kept.speed, kept.follow, kept.annotator) == ("dark", 1.5, "off", "Ann")
    assert (kept.checked_surrounding, kept.reaction_time) == (2.5, 0.35)
    assert kept.listening_checks and kept.averaging and kept.probability_apart and kept.reopens_folder


def test_a_search_shows_only_what_it_found(dialog: PreferencesDialog):
    def pages() -> list[str]:
        return [
            dialog.list.item(row).text() for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden()
        ]

    dialog.search.setText("tapping finger")
    assert pages() == ["Correcting"]
    assert control(dialog, "Reaction time").isVisible() and not control(dialog, "Listening checks").isVisible()
    dialog.search.setText("split")
    assert pages() == ["Shortcuts"] and dialog.shown is dialog.pages[-1]
    dialog.search.setText("qqq")
    assert pages() == [] and dialog.nothing.isVisible()
    dialog.search.clear()
    assert len(pages()) == len(dialog.pages)


def test_change_shortcuts_opens_their_page(window):
    window.actions_.change_shortcuts.trigger()
    assert window.findChild(PreferencesDialog).shown.title == "Shortcuts"


def test_the_palette_opens_by_its_keys_and_knows_why_not(window, qtbot):
    from svd_gui.actions.palette import ASIDE, CommandPalette

    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_P, control_shift)
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette.field, "export")
    assert palette.list.item(0).data(ASIDE) == "No song is open"
