"""The songs of a folder as a list to look through: which are shown, in what order, in which groups, and their sums."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from svd_core.annotation.song_status import STATUSES, Status
from svd_core.library.song_row import SongRow

Column = Literal["name", "artist", "seconds", "status", "checked", "doubt", "conflict", "annotators", "note"]
COLUMNS: tuple[Column, ...] = (
    "name", "status", "seconds", "checked", "doubt", "conflict", "artist", "annotators", "note",
)  # fmt: skip
Grouping = Literal["", "parent", "artist"]
"""Not in groups, by sub-folder, or by artist."""
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class SongFilter:
    """What a song must be to be listed; what is empty or false asks for nothing.

    Attributes:
        text: words that must all be in path, artist, annotators or note, in letters of any case.
        statuses: one of these; empty for any.
        problems: only those that cannot be read.
    """

    text: str = ""
    statuses: frozenset[Status] = frozenset()
    problems: bool = False


@dataclass(frozen=True)
class Totals:
    """Sums over songs; seconds."""

    songs: int
    by_status: Mapping[Status, int]
    seconds: float
    checked: float


def totals(rows: Iterable[SongRow]) -> Totals:
    """What songs add up to."""
    rows = list(rows)
    counts = Counter(row.status for row in rows)
    by_status = {status: counts[status] for status in STATUSES}
    return Totals(len(rows), by_status, sum(row.seconds for row in rows), sum(row.checked for row in rows))


class SongListing:
    """All songs of a folder, prepared to be searched and put in order quickly."""

    def __init__(self, rows: Iterable[SongRow] = ()) -> None:
        self._rows: dict[str, SongRow] = {}
        self._texts: dict[str, str] = {}
        self._names: dict[str, tuple[Any, ...]] = {}
        self.update(rows)

    @property
    def rows(self) -> Mapping[str, SongRow]:
        """The songs by path."""
        return self._rows

    def update(self, rows: Iterable[SongRow] = (), removed: Iterable[str] = ()) -> None:
        """Take in songs that are new or changed, and forget others."""
        for path in removed:
            for kept in (self._rows, self._texts, self._names):
                kept.pop(path, None)
        for row in rows:
            self._rows[row.path] = row
            self._texts[row.path] = "\n".join((row.path, row.artist, *row.annotators, row.note)).casefold()
            if row.path not in self._names:
                self._names[row.path] = natural(row.path)

    def chosen(self, wanted: SongFilter) -> list[SongRow]:
        """The songs that a filter lets through, in no particular order."""
        words, texts = wanted.text.casefold().split(), self._texts
        rows: Iterable[SongRow] = self._rows.values()
        if wanted.statuses:
            rows = [row for row in rows if row.status in wanted.statuses]
        if wanted.problems:
            rows = [row for row in rows if row.problem]
        for word in words:
            rows = [row for row in rows if word in texts[row.path]]
        return list(rows)

    def ordered(self, rows: Iterable[SongRow], column: Column, descending: bool = False) -> list[SongRow]:
        """Songs in the order of a column; equal ones by name, those without a value last."""
        by_name = sorted(rows, key=lambda row: self._names[row.path])
        if column == "name":
            return by_name[::-1] if descending else by_name
        key = _KEYS[column]
        pairs = [(key(row), row) for row in by_name]
        known = [pair for pair in pairs if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=descending)
        return [row for _, row in known] + [row for value, row in pairs if value is None]


def grouped(rows: Iterable[SongRow], grouping: Grouping) -> dict[str, list[SongRow]]:
    """Songs in groups, by the group's name in natural order; within each, songs stay in their order."""
    groups: dict[str, list[SongRow]] = {}
    for row in rows:
        groups.setdefault(getattr(row, grouping) if grouping else "", []).append(row)
    return dict(sorted(groups.items(), key=lambda item: natural(item[0])))


def natural(text: str) -> tuple[Any, ...]:
    """A key by which names are in the order that people expect: "2 Intro" before "10 Outro", in letters of any case."""
    pieces = _NUMBERS.split(text.casefold())
    return tuple(int(piece) if index % 2 else piece for index, piece in enumerate(pieces))


_STATUS_ORDER = {status: number for number, status in enumerate(STATUSES)}
_KEYS: dict[Column, Callable[[SongRow], Any]] = {
    "artist": lambda row: row.artist.casefold() or None,
    "seconds": lambda row: row.seconds or None,
    "status": lambda row: _STATUS_ORDER[row.status],
    "checked": lambda row: row.checked,
    "doubt": lambda row: row.doubt,
    "conflict": lambda row: row.conflict,
    "annotators": lambda row: (", ".join(row.annotators)).casefold() or None,
    "note": lambda row: row.note.casefold() or None,
}
