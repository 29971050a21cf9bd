"""The files below a folder, and their names in a form to compare; what systems put there for themselves is left out."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.data.corpora.corpus import fault
from svd_core.data.findings import Finding
from svd_core.errors import DataError

_MOST_FILES = 1_000_000
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def files_below(folder: Path) -> tuple[Path, ...]:
    """Every file below a folder, sorted, hidden ones and macOS's copies left out; DataError if there is no folder."""
    if not folder.is_dir():
        raise DataError(f"{folder}: is not a folder. Name the folder that holds the data.")
    found: list[Path] = []
    seen: set[str] = set()
    for parent, folders, files in os.walk(folder, onerror=_fail, followlinks=True):
        # Links to folders are followed, each folder once, so that a circle of them comes to an end.
        real = os.path.realpath(parent)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if name[0] != "." and name != "__MACOSX")
        found += [Path(parent, name) for name in sorted(files) if name[0] != "."]
        if len(found) > _MOST_FILES:
            raise DataError(f"{folder}: over a million files are below it. Name the data's own folder.")
    return tuple(found)


def sounds(files: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are sound by their suffix."""
    return tuple(path for path in files if path.suffix.lower() in AUDIO_SUFFIXES)


def with_suffix(files: Iterable[Path], *suffixes: str) -> tuple[Path, ...]:
    """The files whose name ends in one of these, in any letter case."""
    return tuple(path for path in files if path.name.casefold().endswith(suffixes))


def name_key(name: str) -> str:
    """A name in the form to compare: systems differ in letter case and in how they compose accents."""
    return unicodedata.normalize("NFC", name).casefold()


def by_stem(files: Iterable[Path]) -> tuple[dict[str, Path], list[Finding]]:
    """Files by the `name_key` of their stem; of two with the same, the first is kept and the other is a fault."""
    found: dict[str, Path] = {}
    faults = []
    for path in files:
        other = found.setdefault(name_key(path.stem), path)
        if other is not path:
            message = f"{path}: there is {other.name} in {other.parent} too; keep one of the two"
            faults.append(fault(message, path.stem))
    return found, faults


def usable_name(text: str) -> str:
    """A text made into a file name (without suffix) that every system accepts; "" if nothing is left of it."""
    name = unicodedata.normalize("NFC", _UNUSABLE.sub("_", text.strip()))
    return name[:120].strip().lstrip(".").rstrip(". ")


def _fail(error: OSError) -> None:
    raise error
