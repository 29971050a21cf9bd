"""Model files: what goes in comes out, and nothing else gets in."""

import dataclasses
import json
import pickle
from pathlib import Path

import pytest
import safetensors.torch
import torch

from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.errors import ModelError
from svd_core.model import checkpoint
from svd_core.model.card import learned_songs, read_card
from svd_core.model.network import CONTEXT_FRAMES, N_MELS, build
from tests.core.tensors import assert_close

pytestmark = pytest.mark.usefixtures("narrow_networks")


@pytest.fixture(scope="module")
def model() -> checkpoint.Model:
    torch.manual_seed(0)
    network = build(NetworkConfig("schlueter2017", zero_mean=True)).eval()
    metadata = {"data": ["made here"], "seed": 7, "licences": "CC0"}
    return checkpoint.Model("tiny", (network,), FeatureConfig(), PostprocessingConfig(threshold=0.61), metadata)


@pytest.fixture
def saved(model: checkpoint.Model, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    checkpoint.save(path, model)
    return path


def test_a_saved_model_comes_back_with_its_settings_and_card(model: checkpoint.Model, saved: Path) -> None:
    back = checkpoint.load(saved)
    assert (back.name, back.postprocessing, back.features) == ("tiny", model.postprocessing, model.features)
    assert back.network.config == model.network.config
    assert back.metadata == model.metadata
    mel = torch.randn(2, CONTEXT_FRAMES, N_MELS)
    with torch.inference_mode():
        assert_close(back.network(mel), model.network(mel), atol=2e-2, rtol=1e-2)


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
    assert card.metadata["seed"] == 7
    assert card.postprocessing.threshold == 0.61
    assert card.key == checkpoint.load(saved).key
    other = tmp_path / "other.safetensors"
    checkpoint.save(other, dataclasses.replace(model, postprocessing=PostprocessingConfig(threshold=0.4)))
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
    ("changes", "message"),
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
        ({"network": '{"architecture": "recurrent", "zero_mean": true}'}, "zero mean"),
    ],
)
def test_a_wrong_header_is_a_model_error_that_says_what(saved: Path, changes: dict[str, str], message: str) -> None:
    rewrite(saved, **changes)
    with pytest.raises(ModelError, match=message) as raised:
        checkpoint.load(saved)
    assert str(saved) in str(raised.value)


def test_a_file_from_before_there_were_rules_decides_by_one_threshold(saved: Path) -> None:
    rewrite(saved, decision='{"threshold": 0.3, "median_frames": 29, "min_length": 0.0, "min_gap": 0.1}')
    assert checkpoint.load(saved).postprocessing == PostprocessingConfig(0.3, 29, min_gap=0.1, rule="threshold")


def test_rule_temperature_and_corrections_are_kept_in_the_file(model: checkpoint.Model, tmp_path: Path) -> None:
    settings = PostprocessingConfig(0.7, 29, rule="hysteresis", leave_threshold=0.2, temperature=1.5, onset_shift=-0.05)
    checkpoint.save(tmp_path / "m.safetensors", dataclasses.replace(model, postprocessing=settings))
    assert checkpoint.load(tmp_path / "m.safetensors").postprocessing == settings
    assert read_card(tmp_path / "m.safetensors").postprocessing == settings


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
    checkpoint.save(path, dataclasses.replace(model, networks=(broken,)))
    with pytest.raises(ModelError, match="not numbers"):
        checkpoint.load(path)


def test_a_weight_beyond_half_precision_is_kept(model: checkpoint.Model, tmp_path: Path) -> None:
    large = build(model.network.config)
    with torch.no_grad():
        large.head[0].weight[0, 0, 0, 0] = 1e5
    path = tmp_path / "large.safetensors"
    checkpoint.save(path, dataclasses.replace(model, networks=(large,)))
    assert checkpoint.load(path).network.head[0].weight[0, 0, 0, 0] == 1e5


