"""`svd export` and `svd import`: labels in any format and back, and data sets that a training takes as they are."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from svd_core.annotation.annotation_file import path_for, saved
from svd_core.data.dataset import find
from tests.core.cli.conftest import SMALLEST
from tests.core.journals import save_corrections

SECONDS, RATE = 5.0, 22050
SUNG, CHECKED = ((1.0, 2.0), (2.5, 3.5)), ((0.5, 4.0),)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four noises by three artists."""
    folder = tmp_path_factory.mktemp("sounds")
    for number, artist in enumerate(("Ann", "Bo", "Cy", "Cy")):
        noise = np.random.default_rng(number).normal(0, 0.1, int(SECONDS * RATE)).astype(np.float32)
        soundfile.write(folder / f"{artist} - Song {number}.wav", noise, RATE)
    return folder


@pytest.fixture
def music(sounds: Path, tmp_path: Path) -> Path:
    """The noises as songs, of which three are corrected in part."""
    folder = tmp_path / "music"
    shutil.copytree(sounds, folder)
    for song in sorted(folder.iterdir())[:3]:
        save_corrections(song, SECONDS, SUNG, CHECKED, label="male voice")
    return folder


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_labels_are_exported_and_what_is_lost_is_said(svd: Any, music: Path, tmp_path: Path):
    status, out, err = svd("export", music, "--format", "rttm", "--out", tmp_path / "out")
    assert status == 1 and "Cy - Song 3.wav: has no annotation yet" in err and "3 done, 1 failed" in out
    assert "RTTM and UEM cannot hold: the length of the song; blanks in labels" in err and "confidences" not in err
    rttm = tmp_path / "out" / "Ann - Song 0.rttm"
    assert rttm.read_text().split()[3:8] == ["1.000", "1.000", "<NA>", "<NA>", "male_voice"]
    assert rttm.with_suffix(".uem").read_text() == "Ann_-_Song_0 1 0.500 4.000\n"


def test_an_export_replaces_nothing_unasked(svd: Any, music: Path):
    song = music / "Ann - Song 0.wav"
    song.with_suffix(".lab").write_text("mine")
    status, _, err = svd("export", song)
    assert status == 1 and "is there already" in err and song.with_suffix(".lab").read_text() == "mine"
    assert svd("export", song, "--skip-existing")[0] == 0 and song.with_suffix(".lab").read_text() == "mine"
    assert svd("export", song, "--force")[0] == 0 and song.with_suffix(".lab.bak").read_text() == "mine"
    assert svd("export", song, "--out", "-", "--format", "audacity")[1].startswith("1.000\t2.000\tmale voice\n")


def test_labels_are_imported_as_one_edit(svd: Any, music: Path, tmp_path: Path):
    song, labels = music / "Cy - Song 3.wav", tmp_path / "labels"
    assert svd("export", music / "Ann - Song 0.wav", "--format", "jams", "--out", labels)[0] == 0
    (labels / "Ann - Song 0.jams").rename(labels / "Cy - Song 3.jams")
    status, out, _ = svd("import", song, "--labels", labels, "--annotator", "Di")
    assert status == 0 and "2 regions" in out
    annotation = saved(song)
    assert annotation is not None and annotation.known == CHECKED
    assert [(each.start, each.end, each.label) for each in annotation.regions] == [
        (start, end, "male voice") for start, end in SUNG
    ]
    last = json.loads(path_for(song).read_text().splitlines()[-1])
    assert (last["text"], last["by"]) == ("Import Cy - Song 3.jams", "Di")
    assert reports(svd("import", song, "--labels", labels, "--json")[1])[-1]["skipped"] == 1


@pytest.mark.parametrize("how", ["folder", "list"])
def test_songs_of_one_name_in_two_folders_go_out_and_back(svd: Any, music: Path, tmp_path: Path, how: str):
    albums = [tmp_path / "albums" / name / "01.wav" for name in "AB"]
    for album, song, sung in zip(albums, sorted(music.glob("*.wav"))[:2], ((1.0, 2.0), (3.0, 4.0)), strict=True):
        album.parent.mkdir(parents=True)
        shutil.copy(song, album)
        save_corrections(album, SECONDS, (sung,), ((0.0, SECONDS),))
    listed, labels = tmp_path / "listed", tmp_path / "labels"
    root = tmp_path / "albums"
    listed.write_bytes(b"".join(f"{root}/{name}/../../albums/{name}/01.wav\0".encode() for name in "AB"))
    songs = (root,) if how == "folder" else ("--list", listed, "--below", root)
    assert svd("export", *songs, "--out", labels)[0] == 0
    assert [path.relative_to(labels).as_posix() for path in sorted(labels.rglob("*.lab"))] == ["A/01.lab", "B/01.lab"]
    for album in albums:
        path_for(album).unlink()
    assert svd("import", *songs, "--labels", labels)[0] == 0
    assert [region.start for album in albums for region in saved(album).regions] == [1.0, 3.0]


