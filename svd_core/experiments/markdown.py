"""Tables in Markdown, whatever stands in the names of songs and artists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svd_core.files.visible_text import visible


def head(columns: Sequence[str]) -> Iterator[str]:
    """The two lines that begin a table; all columns but the first hold numbers."""
    yield line(columns)
    yield line(["---"] + ["--:"] * (len(columns) - 1))


def line(cells: Sequence[str]) -> str:
    """A row of a table; signs that would end a cell, or begin a tag in names of artists, are written as entities."""
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


def counted(number: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "song"), counted(2, "song")
    ('1 song', '2 songs')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"
