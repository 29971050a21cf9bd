"""Labels typed in the strip, given by digits, and the set of a folder edited in its dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from svd_core.annotation import label_set
from svd_core.annotation.label_set import DEFAULT, LabelKind, LabelSet
from svd_core.annotation.regions import Region
from svd_gui.dialogs.label_set_dialog import LabelSetDialog
from svd_gui.style import theme
from svd_gui.timeline.label_field import LabelField

pytestmark = pytest.mark.one_window

HAND = (Region(1.0, 2.0, source="hand"), Region(3.0, 4.0, source="hand"), Region(5.0, 6.0, source="hand"))


@pytest.fixture
def opened(opened):
    opened.document.edit("Start", HAND)
    return opened


def field(window) -> LabelField:
    return window.timeline.findChild(LabelField)


def labels(window) -> list[str]:
    return [region.label for region in window.document.regions]


def press(window, key) -> None:
    QTest.keyClick(window.timeline, key)


def test_a_double_click_in_the_strip_lets_type_and_tab_goes_on(opened):
    view = opened.timeline
    place = QPoint(round(view.axis.x(1.7)), round(view.lanes.labels.center().y()))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    # On a widget QTest presses only, and the application would take the button for held in every later test.
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place)
    assert field(opened).isVisible() and field(opened).text() == "sing"
    middle = field(opened).geometry().center()
    seen = opened.timeline.grab().toImage().pixelColor(middle.x() + 40, middle.y())
    assert seen == field(opened).palette().base().color(), "nothing lies over it"
    QTest.keyClicks(field(opened), "Nina")
    assert labels(opened) == ["sing"] * 3, "letters are no shortcuts while one types"
    QTest.keyClick(field(opened), Qt.Key.Key_Tab)
    assert labels(opened) == ["Nina", "sing", "sing"] and opened.timeline.selection.indices == (1,)
    QTest.keyClicks(field(opened), "choir")
    QTest.keyClick(field(opened), Qt.Key.Key_Return)
    assert labels(opened) == ["Nina", "choir", "sing"] and not field(opened).isVisible()
    assert QApplication.focusWidget() is view
    opened.actions_.undo.trigger()
    assert labels(opened) == ["Nina", "sing", "sing"]


def test_what_is_typed_goes_to_all_selected_and_escape_leaves_it(opened):
    opened.timeline.selection.select_many((0, 2))
    press(opened, Qt.Key.Key_F2)
    QTest.keyClicks(field(opened), "rap")
    QTest.keyClick(field(opened), Qt.Key.Key_Escape)
    assert labels(opened) == ["sing"] * 3 and opened.timeline.selection.indices == (0, 2)
    press(opened, Qt.Key.Key_F2)
    QTest.keyClicks(field(opened), "whistle")
    QTest.keyClick(field(opened), Qt.Key.Key_Return)
    assert labels(opened) == ["whistle", "sing", "whistle"]
    assert "counts as sung" in opened.status.currentMessage()


def test_digits_give_labels_whose_meaning_is_in_them(opened, qtbot):
    with qtbot.waitSignal(opened.editing.folder_labels.saved):
        opened.editing.folder_labels.change(LabelSet((LabelKind("whistle", "unsung", "#3366cc", 7),)))
    opened.timeline.selection.select_many((1, 2))
    plain = opened.timeline.grab().toImage()
    press(opened, Qt.Key.Key_7)
    assert labels(opened) == ["sing", "nosing “whistle”", "nosing “whistle”"]
    assert opened.timeline.grab().toImage() != plain
    press(opened, Qt.Key.Key_8)
    assert "key 8" in opened.status.currentMessage()


def test_a_set_is_kept_beside_the_song_and_read_again(opened, qtbot, song):
    mine = LabelSet((LabelKind("lead", key=1),))
    with qtbot.waitSignal(opened.editing.folder_labels.saved):
        opened.editing.folder_labels.change(mine)
    assert label_set.load(song.parent / "svd-labels.json") == mine
    (song.parent / "svd-labels.json").write_text("{", encoding="utf-8")
    with qtbot.waitSignal(opened.editing.folder_labels.changed):
        opened.open_song(song)
    assert opened.editing.folder_labels.labels == DEFAULT
    assert "svd-labels.json" in opened.notice.problem.summary
    with qtbot.waitSignal(opened.editing.folder_labels.saved) as saved:
        opened.editing.folder_labels.change(mine)
    assert saved.args[0].read_text(encoding="utf-8") == "{", "what could not be read is kept"


def test_regions_look_as_their_label_says(opened):
    view = opened.timeline
    view.selection.clear()
    opened.document.edit("Label", tuple(Region(r.start, r.end, "choir", "hand") for r in HAND))
    x, y = round(view.axis.x(1.5)), round(view.lanes.labels.top() + 2)
    before = view.grab().toImage().pixelColor(x, y)
    view.set_label_colours({"choir": "#3366cc"})
    after = view.grab().toImage().pixelColor(x, y)
    assert after != before and after.name() == "#3366cc"


def test_the_dialog_takes_only_a_set_without_contradictions(qtbot):
    dialog = LabelSetDialog(DEFAULT, None)
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.add()
    assert not ok.isEnabled() and "no name" in dialog.error.text()
    row = dialog.table.rowCount() - 1
    dialog.table.cellWidget(row, 1).setText("rap")
    assert not ok.isEnabled() and "twice" in dialog.error.text()
    dialog.table.cellWidget(row, 1).setText("hum")
    assert ok.isEnabled() and dialog.error.text() == ""
    dialog.table.selectRow(row)
    dialog.move_row(-1)
    dialog.table.selectRow(0)
    dialog.remove()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        ok.click()
    kinds = chosen.args[0].kinds
    assert [kind.name for kind in kinds] == ["backing vocals", "rap", "speech", "hum", "?"] and kinds[3].key == 5


def test_nothing_in_the_dialog_is_cut_off(qtbot):
    dialog = LabelSetDialog(DEFAULT, None)
    qtbot.addWidget(dialog)
    dialog.setStyleSheet(theme.stylesheet(theme.DARK))
    dialog.show()
    qtbot.waitExposed(dialog)
    table = dialog.table
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            given, needed = table.cellWidget(row, column).size(), table.cellWidget(row, column).sizeHint()
            assert given.height() >= needed.height(), (row, column)
            assert column == 1 or given.width() >= needed.width(), (row, column)
