"""The songs to learn from as a table: folder, checked time, time sung in it, regions set by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from svd_core.annotation import annotation_file
from svd_core.annotation.clock import clock
from svd_core.data.coverage import SongCoverage
from svd_core.data.manifest import song_names
from svd_core.errors import SvdError
from svd_core.files.visible_text import visible
from svd_gui import background
from svd_gui.errors import in_own_words
from svd_gui.style.plain_text import as_tip

_SONG, _FOLDER, _CHECKED, _SUNG, _HAND = range(5)
# What a row is sorted by.
_SORT_ROLE = Qt.ItemDataRole.UserRole + 2


class SongTable(QTreeView):
    """Lists songs that can be ticked; annotations are read in the background, row by row."""

    changed = Signal()
    """Other songs are ticked, or more is known of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self._model.setSortRole(_SORT_ROLE)
        self._coverages: dict[Path, SongCoverage] = {}
        self._reading: background.Task | None = None
        self.setModel(self._model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Songs to learn from"))
        self.setMinimumHeight(150)
        self._model.itemChanged.connect(lambda _: self.changed.emit())

    def set_songs(self, songs: Sequence[Path], left_out: frozenset[Path], fallback_folder: Path) -> None:
        """List songs, all ticked except those left out; labels that could not be saved are in the fallback folder."""
        self._model.clear()
        titles = [self.tr("Song"), self.tr("Folder"), self.tr("Checked"), self.tr("Sung"), self.tr("By hand")]
        self._model.setHorizontalHeaderLabels(titles)
        for path, name in zip(songs, song_names(songs), strict=True):
            self._model.appendRow(_row(path, name, path not in left_out))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_SONG, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_FOLDER, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(_FOLDER, 120)
        for column in (_CHECKED, _SUNG, _HAND):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._reading = background.follow(
            _read(songs, fallback_folder), self._show_coverage, lambda _: self.changed.emit(), lambda _: None
        )

    def stop(self) -> None:
        """Read no further annotations."""
        if self._reading:
            self._reading.cancel()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All songs, in the order shown."""
        return tuple(item.data() for item in self._items())

    @property
    def ticked(self) -> tuple[Path, ...]:
        """The songs to learn from."""
        return tuple(item.data() for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    @property
    def coverages(self) -> tuple[SongCoverage, ...]:
        """What is known of the ticked songs whose annotations have been read."""
        return tuple(self._coverages[path] for path in self.ticked if path in self._coverages)

    @property
    def checked_texts(self) -> tuple[str, ...]:
        """What the column of checked time says, row by row; "…" where it is not known yet."""
        return tuple(self._model.item(row, _CHECKED).text() for row in range(self._model.rowCount()))

    def _items(self) -> list[QStandardItem]:
        return [self._model.item(row) for row in range(self._model.rowCount())]

    def _show_coverage(self, read: tuple[Path, SongCoverage | str]) -> None:
        path, found = read
        row = next((item.row() for item in self._items() if item.data() == path), None)
        if row is None:
            return
        self._model.blockSignals(True)
        if isinstance(found, str):
            self._model.item(row, _CHECKED).setText("–")
            self._model.item(row, _SONG).setToolTip(as_tip(found))
        else:
            self._coverages[path] = found
            checked = self.tr("{0} of {1}").format(clock(found.checked), clock(found.seconds))
            for column, text, value in (
                (_CHECKED, checked, found.checked),
                (_SUNG, clock(found.sung), found.sung),
                (_HAND, str(found.hand_regions), found.hand_regions),
            ):
                self._model.item(row, column).setText(text)
                self._model.item(row, column).setData(value, _SORT_ROLE)
        self._model.blockSignals(False)
        self._model.layoutChanged.emit()
        self.changed.emit()


def _row(path: Path, name: str, ticked: bool) -> list[QStandardItem]:
    """Return the cells of a song whose annotation is not read yet."""
    song, folder = QStandardItem(visible(name)), QStandardItem(visible(path.parent.name))
    song.setData(path)
    song.setCheckable(True)
    song.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    cells = [song, folder, QStandardItem("…"), QStandardItem(), QStandardItem()]
    for cell, value in zip(cells, (name.casefold(), str(path.parent), -1.0, -1.0, -1), strict=True):
        cell.setData(value, _SORT_ROLE)
        cell.setToolTip(as_tip(str(path)))
    for cell in cells[_CHECKED:]:
        cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return cells


def _read(songs: Sequence[Path], fallback_folder: Path) -> Iterator[tuple[Path, SongCoverage | str]]:
    """Read the annotations of songs: what is known of each, or why that cannot be said."""
    for path, name in zip(songs, song_names(songs), strict=True):
        try:
            annotation = annotation_file.find(path, fallback_folder)
        except (SvdError, OSError) as error:
            yield path, in_own_words(error)
        else:
            none = f"{path}: there are no corrections any more"
            yield path, none if annotation is None else SongCoverage.of_annotation(name, annotation)
