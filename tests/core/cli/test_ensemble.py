"""`svd train --ensemble`: several seeds, one model; what is finished is kept, what breaks leaves the others."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from svd_core.audio.features import log_mel
from svd_core.cli.main import main
from svd_core.model import checkpoint
from svd_core.model.inference import detect
from svd_core.training import ensemble
from svd_core.training.plan import state_path
from tests.core.cli.conftest import SMALLEST

QUICK = [*SMALLEST, "--report-every", 1, "--checkpoint-every", 1, "--validate-every", 1, "--pitch-shift", 0.1]


@pytest.fixture(scope="module")
def words(data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """An ensemble of two, one update each; that of the first seed is there already, as if it was stopped then."""
    out = tmp_path_factory.mktemp("ensemble") / "both.safetensors"
    common = ["train", "--data", data, "--validate", data / "filelists" / "last", "--updates", 1, "--seed", 3, *QUICK]
    first = [*common, "--out", out.with_suffix(".members") / "seed3.safetensors"]
    assert main([str(word) for word in first]) == 0
    return [*common, "--out", out, "--ensemble", 2]


def test_what_is_there_is_not_begun_again_unasked(svd: Any, words: list[object]) -> None:
    status, _, err = svd(*words)
    assert (status, "seed3.safetensors: is there already" in err) == (1, True)


def test_an_ensemble_goes_on_and_is_one_model_whose_card_lists_its_networks(svd: Any, words: list[object]) -> None:
    path = Path(str(words[words.index("--out") + 1]))
    kept = path.with_suffix(".members") / "seed3.safetensors"
    before = kept.stat().st_mtime_ns
    status, out, err = svd(*words, "--resume", "--json", "--at-once", 2)
    assert (status, err) == (0, "")
    assert kept.stat().st_mtime_ns == before, "finished networks are kept"
    reports = [json.loads(line) for line in out.splitlines()]
    assert {report.get("member") for report in reports} == {"seed3", "seed4", None}
    told = [report["report"] for report in reports if report.get("member") == "seed3"]
    assert [kind for kind in told if kind != "loading"] == ["finished"]
    trained = [report["report"] for report in reports if report.get("member") == "seed4"]
    assert "progress" in trained and trained[-1] == "finished"
    assert state_path(kept).exists() and not state_path(kept.with_name("seed4.safetensors")).exists()
    own = [report["report"] for report in reports if "member" not in report and report["report"] != "loading"]
    assert own == ["validated", "finished"]
    model = checkpoint.load(path)
    assert len(model.networks) == 2
    assert model.postprocessing.threshold == reports[-1]["scores"]["threshold"]
    assert [member["schedule"]["seed"] for member in model.metadata["members"]] == [3, 4]
    assert model.metadata["augmentation"]["pitch_shift"] == 0.1
    members = [checkpoint.load(path.with_suffix(".members") / f"seed{seed}.safetensors") for seed in (3, 4)]
    assert [member["key"] for member in model.metadata["members"]] == [member.key for member in members]
    mel = log_mel(0.1 * torch.randn(30000).numpy())
    mean = sum(detect(member, mel) for member in members) / 2
    assert detect(model, mel) == pytest.approx(mean, abs=1e-6)
    assert not torch.equal(model.networks[0].output.bias, model.networks[1].output.bias)


def finished(svd: Any, words: list[object]) -> Path:
    """The file of the ensemble, which the test before has made, unless that ran in another process."""
    path = Path(str(words[words.index("--out") + 1]))
    if not path.exists():
        assert svd(*words, "--resume")[0] == 0
    return path


def test_a_finished_ensemble_is_made_again_of_its_networks_without_training(svd: Any, words: list[object]) -> None:
    path = finished(svd, words)
    status, _, err = svd(*words)
    assert (status, "--resume" in err) == (1, True)
    path.unlink()
    status, out, _ = svd(*words, "--resume")
    assert status == 0
    assert "seed3: was ready before" in out and "seed4: was ready before" in out
    assert "2 networks in one" in out


def test_a_run_that_fails_is_named_and_the_others_stay(svd: Any, words: list[object]) -> None:
    path = finished(svd, words)
    (path.with_suffix(".members") / "seed4.safetensors").write_bytes(b"broken")
    before = path.read_bytes()
    status, out, err = svd(*words, "--resume")
    assert status == 1
    assert "seed4.safetensors: not a readable model file" in err
    assert "seed3: was ready before" in out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cluster",), "is for --ensemble"),
        (("--ensemble", 2, "--cluster", "songs"), "--cluster songs: is no address"),
        (("--ensemble", 2, "--cluster", "--at-once", 2), "--at-once: a cluster trains as many"),
        (("--ensemble", 2, "--cluster", "--force"), "--force: a node that goes on"),
    ],
)
def test_what_does_not_go_with_a_cluster_is_said_before_one_is_joined(
    svd: Any, data: Path, tmp_path: Path, words: tuple[object, ...], said: str
) -> None:
    status, _, err = svd("train", "--data", data, "--out", tmp_path / "m.safetensors", *words)
    assert status == 2 and said in err
    assert list(tmp_path.iterdir()) == []


def test_without_ray_a_cluster_is_a_line_that_says_what_to_install(
    svd: Any, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    status, _, err = svd("train", "--data", data, "--out", tmp_path / "m.safetensors", "--ensemble", 2, "--cluster")
    assert status == 1 and 'pip install "svd-studio[cluster]"' in err


def test_a_single_model_is_not_taken_for_an_ensemble(svd: Any, data: Path, model: Path) -> None:
    status, _, err = svd("train", "--data", data, "--out", model, "--ensemble", 2, "--resume")
    assert (status, "is not an ensemble" in err) == (1, True)


def test_an_ensemble_that_replaces_a_model_keeps_it(
    svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Path(shutil.copy(model, tmp_path / "both.safetensors"))
    monkeypatch.setattr(ensemble, "train_ensemble", lambda *_: iter(()))
    status, said, _ = svd("train", "--data", data, "--out", out, "--ensemble", 2, "--force")
    backup = tmp_path / "both.safetensors.bak"
    assert status == 0 and f"What was there before is kept: {backup}." in said
    assert backup.read_bytes() == model.read_bytes()
