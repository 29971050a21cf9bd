"""Raven selection tables: tab-separated, a selection a row, with times and frequencies."""

from __future__ import annotations

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

_COLUMNS = (
    "Selection",
    "View",
    "Channel",
    "Begin Time (s)",
    "End Time (s)",
    "Low Freq (Hz)",
    "High Freq (Hz)",
    "Annotation",
)


class RavenTable(TableFormat):
    """Format of Raven's Save Selection Table; a selection spans all frequencies of its sound."""

    name = "raven"
    title = "Raven selection table"
    suffix = ".txt"
    counts_samples = True
    loses = (NO_LENGTH, NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the first line has Raven's names of columns."""
        names = first_lines(text)[:1]
        return bool(names) and {"Selection", "Begin Time (s)", "End Time (s)"} <= set(names[0].split("\t"))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A header and a numbered selection for each region, in the spectrogram of the first channel."""
        rows = ["\t".join(_COLUMNS)]
        top = f"{song.sample_rate / 2:.1f}"
        for number, region in enumerate(normalised(regions, duration), start=1):
            times = f"{time_text(region.start)}\t{time_text(region.end)}"
            rows.append(f"{number}\tSpectrogram 1\t1\t{times}\t0.0\t{top}\t{one_line(region.label)}")
        return "\n".join(rows) + "\n"


RAVEN = RavenTable()
