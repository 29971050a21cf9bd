"""Files that are on this machine (paths) or elsewhere (URLs such as s3://bucket/song.mp3), read where they lie.

fsspec opens URLs; what a scheme needs beside it, such as s3fs, says its message.
"""

from __future__ import annotations

import contextlib
import glob
import os
import posixpath
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from svd_core.errors import DataError
from svd_core.files.backups import SUFFIX, replace_keeping_backup

Place = Path | str
"""A path, or the URL of a file elsewhere."""


def place(text: str) -> Place:
    """What a person has written: a URL, or a path; one with file:// before it, too."""
    if text.startswith("file://"):
        return Path(text.removeprefix("file://"))
    return text if is_url(text) else Path(text)


def is_url(text: str) -> bool:
    """Whether a text names something elsewhere."""
    return "://" in text


def find(url: str, suffixes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files of these suffixes that a URL names, in alphabetical order, and the folder of each inside of it.

    The URL is that of a file, of a folder that is searched with all below it, or a pattern with asterisks, where all
    else is meant as it stands, brackets too; what comes before the first of them is the folder then. Hidden files are
    left out. Raises DataError if it cannot be read, or there are none.
    """
    system, path = _opened(url)
    wanted = frozenset(suffixes)
    with _told(url):
        if "*" in path:
            root, names = posixpath.dirname(path.partition("*")[0]), system.glob(_only_asterisks(path))
        elif system.isdir(path):
            root, names = path.rstrip("/"), system.find(path)
        else:
            root, names = posixpath.dirname(path), [path]
            wanted = frozenset([posixpath.splitext(path)[1].lower()])
    folders = {name: posixpath.relpath(posixpath.dirname(name), root) for name in names if _is_wanted(name, wanted)}
    inside = {name: "" if folder == "." else folder for name, folder in folders.items() if not _is_hidden(folder)}
    if not inside:
        raise DataError(f"{url}: no sound files there.")
    for name in sorted(inside):
        yield system.unstrip_protocol(name), inside[name]


def matching(folder: str, pattern: str) -> list[str]:
    """The URLs of files in a folder whose names match, in alphabetical order. DataError if it cannot be read."""
    system, path = _opened(folder)
    with _told(folder):
        # The folder is taken as it is, also with brackets in its name.
        names = system.glob(f"{glob.escape(path.rstrip('/'))}/{pattern}")
        return [system.unstrip_protocol(name) for name in sorted(names)]


@contextlib.contextmanager
def as_file(place: Place) -> Iterator[Path]:
    """The path of a file; one that is elsewhere is fetched, under its own name, until the end of the block."""
    if isinstance(place, Path):
        yield place
        return
    system, path = _opened(place)
    with tempfile.TemporaryDirectory(prefix="svd-song-") as folder:
        copy = Path(folder, posixpath.basename(path))
        with _told(place):
            system.get_file(path, str(copy))
        yield copy


def contents(places: Sequence[str]) -> Mapping[str, bytes | DataError]:
    """What is in those files that are there, or why it cannot be read.

    Those of one file system elsewhere are asked for together. DataError if such a system does not answer.
    """
    found: dict[str, bytes | DataError] = {}
    elsewhere: dict[Any, dict[str, str]] = {}
    for text in places:
        if is_url(text):
            system, path = _opened(text)
            elsewhere.setdefault(system, {})[path] = text
            continue
        try:
            found[text] = Path(text).read_bytes()
        except FileNotFoundError:
            pass
        except OSError as error:
            found[text] = DataError(f"{text}: cannot be read ({error.strerror or error}).")
    for system, texts in elsewhere.items():
        with _told(next(iter(texts.values()))):
            # Unlike `cat` this takes names as they are, also those with brackets.
            answers = system.cat_ranges(list(texts), None, None, on_error="return")
        for text, answer in zip(texts.values(), answers, strict=True):
            if isinstance(answer, bytes):
                found[text] = answer
            elif not isinstance(answer, FileNotFoundError):
                found[text] = DataError(f"{text}: cannot be read ({answer}).")
    return found


def write(place: Place, content: bytes, replace: bool, outdated: bytes | None = None) -> None:
    """Write a file as a whole, and its folder if there is none; what was there is kept beside it as a backup.

    outdated: content that may be replaced in any case. The same content may be there already, from a worker that died
    behind this. Raises DataError if another one is and is not to be replaced, OSError if it cannot be written.
    """
    there = contents([str(place)]).get(str(place))
    if isinstance(there, DataError):
        raise there
    if there == content:
        return
    if there is not None and there != outdated and not replace:
        raise DataError(f"{place}: has come to be there since, with other content; it is left as it is.")
    if isinstance(place, Path):
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_keeping_backup(place, content)
        return
    system, path = _opened(place)
    with _told(place):
        if there is not None:
            system.cp_file(path, _free_name(system, path + SUFFIX))
        system.makedirs(posixpath.dirname(path), exist_ok=True)
        system.pipe_file(path, content)


def _only_asterisks(pattern: str) -> str:
    """The pattern in which brackets and question marks stand for themselves."""
    return "*".join(map(glob.escape, pattern.split("*")))


def _free_name(system: Any, name: str) -> str:
    number, free = 1, name
    while system.exists(free):
        number += 1
        free = f"{name}{number}"
    return free


def _is_wanted(name: str, suffixes: frozenset[str]) -> bool:
    base = posixpath.basename(name)
    return os.path.splitext(base)[1].lower() in suffixes and not base.startswith(".")


def _is_hidden(folder: str) -> bool:
    return any(part.startswith(".") and part != "." for part in folder.split("/"))


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it; DataError for a scheme that is not known or lacks its package."""
    # PyTorch brings fsspec, but it takes a while to import.
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise DataError(f"{url}: cannot be opened ({error}).") from error
    return system, path


@contextlib.contextmanager
def _told(place: str) -> Iterator[None]:
    """Errors of a file system elsewhere, in the words of this program."""
    try:
        yield
    except FileNotFoundError as error:
        raise DataError(f"{place}: is not there; check the name.") from error
    except Exception as error:  # Every file system has classes of its own.
        raise DataError(f"{place}: {type(error).__name__}: {error}") from error
