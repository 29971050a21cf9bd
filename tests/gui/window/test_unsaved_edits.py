"""Edits that could be written nowhere are not dropped: neither by closing the window nor by opening another song."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui import folders
from svd_gui.song.document import Document
from svd_gui.song.unsaved_edits import UnsavedEdits

HAND = (Region(1.0, 2.0, source="hand"),)
BLANK = SongAnnotation("a.wav", "0" * 64, 10.0)


@pytest.fixture
def answers(monkeypatch) -> list[str]:
    """What is clicked, one after another, in the boxes that ask; those that were asked for are taken off the list."""
    answers: list[str] = []

    def clicked(box: QMessageBox):
        assert box.defaultButton().text() == "Try Again"
        wanted = answers.pop(0)
        return next(button for button in box.buttons() if button.text() == wanted)

    monkeypatch.setattr(QMessageBox, "exec", lambda box: None)
    monkeypatch.setattr(QMessageBox, "clickedButton", clicked)
    return answers


@pytest.fixture
def unsaved(qtbot, tmp_path: Path) -> UnsavedEdits:
    """Whoever asks about an edit made when there was no room, neither beside the song nor in the fallback folder."""
    (tmp_path / "fallback").write_text("not a folder")
    document, widget = Document(), QWidget()
    qtbot.addWidget(widget)
    document.open(look_up(Places.of(tmp_path / "music" / BLANK.song, BLANK.song_key, tmp_path / "fallback"), BLANK))
    document.edit("Add region", HAND)
    widget.document = document  # type: ignore[attr-defined]
    return UnsavedEdits(document, widget)


def test_trying_again_saves_when_there_is_room_by_then(unsaved: UnsavedEdits, tmp_path: Path, answers, monkeypatch):
    answers += ["Try Again", "Cancel"]
    assert not unsaved.may_leave() and answers == []
    answers += ["Try Again"]
    monkeypatch.setattr(QMessageBox, "exec", lambda box: (tmp_path / "music").mkdir())
    assert unsaved.may_leave() and unsaved.may_leave() and answers == []
    assert annotation_file.load(tmp_path / "music" / "a.wav.svd").regions == HAND


def test_a_copy_elsewhere_will_do(unsaved: UnsavedEdits, tmp_path: Path, answers, monkeypatch):
    copy, problems = tmp_path / "copy.svd", []
    unsaved.problem_found.connect(problems.append)
    chosen = [("", ""), (str(tmp_path / "no" / "folder.svd"), ""), (str(copy), "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen.pop(0))
    answers += ["Save a Copy To…"] * 3
    assert unsaved.may_leave() and answers == [] and len(problems) == 2
    assert annotation_file.load(copy).regions == HAND


def test_a_copy_replaces_no_annotation_of_a_song(unsaved: UnsavedEdits, tmp_path: Path, answers, monkeypatch):
    other, problems = tmp_path / "other", []
    other.mkdir()
    (other / "B.mp3").write_bytes(b"sound")
    (other / "B.mp3.svd").write_bytes(b"somebody's work")
    unsaved.problem_found.connect(problems.append)
    refused = [tmp_path / "music" / "a.wav.svd", other / "b.mp3.svd", other / "B.mp3.svd", other / "B.mp3.svd.json"]
    chosen = [(str(path), "") for path in [*refused, other / "B.mp3.mine.svd"]]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen.pop(0))
    answers += ["Save a Copy To…"] * 5
    assert unsaved.may_leave() and answers == [] and chosen == []
    assert all("nothing was written" in problem.summary for problem in problems[:4])
    assert (other / "B.mp3.svd").read_bytes() == b"somebody's work"
    assert sorted(path.name for path in other.iterdir()) == ["B.mp3", "B.mp3.mine.svd", "B.mp3.svd"]


def test_the_document_tries_once_more_when_it_is_closed(unsaved: UnsavedEdits, tmp_path: Path):
    (tmp_path / "music").mkdir()
    unsaved.parent().document.close()
    assert annotation_file.load(tmp_path / "music" / "a.wav.svd").regions == HAND


def test_neither_closing_nor_opening_another_song_drops_them(
    window, qtbot, song: Path, rendered: Path, tmp_path: Path, answers: list[str]
):
    def opened(path: Path) -> None:
        with qtbot.waitSignal(window.session.settled, timeout=60_000):
            window.session.open(path)

    opened(song)
    other, broken = Path(shutil.copy(rendered, tmp_path / "other.wav")), tmp_path / "broken.wav"
    broken.write_bytes(b"no sound")
    folders.fallback_annotations().parent.mkdir(parents=True, exist_ok=True)
    folders.fallback_annotations().write_text("not a folder")
    song.parent.rename(tmp_path / "away")
    window.document.edit("Add region", HAND)
    answers += ["Cancel", "Cancel"]
    assert not window.close()
    opened(other)
    assert window.session.song.name == "tune.wav" and window.document.regions == HAND and answers == []
    # Given up for a song that does not open, then asked about again; so is what was edited during the decoding.
    answers += ["Discard"]
    opened(broken)
    answers += ["Cancel", "Discard", "Cancel"]
    assert not window.close()
    with qtbot.waitSignal(window.session.settled, timeout=60_000):
        window.session.open(other)
        window.document.edit("Delete region", ())
    assert answers == [] and window.session.song.name == "tune.wav" and window.document.undo_stack.canUndo()
    answers += ["Discard"]
    opened(other)
    assert answers == [] and window.session.song.name == "other.wav"
