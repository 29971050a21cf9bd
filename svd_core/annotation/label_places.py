"""Where the labels of a song lie: beside it, or in a folder `labels` beside its folder, under the song's name.

Systems differ in how they compose accents (NFC, NFD) and in the letter case of suffixes, so neither tells names apart.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.label_file import looks_like_labels

_ORDER = {suffix.casefold(): number for number, suffix in enumerate(LABEL_SUFFIXES)}


def labels_for(audio_path: Path) -> Path | None:
    """The label file of a song; None where there is none. A .txt that holds lyrics is no label file."""
    return LabelFinder().labels_for(audio_path)


class LabelFinder:
    """Finds the label files of many songs, and lists each folder once."""

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, list[Path]]] = {}

    def labels_for(self, audio_path: Path) -> Path | None:
        """The label file of a song, as the function of this name finds it."""
        for folder in (audio_path.parent, audio_path.parent.parent / "labels"):
            if folder not in self._folders:
                self._folders[folder] = _by_stem(folder)
            named = _in_order(self._folders[folder].get(_key(audio_path.stem), []), audio_path.stem)
            found = next((path for path in named if looks_like_labels(path)), None)
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
    return _in_order(_by_stem(folder).get(_key(stem), []), stem)


def _by_stem(folder: Path) -> dict[str, list[Path]]:
    """The files in a folder that have a suffix of labels, by `_key` of their stem."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return {}
    found: dict[str, list[Path]] = {}
    for path in entries:
        if path.suffix.casefold() in _ORDER:
            found.setdefault(_key(path.stem), []).append(path)
    return found


def _in_order(paths: list[Path], stem: str) -> list[Path]:
    # A name that is the same letter by letter comes before one that only looks so.
    files = (path for path in paths if path.is_file())
    return sorted(files, key=lambda path: (path.stem != stem, _ORDER[path.suffix.casefold()]))


def _key(stem: str) -> str:
    return unicodedata.normalize("NFC", stem)
