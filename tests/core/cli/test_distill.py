"""`svd distill`: one network learns a teacher's answers to songs without labels, and nothing of what is held out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from svd_core.audio import sound_file
from svd_core.audio.features import log_mel
from svd_core.model import checkpoint
from svd_core.model.card import learned_songs
from svd_core.model.inference import detect

pytestmark = pytest.mark.usefixtures("narrow_networks")

QUICK = ["--preset", "schlueter2017", "--batch-size", 2, "--report-every", 1, "--checkpoint-every", 1, "--updates", 1]


@pytest.fixture
def songs(data: Path, tmp_path: Path) -> Path:
    """A folder of songs without labels, one of them a copy of a labelled one under the same name."""
    folder = tmp_path / "songs"
    (folder / "deep").mkdir(parents=True)
    samples, rate = soundfile.read(data / "audio" / "song0.wav")
    soundfile.write(folder / "unheard.wav", samples[::-1], rate)
    (folder / "deep" / "song2.wav").write_bytes((data / "audio" / "song2.wav").read_bytes())
    return folder


def test_a_student_learns_the_teachers_answers_and_says_so(
    svd: Any, data: Path, model: Path, songs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "student.safetensors"
    status, printed, err = svd(
        "distill", "--teacher", model, "--unlabelled", songs, "--out", out, *QUICK, "--json", "--device", "cpu"
    )
    assert (status, err) == (0, "")
    reports = [json.loads(line) for line in printed.splitlines()]
    assert next(report for report in reports if report["report"] == "started")["songs"] == 2
    teacher, student = checkpoint.load(model), checkpoint.load(out)
    assert student.metadata["teacher"]["key"] == teacher.key
    assert sorted(student.metadata["data"]["unlabelled"]) == ["song2", "unheard"]
    assert student.metadata["data"]["songs"] == []
    assert learned_songs(student.metadata) == {"song0", "song1", "song2", "unheard"}
    kept = sorted(tmp_path.glob("student.taught/*.npy"))
    assert len(kept) == 2
    answers = detect(teacher, log_mel(sound_file.read_mono(songs / "unheard.wav")))
    assert any(np.load(path).shape == answers.shape and np.allclose(np.load(path), answers) for path in kept)
    words = ["distill", "--teacher", model, "--unlabelled", songs, "--out", out, *QUICK, "--complete"]
    assert svd(*words)[0] == 0
    status, _, err = svd(*words, "--tta")
    assert (status, "teacher: pitch_shifts was [1.0], not [1.0, 0.9" in err) == (1, True)


def test_what_is_held_out_is_not_learned_by_name_content_or_through_the_teacher(
    svd: Any, data: Path, model: Path, songs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "student.safetensors"
    words = ["distill", "--teacher", model, "--unlabelled", songs, "--out", out, *QUICK]
    held_out = ["--holdout", data / "filelists" / "last"]
    assert svd(*words, *held_out)[0] == 0
    assert checkpoint.load(out).metadata["data"]["unlabelled"] == ["unheard"]
    (songs / "another name.wav").write_bytes((songs / "deep" / "song2.wav").read_bytes())
    status, _, err = svd(*words, *held_out, "--force")
    assert (status, "another name.wav: is the very recording of 'song2'" in err) == (1, True)
    (tmp_path / "list").write_text("song1\n")
    status, _, err = svd(*words, "--data", data, "--holdout", tmp_path / "list", "--force")
    assert (status, "this teacher has learned from 'song1'" in err) == (1, True)


def test_a_folder_without_songs_is_said(svd: Any, model: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "m.safetensors"
    status, _, err = svd("distill", "--teacher", model, "--unlabelled", tmp_path / "empty", "--out", out)
    assert (status, "no sound files here" in err) == (1, True)
