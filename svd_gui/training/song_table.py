"""The songs to learn from as a table: folder, artist, side, checked time, time sung in it, regions set by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from svd_core.annotation import annotation_file
from svd_core.annotation.clock import clock
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_core.data.artists import from_tags
from svd_core.data.coverage import SongCoverage
from svd_core.data.kept_aside import CheckedSong
from svd_core.data.manifest import song_names
from svd_core.errors import SvdError
from svd_core.files.visible_text import visible
from svd_core.library.song_row import SongRow
from svd_gui import background
from svd_gui.errors import in_own_words
from svd_gui.style.plain_text import as_tip

_SONG, _FOLDER, _CHECKED, _SUNG, _HAND, _ARTIST, _SIDE = range(7)
_AS_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# What a row is sorted by.
_SORT_ROLE = Qt.ItemDataRole.UserRole + 2
LEAST_NAME_PX = 170
SHOWN_EVERY_MS = 50
"""What is read in the background is shown at most so often."""


@dataclass(frozen=True)
class _Read:
    """What was read of a song: its coverage and what identifies it, or why that cannot be said."""

    path: Path
    coverage: SongCoverage | None
    song: CheckedSong | None
    problem: str = ""


@dataclass(frozen=True)
class SideText:
    """On which side a song is, in words, and why."""

    text: str
    reason: str


class SongTable(QTreeView):
    """Lists songs that can be ticked; annotations are read in the background, row by row."""

    changed = Signal()
    """Other songs are ticked, or more is known of them."""
    selected_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self._model.setSortRole(_SORT_ROLE)
        self._rows: dict[Path, list[QStandardItem]] = {}
        self._coverages: dict[Path, SongCoverage] = {}
        self._known: dict[Path, CheckedSong] = {}
        self._unshown: list[_Read] = []
        self._show = QTimer(self, singleShot=True, interval=SHOWN_EVERY_MS)
        self._show.timeout.connect(self._show_read)
        self._reading: background.Task | None = None
        self.setModel(self._model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Songs to learn from"))
        self.setMinimumHeight(150)
        self._model.itemChanged.connect(lambda _: self.changed.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected_changed.emit())

    def set_songs(
        self, songs: Sequence[Path], left_out: frozenset[Path], fallback_folder: Path,
        rows: Mapping[Path, SongRow] | None = None,
    ) -> None:  # fmt: skip
        """List songs, all ticked except those left out; labels that could not be saved are in the fallback folder.

        `rows` has what is known of the songs of the open folder; those among them without checked time take no part.
        """
        rows = rows or {}
        self._model.clear()
        titles = [self.tr("Song"), self.tr("Folder"), self.tr("Checked"), self.tr("Sung"), self.tr("By hand"),
                  self.tr("Artist"), self.tr("Side")]  # fmt: skip
        self._model.setHorizontalHeaderLabels(titles)
        for column in range(_CHECKED, _HAND + 1):
            self._model.horizontalHeaderItem(column).setTextAlignment(_AS_NUMBERS)
        listed = set(songs)
        idle = [path for path in rows if path not in listed]
        for path, name in zip((*songs, *idle), song_names((*songs, *idle)), strict=True):
            self._rows[path] = _cells(path, name, path not in left_out)
            self._model.appendRow(self._rows[path])
        for path in idle:
            self._show_idle(path, rows[path])
        self._lay_out()
        artists = {path: row.artist for path, row in rows.items()}
        self._reading = background.follow(
            _read(songs, artists, fallback_folder), self._keep, self._end_reading, lambda _: None
        )

    def _lay_out(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        for column, width in ((_SONG, LEAST_NAME_PX), (_FOLDER, 90), (_ARTIST, 100)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        for column in (_CHECKED, _SUNG, _HAND, _SIDE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for place, column in enumerate((_SONG, _ARTIST, _SIDE, _CHECKED, _SUNG, _HAND, _FOLDER)):
            header.moveSection(header.visualIndex(column), place)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._fit_names()

    def _fit_names(self) -> None:
        """Give names all the room that is left, and never so little that songs cannot be told apart."""
        header = self.header()
        others = sum(header.sectionSize(column) for column in range(1, header.count()))
        header.resizeSection(_SONG, max(LEAST_NAME_PX, self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def stop(self) -> None:
        """Read no further annotations."""
        if self._reading:
            self._reading.cancel()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All songs that can be learned from, in the order shown."""
        return tuple(item.data() for item in self._items() if item.isCheckable())

    @property
    def ticked(self) -> tuple[Path, ...]:
        """The songs that take part."""
        return tuple(item.data() for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    @property
    def coverages(self) -> tuple[SongCoverage, ...]:
        """What is known of the ticked songs whose annotations have been read."""
        return tuple(self._coverages[path] for path in self.ticked if path in self._coverages)

    @property
    def songs(self) -> dict[Path, CheckedSong]:
        """The ticked songs whose annotations have been read, with artist and content."""
        return {path: self._known[path] for path in self.ticked if path in self._known}

    @property
    def selected(self) -> tuple[CheckedSong, ...]:
        """The selected songs whose annotations have been read."""
        paths = [index.data(Qt.ItemDataRole.UserRole + 1) for index in self.selectionModel().selectedRows(_SONG)]
        return tuple(self._known[path] for path in paths if path in self._known)

    @property
    def checked_texts(self) -> tuple[str, ...]:
        """What the column of checked time says, row by row; "…" where it is not known yet."""
        return tuple(self._model.item(row, _CHECKED).text() for row in range(self._model.rowCount()))

    def tick_all(self, ticked: bool) -> None:
        """Tick all songs that can be learned from, or none."""
        self._model.blockSignals(True)
        for item in self._items():
            if item.isCheckable():
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._after_changes()

    def choose(self, path: Path) -> None:
        """Select one song."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows[path][_SONG].index(), flags)

    def show_sides(self, sides: Mapping[Path, SideText]) -> None:
        """Say of songs on which side they are; of all others that can be learned from, nothing."""
        self._model.blockSignals(True)
        for path, cells in self._rows.items():
            if cells[_SONG].isCheckable():
                side = sides.get(path, SideText("", ""))
                cells[_SIDE].setText(side.text)
                cells[_SIDE].setData(side.text, _SORT_ROLE)
                cells[_SIDE].setToolTip(as_tip(side.reason))
        self._model.blockSignals(False)
        self._model.layoutChanged.emit()

    def _items(self) -> list[QStandardItem]:
        return [self._model.item(row) for row in range(self._model.rowCount())]

    def _show_idle(self, path: Path, row: SongRow) -> None:
        """Show a song of the folder in which nothing is checked, and why it takes no part."""
        cells = self._rows[path]
        cells[_SONG].setCheckable(False)
        cells[_SONG].setData(None, Qt.ItemDataRole.CheckStateRole)
        reason = row.problem or self.tr("Only checked time is learned from. Open the song and check some of it.")
        for cell in cells:
            cell.setEnabled(False)
            cell.setToolTip(as_tip(reason))
            cell.setForeground(self.palette().placeholderText())
        cells[_CHECKED].setText(self.tr("{0} of {1}").format(clock(0.0), clock(row.seconds)))
        cells[_ARTIST].setText(visible(row.artist))
        cells[_SIDE].setText(self.tr("cannot be read") if row.problem else self.tr("nothing checked"))

    def _keep(self, read: _Read) -> None:
        self._unshown.append(read)
        if not self._show.isActive():
            self._show.start()

    def _end_reading(self, _: object) -> None:
        self._show_read()

    def _show_read(self) -> None:
        """Show all that was read since the last time."""
        self._show.stop()
        if not self._unshown:
            return
        self._model.blockSignals(True)
        for read in self._unshown:
            cells = self._rows[read.path]
            if read.coverage is None or read.song is None:
                cells[_CHECKED].setText("–")
                cells[_SONG].setToolTip(as_tip(read.problem))
                continue
            found = self._coverages[read.path] = read.coverage
            self._known[read.path] = read.song
            checked = self.tr("{0} of {1}").format(clock(found.checked), clock(found.seconds))
            for column, text, value in (
                (_CHECKED, checked, found.checked),
                (_SUNG, clock(found.sung), found.sung),
                (_HAND, str(found.hand_regions), found.hand_regions),
                (_ARTIST, visible(read.song.artist), read.song.artist.casefold()),
            ):
                cells[column].setText(text)
                cells[column].setData(value, _SORT_ROLE)
        self._unshown.clear()
        self._after_changes()

    def _after_changes(self) -> None:
        self._model.blockSignals(False)
        self._model.layoutChanged.emit()
        self._fit_names()
        self.changed.emit()


def _cells(path: Path, name: str, ticked: bool) -> list[QStandardItem]:
    """Return the cells of a song whose annotation is not read yet."""
    song, folder = QStandardItem(visible(name)), QStandardItem(visible(path.parent.name))
    song.setData(path)
    song.setCheckable(True)
    song.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    cells = [song, folder, QStandardItem("…"), *(QStandardItem() for _ in range(4))]
    for cell, value in zip(cells, (name.casefold(), str(path.parent), -1.0, -1.0, -1, "", ""), strict=True):
        cell.setData(value, _SORT_ROLE)
        cell.setToolTip(as_tip(str(path)))
    for cell in cells[_CHECKED : _HAND + 1]:
        cell.setTextAlignment(_AS_NUMBERS)
    return cells


def _read(songs: Sequence[Path], artists: Mapping[Path, str], fallback_folder: Path) -> Iterator[_Read]:
    """Read the annotations of songs: what is known of each, or why that cannot be said."""
    for path, name in zip(songs, song_names(songs), strict=True):
        try:
            annotation = annotation_file.find(path, fallback_folder)
        except (SvdError, OSError) as error:
            yield _Read(path, None, None, in_own_words(error))
            continue
        if annotation is None:
            yield _Read(path, None, None, f"{path}: there are no corrections any more")
            continue
        artist = artists.get(path) or from_tags(path)
        yield _Read(path, SongCoverage.of_annotation(name, annotation), _checked(name, artist, annotation))


def _checked(name: str, artist: str, annotation: SongAnnotation) -> CheckedSong:
    return CheckedSong(name, artist, annotation.song_key, total(annotation.known))
