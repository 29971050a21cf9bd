"""A folder's list: found by looking, read from journals, only what changed read again, moved songs known again."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig
from svd_core.errors import DataError
from svd_core.files.owner_lock import OwnerLock
from svd_core.files.storage import content_key
from svd_core.library import scanning
from svd_core.library.index import SongIndex
from svd_core.library.marking import mark_song, mark_songs
from svd_core.library.orphans import Reunion, reunions, reunite
from svd_core.library.refreshing import FolderState, Refreshed, read_by_others, refresh, refresh_song, refresh_songs
from svd_core.library.scanning import Scan, scan
from svd_core.library.song_reading import Detector, SongReader, conflict_seconds
from svd_core.model.detection_cache import DetectionCache
from tests.core.journals import save_corrections


def sound(path: Path, seconds: float = 2.0, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).uniform(-0.1, 0.1, int(seconds * 8000))
    soundfile.write(path, noise, 8000)
    return path


def completed(generator):
    """What a generator of reports returns."""
    while True:
        try:
            next(generator)
        except StopIteration as stop:
            return stop.value


def scanned(folder: Path) -> Scan:
    return completed(scan(folder))


class Folder:
    """A folder with its index, refreshed as a program does that is started anew each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.n_read = 0
        self.detector: Detector | None = None

    def refresh(self, keys: dict[str, str] | None = None) -> FolderState:
        index = SongIndex(self.path)
        reports: Iterator[Refreshed] = refresh(SongReader(self.path, self.detector), index, keys)
        self.n_read = 0
        try:
            while True:
                self.n_read += len(next(reports).rows)
        except StopIteration as stop:
            return stop.value
        finally:
            index.close()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "songs").mkdir()
    return Folder(tmp_path / "songs")


def test_sounds_below_a_folder_are_found_and_hidden_ones_left_out(folder: Folder):
    for name in ("b.WAV", "Zoë/a.wav", ".hidden/c.wav", ".svd/d.wav", "._b.wav"):
        sound(folder.path / name)
    (folder.path / "notes.txt").write_text("no song")
    (folder.path / "folder.wav").mkdir()
    (folder.path / "gone.wav").symlink_to(folder.path / "nowhere.wav")
    assert [song.path for song in scanned(folder.path).songs] == ["b.WAV", "Zoë/a.wav"]


