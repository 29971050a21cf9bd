"""`svd reproduce`: from data to table and figure, stopped and gone on with, with nothing trained twice."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from svd_core.cli.execution.reproduce import experiment_from
from svd_core.cli.execution.training_plan import plan_from
from svd_core.cli.main import build_parser, main
from svd_core.config import TrainConfig, parameters
from svd_core.experiments.paper import run as paper_run
from svd_core.model.card import read_card
from svd_core.training.runs import Run, RunReport
from svd_core.training.trainer import train

QUICK = ["--updates", "2", "--batch-size", "2", "--checkpoint-every", "1", "--seeds", "1", "--threads", "1"]
GRID = [f"{setting}-{fold}-seed0" for setting in ("none", "combined") for fold in ("one", "two")]


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folds(data: Path, tmp_path: Path) -> list[Path]:
    """The three songs in two folds."""
    for name, songs in (("one", "song0.wav\n"), ("two", "song1.wav\nsong2.wav\n")):
        (tmp_path / name).write_text(songs)
    return [tmp_path / "one", tmp_path / "two"]


@pytest.fixture
def words(data: Path, folds: list[Path], tmp_path: Path) -> list[object]:
    """A command line for everything, in seconds."""
    return ["reproduce", "tables", "--data", data, "--folds", *folds, "--out", tmp_path / "out", *QUICK]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Networks are trained in this process, by the words their own would get; their names, as they begin."""
    begun: list[str] = []

    def train_here(
        program: Sequence[str], runs: Sequence[Run], at_once: int | None, threads: int | None
    ) -> Iterator[RunReport]:
        for run in runs:
            begun.append(run.name)
            parsed = build_parser("train").parse_args(
                ["train", *run.arguments, "--device", run.device, "--out", str(run.out), "--complete"]
            )
            run.out.parent.mkdir(parents=True, exist_ok=True)
            for report in train(plan_from(parsed)):
                yield RunReport(run.name, {"report": report.kind} | asdict(report))

    monkeypatch.setattr(paper_run, "train_runs", train_here)
    return begun


def test_a_grid_from_nothing_to_table_and_figure_and_nothing_twice(
    svd: Any, words: list[object], here: list[str], tmp_path: Path
):
    status, out, err = svd(*words, "--json")
    assert (status, err) == (0, "")
    assert here == GRID
    summary = reports(out)[-1]
    assert summary["report"] == "summary"
    assert (summary["trained"], summary["wanted"]) == (4, 4)
    assert [total["system"] for total in summary["totals"]] == ["none", "train", "test", "train+test"]
    assert all(0 <= total["error"] <= 1 for total in summary["totals"])
    folder = tmp_path / "out"
    assert sorted(path.name for path in folder.iterdir()) == [
        *("held-out", "models", "posteriors", "tables-dark.png", "tables-dark.svg"),
        *("tables.csv", "tables.md", "tables.png", "tables.svg"),
    ]
    scored = rows(folder / "tables.csv")
    songs = [row for row in scored if (row["system"], row["scope"], row["seed"]) == ("train", "song", "0")]
    assert [(row["name"], row["fold"]) for row in songs] == [("song0", "one"), ("song1", "two"), ("song2", "two")]
    assert all(int(row["frames"]) > 300 for row in songs)
    learned = {name: read_card(folder / "models" / f"{name}.safetensors").metadata["data"]["songs"] for name in GRID}
    assert learned["none-one-seed0"] == ["song1", "song2"]
    assert learned["combined-two-seed0"] == ["song0"]
    before = {path: path.read_bytes() for path in folder.glob("tables.*")}
    here.clear()
    status, out, _ = svd(*words)
    assert status == 0
    assert here == []
    assert "4 networks trained already, 0 to train" in out
    assert "train+test" in out
    assert {path: path.read_bytes() for path in before} == before


