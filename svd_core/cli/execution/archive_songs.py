"""The songs of an archive, here or elsewhere, each with its label file; those that need nothing done are left out."""

from __future__ import annotations

import argparse
import glob
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice, takewhile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from svd_core.annotation import detected_labels
from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.cli.execution.songs import Song, find_songs, listed_names, refuse_shared
from svd_core.cli.options import UsageError
from svd_core.cluster.places import contents, find, is_url, place
from svd_core.errors import DataError, in_words
from svd_core.files.visible_text import visible

_AT_ONCE = 256
"""Label files that are looked for together: elsewhere every question takes as long as many."""


class ArchiveSong(NamedTuple):
    """A song and its label file, paths or URLs; no label file if none is wanted.

    Texts, because a driver may have a million of them in memory.
    """

    song: str
    labels: str


class Task(NamedTuple):
    """A song to detect.

    Attributes:
        labels: the file to write; empty if it is to stay as it is, or none is wanted.
        replace: whether any file that is there is to be replaced.
        outdated: contents of labels by another detector; they are replaced if they are still the same by then.
        row: whether the table lacks the song.
    """

    song: str
    labels: str
    replace: bool
    outdated: bytes | None = None
    row: bool = False


class Passed(NamedTuple):
    """A song in which there is nothing to do; with a reason if that is a failure."""

    song: str
    labels: str
    reason: str = ""


def archive_songs(arguments: argparse.Namespace, suffix: str | None) -> list[ArchiveSong]:
    """All songs that the command line names, each once, with label files of this suffix; None for no label files.

    UsageError for none, DataError for a place that cannot be read, or songs that would share a label file.
    """
    found = list(dict(_found(arguments)).items())
    if not found:
        raise UsageError("name a SONG or a folder of them, or a --list of songs")
    if suffix is None:
        return [ArchiveSong(song, "") for song, _ in found]
    out = None if arguments.out is None else str(place(arguments.out))
    short = [_label_place(song, inside, out, suffix, keep_suffix=False) for song, inside in found]
    shared = {name for name, count in Counter(short).items() if count > 1}
    songs = [
        ArchiveSong(song, name if name not in shared else _label_place(song, inside, out, suffix, keep_suffix=True))
        for (song, inside), name in zip(found, short, strict=True)
    ]
    refuse_shared(songs)
    return songs


def tasks(
    songs: Iterable[ArchiveSong], detector_key: str, skip: bool, force: bool, rows: Collection[str] | None
) -> Iterator[Task | Passed]:
    """What is to be done with each song, by what is there already.

    skip, force: as the options of `svd detect` say. rows: the songs in the table, as `visible`
    writes them; None without a table.
    """
    remaining = iter(songs)
    while batch := list(islice(remaining, _AT_ONCE)):
        there = {} if force else contents([song.labels for song in batch if song.labels])
        for each in batch:
            yield _task(each, there.get(each.labels), detector_key, skip, force, rows)


def _task(
    each: ArchiveSong, labels: bytes | DataError | None, key: str, skip: bool, force: bool, rows: Collection[str] | None
) -> Task | Passed:
    row = rows is not None and visible(each.song) not in rows
    if isinstance(labels, DataError):
        return Passed(*each, str(labels))
    if labels is None:
        return Task(*each, replace=force, row=row) if each.labels or row else Passed(*each)
    if not skip:
        reason = (
            f"{each.labels}: is there already; --skip-existing passes over it, --force replaces it and keeps the old "
            "one, --out FOLDER writes elsewhere."
        )
        return Passed(*each, reason)
    sound = None if is_url(each.song) else Path(each.song)
    try:
        outdated = detected_labels.is_of_another_detector(labels, sound, key)
    except OSError as error:  # The sound, which tells apart what is empty.
        return Passed(*each, in_words(error))
    if outdated:
        return Task(*each, replace=False, outdated=labels, row=row)
    return Task(each.song, "", replace=False, row=True) if row else Passed(*each)


def _found(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The songs as texts, and the folder of each inside of the one that was given."""
    paths, others = list[Path](), list[Path | str]()
    listed = (name if is_url(name) else arguments.list.parent / name for name in listed_names(arguments.list))
    for given in chain(arguments.songs, listed):
        where = place(str(given))
        if isinstance(where, str) or (glob.has_magic(str(where)) and not where.exists()):
            others.append(where)
        else:
            paths.append(where)
    for song in find_songs(paths):
        # Workers have working folders of their own.
        yield os.path.abspath(song.path), str(song.inside)
    for where in others:
        yield from find(where, AUDIO_SUFFIXES) if isinstance(where, str) else _matching(str(where))


def _matching(pattern: str) -> Iterator[tuple[str, str]]:
    """The sound files that a pattern names, or that are in folders that it names.

    Their folders count from the one that stands before its first sign. DataError if there are none.
    """
    parts = Path(pattern).parts
    root = os.path.join(*takewhile(lambda part: not glob.has_magic(part), parts), "")
    matches = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]
    given = [match for match in matches if match.is_dir() or match.suffix.lower() in AUDIO_SUFFIXES]
    songs = [song.path for song in find_songs(given) if not song.path.is_dir()]
    if not songs:
        hint = " In a pattern, [[] stands for a bracket." if "[" in pattern else ""
        raise DataError(f"{pattern}: no sound files there.{hint}")
    for song in songs:
        yield os.path.abspath(song), os.path.relpath(song.parent, root or ".")


def _label_place(song: str, inside: str, out: str | None, suffix: str, keep_suffix: bool) -> str:
    """The label file of a song: beside it, or in the same subfolder of `out`."""
    if not is_url(song) and not is_url(out or ""):
        folder = None if out is None else Path(os.path.abspath(out))
        return str(Song(Path(song), Path(inside)).output(folder, suffix, keep_suffix))
    name = PurePosixPath(song)
    label_name = (name.name if keep_suffix else name.stem) + suffix
    if out is None:
        return f"{song.rpartition('/')[0]}/{label_name}"
    root = out.rstrip("/") if is_url(out) else os.path.abspath(out)
    return "/".join(filter(None, (root, "" if inside == "." else inside, label_name)))
