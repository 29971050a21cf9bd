"""Label formats, one file each; FORMATS lists those that are written. `annotation.label_file` reads, by content."""

from __future__ import annotations

from svd_core.annotation.formats.audacity import AUDACITY
from svd_core.annotation.formats.csv_table import CSV_TABLE
from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.annotation.formats.protocol import Format
from svd_core.annotation.formats.textgrid import TEXTGRID

__all__ = ["FORMATS", "LABEL_SUFFIXES", "Format", "format_named"]

FORMATS: tuple[Format, ...] = (JAMENDO, AUDACITY, CSV_TABLE, TEXTGRID)

# In the order in which labels beside a song are looked for.
LABEL_SUFFIXES = (".lab", ".txt", ".csv", ".tsv", ".TextGrid")


def format_named(name: str) -> Format:
    """The format of a name such as "lab"; KeyError, listing the names, if there is none."""
    for format_ in FORMATS:
        if format_.name == name:
            return format_
    raise KeyError(f"no label format {name!r}; there are {', '.join(format_.name for format_ in FORMATS)}")
