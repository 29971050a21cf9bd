"""The card of a model file: how to use the model and how it was made, read without loading weights (or torch)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig, from_json
from svd_core.errors import ModelError
from svd_core.files.storage import resource

FORMAT = "svd-model"
VERSION = 1


SHIPPED = ("default", "free")
"""Names of the models that come with the program: the best one, for research only, and one free for any use."""


def named_model(path: Path | None) -> Path:
    """The model file that a path means: a name in SHIPPED is a model that comes with the program, None the default."""
    name = "default" if path is None else str(path)
    return resource(f"models/{name}.safetensors") if path is None or name in SHIPPED else path


@dataclass(frozen=True)
class Card:
    """How to use a model and how it was made, as its file records it.

    Attributes:
        key: SHA-256 of the whole file, hexadecimal.
        n_networks: number of networks in the file; detection averages their probabilities.
        metadata: JSON object of free form: data, licences, commit, seed, schedule, scores, use.
    """

    path: Path
    name: str
    key: str
    network: NetworkConfig
    features: FeatureConfig
    postprocessing: PostprocessingConfig
    n_networks: int
    metadata: dict[str, Any]


def read_card(path: Path) -> Card:
    """The card of a model file; raises ModelError if the file is missing, broken or not a model of ours."""
    path = Path(path)
    header = _metadata(path)
    if header.get("format") != FORMAT:
        raise ModelError(f"{path}: not a model of SVD Studio. Choose a file written by `svd train`.")
    if header.get("version") != str(VERSION):
        found = header.get("version")
        raise ModelError(f"{path}: model format version {found}, but this program reads {VERSION}. Update the program.")
    try:
        metadata = json.loads(header["card"])
        return Card(
            path=path,
            name=str(header["name"]),
            key=hashlib.sha256(path.read_bytes()).hexdigest(),
            network=from_json(NetworkConfig, json.loads(header["network"])),
            features=from_json(FeatureConfig, json.loads(header["features"])),
            postprocessing=from_json(PostprocessingConfig, json.loads(header["decision"])),  # Its older name on disk.
            n_networks=_n_networks(header),
            metadata=metadata if isinstance(metadata, dict) else {},
        )
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path}: broken model header ({error}). Get the file again or train a new one.") from error


def learned_songs(metadata: Mapping[str, Any], kind: str = "songs") -> frozenset[str]:
    """Names of the songs that a model, the models it started from and its teachers learned from, by its metadata.

    kind "songs": songs with labels and songs that a teacher labelled; "stem_songs": songs given as stems.
    """
    names: set[str] = set()
    links: list[Any] = [metadata]
    while links:
        link = links.pop()
        if not isinstance(link, Mapping):
            continue
        data = link.get("data")
        for part in (kind, "unlabelled") if kind == "songs" else (kind,):
            songs = data.get(part) if isinstance(data, Mapping) else None
            names |= {name for name in songs if isinstance(name, str)} if isinstance(songs, list) else set()
        parents = (link.get("started_from"), link.get("teacher"))
        links += [parent.get("card") for parent in parents if isinstance(parent, Mapping)]
    return frozenset(names)


def known_songs(metadata: Mapping[str, Any]) -> frozenset[str]:
    """Names of all songs that a model learned from, whole or as stems; scores on them would be too good."""
    return learned_songs(metadata) | learned_songs(metadata, "stem_songs")


def _n_networks(header: Mapping[str, str]) -> int:
    """The number of networks; one if the header does not tell. Raises ValueError if it is not a positive number."""
    n_networks = int(header.get("members", "1"))
    if n_networks < 1:
        raise ValueError(f"members: expected at least 1, got {n_networks}")
    return n_networks


def _metadata(path: Path) -> dict[str, str]:
    if not path.is_file():
        raise ModelError(f"{path}: no such model file. Check the path, or leave --model out to use the shipped one.")
    try:
        with safe_open(path, framework="numpy") as file:
            return dict(file.metadata() or {})
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelError(f"{path}: not a readable model file ({error}). Get it again or train a new one.") from error
