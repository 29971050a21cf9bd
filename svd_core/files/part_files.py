"""Temporary files beside those that they will replace, locked by the process that writes them.

Whoever is killed leaves its file behind, but not its lock: so the files of the dead are told from those of the living.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from svd_core.files.locks import try_lock

SUFFIX = ".part"
_NAME = re.compile(r"\..+\.[a-z0-9_]{8}" + re.escape(SUFFIX))
_cleared: set[Path] = set()


def put_in_place(
    target: Path, data: bytes, mode: int, on_disk: bool = True, check: Callable[[], None] = lambda: None
) -> None:
    """Write a temporary file and rename it to the target; whatever fails, none is left. OSError.

    on_disk: wait until the content is on the disk. check: called last; what it raises stops the renaming.
    The first one in a folder removes what dead processes have left there.
    """
    if target.parent not in _cleared:
        _cleared.add(target.parent)
        remove_abandoned(target.parent)
    descriptor, temporary = _create(target)
    with open(descriptor, "wb") as file:
        try:
            file.write(data)
            file.flush()
            os.chmod(temporary, mode)
            if on_disk:
                os.fsync(file.fileno())
            if sys.platform == "win32":
                file.close()  # An open file cannot be renamed there; elsewhere its lock holds until it has its name.
            check()
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                file.close()
            temporary.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def writing_part(target: Path) -> Iterator[BinaryIO]:
    """A temporary file to be written piece by piece; at the end it gets the target's name, or is removed.

    Its content is on the disk before it has the name. Nobody but the user may read it.
    """
    descriptor, temporary = _create(target)
    with open(descriptor, "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if sys.platform == "win32":
                file.close()
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                file.close()
            temporary.unlink(missing_ok=True)
            raise


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary files in a folder whose writers have ended, as far as that is possible."""
    try:
        names = [entry.name for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
    except OSError:
        return
    for name in names:
        with contextlib.suppress(OSError):
            _remove_if_abandoned(folder / name)


def _remove_if_abandoned(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink()  # Fails for a file that somebody has open.
        return
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if try_lock(descriptor) == "locked":
            path.unlink()
    finally:
        os.close(descriptor)


def _create(target: Path) -> tuple[int, Path]:
    """A new, locked file; made anew if another process took it for abandoned before it was locked."""
    while True:
        # Beside the target, because os.replace is atomic only within one file system.
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=SUFFIX, dir=target.parent)
        # Whoever holds it takes it for abandoned, and is about to remove it.
        if try_lock(descriptor) != "held" and os.path.exists(name):
            return descriptor, Path(name)
        os.close(descriptor)
