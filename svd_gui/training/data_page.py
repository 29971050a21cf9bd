"""The page of the training dialog that says what to learn from: songs with their sides, and data sets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from svd_core.data.artists import artist_key
from svd_core.data.coverage import remarks
from svd_core.data.kept_aside import CheckedSong, KeptAside, read_kept_aside
from svd_core.data.learned_from import LearnedFrom
from svd_core.errors import SvdError
from svd_core.files.visible_text import visible
from svd_core.library.song_row import SongRow
from svd_gui.dialogs.note import note
from svd_gui.errors import in_own_words
from svd_gui.style.button_row import button_row
from svd_gui.style.plain_text import PlainLabel, as_tip
from svd_gui.training.sides import Sides
from svd_gui.training.song_table import SongTable
from svd_gui.translation import translated


class DataPage(QWidget):
    """Corrected songs and data sets to be ticked. `changed` says that other data are chosen, or more is known."""

    changed = Signal()

    def __init__(self, listed: Path, parent: QWidget | None = None) -> None:
        """`listed` is the file with the list of artists kept aside."""
        super().__init__(parent)
        self.problem = ""
        """Why it cannot be said who is kept aside."""
        self.sides = Sides(self._read(listed))
        self._learned: LearnedFrom | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 2)
        column.setSpacing(6)
        column.addWidget(_heading(self.tr("Songs you corrected")))
        column.addWidget(note(self.tr(
            "Only checked time takes part. Artists kept aside are never learned from: all models are measured on them."
        )))  # fmt: skip
        self.table = SongTable()
        self.table.changed.connect(self._divide)
        self.table.selected_changed.connect(self._offer_moves)
        column.addWidget(self.table, 2)
        self._build_buttons(column)
        self._remarks = PlainLabel()
        self._remarks.setWordWrap(True)
        self._remarks.setProperty("role", "small")
        column.addWidget(self._remarks)
        column.addSpacing(6)
        column.addWidget(_heading(self.tr("Data sets")))
        column.addWidget(note(self.tr("Folders with audio/ and labels/, or with stems to be mixed.")))
        self._sets = QStandardItemModel(self)
        self._build_sets(column)

    def _build_buttons(self, column: QVBoxLayout) -> None:
        self.aside_button = self._button(self.tr("Keep Artist Aside"), lambda: self._keep_aside(True))
        self.song_aside_button = self._button(self.tr("Keep Only Song Aside"), lambda: self._keep_aside(False))
        self.learn_button = self._button(self.tr("Learn From"), self._learn_from)
        self.all_button = self._button(self.tr("Tick All"), lambda: self.table.tick_all(True))
        self.none_button = self._button(self.tr("Tick None"), lambda: self.table.tick_all(False))
        column.addLayout(
            button_row(self.aside_button, self.song_aside_button, self.learn_button, self.all_button, self.none_button)
        )
        self._offer_moves()

    def _build_sets(self, column: QVBoxLayout) -> None:
        view = QListView()
        view.setAccessibleName(self.tr("Data sets"))
        view.setModel(self._sets)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setMinimumHeight(70)
        column.addWidget(view, 1)
        # Without any, the songs need the room.
        view.hide()
        self._sets.rowsInserted.connect(lambda *_: view.show())
        self._sets.itemChanged.connect(lambda _: self.changed.emit())
        column.addLayout(button_row(self._button(self.tr("Add folder…"), self._add_folder)))

    # --- what is chosen ---

    def set_data(
        self, songs: Iterable[Path], left_out: frozenset[Path], fallback_folder: Path, rows: Mapping[Path, SongRow],
        folders: Iterable[Path], folders_left_out: set[Path],
    ) -> None:  # fmt: skip
        """List songs, those of the open folder first, and data sets, ticked but for those left out."""
        checked = [path for path, row in rows.items() if row.checked > 0 and not row.problem]
        of_folder = set(checked)
        others = [path for path in songs if path not in of_folder and os.path.isfile(path)]
        self.table.set_songs((*checked, *others), left_out, fallback_folder, rows)
        self._add_sets((path for path in folders if os.path.isdir(path)), folders_left_out)

    def set_start(self, learned: LearnedFrom | None) -> None:
        """Divide the songs for a training that begins with a model that has learned from all that; None: with none."""
        self._learned = learned
        self._divide()

    @property
    def folders(self) -> tuple[Path, ...]:
        """All data sets."""
        return tuple(self._sets.item(row).data() for row in range(self._sets.rowCount()))

    @property
    def ticked_folders(self) -> tuple[Path, ...]:
        """The data sets to learn from."""
        items = [self._sets.item(row) for row in range(self._sets.rowCount())]
        return tuple(item.data() for item in items if item.checkState() == Qt.CheckState.Checked)

    @property
    def songs(self) -> tuple[CheckedSong, ...]:
        """The ticked songs, as far as they have been read."""
        return self.sides.songs

    # --- inside ---

    def _read(self, listed: Path) -> KeptAside:
        try:
            return read_kept_aside(listed)
        except (SvdError, OSError) as error:
            self.problem = in_own_words(error)
            return KeptAside()

    def _divide(self) -> None:
        """Divide the songs that are ticked now, and show who is on which side."""
        songs = self.table.songs
        self.sides.update(tuple(songs.values()), self._learned)
        self.table.show_sides({path: self.sides.text(song) for path, song in songs.items()})
        odd = remarks(self.table.coverages, has_other_music=bool(self.ticked_folders))
        self._remarks.setText("\n".join((*self.sides.remarks(), *map(translated, odd))))
        self._remarks.setVisible(bool(self._remarks.text()))
        self._offer_moves()
        self.changed.emit()

    def _offer_moves(self) -> None:
        """Let artists and songs be moved to where they are not."""
        kept, songs = self.sides.kept, [song for song in self.table.selected if song.seconds > 0]
        self.aside_button.setEnabled(
            any(artist_key(song.artist) and kept.artist_side(song) != "aside" for song in songs)
        )
        self.song_aside_button.setEnabled(any(kept.side(song) != "aside" for song in songs))
        self.learn_button.setEnabled(any(kept.side(song) == "aside" for song in songs))

    def _keep_aside(self, whole_artists: bool) -> None:
        self.sides.keep_aside(self.table.selected, whole_artists)
        self._divide()

    def _learn_from(self) -> None:
        self.sides.learn_from(self.table.selected)
        self._divide()

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add Data Set"))
        if chosen and Path(chosen) not in self.folders:
            self._add_sets([Path(chosen)], set())
            self.changed.emit()

    def _add_sets(self, paths: Iterable[Path], left_out: set[Path]) -> None:
        for path in paths:
            item = QStandardItem(visible(str(path)))
            item.setToolTip(as_tip(str(path)))
            item.setData(path)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Unchecked if path in left_out else Qt.CheckState.Checked)
            self._sets.appendRow(item)

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked: slot())
        return button


def _heading(text: str) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("role", "heading")
    return label
