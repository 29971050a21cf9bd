"""Model files: what goes in comes out, and nothing else gets in."""

import dataclasses
import json
import pickle
from pathlib import Path

import pytest
import safetensors.torch
import torch

from svd_core import checkpoint
from svd_core.config import DecisionConfig, FeatureConfig, NetworkConfig
from svd_core.errors import ModelError
from svd_core.model_card import learned_songs, read_card
from svd_core.network import CONTEXT_FRAMES, N_MELS, build


@pytest.fixture(scope="module")
def model() -> checkpoint.Model:
    torch.manual_seed(0)
    network = build(NetworkConfig("schlueter2017", zero_mean=True)).eval()
    story = {"data": ["made here"], "seed": 7, "licences": "CC0"}
    return checkpoint.Model("tiny", network, FeatureConfig(), DecisionConfig(threshold=0.61), story)


@pytest.fixture
def saved(model: checkpoint.Model, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    checkpoint.save(path, model)
    return path


def test_a_saved_model_comes_back_with_its_settings_and_card(model: checkpoint.Model, saved: Path) -> None:
    back = checkpoint.load(saved)
    assert (back.name, back.decision, back.features) == ("tiny", model.decision, model.features)
    assert back.network.config == model.network.config
    assert back.story == model.story
    mel = torch.randn(2, CONTEXT_FRAMES, N_MELS)
    with torch.inference_mode():
        torch.testing.assert_close(back.network(mel), model.network(mel), atol=2e-2, rtol=1e-2)


def test_a_second_save_changes_no_weight(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.safetensors"
    checkpoint.save(again, checkpoint.load(saved))
    first, second = safetensors.torch.load_file(saved), safetensors.torch.load_file(again)
    assert first.keys() == second.keys()
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_the_card_is_read_without_weights_and_its_key_follows_the_content(
    model: checkpoint.Model, saved: Path, tmp_path: Path
) -> None:
    card = read_card(saved)
    assert card.story["seed"] == 7
    assert card.decision.threshold == 0.61
    assert card.key == checkpoint.load(saved).key
    other = tmp_path / "other.safetensors"
    checkpoint.save(other, dataclasses.replace(model, decision=DecisionConfig(threshold=0.4)))
    assert read_card(other).key != card.key


def test_a_model_of_the_default_size_fits_in_six_megabytes(saved: Path) -> None:
    assert saved.stat().st_size < 6_000_000


def rewrite(path: Path, **changes: str) -> None:
    """Write the same weights with some metadata changed."""
    card = {
        "format": "svd-model",
        "version": "1",
        "name": "x",
        "network": json.dumps({"architecture": "schlueter2017"}),
        "features": "{}",
        "decision": "{}",
        "card": "{}",
    }
    path.write_bytes(safetensors.torch.save(safetensors.torch.load_file(path), card | changes))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"format": "other"}, "not a model of SVD Studio"),
        ({"version": "99"}, "version 99"),
        ({"network": "{"}, "broken model header"),
        ({"network": '{"architecture": "transformer"}'}, "schlueter2015"),
        ({"decision": '{"threshold": NaN}'}, "threshold"),
        ({"decision": '{"threshold": 7}'}, "threshold"),
        ({"decision": "[1]"}, "broken model header"),
        ({"features": '{"sample_rate": 1e99}'}, "sample_rate"),
        ({"features": '{"colour": 1}'}, "colour"),
        ({"features": '{"n_mels": 40}'}, "40 mel bands"),
        ({"network": '{"architecture": "schlueter2015"}'}, "do not fit"),
    ],
)
def test_a_wrong_header_is_a_model_error_that_says_what(saved: Path, changes: dict[str, str], says: str) -> None:
    rewrite(saved, **changes)
    with pytest.raises(ModelError, match=says) as raised:
        checkpoint.load(saved)
    assert str(saved) in str(raised.value)


class Trap:
    """Runs when unpickled, which must never happen."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a model file was executed",))


@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"not a model", pickle.dumps(Trap())])
def test_a_file_that_is_no_model_is_a_model_error_and_is_never_executed(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "foreign.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"foreign\.safetensors"):
        checkpoint.load(path)


def test_a_truncated_model_and_a_missing_one_are_model_errors(saved: Path, tmp_path: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:-1000])
    for path in (saved, tmp_path / "nowhere.safetensors", tmp_path):
        with pytest.raises(ModelError):
            checkpoint.load(path)


def test_weights_that_are_not_numbers_are_refused(model: checkpoint.Model, tmp_path: Path) -> None:
    broken = build(model.network.config)
    with torch.no_grad():
        broken.head[0].bias[3] = float("nan")
    path = tmp_path / "nan.safetensors"
    checkpoint.save(path, dataclasses.replace(model, network=broken))
    with pytest.raises(ModelError, match="not numbers"):
        checkpoint.load(path)


def test_a_weight_beyond_half_precision_is_kept(model: checkpoint.Model, tmp_path: Path) -> None:
    large = build(model.network.config)
    with torch.no_grad():
        large.head[0].weight[0, 0, 0, 0] = 1e5
    path = tmp_path / "large.safetensors"
    checkpoint.save(path, dataclasses.replace(model, network=large))
    assert checkpoint.load(path).network.head[0].weight[0, 0, 0, 0] == 1e5


def test_a_card_tells_the_songs_of_the_whole_line_of_models_and_junk_in_it_is_ignored() -> None:
    parent = {"data": {"songs": ["b", 3]}, "started_from": {"card": "none"}}
    assert learned_songs({"data": {"songs": ["a"]}, "started_from": {"card": parent}}) == {"a", "b"}
    for junk in ({}, {"data": 5}, {"data": {"songs": "abc"}}, {"started_from": []}, {"started_from": {"card": None}}):
        assert learned_songs(junk) == frozenset()
