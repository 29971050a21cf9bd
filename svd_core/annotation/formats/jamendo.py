"""Jamendo .lab: lines `start end sing|nosing|ignore` that cover the song without gaps."""

from __future__ import annotations

import re
from dataclasses import replace

from svd_core.annotation.formats.covering import covering
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    Loss,
    SongFacts,
)
from svd_core.annotation.formats.label_text import first_lines
from svd_core.annotation.formats.table_format import TableFormat
from svd_core.annotation.regions import SING, Regions
from svd_core.annotation.spans import Spans
from svd_core.annotation.vocabulary import is_singing, leaves_open

_LINE = re.compile(r"[\d.]+\s+[\d.]+\s+(sing|nosing|ignore)\s*")


class JamendoLabels(TableFormat):
    """Format of the Jamendo corpus."""

    name = "lab"
    title = "Jamendo labels"
    suffix = ".lab"
    loses = (
        Loss("labels", "the wording of labels (sung ones become sing, those left open ignore, all others nosing)"),
        NO_SOURCES,
        NO_CONFIDENCES,
        NO_PROPOSAL,
        NO_CHECKED,
        NO_TOUCHED,
    )

    def recognises(self, text: str) -> bool:
        """Whether the first lines have the corpus's words."""
        lines = first_lines(text)
        return bool(lines) and all(map(_LINE.fullmatch, lines))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """Lines that cover 0 .. duration; unsung time becomes `nosing`, what is left open (such as "?") `ignore`."""
        marked = (
            replace(region, label="ignore" if leaves_open(region.label) else SING)
            for region in regions
            if is_singing(region.label)
        )
        return "".join(" ".join(row) + "\n" for row in covering(tuple(marked), duration, "nosing"))


JAMENDO = JamendoLabels()
