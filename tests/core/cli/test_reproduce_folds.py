"""`svd reproduce folds`: networks trained or taken, judged on songs that they have not learned from."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from svd_core.annotation.label_file import read_labels
from svd_core.audio import sound_file
from svd_core.audio.features import FrameGrid, log_mel
from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.experiments.folds import posterior_files
from svd_core.model import checkpoint
from svd_core.model.architectures import build
from svd_core.model.inference import detect

SMALL = NetworkConfig("recurrent", channels=4, units=4)
LISTS = {"one": ["song0"], "two": ["song1", "song2"]}

pytestmark = pytest.mark.usefixtures("few_draws")


@pytest.fixture(scope="module")
def songs(three_songs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three labelled songs of five seconds by three artists, in two folds."""
    folder = Path(shutil.copytree(three_songs, tmp_path_factory.mktemp("data"), dirs_exist_ok=True))
    (folder / "filelists").mkdir()
    for name, listed in LISTS.items():
        (folder / "filelists" / f"fold{name}").write_text("".join(f"{song}\n" for song in listed))
    return folder


@pytest.fixture
def words(songs: Path, tmp_path: Path) -> list[object]:
    """The command without what it judges."""
    (tmp_path / "artists.csv").write_text("song0, A\nsong1, B\nsong2, C\n")
    return ["reproduce", "folds", "--data", songs, "--artists", tmp_path / "artists.csv", "--out", tmp_path / "out"]


@pytest.fixture
def untaught(tmp_path: Path) -> Callable[..., Path]:
    """Writes a model that says it has learned from these songs, and has learned nothing."""

    def write(name: str, learned: Sequence[str] = ()) -> Path:
        torch.manual_seed(len(name))
        path = tmp_path / "models" / f"{name}.safetensors"
        path.parent.mkdir(exist_ok=True)
        card = {"data": {"songs": list(learned)}}
        network = build(SMALL)
        checkpoint.save(path, checkpoint.Model(name, (network,), FeatureConfig(), PostprocessingConfig(), card))
        return path

    return write


def summary(out: str) -> dict[str, Any]:
    found = json.loads(out.splitlines()[-1])
    assert found["report"] == "summary"
    return found


@pytest.mark.usefixtures("no_pictures")
def test_models_are_judged_by_what_their_names_say(
    svd: Any, words: list[object], untaught: Callable[..., Path], songs: Path, tmp_path: Path
):
    made = [untaught(f"wide-fold{fold}-s{seed}") for fold in LISTS for seed in (0, 1)]
    untaught("free-s0")
    status, out, err = svd(*words, "--models", tmp_path / "models", "--json")
    assert (status, err) == (0, "")
    results = summary(out)["results"]
    found = [(row["recipe"], row["kind"], row["seeds"]) for row in results]
    assert found == [
        ("free", "seed", [0]),
        *[("wide", "seed", [0]), ("wide", "seed", [1]), ("wide", "mean", [0, 1]), ("wide", "averaged", [0, 1])],
    ]
    assert all(row["missing_folds"] == [] and row["smoothed"]["artists"] == 3 for row in results)
    assert set(results[0]["artists"]) == {"A", "B", "C"}
    # What is kept is what detection says, and what is judged is what is kept.
    folder = tmp_path / "out" / "posteriors"
    kept = posterior_files.read(folder / "wide-foldtwo-s0.npz")
    assert sorted(kept) == LISTS["two"]
    model = checkpoint.load(made[2])
    said = detect(model, log_mel(sound_file.read_mono(songs / "audio" / "song1.wav")))
    np.testing.assert_array_equal(kept["song1"], posterior_files.logits_of(said))
    grid = FrameGrid(len(said))
    sung = np.zeros(len(said), np.bool_)
    for region in read_labels(songs / "labels" / "song1.lab"):
        sung[grid.first_frame_from(region.start) : grid.first_frame_from(region.end)] = True
    error = float(((kept["song1"] > 0) != sung).mean())
    judged = svd(*words, "--posteriors", folder / "wide*-s0.npz", "--median-frames", 1, "--json")[1]
    assert summary(judged)["results"][0]["artists"]["B"]["error"]["value"] == pytest.approx(error, abs=1e-5)


