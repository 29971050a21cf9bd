"""Jamendo .lab: lines `start end sing|nosing` that cover the song without gaps.

Read as well: `1` and `0`, tabs, any other word as the label (MIREX .lab files), and files with gaps.
"""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation.formats.protocol import Place, interval, numbered_lines, time_text
from svd_core.annotation.label_words import is_singing, label_text
from svd_core.annotation.regions import Region, Regions, normalised

# Files rounded to the millisecond may overlap by one.
_ROUNDING = 0.0011


@dataclass(frozen=True)
class JamendoLabels:
    """The format of the Jamendo corpus; overlapping lines are an error, because they contradict each other."""

    name: str = "lab"
    title: str = "Jamendo labels"
    suffix: str = ".lab"
    loses: tuple[str, ...] = (
        "the wording of labels (all become sing)",
        "who set each region",
        "confidences",
        "what the model proposed",
        "which stretches a hand has checked",
    )

    def read(self, text: str, file: str = "labels") -> Regions:
        """The lines as regions, without those whose label says that nobody sings (`label_words`)."""
        rows = sorted((_row(line, place) for place, line in numbered_lines(text, file)), key=lambda row: row[:2])
        covered = 0.0
        regions: list[Region] = []
        for start, end, label, place in rows:
            if start < covered - _ROUNDING:
                raise place.error(
                    f"{start:g} .. {end:g} overlaps another line that ends at {covered:g}; "
                    "lines of a .lab file must not overlap, correct the times"
                )
            start, covered = max(start, covered), max(covered, end)
            if start < end and is_singing(label):
                regions.append(Region(start, end, label_text(label), "file"))
        return tuple(regions)

    def write(self, regions: Regions, duration: float) -> str:
        """Lines that cover 0 .. duration; a region whose label is not singing becomes `nosing`."""
        position, end_of_song = time_text(0.0), time_text(duration)
        lines = []
        for region in normalised((region for region in regions if is_singing(region.label)), duration):
            start, end = time_text(region.start), time_text(region.end)
            if start == end:
                continue
            if start != position:
                lines.append(f"{position} {start} nosing\n")
            lines.append(f"{start} {end} sing\n")
            position = end
        if position != end_of_song:
            lines.append(f"{position} {end_of_song} nosing\n")
        return "".join(lines)


def _row(line: str, place: Place) -> tuple[float, float, str, Place]:
    fields = line.split(maxsplit=2)
    if len(fields) < 3:
        raise place.error(f"{len(fields)} of 3 fields; write `start end sing` or `start end nosing`")
    return (*interval(fields[0], fields[1], place), fields[2], place)


JAMENDO = JamendoLabels()
