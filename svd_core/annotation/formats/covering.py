"""Regions as rows that cover a song without gaps, as several formats want them."""

from __future__ import annotations

from collections.abc import Iterator

from svd_core.annotation.formats.label_text import time_text
from svd_core.annotation.regions import SING, Regions, normalised


def one_line(label: str) -> str:
    """A label without tabs and line ends, which part columns and rows; an empty one becomes "sing"."""
    return " ".join(label.split()) or SING


def covering(regions: Regions, duration: float, between: str) -> Iterator[tuple[str, str, str]]:
    """Start, end and label of rows over 0 .. duration, times as written; `between` is the label of what is no region.

    Regions under a microsecond are left out.
    """
    position, end = time_text(0.0), time_text(duration)
    for region in normalised(regions, duration):
        start, stop = time_text(region.start), time_text(region.end)
        if start == stop:
            continue
        if start != position:
            yield position, start, between
        yield start, stop, one_line(region.label)
        position = stop
    if position != end:
        yield position, end, between
