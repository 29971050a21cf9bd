"""The list of models: use one, go back to one of before, measure them side by side, remove and bring back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.model.card import named_model
from svd_core.model.checkpoint import load, save
from svd_core.model.model_folder import ModelFolder
from svd_core.model.rejection import reject
from svd_gui.models.dialog import ModelsDialog
from svd_gui.models.measurements import Measurements, read_measurements
from svd_gui.models.measuring import Measured
from svd_gui.models.model_table import COLUMNS
from svd_gui.training.run_files import Curves, RunFiles

DEFAULT, FREE = named_model(None), named_model(Path("free"))


@pytest.fixture
def dialog(qtbot, tmp_path: Path, model_file: Path):
    models = ModelFolder(tmp_path / "models")
    models.folder.mkdir()
    (models.folder / "mine.safetensors").write_bytes(model_file.read_bytes())
    dialog = ModelsDialog(models)
    qtbot.addWidget(dialog)
    dialog.show_models(DEFAULT, {str(FREE): 1e9})
    dialog.show()
    yield dialog
    dialog.stop_measuring()
    dialog.close()


def cells(dialog: ModelsDialog, column: str) -> list[str]:
    index = COLUMNS.index(column)
    return [dialog.model.index(row, index).data() for row in range(dialog.model.rowCount())]


def select(dialog: ModelsDialog, *names: str) -> None:
    dialog._select([entry.path for entry in dialog.model.entries if entry.name in names])


def test_all_models_are_listed_with_what_is_known_of_them(dialog: ModelsDialog) -> None:
    assert cells(dialog, "name") == ["default", "free", "mine"]
    assert cells(dialog, "used")[0] == "in use"
    assert "2001" in cells(dialog, "used")[1] or "01" in cells(dialog, "used")[1]
    assert cells(dialog, "songs")[0] == "19"
    assert dialog.selected()[0].name == "default"
    assert not dialog.use_button.isEnabled()


def test_a_rejected_model_is_called_so(dialog: ModelsDialog) -> None:
    reject(dialog.model.entries[2].path)
    dialog.show_models(DEFAULT, {})
    assert cells(dialog, "used") == ["in use", "", "rejected"]
    tip = dialog.model.index(2, COLUMNS.index("used")).data(Qt.ItemDataRole.ToolTipRole)
    assert "no say in the queue" in tip


def test_enter_uses_the_selected_model(qtbot, dialog: ModelsDialog) -> None:
    select(dialog, "free")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert chosen.args == [FREE]


def test_a_model_is_removed_and_brought_back_by_keys(dialog: ModelsDialog) -> None:
    select(dialog, "mine")
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert cells(dialog, "name") == ["default", "free"]
    assert "mine" in dialog.message.text()
    assert [entry.name for entry in dialog.selected()] == ["free"]
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(dialog, "name") == ["default", "free", "mine"]
    assert [entry.name for entry in dialog.selected()] == ["mine"]


@pytest.mark.parametrize("name", ["default", "free"])
def test_what_comes_along_stays(dialog: ModelsDialog, name: str) -> None:
    select(dialog, name)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert cells(dialog, "name") == ["default", "free", "mine"]


def test_a_model_goes_out_and_what_is_no_model_does_not_come_in(dialog: ModelsDialog, tmp_path: Path) -> None:
    select(dialog, "mine")
    dialog.export(tmp_path / "copy.safetensors")
    assert (tmp_path / "copy.safetensors").is_file()
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"no model")
    dialog.add(broken)
    assert "broken" in dialog.message.text()
    assert cells(dialog, "name") == ["default", "free", "mine"]


def test_the_selected_models_are_measured_on_a_folder(
    qtbot, dialog: ModelsDialog, tmp_path: Path, rendered: Path
) -> None:
    folder = tmp_path / "songs"
    for part in ("audio", "labels"):
        (folder / part).mkdir(parents=True)
    shutil.copy(rendered, folder / "audio" / "song.wav")
    (folder / "labels" / "song.lab").write_text("0 2 nosing\n2 3 sing\n")
    select(dialog, "mine")
    dialog.measure(folder)
    assert not dialog.cancel_button.isHidden()
    qtbot.waitUntil(dialog.measure_button.isVisible, timeout=60_000)
    errors = cells(dialog, "error")
    assert errors[:2] == ["", ""]
    assert errors[2].endswith("%")
    assert str(folder) in dialog.message.text()
    qtbot.waitUntil((dialog._folder.folder / "measured.json").is_file)
    again = ModelsDialog(dialog._folder)
    qtbot.addWidget(again)
    again.show_models(DEFAULT, {})
    assert cells(again, "error") == errors
    assert str(folder) in again.message.text()


def test_a_model_that_is_trained_anew_has_no_error_of_the_one_before(dialog: ModelsDialog) -> None:
    entries = dialog.model.entries
    measured = Measured(0.125, (0.1, 0.15), 0.9, 2, 1)
    Measurements("/songs", {entries[1].card.key: measured, "key of what was here before": measured}).write(
        dialog._folder.folder
    )
    read = read_measurements(dialog._folder.folder)
    assert read == Measurements("/songs", {entries[1].card.key: measured, "key of what was here before": measured})
    dialog.model.show_measured(read)
    assert [text[:4] for text in cells(dialog, "error")] == ["", "12.5", ""]


@pytest.mark.parametrize("text", ["", "[]", '{"songs": 1}', '{"songs": "/s", "models": {"k": {"error": "x"}}}'])
def test_measurements_that_make_no_sense_are_no_measurements(tmp_path: Path, text: str) -> None:
    (tmp_path / "measured.json").write_text(text)
    assert not read_measurements(tmp_path).models


def test_a_star_says_what_a_model_knows_of_what_it_is_measured_on(dialog: ModelsDialog) -> None:
    key, column = dialog.model.entries[2].card.key, COLUMNS.index("error")

    def shown(known: int, known_artists: int) -> tuple[str, str | None]:
        dialog.model.show_measured(Measurements("", {key: Measured(0.1, None, None, known, known_artists)}))
        index = dialog.model.index(2, column)
        return index.data(), index.data(Qt.ItemDataRole.ToolTipRole)

    assert shown(0, 0) == ("10.0 %", None)
    text, tip = shown(1, 2)
    assert (
        text == "10.0 % *"
        and "It learned from one of these songs" in tip
        and "by the artists of 2 of these songs" in tip
    )
    assert shown(0, 1)[0].endswith("*")


def test_names_keep_their_room_when_the_window_is_narrow(dialog: ModelsDialog) -> None:
    name = COLUMNS.index("name")
    room = dialog.table.sizeHintForColumn(name)
    assert dialog.table.columnWidth(name) >= room
    dialog.resize(dialog.minimumSizeHint().width(), 400)
    assert dialog.table.columnWidth(name) >= room


def test_a_folder_without_labelled_songs_says_so(qtbot, dialog: ModelsDialog, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    dialog.measure(empty)
    qtbot.waitUntil(dialog.measure_button.isVisible, timeout=60_000)
    assert str(empty) in dialog.message.text()


def test_one_can_go_back_to_the_model_of_before(window) -> None:
    first = window.session.card.path
    assert window.models.use(FREE)
    window.actions_.previous_model.trigger()
    assert window.session.card.path == first
    assert window.settings.model == first
    window.actions_.previous_model.trigger()
    assert window.session.card.path == FREE


def test_trainings_are_shown_over_each_other_and_an_unfinished_one_can_go_on(qtbot, dialog: ModelsDialog) -> None:
    own = dialog.model.entries[2].path
    other = own.with_name("other.safetensors")
    other.write_bytes(own.read_bytes())
    for path, loss in ((own, 0.5), (other, 0.4)):
        files = RunFiles(path)
        files.keep_curves(Curves([10, 20], [loss, loss / 2], [20], [0.1]))
        files.write_curves()
    dialog.show_models(DEFAULT, {})
    assert dialog._curves is None, "the models that come along were trained elsewhere"
    select(dialog, "mine", "other")
    names = [label.text for _, label in dialog._curves.loss.getPlotItem().legend.items]
    assert sorted(names) == ["mine", "other"]
    select(dialog, "mine")
    assert not dialog.resume_button.isVisible()
    RunFiles(own).keep_arguments(["--out", str(own)])
    own.with_suffix(".training").touch()
    select(dialog, "mine")
    assert not dialog.resume_button.isVisible(), "a finished one would only be written anew"
    model = load(own)
    save(own, replace(model, metadata={**model.metadata, "schedule": {"updates": 40}, "updates_done": 20}))
    dialog.show_models(DEFAULT, {})
    select(dialog, "mine")
    assert "20" in cells(dialog, "made")[2] and "40" in cells(dialog, "made")[2]
    with qtbot.waitSignal(dialog.resume_requested) as resumed:
        qtbot.mouseClick(dialog.resume_button, Qt.MouseButton.LeftButton)
    assert resumed.args == [own]
