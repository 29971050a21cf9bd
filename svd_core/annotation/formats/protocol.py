"""What a label format offers, and the reading of lines and numbers that all formats share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Protocol

from svd_core.annotation.regions import Regions
from svd_core.errors import FormatError

MAX_BYTES = 32_000_000
MAX_LINE = 10_000
MAX_SECONDS = 1e6

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Reader(Protocol):
    """A text format from which the sung regions of one song can be read."""

    @property
    def name(self) -> str:
        """Its name on the command line."""

    @property
    def title(self) -> str:
        """Its name in dialogs."""

    def read(self, text: str, file: str = "labels") -> Regions:
        """The singing regions in a file's text; FormatError names `file`, line, value and remedy."""


class Format(Reader, Protocol):
    """A text format for the labels of one song that can be read and written."""

    @property
    def suffix(self) -> str:
        """The suffix, with its dot, of files that are written."""

    @property
    def loses(self) -> tuple[str, ...]:
        """What is in an annotation and gets lost in a file of this format, in words for people."""

    def write(self, regions: Regions, duration: float) -> str:
        """The text of a file with the regions of a song that is `duration` seconds long."""


@dataclass(frozen=True)
class Place:
    """A line of a file, for error messages."""

    file: str
    line: int

    def error(self, message: str) -> FormatError:
        """A FormatError whose text begins with file and line."""
        return FormatError(f"{self.file}, line {self.line}: {message}")


def read_text(path: Path, encodings: Sequence[str] = ("utf-8", "cp1252")) -> str:
    """The text of a label file, decoded by its byte order mark, else as UTF-8, else as Windows-1252 (older files).

    FormatError if it cannot be read, is too large to be labels, or is not text at all.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FormatError(f"{path.name}: cannot be read ({error.strerror or error}); check path and rights") from error
    if len(data) > MAX_BYTES:
        raise FormatError(f"{path.name}: over {MAX_BYTES // 1_000_000} MB is no label file; choose another file")
    marked = [name for mark, name in _BOMS if data.startswith(mark)]
    for encoding in marked or encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise FormatError(f"{path.name}: not a text file; choose another file")


def numbered_lines(text: str, file: str) -> Iterable[tuple[Place, str]]:
    """The lines that are neither blank nor comments (`#`), without line ends, each with its place."""
    for number, line in enumerate(re.split("\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        place = Place(file, number)
        if len(line) > MAX_LINE:
            raise place.error(f"{len(line)} characters in one line; a label file has one short line a region")
        if line.strip() and not line.lstrip().startswith("#"):
            yield place, line


def number(text: str, place: Place) -> float:
    """A number of 0 or more; FormatError for anything else, such as nan."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise place.error(f"{shown(text)} is no number; write it with a decimal point, such as 12.345")
    if float(text) < 0:
        raise place.error(f"{shown(text)} is negative; times count in seconds from the start of the song")
    return abs(float(text))  # -0 becomes 0


def interval(start_text: str, end_text: str, place: Place) -> tuple[float, float]:
    """Start and end in seconds; FormatError if the end is before the start. They may be equal."""
    start, end = number(start_text, place), number(end_text, place)
    if end < start:
        raise place.error(f"end {shown(end_text)} is before start {shown(start_text)}; swap or correct them")
    if not end <= MAX_SECONDS:
        raise place.error(f"end {shown(end_text)} is longer than any song; write seconds, not samples")
    return start, end


def time_text(time: float) -> str:
    """Seconds with three to six decimals, cut at the microsecond.

    Cut and not rounded, because a time on a frame must not come back after it: the frame would then
    change sides. A time given in whole milliseconds comes back exactly.
    """
    if not math.isfinite(time):
        raise FormatError(f"cannot write the time {time!r}; the length of the song must be known")
    text = f"{Decimal(repr(float(time))).quantize(Decimal('0.000001'), rounding=ROUND_FLOOR):f}"
    whole, decimals = text.split(".")
    return f"{whole}.{decimals.rstrip('0').ljust(3, '0')}"


def shown(value: str) -> str:
    """A value from a file for an error message, cut to 40 characters."""
    return repr(value if len(value) <= 40 else value[:37] + "...")
