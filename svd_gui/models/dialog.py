"""Model > Models…: the models a person has, with what is known of each; use one, or one of before, at any time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from svd_core.errors import SvdError
from svd_core.files.visible_text import visible
from svd_core.model.model_folder import SUFFIX, Entry, ModelFolder
from svd_gui import background
from svd_gui.dialogs.about import ModelCardDialog
from svd_gui.errors import Problem, describe
from svd_gui.models.measurements import Measurements, read_measurements
from svd_gui.models.measuring import Measured, Measuring
from svd_gui.models.model_table import ModelTable, updates_of_unfinished
from svd_gui.style.button_row import button_row
from svd_gui.style.plain_text import PlainLabel, short
from svd_gui.style.tables import row_table
from svd_gui.style.theme import LIGHT, Theme
from svd_gui.training.run_files import RunFiles

if TYPE_CHECKING:
    from svd_gui.models.run_curves import RunCurves

WIDEST_COLUMN_PX = 280


class ModelsDialog(QDialog):
    """Stays open beside the window. Enter uses the selected model, Delete removes it, Ctrl+Z brings it back.

    `chosen` carries the path of a model to be used, `resume_requested` that of one whose training is to go on.
    """

    chosen = Signal(object)
    resume_requested = Signal(object)

    def __init__(self, folder: ModelFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._writing = folder, threading.Lock()
        self._in_use: Path | None = None
        self._used: Mapping[str, float] = {}
        self._job: Measuring | None = None
        self._theme = LIGHT
        self.setWindowTitle(self.tr("Models"))
        self.resize(980, 460)
        self.model = ModelTable(self)
        self.table = self._build_table()
        self._measurements = read_measurements(folder.folder)
        self.model.show_measured(self._measurements)
        self.message = PlainLabel(self._about_measured())
        self.message.setProperty("role", "small")
        self.message.setWordWrap(True)
        self.bar = QProgressBar(textVisible=False)
        self.use_button = self._button(self.tr("&Use (Enter)"), self.use)
        self.card_button = self._button(self.tr("&About…"), self._show_card)
        self.measure_button = self._button(self.tr("&Measure on Songs…"), self._ask_songs)
        self.cancel_button = self._button(self.tr("Stop Measuring"), self.stop_measuring)
        self.resume_button = self._button(self.tr("&Go On Training"), self._resume)
        self.import_button = self._button(self.tr("&Import…"), self._ask_import)
        self.export_button = self._button(self.tr("&Export…"), self._ask_export)
        self.remove_button = self._button(self.tr("&Remove (Del)"), self.remove)
        self.restore_button = self._button(self.tr("&Bring Back"), self.restore)
        close = self._button(self.tr("&Close"), self.reject)
        self.use_button.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        self._curves: RunCurves | None = None
        self._column = column
        column.addWidget(self.message)
        column.addWidget(self.bar)
        first = button_row(
            self.use_button, self.card_button, self.measure_button, self.cancel_button, self.resume_button
        )
        # In some languages all of them in one row are wider than a small screen.
        second = button_row(self.import_button, self.export_button, self.remove_button, self.restore_button, last=close)
        column.addLayout(first)
        column.addLayout(second)
        self.table.doubleClicked.connect(lambda _: self.use())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._refresh_buttons())
        self._refresh_buttons()

    # --- what is shown ---

    def show_models(self, in_use: Path | None, used: Mapping[str, float]) -> None:
        """Show what is there now; `used` has when each path was used last, in seconds since 1970."""
        self._in_use, self._used = in_use, used
        selected = [entry.path for entry in self.selected()] or ([in_use] if in_use else [])
        self.model.show_entries(self._folder.entries(), in_use, used)
        self._select(selected)
        self._refresh_buttons()

    def selected(self) -> list[Entry]:
        """The selected models, from top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.entries[row] for row in rows]

    def _select(self, paths: list[Path]) -> None:
        selection = self.table.selectionModel()
        selection.clear()
        for row in (row for path in paths if (row := self.model.row_of(path)) >= 0):
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            selection.select(self.model.index(row, 0), flags)
            selection.setCurrentIndex(self.model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _refresh_buttons(self) -> None:
        entries = self.selected()
        one = entries[0] if len(entries) == 1 else None
        usable = one is not None and one.card is not None
        self.use_button.setEnabled(usable and one is not None and one.path != self._in_use)
        self.card_button.setEnabled(usable)
        self.export_button.setEnabled(usable)
        self.measure_button.setEnabled(any(entry.card is not None for entry in entries))
        own = bool(entries) and not any(entry.shipped or entry.path == self._in_use for entry in entries)
        self.remove_button.setEnabled(own)
        self.remove_button.setToolTip(
            "" if own else self.tr("The model in use stays, and so do those that come with the program")
        )
        removed = self._folder.removed()
        self.restore_button.setEnabled(bool(removed))
        self.restore_button.setToolTip(
            self.tr("Bring “{0}” back, which was removed last (Ctrl+Z)").format(removed[0].name) if removed else ""
        )
        self.resume_button.setVisible(
            one is not None and updates_of_unfinished(one) is not None and RunFiles(one.path).arguments() is not None
        )
        self._show_curves(entries)
        measuring = self._job is not None
        self.measure_button.setVisible(not measuring)
        self.cancel_button.setVisible(measuring)
        self.bar.setVisible(measuring)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._curves is not None:
            self._curves.set_theme(theme)

    def _show_curves(self, entries: list[Entry]) -> None:
        """Show the curves of the selected models over each other, as far as they were trained here."""
        found = [(entry.name, curves) for entry in entries if (curves := RunFiles(entry.path).curves()).updates]
        if found and self._curves is None:
            # It imports pyqtgraph, which takes half a second.
            from svd_gui.models.run_curves import RunCurves

            self._curves = RunCurves(self._theme)
            self._column.insertWidget(1, self._curves)
        if self._curves is not None:
            self._curves.setVisible(bool(found))
            self._curves.show_runs(found)

    # --- what is done ---

    def _resume(self) -> None:
        self.resume_requested.emit(self.selected()[0].path)

    def use(self) -> None:
        """Use the selected model."""
        if self.use_button.isEnabled():
            self.chosen.emit(self.selected()[0].path)

    def remove(self) -> None:
        """Take the selected models out; they can come back."""
        if not self.remove_button.isEnabled():
            return
        entries = self.selected()
        row = self.model.row_of(entries[0].path)
        names = ", ".join(short(entry.name) for entry in entries)
        if self._done(lambda: [self._folder.remove(entry.path) for entry in entries], self.tr("Remove model")):
            self.message.setText(self.tr("Removed: {0}. Ctrl+Z brings back what was removed last.").format(names))
        self._reload()
        if not self.selected():
            self._select([self.model.entries[min(row, len(self.model.entries) - 1)].path])

    def restore(self) -> None:
        """Bring back the model that was removed last."""
        removed = self._folder.removed()
        back: list[Path] = []
        if removed and self._done(lambda: back.append(self._folder.restore(removed[0])), self.tr("Bring model back")):
            self.message.setText(self.tr("“{0}” is back.").format(short(back[0].stem)))
            self._reload(back[0])

    def add(self, path: Path) -> None:
        """Copy a model file into the list."""
        added: list[Path] = []
        if self._done(lambda: added.append(self._folder.add(path)), self.tr("Import model")):
            self.message.setText(self.tr("“{0}” is in the list now.").format(short(added[0].stem)))
            self._reload(added[0])

    def export(self, target: Path) -> None:
        """Copy the selected model to a file."""
        (entry,) = self.selected()
        if self._done(lambda: self._folder.export(entry.path, target), self.tr("Export model")):
            self.message.setText(self.tr("Written: {0}").format(target))

    def measure(self, folder: Path) -> None:
        """Measure the selected models on the labelled songs of a folder."""
        models = [entry.path for entry in self.selected() if entry.card is not None]
        self._measurements = Measurements(str(folder))
        self.model.show_measured(self._measurements)
        self.bar.setRange(0, 0)
        self.message.setText(self.tr("Getting ready… You can go on working meanwhile."))
        self._job = Measuring(models, folder, self)
        self._job.progressed.connect(self._show_progress)
        self._job.measured.connect(self._keep_measured)
        self._job.finished.connect(lambda: self._end_measuring(self._about_measured()))
        self._job.failed.connect(self._show_failure)
        self._refresh_buttons()

    def _keep_measured(self, path: Path, measured: Measured) -> None:
        """Show what a model does, and keep it for the next start."""
        entry = next((entry for entry in self.model.entries if entry.path == path), None)
        if entry is None or entry.card is None:
            return
        self._measurements = self._measurements.with_model(entry.card.key, measured)
        self.model.show_measured(self._measurements)
        # Where they cannot be written, they are forgotten when the program ends.
        background.run(self._write_measured, _ignore, _ignore)

    def _write_measured(self) -> None:
        """Write what was measured, on any thread: whichever comes last, the file holds the newest. OSError."""
        with self._writing:
            self._measurements.write(self._folder.folder)

    def _about_measured(self) -> str:
        """Say what the errors in the list are."""
        if not self._measurements.models:
            return ""
        return self.tr(
            "Error: share of frames that are wrong, with its 95 % interval over songs. Measured on {0}"
        ).format(visible(self._measurements.songs))

    def stop_measuring(self) -> None:
        """End what is being measured; what was measured already stays."""
        if self._job is not None:
            self._job.cancel()
            self._end_measuring(self.tr("Stopped."))

    def _show_progress(self, model: str, done: int) -> None:
        text = self.tr("Measuring “{0}”: %n song(s) done. You can go on working meanwhile.", "", done)
        self.message.setText(text.format(short(model)))

    def _show_failure(self, problem: Problem) -> None:
        self._end_measuring(self.tr("Not measured: {0}").format(problem.summary))
        self.message.setToolTip(problem.details)

    def _end_measuring(self, text: str) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self.message.setText(text)
        self._refresh_buttons()

    # --- asking ---

    def _show_card(self) -> None:
        entries = self.selected()
        if len(entries) == 1 and entries[0].card is not None:
            ModelCardDialog(entries[0].card, self).open()

    def _ask_songs(self) -> None:
        title = self.tr("Folder of Labelled or Corrected Songs")
        if folder := QFileDialog.getExistingDirectory(self, title):
            self.measure(Path(folder))

    def _ask_import(self) -> None:
        kinds = self.tr("Models (*.safetensors)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import Model"), str(Path.home()), kinds)
        if path:
            self.add(Path(path))

    def _ask_export(self) -> None:
        (entry,) = self.selected()
        kinds = self.tr("Models (*.safetensors)")
        suggested = str(Path.home() / entry.path.name)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export Model"), suggested, kinds)
        if path:
            target = Path(path)
            self.export(target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX))

    # --- inside ---

    def _done(self, work: Callable[[], object], what: str) -> bool:
        """Do a piece of work; say what was wrong if it failed."""
        self.message.setToolTip("")
        try:
            work()
        except (SvdError, OSError) as error:
            problem = describe(error, what)
            self.message.setText(problem.summary)
            self.message.setToolTip(problem.details)
            return False
        return True

    def _reload(self, select: Path | None = None) -> None:
        self.show_models(self._in_use, self._used)
        if select is not None:
            self._select([select])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.restore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use()
        else:
            super().keyPressEvent(event)

    def _build_table(self) -> QTableView:
        table = row_table(self.model, self.tr("Models"), QAbstractItemView.SelectionMode.ExtendedSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # Names keep their room when figures come in; one that is very long is cut.
        header.setMaximumSectionSize(WIDEST_COLUMN_PX)
        header.setStretchLastSection(True)
        return table

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked: slot())
        return button


def _ignore(_: object) -> None:
    """Nothing depends on it."""
