"""`svd` from the outside: real songs, a network really trained, what is printed and what is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch
from hypothesis import given
from hypothesis import strategies as st

from svd_core import audio, checkpoint, dataset, labels
from svd_core.cli import _parser, main
from svd_core.commands import listening
from svd_core.config import PRESETS, AugmentConfig, DecisionConfig, NetworkConfig, Parameter, TrainConfig, parameters
from svd_core.features import FrameGrid
from svd_core.formats import format_named, read_labels
from svd_core.synthesis.song import render

QUICK = ["--batch-size", "2", "--report-every", "2", "--checkpoint-every", "2", "--validate-every", "2"]

Reports = list[dict[str, Any]]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Songs this short gain nothing from more, and wait for each other on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three labelled songs of five seconds."""
    folder = tmp_path_factory.mktemp("songs")
    for part in ("audio", "labels", "filelists"):
        (folder / part).mkdir()
    for seed in range(3):
        samples, regions = render(5.0, seed)
        soundfile.write(folder / "audio" / f"song{seed}.wav", samples, 22050)
        (folder / "labels" / f"song{seed}.lab").write_text(format_named("lab").write(regions, 5.0))
    (folder / "filelists" / "last").write_text("song2.wav\n")
    return folder


@pytest.fixture(scope="module")
def model(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that has learned for four updates, by the command line."""
    path = tmp_path_factory.mktemp("model") / "quick.safetensors"
    words = ["train", "--data", data, "--validate", data / "filelists" / "last", "--out", path, "--updates", 4, *QUICK]
    assert main([str(word) for word in words]) == 0
    return path


@pytest.fixture
def svd(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process: exit status, stdout, stderr."""

    def run(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return run


def reports(out: str) -> Reports:
    return [json.loads(line) for line in out.splitlines()]


def song_in(folder: Path, data: Path, name: str = "song.wav") -> Path:
    """A copy of the first song elsewhere, so that files beside it disturb nobody."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((data / "audio" / "song0.wav").read_bytes())
    return path


class TestCommandLine:
    def test_help_is_instant_because_nothing_that_computes_is_loaded(self):
        code = (
            "import sys\nfrom svd_core.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
            "assert not {'torch', 'numpy', 'scipy', 'tqdm'} & set(sys.modules)"
        )
        for words in (["--help"], ["detect", "--help"], ["train", "--help"], ["evaluate", "--help"]):
            subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True)

    @pytest.mark.parametrize("config", [TrainConfig, AugmentConfig, NetworkConfig])
    def test_every_parameter_of_a_training_is_an_option(self, config: type):
        for parameter in parameters(config):
            flag = "--" + parameter.name.replace("_", "-")
            value = "" if parameter.type is bool else f"={parameter.default}"
            parsed = _parser().parse_args(["train", "--data", "d", "--out", "m", flag + value])
            assert getattr(parsed, parameter.name) == (True if parameter.type is bool else parameter.default)

    @given(
        parameter=st.sampled_from([p for p in parameters(DecisionConfig) if p.low is not None]),
        share=st.floats(-0.5, 1.5),
    )
    def test_a_value_outside_its_range_is_a_usage_error(self, parameter: Parameter, share: float):
        assert parameter.low is not None
        assert parameter.high is not None
        value = parameter.type(parameter.low + share * (parameter.high - parameter.low))
        words = ["detect", "song.wav", f"--{parameter.name.replace('_', '-')}={value}"]
        if parameter.low <= value <= parameter.high:
            assert getattr(_parser().parse_args(words), parameter.name) == value
        else:
            assert main(words) == 2

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ([], "COMMAND"),
            (["sing"], "invalid choice"),
            (["detect"], "SONG"),
            (["detect", "a.wav", "--threshold", "nan"], "--threshold"),
            (["detect", "a.wav", "--threshold", "high"], "expected a number, got 'high'"),
            (["detect", "a.wav", "--median-frames", "0"], "outside 1 .. 700 frames"),
            (["detect", "a.wav", "--thresh", "0.5"], "unrecognized"),
            (["detect", "-"], "stdin"),
            (["detect", "a.wav", "--threads", "0"], "at least 1"),
            (["train", "--out", "m.safetensors"], "--data"),
            (["train", "--data", "d", "--out", "m.training"], ".training"),
            (["train", "--data", "d", "--out", "m", "--optimizer", "magic"], "nesterov, adam"),
            (["evaluate", "--data", "d", "--threshold", "0.5", "--threshold-from", "f"], "exclude"),
        ],
    )
    def test_a_wrong_command_line_is_status_2_with_the_reason(self, svd: Any, words: list[str], told: str):
        status, out, err = svd(*words)
        assert (status, out) == (2, "")
        assert told in err.splitlines()[-1]

    def test_with_json_a_wrong_command_line_is_an_error_report_too(self, svd: Any):
        status, out, _ = svd("detect", "song.wav", "--format", "midi", "--json")
        assert status == 2
        assert [report["report"] for report in reports(out)] == ["error"]

    def test_an_interrupt_is_quiet(
        self, svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(listening, "listen", interrupted)
        assert svd("detect", data, "--model", model, "--out", tmp_path) == (130, "", "")

    def test_a_reader_that_leaves_early_gets_no_complaint(self, data: Path, model: Path):
        words = [sys.executable, "-m", "svd_core", "detect", data, "--model", model, "--out", "-", "--threads", "1"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 1


class TestDetect:
    @pytest.mark.parametrize(("name", "suffix"), [("lab", ".lab"), ("audacity", ".txt"), ("csv", ".csv")])
    def test_labels_lie_beside_the_song_in_the_format_asked_for(
        self, svd: Any, data: Path, model: Path, tmp_path: Path, name: str, suffix: str
    ):
        song = song_in(tmp_path, data)
        status, out, err = svd("detect", song, "--model", model, "--format", name, "--json", "--threshold", 0.45)
        assert (status, err) == (0, "")
        found, summary = reports(out)
        assert found["labels"] == str(song.with_suffix(suffix))
        written = read_labels(song.with_suffix(suffix))
        assert [(region.start, region.end) for region in written] == [
            (region["start"], region["end"]) for region in found["regions"]
        ]
        assert summary["report"] == "summary"
        assert (summary["songs"], summary["failed"]) == (1, 0)

    def test_the_json_format_says_what_was_found_how_and_how_surely(
        self, svd: Any, data: Path, model: Path, tmp_path: Path
    ):
        song = song_in(tmp_path, data)
        assert svd("detect", song, "--model", model, "--format", "json", "--threshold", 0.1)[0] == 0
        document = json.loads(song.with_suffix(".json").read_text())
        assert document["model_key"] == checkpoint.load(model).key
        assert document["decision"]["threshold"] == 0.1
        assert document["duration"] == pytest.approx(5.0, abs=0.001)
        assert all(0.1 < region["confidence"] <= 1 for region in document["regions"])

    def test_options_change_what_counts_as_singing(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song = song_in(tmp_path, data)
        _, everything, _ = svd("detect", song, "--model", model, "--out", "-", "--threshold", 0)
        _, nothing, _ = svd("detect", song, "--model", model, "--out", "-", "--threshold", 1)
        assert everything.splitlines()[0].endswith(" sing")
        assert nothing == "0.000 5.000 nosing\n"

    def test_stdout_gets_the_labels_and_nothing_else(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song = song_in(tmp_path, data)
        status, out, err = svd("detect", song, "--model", model, "--out", "-", "--format", "csv")
        assert (status, err) == (0, "")
        assert out.startswith("start,end,label,confidence")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["song.wav"]

    def test_labels_of_several_songs_on_stdout_are_told_apart(self, svd: Any, data: Path, model: Path):
        _, out, _ = svd("detect", data, "--model", model, "--out", "-")
        heads = [line for line in out.splitlines() if line.startswith("#")]
        assert heads == [f"# {data / 'audio' / f'song{n}.wav'}" for n in range(3)]
        _, out, _ = svd("detect", data, "--model", model, "--out", "-", "--format", "json")
        assert [document["song"] for document in reports(out)] == ["song0.wav", "song1.wav", "song2.wav"]

    def test_a_bad_file_among_many_stops_no_other(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        (tmp_path / "a_broken.mp3").write_bytes(b"no music here" * 100)
        good = song_in(tmp_path, data, "b_good.wav")
        (tmp_path / "empty").mkdir()
        words = [tmp_path, tmp_path / "gone.wav", tmp_path / "empty", "--model", model]
        status, out, err = svd("detect", *words)
        assert status == 1
        assert str(good.with_suffix(".lab")) in out
        complaints = err.splitlines()
        assert len(complaints) == 3
        for complaint, name in zip(complaints, ["a_broken.mp3", "gone.wav", "empty"], strict=True):
            assert complaint.startswith("svd detect: ")
            assert name in complaint
        status, out, _ = svd("detect", *words, "--json", "--force")
        kinds = [report["report"] for report in reports(out)]
        assert kinds == ["error", "detected", "error", "error", "summary"]
        assert reports(out)[-1]["failed"] == 3

    def test_folders_are_searched_deeply_and_their_order_kept(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song_in(tmp_path / "in" / "one", data, "Song.WAV")
        song_in(tmp_path / "in" / "two", data, "Song.wav")
        song_in(tmp_path / "in" / ".hidden", data)
        song_in(tmp_path / "in", data, "._resource.wav")
        (tmp_path / "in" / "notes.md").write_text("no song")
        status, _, _ = svd("detect", tmp_path / "in", tmp_path / "in", "--model", model, "--out", tmp_path / "out")
        assert status == 0
        made = [str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")]
        assert sorted(made) == [os.path.join("one", "Song.lab"), os.path.join("two", "Song.lab")]

    def test_songs_that_differ_in_their_suffix_alone_keep_it(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song_in(tmp_path, data, "take.wav")
        samples, rate = soundfile.read(data / "audio" / "song1.wav")
        soundfile.write(tmp_path / "take.flac", samples, rate)
        assert svd("detect", tmp_path, "--model", model)[0] == 0
        assert sorted(path.name for path in tmp_path.glob("*.lab")) == ["take.flac.lab", "take.wav.lab"]

    def test_a_file_that_is_there_stays_unless_forced(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song = song_in(tmp_path, data)
        mine = song.with_suffix(".lab")
        mine.write_text("0 5 sing\n")
        status, _, err = svd("detect", song, "--model", model)
        assert status == 1
        assert "--force" in err
        assert mine.read_text() == "0 5 sing\n"
        assert svd("detect", song, "--model", model, "--force", "--threshold", 1)[0] == 0
        assert mine.read_text() == "0.000 5.000 nosing\n"

    def test_even_forced_the_song_itself_is_never_replaced(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song = song_in(tmp_path, data, "odd.lab")
        before = song.read_bytes()
        assert svd("detect", song, "--model", model, "--force")[0] == 1
        assert song.read_bytes() == before

    def test_a_picture_comes_with_the_labels(self, svd: Any, data: Path, model: Path, tmp_path: Path):
        song = song_in(tmp_path, data)
        assert svd("detect", song, "--model", model, "--picture", "--out", tmp_path / "out")[0] == 0
        assert (tmp_path / "out" / "song.png").read_bytes().startswith(b"\x89PNG")
        assert (tmp_path / "out" / "song.lab").exists()

    @pytest.mark.parametrize("seconds", [0.0, 0.01, 0.06])
    def test_a_song_of_next_to_nothing_is_no_traceback(self, svd: Any, model: Path, tmp_path: Path, seconds: float):
        song = tmp_path / "short.wav"
        soundfile.write(song, np.zeros(int(seconds * 22050), np.float32), 22050)
        status, _, err = svd("detect", song, "--model", model, "--picture")
        assert status == (0 if err == "" else 1)

    def test_names_no_encoding_can_print_are_written_with_escapes(
        self, svd: Any, data: Path, model: Path, tmp_path: Path
    ):
        song = song_in(tmp_path, data, os.fsdecode(b"caf\xe9.wav"))
        status, out, _ = svd("detect", song, "--model", model, "--json", "--picture")
        assert status == 0
        assert os.fsencode(reports(out)[0]["song"]) == os.fsencode(song)

    @pytest.mark.parametrize("content", [None, b"", b"no model" * 50])
    def test_without_a_usable_model_there_is_one_clear_line(
        self, svd: Any, data: Path, tmp_path: Path, content: bytes | None
    ):
        path = tmp_path / "m.safetensors"
        if content is not None:
            path.write_bytes(content)
        status, out, err = svd("detect", data, "--model", path, "--out", tmp_path)
        assert (status, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert "m.safetensors" in err


class TestTrain:
    def test_a_training_reports_from_start_to_finish(self, svd: Any, data: Path, tmp_path: Path):
        out_file = tmp_path / "new folder" / "m.safetensors"
        validate = data / "filelists" / "last"
        words = ["--data", data, "--validate", validate, "--out", out_file, "--updates", 2, "--seed", 7, *QUICK]
        status, out, err = svd("train", *words, "--json", "--pitch-shift", 0, "--card", self.card(tmp_path))
        assert (status, err) == (0, "")
        found = reports(out)
        kinds = [report["report"] for report in found if report["report"] != "loading"]
        assert kinds == ["started", "progress", "validated", "saved", "finished"]
        by_kind = {report["report"]: report for report in found}
        assert by_kind["started"]["songs"] == 2
        assert by_kind["finished"]["model"] == str(out_file)
        trained = checkpoint.load(out_file)
        assert trained.decision.threshold == by_kind["validated"]["threshold"]
        assert trained.story["licences"] == "CC0"
        assert "'seed': 7" in str(trained.story)
        assert "'pitch_shift': 0.0" in str(trained.story)

    @staticmethod
    def card(folder: Path) -> Path:
        path = folder / "card.json"
        path.write_text('{"licences": "CC0"}')
        return path

    def test_a_model_that_is_there_is_not_overwritten_by_accident(self, svd: Any, data: Path, model: Path):
        before = model.read_bytes()
        status, _, err = svd("train", "--data", data, "--out", model, "--updates", 1)
        assert status == 1
        assert "--resume" in err
        assert model.read_bytes() == before

    def test_resuming_a_finished_training_changes_nothing(self, svd: Any, data: Path, model: Path):
        before = checkpoint.load(model).network.state_dict()
        words = ["--data", data, "--validate", data / "filelists" / "last", "--updates", 4, *QUICK]
        status, out, _ = svd("train", *words, "--out", model, "--resume", "--json")
        assert status == 0
        assert reports(out)[-1]["report"] == "finished"
        after = checkpoint.load(model).network.state_dict()
        assert all((before[name] == after[name]).all() for name in before)

    def test_songs_of_a_filelist_are_held_out(self, svd: Any, data: Path, tmp_path: Path):
        words = ["--data", data, "--holdout", data / "filelists" / "last", "--updates", 1, *QUICK]
        status, out, _ = svd("train", *words, "--out", tmp_path / "m.safetensors", "--json")
        assert status == 0
        assert next(report for report in reports(out) if report["report"] == "started")["songs"] == 2

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["--data", "nowhere", "--out", "m.safetensors"], "nowhere"),
            (["--data", ".", "--out", "m.safetensors"], "no data set here"),
            (["--data", ".", "--out", "m.safetensors", "--holdout", "no_list"], "no_list"),
            (["--data", ".", "--out", "m.safetensors", "--card", "no_card"], "no_card"),
        ],
    )
    def test_what_is_wrong_with_the_data_is_one_line(
        self, svd: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
    ):
        monkeypatch.chdir(tmp_path)
        status, out, err = svd("train", *words, "--json")
        assert status == 1
        assert told in err
        assert len(err.splitlines()) == 1
        assert told in reports(out)[-1]["message"]

    def test_unset_options_are_as_the_preset_says(self):
        for name, preset in PRESETS.items():
            parsed = _parser().parse_args(["train", "--data", "d", "--out", "m", "--preset", name])
            assert all(getattr(parsed, parameter.name) is None for parameter in parameters(TrainConfig)), preset


class TestEvaluate:
    def test_scores_of_every_song_and_of_all_frames(self, svd: Any, data: Path, model: Path):
        status, out, err = svd("evaluate", "--data", data, "--model", model, "--threshold", 0, "--json")
        assert (status, err) == (0, "")
        *songs, summary = reports(out)
        assert [song["name"] for song in songs] == ["song0", "song1", "song2"]
        assert summary["report"] == "summary"
        assert [{k: v for k, v in song.items() if k != "report"} for song in songs] == summary["songs"]
        # Everything called singing: the error is the share of frames that are not.
        targets = [self.targets(song) for song in dataset.find([data]).songs]
        pooled = summary["pooled"]
        assert pooled["frames"] == sum(map(len, targets))
        assert pooled["error"] == pytest.approx(1 - np.concatenate(targets).mean())
        assert pooled["recall"] == 1
        low, high = summary["interval"]
        assert low <= pooled["error"] <= high

    @staticmethod
    def targets(song: dataset.LabelledSong) -> np.ndarray:
        return labels.targets(song.regions, FrameGrid.of_samples(len(audio.read(song.audio))))

    def test_the_threshold_can_come_from_other_songs_which_are_not_scored(self, svd: Any, data: Path, model: Path):
        last = data / "filelists" / "last"
        words = ["evaluate", "--data", data, "--model", model, "--threshold-from", last, "--json"]
        summary = reports(svd(*words)[1])[-1]
        assert [song["name"] for song in summary["songs"]] == ["song0", "song1"]
        assert summary["threshold_songs"] == ["song2"]
        same = reports(svd(*words, "--only", last)[1])[-1]
        assert [song["name"] for song in same["songs"]] == ["song2"]
        assert same["pooled"]["threshold"] == summary["pooled"]["threshold"]

    def test_people_get_a_table(self, svd: Any, data: Path, model: Path):
        status, out, _ = svd("evaluate", "--data", data, "--model", model)
        assert status == 0
        lines = out.splitlines()
        assert lines[0].split() == ["error", "recall", "specif.", "precis.", "F1", "AUROC", "length"]
        assert [line.split()[0] for line in lines[1:4]] == ["song0", "song1", "song2"]
        assert len({len(line) for line in lines[:7]}) == 1
        assert "95 % interval over songs" in out

    def test_nothing_to_score_is_said(self, svd: Any, model: Path, tmp_path: Path):
        (tmp_path / "voices" / "somebody").mkdir(parents=True)
        status, _, err = svd("evaluate", "--data", tmp_path, "--model", model)
        assert status == 1
        assert "no labelled song" in err
