"""Tables: `start,end,label,confidence,source,annotator`, one region a row, under a header line.

Read as well: columns in any order and number as long as start and end are there, semicolons or tabs instead of commas,
and tables without a header whose first columns are start, end and label. Overlapping regions are united.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from svd_core.annotation.formats.protocol import Place, interval, number, numbered_lines, shown, time_text
from svd_core.annotation.label_words import is_singing, label_text
from svd_core.annotation.regions import Region, Regions, Source, normalised

COLUMNS = ("start", "end", "label", "confidence", "source", "annotator")
_COLUMN_OF = {
    **{name: name for name in COLUMNS},
    **dict.fromkeys(("onset", "begin", "start_time", "begin time (s)", "t0"), "start"),
    **dict.fromkeys(("offset", "stop", "end_time", "end time (s)", "t1"), "end"),
    **dict.fromkeys(("annotation", "title", "value", "text"), "label"),
}


@dataclass(frozen=True)
class CsvTable:
    """A table for spreadsheets and scripts; the column annotator stays empty, since no names are known."""

    name: str = "csv"
    title: str = "CSV table"
    suffix: str = ".csv"
    loses: tuple[str, ...] = (
        "the length of the song",
        "what the model proposed",
        "which stretches a hand has checked",
    )

    def read(self, text: str, file: str = "labels") -> Regions:
        """The rows as regions, without those whose label says that nobody sings (`label_words`)."""
        return normalised(region for place, row in _rows(text, file) if (region := _region(row, place)) is not None)

    def write(self, regions: Regions, duration: float) -> str:
        """A header and one row a region."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for region in normalised(regions, duration):
            confidence = "" if region.confidence is None else f"{region.confidence:.4f}"
            label = " ".join(region.label.split())
            writer.writerow([time_text(region.start), time_text(region.end), label, confidence, region.source, ""])
        return out.getvalue()


def has_header(line: str) -> bool:
    """Whether a line names the columns start and end, in any of the spellings known."""
    return {"start", "end"} <= set(_columns(line.replace('"', "").split(_delimiter(line))))


def _delimiter(line: str) -> str:
    return next((mark for mark in (",", ";", "\t") if mark in line), ",")


def _columns(fields: list[str]) -> tuple[str, ...]:
    return tuple(_COLUMN_OF.get(name.strip().casefold(), name) for name in fields)


def _rows(text: str, file: str) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """The rows of a table as column -> text, without its header."""
    columns: tuple[str, ...] = ()
    delimiter = ","
    for place, line in numbered_lines(text, file):
        if not columns:
            delimiter = _delimiter(line)
        try:
            # One line at a time: a quoted line end would be a label over several lines, which none has.
            fields = next(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise place.error(f"{error} in {shown(line)}; close the quotes") from error
        if not columns:
            header = _columns(fields)
            columns = COLUMNS[:3]
            if {"start", "end"} <= set(header):
                columns = header
                continue
            if any(character.isalpha() for character in fields[0]):
                raise place.error(f"no columns start and end in {shown(line)}; name them in the first line")
        yield place, dict(zip(columns, fields, strict=False))


def _region(row: Mapping[str, str], place: Place) -> Region | None:
    """The region of one row, or None if it has no length or its label says that nobody sings."""
    missing = [name for name in ("start", "end") if name not in row]
    if missing:
        raise place.error(f"no {missing[0]} in this row; write start and end with a comma between them")
    start, end = interval(row["start"], row["end"], place)
    label = row.get("label", "")
    confidence_text = row.get("confidence", "").strip()
    confidence = number(confidence_text, place) if confidence_text else None
    if confidence is not None and confidence > 1:
        raise place.error(f"confidence {shown(confidence_text)} is above 1; write a probability or leave it empty")
    source = row.get("source", "").strip()
    known = cast(Source, source) if source in get_args(Source) else "file"
    return Region(start, end, label_text(label), known, confidence) if start < end and is_singing(label) else None


CSV_TABLE = CsvTable()
