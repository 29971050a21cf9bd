"""Moving a finished data set to its place, without overwriting anything that a person added or changed."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svd_core.data import dataset_card, dataset_index
from svd_core.data.dataset_card import DatasetCard
from svd_core.errors import DataError
from svd_core.files.storage import content_key

LISTS = "filelists"


@contextmanager
def building_folder(target: Path) -> Iterator[Path]:
    """A hidden folder beside the target to build in; it is removed afterwards unless it was moved to the target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(folder: Path, target: Path) -> None:
    """Move a finished folder to the target; an old one there is moved aside first and removed last."""
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


def replaceable(target: Path, replace: bool) -> DatasetCard | None:
    """The card of the data set that a new one replaces, None where there is nothing.

    DataError if something is there that must stay: `replace` is False, or this program did not make it, or it was
    changed since.
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
    strange = _not_on_card(old, target)
    if strange:
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        raise DataError(f"{strange[0]}{more}: was added or changed since {target} was made. Move it, or choose --out.")
    if not replace:
        amount = f"{len(old.songs)} songs, {old.counts()['minutes']:g} min"
        raise DataError(f"{target}: is there already ({old.kind}: {amount}). --replace exchanges it for a new one.")
    return old


def check_apart(source: Path, target: Path) -> None:
    """Raise DataError if one of the two folders is in the other: a second run would read what the first one made."""
    inside, outside = source.resolve(), target.resolve()
    if inside == outside or inside in outside.parents or outside in inside.parents:
        raise DataError(f"{target}: is in {source}, or the other way round. Give --out a place outside of it.")


def _not_on_card(old: DatasetCard, folder: Path) -> list[Path]:
    """Files that are not on the card, and those that were changed since."""
    on_card = {name: content for song in old.songs for name, content in song.files.items()}
    strange = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for path in (Path(parent, name) for name in sorted(files)):
            inside = path.relative_to(folder).as_posix()
            if inside in (dataset_card.FILE, dataset_index.FILE):
                continue
            if inside.startswith(f"{LISTS}/"):
                changed = tuple(_lines(path)) != tuple(old.lists.get(path.name, ()))
            else:
                changed = inside not in on_card or (_only_here(path) and content_key(path) != on_card[inside])
            if changed:
                strange.append(path)
    return strange


def _only_here(path: Path) -> bool:
    """Whether removing this file would lose its content, which a link keeps elsewhere."""
    return not path.is_symlink() and path.stat().st_nlink == 1


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
