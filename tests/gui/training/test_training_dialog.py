"""The training dialog's parameters: those that a preset uses, folded away, and what is passed on of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QListView, QRadioButton, QTabWidget

from svd_core.config import FINE_TUNING, StretchConfig, parameters
from svd_core.model.card import named_model, read_card
from svd_gui.settings import Settings
from svd_gui.training.advanced_rows import AdvancedRows
from svd_gui.training.arguments import train_arguments
from svd_gui.training.dialog import TrainingDialog
from svd_gui.training.song_table import SongTable


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "set"
    folder.mkdir()
    made = Settings(tmp_path / "settings.ini")
    made.training = {"folders": [str(folder)], "fine_tune": False}
    return made


@pytest.fixture
def dialog(qtbot, settings: Settings, tmp_path: Path):
    def make() -> TrainingDialog:
        made = TrainingDialog(settings, read_card(named_model(None)), tmp_path / "models")
        qtbot.addWidget(made)
        made.findChild(QTabWidget).setCurrentIndex(1)
        made.show()
        return made

    return make


def unfold(dialog: TrainingDialog) -> None:
    QTest.mouseClick(dialog.findChild(AdvancedRows).button, Qt.MouseButton.LeftButton)


def visible_titles(dialog: TrainingDialog) -> set[str]:
    return {label.text() for label in dialog.findChild(AdvancedRows).findChildren(QLabel) if label.isVisible()}


def editor(dialog: TrainingDialog, title: str) -> QLineEdit | QComboBox:
    """The editor in the row of a title."""
    for form in dialog.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            label = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            if label is not None and isinstance(label.widget(), QLabel) and label.widget().text() == title:
                field = form.itemAt(row, QFormLayout.ItemRole.FieldRole).widget()
                kinds = QLineEdit | QComboBox
                return field if isinstance(field, kinds) else field.findChild(QLineEdit)
    raise AssertionError(title)


def test_parameters_are_folded_away_until_somebody_wants_them(dialog, settings: Settings):
    shown = dialog()
    assert visible_titles(shown) == set()
    assert editor(shown, "Updates").isVisible()
    unfold(shown)
    assert {"Weight average", "Clip", "Warm up", "Pitch shift", "Noise floor", "Coded"} <= visible_titles(shown)
    shown.accept()
    assert "Clip" in visible_titles(dialog()), "it stays as it was left"


def test_a_row_is_shown_only_where_the_preset_uses_it(dialog):
    shown = dialog()
    unfold(shown)
    stretches = {item.name.removesuffix("_db").replace("_", " ").capitalize() for item in parameters(StretchConfig)}
    assert {"Stretches", *stretches} <= visible_titles(shown)
    assert not {"Mix", "Mix depth", "Noise", "Dropout", "Momentum", "Decay", "Decay every"} & visible_titles(shown)
    editor(shown, "Preset").setCurrentText("schlueter2015")
    assert not (stretches | {"Stretches"}) & visible_titles(shown)
    assert {"Mix", "Dropout", "Momentum", "Decay", "Decay every"} <= visible_titles(shown)
    editor(shown, "Optimizer").setCurrentText("adam")
    editor(shown, "Schedule").setCurrentText("cosine")
    assert not {"Momentum", "Decay", "Decay every"} & visible_titles(shown)


def test_every_row_explains_itself(dialog):
    shown = dialog()
    for title in ("Noise floor", "Weight average", "Other music", "Gain", "Frames", "Codings"):
        assert len(editor(shown, title).toolTip()) > 20


def test_what_was_changed_is_passed_on_and_nothing_else(dialog, tmp_path: Path):
    shown = dialog()
    assert shown.choices().changes == {}
    editor(shown, "Noise floor").setText("0.25")
    editor(shown, "Weight average").setText("0.9")
    editor(shown, "Updates").setText("50")
    choices = shown.choices()
    assert choices.changes == {"noise_floor": 0.25, "weight_average": 0.9, "updates": 50}
    assert {"--noise-floor", "--weight-average"} <= set(train_arguments(choices, tmp_path))
    # What another preset does not use is not passed on, whatever was typed.
    editor(shown, "Noise floor").setText("7")
    assert not shown.start_button.isEnabled()
    editor(shown, "Preset").setCurrentText("schlueter2017")
    assert shown.start_button.isEnabled()
    assert shown.choices().changes == {}


def test_going_on_from_a_model_keeps_its_disturbances(dialog):
    shown = dialog()
    next(button for button in shown.findChildren(QRadioButton) if button.text().startswith("Go on")).click()
    assert set(shown.choices().changes) <= {*FINE_TUNING, "report_every", "checkpoint_every", "validate_every"}


def test_songs_have_the_room_of_the_data_sets_where_there_are_none(dialog, settings: Settings):
    heights = {}
    for has_sets in (True, False):
        if not has_sets:
            settings.training = {}
        shown = dialog()
        shown.findChild(QTabWidget).setCurrentIndex(0)
        (sets,) = (view for view in shown.findChildren(QListView) if view.accessibleName() == "Data sets")
        assert sets.isVisible() == has_sets
        heights[has_sets] = shown.findChild(SongTable).height()
    assert heights[False] > heights[True] + 70
