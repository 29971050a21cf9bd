"""What another model decides otherwise in the songs of the open folder: a list to listen through, longest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QVBoxLayout, QWidget

from svd_core.annotation.clock import clock
from svd_core.files.visible_text import visible
from svd_core.library.folder_changes import FolderChanges
from svd_core.review.changes import Change
from svd_gui.style.plain_text import PlainLabel, short
from svd_gui.style.tables import NO_INDEX, Index, TitledTable, row_table

COLUMNS = ("song", "place", "length", "now", "right")
MOST_ROWS = 5000
"""More nobody listens through; the shortest are left out."""
MARGIN_PX = 12


class ChangesTable(TitledTable):
    """One row a change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes: Sequence[Change] = ()
        self._titles = (
            self.tr("Song"),
            self.tr("Place"),
            self.tr("Length"),
            self.tr("Now"),
            self.tr("By what is checked"),
        )

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show these, in their order."""
        self.beginResetModel()
        self.changes = changes[:MOST_ROWS]
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.changes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == "length":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        change = self.changes[index.row()]
        if column == "right":
            return {True: self.tr("right"), False: self.tr("wrong"), None: ""}[change.right]
        return {
            "song": visible(change.song),
            "place": f"{clock(change.start, 1)} – {clock(change.end, 1)}",
            "length": QLocale().toString(float(change.length), "f", 1) + " s",
            "now": self.tr("singing") if change.sung else self.tr("no singing"),
        }[column]


class ChangesDialog(QDialog):
    """Stays open beside the window. Enter opens the song of a change at its place and plays it."""

    place_requested = Signal(str, float, float)
    """A song's path below the folder, and from where to where (s) a change in it goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(760, 300)
        self._is_placed = False
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.model = ChangesTable(self)
        self.table = row_table(self.model, self.tr("Changes"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("song"), QHeaderView.ResizeMode.Stretch)
        hint = PlainLabel(self.tr("Enter opens the song at the place and plays it."))
        hint.setProperty("role", "small")
        column = QVBoxLayout(self)
        for widget in (self.summary, self.table, hint):
            column.addWidget(widget)
        self.table.doubleClicked.connect(lambda _: self.go())

    def show_changes(self, found: FolderChanges, old: str, new: str) -> None:
        """Show what the model `new` decides otherwise than `old`."""
        self.setWindowTitle(self.tr("What “{0}” Changes").format(short(new)))
        self.summary.setText(self._in_words(found, old, new))
        self.model.show_changes(found.changes)
        self._keep_off_the_song()
        if found.changes:
            self.table.selectRow(0)

    def _keep_off_the_song(self) -> None:
        """Come up in the window's lower right corner the first time, below the lanes in which changes are shown."""
        window = self.parentWidget()
        if self._is_placed or window is None:
            return
        self._is_placed = True
        self.resize(self.size().boundedTo(window.size()))
        corner = window.mapToGlobal(window.rect().bottomRight())
        frame = self.frameGeometry().size()
        self.move(max(0, corner.x() - frame.width() - MARGIN_PX), max(0, corner.y() - frame.height() - MARGIN_PX))

    def go(self) -> None:
        """Ask for the place of the selected change."""
        rows = self.table.selectionModel().selectedRows()
        if rows:
            change = self.model.changes[rows[0].row()]
            self.place_requested.emit(change.song, change.start, change.end)

    def _in_words(self, found: FolderChanges, old: str, new: str) -> str:
        def seconds(value: float) -> str:
            return QLocale().toString(float(value), "f", 1) + " s"

        songs = self.tr("in %n song(s)", "", found.songs)
        changed = self.tr("%n change(s)", "", len(found.changes))
        text = self.tr("“{0}” instead of “{1}”: {2} {3}, {4} more singing and {5} less.").format(
            short(new), short(old), changed, songs, seconds(found.seconds(True)), seconds(found.seconds(False))
        )
        right, wrong = found.judged(True), found.judged(False)
        if right or wrong:
            judged = self.tr("By what is checked, {0} of them are right and {1} wrong.")
            text += " " + judged.format(seconds(right), seconds(wrong))
            text += " " + self.tr("Songs that it learned from make it look better than it is.")
        if found.left_out:
            text += " " + self.tr("%n song(s) could not be compared.", "", len(found.left_out))
        return text

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        else:
            super().keyPressEvent(event)
