"""Where the labels of a song lie: beside it, or in a folder `labels` beside its folder, under the song's name.

Systems differ in how they compose accents (NFC, NFD) and in the letter case of suffixes, so neither tells names apart.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.label_file import looks_like_labels

_ORDER = {suffix.casefold(): number for number, suffix in enumerate(LABEL_SUFFIXES)}


def labels_for(audio_path: Path) -> Path | None:
    """The label file of a song; None where there is none. A .txt that holds lyrics is no label file."""
    for folder in (audio_path.parent, audio_path.parent.parent / "labels"):
        found = next((path for path in candidates(folder, audio_path.stem) if looks_like_labels(path)), None)
        if found is not None:
            return found
    return None


def labels_in(folder: Path, stem: str) -> Path | None:
    """The label file of this stem in a folder of labels; None where there is none."""
    exact = (folder / (stem + suffix) for suffix in LABEL_SUFFIXES)
    # Listing a large folder for each of its songs would take long, and is seldom needed.
    return next((path for path in exact if path.is_file()), None) or next(iter(candidates(folder, stem)), None)


def candidates(folder: Path, stem: str) -> list[Path]:
    """The files in a folder that have this stem and a suffix of labels, in the order of LABEL_SUFFIXES."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    wanted = unicodedata.normalize("NFC", stem)
    # Paths are made of few names: to make and order those of thousands of songs, for each of them, would take long.
    alike = [Path(folder, name) for name in names if unicodedata.normalize("NFC", name).startswith(f"{wanted}.")]
    named = [
        path
        for path in alike
        if path.suffix.casefold() in _ORDER and unicodedata.normalize("NFC", path.stem) == wanted and path.is_file()
    ]
    # A name that is the same letter by letter comes before one that only looks so.
    return sorted(named, key=lambda path: (path.stem != stem, _ORDER[path.suffix.casefold()], path))
