"""The journal of an open song: on disk at once, never over what others wrote, short enough, and found again."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.annotation import annotation_file
from svd_core.annotation.journal import song_journal
from svd_core.annotation.journal.compaction import compacted
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import enter, read_journal
from svd_core.annotation.journal.song_journal import ReadOnlyError, SongJournal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation

BLANK = SongAnnotation("a.mp3", "ab" * 32, 100.0)
Opener = Callable[..., SongJournal]


def with_end(end: float, at: SongAnnotation = BLANK) -> SongAnnotation:
    return at.edited((Region(1, end),))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "music").mkdir()
    return Places.of(tmp_path / "music" / "a.mp3", BLANK.song_key, tmp_path / "fallback")


def found_at(places: Places) -> Found:
    return look_up(places, BLANK)


@pytest.fixture
def opened(places: Places) -> Iterator[Opener]:
    """Open the song's journal for writing, as a window does; all are closed in the end."""
    journals: list[SongJournal] = []

    def begin(found: Found | None = None) -> SongJournal:
        journal = SongJournal(found or found_at(places), "9.9")
        journal.begin_writing()
        journals.append(journal)
        return journal

    yield begin
    for journal in journals:
        journal.close()
        journal.wait()


def closed(journal: SongJournal) -> None:
    journal.close()
    journal.wait()


def test_an_edit_is_in_the_file_when_it_is_done_and_costs_one_line(opened: Opener, places: Places):
    journal = opened()
    assert not places.own.exists(), "a song only looked at"
    for end in (2, 3, 4):
        assert journal.edit(with_end(end), "Nudge end").where == "own"
        assert annotation_file.load(places.own) == with_end(end)
    first, *lines = places.own.read_bytes().splitlines(keepends=True)
    assert len(lines) == 3 and lines == journal.lines
    assert b'"text": "Nudge end"' in lines[0] and b'"by": "' in lines[0] and b'"program": "9.9"' in first


def test_undo_and_redo_are_alive_after_closing_and_after_a_crash(opened: Opener, places: Places):
    journal = opened()
    for end in (2, 3):
        journal.edit(with_end(end), f"To {end}")
    journal.go(journal.history.undo_target())
    journal.name(journal.history.current, "Before lunch")
    # Nothing is closed: what is in the file is all there would be after a crash.
    again = found_at(places).reading.history
    assert again.annotation == with_end(2) and again.names == {again.current: "Before lunch"}
    assert again.at(again.undo_target()) == BLANK and again.at(again.redo_target()) == with_end(3)


def test_a_half_written_line_is_cut_off_before_the_next_edit(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    closed(journal)
    whole = places.own.read_bytes()
    places.own.write_bytes(whole + b'{"edit": "torn", "fr')
    journal = opened()
    assert journal.annotation == with_end(2) and not journal.hindrance
    journal.edit(with_end(3), "To 3")
    assert places.own.read_bytes() == whole + journal.lines[-1]
    closed(journal)
    # An editor took the last line feed off.
    places.own.write_bytes(places.own.read_bytes()[:-1])
    journal = opened()
    journal.edit(with_end(4), "To 4")
    assert annotation_file.load(places.own) == with_end(4)


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
def test_a_full_disk_leaves_no_half_line_and_the_next_edit_brings_all(opened: Opener, places: Places):
    import resource

    journal = opened()
    journal.edit(with_end(2), "To 2")
    size = places.own.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, hard))
    try:
        saving = journal.edit(with_end(3), "To 3")
        assert places.own.stat().st_size == size
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert saving.where == "memory" and saving.cause and journal.annotation == with_end(3)
    assert journal.edit(with_end(4), "To 4").where == "own"
    assert [step.text for step in read_journal(places.own).history.steps] == ["To 2", "To 3", "To 4"]


def test_a_disk_that_takes_its_time_holds_up_no_edit(opened: Opener, places: Places, monkeypatch):
    reached, free = threading.Event(), threading.Event()
    fsync = os.fsync

    def slow(descriptor: int) -> None:
        reached.set()
        assert free.wait(60)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    journal = opened()
    for end in (2, 3, 4):
        assert journal.edit(with_end(end), "Nudge end").where == "own"
        assert reached.wait(60), "nothing would be flushed at all"
        assert annotation_file.load(places.own) == with_end(end)
    free.set()
    closed(journal)


def test_what_does_not_reach_the_disk_is_reported(places: Places, monkeypatch):
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    told: list[OSError] = []
    journal = SongJournal(found_at(places), "9.9", told.append)
    journal.begin_writing()
    journal.edit(with_end(2), "To 2")
    closed(journal)
    assert told and told[0].errno == errno.EIO