def test_results_are_written_for_people_and_programs(
    svd: Any, words: list[object], untaught: Callable[..., Path], tmp_path: Path
):
    untaught("free")
    status, out, _ = svd(*words, "--models", tmp_path / "models", "--threshold", 0.4)
    assert status == 0
    assert out.startswith("free: error ") and "AUROC" in out
    folder = tmp_path / "out"
    assert {path.name for path in folder.iterdir()} == {
        *("folds.json", "folds.md", "posteriors"),
        *(f"folds{dark}.{kind}" for dark in ("", "-dark") for kind in ("svg", "png")),
    }
    page = (folder / "folds.md").read_text()
    assert "3 songs by 3 artists in 2 folds" in page and "threshold is 0.4" in page
    assert "| A (1 song) |" in page
    # Drawn for real, once light and once dark.
    pictures = [(folder / f"folds{dark}.svg").read_text() for dark in ("", "-dark")]
    assert all("<svg" in picture and "free" in picture for picture in pictures) and len(set(pictures)) == 2
    found = json.loads((folder / "folds.json").read_text())
    (row,) = found["results"]
    assert set(row["song_errors"]) == {"song0", "song1", "song2"}
    assert row["song_errors"]["song0"] == pytest.approx(row["artists"]["A"]["error"]["value"])
    assert (found["format"], found["threshold"], found["median_frames"]) == ("svd-folds", 0.4, 29)
    assert {(song["name"], song["fold"]) for song in found["songs"]} == {
        *[("song0", "foldone"), ("song1", "foldtwo"), ("song2", "foldtwo")]
    }


@pytest.mark.usefixtures("no_pictures")
def test_nothing_is_predicted_twice_but_what_has_changed(
    svd: Any, words: list[object], untaught: Callable[..., Path], tmp_path: Path
):
    untaught("a-foldone-s0")
    other = untaught("a-foldtwo-s0")

    def predicted() -> list[str]:
        lines = map(json.loads, svd(*words, "--models", tmp_path / "models", "--json")[1].splitlines())
        return sorted(line["song"] for line in lines if line["report"] == "predicted")

    assert predicted() == ["song0", "song1", "song2"]
    assert predicted() == []
    other.write_bytes(untaught("another network").read_bytes())
    (tmp_path / "models" / "another network.safetensors").unlink()
    assert predicted() == LISTS["two"]


@pytest.mark.usefixtures("no_pictures")
def test_recipes_are_compared_with_the_one_that_is_named(
    svd: Any, words: list[object], untaught: Callable[..., Path], tmp_path: Path
):
    untaught("a-s0")
    untaught("bb-s0")
    status, out, _ = svd(*words, "--models", tmp_path / "models", "--against", "bb", "--json")
    assert status == 0
    found = summary(out)
    assert [row["recipe"] for row in found["results"]] == ["bb", "a"]
    (comparison,) = found["comparisons"]
    errors = {row["recipe"]: row["smoothed"]["error"]["value"] for row in found["results"]}
    assert comparison["error"]["value"] == pytest.approx(errors["a"] - errors["bb"], abs=2e-5)
    page = (tmp_path / "out" / "folds.md").read_text()
    assert "| a against bb | error | 1 |" in page
    assert "- a: no difference in error is shown" in page
    status, _, err = svd(*words, "--models", tmp_path / "models", "--against", "c")
    assert status == 1
    assert "--against c: there is no such recipe here, only a, bb" in err


@pytest.mark.usefixtures("no_pictures")
def test_a_recipe_without_some_of_its_folds_says_so(
    svd: Any, words: list[object], untaught: Callable[..., Path], tmp_path: Path
):
    untaught("a-foldtwo-s0")
    _, out, _ = svd(*words, "--models", tmp_path / "models")
    assert "a (seed 0), without foldone: error" in out
    assert "a (seed 0), without foldone |" in (tmp_path / "out" / "folds.md").read_text()


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize(
    ("name", "learned", "expected"),
    [
        ("a-foldone-s0", ["song0"], "has learned from 'song0'"),
        ("a-foldone-s0", ["song1"], ""),
        ("a-foldthree-s0", ["song1"], "has learned from 'song1'"),
    ],
)
def test_no_network_is_judged_on_what_it_has_learned(
    svd: Any, words: list[object], untaught: Callable[..., Path], name: str, learned: list[str], expected: str
):
    status, _, err = svd(*words, "--models", untaught(name, learned))
    assert status == (1 if expected else 0)
    assert expected in err


