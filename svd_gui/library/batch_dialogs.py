"""What to ask before labels of many songs are exported or imported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.formats.registry import FORMATS
from svd_gui.dialogs.lost_text import lost_text
from svd_gui.dialogs.note import note
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel
from svd_gui.translation import tr


class FolderRow(QWidget):
    """A folder of labels; empty: beside each song."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.path = QLineEdit()
        self.path.setPlaceholderText(self.tr("beside each song"))
        self.path.setAccessibleName(title)
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(title))
        row.addWidget(self.path, 1)
        row.addWidget(browse)

    @property
    def folder(self) -> Path | None:
        text = self.path.text().strip()
        return Path(text).expanduser().absolute() if text else None

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._title, self.path.text())
        if chosen:
            self.path.setText(chosen)


class BatchDialog(QDialog):
    """Says for how many songs something is done, and asks how."""

    def __init__(self, title: str, n_songs: int, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(PlainLabel(tr("For %n song(s) of the list:", "", n_songs)))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self._buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setProperty("role", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def finish(self) -> None:
        """Put the buttons below what was added."""
        self.column.addWidget(self._buttons)


class ExportAllDialog(BatchDialog):
    """Asks in which format and to which folder labels go, and what becomes of files that are there."""

    def __init__(self, n_songs: int, format_name: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export All"), n_songs, tr("Export"), parent)
        self.formats = CalmList()
        self.formats.setAccessibleName(tr("Format"))
        for each in FORMATS:
            self.formats.addItem(tr(each.title), each.name)
        self.formats.setCurrentIndex(max(0, self.formats.findData(format_name)))
        self.folder = FolderRow(tr("Folder:"))
        self.replace = QCheckBox(tr("&Replace files that are there, and keep the old ones (.bak)"))
        for widget in (self.formats, self.folder, self.replace):
            self.column.addWidget(widget)
        self.lost = note("")
        self.column.addWidget(self.lost)
        self.column.addWidget(note(tr("Songs without an annotation are named at the end. Files that are there stay.")))
        self.formats.currentIndexChanged.connect(self._show_lost)
        self._show_lost()
        self.finish()

    def _show_lost(self) -> None:
        self.lost.setText(lost_text(FORMATS[self.formats.currentIndex()].loses))

    def arguments(self) -> tuple[str, ...]:
        """The arguments of `svd export` for what was chosen."""
        folder = self.folder.folder
        where = ("--out", str(folder)) if folder is not None else ()
        existing = "--force" if self.replace.isChecked() else "--skip-existing"
        return ("--format", str(self.formats.currentData()), *where, existing)


class ImportAllDialog(BatchDialog):
    """Asks where labels are looked for, and whether they take the place of a person's work."""

    def __init__(self, n_songs: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("Import Labels for All"), n_songs, tr("Import"), parent)
        self.folder = FolderRow(tr("Labels:"))
        self.replace = QCheckBox(tr("&Replace also what people have set or checked"))
        for widget in (self.folder, self.replace):
            self.column.addWidget(widget)
        text = tr(
            "Labels have their song's name, in the folder or in sub-folders like those of the songs."
            " Each import is one step in the song's history and can be undone there."
        )
        self.column.addWidget(note(text))
        self.finish()

    def arguments(self) -> tuple[str, ...]:
        """The arguments of `svd import` for what was chosen."""
        folder = self.folder.folder
        where = ("--labels", str(folder)) if folder is not None else ()
        return (*where, *["--replace"] * self.replace.isChecked())
