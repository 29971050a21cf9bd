"""Status by hand and note of a song in its journal: kept, replaced by later ones, whatever state the song is in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svd_core.annotation.journal.compaction import compacted
from svd_core.annotation.journal.history import History
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import enter, read_journal
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.song_status import status_of

BLANK = SongAnnotation("a.mp3", "ab" * 32, 100.0)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.of(tmp_path / "a.mp3", BLANK.song_key, tmp_path / "fallback")


@pytest.fixture
def opened(places: Places) -> Iterator[Callable[[], SongJournal]]:
    journals: list[SongJournal] = []

    def begin() -> SongJournal:
        journals.append(SongJournal(look_up(places, BLANK), "9.9", annotator="Ann"))
        journals[-1].begin_writing()
        return journals[-1]

    yield begin
    for journal in journals:
        journal.close()
        journal.wait()


def test_marks_are_found_again_and_replace_each_other(places: Places, opened):
    journal = opened()
    journal.mark(status="checked", note="first\nline “x”")
    journal.mark(note="second")
    history = read_journal(places.own).history
    assert (history.status, history.note) == ("checked", "second")
    journal.mark(status="")
    assert read_journal(places.own).history.status == ""


def test_undo_leaves_marks_as_they_are(places: Places, opened):
    journal = opened()
    journal.edit(BLANK.edited((Region(1, 2),)), "Add")
    journal.mark(note="stays")
    journal.go(journal.history.undo_target())
    assert read_journal(places.own).history.annotation.regions == ()
    assert read_journal(places.own).history.note == "stays"


def test_compaction_keeps_marks(opened):
    journal = opened()
    journal.edit(BLANK.edited((Region(1, 2),)), "Add")
    journal.mark("in work", "a note")
    again = History(journal.history.root, journal.history.root_id)
    for record in compacted(journal.history, "Ann"):
        enter(again, record)
    assert (again.status, again.note) == ("in work", "a note")


def test_a_merge_takes_the_note_of_a_copy_where_there_is_none(places: Places, opened, tmp_path: Path):
    journal = opened()
    journal.edit(BLANK.edited((Region(1, 2),)), "Add")
    copy_places = Places.of(tmp_path / "b.mp3", BLANK.song_key, tmp_path / "fallback")
    journal.write_copy(copy_places.own)
    other = SongJournal(look_up(copy_places, BLANK), "9.9")
    other.begin_writing()
    other.mark("checked", "theirs")
    other.close()
    other.wait()
    journal.mark(status="in work")
    journal.take_in(read_journal(copy_places.own), journal.annotation, "Merge")
    history = read_journal(places.own).history
    assert (history.status, history.note) == ("in work", "theirs")


@pytest.mark.parametrize("bad", [{"status": "done"}, {"mood": "good"}, {"note": 3}, []])
def test_a_mark_of_another_version_makes_the_song_read_only(places: Places, opened, bad):
    journal = opened()
    journal.mark(note="x")
    line = json.dumps({"mark": bad, "time": "2030-01-02T03:04:05.678+00:00", "by": "Ann"})
    with open(places.own, "ab") as file:
        file.write(line.encode() + b"\n")
    assert "line 3" in read_journal(places.own).damage


def test_what_was_not_marked_is_not_written(opened):
    journal = opened()
    journal.mark(status="checked")
    assert b"note" not in journal.lines[-1]


@pytest.mark.parametrize(
    ("checked", "touched", "proposed", "expected"),
    [
        (0, 0, False, "unseen"),
        (0, 0, True, "proposed"),
        (0, 2, True, "in work"),
        (20, 0, False, "in work"),
        (98, 0, True, "in work"),
        (99.5, 0, True, "checked"),
    ],
)
def test_the_status_follows_from_what_is_checked_unless_it_is_set(checked, touched, proposed, expected):
    assert status_of(100.0, checked, touched, proposed) == expected
    assert status_of(100.0, checked, touched, proposed, "proposed") == "proposed"
