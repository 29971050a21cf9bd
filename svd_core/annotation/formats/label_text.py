"""Label files as text: reading, lines and numbers, as all formats share them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

from svd_core.errors import FormatError, UnclearLabelsError
from svd_core.files.plain_file import open_plain

MAX_BYTES = 32_000_000
MAX_LINE = 10_000
MAX_SECONDS = 1e6
MAX_LINES = 300_000
"""Of a label file: a region in every tenth of a second for eight hours."""
_MOST_CONTROL = 0.01  # share of control characters from which on a file is no text

_NUMBER = re.compile(r"[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Place:
    """A line of a file, or what the file has in place of lines, counted from 1; for error messages."""

    file: str
    line: int
    counted: str = "line"

    def __str__(self) -> str:
        return f"{self.file}, {self.counted} {self.line}"

    def error(self, message: str) -> FormatError:
        """A FormatError whose text begins with file and line."""
        return FormatError(f"{self}: {message}")

    def unclear(self, question: str, option: str) -> UnclearLabelsError:
        """An UnclearLabelsError whose question begins with file and line."""
        return UnclearLabelsError(f"{self}: {question}", option)


def read_text(path: Path, encodings: Sequence[str] = ("utf-8", "cp1252", "latin-1")) -> str:
    """The text of a label file, in the encoding that it names, else in the first of some that fits.

    Only times and a few words matter, so letters may come out wrong; stray NUL and Ctrl-Z bytes are dropped.
    FormatError if it cannot be read, is too large to be labels, or is not text at all.
    """
    return text_of(bytes_of(path), path.name, encodings)


def bytes_of(path: Path) -> bytes:
    """The bytes of a label file, at most one more than MAX_BYTES, to tell those that are too large; FormatError."""
    try:
        with open_plain(path) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FormatError(f"{path.name}: cannot be read ({error.strerror or error}); check path and rights") from error


def text_of(data: bytes, file: str, encodings: Sequence[str] = ("utf-8", "cp1252", "latin-1")) -> str:
    """The text in the bytes of a file, as `read_text` has it; FormatError."""
    if len(data) > MAX_BYTES:
        raise FormatError(f"{file}: over {MAX_BYTES // 1_000_000} MB is no label file; choose another file")
    for encoding in (*_named_encodings(data), *encodings):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        cleaned = _CONTROL.sub("", text)
        if len(text) - len(cleaned) <= max(2, _MOST_CONTROL * len(text)):
            return cleaned
    raise FormatError(f"{file}: not a text file; choose another file")


def _named_encodings(data: bytes) -> list[str]:
    """The encoding that a byte order mark, zero bytes between letters, or a line #ENCODING names."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return [name]
    if data[:400].count(0) * 3 > len(data[:400]):
        return ["utf-16-le" if data[1:400:2].count(0) > data[:400:2].count(0) else "utf-16-be"]
    named = re.search(rb"^#ENCODING:\s*([A-Za-z0-9_-]+)", data[:4096], re.MULTILINE | re.IGNORECASE)
    return [named[1].decode("ascii")] if named else []


def numbered_lines(text: str, file: str) -> Iterable[tuple[Place, str]]:
    """The lines that are neither blank nor comments (`#`), without line ends, each with its place."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    if len(lines) > MAX_LINES:
        raise FormatError(f"{file}: {len(lines)} lines are no labels of one song; choose another file")
    for number, line in enumerate(lines, start=1):
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


def seconds(text: str, place: Place) -> float:
    """A time of 0 or more in seconds; FormatError for anything else, and for what is longer than any song."""
    time = number(text, place)
    if time > MAX_SECONDS:
        raise place.error(f"{shown(text)} is longer than any song; write seconds, not samples")
    return time


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


def milliseconds(time: float) -> int:
    """Seconds as whole milliseconds, cut as in `time_text`."""
    return int(Decimal(time_text(time)) * 1000)


def shown(value: str) -> str:
    """A value from a file for an error message, cut to 40 characters."""
    return repr(value if len(value) <= 40 else value[:37] + "...")


def first_lines(text: str, count: int = 8) -> list[str]:
    """The first lines of a text that are not blank, without line ends and blanks around them: enough to know a format.

    Lines with comments (`#`) are left out.
    """
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff")[: count * MAX_LINE], maxsplit=50 * count)
    return [line.rstrip(" ") for line in lines if line.strip() and not line.lstrip().startswith("#")][:count]
