"""The models of a person: those that come with the program, and a folder of those trained or brought in.

Nothing is deleted at once. A model that is taken out moves, with all files of its name, into a folder of removed ones
beside the others, from which it can come back; after KEPT_DAYS it is gone for good.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svd_core.errors import DataError, ModelError
from svd_core.files.owner_lock import OwnerLock
from svd_core.files.storage import write_atomically
from svd_core.model import rejection
from svd_core.model.card import SHIPPED, Card, named_model, read_card

SUFFIX = ".safetensors"
BESIDE = (
    ".training", ".songs.json", ".validate.txt", ".crosscheck.txt", ".curves.json", ".run.json", ".members", ".taught",
    rejection.SUFFIX,
)  # fmt: skip
"""What follows a model's name in the names of the files and folders that lie beside it: of its training, and of what a
person thought of it."""
REMOVED = "removed"
"""Folder, inside that of the models, of those that were taken out."""
KEPT_DAYS = 30.0
"""Days for which a removed model can come back."""

_DAY_S = 86_400.0


@dataclass(frozen=True)
class Entry:
    """One model of the folder, or one that comes with the program.

    Attributes:
        changed: when its file was written, seconds since 1970.
        card: None for a file that is no usable model; `problem` says why.
        shipped: whether it came with the program, so that it cannot be removed.
        rejected: whether it was called worse than the model then in use, and not used since.
    """

    path: Path
    changed: float
    card: Card | None
    problem: str = ""
    shipped: bool = False
    rejected: bool = False

    @property
    def name(self) -> str:
        """What people call it: the name of its file."""
        return self.path.stem


@dataclass(frozen=True)
class Removed:
    """A model that was taken out: its name, when that was (seconds since 1970), and the folder that holds it now."""

    name: str
    when: float
    folder: Path


def lock_path(model: Path) -> Path:
    """The file that says who trains a model: beside the model, its whole name with .lock appended."""
    target = Path(os.path.realpath(model))
    return target.with_name(target.name + ".lock")


class ModelFolder:
    """The models in one folder, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self) -> tuple[Entry, ...]:
        """All models: those that come with the program, then the others, the newest first."""
        shipped = [_entry(named_model(Path(name)), shipped=True) for name in SHIPPED]
        own = [_entry(path) for path in self.folder.glob(f"*{SUFFIX}") if path.is_file()]
        return (*shipped, *sorted(own, key=lambda entry: (-entry.changed, entry.name)))

    def add(self, path: Path) -> Path:
        """Copy a model file into the folder; where it is then, which is where it was if it is there already.

        ModelError if it is no usable model, OSError if it cannot be copied.
        """
        key = read_card(path).key
        for entry in self.entries():
            if entry.card is not None and entry.card.key == key:
                return entry.path
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.free(path.stem)
        write_atomically(target, path.read_bytes())
        return target

    def export(self, path: Path, target: Path) -> None:
        """Copy a model out of the folder; ModelError if it is broken, DataError if the target is the model itself."""
        read_card(path)
        if target.exists() and os.path.samefile(path, target):
            raise DataError(f"{target}: is the model itself. Choose another name.")
        write_atomically(target, path.read_bytes())

    def remove(self, path: Path) -> Removed:
        """Take a model out, with what is beside it.

        DataError if it came with the program or is being trained, OSError if it cannot be moved, and then it stays.
        """
        self._check_own(path)
        when = time.time()
        base = self.folder / REMOVED / f"{path.stem} {time.strftime('%Y-%m-%d %H%M%S', time.localtime(when))}"
        folder = next(name for name in _numbered(base) if not name.exists())
        folder.mkdir(parents=True)
        try:
            _move_all(path, folder, path.stem)
        except OSError:
            folder.rmdir()
            raise
        return Removed(path.stem, when, folder)

    def removed(self) -> tuple[Removed, ...]:
        """The models that can come back, the one removed last first."""
        found = []
        for folder in (self.folder / REMOVED).glob("*"):
            model = next(folder.glob(f"*{SUFFIX}"), None) if folder.is_dir() else None
            if model is not None:
                found.append(Removed(model.stem, folder.stat().st_mtime, folder))
        return tuple(sorted(found, key=lambda one: (-one.when, one.folder.name)))

    def restore(self, removed: Removed) -> Path:
        """Bring a removed model back, under another name where its own is taken; where it is then.

        DataError if it is no longer there, OSError if it cannot be moved, and then it stays where it is.
        """
        model = removed.folder / f"{removed.name}{SUFFIX}"
        if not model.is_file():
            raise DataError(f"{model}: is no longer there, so it cannot come back.")
        target = self.free(removed.name)
        _move_all(model, self.folder, target.stem)
        shutil.rmtree(removed.folder, ignore_errors=True)
        return target

    def forget_old(self) -> None:
        """Delete for good what was removed more than KEPT_DAYS ago."""
        for one in self.removed():
            if time.time() - one.when > KEPT_DAYS * _DAY_S:
                shutil.rmtree(one.folder, ignore_errors=True)

    def free(self, name: str) -> Path:
        """A path for a model of this name, with a number after it where the name is taken."""
        return next(path for path in _numbered(self.folder / name, SUFFIX) if not any(_files_of(path)))

    def _check_own(self, path: Path) -> None:
        if path.parent != self.folder or not path.is_file():
            raise DataError(f"{path}: is not among your models. Those that come with the program stay as they are.")
        holder = OwnerLock(lock_path(path)).holder()
        if holder is not None:
            raise DataError(
                f"{path}: is being trained by {holder.user} on {holder.host}. Wait for the end, or stop it."
            )


def _entry(path: Path, shipped: bool = False) -> Entry:
    changed = path.stat().st_mtime if path.is_file() else 0.0
    try:
        card = read_card(path)
        return Entry(path, changed, card, shipped=shipped, rejected=rejection.is_rejected(card))
    except ModelError as error:
        return Entry(path, changed, None, str(error), shipped)


def _files_of(path: Path) -> Iterator[Path]:
    """What there is of a model: its file, and the files and folders that its training left beside it."""
    for suffix in (SUFFIX, *BESIDE):
        found = path.with_name(path.stem + suffix)
        if found.exists():
            yield found


def _move_all(model: Path, folder: Path, name: str) -> None:
    """Move a model with all that is beside it into a folder, under another name; all of it or, after OSError, nothing.

    The model comes last: until it is moved, it is where it was.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for file in sorted(_files_of(model), key=lambda file: file == model):
            target = folder / (name + file.name[len(model.stem) :])
            os.rename(file, target)
            moved.append((file, target))
    except OSError:
        for file, target in moved:
            os.rename(target, file)
        raise


def _numbered(base: Path, suffix: str = "") -> Iterator[Path]:
    yield base.with_name(base.name + suffix)
    number = 2
    while True:
        yield base.with_name(f"{base.name} {number}{suffix}")
        number += 1
