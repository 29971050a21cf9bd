"""Journals that lost their song, as when it was renamed or moved without them: found again by content, and offered."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.journal.places import SUFFIX, lock_path_for, path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.errors import DataError, FormatError
from svd_core.files.owner_lock import OwnerLock
from svd_core.files.storage import content_key
from svd_core.library.song_row import SongRow


@dataclass(frozen=True)
class Reunion:
    """A journal and the song that it was made for, which is now elsewhere; both relative to the folder."""

    journal: str
    song: str


def reunions(
    folder: Path, orphans: Sequence[str], rows: Iterable[SongRow]
) -> Generator[int, None, tuple[Reunion, ...]]:
    """Find the songs of journals whose songs are missing beside them; yields how many files were read so far.

    Only songs without work of their own are looked at, those of the same name first, until all journals have theirs.
    """
    wanted: dict[str, list[str]] = {}
    for path in orphans:
        if key := _song_key(folder / path):
            wanted.setdefault(key, []).append(path)
    names = {_song_name(path).casefold() for path in orphans}
    free = [row for row in rows if not row.work and row.n_regions is None]
    found: list[Reunion] = []
    for number, row in enumerate(
        sorted(free, key=lambda row: (not row.key, row.name.casefold() not in names)), start=1
    ):
        if not any(wanted.values()):
            break
        try:
            key = row.key or content_key(folder / row.path)
        except OSError:
            continue
        if waiting := wanted.get(key):
            # Of several journals of one content, the one that lies or is named most like the song.
            best = max(waiting, key=lambda path: (_song_name(path) == row.name, _parent(path) == row.parent))
            waiting.remove(best)
            found.append(Reunion(best, row.path))
        yield number
    return tuple(found)


def reunite(folder: Path, reunion: Reunion) -> None:
    """Move a journal beside its song.

    Raises DataError where the song has a journal by now, or somebody has one of the two open. OSError.
    """
    source, target = folder / reunion.journal, path_for(folder / reunion.song)
    with _locked(source), _locked(target):
        try:
            os.link(source, target)  # fails where there is something already, unlike a renaming
        except FileExistsError as error:
            raise DataError(f"{target}: is there already; open the song and use Edit > Merge a Copy.") from error
        except OSError:
            if target.exists():
                raise DataError(f"{target}: is there already; open the song and use Edit > Merge a Copy.") from None
            source.rename(target)  # on file systems without hard links
        else:
            source.unlink()


@contextlib.contextmanager
def _locked(journal: Path) -> Iterator[None]:
    """Hold the lock on a journal. DataError where somebody else has it, OSError where there can be none."""
    lock = OwnerLock(lock_path_for(journal))
    if (holder := lock.acquire()) is not None:
        raise DataError(f"{journal}: {holder.user} has the song open on {holder.host}; close it there first.")
    try:
        yield
    finally:
        lock.release()


def _song_key(journal: Path) -> str:
    try:
        reading = read_journal(journal)
    except (FormatError, OSError):
        return ""
    return "" if reading.damage else reading.history.annotation.song_key


def _song_name(journal: str) -> str:
    return journal.rpartition("/")[2].removesuffix(SUFFIX)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
