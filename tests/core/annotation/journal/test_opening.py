"""What is found when a song is opened: nothing is passed over in silence, and nothing of a later version is edited."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.data import dataset
from svd_core.errors import FormatError
from svd_core.files.storage import content_key
from tests.core.journals import save_corrections

BLANK = SongAnnotation("a.mp3", "ab" * 32, 100.0)


def with_end(end: float) -> SongAnnotation:
    return BLANK.edited((Region(1, end),))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "music").mkdir()
    (tmp_path / "fallback").mkdir()
    return Places.of(tmp_path / "music" / "a.mp3", BLANK.song_key, tmp_path / "fallback")


def save_later_snapshot(path: Path) -> bytes:
    annotation_file.save(path, with_end(7))
    later = path.read_bytes().replace(b'"version": 2', b'"version": 9', 1)
    path.write_bytes(later)
    return later


def write_journal(path: Path, annotation: SongAnnotation) -> None:
    journal = SongJournal(look_up(Places(path, path.with_name("none"), (path, path)), BLANK), "9.9")
    journal.begin_writing()
    journal.edit(annotation, "Edit")
    journal.close()
    journal.wait()


@pytest.mark.parametrize("place", [0, 1])
def test_a_snapshot_of_a_later_version_makes_the_song_one_for_reading(places: Places, place: int):
    later = save_later_snapshot(places.snapshots[place])
    annotation_file.save(places.snapshots[1 - place], with_end(8))
    found = look_up(places, BLANK, lambda: pytest.fail("labels are not asked for"))
    assert "newer SVD Studio" in found.hindrance and "update" in found.hindrance and found.annotation == with_end(8)
    journal = SongJournal(found, "9.9")
    journal.begin_writing()
    assert not journal.is_writable
    journal.close()
    journal.wait()
    places.snapshots[1 - place].unlink()
    found = look_up(places, BLANK, lambda: pytest.fail("labels are not asked for"))
    assert found.hindrance and found.annotation == BLANK
    assert places.snapshots[place].read_bytes() == later


def test_a_journal_of_a_later_version_in_the_fallback_folder_is_not_edited_past(places: Places):
    write_journal(places.fallback, with_end(7))
    places.fallback.write_bytes(places.fallback.read_bytes().replace(b'"version": 1', b'"version": 9', 1))
    assert "update SVD Studio" in look_up(places, BLANK).hindrance
    write_journal(places.own, with_end(8))
    found = look_up(places, BLANK)
    assert not found.hindrance and "update SVD Studio" in found.warnings[0] and "broken" not in found.warnings[0]


def test_commands_stop_at_a_snapshot_of_a_later_version(tmp_path: Path):
    song = tmp_path / "a.mp3"
    song.write_bytes(b"sound")
    save_later_snapshot(tmp_path / "a.mp3.svd.json")
    with pytest.raises(FormatError, match="newer SVD Studio"):
        annotation_file.find(song, tmp_path / "fallback")


def annotate_unwritable(song: Path, fallback: Path, seconds: float) -> Path:
    """Annotate a song in whose folder nothing can be written; returns where the journal is."""
    key = content_key(song)
    away = Places.of(song.with_name("unwritable") / song.name, key, fallback)
    blank = SongAnnotation(song.name, key, seconds)
    journal = SongJournal(look_up(away, blank), "9.9")
    journal.begin_writing()
    assert journal.edit(blank.edited((Region(1, 2),)), "Add region").where == "fallback"
    journal.close()
    journal.wait()
    return away.fallback


def retagged(song: Path, seconds: float) -> SongAnnotation:
    song.write_bytes(song.read_bytes() + b"another tag")
    return SongAnnotation(song.name, content_key(song), seconds)


def test_the_annotation_in_the_fallback_folder_of_a_song_tagged_anew_is_offered(tmp_path: Path):
    song, fallback = tmp_path / "a.mp3", tmp_path / "fallback"
    song.write_bytes(b"sound")
    path = annotate_unwritable(song, fallback, 100.0)
    assert annotation_file.saved(song, fallback) is not None
    blank = retagged(song, 100.4)
    found = look_up(Places.of(song, blank.song_key, fallback), blank)
    assert found.other_copy.path == path and found.annotation == blank and not found.hindrance
    told: list[str] = []
    assert annotation_file.saved(song, fallback, told.append) is None
    assert len(told) == 1 and str(path) in told[0]


def test_another_song_of_the_same_name_is_told_of_and_not_offered(tmp_path: Path):
    song, fallback = tmp_path / "mixture.wav", tmp_path / "fallback"
    song.write_bytes(b"sound")
    path = annotate_unwritable(song, fallback, 100.0)
    blank = retagged(song, 200.0)
    found = look_up(Places.of(song, blank.song_key, fallback), blank)
    assert found.other_copy is None and str(path) in found.warnings[0] and "1:40 long: " in found.warnings[0]
    other = SongAnnotation("mixture.mp3", blank.song_key, 100.0)
    found = look_up(Places.of(song.with_suffix(".mp3"), blank.song_key, fallback), other)
    assert found.other_copy is None and not found.warnings


def test_edits_in_the_fallback_folder_are_offered_when_song_and_journal_were_put_back_changed(
    places: Places, tmp_path: Path
):
    write_journal(places.own, with_end(7))
    places.fallback.write_bytes(places.own.read_bytes())
    write_journal(places.fallback, with_end(8))
    other = Places.of(places.own.with_name("a.mp3"), "cd" * 32, places.fallback.parent)
    found = look_up(other, replace(BLANK, song_key="cd" * 32))
    assert found.annotation == with_end(7) and found.other_copy.annotation == with_end(8)


def test_commands_say_which_other_copies_they_leave_out(places: Places, tmp_path: Path, monkeypatch):
    for name in ("a", "b", "c", "d", "e", "f", "g"):
        song = tmp_path / "songs" / f"{name}.wav"
        song.parent.mkdir(exist_ok=True)
        song.write_bytes(name.encode())
        save_corrections(song, 100.0, ((1.0, 2.0),), ((0.0, 9.0),))
        away = Places.of(song, content_key(song), tmp_path / "fallback")
        save_corrections(song, 100.0, ((1.0, 3.0),), ((0.0, 9.0),), away.fallback)
        away.fallback.write_bytes(away.fallback.read_bytes().replace(b"Ann", b"Bea"))
    monkeypatch.setattr(annotation_file, "fallback_folder", lambda: tmp_path / "fallback")
    notices = dataset.find([tmp_path / "songs"]).notices()
    assert "a.wav: there is another copy of its annotation" in notices[0]
    assert sum("another copy" in text for text in notices) == 5 and "2 more such copies" in notices[5]


@pytest.mark.parametrize("time", ["", "yesterday", "0001-01-01T00:00:00", "2020-01-01T00:00:00"])
def test_a_time_that_is_none_or_has_no_offset_keeps_no_song_from_opening(tmp_path: Path, time: str):
    song, fallback = tmp_path / "a.mp3", tmp_path / "fallback"
    song.write_bytes(b"sound")
    path = annotate_unwritable(song, fallback, 100.0)
    path.write_bytes(re.sub(rb'"time": "[^"]*"', f'"time": "{time}"'.encode(), path.read_bytes()))
    blank = retagged(song, 100.0)
    places = Places.of(song, blank.song_key, fallback)
    assert look_up(places, blank).other_copy.path == path
    path.rename(places.own)
    annotation_file.save(places.snapshots[0], blank.edited((Region(1, 9),)))
    assert look_up(places, blank).other_copy.path == places.snapshots[0]
