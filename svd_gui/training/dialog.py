"""The dialog before a training: what to learn from, and how."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from svd_core.config import DEFAULT_PRESET, FINE_TUNING, PRESETS, Preset, TrainConfig, parameters, to_json
from svd_core.data.kept_aside import FEWEST
from svd_core.data.learned_from import LearnedFrom
from svd_core.library.song_row import SongRow
from svd_core.model.card import Card
from svd_core.training.plan import state_path
from svd_gui.dialogs.note import note
from svd_gui.dialogs.parameter_rows import ParameterRows
from svd_gui.folders import fallback_annotations
from svd_gui.settings import Settings
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel, short, without_keys
from svd_gui.training.advanced_rows import FIRST_NUMBERS, AdvancedRows
from svd_gui.training.arguments import measured_songs, why_not_crossed
from svd_gui.training.choices import KEPT_ASIDE, TrainingChoices
from svd_gui.training.data_page import DataPage
from svd_gui.training.kept_answers import songs_with_kept_answers

_REPORTED_OFTEN = {"report_every": 5, "checkpoint_every": 25, "validate_every": 50}
_OF_EXCERPTS = {"updates": 300, "learning_rate": 1e-4}
"""How a network that learns from excerpts goes on from a model: what differs from its preset."""


class TrainingDialog(QDialog):
    """Data on one page, method on the other; the settings keep the choices for the next time."""

    def __init__(
        self, settings: Settings, card: Card | None, folder: Path, parent: QWidget | None = None, unfinished: str = "",
        rows: Mapping[Path, SongRow] | None = None,
    ) -> None:  # fmt: skip
        """Ask for a training that can start from the model in use, whose card this is.

        New models go into `folder`. `unfinished` names a training that can be resumed until another one is started.
        `rows` has what is known of the songs of the open folder.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train a Model"))
        self.resize(820, 660)
        if parent is not None:
            self.resize(self.size().boundedTo(parent.window().size()))
        self._is_built = False
        self._wants_cross_check = True
        self._other_songs: tuple[Path, ...] = ()
        self._settings, self._card, self._folder, self._unfinished = settings, card, folder, unfinished
        self._rows = rows or {}
        self._known_to_card = LearnedFrom.of(card.metadata) if card else None
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        pages = QTabWidget()
        pages.setDocumentMode(True)
        self._data = DataPage(folder / KEPT_ASIDE)
        self._data.changed.connect(self._find_other_songs)
        self._data.changed.connect(self._refresh)
        pages.addTab(self._data, self.tr("What to learn from"))
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
        self._find_other_songs()
        self._refresh()

    def choices(self) -> TrainingChoices:
        """Return what was chosen; raises ValueError saying what is missing or wrong."""
        name = self._name.text().strip()
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError(self.tr("Give the new model a name without slashes."))
        if not self._data.table.ticked and not self._data.ticked_folders:
            raise ValueError(self.tr("Choose at least one corrected song or one folder."))
        self._check_sides()
        out = self._folder / f"{name}.safetensors"
        if os.path.exists(out) or os.path.exists(state_path(out)):
            raise ValueError(self.tr("There is a model of this name already. Choose another name."))
        return replace(self._data_and_models(out), preset=self._preset.currentText(), changes=self._changes())

    def _data_and_models(self, out: Path) -> TrainingChoices:
        """Return what is to be learned from, from which model on, and how the new one is measured."""
        start_from = self._card.path if self._card and self._from_model.isChecked() else None
        in_use = self._card.path if self._card else None
        table, crossed = self._data.table, self._cross_check.isChecked()
        # Songs of the folder need not have been read yet when the training starts.
        artists = {path: row.artist for path, row in self._rows.items() if row.artist}
        artists |= {path: song.artist for path, song in table.songs.items()}
        keeps = start_from is not None and self._keep_answers.isChecked()
        return TrainingChoices(
            out, table.ticked, self._data.ticked_folders, start_from=start_from, compare_with=in_use,
            cross_check=crossed, artists=artists, moves=self._data.sides.moves,
            keep_answers=self._other_songs if keeps else (),
        )  # fmt: skip

    def _check_sides(self) -> None:
        """Raise ValueError where it is not possible to learn from some and to measure on the others."""
        sides, songs = self._data.sides, self._data.songs
        if self._data.problem:
            raise ValueError(self._data.problem)
        if not self._data.ticked_folders and songs and len(sides.kept.aside(songs)) == len(self._data.table.ticked):
            raise ValueError(self.tr("All of these songs are kept aside. Tick others, or choose some to learn from."))
        if (song := sides.leak) is not None and self._card is not None:
            text = self.tr(
                "“{0}” has learned from “{1}”, or from others by its artist, which are kept aside. Train from scratch, "
                "use another model first, or choose to learn from them."
            )
            raise ValueError(text.format(short(self._card.name), short(song.name)))

    def accept(self) -> None:
        """Save the choices for the next time, and close."""
        shown, ticked = self._data.table.paths, set(self._data.table.ticked)
        elsewhere = set(self._settings.left_out) - set(shown)
        self._settings.left_out = (*sorted(elsewhere), *(path for path in shown if path not in ticked))
        self._settings.training = self._settings.training | {
            "folders": [str(path) for path in self._data.folders],
            "folders_left_out": [str(path) for path in self._data.folders if path not in self._data.ticked_folders],
            "fine_tune": self._from_model.isChecked(),
            "cross_check": self._wants_cross_check,
            "keep_answers": self._keep_answers.isChecked(),
            "preset": self._preset.currentText(),
            "advanced": self._advanced.button.isChecked(),
        }
        super().accept()

    def done(self, result: int) -> None:
        """Close; no more annotations are read."""
        self._data.table.stop()
        super().done(result)

    # --- pages ---

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
        self._add_start_rows(form)
        self._preset = CalmList()
        self._preset.addItems(list(PRESETS))
        self._preset.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        form.addRow(self.tr("Preset"), self._preset)
        declared = {item.name: item for item in parameters(TrainConfig)}
        self._numbers = ParameterRows(form, [declared[name] for name in FIRST_NUMBERS], self)
        self._cross_check = QCheckBox(self.tr("Measure it by further trainings, each without one song"))
        tip = self.tr("Where no song is kept aside, as of fewer than {0}, these tell how well the new model does")
        self._cross_check.setToolTip(tip.format(FEWEST))
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

    def _add_start_rows(self, form: QFormLayout) -> None:
        name = self._card.name if self._card else self.tr("the model in use")
        self._from_model = QRadioButton(self.tr("Go on from “{0}”").format(without_keys(name)))
        self._from_scratch = QRadioButton(self.tr("From scratch"))
        group = QButtonGroup(self)
        for button in (self._from_model, self._from_scratch):
            group.addButton(button)
        self._from_model.setEnabled(self._card is not None)
        form.addRow(self.tr("Start"), self._from_model)
        form.addRow("", self._from_scratch)
        self._keep_answers = QCheckBox(self.tr("On other songs of this folder, keep its answers"))
        self._keep_answers.setToolTip(
            self.tr("Songs that are strange to a model can make it worse on others; this prevents it")
        )
        self._keep_answers.toggled.connect(self._refresh)
        form.addRow("", self._keep_answers)

    def _scrolled(self, content: QWidget, name: str) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setAccessibleName(name)
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        return scroll

    # --- values ---

    def _restore(self) -> None:
        saved = self._settings.training
        self._data.set_data(
            self._settings.corrected, frozenset(self._settings.left_out), fallback_annotations(), self._rows,
            map(Path, _texts(saved.get("folders"))), set(map(Path, _texts(saved.get("folders_left_out")))),
        )  # fmt: skip
        self._wants_cross_check = saved.get("cross_check", True) is not False
        self._keep_answers.setChecked(saved.get("keep_answers", True) is not False)
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
        # What the songs' sides follow from; the page answers that it has changed.
        self._data.set_start(self._known_to_card if goes_on else None)

    def _changes(self) -> dict[str, Any]:
        """Return the parameters that differ from the preset's."""
        preset_values = _values(PRESETS[self._preset.currentText()])
        chosen = self._numbers.values() | self._advanced.values()
        return {name: value for name, value in chosen.items() if value != preset_values[name]}

    def _refresh(self) -> None:
        """Enable the button, or say what is missing."""
        if not self._is_built:
            return
        self._keep_answers.setEnabled(self._from_model.isChecked())
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

    def _find_other_songs(self) -> None:
        """Offer to keep the answers of the model to go on from, where the open folder has songs for that.

        A folder may have thousands, so they are looked at where the data have changed, not at each letter of a name.
        """
        sides = self._data.sides
        self._other_songs = songs_with_kept_answers(self._rows, self._data.table.ticked, sides.songs, sides.kept)
        self._keep_answers.setVisible(bool(self._other_songs))

    def _offer_cross_check(self) -> None:
        """Offer to measure by further trainings, or say why that cannot be; a person's wish is kept until it can."""
        choices = self._data_and_models(self._folder)
        sides = self._data.sides
        reason = why_not_crossed(choices, sides.songs, sides.kept, sides.learned)
        self._cross_check.setEnabled(not reason)
        self._cross_check.setChecked(self._wants_cross_check and not reason)
        self._no_cross_check.setText(reason)
        self._no_cross_check.setVisible(bool(reason))

    def _consequences(self, choices: TrainingChoices) -> str:
        """Return what starting means, also for an unfinished training."""
        text = self.tr("The training runs beside your work; it can be cancelled and resumed.")
        text += " " + self._measurement(choices)
        if choices.keep_answers:
            text += " " + self.tr("Songs without labels on which its answers are kept: {0}.").format(
                len(choices.keep_answers)
            )
        elif choices.start_from:
            text += " " + self.tr("No songs by others keep it as it is on other music, where it may then err more.")
        if self._unfinished:
            text += " " + self.tr("“{0}”, which is unfinished, can then not be resumed.").format(
                short(self._unfinished)
            )
        return text

    def _measurement(self, choices: TrainingChoices) -> str:
        """Return how it will be known whether the new model is better than the one in use."""
        sides = self._data.sides
        aside, crossed = measured_songs(choices, sides.songs, sides.kept, sides.learned)
        if aside:
            return self.tr("To measure the new model, kept aside: {0}.").format(
                ", ".join(map(short, aside[:3])) + ", …" * (len(aside) > 3)
            )
        if crossed:
            return self.tr("Further trainings to measure it: {0}, each without one song.").format(len(crossed))
        return self.tr("It will not be known whether the new model is better: too few songs are new to it.")


def _values(preset: Preset) -> dict[str, Any]:
    """Return the values of a preset's parameters, by name."""
    stretch = {} if preset.stretch is None else to_json(preset.stretch)
    return to_json(preset.train) | to_json(preset.augment) | stretch


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _free_name(folder: Path) -> str:
    number = 1
    while os.path.exists(path := folder / f"my-model-{number}.safetensors") or os.path.exists(state_path(path)):
        number += 1
    return path.stem
