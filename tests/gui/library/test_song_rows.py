"""The list of a folder's songs as a widget of its own: its columns, thousands of rows, and what screen readers hear."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from svd_core.library.listing import COLUMNS, SongListing
from svd_core.library.song_row import SongRow
from svd_gui.library import song_list_model
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
