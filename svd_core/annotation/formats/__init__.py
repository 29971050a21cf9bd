"""Label formats, one file each. FORMATS are read and written; ULTRASTAR is only read."""

from __future__ import annotations

import re
from pathlib import Path

from svd_core.annotation.formats.audacity import AUDACITY
from svd_core.annotation.formats.csv_table import CSV_TABLE, has_header
from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.annotation.formats.protocol import Format, Reader, read_text
from svd_core.annotation.formats.textgrid import TEXTGRID
from svd_core.annotation.formats.ultrastar import ULTRASTAR, is_ultrastar
from svd_core.annotation.regions import Regions
from svd_core.errors import FormatError

__all__ = ["FORMATS", "LABEL_SUFFIXES", "Format", "format_named", "looks_like_labels", "read_labels"]

FORMATS: tuple[Format, ...] = (JAMENDO, AUDACITY, CSV_TABLE, TEXTGRID)

# In the order in which labels beside a song are looked for.
LABEL_SUFFIXES = (".lab", ".txt", ".csv", ".tsv", ".TextGrid")


def format_named(name: str) -> Format:
    """The format of a name such as "lab"; KeyError, listing the names, if there is none."""
    for format_ in FORMATS:
        if format_.name == name:
            return format_
    raise KeyError(f"no label format {name!r}; there are {', '.join(format_.name for format_ in FORMATS)}")


def read_labels(path: Path | str) -> Regions:
    """The singing regions in a label file of any format; FormatError with file, line and value."""
    path = Path(path)
    text = read_text(path)
    return _format_of(path.suffix.casefold(), text).read(text, path.name)


def looks_like_labels(path: Path) -> bool:
    """Whether a file found beside a song holds labels; a .txt may as well be lyrics."""
    if path.suffix.casefold() != ".txt":
        return True
    try:
        text = read_text(path)
    except FormatError:
        return False
    first = _first_line(text)
    return is_ultrastar(text) or _is_grid(first) or (first[:1] in "0123456789.+-" and first != "") or _is_table(first)


def _format_of(suffix: str, text: str) -> Reader:
    """The format by the suffix; of .txt and .tsv files, which may be of many formats, by the text."""
    by_suffix: dict[str, Reader] = {".lab": JAMENDO, ".csv": CSV_TABLE, ".textgrid": TEXTGRID}
    if suffix in by_suffix:
        return by_suffix[suffix]
    if is_ultrastar(text):
        return ULTRASTAR
    first = _first_line(text)
    if _is_grid(first):
        return TEXTGRID
    return CSV_TABLE if _is_table(first) else AUDACITY


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _is_grid(first_line: str) -> bool:
    """Whether a file's first line is that of Praat's text files."""
    return '"ooTextFile' in first_line


def _is_table(first_line: str) -> bool:
    """Whether a file's first line is a table's header, or has commas between its numbers."""
    return has_header(first_line) or re.match(r"[\d.]+\s*[,;]\s*[\d.]", first_line) is not None
