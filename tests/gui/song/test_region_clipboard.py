"""Copy and paste of regions in the window: one step of undo, and whatever else is on the clipboard is refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from svd_core.annotation.region_clipboard import MIME_TYPE
from svd_core.annotation.regions import Region

pytestmark = pytest.mark.one_window

HAND = (Region(1.0, 2.0, "choir", "hand"), Region(3.0, 4.0, source="hand"))
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(opened):
    opened.document.edit("Start", HAND)
    return opened


def press(window, key, modifier) -> None:
    QTest.keyClick(window.timeline, key, modifier)


def test_copy_and_paste_keep_distances_in_one_step_of_undo(opened):
    press(opened, Qt.Key.Key_A, CTRL)
    press(opened, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1.000\t2.000\tchoir\n3.000\t4.000\tsing\n"
    opened.player.seek(4.5)
    steps = opened.document.undo_stack.count()
    press(opened, Qt.Key.Key_V, CTRL)
    assert opened.document.regions == (*HAND, Region(4.5, 5.5, "choir", "hand"), Region(6.5, 7.5, source="hand"))
    assert opened.timeline.selection.indices == (2, 3) and opened.document.undo_stack.count() == steps + 1
    opened.actions_.undo.trigger()
    assert opened.document.regions == HAND


def test_cut_regions_come_back_at_the_same_times(opened):
    opened.timeline.selection.select(0)
    press(opened, Qt.Key.Key_X, CTRL)
    assert opened.document.regions == HAND[1:]
    press(opened, Qt.Key.Key_V, CTRL | SHIFT)
    assert opened.document.regions == HAND


def test_what_has_no_room_is_told_of(opened):
    opened.actions_.select_all.trigger()
    opened.actions_.copy.trigger()
    opened.player.seek(2.5)
    opened.actions_.paste.trigger()
    assert opened.document.regions[1] == Region(2.5, 3.0, "choir", "hand")
    assert "one of them cut to the free time, by 0.50 s" in opened.status.currentMessage()
    opened.actions_.paste_in_place.trigger()
    assert "no free time" in opened.status.currentMessage()


def test_what_is_pasted_out_of_sight_is_brought_into_view(opened):
    opened.timeline.selection.select(0)
    opened.actions_.copy.trigger()
    opened.player.seek(5.0)
    opened.timeline.navigation.show_range(0.5, 2.5)
    opened.actions_.paste.trigger()
    start, end = opened.timeline.visible_range()
    assert start <= 5.0 and end >= 6.0


def test_labels_of_audacity_are_pasted_and_other_things_refused(opened):
    QGuiApplication.clipboard().setText("0.5\t0.75\tAh\n")
    opened.actions_.paste_in_place.trigger()
    assert opened.document.regions[0] == Region(0.5, 0.75, "Ah", "hand")
    before = opened.document.regions
    for text in ("", "Dear all", "1\tx\ty"):
        QGuiApplication.clipboard().setText(text)
        opened.actions_.paste.trigger()
        assert "Nothing is pasted" in opened.status.currentMessage()
    data = QMimeData()
    data.setData(MIME_TYPE, b'{"format": "svd-studio-regions", "version": 1, "regions": [7]}')
    QGuiApplication.clipboard().setMimeData(data)
    opened.actions_.paste.trigger()
    assert "regions[0]" in opened.status.currentMessage() and opened.document.regions == before


def test_parts_in_selected_time_are_copied(opened):
    opened.timeline.time_selection.select((1.5, 3.25))
    opened.actions_.copy.trigger()
    assert QGuiApplication.clipboard().text() == "1.500\t2.000\tchoir\n3.000\t3.250\tsing\n"
