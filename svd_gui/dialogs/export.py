"""The dialog that asks in which format, and to which file, the regions of a song are exported."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.registry import FORMATS
from svd_core.annotation.label_losses import losses
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_gui.dialogs.checked_text import checked_text
from svd_gui.dialogs.confirmation import ask, ask_to_replace
from svd_gui.dialogs.exports import Exports
from svd_gui.dialogs.lost_text import lost_text
from svd_gui.dialogs.note import note
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel
from svd_gui.translation import tr


class ExportDialog(QDialog):
    """A format, with a note on what it cannot hold, and a file. It asks before a file of others is replaced."""

    def __init__(
        self, song: Path, exports: Exports, annotation: SongAnnotation | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export Regions"))
        self.setMinimumWidth(520)
        self._song, self._exports, self._annotation = song, exports, annotation
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        self._choices = self._format_list()
        column.addWidget(self._choices)
        if annotation is not None and total(annotation.known) < annotation.duration:
            column.addWidget(self._checked_note(annotation))
        self._note = self._small_label()
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note.setMinimumHeight(3 * self._note.fontMetrics().height())
        column.addWidget(self._note)
        column.addLayout(self._file_row())
        self._warning = self._small_label()
        column.addWidget(self._warning)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self._save.setProperty("role", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._path.textChanged.connect(self._show_warning)
        self._choices.setCurrentIndex(FORMATS.index(exports.file_format))
        self._choices.currentIndexChanged.connect(self._show_format)
        self._show_format(self._choices.currentIndex())

    def _file_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._path = QLineEdit()
        self._path.setAccessibleName(self.tr("File"))
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        return row

    def _format_list(self) -> CalmList:
        formats = CalmList()
        formats.setAccessibleName(self.tr("Format"))
        formats.setMaxVisibleItems(len(FORMATS))
        for file_format in FORMATS:
            formats.addItem(f"{tr(file_format.title)} ({file_format.suffix})")
        return formats

    def _small_label(self) -> PlainLabel:
        label = PlainLabel()
        label.setProperty("role", "small")
        label.setWordWrap(True)
        return label

    def _open_yet_text(self) -> str:
        """Say how much of the song nobody has looked at, of which the file would say that nobody sings, or nothing."""
        annotation = self._annotation
        open_yet = 0.0 if annotation is None else total(annotation.open_yet)
        if annotation is None or not open_yet:
            return ""
        text = self.tr("{0} of {1} are not detected yet: the file would say that nobody sings there.")
        return text.format(clock(open_yet), clock(annotation.duration))

    def _checked_note(self, annotation: SongAnnotation) -> QLabel:
        """Return how much is checked: whoever reads the file takes all of it for checked, unless it says otherwise."""
        text = f"{checked_text(annotation, annotation.duration)}."
        if total(annotation.checked) < annotation.duration:
            rest = self.tr("The rest may be the model's own guess; few formats can say which is which.")
            text = f"{text} {rest}"
        return note(f"{text} {self._open_yet_text()}".rstrip())

    @property
    def file_format(self) -> LabelFormat:
        return FORMATS[self._choices.currentIndex()]

    @property
    def path(self) -> Path:
        """The file; a name alone means the song's folder."""
        return self._song.parent / os.path.expanduser(self._path.text())

    def choose(self, index: int, path: Path) -> None:
        """Choose a format, by its place in `FORMATS`, and a file."""
        self._choices.setCurrentIndex(index)
        self._path.setText(str(path))

    def _show_format(self, index: int) -> None:
        chosen = FORMATS[index]
        self._path.setText(str(self._exports.suggested(self._song, chosen)))
        lost = chosen.loses if self._annotation is None else losses(chosen, self._annotation)
        parts = [lost_text(lost)]
        is_partly_known = self._annotation is None or total(self._annotation.known) < self._annotation.duration
        if lost and chosen.companion and is_partly_known:
            parts.append(self.tr("A second file, {0}, holds the checked time.").format(chosen.companion))
        self._note.setText(" ".join(parts))

    def accept(self) -> None:
        """Close, once nothing speaks against writing the file, or a person has said to write it nevertheless."""
        if not self._save.isEnabled():
            return
        open_yet = self._open_yet_text()
        if not open_yet:
            self._accept_detected()
            return
        text = self.tr("Export a song that is not wholly detected?")
        ask(self, text, open_yet, self.tr("Export"), lambda agreed: self._accept_detected() if agreed else None)

    def _accept_detected(self) -> None:
        path = self.path
        if not os.path.isfile(path) or self._exports.is_ours(path):
            super().accept()
            return
        facts = self.tr(
            "The file exists, and is not what was exported there last. It may be somebody's work. If you "
            "replace it, it is kept beside the new one, with .bak after its name."
        )
        ask_to_replace(self, path, facts, self._end_question)

    def _end_question(self, replace: bool) -> None:
        if replace:
            super().accept()
        else:
            self._path.setFocus()

    def _show_warning(self) -> None:
        text = ""
        if os.path.islink(self.path) and not os.path.exists(self.path):
            text = self.tr("This is a link to a file that is not there. Choose another name.")
        elif self._exports.is_ours(self.path):
            text = self.tr("This file was exported before, and will be replaced.")
        elif os.path.isfile(self.path):
            text = self.tr("This file exists. You will be asked before it is replaced.")
        self._warning.setText(text)
        name = self._path.text()
        self._save.setEnabled(bool(name.strip()) and "\0" not in name and not os.path.isdir(self.path))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            self._path.text(),
            f"*{self.file_format.suffix}",
            # The question comes when the dialog is accepted, whichever way the name was given.
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._path.setText(chosen)
