"""The table of regions in the real window: lists, sorts, filters, edits with checks; selects as the timeline does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from svd_core.annotation.label_set import LabelKind, LabelSet
from svd_core.annotation.regions import Region
from svd_gui.song import region_table
from svd_gui.song.region_table_model import COLUMNS, RegionTableModel
from svd_gui.window.main_window import MainWindow

pytestmark = pytest.mark.one_window
REGIONS = (
    Region(1.0, 3.0, source="hand"),
    Region(3.5, 4.0, "choir", source="hand"),
    Region(6.0, 7.0, source="hand"),
)


CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(opened):
    """The table of an eight-second song with three regions, shown by its keys."""
    opened.document.checked_surrounding = 0.0
    opened.document.edit("Begin", REGIONS)
    opened.document.mark_unchecked("Begin", ((0.0, 8.0),))
    opened.region_table.rows.sortByColumn(COLUMNS.index("start"), Qt.SortOrder.AscendingOrder)
    QTest.keyClick(opened, Qt.Key.Key_R, CTRL_SHIFT)
    assert opened.region_table.isVisible()
    return opened.region_table


def cell(table, row: int, column: str) -> QModelIndex:
    return table.model.index(row, COLUMNS.index(column))


def texts(table, column: str) -> list[str]:
    return [cell(table, row, column).data() for row in range(table.model.rowCount())]


def type_into(table, row: int, column: str, text: str) -> None:
    """Go to a cell, press F2, replace what is there, and press Enter."""
    table.rows.setCurrentIndex(cell(table, row, column))
    QTest.keyClick(table.rows, Qt.Key.Key_F2)
    # Editors closed before may still be waiting to be deleted.
    editor = table.rows.findChildren(QLineEdit)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    # Qt takes over what was typed once it is back in its loop.
    QApplication.processEvents()


def test_it_lists_the_regions_with_all_that_is_known_of_them(table):
    assert texts(table, "start") == ["0:01.000", "0:03.500", "0:06.000"]
    assert texts(table, "length") == ["0:02.000", "0:00.500", "0:01.000"]
    assert texts(table, "label") == ["sing", "choir", "sing"]
    assert texts(table, "source") == ["by hand"] * 3
    assert table.filter_bar.count.text() == "Regions: 3"


def test_what_is_typed_is_done_and_can_be_undone(table, window):
    type_into(table, 0, "start", "0:00.5")
    type_into(table, 0, "length", "2")
    type_into(table, 1, "label", "duet")
    assert [(one.start, one.end, one.label) for one in window.document.regions[:2]] == [
        (0.5, 2.5, "sing"),
        (3.5, 4.0, "duet"),
    ]
    assert texts(table, "end")[0] == "0:02.500"
    for _ in range(3):
        window.document.undo_stack.undo()
    assert window.document.regions == REGIONS


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("end", "3.6", "The end must be between 0:01.020 and 0:03.500"),
        ("start", "2.99", "The start must be between 0:00.000 and 0:02.980"),
        ("length", "0", "The end must be between"),
        ("start", "soon", "soon is no time"),
        ("label", " ", "A label has 1 to"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(table, window, column: str, text: str, reason: str):
    said: list[str] = []
    table.reported.connect(said.append)
    type_into(table, 0, column, text)
    assert window.document.regions == REGIONS
    assert len(said) == 1 and reason in said[0]


def test_leaving_a_cell_as_it_stood_is_no_edit(table, window):
    before = window.document.undo_stack.count()
    type_into(table, 0, "end", "0:03.000")
    assert window.document.undo_stack.count() == before


def test_ticking_checks_the_time_of_a_region(table, window):
    table.rows.setCurrentIndex(cell(table, 1, "checked"))
    box = cell(table, 1, "checked")
    table.model.setData(box, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert window.document.annotation.checked == ((3.5, 4.0),)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    table.model.setData(box, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert window.document.annotation.checked == ()


def test_filters_and_orders(table, window):
    bar = table.filter_bar
    QTest.keyClicks(bar.text, "choi")
    assert texts(table, "start") == ["0:03.500"] and bar.count.text() == "Regions: 1 of 3"
    bar.text.clear()
    bar.label.setCurrentIndex(bar.label.findData("sing"))
    assert texts(table, "label") == ["sing", "sing"]
    bar.label.setCurrentIndex(0)
    window.document.mark_checked("Check", ((0.0, 5.0),))
    bar.unchecked.click()
    assert texts(table, "start") == ["0:06.000"]
    bar.unchecked.click()
    table.rows.sortByColumn(COLUMNS.index("length"), Qt.SortOrder.DescendingOrder)
    assert texts(table, "length") == ["0:02.000", "0:01.000", "0:00.500"]


def test_a_label_that_is_gone_no_longer_filters(table, window):
    bar = table.filter_bar
    bar.label.setCurrentIndex(bar.label.findData("choir"))
    window.document.edit("Delete", REGIONS[::2])
    assert bar.label.currentData() is None and len(texts(table, "start")) == 2


def test_selecting_in_the_timeline_selects_rows_whatever_their_order(table, window):
    table.rows.sortByColumn(COLUMNS.index("start"), Qt.SortOrder.DescendingOrder)
    window.timeline.selection.select_many([0, 1], 1)
    assert sorted(index.row() for index in table.rows.selectionModel().selectedRows()) == [1, 2]
    assert table.rows.currentIndex().row() == 1


@pytest.mark.own_window
def test_selecting_all_asks_about_the_cells_on_screen_only(monkeypatch, request):
    """Asked about every cell of ten thousand regions, the window stood still for two seconds."""
    asked: set[int] = set()

    class Asked(RegionTableModel):
        def flags(self, index):
            asked.add(index.row())
            return super().flags(index)

    monkeypatch.setattr(region_table, "RegionTableModel", Asked)
    table, window = request.getfixturevalue("table"), request.getfixturevalue("window")
    selection = window.timeline.selection
    window.document.edit("Many", tuple(Region(0.03 * n, 0.03 * n + 0.02, source="hand") for n in range(250)))
    QApplication.processEvents()
    for select_all in (table.rows.selectAll, selection.select_all):
        selection.clear()
        asked.clear()
        select_all()
        QApplication.processEvents()
        (rows,) = table.rows.selectionModel().selection()
        assert selection.indices == tuple(range(250)) and (rows.top(), rows.bottom()) == (0, 249)
        assert 0 < len(asked) < 100


def test_going_through_rows_by_keys_selects_and_shows_in_the_timeline(table, window):
    table.rows.setFocus()
    table.rows.setCurrentIndex(cell(table, 0, "start"))
    window.timeline.set_visible_range(0.0, 2.0)
    QTest.keyClick(table.rows, Qt.Key.Key_Down)
    QTest.keyClick(table.rows, Qt.Key.Key_Down)
    assert window.timeline.selection.indices == (2,)
    start, end = window.timeline.visible_range()
    assert start < 6.0 < end
    assert window.player.position == pytest.approx(6.0, abs=1e-3)
    QTest.keyClick(table.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert window.timeline.selection.indices == (1, 2)
    QTest.keyClick(table.rows, Qt.Key.Key_Delete)
    assert window.document.regions == REGIONS[:1]
    QTest.keyClick(table.rows, Qt.Key.Key_Escape)
    assert window.timeline.hasFocus()


def test_the_song_being_read_only_nothing_can_be_typed(table, window):
    assert cell(table, 0, "start").flags() & Qt.ItemFlag.ItemIsEditable
    window.document.pause("Somebody else edits")
    assert not cell(table, 0, "start").flags() & Qt.ItemFlag.ItemIsEditable
    assert not cell(table, 0, "checked").flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_a_hidden_table_reads_nothing_and_is_right_when_it_comes_back(table, window):
    window.actions_.region_table.trigger()
    assert not table.isVisible() and window.timeline.hasFocus()
    window.document.edit("Delete", REGIONS[:1])
    assert len(texts(table, "start")) == 3
    window.actions_.region_table.trigger()
    assert texts(table, "start") == ["0:01.000"]


def test_opening_it_moves_and_selects_nothing_and_begins_at_the_cursor(table, window):
    window.actions_.region_table.trigger()
    window.player.seek(3.7)
    window.timeline.set_visible_range(3.0, 5.0)
    before = window.timeline.visible_range()
    window.actions_.region_table.trigger()
    assert table.rows.hasFocus() and table.rows.currentIndex().row() == 1
    assert window.timeline.visible_range() == before and window.player.position == pytest.approx(3.7, abs=1e-3)
    assert window.timeline.selection.indices == ()
    # Coming to the row that is already the current one goes there all the same.
    where = table.rows.visualRect(cell(table, 1, "source")).center()
    QTest.mouseClick(table.rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.player.position == pytest.approx(3.5, abs=1e-3)


def test_keys_of_the_timeline_work_here_but_not_while_a_cell_is_edited(table, window):
    table.rows.setCurrentIndex(cell(table, 1, "label"))
    QTest.keyClick(table.rows, Qt.Key.Key_U)
    QTest.keyClick(table.rows, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert window.document.annotation.checked == ((3.5, 4.0),)
    QTest.keyClick(table.rows, Qt.Key.Key_F2)
    editor = table.rows.findChildren(QLineEdit)[-1]
    QTest.keyClicks(editor, "n1u")
    assert editor.text() == "n1u" and window.document.regions == REGIONS
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QTest.keyClick(table.filter_bar.doubtful, Qt.Key.Key_C, CTRL_SHIFT)
    assert window.document.annotation.checked == ((0.0, 8.0),)


@pytest.mark.own_window
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_cells_show_whole_lines_while_edited_and_empty_boxes_can_be_seen(table, window, theme: str):
    window.appearance.choose(theme)
    table.rows.setCurrentIndex(cell(table, 1, "end"))
    QTest.keyClick(table.rows, Qt.Key.Key_F2)
    editor = table.rows.findChildren(QLineEdit)[-1]
    QApplication.processEvents()
    assert editor.height() >= table.rows.rowHeight(1) - 1 >= editor.fontMetrics().height() + 8
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    box = table.rows.visualRect(cell(table, 2, "checked"))
    picture = table.rows.viewport().grab(box).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shades = {picture.pixelColor(x, picture.height() // 2).lightness() for x in range(picture.width())}
    assert max(shades) - min(shades) > 60


@pytest.fixture
def started_again(table, window, qtbot):
    """Closes a window and starts the program again, with a song or without one."""

    def start(closed: MainWindow, song: Path | None = None) -> MainWindow:
        card = closed.session.card
        closed.close()
        again = MainWindow(window.settings)
        qtbot.addWidget(again)
        again.show()
        again.models.use(card.path)
        assert not again.region_table.isVisible(), "there are no regions to list yet"
        if song is not None:
            with qtbot.waitSignal(again.session.settled, timeout=60000):
                again.choice.choose(song)
        return again

    return start


@pytest.mark.own_window
def test_it_comes_back_as_it_was_left_once_a_song_is_open(table, window, song, started_again):
    table.rows.setColumnWidth(COLUMNS.index("source"), 210)
    table.rows.sortByColumn(COLUMNS.index("length"), Qt.SortOrder.DescendingOrder)
    window.resizeDocks([table], [190], Qt.Orientation.Vertical)
    QApplication.processEvents()
    height = table.height()
    later = started_again(started_again(window), song)
    again = later.region_table
    assert again.isVisible() and later.actions_.region_table.isChecked() and not again.rows.hasFocus()
    assert again.rows.columnWidth(COLUMNS.index("source")) == 210 and again.height() == height
    assert texts(again, "start") == ["0:01.000", "0:06.000", "0:03.500"]
    later.actions_.region_table.trigger()
    last = started_again(later, song)
    assert not last.region_table.isVisible() and not last.actions_.region_table.isChecked()
    last.close()


def test_a_name_that_is_typed_counts_as_the_labels_of_the_folder_say(table, window, qtbot):
    with qtbot.waitSignal(window.editing.folder_labels.saved):
        window.editing.folder_labels.change(LabelSet((LabelKind("whistle", "unsung"),)))
    type_into(table, 0, "label", "whistle")
    assert window.document.regions[0].label == "nosing “whistle”" and texts(table, "label")[0] == "whistle"
    assert "counts as" not in window.status.currentMessage()
    for name, label, said in (
        ("na", "sing “na”", "“na” counts as sung"),
        ("spoken", "spoken", "“spoken” counts as not sung"),
        ("unsure", "unsure", "“unsure” leaves open"),
        ("la la", "la la", "is no known word, so it counts as sung"),
    ):
        type_into(table, 1, "label", name)
        assert window.document.regions[1].label == label and texts(table, "label")[1] == name
        assert said in window.status.currentMessage()
