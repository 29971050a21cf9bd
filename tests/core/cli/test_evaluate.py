"""`svd evaluate`: scores of known songs."""

from __future__ import annotations

import copy
import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from svd_core.annotation import frame_targets
from svd_core.audio import sound_file
from svd_core.audio.features import FrameGrid
from svd_core.config import TEST_SHIFTS
from svd_core.data import dataset
from svd_core.model import checkpoint


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def sung_frames(song: dataset.LabelledSong) -> np.ndarray:
    return frame_targets.from_regions(song.regions, FrameGrid.of_samples(len(sound_file.read_mono(song.audio))))


def test_scores_of_every_song_and_of_all_frames(svd: Any, data: Path, model: Path):
    status, out, err = svd("evaluate", "--data", data, "--model", model, "--threshold", 0, "--json")
    assert (status, err) == (0, "")
    *songs, summary = reports(out)
    assert [song["name"] for song in songs] == ["song0", "song1", "song2"]
    assert summary["report"] == "summary"
    assert summary["decision"]["threshold"] == summary["pooled"]["threshold"]
    assert [{k: v for k, v in song.items() if k != "report"} for song in songs] == summary["songs"]
    # Everything called singing: the error is the share of frames that are not.
    targets = [sung_frames(song) for song in dataset.find([data]).songs]
    pooled = summary["pooled"]
    assert pooled["frames"] == sum(map(len, targets))
    assert pooled["error"] == pytest.approx(1 - np.concatenate(targets).mean())
    assert pooled["recall"] == 1
    low, high = summary["interval"]
    assert low <= pooled["error"] <= high


def test_the_threshold_can_come_from_other_songs_which_are_not_scored(svd: Any, data: Path, model: Path):
    last = data / "filelists" / "last"
    words = ["evaluate", "--data", data, "--model", model, "--threshold-from", last, "--json"]
    summary = reports(svd(*words)[1])[-1]
    assert [song["name"] for song in summary["songs"]] == ["song0", "song1"]
    assert summary["threshold_songs"] == ["song2"]
    same = reports(svd(*words, "--only", last)[1])[-1]
    assert [song["name"] for song in same["songs"]] == ["song2"]
    assert same["pooled"]["threshold"] == summary["pooled"]["threshold"]


def test_labels_of_another_song_make_no_score(svd: Any, data: Path, model: Path, tmp_path: Path):
    shutil.copytree(data, tmp_path / "set")
    (tmp_path / "set/labels/song1.lab").write_text("0 1 nosing\n1 400 sing\n")
    status, out, err = svd("evaluate", "--data", tmp_path / "set", "--model", model)
    assert status == 1 and "song1: its labels go on to 400.0 s, but the song ends at 5.0 s" in err
    assert "all frames" not in out


def test_people_get_a_table(svd: Any, data: Path, model: Path):
    status, out, _ = svd("evaluate", "--data", data, "--model", model)
    assert status == 0
    lines = out.splitlines()
    assert lines[0].split() == ["error", "recall", "specif.", "precis.", "F1", "AUROC", "starts", "ends", "length"]
    assert [line.split()[0] for line in lines[1:4]] == ["song0", "song1", "song2"]
    assert len({len(line) for line in lines[:7]}) == 1
    assert "95 % interval over songs" in out


def test_what_was_averaged_is_said_and_changes_the_scores(svd: Any, data: Path, model: Path, tmp_path: Path):
    member = checkpoint.load(model)
    other = copy.deepcopy(member.network)
    with torch.no_grad():
        other.output.weight.neg_()
    members = [member, dataclasses.replace(member, networks=(other,))]
    ensemble = tmp_path / "bag.safetensors"
    checkpoint.save(ensemble, checkpoint.joined(members, "bag", member.postprocessing, {}))
    found = {}
    for file in (model, ensemble):
        for more in ((), ("--tta",)):
            words = ["evaluate", "--data", data, "--only", data / "filelists" / "last", "--model", file, *more]
            summary = reports(svd(*words, "--json")[1])[-1]
            found[file, more] = summary["pooled"]["auroc"]
            assert summary["detection"] == {
                "networks": 1 if file == model else 2,
                "pitch_shifts": list(TEST_SHIFTS) if more else [1.0],
            }
    assert len(set(found.values())) == 4
    assert "Model bag averaged over 2 networks and 5 pitch shifts, threshold" in svd(*words)[1]
    assert "averaged" not in svd("evaluate", "--data", data, "--model", model)[1]


def test_it_is_said_that_songs_scored_were_learned_from(svd: Any, data: Path, model: Path):
    words = ["evaluate", "--data", data, "--model", model]
    assert "learned from 2 of these songs" in svd(*words)[1]
    assert reports(svd(*words, "--json")[1])[-1]["known_songs"] == ["song0", "song1"]
    unseen = svd(*words, "--only", data / "filelists" / "last")[1]
    assert "learned from" not in unseen
    assert "interval" not in unseen


def test_nothing_to_score_is_said(svd: Any, model: Path, tmp_path: Path):
    (tmp_path / "voices" / "somebody").mkdir(parents=True)
    status, _, err = svd("evaluate", "--data", tmp_path, "--model", model)
    assert status == 1
    assert "no labelled song" in err


def test_undefined_scores_are_a_dash_null_in_json_and_in_no_mean(svd: Any, data: Path, model: Path, tmp_path: Path):
    """A song in which nobody sings has no recall; the mean over songs is that of the others."""
    for part, names in (("audio", ("song0.wav", "song1.wav")), ("labels", ("song0.lab",))):
        (tmp_path / part).mkdir()
        for name in names:
            (tmp_path / part / name).write_bytes((data / part / name).read_bytes())
    (tmp_path / "labels" / "song1.lab").write_text("0.000 5.000 nosing\n")
    words = ["evaluate", "--data", tmp_path, "--model", model, "--threshold", 0.999]
    first, second, summary = reports(svd(*words, "--json")[1])
    assert (second["recall"], second["auroc"], second["precision"], second["f1"]) == (None, None, None, None)
    assert summary["mean_of_songs"]["recall"] == first["recall"]
    assert summary["mean_of_songs"]["auroc"] == first["auroc"] is not None
    row = next(line for line in svd(*words)[1].splitlines() if line.startswith("song1"))
    assert row.split() == ["song1", "0.0%", "–", "100.0%", "–", "–", "–", "–", "–", "0:05"]