def test_lines_of_two_hands_that_version_control_put_together_are_two_branches(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    closed(journal)
    common, branches = places.own.read_bytes(), []
    for end in (3, 4):
        places.own.write_bytes(common)
        journal = opened()
        journal.edit(with_end(end), f"To {end}")
        closed(journal)
        branches.append(places.own.read_bytes().removeprefix(common))
    places.own.write_bytes(common + b"".join(branches))
    reading = read_journal(places.own)
    assert not reading.damage and reading.history.annotation == with_end(4)
    assert [reading.history.at(step.id) for step in reading.history.steps] == [with_end(2), with_end(3), with_end(4)]


def append_elsewhere(places: Places, annotation: SongAnnotation, text: str = "Theirs") -> None:
    """Another program, which respects no lock, appends an edit."""
    found = found_at(places)
    other = SongJournal(found, "1.0")
    other._is_unlocked = True
    other.edit(annotation, text)
    other.close()
    other.wait()


CHANGES = {
    "appended": lambda places: append_elsewhere(places, with_end(50)),
    "replaced": lambda places: (
        places.own.with_name("x").write_bytes(places.own.read_bytes()),
        os.replace(places.own.with_name("x"), places.own),
    ),
    "rewritten": lambda places: places.own.write_bytes(places.own.read_bytes().replace(b"To 2", b"to 2")),
    "removed": lambda places: places.own.unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_others_did_to_the_file_is_noticed_before_anything_is_written(opened, places: Places, change):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    change(places)
    theirs = places.own.read_bytes() if places.own.exists() else None
    assert journal.foreign_change()
    saving = journal.edit(with_end(3), "To 3")
    assert saving.is_conflict and saving.where == "fallback"
    assert (places.own.read_bytes() if places.own.exists() else None) == theirs
    assert annotation_file.load(places.fallback) == with_end(3), "mine is on disk, too"


def test_a_journal_that_appeared_meanwhile_is_not_overwritten(opened: Opener, places: Places):
    journal = opened()
    append_elsewhere(places, with_end(50))
    theirs = places.own.read_bytes()
    assert journal.edit(with_end(2), "To 2").is_conflict
    assert places.own.read_bytes() == theirs


def test_edits_that_do_not_touch_are_merged_into_their_journal(opened: Opener, places: Places):
    journal = opened()
    base = BLANK.edited((Region(1, 2), Region(50, 60)))
    journal.edit(base, "Add")
    append_elsewhere(places, base.edited((Region(1, 2), Region(50, 70))))
    journal.edit(base.edited((Region(1, 3), Region(50, 60))), "Mine")
    theirs = read_journal(places.own)
    after = journal.merged_with(theirs)
    assert journal.merge(theirs, after, "Merge").where == "own"
    assert [(r.start, r.end) for r in annotation_file.load(places.own).regions] == [(1, 3), (50, 70)]
    history = read_journal(places.own).history
    assert {step.text for step in history.steps} == {"Add", "Theirs", "Mine", "Merge"}, "both branches can be read"
    assert not places.fallback.exists()


def test_edits_that_touch_are_not_merged_but_kept_as_a_copy(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "Add")
    append_elsewhere(places, with_end(4))
    journal.edit(with_end(3), "Mine")
    theirs = read_journal(places.own)
    assert journal.merged_with(theirs) is None
    copy = journal.keep_copy()
    journal.follow(theirs)
    journal.drop_mine()
    assert annotation_file.load(copy) == with_end(3) and journal.annotation == with_end(4)
    assert journal.edit(with_end(5), "On").where == "own" and not places.fallback.exists()


def test_a_removed_journal_is_made_again_with_all_its_history(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    places.own.unlink()
    journal.edit(with_end(3), "To 3")
    assert journal.write_anew().where == "own"
    assert len(read_journal(places.own).history) == 2


def test_the_copy_in_the_fallback_folder_is_gone_on_with_where_it_holds_more(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    away = places.own.parent.with_name("away")
    places.own.parent.rename(away)
    assert journal.edit(with_end(3), "To 3").where == "fallback"
    away.rename(places.own.parent)
    closed(journal)
    found = found_at(places)
    assert found.from_fallback and found.annotation == with_end(3) and found.other_copy is None
    journal = opened(found)
    assert journal.edit(with_end(4), "To 4").where == "own"
    assert not places.fallback.exists() and annotation_file.load(places.own) == with_end(4)


def test_a_broken_copy_displaces_nothing_and_one_with_something_else_is_offered(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    closed(journal)
    places.fallback.parent.mkdir()
    places.fallback.write_bytes(b'{"format": "svd-jour')
    found = found_at(places)
    assert found.annotation == with_end(2) and "broken" in found.warnings[0] and not found.hindrance
    elsewhere = Places(places.fallback, places.fallback.with_name("none"), places.snapshots)
    places.fallback.unlink()
    append_elsewhere(elsewhere, with_end(9))
    found = found_at(places)
    assert found.annotation == with_end(2)
    assert found.other_copy.annotation == with_end(9) and found.other_copy.path == places.fallback
    journal = opened(found)
    journal.edit(with_end(3), "To 3")
    assert places.fallback.exists(), "it is offered, not deleted"


def test_an_older_snapshot_is_taken_over_and_stays_as_it_is(opened: Opener, places: Places):
    older, newer = with_end(7), with_end(8)
    beside, away = places.snapshots
    away.parent.mkdir()
    annotation_file.save(away, older)
    annotation_file.save(beside, newer)
    os.utime(away, (1e9, 1e9))
    found = found_at(places)
    assert found.annotation == newer and found.is_saved and found.other_copy.annotation == older
    before = beside.read_bytes()
    journal = opened(found)
    journal.edit(with_end(9), "To 9")
    assert beside.read_bytes() == before and away.exists()
    history = read_journal(places.own).history
    assert history.root == newer and history.annotation == with_end(9)


def test_what_an_older_version_of_the_program_wrote_since_is_offered(opened: Opener, places: Places):
    snapshot = places.snapshots[0]
    annotation_file.save(snapshot, with_end(7))
    journal = opened()
    journal.edit(with_end(9), "To 9")
    os.utime(snapshot, (1e9, 1e9))
    assert found_at(places).other_copy is None
    annotation_file.save(snapshot, with_end(8))
    os.utime(snapshot, (4e9, 4e9))
    found = found_at(places)
    assert found.annotation == with_end(9) and found.other_copy.annotation == with_end(8)


def test_a_broken_snapshot_is_reported_and_the_good_one_taken(places: Places):
    beside, away = places.snapshots
    beside.write_text("{")
    away.parent.mkdir()
    annotation_file.save(away, with_end(7))
    found = found_at(places)
    assert found.annotation == with_end(7) and "line 1" in found.warnings[0] and beside.read_text() == "{"


def test_a_damaged_or_newer_journal_is_for_reading_only_and_untouched(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(2), "To 2")
    journal.edit(with_end(3), "To 3")
    closed(journal)
    good = places.own.read_bytes()
    for bad, reason in ((good + b"<<<<\n", "line 4"), (good.replace(b": 1,", b": 7,", 1), "update SVD Studio")):
        places.own.write_bytes(bad)
        journal = opened()
        assert reason in journal.hindrance and not journal.is_writable
        with pytest.raises(ReadOnlyError):
            journal.edit(with_end(9), "No")
        assert places.own.read_bytes() == bad and not places.fallback.exists()
    places.own.write_bytes(good + b"<<<<\n")
    journal = opened()
    assert journal.annotation == with_end(3)
    journal.write_anew("damaged")
    assert places.own.read_bytes() == good
    assert next(places.own.parent.glob("*.damaged-*")).read_bytes() == good + b"<<<<\n"


def test_a_long_journal_is_compacted_when_it_is_closed(opened: Opener, places: Places, monkeypatch):
    monkeypatch.setattr(song_journal, "LONG_LINES", 20)
    journal = opened()
    for end in range(2, 30):
        journal.edit(with_end(end), f"To {end}")
    journal.name(journal.history.steps[3].id, "Fifth")
    long = places.own.read_bytes()
    closed(journal)
    assert places.own.with_name("a.mp3.svd.bak").read_bytes() == long
    assert annotation_file.load(places.own) == with_end(29)
    journal = opened()
    assert journal.edit(with_end(30), "On").where == "own"


def test_what_is_summed_up_can_still_be_undone_step_by_step_and_back_to_the_first_state(opened: Opener, places: Places):
    journal = opened()
    for end in range(2, 40):
        journal.edit(with_end(end), f"To {end}")
    named = journal.history.steps[4].id
    journal.name(named, "Sixth")
    journal.go(journal.history.undo_target())
    journal.go(journal.history.undo_target())
    short = type(journal.history)(journal.history.root, journal.history.root_id)
    records = compacted(journal.history, "B", kept_edits=10)
    for record in records:
        enter(short, record)
    assert len(records) < 20
    assert short.annotation == with_end(37) and short.at(short.redo_target()) == with_end(38)
    assert short.at(named) == with_end(6) and short.names == {named: "Sixth"}
    ends = []
    while target := short.undo_target():
        short.go(target)
        ends.append(short.annotation.regions[0].end if short.annotation.regions else 0)
    assert ends == [36, 35, 34, 33, 32, 31, 30, 29, 6, 0]


def test_the_song_itself_may_be_another_one(opened: Opener, places: Places):
    journal = opened()
    journal.edit(with_end(50), "To 50")
    shorter = journal.annotation.for_song("b.mp3", "cd" * 32, 49.5)
    journal.edit(shorter, "Keep regions")
    again = found_at(places).reading.history
    assert again.annotation == shorter and again.at(again.undo_target()) == with_end(50)
    assert replace(shorter, song="a.mp3") != shorter
