"""Audacity label tracks: lines `start TAB end TAB title`.

A line that begins with a backslash (the frequency range of the label above) is skipped, and so are point labels, which
have no length. Labels may overlap in Audacity; here overlapping ones are united.
"""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation.formats.protocol import interval, numbered_lines, time_text
from svd_core.annotation.label_words import is_singing, label_text
from svd_core.annotation.regions import Region, Regions, normalised


@dataclass(frozen=True)
class Audacity:
    """The format of Audacity's label export and import; spaces instead of tabs and missing titles are read too."""

    name: str = "audacity"
    title: str = "Audacity labels"
    suffix: str = ".txt"
    loses: tuple[str, ...] = (
        "the length of the song",
        "who set each region",
        "confidences",
        "what the model proposed",
        "which stretches a hand has checked",
    )

    def read(self, text: str, file: str = "labels") -> Regions:
        """The labels as regions, without those whose title says that nobody sings (`label_words`)."""
        regions = []
        for place, line in numbered_lines(text, file):
            if line.startswith("\\"):
                continue
            fields = line.split("\t", 2) if "\t" in line.strip() else line.split(maxsplit=2)
            if len(fields) < 2:
                raise place.error("1 of 3 fields; write start, end and title with tabs between them")
            start, end = interval(fields[0], fields[1], place)
            title = fields[2] if len(fields) == 3 else ""
            if start < end and is_singing(title):
                regions.append(Region(start, end, label_text(title), "file"))
        return normalised(regions)

    def write(self, regions: Regions, duration: float) -> str:
        """One line a region, with its label for a title; tabs and line ends in a label become spaces."""
        return "".join(
            f"{time_text(region.start)}\t{time_text(region.end)}\t{' '.join(region.label.split())}\n"
            for region in normalised(regions, duration)
        )


AUDACITY = Audacity()
