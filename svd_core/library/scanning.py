"""What lies in a folder and below it: sound files, with all that may hold the work on them, found without reading any.

Hidden files and folders are left out. Links to folders are followed, and each folder is looked into once, however many
links lead to it.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, SUFFIX
from svd_core.audio.sound_file import AUDIO_SUFFIXES

_LABEL_ORDER = {suffix.casefold(): number for number, suffix in enumerate(LABEL_SUFFIXES)}
_LABELS_FOLDER = "labels"
_MOST_FOLDERS = 100_000
"""More are no collection of songs; somebody has opened a whole disk."""


@dataclass(frozen=True)
class FoundSong:
    """A sound file below the folder.

    Attributes:
        path: relative to the folder, with "/" between names.
        sound: by what a change of the sound file is noticed: size, time of change and inode as one text.
        work: the same for all files that may hold the work on it: journal, snapshot, labels.
        labels: files that may be its labels, relative to the folder, in the order in which they count.
    """

    path: str
    sound: str
    work: str
    labels: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The folder that it lies in, relative to the folder; empty for the folder itself."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Scan:
    """All that was found.

    Attributes:
        orphans: journals beside which their song is missing, relative to the folder.
        problems: folders that could not be read, a sentence each.
    """

    songs: tuple[FoundSong, ...]
    orphans: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass
class _Listing:
    """The files of one folder that matter, by their names."""

    sounds: dict[str, os.stat_result] = field(default_factory=dict)
    works: dict[str, os.stat_result] = field(default_factory=dict)
    labels: dict[str, list[tuple[str, os.stat_result]]] = field(default_factory=dict)


def scan(folder: Path) -> Generator[int, None, Scan]:
    """Look through a folder; yields how many sound files were found so far. OSError if the folder cannot be read."""
    listings: dict[str, _Listing] = {}
    problems: list[str] = []
    seen: set[tuple[int, int]] = set()
    # Links last, so that a folder is found where it really lies, if that is below this one.
    waiting, linked, count = [""], list[str](), 0
    while waiting or linked:
        inside = waiting.pop() if waiting else linked.pop(0)
        try:
            state = os.stat(folder / inside)
            if (state.st_dev, state.st_ino) in seen and state.st_ino:
                continue
            seen.add((state.st_dev, state.st_ino))
            if len(listings) >= _MOST_FOLDERS:
                problems.append(f"{folder}: over {_MOST_FOLDERS} folders; the rest is left out. Open a smaller one.")
                break
            listings[inside], below, links = _listed(folder, inside)
        except OSError as error:
            if not inside:
                raise
            problems.append(f"{folder / inside}: {error.strerror or error}; what is in it is left out.")
            continue
        waiting += reversed(below)
        linked += links
        count += len(listings[inside].sounds)
        yield count
    return _joined(folder, listings, problems)


def song_at(folder: Path, path: str) -> FoundSong | None:
    """One song with what holds the work on it; None where it is not there. OSError if its folder cannot be read.

    Only files that begin like its name are asked for their state, since this is done after each edit.
    """
    inside, _, name = path.rpartition("/")
    stem = os.path.splitext(name)[0]
    listings = {inside: _listed(folder, inside, stem)[0]}
    labels = _labels_inside(inside)
    if inside and (folder / labels).is_dir():
        listings[labels] = _listed(folder, labels, stem)[0]
    return next((song for song in _joined(folder, listings, [], stem).songs if song.path == path), None)


def _labels_inside(inside: str) -> str:
    """The folder of labels beside a sub-folder, relative to the folder."""
    return f"{inside.rpartition('/')[0]}/{_LABELS_FOLDER}".lstrip("/") if inside else f"../{_LABELS_FOLDER}"


def _listed(folder: Path, inside: str, start: str = "") -> tuple[_Listing, list[str], list[str]]:
    """The files of a folder, its sub-folders, and those that are links, relative to the folder of the songs.

    Only those whose names begin with `start`, however accents are written in them.
    """
    start = unicodedata.normalize("NFC", start)
    listing, below, links = _Listing(), list[str](), list[str]()
    with os.scandir(folder / inside) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(".") or not unicodedata.normalize("NFC", entry.name).startswith(start):
                continue
            if _is_folder(entry):
                (links if entry.is_symlink() else below).append(f"{inside}/{entry.name}".lstrip("/"))
            else:
                _sort_in(entry, listing)
    return listing, below, links


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _sort_in(entry: os.DirEntry[str], listing: _Listing) -> None:
    stem, suffix = os.path.splitext(entry.name)
    kind = suffix.casefold()
    is_work = entry.name.endswith((SUFFIX, SNAPSHOT_SUFFIX))
    if not (is_work or kind in AUDIO_SUFFIXES or kind in _LABEL_ORDER):
        return
    try:
        state = entry.stat()
    except OSError:
        return  # a link to nothing, or just removed
    if not stat.S_ISREG(state.st_mode):
        return
    if is_work:
        listing.works[entry.name] = state
    elif kind in AUDIO_SUFFIXES:
        listing.sounds[entry.name] = state
    else:
        listing.labels.setdefault(unicodedata.normalize("NFC", stem), []).append((entry.name, state))


def _joined(folder: Path, listings: dict[str, _Listing], problems: list[str], start: str = "") -> Scan:
    """The songs with what lies beside them or in the folder of labels beside theirs."""
    outer = _labels_outside(folder, start) if "" in listings else _Listing()
    songs, orphans = [], []
    for inside, listing in sorted(listings.items()):
        labels_inside = _labels_inside(inside)
        beside = listings.get(labels_inside, _Listing()) if inside else outer
        for name, state in listing.sounds.items():
            stem = unicodedata.normalize("NFC", os.path.splitext(name)[0])
            labels = [
                (f"{place}/{file}".lstrip("/"), label_state)
                for place, held in ((inside, listing), (labels_inside, beside))
                for file, label_state in sorted(held.labels.get(stem, ()), key=_label_rank)
            ]
            works = [listing.works[name + end] for end in (SUFFIX, SNAPSHOT_SUFFIX) if name + end in listing.works]
            work = " ".join(map(_stamp, [*works, *(label_state for _, label_state in labels)]))
            path = f"{inside}/{name}".lstrip("/")
            songs.append(FoundSong(path, _stamp(state), work, tuple(file for file, _ in labels)))
        orphans += [f"{inside}/{name}".lstrip("/") for name in listing.works if _is_orphan(name, listing.sounds)]
    return Scan(tuple(songs), tuple(orphans), tuple(problems))


def _labels_outside(folder: Path, start: str) -> _Listing:
    """The labels in the folder `labels` beside the folder of the songs whose names begin with `start`."""
    start = unicodedata.normalize("NFC", start)
    listing = _Listing()
    try:
        with os.scandir(folder.parent / _LABELS_FOLDER) as entries:
            for entry in entries:
                if not unicodedata.normalize("NFC", entry.name).startswith(start):
                    continue
                if os.path.splitext(entry.name)[1].casefold() in _LABEL_ORDER and not entry.name.startswith("."):
                    _sort_in(entry, listing)
    except OSError:
        return _Listing()
    return listing


def _is_orphan(work: str, sounds: Iterable[str]) -> bool:
    """Whether a journal is of a song that is not beside it; copies, whose names say more, are not meant."""
    name = work.removesuffix(SUFFIX)
    return work.endswith(SUFFIX) and os.path.splitext(name)[1].casefold() in AUDIO_SUFFIXES and name not in sounds


def _label_rank(pair: tuple[str, os.stat_result]) -> int:
    return _LABEL_ORDER[os.path.splitext(pair[0])[1].casefold()]


def _stamp(state: os.stat_result) -> str:
    return f"{state.st_size}-{state.st_mtime_ns}-{state.st_ino}"