@pytest.mark.usefixtures("no_pictures")
def test_no_network_is_judged_on_an_artist_whom_it_has_learned(
    svd: Any, words: list[object], untaught: Callable[..., Path], songs: Path, tmp_path: Path
):
    # The second song of B is in no list, so only the model's card can say that it was learned from.
    (tmp_path / "artists.csv").write_text("song0, A\nsong1, B\nsong2, B\n")
    for name, song in (("x", "song0"), ("y", "song1")):
        (tmp_path / name).write_text(song)
    lists = ["--folds", tmp_path / "x", tmp_path / "y"]
    assert svd(*words, *lists, "--models", untaught("a-y-s0", ["song0"]))[0] == 0
    status, _, err = svd(*words, *lists, "--models", untaught("a-y-s0", ["song2"]))
    assert status == 1
    assert "has learned from 'song2'; songs by B would judge it" in err
    status, _, err = svd(*words, *lists, "--plan")
    assert status == 1
    assert "artist 'B' is scored in y" in err and "learned from its song 'song2'" in err


QUICK = ["--updates", 2, "--batch-size", 2, "--channels", 4, "--units", 4, "--frames", 70, "--codings", 0, "--seeds", 1]


@pytest.mark.usefixtures("no_pictures")
def test_twins_are_trained_once_and_judged(svd: Any, words: list[object], here: list[str], tmp_path: Path):
    line = [*words, *QUICK, "--name", "tiny", "--threads", 1]
    status, out, _ = svd(*line, "--plan")
    assert (status, here) == (0, [])
    assert "tiny-foldone-s0" in out and not (tmp_path / "out").exists()
    status, out, err = svd(*line, "--json")
    assert (status, err) == (0, "")
    assert here == ["tiny-foldone-s0", "tiny-foldtwo-s0"]
    (row,) = summary(out)["results"]
    assert (row["recipe"], row["missing_folds"]) == ("tiny", [])
    models = tmp_path / "out" / "models"
    learned = checkpoint.load(models / "tiny-foldtwo-s0.safetensors").metadata
    assert learned["data"]["songs"] == ["song0"]
    assert (learned["stretches"]["frames"], learned["schedule"]["seed"]) == (70, 0)
    here.clear()
    # Whatever is to train them.
    for more in ([], ["--cluster"]):
        status, again, _ = svd(*line, *more)
        assert (status, here) == (0, [])
        assert "2 networks trained already, 0 to train" in again
    # With another option it would be another recipe under the same name.
    status, _, err = svd(*line, "--noise-floor", 0)
    assert (status, here) == (1, [])
    assert "stretches: noise_floor was 0.6, not 0.0" in err
    status, out, _ = svd(*words, *QUICK, "--name", "tiny", "--seeds", 2, "--no-training")
    assert (status, here) == (0, [])
    assert "tiny (seed 0): error" in out


def test_only_what_trains_on_a_cluster_needs_ray(
    svd: Any, words: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    status, out, _ = svd(*words, *QUICK, "--name", "tiny", "--plan", "--cluster")
    assert status == 0 and "tiny-foldone-s0" in out
    status, _, err = svd(*words, *QUICK, "--name", "tiny", "--cluster")
    assert status == 1 and "Ray is not installed" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("more", "status", "expected"),
    [
        (["--against", "wide"], 2, "name the recipes to compare with --models or --posteriors"),
        (["--trained", "a", "--models", "b"], 2, "--trained: is for networks to be trained"),
        (["--no-training"], 1, "none of the networks is trained"),
        (["--name", "a/b"], 2, "--name a/b"),
        (["--name", "x-s1"], 2, "--name x-s1"),
        (["--posteriors", "nowhere"], 1, "nowhere: no .npz file here"),
        (["--posteriors", "a", "--models", "b"], 2, "not allowed with"),
        (["--threshold", "2"], 2, "--threshold"),
    ],
)
def test_what_is_wrong_is_one_line(
    svd: Any, words: list[object], here: list[str], more: list[str], status: int, expected: str
):
    found, _, err = svd(*words, *more)
    assert (found, here) == (status, [])
    assert expected in err
    assert status == 2 or len(err.splitlines()) == 1


