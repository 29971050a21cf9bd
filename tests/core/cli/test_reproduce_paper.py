"""`svd reproduce augmentation` and `figure2`: the paper's questions on left-out artists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.cli.execution import side_by_side
from svd_core.cli.execution.judging_folds import judged_songs
from svd_core.cli.execution.reproduce_paper import grid_from
from svd_core.cli.main import build_parser, main
from svd_core.cli.output import Output
from svd_core.config import AugmentConfig, FeatureConfig, NetworkConfig, PostprocessingConfig, TrainConfig, parameters
from svd_core.experiments.folds import posterior_files
from svd_core.experiments.paper.settings import FIGURE_2
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.card import read_card
from svd_core.model.inference import detect
from svd_core.training.runs import RunReport

# Architecture and size do not matter here, so the smallest is taken.
SMALL = NetworkConfig("recurrent", channels=4, units=4)
QUICK = [
    *("--presets", "recurrent", "--channels", 4, "--units", 4, "--frames", 70, "--codings", 0),
    *("--updates", 2, "--batch-size", 2, "--checkpoint-every", 1, "--seeds", 1, "--threads", 1),
]
GRID = [f"recurrent-{setting}-{fold}-s0" for setting in ("none", "train") for fold in ("one", "two")]

pytestmark = pytest.mark.usefixtures("no_pictures", "few_draws", "narrow_networks")


@pytest.fixture
def words(data: Path, tmp_path: Path) -> list[object]:
    """The command, with three songs in two folds."""
    for name, songs in (("one", "song0\n"), ("two", "song1\nsong2\n")):
        (tmp_path / name).write_text(songs)
    (tmp_path / "artists.csv").write_text("song0, A\nsong1, B\nsong2, C\n")
    line = ["reproduce", "augmentation", "--data", data, "--folds", tmp_path / "one", tmp_path / "two"]
    return [*line, "--artists", tmp_path / "artists.csv", "--out", tmp_path / "out"]


def reports(out: str, kind: str = "") -> list[dict[str, Any]]:
    found = [json.loads(line) for line in out.splitlines()]
    return [report for report in found if not kind or report["report"] == kind]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Networks of one preset that have learned nothing."""
    for number, setting in enumerate(("none", "train")):
        for fold in ("one", "two"):
            write(tmp_path / "models" / f"schlueter2017-{setting}-{fold}-s0.safetensors", number)
    return tmp_path / "models"


def write(path: Path, seed: int) -> Path:
    torch.manual_seed(seed)
    path.parent.mkdir(exist_ok=True)
    model = checkpoint.Model(path.stem, (build(SMALL),), FeatureConfig(), PostprocessingConfig(), {})
    checkpoint.save(path, model)
    return path


def test_a_grid_from_nothing_to_page_and_picture_and_nothing_twice(
    svd: Any, words: list[object], here: list[str], tmp_path: Path
):
    status, out, err = svd(*words, *QUICK, "--json")
    assert (status, err) == (0, "")
    assert here == GRID
    summary = reports(out)[-1]
    assert summary["report"] == "summary"
    systems = ["none", "train", "test", "train+test"]
    assert [row["recipe"] for row in summary["results"]] == [f"recurrent-{system}" for system in systems]
    assert all(row["missing_folds"] == [] for row in summary["results"])
    assert summary["trainings"] == {f"recurrent-{system}": "2 updates of 2" for system in systems}
    folder = tmp_path / "out"
    assert sorted(path.name for path in folder.iterdir()) == [
        *("augmentation-dark.png", "augmentation-dark.svg", "augmentation.json", "augmentation.md"),
        *("augmentation.png", "augmentation.svg", "held-out", "models", "posteriors"),
    ]
    cards = {name: read_card(folder / "models" / f"{name}.safetensors").metadata for name in GRID}
    assert [cards[name]["data"]["songs"] for name in GRID] == 2 * [["song1", "song2"], ["song0"]]
    assert [cards[name]["augmentation"]["pitch_shift"] for name in GRID] == [0, 0, 0.3, 0.3]
    before = {path: path.read_bytes() for path in folder.glob("augmentation.*")}
    here.clear()
    status, out, _ = svd(*words, *QUICK)
    assert (status, here) == (0, [])
    assert "4 networks trained already, 0 to train" in out
    assert "recurrent-train+test (seed 0): error" in out
    assert {path: path.read_bytes() for path in before} == before


