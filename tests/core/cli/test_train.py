"""`svd train`: from data to a model, and what is said on the way."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import soundfile

from svd_core.cli.execution.training_lock import lock_path
from svd_core.cli.main import build_parser
from svd_core.config import DEFAULT_PRESET, FINE_TUNING, PRESETS, TrainConfig, parameters
from svd_core.files.owner_lock import OwnerLock
from svd_core.model import checkpoint
from svd_core.model.card import read_card
from svd_core.training import trainer
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import Report, Saved
from tests.core.cli.conftest import FEW_UPDATES, QUICK, SMALLEST

pytestmark = pytest.mark.usefixtures("narrow_networks")


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def card(folder: Path) -> Path:
    path = folder / "card.json"
    path.write_text('{"licences": "CC0"}')
    return path


def test_a_network_of_the_other_kind_is_refused(svd: Any, data: Path, tmp_path: Path):
    words = ["--data", data, "--out", tmp_path / "m.safetensors", "--architecture", "recurrent", *QUICK]
    status, _, err = svd("train", *words)
    assert status != 0 and "choose the preset of this name" in err


def test_a_training_reports_from_start_to_finish(svd: Any, data: Path, tmp_path: Path):
    out_file = tmp_path / "new folder" / "m.safetensors"
    validate = data / "filelists" / "last"
    words = ["--data", data, "--validate", validate, "--out", out_file, "--updates", 2, "--seed", 7, *QUICK]
    status, out, err = svd("train", *words, "--json", "--pitch-shift", 0, "--card", card(tmp_path))
    assert (status, err) == (0, "")
    found = reports(out)
    kinds = [report["report"] for report in found if report["report"] != "loading"]
    # So little is checked in these songs that a line says so.
    assert [kind for kind, _ in itertools.groupby(kinds)] == [
        "started",
        "notice",
        "progress",
        "validated",
        "saved",
        "finished",
    ]
    loading = [(report["step"], report["done"], report["total"]) for report in found if report["report"] == "loading"]
    assert loading[:3] == [("labels", done, 3) for done in (1, 2, 3)], "before anything else, labels are looked at"
    assert {step for step, _, _ in loading[3:]} == {"recordings"}
    by_kind = {report["report"]: report for report in found}
    assert by_kind["started"]["songs"] == 2
    assert by_kind["finished"]["model"] == str(out_file)
    trained = checkpoint.load(out_file)
    assert trained.postprocessing.threshold == by_kind["validated"]["threshold"]
    assert trained.metadata["licences"] == "CC0"
    assert "'seed': 7" in str(trained.metadata)
    assert "'pitch_shift': 0.0" in str(trained.metadata)


def test_a_model_that_is_there_is_not_overwritten_by_accident(svd: Any, data: Path, model: Path):
    before = model.read_bytes()
    status, _, err = svd("train", "--data", data, "--out", model, "--updates", 1)
    assert status == 1
    assert "--resume" in err
    assert model.read_bytes() == before


def test_resuming_a_finished_training_changes_nothing(svd: Any, data: Path, model: Path):
    before = checkpoint.load(model).network.state_dict()
    words = ["--data", data, "--validate", data / "filelists" / "last", "--updates", 4, *SMALLEST]
    status, out, _ = svd("train", *words, "--out", model, "--resume", "--json")
    assert status == 0
    assert reports(out)[-1]["report"] == "finished"
    after = checkpoint.load(model).network.state_dict()
    assert all((before[name] == after[name]).all() for name in before)


def test_songs_of_a_filelist_are_held_out(svd: Any, data: Path, tmp_path: Path):
    words = ["--data", data, "--holdout", data / "filelists" / "last", "--updates", 1, *QUICK]
    status, out, _ = svd("train", *words, "--out", tmp_path / "m.safetensors", "--json")
    assert status == 0
    assert next(report for report in reports(out) if report["report"] == "started")["songs"] == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--data", "nowhere", "--out", "m.safetensors"], "nowhere"),
        (["--data", ".", "--out", "m.safetensors"], "no data set here"),
        (["--data", ".", "--out", "m.safetensors", "--holdout", "no_list"], "no_list"),
        (["--data", ".", "--out", "m.safetensors", "--card", "no_card"], "no_card"),
    ],
)
def test_what_is_wrong_with_the_data_is_one_line(
    svd: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], expected: str
):
    monkeypatch.chdir(tmp_path)
    status, out, err = svd("train", *words, "--json")
    assert status == 1
    assert expected in err
    assert len(err.splitlines()) == 1
    assert expected in reports(out)[-1]["message"]


def test_unset_options_are_as_the_preset_says():
    for name, preset in PRESETS.items():
        parsed = build_parser("train").parse_args(["train", "--data", "d", "--out", "m", "--preset", name])
        assert all(getattr(parsed, parameter.name) is None for parameter in parameters(TrainConfig)), preset


@pytest.mark.parametrize("saved", [True, False])
def test_an_interrupted_training_says_what_there_is_of_it(
    svd: Any, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: bool
):
    def interrupted(plan: TrainingPlan) -> Iterator[Report]:
        if saved:
            yield Saved(str(plan.out), 3)
        raise KeyboardInterrupt

    monkeypatch.setattr(trainer, "train", interrupted)
    # What an older training left must not be taken for this one's.
    (tmp_path / "m.safetensors").write_bytes(b"older")
    status, out, _ = svd("train", "--data", data, "--out", tmp_path / "m.safetensors", "--force")
    assert status == 130
    assert ("as of update 3" in out and "--resume" in out) is saved
    assert ("Nothing new was saved" in out) is not saved


def test_a_training_that_replaces_a_model_keeps_what_was_there(svd: Any, data: Path, tmp_path: Path):
    out_file, state = tmp_path / "m.safetensors", tmp_path / "m.training"
    words = ["train", "--data", data, *QUICK[:2], "--batch-size", 2, "--out", out_file]
    out_file.write_bytes(b"somebody's model")
    state.write_bytes(b"and its training")
    status, _, err = svd(*words, "--updates", 1)
    assert status == 1 and "--force to start anew (the old one is kept as .bak)" in err
    status, out, _ = svd(*words, "--updates", 1, "--force")
    backups = tmp_path / "m.safetensors.bak", tmp_path / "m.training.bak"
    assert status == 0 and f"What was there before is kept: {backups[0]}, {backups[1]}." in out
    assert [path.read_bytes() for path in backups] == [b"somebody's model", b"and its training"]
    assert svd(*words, "--updates", 1, "--resume")[0] == 0
    first = out_file.read_bytes()
    assert svd(*words, "--updates", 2, "--checkpoint-every", 1, "--force")[0] == 0
    assert (tmp_path / "m.safetensors.bak2").read_bytes() == first
    assert sorted(path.name for path in tmp_path.glob("*.bak*")) == [
        "m.safetensors.bak",
        "m.safetensors.bak2",
        "m.training.bak",
        "m.training.bak2",
    ]


def test_the_second_training_of_one_model_is_informed_who_has_it(svd: Any, data: Path, tmp_path: Path):
    out_file = tmp_path / "m.safetensors"
    (tmp_path / "same").symlink_to(tmp_path)
    first = OwnerLock(lock_path(out_file))
    assert first.acquire() is None
    words = ["--data", data, "--updates", 2, *QUICK]
    for path in (out_file, tmp_path / "same" / "m.safetensors"):
        for more in ([], ["--force"], ["--complete"], ["--resume"], ["--ensemble", 2]):
            status, out, err = svd("train", *words, "--out", path, *more)
            assert (status, out) == (1, "")
            assert f"{path}: is being trained already, by {first.me.user} on {first.me.host}, since 2" in err
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == ["same"]
    first.release()
    assert svd("train", *words, "--out", out_file)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.safetensors", "m.training", "same"]


def test_the_preset_follows_the_model_that_a_training_starts_from(svd: Any, data: Path, tmp_path: Path):
    words = ["--data", data, "--updates", 1, *FEW_UPDATES]
    svd("train", *words, "--preset", "schlueter2015", "--out", tmp_path / "old.safetensors")
    status, _, err = svd(
        "train", *words, "--start-from", tmp_path / "old.safetensors", "--out", tmp_path / "new.safetensors"
    )
    assert (status, err.count("schlueter2017")) == (0, 0)
    assert read_card(tmp_path / "new.safetensors").metadata["preset"] == "schlueter2015"


def test_fine_tuning_has_settings_of_its_own_which_options_override(svd: Any, data: Path, tmp_path: Path):
    words = ["--data", data, "--frames", 64, "--codings", 0, "--batch-size", 2, "--updates", 1]
    assert svd("train", *words, "--fine-tune", "--out", tmp_path / "m.safetensors")[0] == 2
    assert svd("train", *words, "--start-share", 0.5, "--out", tmp_path / "m.safetensors")[0] == 2
    assert svd("train", *words, "--fine-tune", "--start-from", "free", "--out", tmp_path / "m.safetensors")[0] == 0
    schedule = read_card(tmp_path / "m.safetensors").metadata["schedule"]
    assert schedule["updates"] == 1
    assert {name: schedule[name] for name in FINE_TUNING if name != "updates"} == {
        name: value for name, value in FINE_TUNING.items() if name != "updates"
    }


def test_a_training_that_goes_on_decides_by_the_rule_of_its_model(svd: Any, data: Path, tmp_path: Path):
    words = ["--data", data, "--updates", 1, *FEW_UPDATES]
    old, new = tmp_path / "old.safetensors", tmp_path / "new.safetensors"
    svd("train", *words, "--preset", "schlueter2015", "--threshold", 0.7, "--median-frames", 21, "--out", old)
    assert svd("train", *words, "--start-from", old, "--median-frames", 9, "--out", new)[0] == 0
    rule = read_card(new).postprocessing
    assert (rule.threshold, rule.median_frames) == (0.7, 9)


def test_on_songs_without_labels_the_answers_of_the_starting_model_are_kept(svd: Any, data: Path, tmp_path: Path):
    songs = tmp_path / "songs"
    songs.mkdir()
    samples, rate = soundfile.read(data / "audio" / "song0.wav")
    soundfile.write(songs / "unheard.wav", samples[::-1], rate)
    out = tmp_path / "m.safetensors"
    words = ["--data", data, "--updates", 1, *FEW_UPDATES, "--keep-answers", data / "audio", songs]
    status, _, err = svd("train", *words, "--preset", "schlueter2015", "--out", out)
    assert (status, "--keep-answers: name the model to start from" in err) == (2, True)
    svd("train", "--data", data, "--updates", 1, *FEW_UPDATES, "--preset", "schlueter2015", "--out", out)
    new = tmp_path / "new.safetensors"
    assert svd("train", *words, "--start-from", out, "--out", new)[0] == 0
    metadata, start = read_card(new).metadata, read_card(out)
    assert metadata["teacher"]["key"] == metadata["started_from"]["key"] == start.key
    assert metadata["data"]["unlabelled"] == ["unheard"]
    assert len(list(tmp_path.glob("new.taught/*.npy"))) == 1
    assert svd("train", *words, "--start-from", out, "--out", new, "--complete")[0] == 0
    status, _, err = svd("train", *words[:-1], "--start-from", out, "--out", new, "--complete")
    assert (status, "another training's model" in err) == (1, True)


def test_without_a_preset_the_default_one_is_trained(svd: Any, data: Path, tmp_path: Path):
    words = ["--data", data, "--updates", 1, "--frames", 64, "--codings", 0, "--channels", 8, *FEW_UPDATES]
    status, _, _ = svd("train", *words, "--out", tmp_path / "m.safetensors")
    assert status == 0
    assert read_card(tmp_path / "m.safetensors").network.architecture == DEFAULT_PRESET


def test_a_cache_that_cannot_be_written_is_done_without_unless_it_was_asked_for(
    svd: Any, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    out = tmp_path / "new.safetensors"
    words = ["--data", data, "--out", out, "--updates", 2, *QUICK]
    status, _, err = svd("train", *words, "--cache", tmp_path / "home")
    assert status == 1 and "--cache: " in err and "--cache-limit 0" in err and not out.exists()
    status, said, err = svd("train", *words)
    assert (status, err) == (0, "") and out.is_file()
    assert "cannot be written" in said and "held in memory" in said
