"""A finished folder put in its place, and what is already there looked at first: nobody's work is thrown away."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svd_core.data import dataset_card
from svd_core.data.dataset_card import Card
from svd_core.errors import DataError
from svd_core.files.storage import content_key

LISTS = "filelists"


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A hidden folder beside the target to build in; it is gone afterwards unless it was put in place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(folder: Path, target: Path) -> None:
    """Let a finished folder take the target's place; an old one is moved aside first and removed last."""
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    if not target.exists():
        os.rename(folder, target)
        return
    old = folder.with_name(folder.name + ".old")
    os.rename(target, old)
    try:
        os.rename(folder, target)
    except OSError:
        os.rename(old, target)
        raise
    shutil.rmtree(old)


def may_take_place(target: Path, replace: bool) -> Card | None:
    """The card of the data set a new one would replace, None where there is nothing.

    DataError if something is there and may not be replaced: not told to, not made by this program, or changed since.
    """
    if not target.exists() and not target.is_symlink():
        return None
    if not target.is_dir() or target.is_symlink():
        raise DataError(f"{target}: is there and is no folder. Give --out another name.")
    if not any(target.iterdir()):
        return None
    old = dataset_card.read(target)
    if old is None:
        raise DataError(f"{target}: is there and was not made by svd data. Give --out another name.")
    strange = _not_of(old, target)
    if strange:
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        raise DataError(f"{strange[0]}{more}: was added or changed since {target} was made. Move it, or choose --out.")
    if not replace:
        amount = f"{len(old.songs)} songs, {old.counts()['minutes']:g} min"
        raise DataError(f"{target}: is there already ({old.kind}: {amount}). --replace exchanges it for a new one.")
    return old


def apart(source: Path, target: Path) -> None:
    """Raise DataError if one of the two folders is in the other: a second run would read what the first has made."""
    inside, outside = source.resolve(), target.resolve()
    if inside == outside or inside in outside.parents or outside in inside.parents:
        raise DataError(f"{target}: is in {source}, or the other way round. Give --out a place outside of it.")


def _not_of(old: Card, folder: Path) -> list[Path]:
    """Files that the card does not tell of, and those that are no longer as they were made."""
    made = {name: content for song in old.songs for name, content in song.files.items()}
    strange = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for path in (Path(parent, name) for name in sorted(files)):
            inside = path.relative_to(folder).as_posix()
            if inside == dataset_card.FILE:
                continue
            if inside.startswith(f"{LISTS}/"):
                changed = tuple(_lines(path)) != tuple(old.lists.get(path.name, ()))
            else:
                changed = inside not in made or (_only_here(path) and content_key(path) != made[inside])
            if changed:
                strange.append(path)
    return strange


def _only_here(path: Path) -> bool:
    """Whether the content would be gone with this name: a link's is somewhere else too, and need not be read."""
    return not path.is_symlink() and path.stat().st_nlink == 1


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
