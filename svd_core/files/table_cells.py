"""Cells of CSV and TSV files, so written that no spreadsheet takes a name or a label for a formula."""

from __future__ import annotations

import re

from svd_core.files.visible_text import visible

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"''*[=+\-@\t\r]")


def as_cell(text: str) -> str:
    """The text for a cell: an apostrophe goes before what spreadsheets would compute; `from_cell` takes it off.

    >>> as_cell("=1+1"), as_cell("'-"), as_cell("verse")
    ("'=1+1", "''-", 'verse')
    """
    return "'" + text if _FORMULA.match(text) else text


def from_cell(cell: str) -> str:
    """The text that `as_cell` was given."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def name_cell(name: str) -> str:
    """A name for a cell of a table for people and scripts: on one line, and no formula."""
    return as_cell(visible(name))
