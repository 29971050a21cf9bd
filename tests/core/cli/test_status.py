"""`svd status`: sums, songs, marks, and journals that find their song again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import soundfile

from svd_core.annotation.journal.places import path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.files.owner_lock import OwnerLock
from tests.core.journals import save_corrections


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    folder = tmp_path / "songs"
    folder.mkdir()
    for number, name in enumerate(("one", "two", "ten"), start=1):
        soundfile.write(folder / f"{name}.wav", [0.001 * number] * 16000, 8000)
    save_corrections(folder / "one.wav", 2.0, ((0.5, 1.0),), ((0.0, 2.0),))
    return folder


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_sums_for_people_and_for_programs(svd: Any, songs: Path):
    status, out, err = svd("status", songs)
    assert (status, err) == (0, "")
    assert "3 songs, 0:06: 1 checked, 2 unseen; 0:02 of it checked." in out
    *listed, summary = reports(svd("status", songs, "--json")[1])
    assert [song["song"] for song in listed] == ["one.wav", "ten.wav", "two.wav"]
    assert summary["by_status"] == {"unseen": 2, "proposed": 0, "in work": 0, "checked": 1}
    assert Path(summary["index"]) == songs / ".svd" / "songs.sqlite"


def test_songs_are_chosen_and_marked_and_noted(svd: Any, songs: Path):
    assert svd("status", songs, "--find", "TW", "--mark", "in work", "--note", "loud\tguitar")[0] == 0
    status, out, _ = svd("status", songs, "--only", "in work", "--songs")
    assert out.splitlines()[0].split("\t") == ["in work", "0:02", "0:00", "", "", "two.wav", "loud guitar"]
    assert svd("status", songs, "--find", "two", "--mark", "auto", "--note", "")[0] == 0
    history = read_journal(path_for(songs / "two.wav")).history
    assert (history.status, history.note) == ("", "")


def test_a_journal_is_offered_and_moved_to_its_renamed_song(svd: Any, songs: Path):
    (songs / "one.wav").rename(songs / "renamed.wav")
    out = svd("status", songs)[1]
    assert "one.wav.svd -> renamed.wav" in out
    assert not path_for(songs / "renamed.wav").exists()
    assert "1 checked" in svd("status", songs, "--reunite")[1]
    assert path_for(songs / "renamed.wav").exists()


def test_what_cannot_be_read_is_said_and_is_status_1(svd: Any, songs: Path):
    (songs / "broken.mp3").write_bytes(b"x")
    status, out, err = svd("status", songs)
    assert status == 1 and "broken.mp3" in err and "4 songs" in out
    assert svd("status", songs / "nowhere")[0] == 1
    empty = songs / "empty"
    empty.mkdir()
    assert "no sound files" in svd("status", empty)[1]


def test_songs_named_in_a_list_are_marked_one_by_one(svd: Any, songs: Path, tmp_path: Path):
    listed = tmp_path / "songs.txt"
    listed.write_text(f"{songs / 'ten.wav'}\n{songs / 'one.wav'}\n{songs / 'nowhere.wav'}\n")
    lock = OwnerLock(path_for(songs / "one.wav").with_name("one.wav.svd.lock"), "Bo")
    lock.acquire()
    status, out, err = svd("status", songs, "--list", listed, "--mark", "checked", "--json")
    lock.release()
    marked = [report["song"] for report in reports(out) if report["report"] == "marked"]
    assert marked == [str(songs / "ten.wav")]
    assert reports(out)[-1]["failures"][0]["song"] == str(songs / "one.wav")
    assert status == 1 and "Bo has it open" in err


def test_detection_tells_the_index_of_a_folder_that_has_one(svd: Any, songs: Path, model: Path):
    assert svd("detect", songs, "--model", model, "--no-labels")[0] == 0
    assert not (songs / ".svd").exists(), "nobody has opened this folder"
    svd("status", songs)
    assert svd("detect", songs, "--model", model, "--no-labels")[0] == 0
    assert "1 checked, 2 proposed" in svd("status", songs, "--model", model)[1]
