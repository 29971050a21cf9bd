"""Copies of annotations in the real window: opened with their song, merged, used instead, or left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.regions import Region
from svd_gui.song.history_dialog import HistoryDialog

pytestmark = pytest.mark.one_window

Extents = list[tuple[float, float]]


def hand(*extents: tuple[float, float]) -> tuple[Region, ...]:
    return tuple(Region(start, end, source="hand") for start, end in extents)


def opened(window, qtbot, path: Path) -> None:
    with qtbot.waitSignal(window.session.settled, timeout=20000):
        window.choice.choose(path)


def answers(window) -> list[str]:
    return [button.text() for button in window.question.buttons]


def answer(window, qtbot, text: str) -> None:
    qtbot.mouseClick(
        next(button for button in window.question.buttons if button.text() == text), Qt.MouseButton.LeftButton
    )


def extents(window) -> Extents:
    return [(region.start, region.end) for region in window.document.regions]


@pytest.fixture
def copy(window, qtbot, song: Path) -> Path:
    """The copy that "Keep Mine as a Copy" left: one edit in common with the journal, one edit more in each."""
    opened(window, qtbot, song)
    window.document.edit("Both", hand((1, 2), (4, 5)))
    before = window.document.path.read_bytes()
    window.document.edit("Mine", hand((1, 2.5), (4, 5)))
    copy = window.document.journal.keep_copy()
    window.document.close()
    annotation_file.path_for(song).write_bytes(before)
    window.session.reopen()
    qtbot.waitUntil(lambda: extents(window) == [(1, 2), (4, 5)], timeout=20000)
    window.document.edit("Theirs", hand((1, 2), (4, 5.5)))
    return copy


def test_a_copy_kept_of_mine_is_opened_with_its_song_and_merged(window, qtbot, copy: Path, song: Path):
    other = Path(shutil.copy(song, song.with_name("other.wav")))
    other.write_bytes(other.read_bytes() + b"  ")
    opened(window, qtbot, other)
    window.choice.choose(copy)
    qtbot.waitUntil(lambda: answers(window) == ["Merge", "Use That Copy", "Not Now"], timeout=20000)
    assert window.session.song.path == song and str(copy) in window.question.text
    assert extents(window) == [(1, 2), (4, 5.5)], "nothing changes without a question"
    answer(window, qtbot, "Merge")
    assert extents(window) == [(1, 2.5), (4, 5.5)] and window.question.isHidden()
    steps = read_journal(window.document.path).history.steps
    assert [step.text for step in steps] == ["Both", "Theirs", "Mine", "Merge a copy"], "its edits can be read, too"
    window.actions_.undo.trigger()
    assert extents(window) == [(1, 2), (4, 5.5)]
    assert copy.exists()


def test_a_copy_is_offered_once_its_edits_are_in_the_history_no_more(window, qtbot, copy: Path):
    window.choice.choose(copy)
    qtbot.waitUntil(lambda: "Merge" in answers(window), timeout=20000)
    answer(window, qtbot, "Merge")
    window.choice.choose(copy)
    qtbot.waitUntil(lambda: "holds nothing that is not in" in window.notice.problem.summary, timeout=20000)
    assert window.question.isHidden()


def test_edits_that_touch_are_not_merged_but_the_copy_can_be_used(window, qtbot, copy: Path):
    window.document.edit("Same edge", hand((1, 2.25), (4, 5.5)))
    window.choice.choose(copy)
    qtbot.waitUntil(lambda: answers(window) == ["Use That Copy", "Not Now"], timeout=20000)
    answer(window, qtbot, "Use That Copy")
    assert extents(window) == [(1, 2.5), (4, 5)]
    assert annotation_file.load(window.document.path).regions == window.document.regions


def test_an_edit_made_meanwhile_is_not_lost_by_a_merge_offered_before(window, qtbot, copy: Path):
    window.choice.choose(copy)
    qtbot.waitUntil(lambda: "Merge" in answers(window), timeout=20000)
    window.document.edit("Same edge", hand((1, 2.25), (4, 5.5)))
    answer(window, qtbot, "Merge")
    assert extents(window) == [(1, 2.25), (4, 5.5)] and answers(window) == ["Use That Copy", "Not Now"]


def test_the_journal_of_a_song_opens_the_song_and_asks_nothing(window, qtbot, copy: Path, song: Path):
    own = window.document.path
    moved = shutil.copytree(song.parent, song.parent.with_name("moved"))
    opened(window, qtbot, Path(moved, own.name))
    assert window.session.song.path == Path(moved, song.name) and extents(window) == [(1, 2), (4, 5.5)]
    qtbot.wait(50)
    assert window.question.isHidden() and window.notice.isHidden()


def test_a_snapshot_is_offered_by_the_menu_and_the_history(window, qtbot, copy: Path, song: Path, monkeypatch):
    snapshot = song.with_name("first pass" + SNAPSHOT_SUFFIX)
    annotation_file.save(snapshot, window.document.annotation.edited(hand((6, 7))))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(snapshot), ""))
    window.actions_.history.trigger()
    dialog = window.findChild(HistoryDialog)
    qtbot.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: answers(window) == ["Use That Copy", "Not Now"], timeout=20000)
    answer(window, qtbot, "Not Now")
    assert extents(window) == [(1, 2), (4, 5.5)]
    window.actions_.merge_copy.trigger()
    qtbot.waitUntil(lambda: answers(window) == ["Use That Copy", "Not Now"], timeout=20000)
    answer(window, qtbot, "Use That Copy")
    assert extents(window) == [(6, 7)]


@pytest.mark.parametrize(
    ("content", "told"), [("<<<<<<< HEAD\n", "line 1"), ("", "line 1"), (None, "its song, tune.wav, is not beside it")]
)
def test_a_copy_that_cannot_be_opened_says_why(window, qtbot, copy: Path, tmp_path: Path, content, told: str):
    opened(window, qtbot, Path(shutil.copy(window.session.song.path, tmp_path / "x.wav")))
    path = tmp_path / "alone" / "a.svd"
    path.parent.mkdir()
    data = copy.read_bytes() if content is None else content.encode()
    path.write_bytes(data.replace(b'"song_key": "', b'"song_key": "f'))
    window.choice.choose(path)
    qtbot.waitUntil(lambda: told in window.notice.problem.summary, timeout=20000)
    assert path.name in window.notice.problem.summary


def test_a_copy_of_a_song_that_is_open_elsewhere_waits(window, qtbot, copy: Path):
    window.document.pause("open in another window")
    window.choice.choose(copy)
    qtbot.waitUntil(
        lambda: "cannot be used now: open in another window" in window.notice.problem.summary, timeout=20000
    )
    assert window.question.isHidden()
