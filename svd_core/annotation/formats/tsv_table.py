"""The same table as in CSV files, its cells parted by tabs."""

from __future__ import annotations

from svd_core.annotation.formats.csv_table import CsvTable


class TsvTable(CsvTable):
    """A table with tabs, for programs that split lines at tabs and know no quotes."""

    name = "tsv"
    title = "TSV table"
    suffix = ".tsv"
    delimiter = "\t"


TSV_TABLE = TsvTable()
