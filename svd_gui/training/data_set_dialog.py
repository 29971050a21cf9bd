"""File > Export Data Set: the annotated songs of a folder as a folder to train from."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.clock import clock
from svd_core.files.visible_text import visible
from svd_gui.dialogs.note import note
from svd_gui.errors import Problem
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel
from svd_gui.training.data_set_job import DataSetChoices, DataSetJob
from svd_gui.translation import tr

_NOTES_SHOWN = 4


class DataSetDialog(QDialog):
    """The choices above, and below what came of it; closing it ends an export that runs."""

    def __init__(self, music: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export Data Set"))
        self.setMinimumWidth(600)
        self.job: DataSetJob | None = None
        self._notes: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(
            note(
                self.tr(
                    "Songs with checked time become a folder to train from: sound, labels, lists by artist, and hashes."
                    " Songs without checked time are left out."
                )
            )
        )
        column.addLayout(self._form(music))
        self.status = PlainLabel()
        self.status.setWordWrap(True)
        self.status.setMinimumHeight(4 * self.status.fontMetrics().lineSpacing())
        column.addWidget(self.status)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        column.addWidget(self.bar)
        column.addLayout(self._button_row())
        self._refresh()

    @property
    def choices(self) -> DataSetChoices:
        """What was chosen; names alone mean the folder of the music."""
        music = Path(os.path.expanduser(self.music.text()))
        return DataSetChoices(
            music,
            music.parent / os.path.expanduser(self.target.text()),
            self.artists.text().strip(),
            self.licence.text().strip(),
            str(self.link.currentData()),
            replace=True,
        )

    def start(self) -> None:
        """Export; a data set that was made here before is replaced, unless somebody changed it since."""
        self._notes = []
        self.job = DataSetJob(self.choices, self)
        self.job.progressed.connect(self._show_progress)
        self.job.noted.connect(self._notes.append)
        self.job.finished.connect(self._show_summary)
        self.job.failed.connect(self._show_problem)
        self.bar.setRange(0, 0)
        self.status.setText(self.tr("Looking at the songs…"))
        self._refresh()

    def done(self, result: int) -> None:
        """Close; an export that runs ends, and leaves nothing behind."""
        if self.job is not None:
            self.job.cancel()
            self.job = None
        super().done(result)

    def _form(self, music: Path) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.music, self.target = QLineEdit(str(music)), QLineEdit(_suggested(str(music)))
        self._named_after = str(music)
        self.music.textChanged.connect(self._follow_music)
        self.artists, self.licence = QLineEdit(), QLineEdit()
        self.artists.setPlaceholderText(self.tr("by tags; or a pattern such as {artist} - *"))
        self.licence.setPlaceholderText(self.tr("such as CC BY 4.0"))
        self.link = CalmList()
        for text, value in (
            (self.tr("Linked (takes no room, on the same disk)"), "hard"),
            (self.tr("Linked by name (breaks when the songs move)"), "symbolic"),
            (self.tr("Copied (takes as much room again)"), "copy"),
        ):
            self.link.addItem(text, value)
        form.addRow(self.tr("Songs below"), self._folder_row(self.music))
        form.addRow(self.tr("Data set"), self._folder_row(self.target))
        form.addRow(tr("Artists"), self.artists)  # The same word as in finding_words.
        form.addRow(self.tr("Licence"), self.licence)
        form.addRow(self.tr("Sound"), self.link)
        for line in (self.music, self.target):
            line.textChanged.connect(self._refresh)
        return form

    def _follow_music(self, music: str) -> None:
        """Name the data set after other songs, unless a person has named it."""
        if self.target.text() == _suggested(self._named_after):
            self.target.setText(_suggested(music))
        self._named_after = music

    def _folder_row(self, line: QLineEdit) -> QHBoxLayout:
        row, browse = QHBoxLayout(), QPushButton(self.tr("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda: self._browse(line))
        row.addWidget(line, 1)
        row.addWidget(browse)
        return row

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.start_button = QPushButton(self.tr("Export"))
        self.start_button.setProperty("role", "primary")
        self.start_button.setDefault(True)
        self.start_button.clicked.connect(self.start)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.reject)
        row.addWidget(self.start_button)
        row.addWidget(self.close_button)
        return row

    def _browse(self, line: QLineEdit) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.windowTitle(), line.text())
        if chosen:
            line.setText(chosen)

    def _refresh(self) -> None:
        running = self.job is not None
        music, target = self.music.text().strip(), self.target.text().strip()
        usable = bool(target) and "\0" not in music + target and os.path.isdir(os.path.expanduser(music))
        self.start_button.setEnabled(usable and not running)
        self.close_button.setText(self.tr("Cancel") if running else self.tr("Close"))
        self.bar.setVisible(running)
        if not running and music and not os.path.isdir(os.path.expanduser(music)):
            self.status.setText(self.tr("There is no folder of songs of this name."))

    def _show_progress(self, number: int, total: int, song: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(number)
        self.status.setText(visible(song))

    def _show_summary(self, summary: dict) -> None:
        self.job = None
        counts, locale = summary["counts"], QLocale()
        lists = ", ".join(f"{visible(name)} {locale.toString(len(songs))}" for name, songs in summary["lists"].items())
        text = self.tr("{0}: songs: {1}, artists: {2}, {3} of music, {4} of it checked. Lists: {5}.").format(
            visible(summary["folder"]),
            locale.toString(counts["songs"]),
            locale.toString(counts["artists"]),
            clock(60 * counts["minutes"]),
            clock(60 * counts["checked_minutes"]),
            lists,
        )
        self._tell([text, *self._said()])
        self._refresh()

    def _show_problem(self, problem: Problem) -> None:
        self.job = None
        self._tell([visible(problem.summary), *self._said()])
        self._refresh()

    def _tell(self, lines: list[str]) -> None:
        """Show lines in full: the window grows for them, as a wrapped text would else squeeze the fields."""
        self.status.setText("\n".join(lines))
        needed = self.status.heightForWidth(self.status.width())
        self.status.setMinimumHeight(max(self.status.minimumHeight(), needed))

    def _said(self) -> list[str]:
        """Return the first notes, and how many more there are."""
        shown = self._notes[:_NOTES_SHOWN]
        rest = len(self._notes) - len(shown)
        return [*shown, *([self.tr("and {0} more").format(QLocale().toString(rest))] if rest else [])]


def _suggested(music: str) -> str:
    """The folder of a data set beside that of its songs."""
    folder = Path(os.path.expanduser(music))
    return str(folder.parent / f"{folder.name} data set")