def test_what_was_interrupted_goes_on_and_is_judged_on_the_way(
    svd: Any, words: list[object], here: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole = side_by_side.train_runs

    def interrupted(*given: Any) -> Iterator[RunReport]:
        for report in whole(*given):
            yield report
            if (len(here), report.report["report"]) == (3, "saved"):
                raise KeyboardInterrupt

    monkeypatch.setattr(side_by_side, "train_runs", interrupted)
    status, out, _ = svd(*words, *QUICK)
    assert status == 130
    assert "the same command goes on" in out
    assert "Judged so far, 2 networks to come" in out
    found = json.loads((tmp_path / "out" / "augmentation.json").read_text())
    assert [row["recipe"] for row in found["results"]] == ["recurrent-none", "recurrent-test"]
    assert found["untrained"] == GRID[2:]
    assert "**Unfinished:** 2 networks are still to be trained." in (tmp_path / "out" / "augmentation.md").read_text()
    monkeypatch.setattr(side_by_side, "train_runs", whole)
    here.clear()
    planned = svd(*words, *QUICK, "--plan")[1]
    assert f"{GRID[2]}, goes on from update 1" in planned and "hours for 3 updates" in planned
    status, out, _ = svd(*words, *QUICK, "--json")
    assert status == 0
    assert here == GRID[2:]
    (networks,) = reports(out, "networks")
    assert networks["missing"] == {GRID[2]: 1, GRID[3]: 0}
    assert list(networks["finished"]) == GRID[:2]
    assert [report["update"] for report in reports(out, "started")] == [1, 0]
    assert {report["run"] for report in reports(out, "finished")} == set(GRID[2:])
    # What is there is judged first, and again when a recipe has all its folds; one of two is no recipe.
    assert [report["untrained"] for report in reports(out, "judged")] == [GRID[2:], []]


def test_networks_of_svd_train_are_taken_over_by_their_cards(
    svd: Any, words: list[object], here: list[str], data: Path, tmp_path: Path
):
    mine, seeds = tmp_path / "mine", QUICK.index("--seeds")
    options = ["--preset", *QUICK[1:seeds]]
    (tmp_path / "mine").mkdir()
    for name, more in (("b", ["--decay-every", 1]), ("a", ["--decay-every", 2])):
        line = ["train", "--data", data, "--out", mine / f"{name}.safetensors", "--holdout", tmp_path / "two"]
        assert svd(*line, *options, *more)[0] == 0
    status, out, err = svd(*words, *QUICK, "--trained", mine, "--no-training", "--json")
    assert (status, err, here) == (0, "", [])
    (networks,) = reports(out, "networks")
    assert networks["finished"] == {GRID[3]: str(mine / "b.safetensors")}
    assert networks["unrelated"] == {str(mine / "a.safetensors"): "schedule: decay_every was 2, not 1"}
    results = {row["recipe"]: row["missing_folds"] for row in reports(out)[-1]["results"]}
    assert results == {"recurrent-train": ["one"], "recurrent-train+test": ["one"]}
    assert sorted(path.name for path in mine.glob("*.safetensors")) == ["a.safetensors", "b.safetensors"]


def test_a_plan_changes_nothing_and_estimates_the_time(svd: Any, words: list[object], here: list[str], tmp_path: Path):
    status, out, _ = svd(*words, *QUICK, "--plan")
    assert (status, here) == (0, [])
    assert all(name in out for name in GRID)
    assert "recurrent: with the machine as busy as now" in out and "8 updates" in out
    assert "five times that with pitch shifts" in out
    assert not (tmp_path / "out").exists()
    words[1] = "figure2"
    more = ["--presets", "schlueter2015", "schlueter2017", "--seeds", 2, "--updates", 3, "--batch-size", 2]
    status, out, _ = svd(*words, *more, "--plan", "--json")
    (networks,) = reports(out, "networks")
    names = [
        f"schlueter2015-{row.key}-{fold}-s{seed}" for row in FIGURE_2 for seed in (0, 1) for fold in ("one", "two")
    ]
    assert [name for name in networks["missing"] if name.startswith("schlueter2015")] == names
    plans = reports(out, "plan")
    assert [(plan["preset"], plan["updates"]) for plan in plans] == [
        (preset, 3 * len(names)) for preset in ("schlueter2015", "schlueter2017")
    ]
    assert all(plan["update_s"] > 0 and plan["detection_s"] > 0 for plan in plans)


def test_the_figure_is_judged_by_the_names_of_networks(svd: Any, words: list[object], tmp_path: Path):
    for number, key in enumerate(("none", "pitch-30")):
        write(tmp_path / "models" / f"p-{key}-s0.safetensors", number)
    words[1] = "figure2"
    status, out, err = svd(*words, "--models", tmp_path / "models", "--json")
    assert (status, err) == (0, "")
    summary = reports(out)[-1]
    assert [row["recipe"] for row in summary["results"]] == ["p-none", "p-pitch-30"]
    assert [(one["recipe"], one["against"]) for one in summary["comparisons"]] == [("p-pitch-30", "p-none")]
    assert "| pitch shift ±30 % | 1 |" in (tmp_path / "out" / "figure2.md").read_text()
    status, _, err = svd(*words, "--models", write(tmp_path / "m" / "p-pitch-31-s0.safetensors", 0))
    assert status == 1
    assert "p-pitch-31-s0.safetensors: its name" in err


def test_four_systems_come_from_two_kinds_of_networks(
    svd: Any, words: list[object], models: Path, data: Path, tmp_path: Path
):
    status, out, err = svd(*words, "--models", models, "--json")
    assert (status, err) == (0, "")
    summary = reports(out)[-1]
    systems = [f"schlueter2017-{system}" for system in ("none", "train", "test", "train+test")]
    assert [row["recipe"] for row in summary["results"]] == systems
    assert [(row["recipe"], row["against"]) for row in summary["comparisons"]] == [
        (system, systems[0]) for system in systems[1:]
    ]
    assert {"error", "best_error", "own_error", "auroc"} <= set(summary["comparisons"][0])
    # The paper's median, whatever that of the models that come along is.
    assert (summary["median_frames"], summary["threshold"]) == (56, 0.5)
    model = checkpoint.load(models / "schlueter2017-train-two-s0.safetensors")
    mels = shifted_log_mels(sound_file.read_mono(data / "audio" / "song1.wav"))
    for system, given in (("train", mels[0]), ("train+test", mels)):
        kept = posterior_files.read(tmp_path / "out" / "posteriors" / f"schlueter2017-{system}-two-s0.npz")
        np.testing.assert_array_equal(kept["song1"], posterior_files.logits_of(detect(model, given)))
    page = (tmp_path / "out" / "augmentation.md").read_text()
    assert "## Differences" in page and "## Beside the paper" in page
    row = next(line for line in page.splitlines() if line.startswith("| schlueter2017-train+test |"))
    assert row.endswith("| 7.7 | -18 | 7.3 | -11 |")


@pytest.mark.parametrize("name", ["schlueter2017-one-s0", "none-one-s0", "free"])
def test_a_name_that_does_not_say_how_it_was_trained_is_refused(
    svd: Any, words: list[object], tmp_path: Path, name: str
):
    status, _, err = svd(*words, "--models", write(tmp_path / "m" / f"{name}.safetensors", 0))
    assert status == 1
    assert f"{name}.safetensors: its name" in err
    assert "PRESET-none-FOLD-sSEED" in err and len(err.splitlines()) == 1


def test_posteriors_of_no_system_are_refused(svd: Any, words: list[object], tmp_path: Path):
    posterior_files.write(tmp_path / "wide-one-s0.npz", {"song0": np.zeros(300, np.float16)})
    status, _, err = svd(*words, "--posteriors", tmp_path / "wide-one-s0.npz")
    assert status == 1
    assert "wide: its name" in err


def twins(words: list[object], *more: object) -> list[Any]:
    """The networks that a command line asks for."""
    arguments = build_parser("reproduce").parse_args([*map(str, words), *map(str, more)])
    return list(grid_from(arguments, judged_songs(arguments, Output("svd", as_json=True))))


def test_what_is_trained_is_the_grid_of_the_paper(words: list[object]):
    presets = ("schlueter2015", "schlueter2017")
    grid = twins(words)
    assert [one.recipe for one in grid] == [
        f"{preset}-{setting}" for preset in presets for setting in ("none", "train")
    ]
    assert {one.n_seeds for one in grid} == {3}
    grid = twins(words, "--updates", 5000, "--presets", "schlueter2015")
    assert [one.recipe for one in grid] == ["schlueter2015-none", "schlueter2015-train"]
    assert [one.preset.augment for one in grid] == [
        AugmentConfig(pitch_shift=0, time_stretch=0, filter_db=0),
        AugmentConfig(),
    ]
    assert {one.preset.train.optimizer for one in grid} == {"nesterov"}
    words[1] = "figure2"
    grid = twins(words)
    assert [one.recipe for one in grid] == [f"schlueter2017-{row.key}" for row in FIGURE_2]
    assert [one.preset.augment for one in grid] == [row.augment for row in FIGURE_2]
    assert {one.n_seeds for one in grid} == {5}


def test_fewer_updates_decay_the_step_size_sooner(words: list[object]):
    def decays(*more: object) -> set[int]:
        return {one.preset.train.decay_every for one in twins(words, *more)}

    assert decays() == {2000}
    assert decays("--updates", 1000) == {50}
    assert decays("--updates", 1000, "--decay-every", 70) == {70}


def test_every_parameter_of_a_training_but_the_seed_is_an_option():
    for parameter in parameters(TrainConfig):
        flag = f"--{parameter.name.replace('_', '-')}={parameter.default}"
        line = ["reproduce", "augmentation", "--data", "d", "--out", "o", flag]
        if parameter.name == "seed":
            assert main(line) == 2
        else:
            assert getattr(build_parser(line[0]).parse_args(line), parameter.name) == parameter.default


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--trained", "nowhere"], "nowhere: no such folder"),
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
    status, _, err = svd(*words, "--add", tmp_path / "more")
    assert status == 1
    assert "artist 'two' is scored" in err and "learned from its song 'encore'" in err


def test_the_former_command_says_its_new_name_and_does_the_same(
    svd: Any, words: list[object], capsys: pytest.CaptureFixture[str]
):
    words[1] = "tables"
    status, out, err = svd(*words, "--plan", "--batch-size", 2, "--json")
    assert status == 0
    new = "reproduce augmentation --presets schlueter2017 --seeds 5"
    assert err == f"svd: reproduce tables is now called {new}; the old name still works\n"
    missing = list(reports(out, "networks")[0]["missing"])
    assert len(missing) == 2 * 2 * 5
    assert (missing[0], missing[-1]) == ("schlueter2017-none-one-s0", "schlueter2017-train-two-s4")
    status, out, err = svd(*words, "--plan", "--batch-size", 2, "--preset", "schlueter2015", "--seeds", 1, "--json")
    assert "--preset is now called --presets" in err and "--presets schlueter2015 --seeds 1;" in err
    assert next(iter(reports(out, "networks")[0]["missing"])) == "schlueter2015-none-one-s0"
    with pytest.raises(SystemExit):
        svd("reproduce", "--help")
    first_words = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert "augmentation" in first_words and "tables" not in first_words
