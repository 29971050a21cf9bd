"""What a person has corrected in the window is what every command learns from and scores on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from svd_core.annotation.annotation_file import path_for
from tests.core.cli.conftest import QUICK
from tests.core.journals import save_corrections

CHECKED = ((1.0, 3.0),)


@pytest.fixture
def corrected(data: Path, tmp_path: Path) -> Path:
    """A data set whose first song has a journal that says otherwise than its labels."""
    folder = tmp_path / "set"
    shutil.copytree(data, folder)
    save_corrections(folder / "audio/song0.wav", 5.0, ((2.0, 3.0),), CHECKED)
    return folder


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_songs_are_scored_in_checked_time(svd: Any, corrected: Path, model: Path):
    words = ["evaluate", "--data", corrected, "--model", model, "--threshold", 0]
    notice, *songs, _ = reports(svd(*words, "--json")[1])
    assert (notice["report"], notice["text"].partition(" songs")[0]) == ("notice", "1 of 3")
    assert (songs[0]["frames"], songs[0]["error"], songs[0]["recall"]) == (140, 0.5, 1)
    assert "1 of 3 songs are used as corrected in the window" in svd(*words)[1].splitlines()[0]


def test_songs_are_learned_from_in_checked_time(svd: Any, corrected: Path, tmp_path: Path):
    words = ["train", "--data", corrected, "--updates", 2, *QUICK]
    status, out, _ = svd(*words, "--out", tmp_path / "a.safetensors", "--json")
    texts = [report["text"] for report in reports(out) if report["report"] == "notice"]
    assert status == 0 and texts[0].startswith("1 of 3 songs are used as corrected in the window")
    # Another model than from the labels, or from more checked time.
    assert svd(*words, "--out", tmp_path / "a.safetensors", "--complete")[0] == 0
    save_corrections(corrected / "audio/song0.wav", 5.0, ((2.0, 3.0),), ((1.0, 4.0),))
    status, _, err = svd(*words, "--out", tmp_path / "a.safetensors", "--complete")
    assert status == 1 and "is another training's model" in err


def test_a_data_set_is_made_of_checked_time(svd: Any, corrected: Path, tmp_path: Path):
    music = tmp_path / "music"
    shutil.copytree(corrected / "audio", music)
    for name in ("song1.wav", "song2.wav"):
        shutil.copy(corrected / "labels" / Path(name).with_suffix(".lab"), music)
    status, said, _ = svd("data", "labels", music, "--out", tmp_path / "made")
    assert status == 0 and "1 of 3 songs were corrected in the window" in said
    text = (tmp_path / "made/labels/song0.lab").read_text()
    assert text == "0.000 1.000 ignore\n1.000 2.000 nosing\n2.000 3.000 sing\n3.000 5.000 ignore\n"
    assert (tmp_path / "made/labels/song1.lab").read_bytes() == (music / "song1.lab").read_bytes()
    path_for(music / "song0.wav").write_text("no journal")
    status, said, err = svd("data", "labels", music, "--out", tmp_path / "again")
    assert status == 1 and "song0.wav.svd" in said and not (tmp_path / "again").exists()


def test_the_check_of_a_data_set_reads_what_was_corrected(svd: Any, corrected: Path):
    (corrected / "labels/song0.lab").unlink()
    status, said, _ = svd("data", "check", corrected)
    assert status == 0 and "song0: as corrected in the window, 0:02 of 0:05 checked" in said


@pytest.mark.parametrize("experiment", ["folds", "augmentation", "figure2"])
def test_experiments_say_that_songs_are_judged_as_corrected(svd: Any, corrected: Path, tmp_path: Path, experiment: str):
    for name, song in (("one", "song0"), ("two", "song1")):
        (tmp_path / name).write_text(song)
    words = ["reproduce", experiment, "--data", corrected, "--folds", tmp_path / "one", tmp_path / "two"]
    _, said, _ = svd(*words, "--out", tmp_path / "out", "--no-training")
    assert said.startswith("1 of 3 songs are used as corrected in the window")
