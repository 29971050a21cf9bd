"""What the window shows while no song is open: where to drop one, and the recent songs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from svd_gui.style.icons import pixmap
from svd_gui.style.plain_text import PlainLabel, as_tip, short, without_keys
from svd_gui.style.theme import Theme

SHOWN_RECENT, SHOWN_FOLDERS = 6, 2
"""Folders and songs together, and folders."""
NARROWEST_PX = 320


class Welcome(QWidget):
    """Invites to open a song or a folder, by drop, dialog, demo or from the recent ones."""

    open_requested = Signal()
    demo_requested = Signal()
    folder_requested = Signal()
    song_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        # The song page is in the same place and can be narrower than this one would like to be.
        self.setMinimumWidth(NARROWEST_PX)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        self._target = QFrame()
        self._target.setProperty("role", "drop")
        self._target.setMaximumWidth(560)
        middle.addWidget(self._target, 20)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        column = QVBoxLayout(self._target)
        column.setContentsMargins(40, 34, 40, 30)
        column.setSpacing(10)
        self._picture = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._picture)
        self._opening, self._folder = "", ""
        self._title, self._about = self._line(column, "title"), self._line(column, "muted")
        self._show_texts()
        column.addSpacing(8)
        column.addLayout(self._buttons())
        column.addSpacing(6)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)

    def set_recent(self, songs: tuple[Path, ...], folders: tuple[Path, ...] = ()) -> None:
        """Offer the folders and songs opened lately that are still there."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        there = [folder for folder in folders if os.path.isdir(folder)][:SHOWN_FOLDERS]
        self._offer(self.tr("Recent folders"), there)
        self._offer(
            self.tr("Recent songs"), [song for song in songs if os.path.isfile(song)][: SHOWN_RECENT - len(there)]
        )

    def _offer(self, title: str, paths: Sequence[Path]) -> None:
        if paths:
            heading = PlainLabel(title)
            heading.setProperty("role", "small")
            heading.setContentsMargins(6, 6, 0, 2)
            self._recent.addWidget(heading)
        for path in paths:
            button = QPushButton(without_keys(path.name))
            button.setProperty("role", "link")
            button.setToolTip(as_tip(str(path)))
            button.clicked.connect(lambda _=False, path=path: self.song_requested.emit(path))
            self._recent.addWidget(button)

    def highlight(self, on: bool) -> None:
        """Highlight the drop target while something is dragged over the window."""
        self._target.setProperty("hot", "true" if on else "false")
        self._target.style().unpolish(self._target)
        self._target.style().polish(self._target)

    def set_opening(self, name: str) -> None:
        """Say that a song is being opened; an empty name when none is."""
        self._opening = name
        self._show_texts()

    def set_folder(self, name: str) -> None:
        """Say that a song of the open folder may be chosen; an empty name when none is open."""
        self._folder = name
        self._show_texts()

    def _show_texts(self) -> None:
        if self._opening:
            self._title.setText(self.tr("Opening {0}…").format(short(self._opening)))
        elif self._folder:
            self._title.setText(self.tr("Choose a song of {0}").format(short(self._folder)))
        else:
            self._title.setText(self.tr("Drop a song or a folder here"))
        self._about.setText(
            self.tr(
                "Enter or a double click in the list opens it.\n"
                "Songs > Check What Teaches Most shows what to correct first."
            )
            if self._folder
            else self.tr("See where the singing is, correct it by hand,\nand train the detector on it.")
        )

    def set_theme(self, theme: Theme) -> None:
        self._picture.setPixmap(pixmap("app", theme.accent, 64, self.devicePixelRatioF()))

    def _line(self, column: QVBoxLayout, role: str) -> QLabel:
        label = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        label.setProperty("role", role)
        label.setWordWrap(True)
        column.addWidget(label)
        return label

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for text, role, signal in (
            (self.tr("Open song…"), "primary", self.open_requested),
            (self.tr("Open folder…"), "", self.folder_requested),
            (self.tr("Open demo song"), "", self.demo_requested),
        ):
            button = QPushButton(text)
            button.setProperty("role", role)
            button.setMinimumHeight(36)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            row.addWidget(button)
        row.addStretch(1)
        return row
