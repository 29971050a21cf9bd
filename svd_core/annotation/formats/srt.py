"""SubRip subtitles (.srt): numbered cues `hh:mm:ss,mmm --> hh:mm:ss,mmm` with their text."""

from __future__ import annotations

from svd_core.annotation.formats.cues import ARROW, blocks, cue, cues, is_timing, time_of
from svd_core.annotation.formats.label_format import (
    MILLISECONDS,
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_LENGTH,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    LabelFormat,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.label_text import first_lines
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans


class SubRip(LabelFormat):
    """The format of most subtitle files, which Audacity reads and writes as labels, too."""

    name = "srt"
    title = "SubRip subtitles"
    suffix = ".srt"
    loses = (NO_LENGTH, MILLISECONDS, NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)
    resolution = 1e-3

    def recognises(self, text: str) -> bool:
        """Whether the text begins with a number and the times of a cue, or with the times alone."""
        lines = first_lines(text, 2)
        return any(map(is_timing, lines)) and (is_timing(lines[0]) or lines[0].strip().isdecimal())

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """A row a cue, its text without tags."""
        return LabelFile(file, self.title, "cues", tuple(cue(block, webvtt=False) for block in blocks(text, file)))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A cue a region, numbered from 1, with its label as the text."""
        parts = [
            f"{number}\n{time_of(start, ',')} {ARROW} {time_of(end, ',')}\n{text}\n"
            for number, (start, end, text) in enumerate(cues(regions, duration), start=1)
        ]
        return "\n".join(parts)


SRT = SubRip()
