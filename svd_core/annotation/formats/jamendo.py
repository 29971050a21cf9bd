"""Jamendo .lab: lines `start end sing|nosing|ignore` that cover the song without gaps."""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation.formats.protocol import time_text
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans
from svd_core.annotation.vocabulary import is_singing, leaves_open


@dataclass(frozen=True)
class JamendoLabels:
    """Format of the Jamendo corpus."""

    name: str = "lab"
    title: str = "Jamendo labels"
    suffix: str = ".lab"
    loses: tuple[str, ...] = (
        "the wording of labels (sung ones become sing, those left open ignore, all others nosing)",
        "who set each region",
        "confidences",
        "what the model proposed",
        "which time is checked",
        "which stretches a person has corrected",
    )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None) -> str:
        """Lines that cover 0 .. duration; unsung time becomes `nosing`, what is left open (such as "?") `ignore`."""
        position, end_of_song = time_text(0.0), time_text(duration)
        lines = []
        for region in normalised((region for region in regions if is_singing(region.label)), duration):
            start, end = time_text(region.start), time_text(region.end)
            if start == end:
                continue
            if start != position:
                lines.append(f"{position} {start} nosing\n")
            lines.append(f"{start} {end} {'ignore' if leaves_open(region.label) else 'sing'}\n")
            position = end
        if position != end_of_song:
            lines.append(f"{position} {end_of_song} nosing\n")
        return "".join(lines)


JAMENDO = JamendoLabels()
