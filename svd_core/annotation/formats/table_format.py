"""Formats that are tables of a label a line: all are read by the same rules, whichever program wrote them."""

from __future__ import annotations

from dataclasses import replace

from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.table import read_table


class TableFormat(LabelFormat):
    """A format whose files are read as tables."""

    kind = "table"

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The rows of the table; FormatError, with the choices there are, where its columns are not clear."""
        table = read_table(text, file, how.columns, how.unit, duration)
        unit = ", milliseconds" if table.unit == "ms" else ""
        rows = table.rows
        if not any((row.label or "").strip() for row in rows):
            rows = tuple(replace(row, label=None) for row in rows)  # a track of labels without a word
        return LabelFile(file, self.title, ", ".join(table.columns) + unit, rows, table.remarks)


class AnyTable(TableFormat):
    """Tables of any program; whatever is in no other format is tried as one."""

    name = "table"
    title = "table"
    suffix = ".tsv"

    def recognises(self, text: str) -> bool:
        """Whatever no other format recognises."""
        return True


ANY_TABLE = AnyTable()
