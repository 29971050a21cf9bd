"""What another program writes at the worst moment is neither overwritten nor lost."""

from __future__ import annotations

import errno
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.annotation import annotation_file
from svd_core.annotation.journal import song_journal
from svd_core.annotation.journal.compaction import compact_file
from svd_core.annotation.journal.journal_file import ForeignChangeError, JournalFile
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.journal.records import record_line
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation

BLANK = SongAnnotation("a.mp3", "ab" * 32, 100.0)


def with_end(end: float) -> SongAnnotation:
    return BLANK.edited((Region(1, end),))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "music").mkdir()
    return Places.of(tmp_path / "music" / "a.mp3", BLANK.song_key, tmp_path / "fallback")


def opened(places: Places) -> SongJournal:
    journal = SongJournal(look_up(places, BLANK), "9.9")
    journal.begin_writing()
    return journal


def closed(journal: SongJournal) -> None:
    journal.close()
    journal.wait()


def append(places: Places) -> bytes:
    """Another program appends an edit; returns what is in the journal then."""
    last = read_journal(places.own).history.steps[-1]
    with places.own.open("ab") as file:
        file.write(record_line(replace(last, id="theirs", parent=last.id, text="Theirs", change=type(last.change)())))
    return places.own.read_bytes()


def long_file(places: Places) -> tuple[JournalFile, SongJournal, ThreadPoolExecutor]:
    journal = opened(places)
    for end in range(2, 6):
        journal.edit(with_end(end), f"To {end}")
    closed(journal)
    disk = ThreadPoolExecutor(1)
    file = JournalFile(places.own, disk, lambda error: None)
    file.take_over(read_journal(places.own))
    return file, journal, disk


@pytest.mark.parametrize("moment", [1, 2, 3])
def test_an_edit_appended_during_compaction_stays(places: Places, monkeypatch, moment: int):
    """It comes while the backup, its folder or the short journal is being flushed."""
    file, journal, disk = long_file(places)
    fsync, flushes, theirs = os.fsync, [], []

    def slow(descriptor: int) -> None:
        flushes.append(descriptor)
        fsync(descriptor)
        if len(flushes) == moment:
            theirs.append(append(places))

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(ForeignChangeError):
        compact_file(file, journal.history, "9.9", "B")
    assert places.own.read_bytes() == theirs[0]
    assert not list(places.own.parent.glob("*.part"))
    disk.shutdown()


def test_a_journal_changed_before_compaction_is_not_even_backed_up(places: Places):
    file, journal, disk = long_file(places)
    theirs = append(places)
    with pytest.raises(ForeignChangeError):
        compact_file(file, journal.history, "9.9", "B")
    assert places.own.read_bytes() == theirs and not places.own.with_name("a.mp3.svd.bak").exists()
    disk.shutdown()


def test_a_journal_with_edits_that_are_not_in_it_is_not_compacted(places: Places, monkeypatch):
    monkeypatch.setattr(song_journal, "LONG_LINES", 3)
    journal = opened(places)
    for end in range(2, 7):
        journal.edit(with_end(end), f"To {end}")
    theirs = append(places)
    assert journal.edit(with_end(50), "Mine").is_conflict
    closed(journal)
    assert places.own.read_bytes() == theirs and not places.own.with_name("a.mp3.svd.bak").exists()


def test_edits_that_were_given_up_do_not_come_back_by_compaction(places: Places, monkeypatch):
    """Nothing else has changed the file, so this is not seen by looking at it."""
    monkeypatch.setattr(song_journal, "LONG_LINES", 3)
    journal = opened(places)
    for end in range(2, 7):
        journal.edit(with_end(end), f"To {end}")
    before = places.own.read_bytes()
    places.fallback.parent.write_text("not a folder")

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as during:
        during.setattr(os, "write", full)
        assert journal.edit(with_end(50), "Mine").where == "memory"
    journal.give_up_unsaved()
    closed(journal)
    assert places.own.read_bytes() == before and not places.own.with_name("a.mp3.svd.bak").exists()


def test_a_journal_made_by_another_at_the_last_moment_is_not_replaced(places: Places, monkeypatch):
    """After the check before writing, while the new file is being written under its temporary name."""
    chmod = os.chmod

    def meanwhile(path: str, mode: int) -> None:
        chmod(path, mode)
        places.own.write_bytes(b"theirs\n")

    journal = opened(places)
    monkeypatch.setattr(os, "chmod", meanwhile)
    saving = journal.edit(with_end(2), "To 2")
    monkeypatch.undo()
    assert saving.is_conflict and places.own.read_bytes() == b"theirs\n"
    assert annotation_file.load(places.fallback) == with_end(2)
    closed(journal)


def test_a_journal_made_between_the_look_and_the_opening_is_gone_on_with(places: Places):
    found = look_up(places, BLANK)
    other = opened(places)
    other.edit(with_end(5), "Theirs")
    other.mark(note="theirs")
    closed(other)
    journal = SongJournal(found, "9.9")
    assert journal.begin_writing() is None
    assert journal.annotation == with_end(5) and journal.history.note == "theirs"
    assert journal.edit(with_end(6), "Mine").where == "own", "no conflict, and nothing to ask"
    closed(journal)
    assert read_journal(places.own).history.annotation == with_end(6)


def test_a_journal_made_in_the_fallback_folder_meanwhile_is_gone_on_with(places: Places):
    found = look_up(places, BLANK)
    other = opened(places)
    other.edit(with_end(5), "Theirs")
    closed(other)
    places.fallback.parent.mkdir(parents=True, exist_ok=True)
    places.own.rename(places.fallback)
    journal = SongJournal(found, "9.9")
    assert journal.begin_writing() is None
    assert journal.annotation == with_end(5)
    closed(journal)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_journal_is_made_through_a_link_to_nothing(places: Places, tmp_path: Path):
    elsewhere = tmp_path / "unmounted" / "a.svd"
    elsewhere.parent.mkdir()
    places.own.symlink_to(elsewhere)
    journal = opened(places)
    saving = journal.edit(with_end(2), "To 2")
    assert saving.where == "fallback" and "link to a file that is not there" in saving.cause
    assert not elsewhere.exists() and places.own.is_symlink()
    closed(journal)


def renumber(places: Places, old: bytes = b"", new: bytes = b"") -> None:
    """Give the journal another inode at the same size and time, as file systems without steady inodes do."""
    state = places.own.stat()
    copy = places.own.with_name("copy")
    copy.write_bytes(places.own.read_bytes().replace(old, new))
    os.utime(copy, ns=(state.st_atime_ns, state.st_mtime_ns))
    os.replace(copy, places.own)
    assert places.own.stat().st_ino != state.st_ino and places.own.stat().st_mtime_ns == state.st_mtime_ns


def test_a_file_that_only_got_another_number_is_no_conflict_and_is_gone_on_with(places: Places):
    journal = opened(places)
    for end in (2, 3, 4):
        assert journal.edit(with_end(end), f"To {end}").where == "own"
        renumber(places)
        assert not journal.foreign_change()
    closed(journal)
    journal = opened(places)
    renumber(places)
    assert journal.edit(with_end(5), "To 5").where == "own"
    assert [step.text for step in read_journal(places.own).history.steps] == ["To 2", "To 3", "To 4", "To 5"]
    renumber(places, b"To 5", b"To 6")
    assert journal.foreign_change() and journal.edit(with_end(6), "Mine").is_conflict
    closed(journal)
