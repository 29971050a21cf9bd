"""Model files: weights, configurations, decision and card in one safetensors file. No pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import Tensor

from svd_core.config import DecisionConfig, FeatureConfig, to_json
from svd_core.errors import ModelError
from svd_core.files import write_atomically
from svd_core.model_card import FORMAT, VERSION, read_card
from svd_core.network import N_MELS, SingingNet, build


@dataclass(frozen=True)
class Model:
    """A trained network and all it takes to use it.

    Attributes:
        key: hash of the file it came from; empty for a model not yet saved.
        story: what the card tells: data, licences, commit, seed, schedule, scores.
    """

    name: str
    network: SingingNet
    features: FeatureConfig
    decision: DecisionConfig
    story: Mapping[str, Any]
    key: str = ""


def save(path: Path, model: Model) -> None:
    """Write a model file in one step; kernels are kept in half precision, statistics in full."""
    state = {name: _kept(value.detach().cpu()).contiguous() for name, value in model.network.state_dict().items()}
    metadata = {
        "format": FORMAT,
        "version": str(VERSION),
        "name": model.name,
        "network": json.dumps(to_json(model.network.config)),
        "features": json.dumps(to_json(model.features)),
        "decision": json.dumps(to_json(model.decision)),
        "card": json.dumps(dict(model.story)),
    }
    write_atomically(path, safetensors.torch.save(state, metadata))


def load(path: Path) -> Model:
    """Read a model file, ready to detect with; raises ModelError if it is missing, broken or foreign."""
    card = read_card(path)
    if card.features.n_mels != N_MELS:
        raise ModelError(f"{path}: made for {card.features.n_mels} mel bands, but networks here have {N_MELS}.")
    network = build(card.network)
    try:
        state = safetensors.torch.load_file(path)
        network.load_state_dict({name: _full(value) for name, value in state.items()})
    except (safetensors.SafetensorError, OSError, RuntimeError) as error:
        raise ModelError(f"{path}: its weights do not fit its description ({_first_line(error)}).") from error
    broken = [name for name, value in network.state_dict().items() if not torch.isfinite(value).all()]
    if broken:
        raise ModelError(f"{path}: {broken[0]} holds values that are not numbers. Get the file again or retrain.")
    network.eval()
    return Model(card.name, network, card.features, card.decision, card.story, card.key)


def _kept(value: Tensor) -> Tensor:
    """A kernel in half precision, unless a weight is beyond its range; anything else as it is."""
    half = value.half() if value.dim() == 4 else value
    return half if torch.isfinite(half).all() else value


def _full(value: Tensor) -> Tensor:
    return value.float() if value.is_floating_point() else value


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error) else type(error).__name__
