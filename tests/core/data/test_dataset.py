"""What is found in data folders and manifests, and what becomes of voices recorded alone."""

import json
import math
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Region
from svd_core.annotation.spans import WHOLE
from svd_core.audio.features import FrameGrid
from svd_core.config import FeatureConfig
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.checking import CheckReport, check
from svd_core.data.manifest import read_manifest, song_names, write_manifest
from svd_core.data.recordings import frame_levels, load_song, voice_activity
from svd_core.errors import DataError, FormatError
from tests.core.journals import save_corrections

RATE = 22050
FEATURES = FeatureConfig()


def write_wav(path: Path, seconds: float = 1.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(len(path.name)).uniform(-0.3, 0.3, int(seconds * RATE))
    soundfile.write(path, noise, RATE)
    return path


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    for name in ("b", "a"):
        write_wav(tmp_path / "set/audio" / f"{name}.WAV")
        (tmp_path / "set/labels").mkdir(exist_ok=True)
        (tmp_path / f"set/labels/{name}.lab").write_text("0 0.4 nosing\n0.4 1.0 sing\n")
    return tmp_path / "set"


@pytest.fixture
def stems(tmp_path: Path) -> Path:
    root = tmp_path / "stems"
    for part in ("vocals", "accompaniment"):
        write_wav(root / "songs/one" / f"{part}.wav")
    write_wav(root / "voices/anna/la.wav")
    write_wav(root / "instrumentals/band/tune.wav")
    (root / "voices/empty").mkdir()
    return root


def test_both_layouts_are_found_together(labelled: Path, stems: Path) -> None:
    found = dataset.find([labelled, stems])
    assert [song.name for song in found.songs] == ["a", "b"]
    assert found.songs[0].regions[0].start == pytest.approx(0.4)
    assert [song.name for song in found.stems] == ["one"]
    assert found.stems[0].regions is None
    assert [singer.name for singer in found.singers] == ["anna"]
    assert [path.name for path in found.instrumentals] == ["tune.wav"]


def test_held_out_songs_are_left_out_and_unknown_names_are_an_error(labelled: Path) -> None:
    (labelled / "filelists").mkdir()
    (labelled / "filelists/test").write_text("a.WAV\n\n")
    names = dataset.read_filelists([labelled / "filelists/test"])
    found = dataset.find([labelled])
    assert [song.name for song in found.without(names).songs] == ["b"]
    assert [song.name for song in found.only(names)] == ["a"]
    with pytest.raises(DataError, match="ghost"):
        found.only(frozenset({"ghost"}))


@pytest.mark.parametrize("line", ["Mr. Fox.ogg", "Mr. Fox", "Mr. Fox.lab", "audio/Mr. Fox.OGG"])
def test_a_file_list_names_songs_with_or_without_a_suffix(line: str, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(f"\ufeff  {line}\r\n", encoding="utf-8")
    assert dataset.read_filelists([tmp_path / "list"]) == {"Mr. Fox"}


def test_a_file_list_may_name_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"caf\xe9.wav\n")
    names = dataset.read_filelists([tmp_path / "list"])
    assert names == {os.fsdecode(b"caf\xe9")}
    dataset.write_filelist(tmp_path / "again", names)
    assert dataset.read_filelists([tmp_path / "again"]) == names


def test_songs_of_a_manifest_may_have_any_suffix_and_be_listed_with_it(tmp_path: Path) -> None:
    write_wav(tmp_path / "take.wav").rename(tmp_path / "take.sound")
    write_manifest(tmp_path / "manifest.json", [(tmp_path / "take.sound", (), WHOLE)])
    (tmp_path / "list").write_text("take.sound\n")
    found, names = dataset.find([tmp_path / "manifest.json"]), dataset.read_filelists([tmp_path / "list"])
    assert [song.name for song in found.only(names)] == ["take"]
    assert found.without(names).songs == ()


def test_an_empty_file_list_is_an_error_since_it_holds_nothing_out(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("\n\n")
    with pytest.raises(DataError, match="empty"):
        dataset.read_filelists([tmp_path / "list"])


def test_stems_and_instrumentals_are_held_out_by_their_folders_names(stems: Path) -> None:
    found = dataset.find([stems])
    names = frozenset(["one", "band"])
    assert {path.name for path in found.files_of(names)} == {"vocals.wav", "accompaniment.wav", "tune.wav"}
    assert found.without(names).files() == tuple(path for singer in found.singers for path in singer.recordings)
    with pytest.raises(DataError, match="song 'two' is in a file list but not in the data"):
        found.files_of(names | {"two"})


def test_both_layouts_in_one_folder_are_found(labelled: Path, stems: Path) -> None:
    (stems / "instrumentals").rename(labelled / "instrumentals")
    found = dataset.find([labelled])
    assert len(found.songs) == 2 and len(found.instrumentals) == 1


def test_hidden_files_and_folders_with_a_songs_name_are_no_songs(labelled: Path) -> None:
    (labelled / "audio/._a.WAV").write_bytes(b"resource fork")
    (labelled / "audio/album.mp3").mkdir()
    assert [song.name for song in dataset.find([labelled]).songs] == ["a", "b"]


def test_each_thing_wrong_with_a_folder_is_named(labelled: Path, stems: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data set here"):
        dataset.find([tmp_path / "nothing"])
    with pytest.raises(DataError, match="twice"):
        dataset.find([labelled, labelled])
    (labelled / "labels/a.lab").unlink()
    with pytest.raises(DataError, match=r"a\.WAV: no labels"):
        dataset.find([labelled])
    (stems / "songs/one/accompaniment.wav").unlink()
    with pytest.raises(DataError, match="accompaniment"):
        dataset.find([stems])
    with pytest.raises(DataError, match="file list"):
        dataset.read_filelists([tmp_path / "missing"])


def test_a_manifest_freezes_regions_and_notices_changed_audio(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav")
    manifest = tmp_path / "manifest.json"
    write_manifest(manifest, [(song, (Region(0.25, 0.5), Region(0.6, 0.7, label="nosing")), ((0.0, 0.5), (0.7, 1.0)))])
    (entry,) = read_manifest(manifest)
    assert entry.checked == dataset.find([manifest]).songs[0].checked == ((0.0, 0.5), (0.7, 1.0))
    assert [(region.start, region.end) for region in entry.regions] == [(0.25, 0.5)]
    assert dataset.find([manifest]).songs[0].name == "song"
    write_wav(song, 1.5)
    with pytest.raises(DataError, match="changed"):
        read_manifest(manifest)
    song.unlink()
    with pytest.raises(DataError, match="no longer there"):
        read_manifest(manifest)


def test_labels_are_checked_over_the_song_except_where_they_leave_it_open(labelled: Path) -> None:
    a, b = labelled / "labels/a.lab", labelled / "labels/b.lab"
    a.write_text("0 0.4 sing\n0.4 0.6 unsure\n0.6 1 nosing\n")
    b.unlink()
    b.with_suffix(".txt").write_text("")  # an empty label track of Audacity: nobody sings
    found = {song.name: song for song in dataset.find([labelled]).songs}
    assert found["a"].checked == ((0.0, 0.4), (0.6, math.inf))
    assert (found["b"].regions, found["b"].checked) == ((), WHOLE)
    loaded = load_song(found["a"], FEATURES)
    grid = FrameGrid.of_samples(len(loaded.samples))
    open_frames = (grid.times() >= 0.4) & (grid.times() < 0.6)
    assert (loaded.checked_frames == ~open_frames).all()
    assert load_song(found["b"], FEATURES).checked_frames.all()


def test_labels_that_stop_long_before_the_song_say_nothing_of_the_rest(tmp_path: Path) -> None:
    for name, labels in (
        ("covers", "0 1 sing\n1 3 nosing\n"),
        ("lists", "0 1 sing\n"),
        ("nearly", "0 4 sing\n4 6.5 no\n"),
    ):
        write_wav(tmp_path / f"audio/{name}.wav", 8.0)
        (tmp_path / "labels").mkdir(exist_ok=True)
        (tmp_path / f"labels/{name}.lab").write_text(labels)
    checked = {song.name: load_song(song, FEATURES).checked_frames for song in dataset.find([tmp_path]).songs}
    assert checked["covers"].sum() == 3 * FEATURES.frame_rate
    assert checked["lists"].all()
    assert checked["nearly"].all()


def test_labels_of_another_song_are_found_out_by_whoever_uses_them(labelled: Path, stems: Path) -> None:
    for text in ("0 0.5 nosing\n0.5 399 sing\n", "1.5 9 sing\n"):
        (labelled / "labels/a.lab").write_text(text)
        shutil.copy(labelled / "labels/a.lab", stems / "songs/one/labels.lab")
        found = dataset.find([labelled, stems])
        for song in (found.songs[0], found.stems[0]):
            with pytest.raises(FormatError, match=r"its labels go on to .*but the song ends at 1.0 s"):
                song.checked_within(1.0)
        with pytest.raises(FormatError, match="its labels go on to"):
            load_song(found.songs[0], FEATURES)


def test_what_was_corrected_in_the_window_comes_before_labels(labelled: Path) -> None:
    (labelled / "labels/a.lab").unlink()
    save_corrections(labelled / "audio/a.WAV", 1.0, ((0.2, 0.3),), ((0.1, 0.6),))
    save_corrections(labelled / "audio/b.WAV", 1.0, ((0.0, 0.4),), ((0.0, 0.5),))
    found = dataset.find([labelled])
    assert [(region.start, region.end) for song in found.songs for region in song.regions] == [(0.2, 0.3), (0.0, 0.4)]
    assert [song.checked for song in found.songs] == [((0.1, 0.6),), ((0.0, 0.5),)]
    assert found.notices() == (
        "2 of 2 songs are used as corrected in the window, in checked time only, whatever label files say: a, b.",
    )
    loaded = load_song(found.songs[0], FEATURES)
    assert loaded.checked_frames.sum() == round(0.5 * FEATURES.frame_rate) and loaded.sung.sum() == 7


def test_milliseconds_are_read_as_the_window_reads_them(labelled: Path) -> None:
    (labelled / "labels/a.lab").write_text("0 400 nosing\n400 1000 sing\n")
    songs = dataset.find([labelled]).songs
    assert [[(region.start, region.end) for region in song.regions] for song in songs] == [[(0.4, 1.0)], [(0.4, 1.0)]]
    report = list(check(labelled, GivenArtists()))[-1]
    assert isinstance(report, CheckReport) and not [f for f in report.findings if f.level == "fault"]
    (labelled / "labels/a.lab").write_text("0 400 nosing\n400 3100 sing\n")
    with pytest.raises(FormatError, match=r"the song at 1\.0 s"):
        dataset.find([labelled])
    (labelled / "labels/a.lab").write_text("0 0.4 nosing\n0.4 3.2 sing\n")
    report = list(check(labelled, GivenArtists()))[-1]
    assert isinstance(report, CheckReport)
    assert any("ends at 3.2 s" in f.message for f in report.findings if f.level == "fault"), (
        "2.0 s past the end, no more"
    )


def test_what_a_person_left_open_is_not_learned_from(labelled: Path) -> None:
    save_corrections(labelled / "audio/a.WAV", 1.0, ((0.2, 0.4),), ((0.0, 1.0),), label="?")
    found = dataset.find([labelled]).songs[0]
    assert found.checked_within(1.0) == ((0.0, 0.2), (0.4, 1.0))


def test_songs_that_were_corrected_in_a_folder_of_music_are_found_where_they_lie(tmp_path: Path) -> None:
    music = tmp_path / "music"
    first, other, detected = (write_wav(music / place) for place in ("x/01.wav", "y/01.wav", "y/02.wav"))
    with pytest.raises(DataError, match=r"no data set here.*corrected in the window"):
        dataset.find([music])
    save_corrections(first, 1.0, ((0.2, 0.3),), ((0.0, 1.0),))
    save_corrections(other, 1.0, (), ((0.0, 0.5),))
    save_corrections(write_wav(music / ".trash/03.wav"), 1.0, (), ((0.0, 0.5),))
    # What a model has detected is no ground truth.
    detected.with_suffix(".lab").write_text("0 0.5 sing\n0.5 1 nosing\n")
    found = dataset.find([music])
    assert [(song.name, song.audio, song.checked) for song in found.songs] == [
        ("x, 01", first, ((0.0, 1.0),)),
        ("y, 01", other, ((0.0, 0.5),)),
    ]
    left_out, corrected = found.notices()
    assert left_out == f"1 of 3 sound files in {music} were not corrected in the window and are left out."
    assert corrected.startswith("2 of 2 songs are used as corrected in the window")


def test_a_broken_journal_stops_before_labels_are_used_in_its_place(labelled: Path) -> None:
    annotation_file.path_for(labelled / "audio/a.WAV").write_text("<<<<<<< HEAD\n")
    with pytest.raises(FormatError, match=r"a\.WAV\.svd, line 1"):
        dataset.find([labelled])


def test_an_older_manifest_is_checked_throughout(tmp_path: Path) -> None:
    song, manifest = write_wav(tmp_path / "song.wav"), tmp_path / "manifest.json"
    write_manifest(manifest, [(song, (), ((0.0, 0.5),))])
    document = json.loads(manifest.read_text())
    del document["songs"][0]["checked"]
    manifest.write_text(json.dumps(document | {"version": 1}))
    assert read_manifest(manifest)[0].checked == WHOLE


def test_a_manifest_keeps_what_was_accepted_as_a_model_proposed_it(tmp_path: Path) -> None:
    song, manifest = write_wav(tmp_path / "song.wav"), tmp_path / "manifest.json"
    accepted = (("key of a model", ((0.0, 0.25), (0.5, 0.75))),)
    write_manifest(manifest, [(song, (), ((0.0, 0.8),))], accepted={song: accepted})
    assert dataset.find([manifest]).songs[0].accepted == accepted
    document = json.loads(manifest.read_text())
    for broken in ([], {"key": [[0.5, 0.1]]}, {"key": 3}):
        document["songs"][0]["accepted"] = broken
        manifest.write_text(json.dumps(document))
        with pytest.raises(DataError, match="accepted"):
            read_manifest(manifest)


HUGE_TIME = json.dumps(
    {"format": "svd-manifest", "version": 1, "songs": [{"audio": "a", "audio_key": "", "regions": [[0, 10**400]]}]}
)


def test_songs_of_one_stem_have_names_of_their_own_in_a_manifest(tmp_path: Path) -> None:
    songs = [write_wav(tmp_path / place) for place in ("a/01.wav", "b/01.wav", "b/01.WAV", "b/02.wav")]
    manifest = tmp_path / "manifest.json"
    write_manifest(manifest, [(song, (), WHOLE) for song in songs])
    names = [song.name for song in dataset.find([manifest]).songs]
    assert names == song_names(songs) == ["a, 01", "b, 01", "b, 01 (2)", "02"]
    listed = tmp_path / "list"
    listed.write_text("b, 01\n")
    assert [song.audio for song in dataset.find([manifest]).only(dataset.read_filelists([listed]))] == [songs[1]]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "svd-manifest", "version": 1, "songs": [3]}', "\x00", HUGE_TIME]
)
def test_a_broken_manifest_is_a_data_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(DataError, match=r"manifest\.json"):
        read_manifest(path)


def test_a_voice_is_taken_for_sung_where_it_sounds_and_over_short_pauses() -> None:
    times = np.arange(8 * RATE) / RATE
    sounding = ((times > 1) & (times < 3)) | ((times > 3.2) & (times < 4)) | ((times > 6) & (times < 7))
    voice = np.where(sounding, 0.3 * np.sin(2 * np.pi * 220 * times), 0).astype(np.float32)
    found = np.flatnonzero(np.diff(voice_activity(voice, FEATURES).astype(int))) / 70
    np.testing.assert_allclose(found, [1, 4, 6, 7], atol=0.02)
    assert not voice_activity(np.zeros(RATE, np.float32), FEATURES).any()
    assert len(voice_activity(np.zeros(10, np.float32), FEATURES)) == 0


def test_levels_are_in_decibels_of_full_scale() -> None:
    np.testing.assert_allclose(frame_levels(np.full(RATE, 0.1, np.float32), FEATURES), -20, atol=1e-3)
