"""Plain text with a label a line, whoever wrote it: which signs part the columns, what each column is, which unit.

A header that names its columns is believed as far as the numbers below allow. Without one, the numbers decide: times
that go on, ends after starts, rows that do not all overlap. Where they allow more than one reading, or none, nothing
is read and the choices are named.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import get_args

from svd_core.annotation.formats.label_columns import Column, check_further, with_labels
from svd_core.annotation.formats.label_rows import Row, Unit
from svd_core.annotation.formats.label_text import MAX_LINE, MAX_SECONDS, Place, numbered_lines, shown
from svd_core.errors import FormatError, UnclearLabelsError
from svd_core.files.table_cells import from_cell

CSV_COLUMNS = ("start", "end", "label", "confidence", "source", "annotator")
"""The columns of tables that are written here, with a cell of each in every row."""

_TIME = re.compile(
    r"(?P<sign>[+-]?)(?:(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):)?(?P<seconds>\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII
)
_EXPONENT = re.compile(r"[+-]?(\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d{1,3}", re.ASCII)
_BEGINS_TIME = tuple("0123456789+-.,")
_HEADERS: dict[str, Column] = {
    **dict.fromkeys(("start", "begin", "onset", "t0", "from", "tmin", "xmin", "start time", "begin time"), "start"),
    **dict.fromkeys(("time", "start seconds", "onset time", "word start"), "start"),
    **dict.fromkeys(("end", "stop", "offset", "t1", "to", "tmax", "xmax", "end time", "stop time"), "end"),
    **dict.fromkeys(("stop seconds", "end seconds", "offset time", "word end"), "end"),
    **dict.fromkeys(("duration", "length", "dur", "delta time"), "duration"),
    **dict.fromkeys(("confidence", "score", "probability"), "confidence"),
    "source": "source",
}
_FOUND_BY_NAME: tuple[Column, ...] = ("start", "end", "duration", "confidence", "source")
_LABEL_HEADERS = ("label", "common name", "annotation", "class", "category", "text", "title", "name", "tag", "species",
                  "value", "event label", "scientific name")  # fmt: skip
"""Names of the column with the labels; the first of these that is there."""
_SHARE_OVERLAPPING = 0.5  # of the rows; from there on the second column is no end
_ROUNDING = 0.011  # seconds by which neighbouring rows may overlap


@dataclass(frozen=True)
class Table:
    """All rows of a file, what its columns were taken for, and sentences about what is not as one would expect."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: Unit = "s"
    remarks: tuple[str, ...] = ()


def read_table(
    text: str, file: str, columns: Sequence[Column] = (), unit: Unit | None = None, duration: float | None = None
) -> Table:
    """The rows of a text. What is given (columns, unit) is taken as said; `duration` is the song's, in seconds.

    FormatError, with file, line and the choices there are, where the columns are not clear.
    """
    lines = [(place, line) for place, line in numbered_lines(text, file) if not line.startswith("\\")]
    if not lines:
        return Table(tuple(columns) or ("start", "end", "label"), (), unit or "s")
    fields = _split(lines)
    found = _header(fields[0][1])
    if [cell.casefold() for cell in fields[0][1]] == list(CSV_COLUMNS):
        # A table of our own writing; in others an apostrophe is part of the label.
        fields = [(place, [from_cell(cell) for cell in cells]) for place, cells in fields]
    remarks: tuple[str, ...] = ()
    if found is not None:
        (header_columns, header_unit), names = found, _plain_names(fields[0][1])
        fields = fields[1:]
        unit = unit or header_unit
        if not columns:
            columns, remarks = with_labels(header_columns, names, [cells for _, cells in fields], file, _HEADERS)
    elif not columns:
        columns, remarks = _inferred(fields, file)
        check_further(columns, [cells for _, cells in fields], file)
    if "start" not in columns or not {"end", "duration"} & set(columns):
        raise Place(file, 1).error(f"columns {', '.join(columns)}: there must be start, and end or duration")
    table = Table(tuple(columns), tuple(_row(place, cells, columns) for place, cells in fields), "s", remarks)
    places = [index for index, name in enumerate(columns) if name in ("start", "end", "duration")]
    times = [cells[index] for _, cells in fields for index in places if index < len(cells)]
    if unit is None and not all(re.fullmatch(r"[+-]?\d+", cell) for cell in times):
        unit = "s"  # milliseconds are whole numbers
    return _in_seconds(table, file, unit, duration)


def first_rows(text: str, file: str, count: int) -> tuple[tuple[str, ...], ...]:
    """The cells of the first lines of a text, as it would be cut into them; FormatError for a line that is too long."""
    lines = [(place, line) for place, line in numbered_lines(text, file) if not line.startswith("\\")][:400]
    return tuple(tuple(cells) for _, cells in _split(lines)[:count]) if lines else ()


