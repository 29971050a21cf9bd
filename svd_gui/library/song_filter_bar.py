"""What a song must be to be listed, and in which groups: a row of controls above the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from svd_core.annotation.song_status import STATUSES
from svd_core.library.listing import Grouping, SongFilter
from svd_gui.library.song_list_model import SongListModel
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel

NARROWEST_PX = 64


class SearchField(QLineEdit):
    """Enter and the down key go on to the list; Escape takes back what was typed, then leaves."""

    list_requested = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_override and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.list_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)


class SongFilterBar(QWidget):
    """`changed` carries the `SongFilter`, `grouping_chosen` how songs are grouped."""

    changed = Signal(object)
    grouping_chosen = Signal(str)

    def __init__(self, model: SongListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = SearchField()
        self.text.setPlaceholderText(self.tr("Find songs"))
        self.text.setAccessibleName(self.tr("Find songs"))
        self.text.setToolTip(self.tr("Words in path, artist, annotator or note"))
        self.text.setClearButtonEnabled(True)
        self.status, self.grouping = CalmList(), CalmList()
        for choice in (self.status, self.grouping):
            # In a narrow list their texts are cut; else they would ask for more room than the songs.
            choice.setMinimumWidth(NARROWEST_PX)
        self.status.setAccessibleName(self.tr("Status"))
        self.grouping.setAccessibleName(self.tr("Groups"))
        self.status.addItem(self.tr("All songs"), SongFilter())
        for status in STATUSES:
            self.status.addItem(model.status_name(status), SongFilter(statuses=frozenset({status})))
        self.status.addItem(self.tr("not checked"), SongFilter(statuses=frozenset(STATUSES) - {"checked"}))
        self.status.addItem(self.tr("with problems"), SongFilter(problems=True))
        for title, grouping in self._groupings():
            self.grouping.addItem(title, grouping)
        self.count = PlainLabel()
        self.count.setProperty("role", "small")
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setSpacing(6)
        grid.addWidget(self.text, 0, 0, 1, 2)
        grid.addWidget(self.status, 1, 0)
        grid.addWidget(self.grouping, 1, 1)
        grid.addWidget(self.count, 2, 0, 1, 2)
        self.text.textChanged.connect(self._report)
        self.status.currentIndexChanged.connect(self._report)
        self.grouping.currentIndexChanged.connect(lambda: self.grouping_chosen.emit(self.grouping.currentData()))

    def _groupings(self) -> tuple[tuple[str, Grouping], ...]:
        return (
            (self.tr("No groups"), ""),
            (self.tr("By sub-folder"), "parent"),
            (self.tr("By artist"), "artist"),
        )

    @property
    def wanted(self) -> SongFilter:
        chosen: SongFilter = self.status.currentData()
        return SongFilter(self.text.text(), chosen.statuses, chosen.problems)

    def clear(self) -> None:
        """Ask for nothing any more."""
        self.text.clear()
        self.status.setCurrentIndex(0)

    def show_count(self, shown: int, total: int) -> None:
        """Say how many songs are listed."""
        if shown == total:
            self.count.setText(self.tr("%n song(s)", "", total))
        else:
            self.count.setText(self.tr("{0} of %n song(s)", "", total).format(shown))

    def _report(self) -> None:
        self.changed.emit(self.wanted)
