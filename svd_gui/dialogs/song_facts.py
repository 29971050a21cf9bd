"""What the open song's files are: sound, labels and annotation, as `svd inspect` finds them; plain text to copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from svd_core.annotation.annotation_file import path_for
from svd_core.annotation.formats.label_rows import UNDIRECTED
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.label_places import labels_for
from svd_core.data.inspection import in_lines, inspected
from svd_core.files.visible_text import visible
from svd_gui import background
from svd_gui.errors import describe


class SongFactsDialog(QDialog):
    """Reads the files in the background, since all of the sound is decoded."""

    def __init__(self, song: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About This Song"))
        self.resize(680, 460)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        self.text = QPlainTextEdit(self.tr("Reading the files…"))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("What the files are"))
        column.addWidget(self.text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._task = background.run(
            lambda: facts_text(song),
            self._show,
            lambda error: self._show(describe(error, self.tr("About This Song")).summary),
        )

    def done(self, result: int) -> None:
        """Close, and forget what is still being read."""
        self._task.cancel()
        super().done(result)

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)
        self.copy_button.setEnabled(True)


def facts_text(song: Path) -> str:
    """Return what is found of a song's sound, its labels and its annotation, a paragraph each."""
    beside = (labels_for(song), path_for(song), snapshot_path_for(song))
    files = [song, *(path for path in beside if path is not None and path.is_file())]
    paragraphs = [in_lines(path, inspected(path, UNDIRECTED)) for path in files]
    return "\n\n".join("\n".join(map(visible, lines)) for lines in paragraphs)
