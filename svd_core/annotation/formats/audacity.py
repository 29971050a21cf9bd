"""Audacity label tracks: lines `start TAB end TAB title`."""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation.formats.protocol import time_text
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans


@dataclass(frozen=True)
class Audacity:
    """Format of Audacity's label import and export."""

    name: str = "audacity"
    title: str = "Audacity labels"
    suffix: str = ".txt"
    loses: tuple[str, ...] = (
        "the length of the song",
        "who set each region",
        "confidences",
        "what the model proposed",
        "which time is checked",
        "which stretches a person has corrected",
    )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None) -> str:
        """One line a region, with its label for a title; tabs and line ends in a label become spaces."""
        return "".join(
            f"{time_text(region.start)}\t{time_text(region.end)}\t{' '.join(region.label.split())}\n"
            for region in normalised(regions, duration)
        )


AUDACITY = Audacity()
