"""What another model changes in a folder: both detect it, the differences are listed, and each opens at its place."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from svd_core.config import PostprocessingConfig
from svd_core.files.safetensors_header import read_header
from svd_core.library.folder_changes import FolderChanges
from svd_core.library.song_row import SongRow
from svd_core.model import checkpoint
from svd_core.review.changes import Change
from svd_gui.library.changes_dialog import COLUMNS, ChangesDialog
from svd_gui.library.model_changes import DetectedKeys

PATIENCE_MS = 120_000


def test_changes_are_told_in_words_and_rows(qtbot) -> None:
    dialog = ChangesDialog()
    qtbot.addWidget(dialog)
    changes = (Change("a/b.wav", 1.0, 4.0, True, False), Change("c.wav", 0.0, 1.0, False))
    dialog.show_changes(FolderChanges(changes, 2, ("d.wav",)), "old", "new")
    text = dialog.summary.text()
    assert "“new” instead of “old”: 2 change" in text
    assert "3.0 s more singing and 1.0 s less." in text
    assert "0.0 s of them are right and 3.0 s wrong" in text
    assert "could not be compared" in text
    rows = [[dialog.model.index(row, column).data() for column in range(len(COLUMNS))] for row in range(2)]
    assert rows[0] == ["a/b.wav", "0:01.0 – 0:04.0", "3.0 s", "singing", "wrong"]
    assert rows[1][3:] == ["no singing", ""]
    with qtbot.waitSignal(dialog.place_requested) as asked:
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert asked.args == ["a/b.wav", 1.0, 4.0]


def test_the_list_of_changes_comes_up_below_the_song(qtbot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1200, 780)
    window.show()
    dialog = ChangesDialog(window)
    dialog.show_changes(FolderChanges((Change("a.wav", 1.0, 4.0, True),), 1, ()), "old", "new")
    frame, place = window.frameGeometry(), dialog.frameGeometry()
    assert frame.contains(place)
    assert place.top() > frame.top() + 0.5 * frame.height()


@pytest.fixture
def stricter(tmp_path: Path, model_file: Path) -> Path:
    """The model, but for a threshold that hardly anything reaches."""
    import dataclasses

    model = checkpoint.load(model_file)
    path = tmp_path / "stricter.safetensors"
    strict = dataclasses.replace(model.postprocessing, threshold=0.999)
    checkpoint.save(path, dataclasses.replace(model, name="stricter", postprocessing=strict))
    assert read_header(path).metadata["name"] == "stricter"
    assert strict != PostprocessingConfig()
    return path


def test_a_new_model_is_listened_through_in_the_open_folder(
    window, qtbot, tmp_path: Path, song: Path, stricter: Path, monkeypatch
):
    folder = tmp_path / "Songs"
    folder.mkdir()
    shutil.copy(song, folder / "one.wav")
    texts: list[str] = []
    window.songs.reported.connect(texts.append)
    window.training_panel.changes_requested.emit(stricter)
    assert "Open the folder" in texts[-1]
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    # As in a large folder, the list has not read yet what was just detected.
    monkeypatch.setattr(window.songs.folder, "read_soon", lambda *_: None)
    window.training_panel.changes_requested.emit(stricter)
    qtbot.waitUntil(lambda: window.findChild(ChangesDialog) is not None, timeout=PATIENCE_MS)
    dialog = window.findChild(ChangesDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=PATIENCE_MS)
    found = dialog.model.changes
    assert found, "the stricter model must take something for no singing"
    assert not any(change.sung for change in found)
    with qtbot.waitSignal(window.session.song_opened, timeout=PATIENCE_MS):
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.timeline.time_selection.span == (found[0].start, found[0].end))
    window.songs.changes.forget()
    assert not dialog.isVisible()


def test_a_comparison_that_was_cancelled_does_not_come_back(window, qtbot, tmp_path: Path, song: Path, stricter: Path):
    folder = tmp_path / "Songs"
    folder.mkdir()
    shutil.copy(song, folder / "one.wav")
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    batch, said = window.songs.batch, list[str]()
    window.songs.reported.connect(said.append)
    window.training_panel.changes_requested.emit(stricter)
    qtbot.waitUntil(lambda: batch.running, timeout=PATIENCE_MS)
    batch.cancel()
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS):
        window.actions_.detect_all.trigger()
    assert not batch.running, "the new model was not asked for again"
    assert said.count("Comparing what the models decide…") == 1, "only where it was asked for"


def test_a_song_that_was_just_detected_is_compared_although_the_list_has_not_read_it():
    keys, row = DetectedKeys(), SongRow("one.wav", sound="first", key="")
    assert keys.with_key(row) == row
    keys.add("one.wav", row, "detected")
    assert keys.with_key(row).key == "detected"
    changed = replace(row, sound="second", key="its own")
    assert keys.with_key(changed) == changed, "what was detected is another sound than this"
