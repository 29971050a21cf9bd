"""A data set's folder: made whole or not at all, understood by training, and never thrown away with work in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation.regions import Region, Regions
from svd_core.audio import sound_file
from svd_core.data import annotated_songs, dataset, dataset_card, mixdown
from svd_core.data.artists import GivenArtists
from svd_core.data.building import BuildRequest, build
from svd_core.data.corpora.corpus import SoundPart
from svd_core.data.corpora.label_folders import LabelFolder
from svd_core.data.corpora.musdb18 import Musdb18
from svd_core.data.corpora.stem_folders import StemFolders
from svd_core.data.dataset_card import DatasetCard
from svd_core.data.findings import FaultyDataError
from svd_core.errors import DataError
from tests.core.journals import save_annotation

Write = Callable[..., Path]
Build = Callable[..., DatasetCard]


def extents(regions: Regions | None) -> list[tuple[float, float]]:
    assert regions is not None
    return [(region.start, region.end) for region in regions]


@pytest.fixture
def source(sound: Write, tmp_path: Path) -> Path:
    """Four songs of three artists with labels in various formats."""
    folder = tmp_path / "source"
    for name, labels in {
        "A - one.lab": "0 1.5 nosing\n1.5 3 sing\n3 4 nosing\n",
        "A - two.txt": "0.25\t1.0\tvocals\n",
        "B - three.csv": "start,end\n1,2\n",
        "C - four.lab": "0 4 nosing\n",
    }.items():
        sound(folder / "audio" / f"{Path(name).stem}.wav")
        (folder / name).write_text(labels)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_training_understands_what_is_made(source: Path, built: Build, tmp_path: Path):
    built(LabelFolder().survey(source), folds=3, artists=GivenArtists("{artist} - *"))
    found = dataset.find([tmp_path / "out"])
    assert {song.name: extents(song.regions) for song in found.songs} == {
        "A - one": [(1.5, 3)],
        "A - two": [(0.25, 1)],
        "B - three": [(1, 2)],
        "C - four": [],
    }
    lists = [dataset.read_filelists([tmp_path / "out" / "filelists" / f"fold{number}"]) for number in (1, 2, 3)]
    assert lists == [{"A - one", "A - two"}, {"B - three"}, {"C - four"}]
    assert len(found.only(lists[0])) == 2
    assert (tmp_path / "out" / "labels" / "A - one.lab").read_text() == (source / "A - one.lab").read_text().replace(
        "0 1.5", "0.000 1.500"
    ).replace("1.5 3", "1.500 3.000").replace("3 4", "3.000 4.000")


def test_what_the_source_leaves_open_stays_open(sound: Write, built: Build, tmp_path: Path):
    for name, labels in {
        "unsure.lab": "0 1 sing\n1 2.5 unsure\n2.5 4 nosing\n",
        "stops.lab": "0 0.5 sing\n0.5 1.5 nosing\n",
    }.items():
        sound(tmp_path / "source" / f"{Path(name).stem}.wav")
        (tmp_path / "source" / name).write_text(labels)
    built(LabelFolder().survey(tmp_path / "source"))
    text = (tmp_path / "out" / "labels" / "unsure.lab").read_text()
    assert text == "0.000 1.000 sing\n1.000 2.500 ignore\n2.500 4.000 nosing\n"
    checked = {song.name: song.checked_within(4.0) for song in dataset.find([tmp_path / "out"]).songs}
    assert checked == {"unsure": ((0.0, 1.0), (2.5, 4.0)), "stops": ((0.0, 1.5),)}


def test_what_a_person_has_not_checked_or_left_open_is_not_sung(sound: Write, built: Build, tmp_path: Path):
    song = tmp_path / "source" / "a.wav"
    sound(song)
    open_, guess = Region(1.0, 1.5, "?", "hand"), Region(3.0, 3.5, confidence=0.9)
    save_annotation(song, (Region(0.5, 1.0, source="hand"), open_, Region(2.0, 3.0), guess), ((0.0, 2.5),))
    card = built(annotated_songs.survey([song]))
    assert (tmp_path / "out" / "labels" / "a.lab").read_text() == (
        "0.000 0.500 nosing\n0.500 1.000 sing\n1.000 1.500 ignore\n1.500 2.000 nosing\n2.000 2.500 sing\n"
        "2.500 4.000 ignore\n"
    )
    assert card.songs[0].sung_seconds == 1.0
    assert card.songs[0].checked_seconds == 2.0 and card.counts()["checked_minutes"] == 0.03


def test_the_card_tells_what_is_there_and_comes_back(source: Path, built: Build, tmp_path: Path):
    made = built(LabelFolder().survey(source), artists=GivenArtists("{artist} - *"))
    assert dataset_card.read(tmp_path / "out") == made
    card = json.loads((tmp_path / "out" / "dataset.json").read_text())
    assert card["counts"] == {
        "songs": 4,
        "artists": 3,
        "songs_of_unknown_artist": 0,
        "minutes": 0.27,
        "sung_minutes": 0.05,
        "checked_minutes": 0.27,
    }
    assert [song["artist"] for song in card["songs"]] == ["A", "A", "B", "C"]
    again = built(LabelFolder().survey(source), artists=GivenArtists("{artist} - *"), replace=True)
    assert (again.key, again) == (made.key, made)


@pytest.mark.parametrize("link", ["hard", "symbolic", "copy"])
def test_sound_is_linked_or_copied_as_it_is(link: str, source: Path, built: Build, tmp_path: Path):
    built(LabelFolder().survey(source), link=link)
    original, made = source / "audio" / "A - one.wav", tmp_path / "out" / "audio" / "A - one.wav"
    assert made.read_bytes() == original.read_bytes()
    assert (made.is_symlink(), made.samefile(original)) == (link == "symbolic", link != "copy")


def test_a_link_that_cannot_be_made_says_what_can(source: Path, built: Build, tmp_path: Path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(DataError, match="Use --link symbolic, or --link copy"):
        built(LabelFolder().survey(source))
    assert files(tmp_path) == sorted(f"source/{name}" for name in files(source))


def test_faults_are_all_reported_and_nothing_is_made(source: Path, built: Build, tmp_path: Path, sound: Write):
    (source / "audio" / "B - three.wav").write_bytes(b"no sound")
    (source / "A - one.lab").write_text("0 60 sing\n")
    sound(source / "audio" / "lonely.wav")
    with pytest.raises(FaultyDataError) as caught:
        built(LabelFolder().survey(source))
    messages = "\n".join(finding.message for finding in caught.value.findings)
    assert all(words in messages for words in ("three.wav: is not a sound", "labels 60.0 s", "no labels for it"))
    assert not (tmp_path / "out").exists()
    made = built(LabelFolder().survey(source), skip_faulty=True)
    assert [song.name for song in made.songs] == ["A - two", "C - four"]
    assert sum(note.startswith("left out:") for note in made.notes) == 3


def test_a_failure_halfway_leaves_what_was_there(source: Path, built: Build, tmp_path: Path, monkeypatch):
    built(LabelFolder().survey(source))
    before = files(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dataset_card, "write", fail)
    with pytest.raises(OSError, match="No space"):
        built(LabelFolder().survey(source), replace=True)
    assert files(tmp_path) == before


def test_stopping_halfway_leaves_nothing(source: Path, tmp_path: Path):
    steps = build(LabelFolder().survey(source), BuildRequest(tmp_path / "out"))
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert [entry.name for entry in tmp_path.iterdir()] == ["source"]


def test_what_is_there_is_reported_and_replaced_only_if_asked(source: Path, built: Build, tmp_path: Path):
    built(LabelFolder().survey(source))
    with pytest.raises(DataError, match=r"is there already \(labels: 4 songs, 0.27 min\). --replace"):
        built(LabelFolder().survey(source))
    (source / "C - four.lab").unlink()
    (source / "audio" / "C - four.wav").unlink()
    built(LabelFolder().survey(source), replace=True)
    assert "audio/C - four.wav" not in files(tmp_path / "out")
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


@pytest.mark.parametrize("where", ["audio/A - one.wav.svd.json", "labels/A - one.lab", "filelists/mine", "notes.txt"])
def test_somebody_s_work_in_the_folder_is_not_replaced(where: str, source: Path, built: Build, tmp_path: Path):
    built(LabelFolder().survey(source))
    path = tmp_path / "out" / where
    path.parent.mkdir(exist_ok=True)
    path.write_text("0 4 sing\n")
    with pytest.raises(DataError, match="was added or changed"):
        built(LabelFolder().survey(source), replace=True)
    assert path.read_text() == "0 4 sing\n"


@pytest.mark.parametrize("link", ["hard", "symbolic", "copy"])
def test_sound_that_somebody_exchanged_is_not_thrown_away(link: str, source: Path, built: Build, tmp_path: Path):
    built(LabelFolder().survey(source), link=link)
    path = tmp_path / "out" / "audio" / "A - one.wav"
    path.unlink()
    path.write_bytes((source / "audio" / "B - three.wav").read_bytes())
    with pytest.raises(DataError, match=r"A - one\.wav: was added or changed"):
        built(LabelFolder().survey(source), link=link, replace=True)
    assert path.is_file()


@pytest.mark.parametrize("where", ["source/out", "."])
def test_source_and_data_set_must_not_lie_in_each_other(where: str, source: Path, tmp_path: Path):
    with pytest.raises(DataError, match="Give --out a place outside"):
        next(build(LabelFolder().survey(source), BuildRequest(tmp_path / where)))


def test_an_empty_folder_is_filled_and_links_to_folders_are_followed(source: Path, built: Build, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "there").symlink_to(source)
    (source / "back").symlink_to(tmp_path / "links")
    assert len(built(LabelFolder().survey(tmp_path / "links")).songs) == 4


def test_a_folder_of_other_making_is_left_alone(source: Path, built: Build, tmp_path: Path):
    (tmp_path / "out").mkdir()
    built(LabelFolder().survey(source))
    for path in (tmp_path / "out" / "dataset.json", tmp_path / "out" / "audio" / "A - one.wav"):
        path.unlink()
        with pytest.raises(DataError, match=r"not made by svd data"):
            built(LabelFolder().survey(source), replace=True)
    (tmp_path / "out" / "dataset.json").write_text('{"format": "svd-dataset", "version": 2}')
    with pytest.raises(Exception, match="not a data set's card of this version"):
        built(LabelFolder().survey(source), replace=True)


# --- stems ----------------------------------------------------------------------------------------------------------


def stems(sound: Write, folder: Path) -> Path:
    sound(folder / "A - x" / "vocals.wav", 6.0, [(1.0, 2.0), (4.0, 5.0)])
    sound(folder / "A - x" / "drums.wav", 6.0)
    sound(folder / "A - x" / "keys.wav", 5.0)
    return folder


def test_stems_become_a_song_labelled_by_the_energy_of_its_voice(sound: Write, built: Build, tmp_path: Path):
    made = built(StemFolders().survey(stems(sound, tmp_path / "source")))
    (song,) = dataset.find([tmp_path / "out"]).songs
    assert np.allclose(extents(song.regions), [(1, 2), (4, 5)], atol=0.06)
    assert made.songs[0].artist == "A"
    parts = [soundfile.read(path)[0] for path in sorted((tmp_path / "source").rglob("*.wav"))]
    total = sum(np.pad(part, (0, len(parts[0]) - len(part))) for part in parts)
    written, rate = soundfile.read(song.audio)
    assert (song.audio.suffix, rate) == (".flac", 22050)
    assert np.abs(written - total).max() < 1e-4


def test_stems_can_stay_apart(sound: Write, built: Build, tmp_path: Path):
    stems(sound, tmp_path / "source")
    made = built(StemFolders().survey(tmp_path / "source"), layout="stems")
    (song,) = dataset.find([tmp_path / "out"]).stems
    assert song.vocals.samefile(tmp_path / "source" / "A - x" / "vocals.wav")
    assert (song.accompaniment.suffix, made.songs[0].listed) == (".flac", "A - x")
    assert np.allclose(extents(song.regions), [(1, 2), (4, 5)], atol=0.06)


def test_songs_of_one_sound_cannot_be_taken_apart(source: Path, built: Build):
    with pytest.raises(FaultyDataError) as caught:
        built(LabelFolder().survey(source), layout="stems")
    assert "Choose the other --layout" in caught.value.findings[0].message


@pytest.mark.parametrize("layout", ["songs", "stems"])
def test_stem_files_are_split_and_the_mixture_is_the_file_itself(
    layout: str, stem_file: Callable[..., None], built: Build, tmp_path: Path
):
    path = tmp_path / "source" / "test" / "A - One.stem.mp4"
    stem_file(path, [[(0, 2)], [(0, 0.5)], [], [], [(0.5, 1.5)]])
    made = built(Musdb18().survey(tmp_path / "source"), layout=layout)
    found = dataset.find([tmp_path / "out"])
    if layout == "songs":
        (song,) = found.songs
        assert song.audio.samefile(path)
        assert np.abs(sound_file.read_mono(song.audio)[-4000:]).max() > 0.01
        assert dict(made.lists) == {"test": ("A - One.mp4",)}
    else:
        (song,) = found.stems
        loud = [np.abs(sound_file.read_mono(part)) > 0.01 for part in (song.vocals, song.accompaniment)]
        assert [
            abs(part.nonzero()[0].min() / 22050 - start) < 0.1 for part, start in zip(loud, (0.5, 0.0), strict=True)
        ]
        assert not loud[1][22050:].any()
        assert dict(made.lists) == {"test": ("A - One",)}
    assert np.allclose(extents(song.regions), [(0.5, 1.5)], atol=0.1)


def loud(path: Path, level: float, channels: int = 1, rate: int = 8000) -> SoundPart:
    soundfile.write(path, np.full((rate, channels), level, np.float32), rate, subtype="FLOAT")
    return SoundPart(path)


def test_a_sum_too_loud_for_16_bits_keeps_its_level(tmp_path: Path):
    parts: Sequence[SoundPart] = [loud(tmp_path / "a.wav", 0.75), loud(tmp_path / "b.wav", 0.75, channels=2)]
    written = mixdown.write(parts, tmp_path / "sum.1")
    samples, _ = soundfile.read(written)
    assert (written.name, samples.shape) == ("sum.1.wav", (8000, 2))
    assert np.allclose(samples, 1.5)
    assert not (tmp_path / "sum.1.flac").exists()


def test_stems_of_different_rates_are_refused(tmp_path: Path):
    with pytest.raises(DataError, match=r"sample rates or channels differ among a.wav, b.wav"):
        list(mixdown.blocks([loud(tmp_path / "a.wav", 0.1), loud(tmp_path / "b.wav", 0.1, rate=16000)]))
