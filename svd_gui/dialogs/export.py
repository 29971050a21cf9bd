"""The dialog that asks in which format, and to which file, the regions of a song are exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.formats import FORMATS
from svd_core.annotation.formats.protocol import Format


class ExportDialog(QDialog):
    """A format, with a note on what it cannot hold, and a file."""

    def __init__(self, song: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export Regions"))
        self.setMinimumWidth(520)
        self._song = song
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        self._choices = QButtonGroup(self)
        for index, file_format in enumerate(FORMATS):
            button = QRadioButton(f"{file_format.title} ({file_format.suffix})")
            self._choices.addButton(button, index)
            column.addWidget(button)
        self._note = QLabel()
        self._note.setProperty("role", "small")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note.setMinimumHeight(3 * self._note.fontMetrics().height())
        column.addWidget(self._note)
        row = QHBoxLayout()
        self._path = QLineEdit()
        self._path.setAccessibleName(self.tr("File"))
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        column.addLayout(row)
        self._warning = QLabel()
        self._warning.setProperty("role", "small")
        column.addWidget(self._warning)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("role", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._path.textChanged.connect(self._show_warning)
        self._choices.idToggled.connect(self._show_format)
        self._choices.button(0).setChecked(True)

    @property
    def file_format(self) -> Format:
        return FORMATS[self._choices.checkedId()]

    @property
    def path(self) -> Path:
        return Path(self._path.text()).expanduser()

    def choose(self, index: int, path: Path) -> None:
        """Choose a format, by its place in `FORMATS`, and a file."""
        self._choices.button(index).setChecked(True)
        self._path.setText(str(path))

    def _show_format(self, index: int, chosen: bool) -> None:
        if chosen:
            chosen_format = FORMATS[index]
            self._path.setText(str(self._song.with_suffix(chosen_format.suffix)))
            lost = ", ".join(chosen_format.loses)
            self._note.setText(
                self.tr("This format cannot hold: {0}. All of it stays in the song's own annotation.").format(lost)
                if lost
                else self.tr("This format holds everything.")
            )

    def _show_warning(self) -> None:
        exists = self.path.is_file()
        self._warning.setText(self.tr("This file exists and will be replaced.") if exists else "")

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self._path.text(), f"*{self.file_format.suffix}"
        )
        if chosen:
            self._path.setText(chosen)
