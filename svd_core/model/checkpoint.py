"""Model files: weights, configurations and card in one safetensors file. No pickle.

The tensors of a single network are named as in its state dict; in an ensemble those of network k begin with `k.`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import Tensor

from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig, to_json
from svd_core.errors import ModelError, first_line
from svd_core.files.safetensors_header import Header, differences
from svd_core.files.storage import write_atomically
from svd_core.model.architectures import Network, build
from svd_core.model.card import FORMAT, VERSION, Card, card_in, model_header, with_key
from svd_core.model.network import N_MELS


@dataclass(frozen=True)
class Model:
    """A trained network or an ensemble of them, with all that is needed to use it.

    Attributes:
        networks: at least one, all of one configuration; detection averages their probabilities.
        key: hash of the file it came from; empty for a model not yet saved.
        metadata: JSON object for the card: data, licences, commit, seed, schedule, scores.
    """

    name: str
    networks: tuple[Network, ...]
    features: FeatureConfig
    postprocessing: PostprocessingConfig
    metadata: Mapping[str, Any]
    key: str = ""

    @property
    def network(self) -> Network:
        """The first network, which is the only one unless the model is an ensemble."""
        return self.networks[0]


def joined(
    models: Sequence[Model], name: str, postprocessing: PostprocessingConfig, metadata: Mapping[str, Any]
) -> Model:
    """An ensemble of the networks of several models; raises ModelError if their configurations differ."""
    if not models:
        raise ModelError(f"model {name}: an ensemble needs networks. Name at least one model.")
    first = models[0]
    for model in models:
        if (model.network.config, model.features) != (first.network.config, first.features):
            raise ModelError(f"models {first.name} and {model.name} are of different kinds. Join models trained alike.")
    networks = tuple(network for model in models for network in model.networks)
    return Model(name, networks, first.features, postprocessing, metadata)


def save(path: Path, model: Model) -> None:
    """Write a model file in one step; kernels in half precision, all else in full."""
    state = {
        prefix + name: _kept(value.detach().cpu()).contiguous()
        for prefix, network in zip(_prefixes(len(model.networks)), model.networks, strict=True)
        for name, value in network.state_dict().items()
    }
    header = {
        "format": FORMAT,
        "version": str(VERSION),
        "name": model.name,
        "members": str(len(model.networks)),
        "network": json.dumps(to_json(model.network.config)),
        "features": json.dumps(to_json(model.features)),
        "decision": json.dumps(to_json(model.postprocessing)),  # Its older name on disk.
        "card": json.dumps(dict(model.metadata)),
    }
    write_atomically(path, safetensors.torch.save(state, header))


def load(path: Path) -> Model:
    """Read a model file, in evaluation mode; raises ModelError if it is missing, broken or not one of ours."""
    path = Path(path)
    header = model_header(path)
    card = card_in(path, header)
    if card.features.n_mels != N_MELS:
        raise ModelError(f"{path}: made for {card.features.n_mels} mel bands, but networks here have {N_MELS}.")
    blank = _blank_of_checked_shapes(card, header)
    card = with_key(card)
    try:
        state = safetensors.torch.load_file(path)
        blanks = [blank, *(_blank(card.network) for _ in range(card.n_networks - 1))]
        networks = tuple(
            _filled(blank, card.network, state, prefix)
            for blank, prefix in zip(blanks, _prefixes(card.n_networks), strict=True)
        )
    except (safetensors.SafetensorError, OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"{path}: its weights do not fit its description ({first_line(error)}).") from error
    for prefix, network in zip(_prefixes(card.n_networks), networks, strict=True):
        broken = [name for name, value in network.state_dict().items() if not torch.isfinite(value).all()]
        if broken:
            name = prefix + broken[0]
            raise ModelError(f"{path}: {name} holds values that are not numbers. Get the file again or retrain.")
    return Model(card.name, networks, card.features, card.postprocessing, card.metadata, card.key)


def _blank(config: NetworkConfig) -> Network:
    """A network without weights, since to initialise them takes longer than to load others."""
    with torch.device("meta"):
        return build(config)


def _blank_of_checked_shapes(card: Card, header: Header) -> Network:
    """A network without weights, of the kind that the card names.

    Raises ModelError, before any weight is read, if the tensors are not those of such networks.
    """
    path, shapes = card.path, header.shapes
    try:
        network = _blank(card.network)
    except ModelError as error:
        # A network that cannot be built says why, and knows of no file.
        raise ModelError(f"{path}: {error}") from error
    one = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    n_networks = min(card.n_networks, len(shapes) + 1)  # More would be missing in any case.
    expected = {prefix + name: shape for prefix in _prefixes(n_networks) for name, shape in one.items()}
    if wrong := next(differences(shapes, expected), None):
        raise ModelError(f"{path}: its weights do not fit its description ({wrong}). Get the file again or retrain.")
    return network


def _prefixes(n_networks: int) -> Iterator[str]:
    """The prefix of the tensor names of each network."""
    return (f"{number}." if n_networks > 1 else "" for number in range(n_networks))


def _filled(network: Network, config: NetworkConfig, state: dict[str, Tensor], prefix: str) -> Network:
    """Load its tensors into a blank network, removing them from state; raises RuntimeError if they do not fit."""
    own = {name.removeprefix(prefix): _full(state.pop(name)) for name in list(state) if name.startswith(prefix)}
    network.load_state_dict(own, assign=True)
    if any(buffer.is_meta for buffer in network.buffers()):
        # It has tensors that are in no file, for they follow from its configuration.
        network = build(config)
        network.load_state_dict(own)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's hints lack it
    return network.eval()


def _kept(value: Tensor) -> Tensor:
    """A kernel in half precision, unless a weight exceeds its range; any other tensor unchanged."""
    half = value.half() if value.dim() == 4 else value
    return half if torch.isfinite(half).all() else value


def _full(value: Tensor) -> Tensor:
    """A copy in single precision, which is no part of the file any more."""
    return value.to(torch.float32 if value.is_floating_point() else value.dtype, copy=True)
