"""RTTM, the format of speaker diarization: ten fields a line, and beside it UEM, the time that was annotated.

`SPEAKER file 1 onset duration <NA> <NA> name confidence <NA>`; `file 1 start end` in the UEM file, which holds the
checked time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import PurePath

from svd_core.annotation.formats.covering import one_line
from svd_core.annotation.formats.label_format import (
    NO_LENGTH,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    LabelFormat,
    Loss,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.label_text import (
    MAX_SECONDS,
    Place,
    first_lines,
    interval,
    number,
    numbered_lines,
    shown,
    time_text,
)
from svd_core.annotation.formats.tiers import Tier, layout_of, tier_of
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans, clipped, united

_TYPES = frozenset(
    ["SPEAKER", "LEXEME", "SEGMENT", "NOSCORE", "NO_RT_METADATA", "NON-LEX", "NON-SPEECH", "SU", "SPKR-INFO"]
)
_WITH_WORDS = {"SPEAKER": 7, "NON-SPEECH": 6}
"""The types of lines that are labels, and which field, from 0, says what they are: a name, or a subtype."""
_NOTHING = "<NA>"
_ROUNDING = 9


class RttmFile(LabelFormat):
    """The format of NIST's evaluations, which pyannote and others read; labels are its speakers."""

    name = "rttm"
    title = "RTTM and UEM"
    suffix = ".rttm"
    kind = "tiers"
    companion = ".uem"
    loses = (
        NO_LENGTH,
        Loss("labels", "blanks in labels (they become underscores)"),
        NO_SOURCES,
        NO_PROPOSAL,
        NO_TOUCHED,
    )

    def recognises(self, text: str) -> bool:
        """Whether the first lines begin with a type of RTTM and have at least nine fields."""
        lines = [line.split() for line in first_lines(text) if not line.startswith(";;")]
        return bool(lines) and all(len(fields) >= 9 and fields[0] in _TYPES for fields in lines)

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The names of the recordings of which the file speaks; FormatError."""
        return tuple(tier.name for tier in _recordings(text, file))

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The lines of the recording that is meant, which is to be said where there are several."""
        tiers = _recordings(text, file)
        tier = tier_of(tiers, file, how.tier, "recording")
        return LabelFile(file, self.title, layout_of(tiers, tier, "recording"), tier.rows(file, unlabelled=True))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A line a region; the name of the song is its file's, with underscores for blanks."""
        lines = []
        for region in normalised(regions, duration):
            start, end = time_text(region.start), time_text(region.end)
            if start == end:
                continue
            length = time_text(float(Decimal(end) - Decimal(start)))
            confidence = _NOTHING if region.confidence is None else f"{region.confidence:.4f}"
            name = one_line(region.label).replace(" ", "_")
            fields = ("SPEAKER", _recording(song), "1", start, length, _NOTHING, _NOTHING, name, confidence, _NOTHING)
            lines.append(" ".join(fields) + "\n")
        return "".join(lines)

    def companions(self, duration: float, checked: Spans | None, song: SongFacts = UNNAMED) -> Mapping[str, str]:
        """The checked time as UEM, where it is known."""
        if checked is None:
            return {}
        spans = clipped(checked, 0.0, duration)
        lines = [f"{_recording(song)} 1 {time_text(start)} {time_text(end)}\n" for start, end in spans]
        return {self.companion: "".join(lines)}

    def checked_in(self, text: str, file: str) -> Spans:
        """The time in a UEM file, of all its recordings."""
        spans = []
        for place, line in numbered_lines(text, file):
            fields = line.split()
            if line.startswith(";;"):
                continue
            if len(fields) != 4:
                raise place.error(f"{shown(line)} is no line of UEM; write file, channel, start and end")
            spans.append(interval(fields[2], fields[3], place))
        return united(spans)


def _recording(song: SongFacts) -> str:
    return re.sub(r"\s+", "_", PurePath(song.file).stem) or "song"


def _recordings(text: str, file: str) -> tuple[Tier, ...]:
    """The labels by recording, in the order of the file."""
    found: dict[str, list[tuple[float, float, str, float | None, int]]] = {}
    for place, fields in _lines(text, file):
        start, length = number(fields[3], place), number(fields[4], place)
        if start + length > MAX_SECONDS:
            raise place.error(f"end {start + length:.0f} s is longer than any song; write seconds, not samples")
        label = fields[_WITH_WORDS[fields[0]]]
        confidence = _confidence(fields[8], place)
        row = (start, round(start + length, _ROUNDING), label, confidence, place.line)
        found.setdefault(fields[1], []).append(row)
    return tuple(
        Tier(
            name,
            tuple((start, end, "" if label == _NOTHING else label) for start, end, label, _, _ in rows),
            tuple(confidence for *_, confidence, _ in rows),
            tuple(line for *_, line in rows),
        )
        for name, rows in (found or {file: []}).items()
    )


def _lines(text: str, file: str) -> Iterator[tuple[Place, list[str]]]:
    """The fields of every line that is a label; FormatError for what is no line of RTTM."""
    for place, line in numbered_lines(text, file):
        fields = line.split()
        if line.startswith(";;") or (fields[0] in _TYPES and fields[0] not in _WITH_WORDS):
            continue
        if fields[0] not in _WITH_WORDS or len(fields) < 9:
            raise place.error(f"{shown(line)} is no line of RTTM; write its ten fields")
        yield place, fields


def _confidence(text: str, place: Place) -> float | None:
    if text == _NOTHING:
        return None
    value = number(text, place)
    if value > 1:
        raise place.error(f"confidence {shown(text)} is outside 0 .. 1; write a probability, or <NA>")
    return value


RTTM = RttmFile()
