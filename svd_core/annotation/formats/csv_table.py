"""Tables: `start,end,label,confidence,source,annotator`, one region a row, under a header line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from svd_core.annotation.formats.protocol import time_text
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans
from svd_core.files.table_cells import as_cell

COLUMNS = ("start", "end", "label", "confidence", "source", "annotator")


@dataclass(frozen=True)
class CsvTable:
    """A table for spreadsheets and scripts; the column annotator stays empty, since no names are known."""

    name: str = "csv"
    title: str = "CSV table"
    suffix: str = ".csv"
    loses: tuple[str, ...] = (
        "the length of the song",
        "what the model proposed",
        "which time is checked",
        "which stretches a person has corrected",
    )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None) -> str:
        """A header and one row a region; labels that a spreadsheet would compute are written as `as_cell` does."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for region in normalised(regions, duration):
            confidence = "" if region.confidence is None else f"{region.confidence:.4f}"
            label = as_cell(" ".join(region.label.split()))
            writer.writerow([time_text(region.start), time_text(region.end), label, confidence, region.source, ""])
        return out.getvalue()


CSV_TABLE = CsvTable()
