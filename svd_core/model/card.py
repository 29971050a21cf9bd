"""The card of a model file: how to use the model and how it was made, read without loading weights (or torch)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig, from_json
from svd_core.errors import FormatError, ModelError
from svd_core.files.json_fields import Field, parse, shown
from svd_core.files.safetensors_header import Header, read_header
from svd_core.files.storage import content_key, resource

FORMAT = "svd-model"
VERSION = 1
MAX_NETWORK_BYTES = 32_000_000
"""Several times what a network of any kind here takes in a file."""

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
    return with_key(card_in(path, model_header(path)))


def card_in(path: Path, header: Header) -> Card:
    """The card in the header of a model file, without the key; ModelError if it is broken or the file too large."""
    texts = header.metadata
    try:
        card = _json(path, "card", texts)
        found = Card(
            path=path,
            name=texts["name"],
            key="",
            network=from_json(NetworkConfig, _json(path, "network", texts).object()),
            features=from_json(FeatureConfig, _json(path, "features", texts).object()),
            postprocessing=from_json(PostprocessingConfig, _json(path, "decision", texts).object()),  # Its older name.
            n_networks=_n_networks(texts),
            metadata=card.value if isinstance(card.value, dict) else {},
        )
    except (KeyError, ValueError, FormatError) as error:
        raise ModelError(f"{path}: broken model header ({error}). Get the file again or train a new one.") from error
    n_networks, size = min(found.n_networks, len(header.shapes)), path.stat().st_size
    if size > (n_networks + 1) * MAX_NETWORK_BYTES:
        raise ModelError(f"{path}: too large ({size / 1e9:.3g} GB) for {n_networks} networks. Get the file again.")
    return found


def with_key(card: Card) -> Card:
    """The card with its key, for which the whole file is read in blocks; ModelError if it cannot be."""
    try:
        return replace(card, key=content_key(card.path))
    except OSError as error:
        raise ModelError(f"{card.path}: cannot be read ({error.strerror or error}). Check its rights.") from error


def model_header(path: Path) -> Header:
    """The header of a model file, judged by the file's size; ModelError if it is missing, broken or none of ours."""
    if not path.is_file():
        raise ModelError(f"{path}: no such model file. Check the path, or leave --model out to use the shipped one.")
    try:
        header = read_header(path)
    except FormatError as error:
        raise ModelError(f"{path}: not a readable model file ({error}). Get it again or train a new one.") from error
    if header.metadata.get("format") != FORMAT:
        raise ModelError(f"{path}: not a model of SVD Studio. Choose a file written by `svd train`.")
    if header.metadata.get("version") != str(VERSION):
        found = header.metadata.get("version")
        raise ModelError(f"{path}: model format version {found}, but this program reads {VERSION}. Update the program.")
    return header


def _json(path: Path, name: str, texts: Mapping[str, str]) -> Field:
    """A text of the header that is JSON itself; KeyError if it is not there, FormatError if it is none."""
    return parse(texts[name], f"{path.name}, {name}", finite=True)


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
        raise ValueError(f"members: expected at least 1, got {shown(n_networks)}")
    return n_networks
