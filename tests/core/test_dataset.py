"""What is found in data folders and manifests, and how excerpts of it are drawn."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from svd_core import dataset
from svd_core.config import FeatureConfig
from svd_core.dataset_batches import Batches
from svd_core.errors import DataError
from svd_core.excerpts import MixedExcerpts, NegativeExcerpts, SongExcerpts, Sources, Window
from svd_core.manifest import read_manifest, song_names, write_manifest
from svd_core.recordings import Recording, Stems, frame_levels, voiced
from svd_core.regions import Region
from svd_core.sung_line import dress, sing

RATE = 22050
FEATURES = FeatureConfig()
WINDOW = Window(115, FEATURES)


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


def test_songs_of_a_manifest_may_have_any_suffix_and_be_listed_with_it(tmp_path: Path) -> None:
    write_wav(tmp_path / "take.wav").rename(tmp_path / "take.sound")
    write_manifest(tmp_path / "manifest.json", [(tmp_path / "take.sound", ())])
    (tmp_path / "list").write_text("take.sound\n")
    found, names = dataset.find([tmp_path / "manifest.json"]), dataset.read_filelists([tmp_path / "list"])
    assert [song.name for song in found.only(names)] == ["take"]
    assert found.without(names).songs == ()


def test_an_empty_file_list_is_an_error_since_it_holds_nothing_out(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("\n\n")
    with pytest.raises(DataError, match="empty"):
        dataset.read_filelists([tmp_path / "list"])


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
    write_manifest(manifest, [(song, (Region(0.25, 0.5), Region(0.6, 0.7, label="nosing")))])
    (entry,) = read_manifest(manifest)
    assert [(region.start, region.end) for region in entry.regions] == [(0.25, 0.5)]
    assert dataset.find([manifest]).songs[0].name == "song"
    write_wav(song, 1.5)
    with pytest.raises(DataError, match="changed"):
        read_manifest(manifest)
    song.unlink()
    with pytest.raises(DataError, match="no longer there"):
        read_manifest(manifest)


HUGE_TIME = json.dumps(
    {"format": "svd-manifest", "version": 1, "songs": [{"audio": "a", "audio_key": "", "regions": [[0, 10**400]]}]}
)


def test_songs_of_one_stem_have_names_of_their_own_in_a_manifest(tmp_path: Path) -> None:
    songs = [write_wav(tmp_path / place) for place in ("a/01.wav", "b/01.wav", "b/01.WAV", "b/02.wav")]
    manifest = tmp_path / "manifest.json"
    write_manifest(manifest, [(song, ()) for song in songs])
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


def recording(name: str, n_frames: int, seed: int = 0) -> Recording:
    rng = np.random.default_rng(seed)
    n_samples = (n_frames - 1) * FEATURES.hop_samples + FEATURES.frame_samples
    return Recording(name, rng.integers(-9000, 9000, n_samples, dtype=np.int16), rng.random(n_frames) > 0.5)


def test_song_excerpts_cover_every_position_once_a_round() -> None:
    songs = [recording("a", 117), recording("too short", 50), recording("b", 116)]
    sampler = SongExcerpts(songs, WINDOW, seed=3)
    assert sampler.n_positions == 3 + 2
    samples, targets = sampler.draw(5)
    first = {samples[row, 0] for row in range(5)}
    assert first == {np.float32(songs[i].samples[p * 315] / 32768) for i, p in ((0, 0), (0, 1), (0, 2), (2, 0), (2, 1))}
    wanted = sorted([*songs[0].sung[57:60], *songs[2].sung[57:59]])
    assert sorted(targets) == wanted


def test_the_label_is_the_central_frames() -> None:
    song = Recording("a", recording("a", 200).samples, np.arange(200) == 100)
    sampler = SongExcerpts([song], WINDOW, seed=0)
    samples, targets = sampler.draw(sampler.n_positions)
    hits = np.flatnonzero(targets)
    assert len(hits) == 1
    np.testing.assert_array_equal(samples[hits[0]], WINDOW.cut(song, 100 - 57))


@pytest.fixture
def sources() -> Sources:
    own = Stems(recording("vocals", 300, 1), recording("accompaniment", 300, 2))
    return Sources((own,), (recording("singer", 400, 3),), (recording("band", 500, 4),))


def test_samplers_go_on_where_they_were(sources: Sources) -> None:
    for sampler, twin in (
        (SongExcerpts([recording("a", 130)], WINDOW, 1), SongExcerpts([recording("a", 130)], WINDOW, 1)),
        (MixedExcerpts(sources, WINDOW, 1), MixedExcerpts(sources, WINDOW, 1)),
        (
            NegativeExcerpts([recording("a", 130)], sources, WINDOW, 1, 0.5),
            NegativeExcerpts([recording("a", 130)], sources, WINDOW, 1, 0.5),
        ),
    ):
        sampler.draw(37)
        twin.restore(json.loads(json.dumps(sampler.state())))
        for mine, its in zip(sampler.draw(9), twin.draw(9), strict=True):
            np.testing.assert_array_equal(mine, its)


def test_mixes_differ_in_level_and_hold_both_classes(sources: Sources) -> None:
    samples, targets = MixedExcerpts(sources, WINDOW, 0).draw(200)
    levels = 20 * np.log10(np.sqrt((samples**2).mean(axis=1)))
    assert levels.min() > -24.1
    assert levels.max() < -11.9
    assert np.std(levels) > 2
    assert 0.2 < targets.mean() < 0.6


def test_music_alone_mixes_but_does_not_sing(sources: Sources) -> None:
    assert not MixedExcerpts(Sources(), WINDOW, 0)
    music = MixedExcerpts(Sources(backings=sources.backings), WINDOW, 0)
    assert music and not music.sings
    assert not music.draw(20)[1].any()


def test_voices_without_any_music_are_learned_from_alone(sources: Sources) -> None:
    voices = MixedExcerpts(Sources(singers=sources.singers), WINDOW, 0)
    assert voices.sings
    samples, targets = voices.draw(50)
    assert 0 < targets.mean() < 1
    assert np.abs(samples).max(axis=1).min() > 0.01


def test_negatives_are_all_the_excerpts_of_songs_in_whose_middle_nobody_sings() -> None:
    silent = np.array([60, 70, 199])
    songs = [recording("too short", 50), Recording("a", recording("a", 200).samples, ~np.isin(np.arange(200), silent))]
    drawn = NegativeExcerpts(songs, Sources(), WINDOW, 0, 0.5).draw(40)
    # The last frame is too near the end to be the middle of an excerpt.
    expected = [WINDOW.cut(songs[1], frame - WINDOW.centre) for frame in silent[:2]]
    assert {row.tobytes() for row in drawn} == {row.tobytes() for row in expected}


def test_negatives_come_from_stems_too_but_never_from_a_voice(sources: Sources) -> None:
    sung = Recording("sung", recording("sung", 300).samples, np.ones(300, np.bool_))
    assert not NegativeExcerpts([sung], Sources(singers=sources.singers), WINDOW, 0, 0.5)
    only_music = NegativeExcerpts([sung], sources, WINDOW, 0, 0.5).draw(60)
    heard = {row[0] / np.abs(row).max() for row in only_music}
    own = [track.cut() for track in (*sources.backings, sources.stems[0].accompaniment)]
    first = {
        np.float32(track[start] / np.abs(track[start : start + WINDOW.n_samples]).max())
        for track in own
        for start in range(0, len(track) - WINDOW.n_samples + 1, FEATURES.hop_samples)
    }
    assert all(min(abs(value - other) for other in first) < 1e-6 for value in heard)
    song = recording("half", 300)
    both = NegativeExcerpts([song], sources, WINDOW, 0, 0.75).draw(400)
    from_song = {WINDOW.cut(song, start)[0] for start in range(WINDOW.places(song))}
    assert np.mean([row[0] in from_song for row in both]) == pytest.approx(0.75, abs=0.07)


def test_batches_hand_out_negatives_and_say_when_there_are_none() -> None:
    song = recording("a", 300)
    batches, cpu = Batches((song,), Sources(), replace(WINDOW, n_frames=164), 0, 0.5), torch.device("cpu")
    drawn = batches.negatives(3, cpu)
    assert drawn is not None and drawn.shape == (3, 115, FEATURES.n_bins)
    state = json.loads(json.dumps(batches.state()))
    expected = batches.negatives(5, cpu)
    batches.restore(state)
    assert torch.equal(expected, batches.negatives(5, cpu))
    assert batches.negatives(0, cpu) is None
    sung = Recording("sung", song.samples, np.ones(300, np.bool_))
    with pytest.raises(DataError, match="nothing to mix with"):
        Batches((sung,), Sources(), WINDOW, 0, 0.5).negatives(1, cpu)


def test_instrumentals_beside_songs_are_not_left_out(sources: Sources) -> None:
    songs = (Recording("sung", recording("sung", 300).samples, np.ones(300, np.bool_)),)
    batches = Batches(songs, Sources(backings=sources.backings), WINDOW, 0, 0.5)
    assert batches.draw(8, torch.device("cpu"))[1].sum() == 4
    with pytest.raises(DataError, match="nothing to learn from"):
        Batches((), Sources(backings=sources.backings), WINDOW, 0, 0.5)


def test_a_voice_is_taken_for_sung_where_it_sounds_and_over_short_pauses() -> None:
    times = np.arange(8 * RATE) / RATE
    sounding = ((times > 1) & (times < 3)) | ((times > 3.2) & (times < 4)) | ((times > 6) & (times < 7))
    voice = np.where(sounding, 0.3 * np.sin(2 * np.pi * 220 * times), 0).astype(np.float32)
    found = np.flatnonzero(np.diff(voiced(voice, FEATURES).astype(int))) / 70
    np.testing.assert_allclose(found, [1, 4, 6, 7], atol=0.02)
    assert not voiced(np.zeros(RATE, np.float32), FEATURES).any()
    assert len(voiced(np.zeros(10, np.float32), FEATURES)) == 0


def test_levels_are_in_decibels_of_full_scale() -> None:
    np.testing.assert_allclose(frame_levels(np.full(RATE, 0.1, np.float32), FEATURES), -20, atol=1e-3)


def test_a_sung_line_moves_in_pitch_but_keeps_its_voice() -> None:
    times = np.arange(3 * RATE) / RATE
    flat = (0.2 * np.sin(2 * np.pi * 200 * times)).astype(np.float32)
    for seed in range(6):
        line = sing(flat, RATE, np.random.default_rng(seed))
        crossings = np.flatnonzero((line[:-1] < 0) & (line[1:] >= 0))
        pitch = RATE / np.diff(crossings)
        assert pitch.min() > 200 * 2 ** (-5 / 12)
        assert pitch.max() < 200 * 2 ** (5 / 12)
        room = dress(line, RATE, np.random.default_rng(seed))
        assert room.shape == line.shape
        assert np.isfinite(room).all()
