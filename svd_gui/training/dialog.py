"""The dialog before a training: what to learn from, and how."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from svd_core.config import DEFAULT_PRESET, FINE_TUNING, PRESETS, Preset, TrainConfig, parameters, to_json
from svd_core.data.coverage import remarks
from svd_core.files.visible_text import visible
from svd_core.model.card import Card, known_songs
from svd_core.training.plan import state_path
from svd_gui.dialogs.note import note
from svd_gui.dialogs.parameter_rows import ParameterRows
from svd_gui.folders import fallback_annotations
from svd_gui.settings import Settings
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel, as_tip, short, without_keys
from svd_gui.training.advanced_rows import FIRST_NUMBERS, AdvancedRows
from svd_gui.training.choices import VALIDATION_EVERY, TrainingChoices, measured_songs, why_not_crossed
from svd_gui.training.song_table import SongTable

_REPORTED_OFTEN = {"report_every": 5, "checkpoint_every": 25, "validate_every": 50}
_OF_EXCERPTS = {"updates": 300, "learning_rate": 1e-4}
"""How a network that learns from excerpts goes on from a model: what differs from its preset."""


class TrainingDialog(QDialog):
    """Data on one page, method on the other; the settings keep the choices for the next time."""

    def __init__(
        self, settings: Settings, card: Card | None, folder: Path, parent: QWidget | None = None, unfinished: str = ""
    ) -> None:
        """Ask for a training that can start from the model in use, whose card this is.

        New models go into `folder`. `unfinished` names a training that can be resumed until another one is started.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train a Model"))
        self.resize(680, 620)
        if parent is not None:
            self.resize(self.size().boundedTo(parent.window().size()))
        self._is_built = False
        self._wants_cross_check = True
        self._settings, self._card, self._folder, self._unfinished = settings, card, folder, unfinished
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        pages = QTabWidget()
        pages.setDocumentMode(True)
        pages.addTab(self._data_page(), self.tr("What to learn from"))
        pages.addTab(self._method_page(), self.tr("How to learn"))
        column.addWidget(pages, 1)
        self._message = PlainLabel()
        self._message.setProperty("role", "small")
        self._message.setWordWrap(True)
        column.addWidget(self._message)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start_button = self._buttons.addButton(self.tr("Start training"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start_button.setProperty("role", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
        self._restore()
        self._is_built = True
        self._refresh()

    def choices(self) -> TrainingChoices:
        """Return what was chosen; raises ValueError saying what is missing or wrong."""
        name = self._name.text().strip()
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError(self.tr("Give the new model a name without slashes."))
        songs, folders = self._songs.ticked, self._checked_paths(self._data)
        if not songs and not folders:
            raise ValueError(self.tr("Choose at least one corrected song or one folder."))
        out = self._folder / f"{name}.safetensors"
        if os.path.exists(out) or os.path.exists(state_path(out)):
            raise ValueError(self.tr("There is a model of this name already. Choose another name."))
        return replace(self._data_and_models(out), preset=self._preset.currentText(), changes=self._changes())

    def _data_and_models(self, out: Path) -> TrainingChoices:
        """Return what is to be learned from, from which model on, and how the new one is measured."""
        start_from = self._card.path if self._card and self._from_model.isChecked() else None
        in_use = self._card.path if self._card else None
        songs, folders, crossed = self._songs.ticked, self._checked_paths(self._data), self._cross_check.isChecked()
        return TrainingChoices(out, songs, folders, start_from=start_from, compare_with=in_use, cross_check=crossed)

    def accept(self) -> None:
        """Save the choices for the next time, and close."""
        ticked = set(self._songs.ticked)
        self._settings.left_out = tuple(path for path in self._songs.paths if path not in ticked)
        self._settings.training = self._settings.training | {
            "folders": [str(path) for path in self._paths(self._data)],
            "folders_left_out": [str(path) for path in self._unchecked_paths(self._data)],
            "fine_tune": self._from_model.isChecked(),
            "cross_check": self._wants_cross_check,
            "preset": self._preset.currentText(),
            "advanced": self._advanced.button.isChecked(),
        }
        super().accept()

    def done(self, result: int) -> None:
        """Close; no more annotations are read."""
        self._songs.stop()
        super().done(result)

    # --- pages ---

    def _data_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2, 12, 2, 2)
        column.setSpacing(6)
        column.addWidget(_heading(self.tr("Songs you corrected")))
        column.addWidget(note(self.tr("Of these songs, only checked time is learned from.")))
        self._songs = SongTable()
        self._songs.changed.connect(self._refresh)
        column.addWidget(self._songs, 2)
        self._remarks = PlainLabel()
        self._remarks.setWordWrap(True)
        self._remarks.setProperty("role", "small")
        column.addWidget(self._remarks)
        column.addSpacing(6)
        column.addWidget(_heading(self.tr("Data sets")))
        column.addWidget(note(self.tr("Folders with audio/ and labels/, or with stems to be mixed.")))
        self._data = self._checklist(column)
        row = QHBoxLayout()
        add = QPushButton(self.tr("Add folder…"))
        add.clicked.connect(self._add_folder)
        row.addWidget(add)
        row.addStretch(1)
        column.addLayout(row)
        return page

    def _method_page(self) -> QWidget:
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(4, 12, 12, 4)
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._name = QLineEdit(_free_name(self._folder))
        self._name.textChanged.connect(self._refresh)
        form.addRow(self.tr("Name of the new model"), self._name)
        name = self._card.name if self._card else self.tr("the model in use")
        self._from_model = QRadioButton(self.tr("Go on from “{0}”").format(without_keys(name)))
        self._from_scratch = QRadioButton(self.tr("From scratch"))
        group = QButtonGroup(self)
        for button in (self._from_model, self._from_scratch):
            group.addButton(button)
        self._from_model.setEnabled(self._card is not None)
        form.addRow(self.tr("Start"), self._from_model)
        form.addRow("", self._from_scratch)
        self._preset = CalmList()
        self._preset.addItems(list(PRESETS))
        self._preset.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        form.addRow(self.tr("Preset"), self._preset)
        declared = {item.name: item for item in parameters(TrainConfig)}
        self._numbers = ParameterRows(form, [declared[name] for name in FIRST_NUMBERS], self)
        self._cross_check = QCheckBox(self.tr("Measure it by further trainings, each without one song"))
        tip = self.tr("Of fewer than {0} songs that are new to the model, none is kept aside to measure it")
        self._cross_check.setToolTip(tip.format(VALIDATION_EVERY))
        self._cross_check.clicked.connect(self._choose_cross_check)
        form.addRow("", self._cross_check)
        self._no_cross_check = note("")
        self._no_cross_check.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        form.addRow("", self._no_cross_check)
        self._advanced = AdvancedRows()
        form.addRow(self._advanced)
        self._from_model.toggled.connect(self._fill_from_preset)
        self._preset.currentIndexChanged.connect(self._fill_from_preset)
        self._numbers.changed.connect(self._refresh)
        self._advanced.changed.connect(self._refresh)
        return self._scrolled(content, self.tr("How to learn"))

    def _scrolled(self, content: QWidget, name: str) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setAccessibleName(name)
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        return scroll

    def _checklist(self, column: QVBoxLayout) -> QStandardItemModel:
        model = QStandardItemModel(self)
        view = QListView()
        view.setAccessibleName(self.tr("Data sets"))
        view.setModel(model)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setMinimumHeight(120)
        column.addWidget(view, 1)
        model.itemChanged.connect(lambda _: self._refresh())
        return model

    # --- values ---

    def _restore(self) -> None:
        saved = self._settings.training
        songs = [path for path in self._settings.corrected if os.path.isfile(path)]
        self._songs.set_songs(songs, frozenset(self._settings.left_out), fallback_annotations())
        self._wants_cross_check = saved.get("cross_check", True) is not False
        folders = [Path(path) for path in _texts(saved.get("folders"))]
        folders_left_out = {Path(path) for path in _texts(saved.get("folders_left_out"))}
        _add_paths(self._data, [path for path in folders if os.path.isdir(path)], folders_left_out)
        self._advanced.button.setChecked(saved.get("advanced", False) is True)
        preset = str(saved.get("preset", DEFAULT_PRESET))
        self._preset.setCurrentText(preset if preset in PRESETS else DEFAULT_PRESET)
        fine_tune = self._card is not None and saved.get("fine_tune", True) is not False
        (self._from_model if fine_tune else self._from_scratch).setChecked(True)
        self._fill_from_preset()

    def _defaults(self) -> dict[str, Any]:
        preset = PRESETS[self._preset.currentText()]
        values = _values(preset)
        if not self._from_model.isChecked():
            return values
        return values | _REPORTED_OFTEN | (_OF_EXCERPTS if preset.stretch is None else dict(FINE_TUNING))

    def _fill_from_preset(self) -> None:
        # A model that goes on being trained keeps its network, and with it the way in which it learns.
        goes_on = self._from_model.isChecked() and self._card is not None
        if goes_on and self._card is not None:
            with QSignalBlocker(self._preset):
                self._preset.setCurrentText(self._card.network.architecture)
        self._preset.setEnabled(not goes_on)
        self._advanced.show_preset(PRESETS[self._preset.currentText()], self._defaults(), goes_on)
        self._numbers.set_values(self._defaults())
        self._refresh()

    def _changes(self) -> dict[str, Any]:
        """Return the parameters that differ from the preset's."""
        preset_values = _values(PRESETS[self._preset.currentText()])
        chosen = self._numbers.values() | self._advanced.values()
        return {name: value for name, value in chosen.items() if value != preset_values[name]}

    def _refresh(self) -> None:
        """Enable the button, or say what is missing."""
        if not self._is_built:
            return
        odd = remarks(self._songs.coverages, has_other_music=bool(self._checked_paths(self._data)))
        self._remarks.setText("\n".join(odd))
        self._remarks.setVisible(bool(odd))
        self._offer_cross_check()
        try:
            choices = self.choices()
        except ValueError as error:
            self._message.setText(str(error))
            self.start_button.setEnabled(False)
        else:
            self._message.setText(self._consequences(choices))
            self.start_button.setEnabled(True)

    def _choose_cross_check(self, chosen: bool) -> None:
        self._wants_cross_check = chosen
        self._refresh()

    def _offer_cross_check(self) -> None:
        """Offer to measure by further trainings, or say why that cannot be; a person's wish is kept until it can."""
        choices = self._data_and_models(self._folder)
        reason = why_not_crossed(choices, self._known_songs(choices))
        self._cross_check.setEnabled(not reason)
        self._cross_check.setChecked(self._wants_cross_check and not reason)
        self._no_cross_check.setText(reason)
        self._no_cross_check.setVisible(bool(reason))

    def _known_songs(self, choices: TrainingChoices) -> frozenset[str]:
        """Return the songs that the model has learned from with which the training begins."""
        return known_songs(self._card.metadata) if self._card and choices.start_from else frozenset()

    def _consequences(self, choices: TrainingChoices) -> str:
        """Return what starting means, also for an unfinished training."""
        text = self.tr("The training runs beside your work; it can be cancelled and resumed.")
        text += " " + self._measurement(choices)
        if self._unfinished:
            text += " " + self.tr("“{0}”, which is unfinished, can then not be resumed.").format(
                short(self._unfinished)
            )
        return text

    def _measurement(self, choices: TrainingChoices) -> str:
        """Return how it will be known whether the new model is better than the one in use."""
        aside, crossed = measured_songs(choices, self._known_songs(choices))
        if aside:
            return self.tr("To measure the new model, kept aside: {0}.").format(
                ", ".join(map(short, aside[:3])) + ", …" * (len(aside) > 3)
            )
        if crossed:
            return self.tr("Further trainings to measure it: {0}, each without one song.").format(len(crossed))
        return self.tr("It will not be known whether the new model is better: too few songs are new to it.")

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add Data Set"))
        if chosen and Path(chosen) not in self._paths(self._data):
            _add_paths(self._data, [Path(chosen)], set())
            self._refresh()

    def _paths(self, model: QStandardItemModel) -> tuple[Path, ...]:
        return tuple(model.item(row).data() for row in range(model.rowCount()))

    def _checked_paths(self, model: QStandardItemModel) -> tuple[Path, ...]:
        items = [model.item(row) for row in range(model.rowCount())]
        return tuple(item.data() for item in items if item.checkState() == Qt.CheckState.Checked)

    def _unchecked_paths(self, model: QStandardItemModel) -> tuple[Path, ...]:
        checked = set(self._checked_paths(model))
        return tuple(path for path in self._paths(model) if path not in checked)


def _values(preset: Preset) -> dict[str, Any]:
    """Return the values of a preset's parameters, by name."""
    stretch = {} if preset.stretch is None else to_json(preset.stretch)
    return to_json(preset.train) | to_json(preset.augment) | stretch


def _add_paths(model: QStandardItemModel, paths: Iterable[Path], left_out: set[Path]) -> None:
    for path in paths:
        item = QStandardItem(visible(str(path)))
        item.setToolTip(as_tip(str(path)))
        item.setData(path)
        item.setCheckable(True)
        item.setCheckState(Qt.CheckState.Unchecked if path in left_out else Qt.CheckState.Checked)
        model.appendRow(item)


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _free_name(folder: Path) -> str:
    number = 1
    while os.path.exists(path := folder / f"my-model-{number}.safetensors") or os.path.exists(state_path(path)):
        number += 1
    return path.stem


def _heading(text: str) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("role", "heading")
    return label
