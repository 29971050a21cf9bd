"""Tables: `start,end,label,confidence,source,annotator`, one region a row, under a header line."""

from __future__ import annotations

import csv
import io

from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_LENGTH,
    NO_PROPOSAL,
    NO_TOUCHED,
    UNNAMED,
    SongFacts,
)
from svd_core.annotation.formats.label_text import first_lines, time_text
from svd_core.annotation.formats.table import CSV_COLUMNS
from svd_core.annotation.formats.table_format import TableFormat
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans
from svd_core.files.table_cells import as_cell


class CsvTable(TableFormat):
    """A table for spreadsheets and scripts; the column annotator stays empty, since no names are known."""

    name = "csv"
    title = "CSV table"
    suffix = ".csv"
    delimiter = ","
    loses = (NO_LENGTH, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the first line names the columns that are written here."""
        return first_lines(text)[:1] == [self.delimiter.join(CSV_COLUMNS)]

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A header and one row a region; labels that a spreadsheet would compute are written as `as_cell` does."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for region in normalised(regions, duration):
            confidence = "" if region.confidence is None else f"{region.confidence:.4f}"
            label = as_cell(" ".join(region.label.split()))
            writer.writerow([time_text(region.start), time_text(region.end), label, confidence, region.source, ""])
        return out.getvalue()


CSV_TABLE = CsvTable()
