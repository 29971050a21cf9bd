"""Cells that no spreadsheet computes, and what is read back from them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.formats.csv_table import CSV_TABLE
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_file import labels_of, parse_labels
from svd_core.annotation.regions import Region
from svd_core.files.table_cells import as_cell, from_cell, name_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://x";"y")', '\'=HYPERLINK("http://x";"y")'),
        ("+1", "'+1"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("verse", "verse"),
        ("'verse'", "'verse'"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str, cell: str):
    assert as_cell(text) == cell
    assert from_cell(cell) == text


@given(st.text(alphabet="'=+-@\t\rab", max_size=5))
def test_every_text_comes_back_and_no_cell_is_a_formula(text: str):
    assert from_cell(as_cell(text)) == text
    assert as_cell(text)[:1] not in tuple("=+-@\t\r")


def test_names_stay_on_one_line():
    assert name_cell("=a\nb\t\x1b") == "'=a\\nb\\t\\x1b"


@given(st.text(alphabet="'=+-@ ,;\"ab", min_size=1, max_size=6).map(str.strip).filter(bool))
def test_labels_of_our_tables_come_back_as_they_were(label: str):
    written = CSV_TABLE.write((Region(1.0, 2.0, label, "hand"),), 3.0)
    cell = next(csv.DictReader(io.StringIO(written)))["label"]
    assert cell[:1] not in ("=", "+", "-", "@")
    rows = parse_labels(written, "song.csv").rows
    assert [row.label for row in rows] == [label and " ".join(label.split())]


def test_apostrophes_in_tables_of_others_are_part_of_the_label():
    file = parse_labels("start,end,label\n1,2,'-cause\n", "song.csv", HowToRead(lyrics=True))
    assert labels_of(file, HowToRead(lyrics=True)).regions[0].label == "'-cause"
