"""Files replaced with what was there kept beside them: `song.lab.bak`, then `song.lab.bak2` and so on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from svd_core.files.storage import check_no_dangling_link, write_atomically

SUFFIX = ".bak"


def replace_keeping_backup(path: Path, data: bytes) -> Path | None:
    """Write a file in one step; the path of the backup of what was there, None if nothing was or it was the same.

    No backup is ever replaced. OSError, and then the file is as it was.
    """
    check_no_dangling_link(path)
    backup = None if not path.exists() or _is_content(path, data) else back_up(path)
    write_atomically(path, data)
    return backup


def back_up(path: Path) -> Path | None:
    """Give what is at a path a second name beside it, for whoever is about to replace it; None where nothing is.

    Returns the name that a backup of the very same file has already, if there is one. OSError.
    """
    if not path.exists():
        return None
    for backup in _names(path):
        try:
            # Replacing the file leaves what it was to this name of it.
            os.link(os.path.realpath(path), backup)
        except FileExistsError:
            if os.path.samefile(backup, path) and not backup.is_symlink():
                return backup
            continue
        except OSError:  # no hard links on this file system
            if os.path.lexists(backup):
                continue
            shutil.copy2(path, backup)
        return backup
    raise AssertionError("there is always another name")


def _is_content(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _names(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + SUFFIX)
    for number in count(2):
        yield path.with_name(f"{path.name}{SUFFIX}{number}")
