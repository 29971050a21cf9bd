"""`svd stress`: a page of plots from one command line."""

from __future__ import annotations

import csv
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import soundfile

from svd_core.cli.choices import ROBUSTNESS_TESTS
from svd_core.cli.execution import stress
from svd_core.config import PostprocessingConfig
from svd_core.experiments.robustness import run as robustness_run
from svd_core.experiments.robustness.results import from_text
from svd_core.experiments.robustness.suite import TESTS
from svd_core.model import checkpoint
from svd_core.synthesis.song import render_stems

SHORT = ["--seconds", 2, "--recordings", 2]


@pytest.fixture(scope="module")
def stems(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of stems with one song, whose accompaniment is an instrument alone too."""
    folder = tmp_path_factory.mktemp("stems")
    song = render_stems(4.0, 7, 22050)
    (folder / "songs" / "one").mkdir(parents=True)
    for name, samples in (("vocals", song.voice), ("accompaniment", song.band)):
        soundfile.write(folder / "songs" / "one" / f"{name}.wav", samples, 22050)
    return folder


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_names_of_the_command_line_are_those_of_the_tests():
    assert tuple(test.name for test in TESTS) == ROBUSTNESS_TESTS


def test_a_page_a_picture_and_tables(svd: Any, data: Path, model: Path, stems: Path, tmp_path: Path):
    words = ["--data", data, "--stems", stems, "--instruments", stems / "songs" / "one" / "accompaniment.wav"]
    tests = ["--tests", "clean", "ratio", "instruments"]
    out_file = tmp_path / "page.html"
    status, out, err = svd("stress", "--model", model, *words, *tests, *SHORT, "--out", out_file, "--json")
    assert (status, err) == (0, "")
    *said, summary = reports(out)
    assert {report["report"] for report in said} == {"progress", "measured", "file"}
    assert summary["report"] == "summary" and summary["page"] == str(out_file)
    assert summary["config"] == {"seconds": 2.0, "recordings": 2}
    # The command line of `conftest` learned from the first two songs.
    assert [remark["tests"] for remark in summary["remarks"]] == [["clean"]]
    assert out_file.read_text().startswith("<!DOCTYPE html>")
    assert out_file.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    results = from_text(out_file.with_suffix(".json").read_text(), "results")
    assert results.tests() == ("clean", "ratio", "instruments")
    with open(out_file.with_suffix(".csv"), newline="") as file:
        assert [line["test"] for line in csv.DictReader(file)].count("ratio") == 10

    status, _, err = svd("stress", "--model", model, "--tests", "clean", "--out", out_file)
    assert status == 2 and "exists already" in err


def test_who_stops_the_tests_is_informed_that_nothing_is_kept(
    svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(robustness_run, "run", interrupted)
    words = ["--model", model, "--data", data, "--tests", "clean", *SHORT, "--out", tmp_path / "page.html"]
    status, out, _ = svd("stress", *words)
    assert (status, "Nothing was written" in out) == (130, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("no_pictures")
def test_any_file_name_can_stand_on_the_page(svd: Any, model: Path, stems: Path, tmp_path: Path):
    odd = tmp_path / os.fsdecode(b"b\xff.wav")
    shutil.copy(stems / "songs" / "one" / "accompaniment.wav", odd)
    words = ["--instruments", odd, "--tests", "instruments", *SHORT, "--out", tmp_path / "page.html"]
    for suffix in (".html", ".csv"):
        (tmp_path / f"page{suffix}").write_text("older")
    assert svd("stress", "--model", model, *words, "--force")[0] == 0
    assert [(tmp_path / f"page{suffix}.bak").read_text() for suffix in (".html", ".csv")] == ["older", "older"]
    assert "b\\xff" in (tmp_path / "page.html").read_text()
    assert "b\\xff" in (tmp_path / "page.csv").read_text()


@pytest.mark.usefixtures("no_pictures")
def test_people_get_one_line_a_test_and_the_warnings(svd: Any, data: Path, model: Path, tmp_path: Path):
    words = ["--model", model, "--data", data, "--tests", "clean", "mp3", *SHORT]
    status, out, _ = svd("stress", *words, "--out", tmp_path / "page.html")
    assert status == 0
    assert "As it is" in out and "After mp3" in out and "kbit/s" in out
    assert "learned from" in out and "flatter" in out
    assert str(tmp_path / "page.html") in out


def test_songs_the_model_has_not_learned_from_can_be_picked(svd: Any, data: Path, model: Path, tmp_path: Path):
    words = ["--data", data, "--only", data / "filelists" / "last", "--tests", "clean", *SHORT]
    status, out, _ = svd("stress", "--model", model, *words, "--out", tmp_path / "page.html", "--json")
    assert status == 0
    assert reports(out)[-1]["measured"][0]["pieces"] == 1 and not reports(out)[-1]["remarks"]


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        (["--out", "page.pdf"], 2, "ends in .html"),
        (["--out", "."], 2, "ends in .html"),
        (["--out", "nowhere/page.html"], 2, "no folder nowhere"),
        (["--out", "page.html", "--tests", "nonsense"], 2, "nonsense"),
        (["--out", "page.html", "--data", "empty"], 1, "no data set here"),
        (["--out", "page.html", "--stems", "empty"], 1, "no stems here"),
        (["--out", "page.html", "--instruments", "empty"], 1, "no sound files"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(
    svd: Any, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, reason: str
):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    found, _, err = svd("stress", "--model", model, *words)
    assert found == status and reason in err
    assert not Path("page.html").exists()


def test_a_folder_that_takes_nothing_is_reported_before_the_tests(
    svd: Any, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(stress.os, "access", lambda path, mode: False)
    status, _, err = svd("stress", "--model", model, "--out", tmp_path / "page.html")
    assert status == 2 and "choose another folder" in err


@pytest.mark.usefixtures("no_pictures")
def test_two_models_stand_on_one_page_from_models_or_from_earlier_results(
    svd: Any, data: Path, model: Path, stems: Path, tmp_path: Path
):
    other = tmp_path / "other.safetensors"
    loaded = checkpoint.load(model)
    # Everything is sung, and nothing.
    for path, threshold in ((other, 1.0), (model_copy := tmp_path / "mine.safetensors", 0.0)):
        checkpoint.save(path, replace(loaded, name=path.stem, postprocessing=PostprocessingConfig(threshold)))
    words = ["--data", data, "--instruments", stems / "songs" / "one" / "accompaniment.wav", *SHORT]
    tests = ["--tests", "clean", "mp3", "instruments"]
    page = tmp_path / "both.html"
    status, out, err = svd("stress", "--model", model_copy, "--against", other, *words, *tests, "--out", page)
    assert (status, err) == (0, "")
    assert "mine" in out and "other" in out and "After mp3" in out
    files = {path.name for path in tmp_path.iterdir() if path.stem.startswith("both")}
    assert files == {"both.html", "both.png", "both.csv", "both.json", "both-against.csv", "both-against.json"}
    text = page.read_text()
    # One plot with both models in it, and false alarms of both side by side.
    assert text.count("<figure") == 2 and "Robustness tests of mine and other" in text
    cells = text[text.index("<td>accompaniment</td>") :]
    assert cells.index("100.0%") < cells.index("0.0%", cells.index("100.0%") + 6)
    first, second = (from_text((tmp_path / f"both{end}.json").read_text(), end) for end in ("", "-against"))
    assert (first.subject.name, second.subject.name) == ("mine", "other")
    assert first.files[0].false_alarms == 1.0 and second.files[0].false_alarms == 0.0
    again = tmp_path / "again.html"
    words = ["--results", tmp_path / "both.json", "--against", tmp_path / "both-against.json"]
    assert svd("stress", *words, "--out", again)[0] == 0
    assert again.read_text() == text
    assert (tmp_path / "again-against.json").read_text() == (tmp_path / "both-against.json").read_text()


def test_results_of_other_sound_are_not_compared(svd: Any, data: Path, model: Path, tmp_path: Path):
    for seconds in (2, 3):
        words = ["--data", data, "--tests", "clean", "--seconds", seconds, "--recordings", 2]
        assert svd("stress", "--model", model, *words, "--out", tmp_path / f"of{seconds}.html")[0] == 0
    words = ["--results", tmp_path / "of2.json", "--against", tmp_path / "of3.json", "--out", tmp_path / "page.html"]
    status, _, err = svd("stress", *words)
    assert status == 1 and "different sound" in err and not (tmp_path / "page.html").exists()
    (tmp_path / "broken.json").write_text("{}")
    status, _, err = svd("stress", *words[:2], "--against", tmp_path / "broken.json", "--out", tmp_path / "page.html")
    assert status == 1 and "broken.json" in err
    status, _, err = svd("stress", "--results", tmp_path / "of2.json", "--out", tmp_path / "page.html")
    assert status == 2 and "--against" in err
