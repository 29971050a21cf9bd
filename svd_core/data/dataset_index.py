"""The index of a data set for loaders of other programs, `index.json` in its folder, as mirdata's indexes are.

By the name of each track it has the paths of its files and their MD5 sums, by which such loaders validate them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath

from svd_core.data.dataset_card import DatasetCard
from svd_core.files.storage import write_atomically

FILE = "index.json"
VERSION = "1.0"
ANNOTATIONS = "annotations"
"""The folder of what labels cannot hold: wording, who set each region, confidences, checked time."""
_ROLES = {"audio": "audio", "labels": "labels", ANNOTATIONS: "annotation"}


def write(folder: Path, card: DatasetCard) -> None:
    """Write the index of the data set in a folder, by its card; OSError."""
    tracks = {song.name: {_role(name): [name, _md5(folder / name)] for name in song.files} for song in card.songs}
    names = {song.listed: song.name for song in card.songs}
    lists = {name: [names[listed] for listed in songs] for name, songs in card.lists.items()}
    document = {"version": VERSION, "key": card.key, "tracks": tracks, "splits": lists}
    write_atomically(folder / FILE, (json.dumps(document, indent=1) + "\n").encode())


def _role(name: str) -> str:
    """What a file is to its track, by the folder that it lies in; of stems, by its own name."""
    path = PurePosixPath(name)
    return _ROLES.get(path.parts[0], path.stem)


def _md5(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
