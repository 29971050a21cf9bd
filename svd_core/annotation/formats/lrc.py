"""LRC lyrics, read only: lines `[mm:ss.xx] text`, each with the time at which it begins.

LRC does not say where a line ends. It goes on to the next one, and an empty line ends it; words with times of their
own (`<mm:ss.xx>`) end with the last of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile, Row
from svd_core.annotation.formats.label_text import Place, first_lines, numbered_lines, shown
from svd_core.errors import UnclearLabelsError

_TIME = r"(\d{1,4}):(\d{1,2}(?:[.:]\d{1,3})?)"
_LINE = re.compile(rf"\s*((?:\[{_TIME}\]\s*)+)(.*)")
_STAMP = re.compile(rf"\[{_TIME}\]")
_WORD_STAMP = re.compile(rf"<{_TIME}>")
_TAG = re.compile(r"\s*\[([A-Za-z#][^:\[\]]*):(.*)\]\s*")


class Lrc(LabelFormat):
    """The format of players that show lyrics; all of its labels are words that are sung."""

    name = "lrc"
    title = "LRC lyrics"
    suffix = ".lrc"

    def recognises(self, text: str) -> bool:
        """Whether the first lines begin with times or tags in square brackets, at least one with a time."""
        lines = first_lines(text)
        are_known = all(_LINE.match(line) or _TAG.fullmatch(line) for line in lines)
        return are_known and any(map(_LINE.match, lines))

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """A row from each line with words to the next line; UnclearLabelsError where the last one has no end."""
        lines = sorted(_lines(text, file), key=lambda line: (line[0], line[1].line))
        length = _length(text, file) or duration
        remark = f"{file}: LRC says when lines begin, not when they end; each is taken to go on to the next"
        return LabelFile(file, self.title, "lines of lyrics", tuple(_rows(lines, length)), (remark,), lyrics=True)


def _lines(text: str, file: str) -> Iterator[tuple[float, Place, str]]:
    """The time, place and words of each line, and of a line that comes several times each of its times."""
    for place, line in numbered_lines(text, file):
        found = _LINE.match(line)
        if found is None:
            if not _TAG.fullmatch(line):
                raise place.error(f"{shown(line)} is no line of LRC; write [mm:ss.xx] and the words")
            continue
        for minutes, seconds in _STAMP.findall(found[1]):
            yield _seconds(minutes, seconds, place), place, found[4]


def _rows(lines: Sequence[tuple[float, Place, str]], length: float | None) -> Iterator[Row]:
    for index, (start, place, words) in enumerate(lines):
        stamps = _WORD_STAMP.findall(words)
        text = " ".join(_WORD_STAMP.sub(" ", words).split())
        if not text:
            continue
        end = lines[index + 1][0] if index + 1 < len(lines) else length
        if stamps and words.rstrip().endswith(">"):
            ended = _seconds(stamps[-1][0], stamps[-1][1], place)
            end = ended if end is None else min(end, ended)
        if end is None:
            raise UnclearLabelsError(
                f"{place}: where does the last line end? LRC does not say it.",
                "Read it together with its sound, or write an empty line with a time below",
            )
        if start < end:
            yield Row(start, end, text, place)


def _length(text: str, file: str) -> float | None:
    """The length of the song (s) in a tag such as [length: 03:21]; None without one."""
    for place, line in numbered_lines(text, file):
        tag = _TAG.fullmatch(line)
        time = re.fullmatch(_TIME, tag[2].strip()) if tag and tag[1].strip().casefold() == "length" else None
        if time is not None:
            return _seconds(time[1], time[2], place)
    return None


def _seconds(minutes: str, seconds: str, place: Place) -> float:
    value = float(seconds.replace(":", "."))
    if value >= 60:
        raise place.error(f"{shown(seconds)} are no seconds of a minute; write [mm:ss.xx]")
    return round(60 * int(minutes) + value, 3)


LRC = Lrc()
