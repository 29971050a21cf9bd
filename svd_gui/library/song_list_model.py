"""The songs of a folder as a model: those that the filter lets through, in the order of a column, perhaps in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QIdentityProxyModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel

from svd_core.annotation.clock import clock
from svd_core.annotation.song_status import Status
from svd_core.files.visible_text import visible
from svd_core.library.listing import COLUMNS, Column, Grouping, SongFilter, SongListing, grouped, totals
from svd_core.library.song_row import SongRow
from svd_gui.style.plain_text import as_tip

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_SET_BY_HAND, _HAS_PROBLEM = " ✎", " ⚠"
HOUR_SECONDS = 3600.0
_NUMBERS = ("seconds", "checked", "doubt", "conflict")
_NOTE = COLUMNS.index("note")
_ROLE = Qt.ItemDataRole
_ANSWERED = frozenset({_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.TextAlignmentRole, _ROLE.ToolTipRole, _ROLE.FontRole})


class SongListModel(QIdentityProxyModel):
    """A row for each song; where there are groups, in a row for each group, which has a title and sums.

    The rows themselves are blank ones of a model that is all Qt's own: a tree asks for index and flags of every row
    whenever they are put in order, and ten thousand answers from Python take a tenth of a second.
    """

    note_typed = Signal(str, str)
    """A song's path, and the note that was typed."""
    listed_changed = Signal()
    about_to_list = Signal()
    """All rows are about to be others: whoever shows them may remember where it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = SongListing()
        self._wanted = SongFilter()
        self._grouping: Grouping = ""
        self._order: tuple[Column, bool] = ("name", False)
        self._groups: list[tuple[str, list[SongRow]]] = []
        self._flat: list[SongRow] = []
        self._places: dict[str, int] = {}
        self._current, self._longest = "", 0.0
        self._blank = _blank_rows([0], is_grouped=False)
        self.setSourceModel(self._blank)
        self._statuses: dict[Status, str] = {
            "unseen": self.tr("unseen"),
            "proposed": self.tr("proposed"),
            "in work": self.tr("in work"),
            "checked": self.tr("checked"),
        }
        self._titles: dict[Column, str] = {
            "name": self.tr("Song"),
            "artist": self.tr("Artist"),
            "seconds": self.tr("Length"),
            "status": self.tr("Status"),
            "checked": self.tr("Checked"),
            "doubt": self.tr("Doubt"),
            "conflict": self.tr("Conflict"),
            "annotators": self.tr("Annotator"),
            "note": self.tr("Note"),
        }
        self._tips: dict[Column, str] = {
            "seconds": self.tr("As the file's header states, until the song was worked on"),
            "checked": self.tr("How much of the song a person has checked"),
            "doubt": self.tr("Time outside what is checked in which the model is unsure; empty: not detected yet"),
            "conflict": self.tr("Checked time in which the model proposed something else than there is now"),
        }

    @property
    def status_texts(self) -> tuple[str, ...]:
        """What there is ordinarily in the column of the status."""
        by_hand = (text + _SET_BY_HAND for text in self._statuses.values())
        return (*by_hand, self._statuses["unseen"] + _HAS_PROBLEM)

    @property
    def widest_time(self) -> str:
        """As wide a time as there is in the columns of length and checked time."""
        return "0:00:00" if self._longest >= HOUR_SECONDS else "00:00"

    # --- what is listed ---

    def show_songs(self, listing: SongListing) -> None:
        """List the songs of a folder as they are now."""
        self._listing = listing
        self._longest = max(map(attrgetter("seconds"), listing.rows.values()), default=0.0)
        self._list()

    def set_filter(self, wanted: SongFilter) -> None:
        """List only what this filter lets through."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._list()

    def set_grouping(self, grouping: Grouping) -> None:
        """List the songs in groups, or (empty) in one list."""
        if grouping != self._grouping:
            self._list(grouping)

    def set_current(self, path: str) -> None:
        """Show that this song is open; empty: none is."""
        if path == self._current:
            return
        before, self._current = self._current, path
        for index in map(self.index_of, (before, path)):
            if index.isValid():
                self.dataChanged.emit(index, index.siblingAtColumn(len(COLUMNS) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = COLUMNS[column], order == Qt.SortOrder.DescendingOrder
        self._list()

    def _list(self, grouping: Grouping | None = None) -> None:
        rows = self._listing.ordered(self._listing.chosen(self._wanted), *self._order)
        self.about_to_list.emit()
        self._grouping = self._grouping if grouping is None else grouping
        self._groups = list(grouped(rows, self._grouping).items()) if self._grouping else [("", rows)]
        self._flat = [row for _, group in self._groups for row in group] if self._grouping else rows
        self._places = {row.path: place for place, row in enumerate(self._flat)}
        blank = _blank_rows([len(group) for _, group in self._groups], bool(self._grouping))
        self.setSourceModel(blank)
        self._blank = blank
        self.listed_changed.emit()

    @property
    def songs(self) -> list[SongRow]:
        """The songs that are listed, in the order in which they are shown."""
        return self._flat

    @property
    def n_all(self) -> int:
        """How many songs there are, listed or not."""
        return len(self._listing.rows)

    def neighbour(self, path: str, step: int) -> SongRow | None:
        """The next song (1) that is listed after another one, or the one before (-1), leaving out what is no sound.

        Of one that is not listed, the first or last.
        """
        place = self._places.get(path, -1 if step > 0 else len(self._flat))
        following = self._flat[place + 1 :] if step > 0 else reversed(self._flat[:place])
        return next((row for row in following if row.seconds or not row.problem), None)

    def in_order(self, paths: Iterable[str]) -> list[str]:
        """Songs that are listed, in the order in which they are shown."""
        return sorted(paths, key=lambda path: self._places[path])

    def row_at(self, index: Index) -> SongRow | None:
        """The song in a row; None for a group."""
        if not index.isValid():
            return None
        if not self._grouping:
            return self._flat[index.row()]
        group = index.parent()
        return self._groups[group.row()][1][index.row()] if group.isValid() else None

    def index_of(self, path: str, column: int = 0) -> QModelIndex:
        """Where a song is listed; an invalid index where it is not."""
        place = self._places.get(path)
        if place is None:
            return QModelIndex()
        for number, (_, rows) in enumerate(self._groups):
            if place < len(rows):
                return self.index(place, column, self.index(number, 0) if self._grouping else NO_INDEX)
            place -= len(rows)
        return QModelIndex()

    @property
    def is_grouped(self) -> bool:
        return bool(self._grouping)

    def group_name(self, group: int) -> str:
        """The sub-folder or artist of a group, empty for songs that have none."""
        return self._groups[group][0] if self._grouping and group < len(self._groups) else ""

    def status_name(self, status: Status) -> str:
        return self._statuses[status]

    def group_title(self, group: int) -> str:
        """What a group is called, and how much is in it."""
        name, rows = self._groups[group]
        sums = totals(rows)
        nobody = self.tr("unknown artist") if self._grouping == "artist" else self.tr("this folder")
        text = self.tr("{0}: {1} of %n song(s) checked, {2} of {3}", "", sums.songs)
        checked, length = clock(sums.checked), clock(sums.seconds)
        return text.format(visible(name) or nobody, sums.by_status["checked"], checked, length)

    # --- Qt's questions ---

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[COLUMNS[section]]
        return self._tips.get(COLUMNS[section]) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        row, column = self.row_at(index), COLUMNS[index.column()]
        if row is None:
            is_title = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return self.group_title(index.row()) if is_title else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return row.note
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.FontRole and row.path == self._current:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the note that was typed; whether it is done shows in the songs that follow."""
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole or index.column() != _NOTE:
            return False
        if str(value).strip() != row.note:
            self.note_typed.emit(row.path, str(value).strip())
        return True

    def _text(self, row: SongRow, column: Column) -> str:
        if column == "name":
            return visible(row.name)
        if column == "status":
            sign = _HAS_PROBLEM if row.problem else _SET_BY_HAND if row.by_hand else ""
            return self._statuses[row.status] + sign
        if column in ("seconds", "checked"):
            value = getattr(row, column)
            return clock(value) if value else ""
        if column in ("doubt", "conflict"):
            value = getattr(row, column)
            return "" if value is None else self.tr("{0} s").format(round(value))
        if column == "annotators":
            return ", ".join(row.annotators)
        return visible(getattr(row, column))

    def _tip(self, row: SongRow, column: Column) -> str:
        if row.problem and column in ("name", "seconds", "status"):
            return as_tip(row.problem)
        if column == "status" and row.by_hand:
            return self.tr("Set by hand. Only checked time is learned from")
        if column == "note":
            return as_tip(row.note)
        return as_tip(row.path) if column == "name" else as_tip(self._text(row, column))


def _blank_rows(sizes: Sequence[int], is_grouped: bool) -> QStandardItemModel:
    """So many rows of nothing, in a row for each size if they are grouped."""
    model = QStandardItemModel()
    model.setColumnCount(len(COLUMNS))
    if not is_grouped:
        model.setRowCount(sum(sizes))
        return model
    for size in sizes:
        cells = [QStandardItem() for _ in COLUMNS]
        for cell in cells:
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
        cells[0].setColumnCount(len(COLUMNS))
        cells[0].setRowCount(size)
        model.appendRow(cells)
    return model
