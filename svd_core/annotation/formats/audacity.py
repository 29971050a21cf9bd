r"""Audacity label tracks: lines `start TAB end TAB title`.

A line that begins with a backslash goes on with the label above it: its frequencies, and whatever later versions of
Audacity add there. Such lines are passed over.
"""

from __future__ import annotations

import re

from svd_core.annotation.formats.covering import one_line
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_LENGTH,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    SongFacts,
)
from svd_core.annotation.formats.label_text import first_lines, time_text
from svd_core.annotation.formats.table_format import TableFormat
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans

_LINE = re.compile(r"-?\d+[.,]\d+\t-?\d+[.,]\d+(\t.*)?|\\.*")


class Audacity(TableFormat):
    """Format of Audacity's label import and export."""

    name = "audacity"
    title = "Audacity labels"
    suffix = ".txt"
    loses = (NO_LENGTH, NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the first lines are two times and a title, parted by tabs."""
        lines = first_lines(text)
        return bool(lines) and all(map(_LINE.fullmatch, lines)) and not lines[0].startswith("\\")

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """One line a region, with its label for a title; tabs and line ends in a label become spaces."""
        return "".join(
            f"{time_text(region.start)}\t{time_text(region.end)}\t{one_line(region.label)}\n"
            for region in normalised(regions, duration)
        )


AUDACITY = Audacity()
