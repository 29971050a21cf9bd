"""WebVTT subtitles: `WEBVTT`, then cues `hh:mm:ss.mmm --> hh:mm:ss.mmm` with their text."""

from __future__ import annotations

import html

from svd_core.annotation.formats.cues import ARROW, blocks, cue, cues, time_of
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
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans

_HEAD = "WEBVTT"
_NO_CUES = ("NOTE", "STYLE", "REGION")


class WebVtt(LabelFormat):
    """The format of subtitles in browsers, which Audacity reads and writes as labels, too."""

    name = "webvtt"
    title = "WebVTT subtitles"
    suffix = ".vtt"
    loses = (NO_LENGTH, MILLISECONDS, NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)
    resolution = 1e-3

    def recognises(self, text: str) -> bool:
        """Whether the first line begins with the format's name."""
        return text.removeprefix("\ufeff").lstrip()[:7].split() == [_HEAD]

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """A row a cue, its text without tags; notes and styles are passed over."""
        rows = []
        for number, block in enumerate(blocks(text, file)):
            # The first lines are the format's name and metadata; a cue may follow without a blank line.
            block = block[1:] if number == 0 else block
            has_times = any(ARROW in line for _, line in block[:2])
            if has_times or (number and block[0][1].split()[0] not in _NO_CUES):
                rows.append(cue(block, webvtt=True))
        return LabelFile(file, self.title, "cues", tuple(rows))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A cue a region, with its label as the text."""
        parts = [
            f"\n{time_of(start, '.')} {ARROW} {time_of(end, '.')}\n{html.escape(text, quote=False)}\n"
            for start, end, text in cues(regions, duration)
        ]
        return f"{_HEAD}\n" + "".join(parts)


WEBVTT = WebVtt()
