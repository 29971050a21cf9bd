"""The open song's regions as a table model: which rows there are and in what order, and edits of its cells."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from svd_core.annotation.clock import clock
from svd_core.annotation.region_list import Column, ListedRegions, RegionFilter
from svd_core.annotation.regions import Regions, Source
from svd_core.annotation.vocabulary import name_of
from svd_core.files.visible_text import visible
from svd_gui.style.plain_text import as_tip

COLUMNS: tuple[Column, ...] = ("start", "end", "length", "label", "source", "confidence", "checked")
TYPED: tuple[Column, ...] = ("start", "end", "length", "label")
"""The columns into which a person types."""
DECIMALS = 3
INDEX_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_NUMBERS = ("start", "end", "length", "confidence")


class RegionTableModel(QAbstractTableModel):
    """A row for each region that the filter lets through, in the order of a column.

    What a person types or ticks becomes a request with the region's index; nothing changes before other regions are
    shown.
    """

    typed = Signal(int, str, str)
    """A region's index, a column of `TYPED`, and the text that was typed there."""
    checked_toggled = Signal(int, bool)
    listed_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed = ListedRegions()
        self._wanted = RegionFilter()
        self._rows: list[int] = []
        self._row_of: dict[int, int] = {}
        self._order: tuple[Column, bool] = ("start", False)
        self._editable = True
        self._titles = (
            self.tr("Start"),
            self.tr("End"),
            self.tr("Length"),
            self.tr("Label"),
            self.tr("Source"),
            self.tr("Confidence"),
            self.tr("Checked"),
        )
        self._sources: dict[Source, str] = {
            "model": self.tr("model"),
            "hand": self.tr("by hand"),
            "file": self.tr("file"),
        }

    @property
    def regions(self) -> Regions:
        """All regions, listed or not."""
        return self._listed.regions

    def show_regions(self, listed: ListedRegions, editable: bool) -> None:
        """List other regions of the song, or say other things of the same ones."""
        self._listed, self._editable = listed, editable
        self._list()

    def set_filter(self, wanted: RegionFilter) -> None:
        """List only what this filter lets through."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._list()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = COLUMNS[column], order == Qt.SortOrder.DescendingOrder
        self._list()

    def region_index(self, row: int) -> int:
        """The index of the region in a row."""
        return self._rows[row]

    def row(self, region_index: int) -> int | None:
        """The row of a region, or None if it is not listed."""
        return self._row_of.get(region_index)

    def source_name(self, source: Source) -> str:
        return self._sources[source]

    def _list(self) -> None:
        """Find the rows anew; where they are as many as before, the view keeps its place and selection."""
        rows = self._listed.ordered(self._listed.chosen(self._wanted), *self._order)
        if len(rows) == len(self._rows):
            self._set_rows(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
        else:
            self.beginResetModel()
            self._set_rows(rows)
            self.endResetModel()
        self.listed_changed.emit()

    def _set_rows(self, rows: list[int]) -> None:
        self._rows, self._row_of = rows, {index: row for row, index in enumerate(rows)}

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if orientation == Qt.Orientation.Horizontal else self._rows[section] + 1
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        column = COLUMNS[index.column()]
        if self._editable and column in TYPED:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._editable and column == "checked":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place, column = self._rows[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(place, column, role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.CheckStateRole and column == "checked":
            return Qt.CheckState.Checked if self._listed.checked[place] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(place, column)
        return place if role == INDEX_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for what was typed or ticked; whether it is done shows in the regions that follow."""
        place, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.EditRole and column in TYPED:
            # What was left as it stood is no edit: shown times are rounded.
            if str(value) != self._text(place, column, True):
                self.typed.emit(place, column, str(value))
            return True
        if role == Qt.ItemDataRole.CheckStateRole and column == "checked":
            self.checked_toggled.emit(place, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        return False

    def _text(self, place: int, column: Column, to_edit: bool) -> str:
        region = self._listed.regions[place]
        if column in ("start", "end", "length"):
            return clock(getattr(region, column), DECIMALS)
        if column == "label":
            name = name_of(region.label)
            return name if to_edit else visible(name)
        if column == "source":
            return self._sources[region.source]
        if column == "confidence" and region.confidence is not None:
            doubtful = " ?" if self._listed.doubtful[place] else ""
            return f"{100 * region.confidence:.0f} %{doubtful}"
        return ""

    def _tip(self, place: int, column: Column) -> str | None:
        if column == "confidence" and self._listed.doubtful[place]:
            return self.tr("Near the threshold: the model is not sure")
        return as_tip(self._listed.regions[place].label) if column == "label" else None
