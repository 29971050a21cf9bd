"""File > Export Picture: what the timeline shows as PNG or SVG, in which width, and to which file."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.clock import clock
from svd_core.files.storage import write_atomically
from svd_gui.dialogs.confirmation import ask_to_replace
from svd_gui.errors import describe
from svd_gui.settings import Settings
from svd_gui.style.calm_controls import CalmCount
from svd_gui.style.plain_text import PlainLabel
from svd_gui.timeline.picture_export import picture_of
from svd_gui.timeline.picture_format import NARROWEST_PX, PICTURE_FORMATS, WIDEST_PX, PictureFormat
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import number


class PictureExportDialog(QDialog):
    """Writes the picture when it is accepted; a file that is there already is replaced only after a question."""

    written = Signal(object)
    """The `Path` of the picture."""
    failed = Signal(object)
    """A `Problem`: the file could not be written."""

    def __init__(self, view: TimelineView, song: Path, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export Picture"))
        self.setMinimumWidth(520)
        self._view, self._settings = view, settings
        folder = settings.picture_folder
        self._folder = folder if folder is not None and folder.is_dir() else song.parent
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        form = QFormLayout()
        form.addRow(self.tr("Format"), self._format_row(settings.picture_format))
        self.width_px = CalmCount()
        self.width_px.setRange(NARROWEST_PX, WIDEST_PX)
        self.width_px.setSuffix(self.tr(" pixels"))
        self.width_px.setValue(settings.picture_width_px or 2 * view.width())
        self.width_px.valueChanged.connect(self._show_size)
        form.addRow(self.tr("Width"), self.width_px)
        self._size = PlainLabel()
        self._size.setProperty("role", "small")
        form.addRow("", self._size)
        form.addRow(self.tr("File"), self._file_row())
        column.addLayout(form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self._save.setProperty("role", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        start, end = (clock(time, 0).replace(":", "-") for time in view.visible_range())
        self.file.setText(str(self._folder / f"{song.stem} {start} to {end}.{self.picture_format}"))
        self._show_size()

    @property
    def picture_format(self) -> PictureFormat:
        return PICTURE_FORMATS[self._formats.checkedId()]

    @property
    def path(self) -> Path:
        """The file; a name alone means the folder of the last picture."""
        return self._folder / os.path.expanduser(self.file.text().strip())

    def choose(self, picture_format: PictureFormat, path: Path | None = None) -> None:
        """Choose a format, and a file."""
        self._formats.button(PICTURE_FORMATS.index(picture_format)).setChecked(True)
        if path is not None:
            self.file.setText(str(path))

    def accept(self) -> None:
        """Write the picture, after a question where a file would be replaced."""
        if not self._save.isEnabled():
            return
        if not os.path.lexists(self.path):
            self._write()
            return
        ask_to_replace(self, self.path, self.tr("The file exists."), self._end_question)

    def _end_question(self, replace: bool) -> None:
        if replace:
            self._write()
        else:
            self.file.setFocus()

    def _write(self) -> None:
        settings, path = self._settings, self.path
        settings.picture_format, settings.picture_width_px = self.picture_format, self.width_px.value()
        try:
            write_atomically(path, picture_of(self._view, self.picture_format, self.width_px.value()))
        except OSError as error:
            self.failed.emit(describe(error, self.tr("Export picture")))
            return
        settings.picture_folder = path.parent
        self.written.emit(path)
        super().accept()

    def _format_row(self, chosen: PictureFormat) -> QHBoxLayout:
        row = QHBoxLayout()
        self._formats = QButtonGroup(self)
        titles = {"png": self.tr("PNG, pixels"), "svg": self.tr("SVG, lines and letters")}
        for index, name in enumerate(PICTURE_FORMATS):
            button = QRadioButton(titles[name])
            button.setChecked(name == chosen)
            self._formats.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        self._formats.idToggled.connect(lambda _, on: self._follow_format() if on else None)
        return row

    def _file_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.file = QLineEdit()
        self.file.setAccessibleName(self.tr("File"))
        self.file.textChanged.connect(self._check_name)
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        return row

    def _follow_format(self) -> None:
        """Give the file the suffix of the format, where it has that of another one."""
        path = Path(self.file.text())
        if path.suffix.lower().lstrip(".") in PICTURE_FORMATS:
            self.file.setText(str(path.with_suffix(f".{self.picture_format}")))
        self._show_size()

    def _show_size(self) -> None:
        is_png = self.picture_format == "png"
        self.width_px.setEnabled(is_png)
        width, view = self.width_px.value(), self._view
        height, scale = round(width * view.height() / max(view.width(), 1)), width / max(view.width(), 1)
        self._size.setText(
            self.tr("{0} × {1} pixels, {2} times as on screen").format(width, height, number(scale, 1))
            if is_png
            else self.tr("As on screen; can be enlarged. The spectrogram is a picture within.")
        )

    def _check_name(self) -> None:
        name = self.file.text().strip()
        self._save.setEnabled(bool(name) and "\0" not in name and not os.path.isdir(self.path))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(self.path), f"*.{self.picture_format}",
            # The question comes when the dialog is accepted, whichever way the name was given.
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            self.file.setText(chosen)
