"""Label formats: one file each; FORMATS is the list of them."""

from __future__ import annotations

from pathlib import Path

from svd_core.formats.audacity import AUDACITY
from svd_core.formats.csv_table import COLUMNS, CSV_TABLE
from svd_core.formats.jamendo import JAMENDO
from svd_core.formats.protocol import Format, read_text
from svd_core.regions import Regions

__all__ = ["FORMATS", "LABEL_SUFFIXES", "Format", "format_named", "read_labels"]

FORMATS: tuple[Format, ...] = (JAMENDO, AUDACITY, CSV_TABLE)

# In the order in which labels beside a song are looked for.
LABEL_SUFFIXES = (".lab", ".txt", ".csv", ".tsv")


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


def _format_of(suffix: str, text: str) -> Format:
    """The suffix decides where it can; a .txt file with commas or a header is a table."""
    if suffix in (".lab", ".csv"):
        return JAMENDO if suffix == ".lab" else CSV_TABLE
    lines = (line for line in text.removeprefix("\ufeff").splitlines() if line.strip() and line[0] != "#")
    first = next(lines, "").casefold()
    is_table = first.strip("\"' ").startswith(COLUMNS[0]) or "," in first.split("\t")[0]
    return CSV_TABLE if is_table or (suffix == ".tsv" and first[:1].isalpha()) else AUDACITY
