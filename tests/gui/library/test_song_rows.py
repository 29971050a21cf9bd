"""The list of a folder's songs as a widget of its own: its columns, thousands of rows, and what screen readers hear."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from svd_core.library.listing import COLUMNS, SongListing
from svd_core.library.song_row import SongRow
from svd_gui.library import song_list_model
from svd_gui.library.song_filter_bar import SongFilterBar
from svd_gui.library.song_list import SongRows
from svd_gui.library.song_list_model import SongListModel


def test_status_and_times_are_seen_beside_the_names_until_a_person_sizes_a_column(qtbot):
    rows = SongRows(SongListModel())
    qtbot.addWidget(rows)
    rows.resize(380, 300)
    rows.show()
    header = rows.header()
    sizes = [header.sectionSize(COLUMNS.index(column)) for column in ("name", "status", "seconds", "checked")]
    assert sum(sizes) == rows.viewport().width() and sizes[0] > 110
    rows.resize(480, 300)
    assert header.sectionSize(0) == sizes[0] + 100, "names get the rest"
    rows.resize(200, 300)
    assert header.sectionSize(0) == 110, "and are still read in a narrow list"
    header.resizeSection(0, 300)
    rows.resize(480, 300)
    assert header.sectionSize(0) == 300


def test_thousands_of_rows_are_put_in_order_without_asking_python_of_each(qtbot):
    rows = [SongRow(f"{number}.wav", doubt=float(number % 7)) for number in range(5000)]
    model = SongListModel()
    view = SongRows(model)
    qtbot.addWidget(view)
    view.resize(300, 200)
    model.show_songs(SongListing(rows))
    asked: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename == song_list_model.__file__:
            asked[frame.f_code.co_name] += 1

    sys.setprofile(count)
    try:
        view.sortByColumn(COLUMNS.index("doubt"), Qt.SortOrder.DescendingOrder)
        view.grab()
    finally:
        sys.setprofile(None)
    assert model.index(0, 0).data() == "6.wav" and model.rowCount() == len(rows)
    assert asked["data"] > 0 and asked.total() < len(rows)


def test_who_hears_the_list_is_told_that_songs_can_be_chosen_and_groups_cannot(qtbot):
    model = SongListModel()
    view = SongRows(model)
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    model.show_songs(SongListing([SongRow("Abba/one.wav")]))
    model.set_grouping("parent")
    view.expandAll()
    spoken = QAccessible.queryAccessibleInterface(view)
    cells = [spoken.child(number) for number in range(spoken.childCount())][len(COLUMNS) :]
    assert len(cells) == 2 * len(COLUMNS)
    assert [cell.state().selectable for cell in cells] == [0] * len(COLUMNS) + [1] * len(COLUMNS)


def test_times_take_no_more_room_than_the_longest_song_needs_and_names_get_it(qtbot):
    model = SongListModel()
    rows = SongRows(model)
    qtbot.addWidget(rows)
    rows.resize(380, 300)
    rows.show()
    place, header = COLUMNS.index("seconds"), rows.header()
    model.show_songs(SongListing([SongRow("long.wav", seconds=3600.0)]))
    with_hours, name = header.sectionSize(place), header.sectionSize(0)
    model.show_songs(SongListing([SongRow("short.wav", seconds=3599.0)]))
    assert header.sectionSize(place) < with_hours and header.sectionSize(0) > name


def test_from_what_is_searched_enter_goes_to_the_list_and_escape_back(qtbot):
    model = SongListModel()
    bar = SongFilterBar(model)
    qtbot.addWidget(bar)
    bar.show()
    QTest.keyClicks(bar.text, "abba")
    assert bar.wanted.text == "abba"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        with qtbot.waitSignal(bar.text.list_requested):
            QTest.keyClick(bar.text, key)
    with qtbot.assertNotEmitted(bar.text.left):
        QTest.keyClick(bar.text, Qt.Key.Key_Escape)
    assert bar.wanted.text == ""
    with qtbot.waitSignal(bar.text.left):
        QTest.keyClick(bar.text, Qt.Key.Key_Escape)


def test_what_is_no_sound_has_a_sign_and_is_left_out_between_songs():
    model = SongListModel()
    broken = SongRow("2.wav", problem="is not a sound file")
    model.show_songs(SongListing([SongRow("1.wav", seconds=1.0), broken, SongRow("3.wav", seconds=1.0)]))
    assert "⚠" in model.index_of("2.wav", COLUMNS.index("status")).data()
    assert model.neighbour("1.wav", 1).path == model.neighbour("2.wav", 1).path == "3.wav"
    assert model.neighbour("3.wav", -1).path == model.neighbour("", 1).path == "1.wav"
    assert model.neighbour("3.wav", 1) is None and model.neighbour("1.wav", -1) is None


def test_columns_are_fitted_again_after_a_restart_unless_a_person_sized_one(qtbot):
    first, second = SongRows(SongListModel()), SongRows(SongListModel())
    for rows in (first, second):
        qtbot.addWidget(rows)
        rows.resize(380, 300)
        rows.show()
    second.restore_columns(first.header().saveState(), first.is_resized)
    second.resize(480, 300)
    assert second.header().sectionSize(0) == first.header().sectionSize(0) + 100
    second.header().resizeSection(0, 333)
    first.restore_columns(second.header().saveState(), second.is_resized)
    assert first.header().sectionSize(0) == 333