@pytest.mark.usefixtures("no_pictures")
def test_songs_for_validation_choose_the_threshold_of_the_official_test(
    svd: Any, words: list[object], untaught: Callable[..., Path], songs: Path, tmp_path: Path
):
    shutil.copytree(songs, tmp_path / "official")
    words[words.index(songs)] = tmp_path / "official"
    lists = tmp_path / "official" / "filelists"
    for name, song in (("train", "song0"), ("valid", "song1"), ("test", "song2")):
        (lists / name).write_text(f"{song}\n")
    untaught("a-official-s0", ["song0"])
    status, out, _ = svd(*words, "--models", tmp_path / "models", "--json")
    assert status == 0
    found = summary(out)
    assert [song["name"] for song in found["songs"]] == ["song2"]
    assert found["validation"] == ["song1"]
    (row,) = found["results"]
    # One artist is judged, so without validation there were no other threshold.
    assert row["smoothed"]["others_error"]["value"] is not None
    assert "for the 1 validation song," in (tmp_path / "out" / "folds.md").read_text()
    assert set(posterior_files.read(tmp_path / "out" / "posteriors" / "a-official-s0.npz")) == {"song1", "song2"}
    status, _, err = svd(*words, "--models", untaught("b-official-s0", ["song1"]))
    assert status == 1
    assert "has learned from 'song1'" in err


def test_posteriors_of_songs_outside_their_fold_are_refused(svd: Any, words: list[object], tmp_path: Path):
    posterior_files.write(tmp_path / "a-foldone-s0.npz", {"song1": np.zeros(400, np.float16)})
    status, _, err = svd(*words, "--posteriors", tmp_path / "a-foldone-s0.npz")
    assert status == 1
    assert "holds 'song1', which is not in fold foldone" in err


@pytest.mark.usefixtures("no_pictures")
def test_rules_are_compared_on_kept_posteriors(
    svd: Any, words: list[object], untaught: Callable[..., Path], tmp_path: Path
):
    for fold in LISTS:
        untaught(f"wide-fold{fold}-s0")
    assert svd(*words, "--models", tmp_path / "models")[0] == 0
    posteriors, rules = tmp_path / "out" / "posteriors", tmp_path / "rules"
    options = [*words[2:-2], "--posteriors", posteriors, "--out", rules]
    status, out, err = svd("reproduce", "rules", *options, "--json")
    assert (status, err) == (0, "")
    *progress, found = [json.loads(line) for line in out.splitlines()]
    assert {report["report"] for report in progress} == {"progress"}
    (network,) = found["results"]
    assert network["network"] == "wide-s0" and len(network["doubt"]["songs"]) == 3
    # What nothing was chosen for is judged as `svd reproduce folds` judges it.
    folds = summary(svd(*words, "--posteriors", posteriors, "--json")[1])["results"][0]["smoothed"]
    for name in ("error", "recall", "specificity"):
        assert network["rules"][0][name]["value"] == pytest.approx(folds[name]["value"], abs=1e-5)
    assert json.loads((rules / "rules.json").read_text())["results"] == found["results"]
    assert (rules / "rules.md").read_text().startswith("# Rules compared")
    assert "threshold .5: error" in svd("reproduce", "rules", *options)[1]


@pytest.mark.usefixtures("no_pictures")
def test_rules_need_posteriors_of_two_artists(svd: Any, words: list[object], untaught: Callable[..., Path], tmp_path):
    untaught("wide-foldone-s0")
    assert svd(*words, "--models", tmp_path / "models")[0] == 0
    options = [*words[2:-2], "--posteriors", tmp_path / "out" / "posteriors", "--out", tmp_path / "rules"]
    status, _, err = svd("reproduce", "rules", *options)
    assert status == 1 and "only one" in err and not (tmp_path / "rules").exists()