def looks_like_a_table(text: str) -> bool:
    """Whether the first line of a text is a header that names start and end, or begins with two times."""
    line = next((line for _, line in numbered_lines(text[:MAX_LINE], "")), "")
    cells = _split([(Place("", 1), line)])[0][1] if line.strip() else []
    return len(cells) >= 2 and (_header(cells) is not None or _leading_numbers(cells) >= 2)


def parse_time(text: str, place: Place) -> float:
    """Seconds in a number with a decimal point or comma, or in h:mm:ss; FormatError for anything else."""
    text = text.strip()
    match = _TIME.fullmatch(text)
    if match is None:
        if not _EXPONENT.fullmatch(text):
            raise place.error(f"{shown(text)} is no time; write seconds such as 12.345, or 0:12.345")
        time = float(text)
    else:
        seconds = float(match["seconds"].replace(",", "."))
        time = seconds + 60 * int(match["minutes"] or 0) + 3600 * int(match["hours"] or 0)
        time = -time if match["sign"] == "-" and time else time
    if not abs(time) <= 1000 * MAX_SECONDS:
        raise place.error(f"{shown(text)} is longer than any song; write seconds, not samples")
    return time


def _split(lines: Sequence[tuple[Place, str]]) -> list[tuple[Place, list[str]]]:
    """Every line in its cells, blanks around them taken off."""
    cut = _cutter([line for _, line in lines])
    return [(place, [cell.strip() for cell in cut(place, line)]) for place, line in lines]


def _cutter(lines: Sequence[str]) -> Callable[[Place, str], list[str]]:
    """How these lines are cut into cells: tabs and semicolons are looked for before commas, which may be decimal."""
    for delimiter in ("\t", ";", ","):
        if _header(lines[0].split(delimiter)) is not None:
            return partial(_cells, delimiter)
    for delimiter in ("\t", ";"):
        if sum(delimiter in line.strip() for line in lines) > len(lines) / 2:
            return partial(_cells, delimiter)
    if all(re.match(r"\s*[\d.,:+-]+, ", line) and re.search(r"\d,\d", line) for line in lines):
        return lambda place, line: line.split(", ")
    if re.match(r"\s*[^\s,]+\s*,", lines[-1]) and not re.match(r"\s*\d+,\d+\s+\d", lines[-1]):
        return partial(_cells, ",")
    return _words


def _words(place: Place, line: str) -> list[str]:
    """The cells of a line parted by blanks: the numbers it begins with, and the rest as one."""
    cells = line.split(maxsplit=2)
    if len(cells) < 3 or not _is_time(cells[2].split(maxsplit=1)[0]):
        return cells
    return line.split(maxsplit=max(2, _leading_numbers(line.split())))


