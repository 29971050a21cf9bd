"""Bringing the list of a folder up to date: what is new, changed or moved is read, all else stays as it is."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from svd_core.files.storage import content_key
from svd_core.library.index import SongIndex
from svd_core.library.scanning import FoundSong, Scan, scan, song_at
from svd_core.library.song_reading import SongReader
from svd_core.library.song_row import SongRow

_PIECE = 40
"""Songs that are read before they are told of and kept."""
_THREADS = 2
"""They mostly wait for the disk; what they compute takes one core in any case."""


@dataclass(frozen=True)
class Refreshed:
    """A piece of the work is done: so many of the songs to be read, with what changed in the list."""

    done: int
    total: int
    rows: tuple[SongRow, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderState:
    """A folder as it was found at the end.

    Attributes:
        rows: the songs, by path.
        orphans: journals whose song is missing beside them, relative to the folder.
        problems: what could not be looked into, a sentence each.
    """

    rows: Mapping[str, SongRow]
    orphans: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def refresh(
    reader: SongReader,
    index: SongIndex,
    keys: Mapping[str, str] | None = None,
    known: Mapping[str, SongRow] | None = None,
) -> Generator[Refreshed, None, FolderState]:
    """Bring the index of a folder up to date; yields pieces of the work. OSError if the folder cannot be read.

    `keys`: content keys of songs by path, as far as somebody has just found them; `known`: the rows of the index, where
    somebody has just read them.
    """
    index.return_to_place()
    keys, known = keys or {}, index.rows() if known is None else known
    found = yield from _scanned(reader)
    present = {song.path for song in found.songs}
    gone = [row for path, row in known.items() if path not in present]
    index.put(removed=[row.path for row in gone])
    yield Refreshed(0, 0, (), tuple(row.path for row in gone))
    rows = {song.path: known[song.path] for song in found.songs if song.path in known}
    stale = [song for song in found.songs if song.path in keys or not reader.is_current(song, known.get(song.path))]
    moved = _Moved(reader, gone)
    done = 0
    with ThreadPoolExecutor(_THREADS, "songs") as pool:
        for piece in _pieces(stale):
            former = [known.get(song.path) or moved.former(song) for song in piece]
            new_keys = [keys.get(song.path, "") for song in piece]
            fresh = tuple(pool.map(partial(_read, reader), piece, former, new_keys))
            rows |= {row.path: row for row in fresh}
            index.put(fresh)
            done += len(piece)
            yield Refreshed(done, len(stale), fresh)
    return FolderState(rows, found.orphans, found.problems)


def refresh_song(reader: SongReader, index: SongIndex, path: str, key: str = "") -> SongRow | None:
    """Read one song anew, as after it was worked on; None where it is not there any more. OSError.

    `key`: its content key, where it is known by now.
    """
    rows, _ = refresh_songs(reader, index, {path: key})
    return rows[0] if rows else None


def refresh_songs(
    reader: SongReader, index: SongIndex, keys: Mapping[str, str]
) -> tuple[tuple[SongRow, ...], tuple[str, ...]]:
    """The same for the paths and keys of several: their rows, and the paths of those that are not there any more."""
    rows: list[SongRow] = []
    gone: list[str] = []
    for path, key in keys.items():
        found = song_at(reader.folder, path)
        if found is None:
            gone.append(path)
        else:
            rows.append(_read(reader, found, index.row(path), key))
    index.put(rows, gone)
    return tuple(rows), tuple(gone)


def read_by_others(reader: SongReader, index: SongIndex, known: Mapping[str, SongRow]) -> tuple[SongRow, ...]:
    """The rows of songs that other windows and programs have read since, as after they were worked on there. OSError.

    `known`: the rows so far. What another detector thinks of a song is nothing to this reader: where the song has
    changed, it is read once more, and otherwise stays as it is. So two windows with two models do not chase each other.
    """
    if not index.has_changed():
        return ()
    found: list[SongRow] = []
    for path, row in index.rows().items():
        former = known.get(path)
        if former is None or row == former:
            continue  # What is new, a refresh finds, which also knows what it was before.
        if reader.detector is None or row.detector == reader.detector.key:
            found.append(row)
        elif (row.sound, row.work) != (former.sound, former.work) and (song := song_at(reader.folder, path)):
            found.append(reader.read(song, former))
    return tuple(found)


def _read(reader: SongReader, song: FoundSong, former: SongRow | None, key: str) -> SongRow:
    """Read a song whose content key may be known otherwise ("": it is not)."""
    row = reader.read(song, former if former is None or not key else replace(former, key=key))
    return row if not key or row.key == key else reader.read(song, replace(row, key=key))


def _scanned(reader: SongReader) -> Generator[Refreshed, None, Scan]:
    looking = scan(reader.folder)
    while True:
        try:
            next(looking)
        except StopIteration as stop:
            result: Scan = stop.value
            return result
        yield Refreshed(0, 0)


class _Moved:
    """Songs that are missing, among which a new one may be under its former name or place."""

    def __init__(self, reader: SongReader, gone: Iterable[SongRow]) -> None:
        self._reader = reader
        self._by_stamp = {row.sound: row for row in gone}
        self._by_size: dict[str, list[SongRow]] = {}
        for row in gone:
            if row.key:
                self._by_size.setdefault(row.sound.partition("-")[0], []).append(row)

    def former(self, song: FoundSong) -> SongRow | None:
        """The row of a song under its former name, as if it had been read now; None where it is new."""
        row = self._by_stamp.get(song.sound)
        if row is None and (alike := self._by_size.get(song.sound.partition("-")[0])):
            try:
                key = content_key(self._reader.folder / song.path)
            except OSError:
                return None
            row = next((one for one in alike if one.key == key), None)
        return None if row is None else replace(row, path=song.path, sound=song.sound)


def _pieces(songs: Iterable[FoundSong]) -> Iterator[list[FoundSong]]:
    waiting = iter(songs)
    while piece := list(islice(waiting, _PIECE)):
        yield piece
