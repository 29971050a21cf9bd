"""The state of an unfinished training in one safetensors file, from which a stopped run resumes exactly.

It holds the weights, the optimiser's moments, the random state of dropout and the number of the update, from which the
batches follow. No pickle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from svd_core.errors import DataError, FormatError
from svd_core.files.json_fields import parse
from svd_core.files.safetensors_header import Header, differences, read_header
from svd_core.files.storage import write_atomically
from svd_core.model.architectures import Network
from svd_core.training.optimizer import Optimizer
from svd_core.training.recipe import resuming_differences

FORMAT = "svd-training 2"

_DIFFERENCES_TOLD = 5
"""How many differences from the training to continue an error names; all data may differ."""


@dataclass
class TrainingState:
    """What a training changes; update is the number of updates done, average a moving average of the network."""

    network: Network
    optimizer: Optimizer
    update: int = 0
    average: Network | None = None

    @property
    def result(self) -> Network:
        """The network that the training results in."""
        return self.average or self.network


def save_state(path: Path, state: TrainingState, extra: dict[str, Any], recipe: dict[str, Any]) -> None:
    """Write the state in one step, with an extra JSON object; recipe tells which training it belongs to."""
    tensors: dict[str, Tensor] = {f"network.{name}": value for name, value in state.network.state_dict().items()}
    if state.average is not None:
        tensors |= {f"average.{name}": value for name, value in state.average.state_dict().items()}
    for index, moments in enumerate(state.optimizer.moments):
        tensors |= {f"optimizer.{index}.{name}": value for name, value in moments.items()}
    tensors["random.default"] = torch.get_rng_state()
    if torch.cuda.is_available():
        tensors["random.cuda"] = torch.cuda.get_rng_state()
    contiguous = {name: value.detach().cpu().contiguous() for name, value in tensors.items()}
    metadata = {
        "format": FORMAT,
        "update": str(state.update),
        "extra": json.dumps(extra),
        "recipe": json.dumps(recipe, sort_keys=True),
    }
    write_atomically(path, safetensors.torch.save(contiguous, metadata))


def load_state(path: Path, state: TrainingState, recipe: dict[str, Any]) -> dict[str, Any]:
    """Load a saved state into the network, the optimiser and PyTorch's random generators; returns the extra object.

    Raises DataError, which names what differs, if the file is broken or its recipe is another than this one.
    """
    try:
        header = read_header(path)
        metadata = header.metadata
        if metadata.get("format") != FORMAT:
            raise ValueError("not the state of a training, or of an older version's")
        saved = parse(metadata["recipe"], path.name).object()
        if others := list(resuming_differences(saved, json.loads(json.dumps(recipe)))):
            raise DataError(
                f"{path}: belongs to a training with other data or settings: {'; '.join(others[:_DIFFERENCES_TOLD])}. "
                "Start anew without resuming, or give the same settings as then."
            )
        _check_shapes(header, state)
        with safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in header.shapes}
        state.network.load_state_dict(_named(tensors, "network."))
        if state.average is not None:
            state.average.load_state_dict(_named(tensors, "average."))
        state.optimizer.load(_moments(tensors))
        torch.set_rng_state(tensors["random.default"])
        if "random.cuda" in tensors and torch.cuda.is_available():
            torch.cuda.set_rng_state(tensors["random.cuda"])
        state.update = int(metadata["update"])
        return parse(metadata["extra"], path.name).object()
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RuntimeError, FormatError) as error:
        raise DataError(f"{path}: cannot resume from this file ({error}). Start anew without resuming.") from error


def _check_shapes(header: Header, state: TrainingState) -> None:
    """Raise ValueError, before any of it is read, if the weights in a file are not those of the network."""
    networks = {"network.": state.network, "average.": state.average}
    for prefix, network in networks.items():
        found = {name.removeprefix(prefix): shape for name, shape in header.shapes.items() if name.startswith(prefix)}
        expected = {name: tuple(value.shape) for name, value in network.state_dict().items()} if network else {}
        if wrong := next(differences(found, expected), None):
            raise ValueError(wrong)


def saved_recipe(path: Path) -> dict[str, Any]:
    """The recipe in a state file; empty if it cannot be read, which `load_state` will report."""
    try:
        return parse(read_header(path).metadata["recipe"], path.name).object()
    except (FormatError, KeyError):
        return {}


def _named(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors whose names begin with a prefix, without it."""
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}


def _moments(tensors: dict[str, Tensor]) -> dict[int, dict[str, Tensor]]:
    """An optimiser's moments, kept as `optimizer.<place of the weight>.<name>`."""
    moments: dict[int, dict[str, Tensor]] = {}
    for name, value in _named(tensors, "optimizer.").items():
        place, moment = name.split(".", 1)
        moments.setdefault(int(place), {})[moment] = value
    return moments