def test_what_was_interrupted_goes_on_and_is_scored_on_the_way(
    svd: Any, words: list[object], here: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole = paper_run.train_runs

    def interrupted(*given: Any) -> Iterator[RunReport]:
        for report in whole(*given):
            yield report
            if (len(here), report.report["report"]) == (3, "saved"):
                raise KeyboardInterrupt

    monkeypatch.setattr(paper_run, "train_runs", interrupted)
    status, out, _ = svd(*words)
    assert status == 130
    assert "the same command goes on" in out
    assert {row["system"] for row in rows(tmp_path / "out" / "tables.csv")} == {"none", "test"}
    monkeypatch.setattr(paper_run, "train_runs", whole)
    here.clear()
    status, out, _ = svd(*words, "--json")
    assert status == 0
    assert here == GRID[2:]
    assert reports(out)[0]["unfinished"] == {GRID[2]: 1}
    started = [report for report in reports(out) if report["report"] == "started"]
    assert [report["update"] for report in started] == [1, 0]


def test_networks_of_svd_train_are_taken_over_and_a_real_child_trains_the_rest(
    svd: Any, words: list[object], data: Path, folds: list[Path], tmp_path: Path
):
    off = ["--pitch-shift", "0", "--time-stretch", "0", "--filter-db", "0"]
    mine = tmp_path / "mine"
    for number, (fold, augment) in enumerate([(folds[0], off), (folds[1], off), (folds[0], [])]):
        trained = ["train", "--data", data, "--out", mine / f"{number}.safetensors", "--holdout", fold, *augment]
        trained += ["--preset", "schlueter2017", "--updates", "2", "--decay-every", "1", "--batch-size", "2"]
        assert svd(*trained)[0] == 0
    status, out, err = svd(*words, "--trained", mine, "--json")
    assert (status, err) == (0, "")
    stock, *others = reports(out)
    assert stock["finished"] == {name: str(mine / f"{number}.safetensors") for number, name in enumerate(GRID[:3])}
    assert {report["member"] for report in others if "member" in report} == {GRID[3]}
    assert others[-1]["trained"] == 4
    assert [path.name for path in (tmp_path / "out" / "models").glob("*.safetensors")] == [f"{GRID[3]}.safetensors"]


def test_without_training_what_is_there_is_scored(svd: Any, words: list[object], here: list[str], tmp_path: Path):
    status, out, _ = svd(*words, "--no-training", "--json")
    assert (status, here) == (0, [])
    assert reports(out)[-1]["totals"] == []
    assert "**Unfinished:** 0 of 4" in (tmp_path / "out" / "tables.md").read_text()


def test_a_plan_changes_nothing(svd: Any, words: list[object], here: list[str], tmp_path: Path):
    status, out, _ = svd(*words, "--plan")
    assert (status, here) == (0, [])
    assert all(name in out for name in GRID)
    assert "8 updates" in out
    assert not (tmp_path / "out").exists()


def test_figure_2_has_every_augmentation_and_needs_no_shifts(svd: Any, words: list[object]):
    words[1] = "figure2"
    _, out, _ = svd(*words, "--no-training", "--json")
    missing = reports(out)[0]["missing"]
    for method in ("none", "dropout", "noise", "pitch", "time", "loudness", "filter", "mix", "combined"):
        assert any(name.startswith(method) for name in missing)


def test_fewer_updates_decay_the_step_size_sooner():
    def decay(*words: str) -> int:
        parsed = build_parser("reproduce").parse_args(["reproduce", "tables", "--data", "d", "--out", "o", *words])
        return experiment_from(parsed, ()).preset.train.decay_every

    assert decay() == 2000
    assert decay("--updates", "1000") == 50
    assert decay("--updates", "1000", "--decay-every", "70") == 70


def test_every_parameter_of_a_training_but_the_seed_is_an_option():
    for parameter in parameters(TrainConfig):
        flag = f"--{parameter.name.replace('_', '-')}={parameter.default}"
        line = ["reproduce", "tables", "--data", "d", "--out", "o", flag]
        if parameter.name == "seed":
            assert main(line) == 2
        else:
            assert getattr(build_parser(line[0]).parse_args(line), parameter.name) == parameter.default


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--trained", "nowhere"], "nowhere"),
        (["--artists", "{artist}g*"], "artist 'son' is scored in one"),
        (["--artists", "nowhere"], "nowhere"),
        (["--folds", "nowhere"], "nowhere"),
    ],
)
def test_what_is_wrong_is_one_line(svd: Any, words: list[object], more: list[str], expected: str, tmp_path: Path):
    status, _, err = svd(*words, *more)
    assert status == 1
    assert expected in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_an_act_that_is_scored_is_not_learned_from_in_added_songs(svd: Any, words: list[object], tmp_path: Path):
    for part in ("audio", "labels"):
        (tmp_path / "more" / part).mkdir(parents=True)
    soundfile.write(tmp_path / "more" / "audio" / "encore.wav", np.zeros(22050), 22050)
    (tmp_path / "more" / "labels" / "encore.lab").write_text("0 1 nosing\n")
    (tmp_path / "artists.csv").write_text("song0, one\nsong1, two\nsong2, three\nencore, two\n")
    status, _, err = svd(*words, "--add", tmp_path / "more", "--artists", tmp_path / "artists.csv")
    assert status == 1
    assert "artist 'two' is scored" in err and "learned from its song 'encore'" in err
