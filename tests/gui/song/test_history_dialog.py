"""Undo after a restart, and the history: read, gone through by keyboard, named, saved, beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from svd_core.annotation import annotation_file
from svd_core.annotation.journal import changes
from svd_core.annotation.journal.history import History, Step
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui.playback.output_device import NoSoundError
from svd_gui.settings import Settings
from svd_gui.song.document import Document
from svd_gui.song.history_dialog import HistoryDialog, HistoryTable
from svd_gui.style import theme
from svd_gui.window.main_window import MainWindow

pytestmark = pytest.mark.one_window


def no_device(*_: object) -> NoReturn:
    raise NoSoundError("no sound in tests")


HAND = (Region(1.0, 2.0, source="hand"), Region(3.0, 4.0, source="hand"))


def opened(window, qtbot, song: Path) -> None:
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.activateWindow()
    window.timeline.setFocus()


def texts(dialog: HistoryDialog, column: int) -> list[str]:
    model = dialog.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


@pytest.fixture
def dialog(window, qtbot, song) -> HistoryDialog:
    opened(window, qtbot, song)
    for text, regions in (("First", HAND[:1]), ("Second", HAND), ("Third", HAND[1:])):
        window.document.edit(text, regions)
    QTest.keyClick(window.timeline, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(HistoryDialog)
    qtbot.waitExposed(dialog)
    return dialog


@pytest.mark.own_window
def test_undo_and_redo_go_on_after_the_program_was_closed(window, qtbot, song, private_folders, model_file):
    opened(window, qtbot, song)
    proposed = window.document.regions
    for text, regions in (("First", HAND[:1]), ("Second", HAND)):
        window.document.edit(text, regions)
    window.actions_.undo.trigger()
    window.close()

    again = MainWindow(Settings(private_folders / "settings.ini"), no_device)
    qtbot.addWidget(again)
    again.show()
    again.models.use(model_file)
    opened(again, qtbot, song)
    assert again.document.regions == HAND[:1] and "First" in again.actions_.undo.text()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(again.timeline, Qt.Key.Key_Z, control | shift)
    assert again.document.regions == HAND
    for _ in range(5):
        QTest.keyClick(again.timeline, Qt.Key.Key_Z, control)
    assert again.document.regions == proposed and not again.actions_.undo.isEnabled()
    again.close()


def test_the_history_tells_who_did_what_when_and_follows(window, dialog):
    assert texts(dialog, 1) == ["First state", "First", "Second", "Third"]
    assert all(text[:2] == "20" and text.count(":") == 2 for text in texts(dialog, 0)[1:])
    assert all(texts(dialog, 3)[1:])
    assert not dialog.isModal()
    window.document.edit("Fourth", ())
    assert texts(dialog, 1)[-1] == "Fourth" and dialog.table.currentIndex().row() == 4


def test_states_are_gone_to_by_keyboard_and_branches_stay_reachable(window, dialog):
    QTest.keyClick(dialog.table, Qt.Key.Key_Up)
    QTest.keyClick(dialog.table, Qt.Key.Key_Up)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert window.document.regions == HAND[:1]
    assert window.document.undo_stack.undoText() == "First" and window.document.undo_stack.redoText() == "Second"
    window.document.edit("Instead", ())
    assert not window.document.undo_stack.canRedo()
    model = dialog.model
    assert [model.data(model.index(row, 1), Qt.ItemDataRole.FontRole).italic() for row in range(5)] == [
        False, False, True, True, False,
    ]  # fmt: skip
    dialog.table.selectRow(3)
    dialog.go_button.click()
    assert window.document.regions == HAND[1:]
    assert window.document.undo_stack.undoText() == "Third"
    own = annotation_file.path_for(window.session.song.path)
    assert annotation_file.load(own).regions == HAND[1:]


def test_a_state_gets_a_name_and_keeps_it(window, dialog, qtbot):
    dialog.table.selectRow(2)
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    question = dialog.findChild(QInputDialog)
    question.setTextValue("first pass")
    question.accept()
    assert texts(dialog, 4) == ["", "", "first pass", ""]
    path = window.session.song.path
    window.session.open(path)
    qtbot.waitUntil(lambda: not window.session.busy)
    assert texts(dialog, 4) == ["", "", "first pass", ""]


def test_a_state_is_saved_as_a_snapshot(dialog, tmp_path: Path):
    dialog.table.selectRow(1)
    dialog.save_snapshot(tmp_path / "first")
    assert annotation_file.load(tmp_path / "first.svd.json").regions == HAND[:1]
    assert dialog.save_snapshot(tmp_path / "no such folder" / "x.svd.json") is not None


def test_a_series_of_nudges_is_one_row(window, qtbot, song):
    opened(window, qtbot, song)
    for end in (2.0, 2.1, 2.2):
        window.document.edit("Nudge end", (Region(1.0, end, source="hand"),), series=("end", 0))
    window.actions_.history.trigger()
    dialog = window.findChild(HistoryDialog)
    assert texts(dialog, 1) == ["First state", "Nudge end"]


def test_the_place_of_an_edit_is_listed_and_shown(window, dialog: HistoryDialog, qtbot):
    assert texts(dialog, 2)[-2:] == ["0:03.0 – 0:04.0", "0:01.0 – 0:02.0"]
    window.document.edit("Nudge", (Region(3.0, 4.5, source="hand"),), series="edge")
    window.document.edit("Nudge", (Region(3.0, 4.8, source="hand"),), series="edge")
    assert texts(dialog, 2)[-1] == "0:04.0 – 0:04.8", "what the edge passed over"
    window.document.mark_checked("Mark as checked", ((0.0, 8.0),))
    window.document.mark_unchecked("Mark as not checked", ((5.5, 7.0),))
    assert texts(dialog, 2)[-1] == "0:05.5 – 0:07.0"
    assert texts(dialog, 2)[0] == "", "the first state has none"
    window.timeline.set_visible_range(6.0, 7.0)
    state = window.document.history.current
    dialog.table.selectRow(dialog.model.rowCount() - 4)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    start, end = window.timeline.visible_range()
    assert start <= 1.0 <= end and window.document.history.current == state and window.player.position == 1.0
    window.timeline.set_visible_range(6.0, 7.0)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    start, end = window.timeline.visible_range()
    assert start <= 1.0 <= end and window.document.history.current != state


def test_the_place_of_an_edit_of_many_regions_is_looked_for_once_in_a_history(qapp, monkeypatch: pytest.MonkeyPatch):
    blank, looked = SongAnnotation("a", "ab" * 32, 100.0), []
    find = changes.redecided_spans
    monkeypatch.setattr(changes, "redecided_spans", lambda *regions: looked.append(1) or find(*regions))
    table = HistoryTable()
    for end in (5.0, 9.0):
        history, after = History(blank, "first"), blank.edited((Region(1.0, end),))
        history.add(Step("edit", "first", "", "", "", changes.change_between(blank, after)), after)
        looked.clear()
        for _ in range(3):
            table.show_history(history)
            assert table.place(1) == (1.0, end)
        assert len(looked) == 1


def test_it_fits_a_small_screen_in_german_too(german, qtbot):
    dialog = HistoryDialog(Document())
    qtbot.addWidget(dialog)
    dialog.setStyleSheet(theme.stylesheet(theme.DARK))
    assert dialog.minimumSizeHint().width() <= 800
