"""The index of a folder: what was read of each song, in SQLite, so that only changed songs are read again.

It is never the truth: the truth is in the songs' journals, and what is missing, damaged or of another version is read
from them anew. So nothing that goes wrong here is an error for anybody; it only takes time.
"""

from __future__ import annotations

import contextlib
import math
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from svd_core.annotation.song_status import HAND_STATUSES
from svd_core.library import index_places
from svd_core.library.song_row import SongRow, is_inside

MIGRATIONS = (
    """
    CREATE TABLE songs (
        path BLOB PRIMARY KEY, sound TEXT NOT NULL, work TEXT NOT NULL, key TEXT NOT NULL, artist TEXT NOT NULL,
        seconds REAL NOT NULL, checked REAL NOT NULL, touched REAL NOT NULL, is_proposed INTEGER NOT NULL,
        n_regions INTEGER, conflict REAL, doubt REAL, detector TEXT NOT NULL, annotators TEXT NOT NULL,
        edited TEXT NOT NULL, by_hand TEXT NOT NULL, note TEXT NOT NULL, problem TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
"""What makes each version from the one before it; the number of them is the version (`user_version`)."""

BUSY_SECONDS = 5.0
"""How long a write waits for another program's; then it is given up, since the songs are only read once more."""

_COLUMNS = tuple(field.name for field in fields(SongRow))
_PUT = f"INSERT OR REPLACE INTO songs ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_SECONDS = ("seconds", "checked", "touched", "conflict", "doubt")
_LONGEST_PATH = 4096
_BETWEEN = "\x1f"
"""Stands between the names of annotators, in which control characters are replaced."""


class SongIndex:
    """The rows of a folder's songs. Threads and programs may share one; `place` says where it lies, None: nowhere."""

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self._folder = folder
        self._places = index_places.places(folder, cache)
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._seen_version = 0
        self.place: Path | None = None
        self._identity: tuple[int, int] | None = None
        self._open()

    def rows(self) -> dict[str, SongRow]:
        """All rows, by path; none where the index had to be made anew."""
        with self._lock:
            try:
                return self._read()
            except (sqlite3.Error, ValueError, TypeError):
                self._begin_anew()
                return {}

    def row(self, path: str) -> SongRow | None:
        """The row of one song; None where there is none."""
        with self._lock:
            try:
                return self._read("WHERE path = ?", os.fsencode(path)).get(path)
            except (sqlite3.Error, ValueError, TypeError):
                self._begin_anew()
                return None

    def has_changed(self) -> bool:
        """Whether another program, or another `SongIndex`, has put anything since this was asked last, or it opened."""
        with self._lock:
            try:
                version, self._seen_version = self._seen_version, self._version()
            except sqlite3.Error:
                return False
            return version != self._seen_version

    def put(self, rows: Iterable[SongRow] = (), removed: Iterable[str] = ()) -> bool:
        """Keep rows in place of older ones of these songs, and forget others; whether that worked."""
        values, gone = [_values(row) for row in rows], [(os.fsencode(path),) for path in removed]
        with self._lock:
            if self._connection is None or not (values or gone):
                return False
            try:
                with self._transaction() as connection:
                    connection.executemany("DELETE FROM songs WHERE path = ?", gone)
                    connection.executemany(_PUT, values)
            except sqlite3.OperationalError:
                return False  # busy for long, or the disk is full
            except sqlite3.Error:
                self._begin_anew()
                return False
            return True

    def return_to_place(self) -> None:
        """Where the file was deleted or replaced by another since it was opened, go on with what is in its place.

        Else it would be written to a file without a name, which nobody else sees. The rows go along. Where the folder
        itself is not there, as on a drive that was taken out, the file stays open.
        """
        if not self._folder.is_dir():
            return
        with self._lock:
            if self._connection is None or self.place is None or _identity(self.place) == self._identity:
                return
            try:
                rows = self._read()
            except (sqlite3.Error, ValueError, TypeError):
                rows = {}
            self._disconnect()
            self.place = None
            self._open()
        self.put(rows.values())

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._disconnect()

    # --- opening ---

    def _open(self) -> None:
        for number, place in enumerate(self._places):
            is_last = number == len(self._places) - 1
            try:
                index_places.prepare(place)
                self._connection = _connected(place, may_replace_newer=is_last)
            except (OSError, sqlite3.Error):
                continue
            if self._connection is not None:
                self.place, self._seen_version = place, self._version()
                self._identity = _identity(place)
                return

    def _begin_anew(self) -> None:
        """Replace a damaged file by an empty one."""
        self._disconnect()
        if self.place is not None:
            with contextlib.suppress(OSError):
                index_places.delete(self.place)
        self.place = None
        self._open()

    def _disconnect(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _version(self) -> int:
        """A number that is another one after others have written, and stays after writing here."""
        if self._connection is None:
            return 0
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _read(self, where: str = "", *values: object) -> dict[str, SongRow]:
        if self._connection is None:
            return {}
        found = map(_row, self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM songs {where}", values))
        return {row.path: row for row in found if is_inside(row.path)}

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        assert self._connection is not None
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _connected(place: Path, may_replace_newer: bool) -> sqlite3.Connection | None:
    """A connection to an index that can be written, made or replaced if need be; None where it is a later version's.

    Raises sqlite3.Error or OSError where there can be none.
    """
    for _ in range(2):
        connection = sqlite3.connect(place, BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            version = _prepared(connection)
        except sqlite3.OperationalError:
            connection.close()
            raise  # read-only, no room, busy: not damaged
        except sqlite3.Error:
            version = -1
        if version == len(MIGRATIONS):
            return connection
        connection.close()
        if version > len(MIGRATIONS) and not may_replace_newer:
            return None
        index_places.delete(place)
    return None


def _prepared(connection: sqlite3.Connection) -> int:
    """Bring an index up to the present version; returns its version, -1 for one that is not as it should be."""
    # What stands in a file of others is data: neither its views nor its triggers call any function.
    connection.execute("PRAGMA trusted_schema = OFF")
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise sqlite3.OperationalError("no write-ahead log here")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        return version
    connection.execute("BEGIN IMMEDIATE")  # fails at once where nothing can be written
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for script in MIGRATIONS[version:]:
        connection.execute(script)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")
    sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    return len(MIGRATIONS) if sound and _schema(connection) == _expected_schema() else -1


def _identity(place: Path) -> tuple[int, int] | None:
    """What tells a file from another one that takes its name; None where there is none."""
    try:
        status = place.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _schema(connection: sqlite3.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute("SELECT sql FROM sqlite_master ORDER BY name")]


def _expected_schema() -> list[str]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for script in MIGRATIONS:
            connection.execute(script)
        return _schema(connection)


def _values(row: SongRow) -> tuple[Any, ...]:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["path"] = os.fsencode(row.path)
    values["annotators"] = _BETWEEN.join(row.annotators)
    values["is_proposed"] = int(row.is_proposed)
    # SQLite takes no halves of characters, as names in tags may hold.
    plain = (
        value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values.values()
    )
    return tuple(plain)


def _row(values: tuple[Any, ...]) -> SongRow:
    """The row in a line of the table; ValueError for what no version of ours has written."""
    found = dict(zip(_COLUMNS, values, strict=True))
    found["path"] = os.fsdecode(found["path"])
    found["annotators"] = tuple(filter(None, found["annotators"].split(_BETWEEN)))
    found["is_proposed"] = bool(found["is_proposed"])
    if found["by_hand"] not in HAND_STATUSES:
        raise ValueError(f"no status: {found['by_hand']!r}")
    if not math.isfinite(sum(found[name] or 0.0 for name in _SECONDS)) or len(found["path"]) > _LONGEST_PATH:
        raise ValueError("numbers or a path as no song has them")
    return SongRow(**found)
