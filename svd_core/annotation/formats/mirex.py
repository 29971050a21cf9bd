"""MIREX .lab, which mir_eval reads: lines `start TAB end TAB label` that cover the song without gaps."""

from __future__ import annotations

import re
from itertools import pairwise

from svd_core.annotation.formats.covering import covering
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    SongFacts,
)
from svd_core.annotation.formats.label_text import first_lines
from svd_core.annotation.formats.table_format import TableFormat
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans

_LINE = re.compile(r"[\d.]+[ \t]+[\d.]+[ \t]+\S.*")


class MirexLabels(TableFormat):
    """Intervals with labels, as the MIREX tasks and mir_eval exchange them."""

    name = "mirex"
    title = "MIREX labels"
    suffix = ".lab"
    loses = (NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the first lines have two times and a label, and each begins where the one before it ends."""
        lines = first_lines(text)
        if len(lines) < 2 or not all(map(_LINE.fullmatch, lines)):
            return False
        times = [line.split(maxsplit=2)[:2] for line in lines]
        return all(before[1] == after[0] for before, after in pairwise(times))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A line a region with its label, and `nosing` between them."""
        return "".join("\t".join(row) + "\n" for row in covering(regions, duration, "nosing"))


MIREX = MirexLabels()