def test_links_that_lead_in_circles_end_and_a_linked_folder_is_listed_once(folder: Folder):
    sound(folder.path / "real" / "a.wav")
    (folder.path / "a link").symlink_to(folder.path / "real")
    (folder.path / "real" / "up").symlink_to(folder.path)
    outside = sound(folder.path.parent / "elsewhere" / "b.wav").parent
    (folder.path / "other").symlink_to(outside)
    assert [song.path for song in scanned(folder.path).songs] == ["other/b.wav", "real/a.wav"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
def test_a_folder_that_cannot_be_read_is_told_of(folder: Folder):
    sound(folder.path / "a.wav")
    locked = folder.path / "locked"
    locked.mkdir(0o000)
    try:
        found = scanned(folder.path)
    finally:
        locked.chmod(0o755)
    assert len(found.songs) == 1 and str(locked) in found.problems[0]


def test_a_folder_that_is_not_there_is_an_error(folder: Folder):
    with pytest.raises(OSError, match="nowhere"):
        scanned(folder.path / "nowhere")


def test_journals_say_how_far_a_song_is(folder: Folder):
    paths = [sound(folder.path / "Björk" / f"{name}.wav") for name in ("checked", "begun", "proposed", "unseen")]
    save_corrections(paths[0], 2.0, ((0.5, 1.0),), ((0.0, 2.0),))
    save_corrections(paths[1], 2.0, ((0.5, 1.0),), ((0.25, 0.75),))
    (folder.path / "broken.wav").write_bytes(b"no sound")
    state = folder.refresh()
    rows = {row.name: row for row in state.rows.values()}
    assert rows["checked.wav"].status == "checked"
    assert rows["begun.wav"].status == "in work"
    assert (rows["begun.wav"].checked, rows["begun.wav"].n_regions) == (0.5, 1)
    assert rows["unseen.wav"].status == "unseen"
    assert rows["unseen.wav"].seconds == pytest.approx(2.0)
    assert rows["unseen.wav"].artist == "Björk"
    assert "broken.wav" in rows["broken.wav"].problem
    assert rows["checked.wav"].key == content_key(paths[0])


def test_only_changed_songs_are_read_again(folder: Folder):
    first, second = (sound(folder.path / f"{name}.wav", seed=seed) for seed, name in enumerate("ab"))
    before = folder.refresh()
    assert folder.n_read == 2
    assert folder.refresh().rows == before.rows
    assert folder.n_read == 0
    save_corrections(first, 2.0, (), ((0.0, 2.0),))
    assert folder.refresh().rows["a.wav"].status == "checked"
    assert folder.n_read == 1
    sound(second, 3.0)
    assert folder.refresh().rows["b.wav"].seconds == pytest.approx(3.0)
    path_for(first).unlink()
    assert folder.refresh().rows["a.wav"].status == "unseen", "journals are the truth"
    first.unlink()
    assert folder.refresh().rows.keys() == {"b.wav"}
    shutil.rmtree(folder.path / ".svd")
    assert folder.refresh().rows.keys() == {"b.wav"}


def test_labels_of_others_count_as_work_and_a_broken_journal_is_told_of(folder: Folder):
    sound(folder.path / "audio" / "a.wav")
    (folder.path / "labels").mkdir()
    (folder.path / "labels" / "a.lab").write_text("0 1 sing\n1 2 nosing\n")
    broken = sound(folder.path / "b.wav", seed=1)
    path_for(broken).write_text("{}\n")
    rows = folder.refresh().rows
    assert (rows["audio/a.wav"].status, rows["audio/a.wav"].n_regions) == ("checked", 1)
    assert "b.wav.svd" in rows["b.wav"].problem
    (folder.path / "labels" / "a.lab").write_text("0 2 nosing\n")
    assert folder.refresh().rows["audio/a.wav"].n_regions == 0


def test_work_in_the_fallback_folder_is_found(folder: Folder):
    song = sound(folder.path / "a.wav")
    places = annotation_file.Places.of(song, content_key(song), annotation_file.fallback_folder())
    places.fallback.parent.mkdir(parents=True)
    save_corrections(song, 2.0, (), ((0.0, 2.0),), places.fallback)
    other = sound(folder.path / "other" / "a.wav", seed=9)
    rows = folder.refresh().rows
    assert (rows["a.wav"].status, rows["other/a.wav"].status) == ("checked", "unseen")
    assert content_key(other) == rows["other/a.wav"].key


def test_doubt_is_what_the_detector_is_unsure_of_outside_checked_time(folder: Folder):
    song = sound(folder.path / "a.wav", 10.0)
    probabilities = np.full(700, 0.01, np.float32)
    probabilities[70:210] = 0.5
    DetectionCache().put(content_key(song), "d" * 64, probabilities, 10.0)
    folder.detector = Detector("d" * 64, PostprocessingConfig(median_frames=1, threshold=0.5))
    assert folder.refresh().rows["a.wav"].doubt is None, "nobody has said which content this is"
    row = folder.refresh({"a.wav": content_key(song)}).rows["a.wav"]
    assert row.doubt == pytest.approx(2.0, abs=0.05)
    assert row.status == "proposed"
    assert folder.refresh().rows["a.wav"] == row
    save_corrections(song, 10.0, (), ((0.0, 2.0),))
    assert folder.refresh().rows["a.wav"].doubt == pytest.approx(1.0, abs=0.05)
    folder.detector = Detector("e" * 64, PostprocessingConfig())
    assert folder.refresh().rows["a.wav"].doubt is None


def test_conflict_is_the_known_time_in_which_the_model_says_something_else():
    proposal = Proposal("m", "k", PostprocessingConfig(), (Region(1, 3), Region(8, 9)))
    blank = SongAnnotation("a", "k" * 64, 10.0)
    assert conflict_seconds(blank) is conflict_seconds(blank.marked_checked([(0, 5)])) is None
    corrected = blank.proposed(proposal).edited((Region(2, 3.5), Region(8, 9)), 0.0).marked_checked([(0, 5)])
    assert conflict_seconds(corrected) == pytest.approx(1.5)


def test_one_song_is_read_anew_after_it_was_worked_on(folder: Folder):
    song = sound(folder.path / "Bo" / "a.wav")
    folder.refresh()
    index, reader = SongIndex(folder.path), SongReader(folder.path)
    save_corrections(song, 2.0, (), ((0.0, 2.0),))
    assert refresh_song(reader, index, "Bo/a.wav").status == "checked"
    assert index.row("Bo/a.wav").status == "checked"
    path_for(song).unlink()
    assert refresh_song(reader, index, "Bo/a.wav", "ab" * 32).key == "ab" * 32
    song.unlink()
    assert refresh_song(reader, index, "Bo/a.wav") is None
    assert index.rows() == {}
    index.close()


def test_a_song_that_moved_with_its_journal_keeps_everything(folder: Folder):
    song = sound(folder.path / "a.wav")
    save_corrections(song, 2.0, (), ((0.0, 2.0),))
    key = folder.refresh().rows["a.wav"].key
    (folder.path / "new").mkdir()
    for path in (song, path_for(song)):
        shutil.copy(path, folder.path / "new" / path.name.replace("a.wav", "b.wav"))
        path.unlink()
    state = folder.refresh()
    assert state.rows.keys() == {"new/b.wav"} and state.orphans == ()
    assert (state.rows["new/b.wav"].status, state.rows["new/b.wav"].key) == ("checked", key)


def test_a_renamed_song_finds_the_journal_it_left_behind(folder: Folder):
    song = sound(folder.path / "a.wav")
    sound(folder.path / "other.wav", seed=5)
    save_corrections(song, 2.0, ((0.5, 1.0),), ((0.0, 2.0),))
    folder.refresh()
    song.rename(folder.path / "renamed.wav")
    state = folder.refresh()
    assert state.orphans == ("a.wav.svd",)
    found = completed(reunions(folder.path, state.orphans, state.rows.values()))
    assert found == (Reunion("a.wav.svd", "renamed.wav"),)
    reunite(folder.path, found[0])
    state = folder.refresh()
    assert (state.rows["renamed.wav"].status, state.orphans) == ("checked", ())
    assert annotation_file.find(folder.path / "renamed.wav").regions[0].start == 0.5


def test_a_journal_is_never_moved_over_another_or_away_from_somebody(folder: Folder):
    song, other = (sound(folder.path / name) for name in ("a.wav", "b.wav"))
    save_corrections(song, 2.0, (), ((0.0, 2.0),))
    before = path_for(song).read_bytes()
    path_for(other).write_bytes(b"theirs")
    with pytest.raises(DataError, match="is there already"):
        reunite(folder.path, Reunion("a.wav.svd", "b.wav"))
    assert (path_for(song).read_bytes(), path_for(other).read_bytes()) == (before, b"theirs")
    path_for(other).unlink()
    lock = OwnerLock(path_for(song).with_name("a.wav.svd.lock"), "Bo")
    lock.acquire()
    with pytest.raises(DataError, match="Bo has the song open"):
        reunite(folder.path, Reunion("a.wav.svd", "b.wav"))
    lock.release()
    assert path_for(song).exists()


def test_marks_are_written_to_journals(folder: Folder):
    song = sound(folder.path / "a.wav")
    mark_song(song, "in work", "a note", "Ann")
    mark_song(song, note="another")
    history = read_journal(path_for(song)).history
    assert (history.status, history.note, history.annotation.duration) == ("in work", "another", 2.0)
    row = folder.refresh().rows["a.wav"]
    assert (row.status, row.by_hand, row.note) == ("in work", "in work", "another")
    size = path_for(song).stat().st_size
    mark_song(song, note="another")
    assert path_for(song).stat().st_size == size, "nothing to say"


def test_labels_stay_what_the_song_opens_with_after_it_was_marked(folder: Folder):
    song = sound(folder.path / "a.wav")
    (folder.path / "a.lab").write_text("0 1 sing\n1 2 nosing\n")
    mark_song(song, note="x")
    assert [region.end for region in annotation_file.find(song).regions] == [1.0]


def test_a_song_that_somebody_has_open_is_told_of_and_the_others_are_marked(folder: Folder):
    songs = [sound(folder.path / f"{name}.wav", seed=seed) for seed, name in enumerate("ab")]
    lock = OwnerLock(path_for(songs[0]).with_name("a.wav.svd.lock"), "Bo")
    lock.acquire()
    problems = [done.problem for done in mark_songs(songs, "checked")]
    lock.release()
    assert "Bo has it open" in problems[0] and problems[1] == ""
    assert re.search(r"since \d{4}-\d\d-\d\d \d\d:\d\d; try again", problems[0]), "as people write times"
    assert not path_for(songs[0]).exists()


def test_one_song_is_found_as_among_all_without_asking_for_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    songs = tmp_path / "songs"
    names = ("b/caf\u00e9.mp3", "b/caf\u00e9.mp3.svd", "b/cafe\u0301.lab", "labels/caf\u00e9.lab", "b/d.mp3", "d.mp3")
    for path in [*(songs / name for name in names), tmp_path / "labels" / "d.lab", tmp_path / "labels" / "e.lab"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = {song.path: song for song in scanned(songs).songs}
    assert len(found["b/caf\u00e9.mp3"].labels) == 2 and found["d.mp3"].labels
    asked: list[str] = []
    real = scanning._sort_in
    monkeypatch.setattr(scanning, "_sort_in", lambda entry, listing: (asked.append(entry.name), real(entry, listing)))
    assert {path: scanning.song_at(songs, path) for path in found} == found
    assert scanning.song_at(songs, "b/e.mp3") is None
    assert "e.lab" not in asked


def test_what_another_window_has_read_is_followed_without_looking_through_the_folder(tmp_path: Path):
    for name in ("a.wav", "b.wav"):
        save_corrections(sound(tmp_path / name), 2.0, ((0.5, 1.0),), ())
    mine, theirs, reader = SongIndex(tmp_path), SongIndex(tmp_path), SongReader(tmp_path)
    known = completed(refresh(reader, mine)).rows
    assert read_by_others(reader, mine, known) == (), "nobody but me has written"
    save_corrections(tmp_path / "a.wav", 2.0, ((0.5, 1.0),), ((0.0, 2.0),))
    refresh_song(reader, theirs, "a.wav")
    (row,) = read_by_others(reader, mine, known)
    assert (row.path, row.status) == ("a.wav", "checked")
    assert read_by_others(reader, mine, known) == (), "it was told"
    mine.close()
    theirs.close()


def test_windows_with_two_models_do_not_take_each_others_doubt(tmp_path: Path):
    song = sound(tmp_path / "a.wav")
    save_corrections(song, 2.0, ((0.5, 1.0),), ())
    cache = DetectionCache(tmp_path / "cache")
    key = content_key(song)
    readers = []
    for name, probability in (("mine", 0.5), ("theirs", 0.99)):
        cache.put(key, name * 16, np.full(140, probability, np.float32))
        readers.append(SongReader(tmp_path, Detector(name * 16, PostprocessingConfig()), cache))
    mine, theirs = SongIndex(tmp_path), SongIndex(tmp_path)
    known = completed(refresh(readers[0], mine)).rows
    completed(refresh(readers[1], theirs))
    assert read_by_others(readers[0], mine, known) == ()
    save_corrections(song, 2.0, ((0.5, 1.5),), ((1.0, 2.0),))
    refresh_song(readers[1], theirs, "a.wav")
    assert theirs.has_changed(), "by the first refresh here"
    (row,) = read_by_others(readers[0], mine, known)
    assert row.checked == 1.0 and row.detector == readers[0].detector.key
    assert not theirs.has_changed(), "nothing is written for it"
    mine.close()
    theirs.close()


def test_several_songs_are_read_anew_at_once(tmp_path: Path):
    for number, name in enumerate(("a.wav", "b.wav", "c.wav")):
        sound(tmp_path / name, seed=number)
    index, reader = SongIndex(tmp_path), SongReader(tmp_path)
    completed(refresh(reader, index))
    save_corrections(tmp_path / "a.wav", 2.0, (), ((0.0, 2.0),))
    (tmp_path / "b.wav").unlink()
    keys = {"a.wav": content_key(tmp_path / "a.wav"), "b.wav": "gone"}
    (row,), gone = refresh_songs(reader, index, keys)
    assert (row.path, row.status, row.key, gone) == ("a.wav", "checked", keys["a.wav"], ("b.wav",))
    assert index.row("a.wav") == row and set(index.rows()) == {"a.wav", "c.wav"}
    index.close()
