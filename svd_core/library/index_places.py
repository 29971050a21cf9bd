"""Where the index of a folder lies: in it, or among the user's caches where that cannot be."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from platformdirs import user_cache_path

from svd_core.files.network_drives import is_on_network

FOLDER, FILE = ".svd", "songs.sqlite"
_MOST_CACHED = 100


def places(folder: Path, cache: Path | None = None) -> tuple[Path, ...]:
    """Where to look for a folder's index, the best place first; the last one is among the user's caches.

    On a network drive it is only there: what makes an index safe for two programs at once needs memory that they share.
    """
    fallback = (cache or cache_folder()) / f"{_name(folder)}.sqlite"
    if is_on_network(folder):
        return (fallback,)
    return folder / FOLDER / FILE, fallback


def cache_folder() -> Path:
    """The folder of indices that do not lie with their songs; it may be deleted at any time."""
    return user_cache_path("svd-studio", appauthor=False) / "folders"


def prepare(place: Path) -> None:
    """Make the folder of an index. In the folder of the songs, version control is told to leave it out.

    OSError where there can be none, or where links that came with the songs would lead us to write elsewhere.
    """
    is_with_songs = place.parent.name == FOLDER
    for path in (place.parent, *_files(place)):
        if path.is_symlink() and is_with_songs:
            raise OSError(f"{path}: is a link")
    # The folder of the songs may be on a drive that is not there just now.
    place.parent.mkdir(parents=not is_with_songs, exist_ok=True)
    if is_with_songs:
        with contextlib.suppress(FileExistsError), open(place.parent / ".gitignore", "x", encoding="ascii") as file:
            file.write("*\n")
    else:
        _delete_oldest(place.parent)


def delete(place: Path) -> None:
    """Delete an index that is of no use any more. OSError."""
    for path in _files(place):
        path.unlink(missing_ok=True)


def _files(place: Path) -> tuple[Path, ...]:
    """An index, and what SQLite keeps beside it."""
    return tuple(Path(f"{place}{end}") for end in ("", "-wal", "-shm"))


def _name(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]


def _delete_oldest(folder: Path) -> None:
    with contextlib.suppress(OSError):
        files = sorted(folder.glob("*.sqlite"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_MOST_CACHED]:
            delete(file)