def _cells(delimiter: str, place: Place, line: str) -> list[str]:
    first = line.partition(delimiter)[0]
    if delimiter == "\t" and not _is_time(first) and _leading_numbers(line.split()) >= 2:
        return _words(place, line)  # tabs and blanks mixed
    try:
        # One line at a time: a quoted line end would be a label over several lines, which none has.
        return next(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        if delimiter == "\t":  # Audacity's titles may hold single quotes
            return line.split("\t")
        raise place.error(f"a quote in {shown(line)} is not closed; close it") from None


def _leading_numbers(cells: Sequence[str]) -> int:
    return next((index for index, cell in enumerate(cells) if not _is_time(cell)), len(cells))


def _is_time(cell: str) -> bool:
    text = cell.strip()
    # Most cells are labels, and files may have a million of them.
    return text[:1] in _BEGINS_TIME and (_TIME.fullmatch(text) is not None or _EXPONENT.fullmatch(text) is not None)


def _names(cells: Sequence[str]) -> list[str]:
    return [re.sub(r"[\s_]+", " ", cell.strip().strip('"').casefold()) for cell in cells]


def _plain_names(cells: Sequence[str]) -> list[str]:
    """What columns are called, in lower case and without a unit."""
    return [re.sub(r"\s*\((s|sec|seconds|ms|milliseconds)\)$|\s(s|sec|ms)$", "", name) for name in _names(cells)]


def _header(cells: Sequence[str]) -> tuple[tuple[Column, ...], Unit] | None:
    """The columns and the unit that a first line names, or None if it is no header."""
    names = _names(cells)
    unit: Unit = "ms" if any(re.search(r"\(ms\)|\bms$|milliseconds?$", name) for name in names) else "s"
    plain = _plain_names(cells)
    columns: list[Column] = ["-"] * len(plain)
    for wanted in _FOUND_BY_NAME:
        for index, name in enumerate(plain):
            if _HEADERS.get(name) == wanted and wanted not in columns:
                columns[index] = wanted
    if "start" not in columns or not {"end", "duration"} & set(columns):
        return None
    if "end" in columns and "duration" in columns:
        columns[columns.index("duration")] = "-"
    label = next((name for name in _LABEL_HEADERS if name in plain), None)
    if label is not None:
        columns[plain.index(label)] = "label"
    return tuple(columns), unit


def _inferred(fields: Sequence[tuple[Place, list[str]]], file: str) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """What the columns of a file without header are, and a remark if that is not start, end and label."""
    if not any(_is_time(cells[0]) for _, cells in fields):
        return _inferred_behind_label(fields, file)
    place, first = fields[0]
    if not _is_time(first[0]):
        raise _no_columns(place, first)
    n_numbers = min(_leading_numbers(cells) for _, cells in fields)
    for where, cells in fields if n_numbers < 2 else ():
        if len(cells) < 2:
            raise where.error("1 cell in this line; write start, end and label")
        for cell in cells[:2]:
            parse_time(cell, where)
    # A label that is a number (1 and 0 for singing and not) is the last of three; a fourth number is a score.
    width = max(len(cells) for _, cells in fields)
    numbers = [[parse_time(cell, where) for cell in cells[:n_numbers]] for where, cells in fields]
    columns = _plausible(numbers, n_numbers, width)
    if columns is None:
        raise _unclear(fields, numbers)
    if "duration" in columns:
        return columns, (f"{file}: columns taken as {', '.join(columns)}, since the second is no end",)
    return columns, ()


def _inferred_behind_label(
    fields: Sequence[tuple[Place, list[str]]], file: str
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """What the columns are where the first one holds words."""
    others = [(place, cells[1:]) for place, cells in fields]
    if any(_leading_numbers(cells) < 2 for _, cells in others):
        raise _no_columns(*fields[0])
    columns: tuple[Column, ...] = ("label", *(name for name in _inferred(others, file)[0] if name != "label"))
    return columns, (f"{file}: columns taken as {', '.join(columns)}, since the first holds words",)


def _no_columns(place: Place, cells: Sequence[str]) -> FormatError:
    """What to say of a first line that neither names columns nor begins with times."""
    line = shown(" ".join(cells))
    if any(map(_is_time, cells)):
        return place.unclear(
            f"what are the columns of {line}? No two times stand at its beginning.",
            "Name them in the first line, or with --columns, such as --columns label,start,end",
        )
    return place.error(
        f"no columns start and end in {line}; name them in the first line, or choose another file if this is the text "
        "of a song"
    )


def _unclear(fields: Sequence[tuple[Place, list[str]]], numbers: Sequence[Sequence[float]]) -> FormatError:
    """What to say of columns that are not clear: that a line is wrong where few are, else what there is to choose."""
    backwards = [index for index, row in enumerate(numbers) if row[1] < row[0]]
    if backwards and (len(numbers) == 1 or len(backwards) < 0.2 * len(numbers)):
        place, cells = fields[backwards[0]]
        return place.error(f"end {shown(cells[1])} is before start {shown(cells[0])}; swap or correct them")
    place, cells = fields[0]
    is_pitch = all(len(row) == 2 and 20 <= row[1] <= 8000 and row[0] < row[1] for row in numbers) and not backwards
    hint = " It looks like a pitch in Hz, and a pitch track says nothing of singing." if is_pitch else ""
    return place.unclear(
        f"what are the columns of {shown(' '.join(cells))}? The second is no end: ends must come after starts, and "
        f"rows must not all overlap.{hint}",
        "Say it with --columns, such as --columns start,duration,label or --columns start,value,duration,label",
    )


def _plausible(numbers: Sequence[Sequence[float]], n_numbers: int, width: int) -> tuple[Column, ...] | None:
    """What leading numbers can be, n_numbers in each row of `width` cells; None where nothing fits."""
    ends = [(row[0], row[1]) for row in numbers]
    if _is_interval(ends):
        return _with_third([row[2] for row in numbers] if n_numbers >= 3 else [], width > n_numbers)
    if _is_chain(ends):
        return "start", "end", "label"  # but for a few lines that are wrong
    # A length is shorter than the time that has passed, but for the first seconds.
    are_lengths = 2 * sum(row[1] < row[0] for row in numbers) >= len(numbers) > 1
    if are_lengths and _is_interval([(row[0], row[0] + row[1]) for row in numbers]):
        return "start", "duration", "label"
    if n_numbers >= 3 and _is_interval([(row[0], row[0] + row[2]) for row in numbers]):
        # Notes have a fourth number, such as a loudness.
        others: list[Column] = ["-"] * (n_numbers - 3)
        label: tuple[Column, ...] = ("label",) if width > n_numbers else ()
        return ("start", "value", "duration", *others, *label)
    if n_numbers < 3 and width > n_numbers and all(start <= end for start, end in ends):
        return "start", "end", "label"  # labels that overlap, or contradict each other
    return None


def _with_third(thirds: Sequence[float], has_more: bool) -> tuple[Column, ...] | None:
    """The columns where the first two are start and end, by the numbers in the third, if there are any."""
    if all(value in (0, 1) for value in thirds):
        return "start", "end", "label"
    if all(0 <= value <= 1 for value in thirds):
        return ("start", "end", "confidence", "label") if has_more else ("start", "end", "confidence")
    return None


def _is_chain(pairs: Sequence[tuple[float, float]]) -> bool:
    """Whether most rows end where the next one starts, and most end after they start, as starts and ends do."""
    joined = sum(abs(end - following) <= _ROUNDING for (_, end), (following, _) in pairwise(pairs))
    backwards = sum(end < start for start, end in pairs)
    return len(pairs) > 2 and 2 * joined >= len(pairs) - 1 and 2 * backwards < len(pairs)


def _is_interval(pairs: Sequence[tuple[float, float]]) -> bool:
    """Whether pairs can be starts and ends of labels: in order, and few of them overlapping the next."""
    if any(end < start for start, end in pairs):
        return False
    ordered = sorted(pairs)
    overlapping = sum(end > following + _ROUNDING for (_, end), (following, _) in pairwise(ordered))
    return overlapping < max(1.0, _SHARE_OVERLAPPING * (len(pairs) - 1))


def _row(place: Place, cells: Sequence[str], columns: Sequence[Column]) -> Row:
    """One line as a row; FormatError if a time is missing or no time."""
    by_name = {name: cell for name, cell in zip(columns, cells, strict=False) if name != "-"}
    missing = [name for name in columns if name in ("start", "end", "duration") and name not in by_name]
    if missing:
        raise place.error(f"no {missing[0]} in this line; write {', '.join(columns)}")
    start = parse_time(by_name["start"], place)
    end = parse_time(by_name["end"], place) if "end" in by_name else start + parse_time(by_name["duration"], place)
    confidence = by_name.get("confidence", "").strip()
    value: float | None = None
    if confidence and confidence.casefold() not in ("na", "nan", "n/a", "none", "-"):
        value = parse_time(confidence, place)
        if not 0 <= value <= 1:
            raise place.error(f"confidence {shown(confidence)} is outside 0 .. 1; write a probability, or nothing")
    label = by_name.get("label", "") if "label" in columns else None
    return Row(start, end, label, place, value, by_name.get("source", ""))


def _in_seconds(table: Table, file: str, unit: Unit | None, duration: float | None) -> Table:
    """The table with its times in seconds; FormatError if they can be no seconds and nobody said what they are."""
    latest = max((row.end for row in table.rows), default=0.0)
    fits = duration is not None and latest > 1.5 * duration + 5 and latest / 1000 <= 1.05 * duration + 1
    if unit is None and duration is not None and fits and _look_like_milliseconds(table):
        unit = "ms"
        said = f"{file}: times up to {latest:g} are taken as milliseconds, for the song lasts {duration:.1f} s"
        table = replace(table, remarks=(*table.remarks, said))
    if unit is None and duration is None and _look_like_milliseconds(table):
        raise UnclearLabelsError(
            f"{file}: times such as {_whole(table.rows[0].end)} are too long for seconds. They look like milliseconds "
            "or samples.",
            "Say --unit ms for milliseconds, --unit s for seconds; convert samples to seconds first",
        )
    if unit != "ms":
        _check_seconds(table.rows)
        return replace(table, unit="s")
    rows = tuple(replace(row, start=row.start / 1000, end=row.end / 1000) for row in table.rows)
    return replace(table, rows=rows, unit="ms")


def _whole(time: float) -> str:
    return f"{time:.0f}" if time == round(time) else f"{time:g}"


def _check_seconds(rows: Sequence[Row]) -> None:
    for row in rows:
        if row.end > MAX_SECONDS:
            raise row.place.error(f"{row.end:.0f} s is longer than any song; write seconds, not samples")


def _look_like_milliseconds(table: Table) -> bool:
    """Whether labels would last minutes if these whole numbers were seconds."""
    if not table.rows:
        return False
    lengths = sorted(row.end - row.start for row in table.rows)
    return lengths[len(lengths) // 2] >= 200 and table.rows[-1].end >= 1000


def columns_named(text: str) -> tuple[Column, ...]:
    """The columns in a text such as `start,duration,label`; ValueError, naming those there are, for other words."""
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in get_args(Column)]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no column; there are {', '.join(get_args(Column))}")
    return tuple(names)  # type: ignore[arg-type]  # checked just now
