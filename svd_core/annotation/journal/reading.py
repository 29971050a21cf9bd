"""Reading a journal: the history in it, and how far the file is good.

A last line without its end is what a crash leaves; it was never acknowledged and is dropped. Any other line that cannot
be read makes the journal damaged: what comes before it is shown, and nothing is written until a person decides.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from svd_core.annotation.journal.history import History, Step
from svd_core.annotation.journal.records import Header, Move, Naming, Record, SongMark, read_header, read_record
from svd_core.errors import FormatError
from svd_core.files.plain_file import open_plain

MAX_BYTES = 500_000_000


@dataclass(frozen=True)
class Stamp:
    """By what a change of a file is noticed: its inode, size in bytes and time of change in nanoseconds."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, state: os.stat_result) -> Stamp:
        """The stamp of a file whose state the system has told."""
        return cls(state.st_ino, state.st_size, state.st_mtime_ns)


@dataclass
class Reading:
    """A journal as read from a file.

    Attributes:
        lines: the good lines after the header, with their line feeds.
        stamp: the file's stamp when it was read.
        size: bytes up to the end of the last good line.
        digest: SHA-256 of these bytes.
        ends_cleanly: whether the last good line has its line feed.
        damage: what is wrong with the first line that cannot be read; empty where all can.
    """

    header: Header
    header_line: bytes
    history: History
    stamp: Stamp
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    digest: str = ""
    ends_cleanly: bool = True
    damage: str = ""


def read_journal(path: Path) -> Reading:
    """Read a journal. Raises FormatError if it has no header that can be read (NewerFormatError: of a later version).

    A broken line further on is no error: it is told in `damage`.
    """
    data, stamp = read_bytes(path)
    pieces = data.split(b"\n")
    # What follows the last line feed is empty, or a line that was never finished.
    rest = pieces.pop()
    is_header_alone = not pieces
    if is_header_alone:  # without its line feed, as after a copy by hand
        pieces, rest = [rest], b""
    whole = len(data) - len(rest)
    header = read_header(_text(pieces[0], path.name, 1), path.name)
    reading = Reading(header, pieces[0] + b"\n", History(header.state, header.id), stamp)
    reading.ends_cleanly = not is_header_alone
    records = _read_records(pieces[1:], reading, path.name)
    if rest and not reading.damage and (last := _finished(rest, path.name, len(pieces) + 1)) is not None:
        records.append(last)
        reading.lines.append(rest + b"\n")
        whole, reading.ends_cleanly = len(data), False
    replay(reading, records, path.name)
    good = len(reading.header_line) + sum(map(len, reading.lines))
    reading.size = min(good, whole)
    reading.digest = hashlib.sha256(data[: reading.size]).hexdigest()
    return reading


def read_bytes(path: Path) -> tuple[bytes, Stamp]:
    """The content of a file with the stamp that belongs to it. Raises FormatError if it cannot be read."""
    try:
        with open_plain(path) as file:
            # Whoever appends meanwhile has a later stamp than the one taken first, and is noticed.
            stamp = Stamp.of(os.fstat(file.fileno()))
            if stamp.size > MAX_BYTES:
                raise FormatError(f"{path.name}: over {MAX_BYTES // 1_000_000} MB is no journal; choose another file")
            data = file.read(stamp.size)
    except OSError as error:
        raise FormatError(f"{path.name}: cannot be read ({error.strerror or error}); check path and rights") from error
    if len(data) < stamp.size:
        stamp = Stamp(stamp.inode, len(data), stamp.changed)
    return data, stamp


def replay(reading: Reading, records: list[Record], file: str) -> None:
    """Make the states of a reading's history; a record that does not fit ends the good lines and is told."""
    for index, record in enumerate(records):
        try:
            enter(reading.history, record)
        except (KeyError, ValueError) as error:
            cause = f"there is no state {error}" if isinstance(error, KeyError) else error
            place = f"{file}, line {index + 2}"
            reading.damage = f"{place}: does not fit what comes before it ({cause}); restore a copy of the file"
            reading.lines = reading.lines[:index]
            # An error may leave a change half done, so the good records are entered once more.
            reading.history = History(reading.header.state, reading.header.id)
            for good in records[:index]:
                enter(reading.history, good)
            return


def enter(history: History, record: Record) -> None:
    """Do in a history what a record tells. Raises KeyError or ValueError if it does not fit."""
    if isinstance(record, Step):
        history.add(record)
    elif isinstance(record, Move):
        history.go(record.to)
    elif isinstance(record, SongMark):
        history.mark(record.status, record.note)
    else:
        assert isinstance(record, Naming)
        history.name(record.state, record.name)


def _read_records(pieces: list[bytes], reading: Reading, file: str) -> list[Record]:
    records: list[Record] = []
    for piece in pieces:
        number = len(records) + 2
        try:
            records.append(read_record(_text(piece, file, number), file, number))
        except FormatError as error:
            reading.damage = str(error)
            break
        reading.lines.append(piece + b"\n")
    return records


def _finished(piece: bytes, file: str, number: int) -> Record | None:
    """The record in a last line without a line feed, if nothing but that is missing."""
    try:
        return read_record(_text(piece, file, number), file, number)
    except FormatError:
        return None


def _text(piece: bytes, file: str, number: int) -> str:
    try:
        return piece.decode()
    except UnicodeDecodeError as error:
        raise FormatError(f"{file}, line {number}: not UTF-8 ({error.reason}); restore a copy of the file") from error
