"""The open folder by itself: many songs at once, of which some fail, and what is not done again and again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from svd_core.annotation.journal.places import path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.song_status import HandStatus
from svd_core.library import orphans
from svd_core.library.index import SongIndex
from svd_core.library.orphans import Reunion
from svd_core.library.refreshing import refresh_song
from svd_core.library.song_reading import SongReader
from svd_gui.library.folder_session import FolderSession
from tests.core.journals import save_corrections

PATIENCE_MS = 60_000
SONGS = ("one.wav", "three.wav", "two.wav")


@pytest.fixture
def folder(tmp_path: Path, rendered: Path) -> Path:
    """Three songs of different content, each checked."""
    path = tmp_path / "Songs"
    path.mkdir()
    for number, name in enumerate(SONGS):
        shutil.copy(rendered, path / name)
        with open(path / name, "ab") as file:
            file.write(b"LIST\4\0\0\0" + bytes([number] * 4))
        save_corrections(path / name, 8.0, ((1.0, 2.0),), ((0.0, 8.0),))
    return path


@pytest.fixture
def session(qtbot, folder: Path):
    session = FolderSession()
    session.problems = []
    session.problem_found.connect(session.problems.append)
    with qtbot.waitSignal(session.settled, timeout=PATIENCE_MS):
        session.open(folder)
    yield session
    session.close()


def status(song: Path) -> HandStatus:
    return read_journal(path_for(song)).history.status


def test_a_song_that_cannot_be_marked_keeps_nobody_from_the_others(session: FolderSession, qtbot, folder: Path) -> None:
    path_for(folder / "one.wav").write_text("no journal")
    (folder / "three.wav").unlink()
    session.mark(SONGS, "in work")
    qtbot.waitUntil(lambda: bool(session.problems), timeout=PATIENCE_MS)
    assert status(folder / "two.wav") == "in work"
    (problem,) = session.problems
    assert "one.wav" in problem.summary and "three.wav" in problem.summary, "all that failed are named"


def test_a_journal_that_cannot_be_moved_keeps_nobody_from_the_others(session: FolderSession, qtbot, folder: Path):
    path_for(folder / "one.wav").rename(folder / "gone.wav.svd")
    (folder / "new.wav").touch()
    there = path_for(folder / "two.wav").name
    moved = path_for(folder / "new.wav")
    with qtbot.waitSignal(session.settled, timeout=PATIENCE_MS):
        session.reunite([Reunion(there, "three.wav"), Reunion("gone.wav.svd", "new.wav")])
    assert moved.exists()
    assert path_for(folder / "two.wav").exists(), "nothing is moved over another journal"
    (problem,) = session.problems
    assert "three.wav" in problem.summary


def test_for_the_same_lost_journals_songs_are_read_once(
    session: FolderSession, qtbot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = orphans.content_key
    monkeypatch.setattr(orphans, "content_key", lambda path: read.append(Path(path).name) or real(path))
    (folder / "one.wav").rename(folder / "renamed.wav")
    path_for(folder / "two.wav").unlink()
    with qtbot.waitSignal(session.reunions_found, timeout=PATIENCE_MS) as found:
        session.look_again()
    assert [one.song for one in found.args[0]] == ["renamed.wav"]
    first = list(read)
    with qtbot.waitSignal(session.settled, timeout=PATIENCE_MS):
        session.look_again()
    assert not session._looking.running
    assert read == first
    (folder / "renamed.wav").rename(folder / "elsewhere.wav")
    with qtbot.waitSignal(session.reunions_found, timeout=PATIENCE_MS) as found:
        session.look_again()
    assert [one.song for one in found.args[0]] == ["elsewhere.wav"]


def test_many_songs_read_one_by_one_are_shown_together(session: FolderSession, qtbot) -> None:
    shown: list[int] = []
    session.changed.connect(lambda: shown.append(len(session.listing.rows)))
    listed = session.listing.update
    taken: list[object] = []
    session.listing.update = lambda rows, removed: (taken.append(rows), listed(rows, removed))
    for _ in range(10):
        session._take_one(session.folder, "one.wav", session.listing.rows["one.wav"])
    assert len(taken) == 10 and len(shown) == 1, "to put ten thousand songs in order takes long"
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=PATIENCE_MS)


def test_songs_worked_on_in_another_window_show_by_themselves(session: FolderSession, qtbot, folder: Path):
    save_corrections(folder / "two.wav", 8.0, ((1.0, 2.0),), ((0.0, 3.0),))
    index = SongIndex(folder)
    refresh_song(SongReader(folder), index, "two.wav")
    index.close()
    assert session._follow.isActive(), "it is looked for again and again"
    with qtbot.waitSignal(session.changed, timeout=PATIENCE_MS):
        session.follow_others()
    assert session.listing.rows["two.wav"].status == "in work"
    session.close()
    assert not session._follow.isActive()
