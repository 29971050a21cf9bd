"""What is found when a song is opened: nothing is passed over in silence, and nothing of a later version is edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.errors import FormatError

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