def test_labels_outside_of_sub_folders_are_taken_where_only_one_song_has_their_name(
    svd: Any, music: Path, tmp_path: Path
):
    for name in ("A/01.wav", "B/01.wav", "B/02.wav"):
        (tmp_path / "albums" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(music / "Cy - Song 3.wav", tmp_path / "albums" / name)
    labels = tmp_path / "labels"
    labels.mkdir()
    for name in ("01", "02"):
        (labels / f"{name}.lab").write_text("0 5 sing\n")
    status, out, err = svd("import", tmp_path / "albums", "--labels", labels)
    assert status == 1 and "1 done, 2 failed" in out
    assert "01.wav: other songs have its name, too" in err and "02.lab" in out
    # Of a batch that goes on after a pause, only the songs that are left are listed.
    listed = tmp_path / "left"
    listed.write_bytes(os.fsencode(tmp_path / "albums/B/01.wav") + b"\0")
    status, _, err = svd("import", "--list", listed, "--below", tmp_path / "albums", "--labels", labels)
    assert status == 1 and "01.wav: other songs have its name, too" in err
    # Nor are they of two songs that are given by themselves.
    each = [tmp_path / "albums" / name / "01.wav" for name in "AB"]
    status, out, err = svd("import", *each, "--labels", labels)
    assert status == 1 and "2 failed" in out and "give the folder that both are in" in err
    (labels / "02.lab").unlink()
    err = svd("import", tmp_path / "albums", "--labels", labels)[2]
    assert f"no labels of its name in {labels} or in B there; name the folder" in err


def test_a_persons_work_is_replaced_on_demand_only(svd: Any, music: Path):
    song = music / "Ann - Song 0.wav"
    song.with_suffix(".lab").write_text("0 5 sing\n")
    before = path_for(song).read_bytes()
    status, _, err = svd("import", song)
    assert status == 1 and "2 regions set by hand" in err and path_for(song).read_bytes() == before
    assert svd("import", song, "--replace")[0] == 0
    after = saved(song)
    assert path_for(song).read_bytes().startswith(before) and after is not None and len(after.regions) == 1


def test_a_data_set_is_trained_from_as_it_is(svd: Any, music: Path, tmp_path: Path):
    made = tmp_path / "set"
    status, out, _ = svd("export", music, "--data-set", made, "--artists", "{artist} - *", "--licence", "CC0")
    assert status == 0 and "has no checked time and is left out" in out
    # Checked time, and nothing else, is what a training learns from.
    songs = find([made]).songs
    assert [(song.name, song.checked_within(SECONDS)) for song in songs] == [
        (f"{artist} - Song {number}", CHECKED) for number, artist in enumerate(("Ann", "Bo", "Cy"))
    ]
    lists = {path.name: path.read_text().split("\n")[:-1] for path in (made / "filelists").iterdir()}
    assert sorted(lists) == ["test", "train", "valid"] and all(len(names) == 1 for names in lists.values())
    card = json.loads((made / "dataset.json").read_text())
    assert {song["licence"] for song in card["songs"]} == {"CC0"} and len(card["key"]) == 64
    detailed = json.loads((made / "annotations" / "Ann - Song 0.json").read_text())
    assert detailed["regions"][0]["label"] == "male voice" and detailed["checked"] == [[0.5, 4.0]]
    words = out.splitlines()[-1].partition("svd ")[2].split(" --out ")[0].split()
    model = tmp_path / "m.safetensors"
    assert svd(*words, "--out", model, "--updates", 1, *SMALLEST)[0] == 0 and model.is_file()
    assert svd("data", "check", made)[0] == 0


def test_loaders_of_other_programs_find_every_file_by_the_index(svd: Any, music: Path, tmp_path: Path):
    made = tmp_path / "set"
    assert svd("export", music, "--data-set", made, "--link", "copy")[0] == 0
    index = json.loads((made / "index.json").read_text())
    assert sorted(index["tracks"]) == [song.name for song in find([made]).songs]
    for track in index["tracks"].values():
        assert sorted(track) == ["annotation", "audio", "labels"]
        for name, digest in track.values():
            assert hashlib.md5((made / name).read_bytes()).hexdigest() == digest
    # It is made anew where nobody has changed it, and stays where somebody has.
    assert svd("export", music, "--data-set", made, "--replace")[0] == 0
    (made / "labels" / "Ann - Song 0.lab").write_text("mine")
    status, _, err = svd("export", music, "--data-set", made, "--replace")
    assert status == 1 and "was added or changed" in err


def test_a_recording_in_two_lists_is_refused(svd: Any, music: Path, tmp_path: Path):
    copy = music / "Di - Song 9.wav"
    shutil.copy(music / "Ann - Song 0.wav", copy)
    save_corrections(copy, SECONDS, SUNG, CHECKED)
    status, _, err = svd("export", music, "--data-set", tmp_path / "set", "--artists", "{artist} - *")
    assert status == 1 and "one and the same sound is in" in err and not (tmp_path / "set").exists()