def test_a_card_tells_the_songs_of_the_whole_line_of_models_and_junk_in_it_is_ignored() -> None:
    parent = {"data": {"songs": ["b", 3]}, "started_from": {"card": "none"}}
    assert learned_songs({"data": {"songs": ["a"]}, "started_from": {"card": parent}}) == {"a", "b"}
    for junk in ({}, {"data": 5}, {"data": {"songs": "abc"}}, {"started_from": []}, {"started_from": {"card": None}}):
        assert learned_songs(junk) == frozenset()


# --- bags -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ensemble(model: checkpoint.Model) -> checkpoint.Model:
    """Three networks that answer differently."""
    torch.manual_seed(3)
    others = [dataclasses.replace(model, networks=(build(model.network.config).eval(),)) for _ in range(2)]
    return checkpoint.joined([model, *others], "ensemble", PostprocessingConfig(threshold=0.3), {"seeds": [7, 8, 9]})


def test_one_file_holds_an_ensemble_and_its_card_counts_networks(ensemble: checkpoint.Model, tmp_path: Path) -> None:
    path = tmp_path / "ensemble.safetensors"
    checkpoint.save(path, ensemble)
    back, card = checkpoint.load(path), read_card(path)
    assert card.n_networks == 3 and card.postprocessing.threshold == 0.3 and card.metadata == {"seeds": [7, 8, 9]}
    assert back.network is back.networks[0]
    for kept, given in zip(back.networks, ensemble.networks, strict=True):
        assert not kept.training
        assert_close(dict(kept.state_dict()), dict(given.state_dict()), atol=1e-3, rtol=1e-3)
    assert checkpoint.joined([back, back], "twice", back.postprocessing, {}).networks == back.networks * 2


def test_a_single_network_keeps_its_names_and_files_from_before_ensembles_are_read(saved: Path) -> None:
    rewrite(saved)  # Its header says nothing of members, as then.
    assert "early.0.weight" in safetensors.torch.load_file(saved)
    assert read_card(saved).n_networks == len(checkpoint.load(saved).networks) == 1


@pytest.mark.parametrize(("n_networks", "message"), [("0", "at least 1"), ("two", "two"), ("999999999", "do not fit")])
def test_a_wrong_number_of_networks_is_a_model_error(saved: Path, n_networks: str, message: str) -> None:
    rewrite(saved, members=n_networks)
    with pytest.raises(ModelError, match=message):
        checkpoint.load(saved)


@pytest.mark.parametrize("n_networks", ["1", "2", "4"])
def test_tensors_that_are_too_many_or_too_few_for_the_networks_are_refused(
    ensemble: checkpoint.Model, n_networks: str, tmp_path: Path
) -> None:
    path = tmp_path / "ensemble.safetensors"
    checkpoint.save(path, ensemble)
    rewrite(path, members=n_networks, network=json.dumps({"architecture": "schlueter2017", "zero_mean": True}))
    with pytest.raises(ModelError, match="do not fit"):
        checkpoint.load(path)


def test_a_network_that_is_not_numbers_is_named(ensemble: checkpoint.Model, tmp_path: Path) -> None:
    path = tmp_path / "ensemble.safetensors"
    with torch.no_grad():
        ensemble.networks[2].head[0].bias[3] = float("nan")
    checkpoint.save(path, ensemble)
    with pytest.raises(ModelError, match=r"2\.head\.0\.bias holds values that are not numbers"):
        checkpoint.load(path)


def test_only_models_of_one_kind_are_joined(model: checkpoint.Model) -> None:
    plain = dataclasses.replace(model, name="plain", networks=(build(NetworkConfig("schlueter2015")),))
    finer = dataclasses.replace(model, name="finer", features=FeatureConfig(hop_samples=220))
    for other in (plain, finer):
        with pytest.raises(ModelError, match=f"tiny and {other.name} are of different kinds"):
            checkpoint.joined([model, other], "ensemble", model.postprocessing, {})
    with pytest.raises(ModelError, match="Name at least one model"):
        checkpoint.joined([], "ensemble", model.postprocessing, {})
