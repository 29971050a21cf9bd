"""Atomic replacement of files, content keys, and the resources shipped with the program."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

from svd_core.files.part_files import put_in_place

_PACKAGE = Path(__file__).resolve().parents[1]
RESOURCE_FOLDERS = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")
"""Where resources are looked for: in an installed package, then in a checkout."""


def write_atomically(path: Path | str, data: bytes) -> None:
    """Replace a file's content so that a crash at any moment leaves the old content or the new.

    An existing file keeps its permissions, and a symbolic link stays a link: its target is replaced, if there is one.
    Raises OSError, naming the file, when it cannot be written; the old one is then untouched.
    """
    check_no_dangling_link(Path(path))
    target = Path(os.path.realpath(path))
    try:
        put_in_place(target, data, _mode_for(target))
    except OSError as error:
        # The system names the temporary file, or on a full disk none at all.
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error
    sync_folder(target.parent)


def check_no_dangling_link(path: Path) -> None:
    """Raise OSError if a path is a link to nothing: whoever made it did not mean a new file in that other place."""
    if path.is_symlink() and not path.exists():
        raise OSError(errno.EINVAL, "is a link to a file that is not there; remove the link or restore it", str(path))


def content_key(path: Path | str) -> str:
    """SHA-256 of a file's content in hexadecimal, so a renamed song keeps its key; OSError."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resource(name: str) -> Path:
    """The path of a file shipped with the program: in the installed package, else in the checkout.

    If it is in neither place, the path in the checkout, which the error of opening it will name.
    """
    candidates = [folder / name for folder in RESOURCE_FOLDERS]
    return next((candidate for candidate in candidates if candidate.exists()), candidates[-1])


def _mode_for(target: Path) -> int:
    """The permissions of the file to be replaced, or those that a new file would get."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return new_file_mode()


def new_file_mode() -> int:
    """The permissions that a new file gets."""
    return 0o666 & ~_umask()


def _umask() -> int:
    """The process's umask, read from the system; setting it to read it would affect other threads."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            return int(next(line.split()[1] for line in status if line.startswith("Umask:")), 8)
    except (OSError, StopIteration):
        return 0o022


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that a rename in it survives a power cut; not possible on Windows."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return  # Some network file systems cannot sync a folder; the file itself is on disk.
    finally:
        os.close(descriptor)
