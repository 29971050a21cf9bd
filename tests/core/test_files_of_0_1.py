"""What version 0.1.0 wrote opens without loss: models, a training half done, annotations, data sets, results."""

from __future__ import annotations

import json
import lzma
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from safetensors import safe_open

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.audio import sound_file
from svd_core.audio.features import log_mel
from svd_core.cli.main import main
from svd_core.config import PRESETS, FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.data import dataset, dataset_card
from svd_core.data.manifest import read_manifest
from svd_core.experiments.robustness import results as robustness_results
from svd_core.model import checkpoint
from svd_core.model.card import known_songs, read_card
from svd_core.model.inference import detect
from svd_core.model.network import build
from svd_core.training.optimizer import Optimizer
from svd_core.training.state import TrainingState, load_state
from tests.core.tensors import assert_close

FILES = Path(__file__).resolve().parent.parent / "data" / "release_0_1"
MODELS = {"single": 1, "bag": 2, "distilled": 1, "continued": 1}
ONE, TWO, THREE = "Ann Lee - One", "Ann Lee - Two", "Bo Diaz - Three"
SINGLE = "24daa51e12dd91192e144a753ea0b388ca9f71d9309bfe2ff01cceffb3c38912"
QUICK = ["--batch-size", "2", "--validate-every", "1", "--checkpoint-every", "1", "--learning-rate", "1e-8"]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all the files as they were, not to be changed."""
    folder = tmp_path_factory.mktemp("old") / "files"
    shutil.copytree(FILES, folder)
    for packed in folder.rglob("*.xz"):
        packed.with_suffix("").write_bytes(lzma.decompress(packed.read_bytes()))
        packed.unlink()
    manifest = folder / "corrections.songs.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("FOLDER", folder.as_posix()), encoding="utf-8")
    return folder


@pytest.fixture
def svd(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, Any]]]:
    """Run a command line of 0.1.0 that must succeed; what it reports."""

    def run(*words: object) -> list[dict[str, Any]]:
        assert main([*map(str, words), "--json"]) == 0, capsys.readouterr().err
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


# --- models -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "n_networks"), MODELS.items())
def test_a_model_answers_as_it_did(old: Path, name: str, n_networks: int):
    model = checkpoint.load(old / f"{name}.safetensors")
    assert len(model.networks) == n_networks
    with np.load(FILES / "answers.npz") as answers:
        given = detect(model, log_mel(sound_file.read_mono(old / "songs" / "audio" / f"{ONE}.flac")))
        assert given == pytest.approx(answers[name], abs=2e-3)


def test_a_card_tells_how_to_use_the_model_and_what_it_is_made_of(old: Path):
    card = read_card(old / "single.safetensors")
    assert (card.name, card.key, card.n_networks) == ("single", SINGLE, 1)
    assert card.network == NetworkConfig("schlueter2017") and card.features == FeatureConfig()
    scores = card.metadata["validation_scores"]
    assert card.postprocessing == PostprocessingConfig(threshold=scores["threshold"], median_frames=41)
    assert card.metadata["licences"] == "CC0" and card.metadata["use"] == "tests only"
    assert card.metadata["program"]["version"] == "0.1.0"
    assert (card.metadata["schedule"]["seed"], card.metadata["updates_done"]) == (7, 2)
    ensemble = read_card(old / "bag.safetensors")
    assert (ensemble.name, ensemble.n_networks) == ("ensemble", 2)
    assert [member["schedule"]["seed"] for member in ensemble.metadata["members"]] == [3, 4]


def test_the_songs_a_model_knows_are_found_through_parents_and_teachers(old: Path):
    known = {name: known_songs(read_card(old / f"{name}.safetensors").metadata) for name in MODELS}
    assert known["single"] == known["bag"] == known["distilled"] == {ONE, TWO}
    assert known["continued"] == {ONE, TWO, THREE}


def test_a_saved_model_is_written_anew_without_loss(old: Path, tmp_path: Path):
    first = checkpoint.load(old / "distilled.safetensors")
    checkpoint.save(tmp_path / "again.safetensors", first)
    again = checkpoint.load(tmp_path / "again.safetensors")
    assert (again.postprocessing, again.features, again.metadata) == (
        first.postprocessing,
        first.features,
        first.metadata,
    )
    for mine, yours in zip(again.networks, first.networks, strict=True):
        assert_close(dict(mine.state_dict()), dict(yours.state_dict()), rtol=0, atol=0)


def test_a_finished_training_of_then_is_finished_now(old: Path, svd: Callable[..., Any]):
    words = ["train", "--data", old / "songs", "--validate", old / "songs" / "filelists" / "fold2", *QUICK]
    words += ["--updates", 2, "--seed", 7, "--median-frames", 41, "--out", old / "single.safetensors"]
    before = (old / "single.safetensors").read_bytes()
    (report,) = svd(*words, "--complete")
    assert (report["report"], report["update"]) == ("finished", 2)
    assert (old / "single.safetensors").read_bytes() == before


# --- training half done -----------------------------------------------------------------------------------------------


def test_every_number_of_a_training_state_is_taken_up(old: Path):
    path = old / "unfinished.training"
    network = build(NetworkConfig("schlueter2017"))
    state = TrainingState(network, Optimizer(network, PRESETS["schlueter2017"].train))
    with safe_open(path, framework="pt") as file:
        recipe = json.loads(file.metadata()["recipe"])
    kept = load_state(path, state, recipe)
    assert state.update == 1 and 0 < kept["scores"]["error"] < 1
    moments = [moment for one in state.optimizer.moments for moment in one.values()]
    taken = {"network": list(network.state_dict().values()), "optimizer": moments, "random": [torch.get_rng_state()]}
    for name, value in safetensors.torch.load_file(path).items():
        assert any(value.shape == one.shape and torch.equal(value, one) for one in taken[name.split(".")[0]]), name


def test_a_training_begun_then_is_finished_now(old: Path, svd: Callable[..., Any], tmp_path: Path):
    shutil.copy(old / "unfinished.training", tmp_path)
    words = ["train", "--data", old / "songs", "--validate", old / "songs" / "filelists" / "fold2", *QUICK]
    words += ["--updates", 2, "--seed", 7, "--median-frames", 41, "--device", "cpu", "--threads", 1]
    words += ["--out", tmp_path / "unfinished.safetensors", "--resume"]
    reports = {report["report"]: report for report in svd(*words)}
    assert reports["started"]["update"] == 1 and reports["finished"]["update"] == 2
    assert read_card(tmp_path / "unfinished.safetensors").metadata["updates_done"] == 2


def test_a_manifest_names_songs_and_regions(old: Path):
    one, three = read_manifest(old / "corrections.songs.json")
    assert (one.name, three.name) == (ONE, THREE)
    assert one.audio.samefile(old / "songs" / "audio" / f"{ONE}.flac")
    assert one.audio_key.startswith("22599f49adfce590")
    assert [(region.start, region.end) for region in one.regions] == [(0.05, 0.1), (0.8, 1.25), (1.5, 1.9)]
    assert [(region.start, region.end) for region in three.regions] == [(1.2, 2.6)]
    assert [song.name for song in dataset.find([old / "corrections.songs.json"]).songs] == [ONE, THREE]


# --- annotations and data sets ----------------------------------------------------------------------------------------


def test_an_annotation_keeps_regions_what_a_hand_decided_and_the_proposal(old: Path, tmp_path: Path):
    song = Path(shutil.copy(old / "songs" / "audio" / f"{ONE}.flac", tmp_path))
    shutil.copy(old / "annotation.svd.json", tmp_path / f"{ONE}.flac.svd.json")
    found = annotation_file.find(song)
    decided = PostprocessingConfig(found.proposal.postprocessing.threshold, median_frames=41, min_length=0.1)  # type: ignore[union-attr]  # there is one
    by_model = (Region(0.8, 1.25, confidence=0.9375), Region(1.5, 2.0, confidence=0.625))
    assert found == SongAnnotation(
        f"{ONE}.flac",
        "22599f49adfce5901d0ff120f18dbe3bc3e055db9107458089ffbbb2649855a7",
        2.8,
        (Region(0.05, 0.1, source="file"), by_model[0], Region(1.5, 1.9, "verse “1”", "hand")),
        ((1.5, 2.0), (2.5, 2.8)),
        Proposal("single", SINGLE, decided, by_model),
        ((0.5, 2.8),),  # what a person had touched, and a second around it
    )
    assert decided.threshold == read_card(old / "single.safetensors").postprocessing.threshold
    annotation_file.save(tmp_path / "again.svd.json", found)
    assert annotation_file.load(tmp_path / "again.svd.json") == found


def test_a_data_set_is_whole_and_its_card_tells_the_same(old: Path, svd: Callable[..., Any]):
    found = dataset.find([old / "songs"])
    assert [song.name for song in found.songs] == [ONE, TWO, THREE]
    card = dataset_card.read(old / "songs")
    text = json.loads((FILES / "songs" / "dataset.json").read_text(encoding="utf-8"))
    assert card is not None and card.key == text["key"]
    assert card.lists == {"fold1": (f"{ONE}.flac", f"{TWO}.flac"), "fold2": (f"{THREE}.flac",)}
    assert [(song.name, song.seconds, song.sung_seconds) for song in card.songs] == [
        *((ONE, 2.8, 1.2), (TWO, 2.8, 1.1), (THREE, 2.8, 1.4))
    ]
    assert list(card.counts().values()) == list(text["counts"].values()) == [3, 2, 0, 0.14, 0.06]
    summary = svd("data", "check", old / "songs")[-1]
    assert (summary["songs"], summary["faults"], summary["leaks"]) == (3, 0, 0)


# --- results ----------------------------------------------------------------------------------------------------------


def test_results_of_robustness_tests_are_read_whole(old: Path):
    text = (old / "stress.json").read_text(encoding="utf-8")
    results = robustness_results.from_text(text, "stress.json")
    assert (results.subject.name, results.subject.key, results.subject.median_frames) == ("single", SINGLE, 41)
    assert results.tests() == ("clean", "level", "instruments", "mp3")
    assert robustness_results.to_csv(results) == (old / "stress.csv").read_text(encoding="utf-8")
    assert robustness_results.from_text(robustness_results.to_json(results), "again") == results
    assert [remark.tests for remark in results.remarks] == [tuple(one["tests"]) for one in json.loads(text)["remarks"]]


@pytest.mark.usefixtures("few_draws", "no_pictures")
def test_networks_of_a_study_of_then_are_judged_without_training_any_anew(
    old: Path, svd: Callable[..., Any], tmp_path: Path
):
    shutil.copytree(old / "study", tmp_path / "study")
    models = sorted((tmp_path / "study" / "models").iterdir())
    folds = [old / "songs" / "filelists" / name for name in ("fold1", "fold2")]
    words = ["--data", old / "songs", "--folds", *folds, "--acts", "{act} - *", "--preset", "schlueter2015"]
    words += ["--updates", 1, "--batch-size", 2, "--learning-rate", "1e-8", "--seeds", 1, "--out", tmp_path / "study"]
    reports = svd("reproduce", "tables", *words, "--no-training")
    (networks,) = [report for report in reports if report["report"] == "networks"]
    assert (networks["missing"], networks["unrelated"]) == ({}, {})
    named = {"combined": "train", "none": "none"}
    assert networks["finished"] == {
        f"schlueter2015-{named[setting]}-{fold}-s0": str(path)
        for path in models
        for setting, fold, _ in [path.stem.split("-")]
    }
    results = reports[-1]["results"]
    assert [row["recipe"] for row in results] == [
        f"schlueter2015-{system}" for system in ("none", "train", "test", "train+test")
    ]
    assert all(row["missing_folds"] == [] and len(row["song_errors"]) == 3 for row in results)
    assert sorted((tmp_path / "study" / "models").iterdir()) == models
