"""Praat TextGrid: tiers of intervals that cover the whole recording; long and short text form.

Praat reads only free-standing numbers, "strings" (quotes in them are doubled) and <flags>, and skips everything else,
`!` comments included. So does this reader, and both forms are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from svd_core.annotation.formats.covering import covering
from svd_core.annotation.formats.label_format import (
    NO_CONFIDENCES,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    LabelFormat,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.label_text import Place, shown, time_text
from svd_core.annotation.formats.table import parse_time
from svd_core.annotation.formats.tiers import CHECKED_TIER, TIER, Tier, checked_among, layout_of, tier_of
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import Spans, clipped

_TOKEN = re.compile(r'"(?P<string>(?:[^"]|"")*)"(?=\s|$)|(?P<comment>!.*)|(?P<word>\S+)')
_NUMBER = re.compile(r"[-+]?\d+([.,]\d*)?([eE][-+]?\d+)?")
_MAX_TIERS = 10_000


@dataclass(frozen=True)
class Grid:
    """The interval tiers of a TextGrid, and start and end of its time in seconds; point tiers are skipped."""

    start: float
    end: float
    tiers: tuple[Tier, ...]


class TextGrid(LabelFormat):
    """The format of Praat, written with a tier of regions and one of checked time."""

    name = "textgrid"
    title = "Praat TextGrid"
    suffix = ".TextGrid"
    kind = "tiers"
    loses = (NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether a text begins as Praat's files do."""
        first = next((line.strip() for line in text.removeprefix("\ufeff").splitlines() if line.strip()), "")
        return '"ooTextFile' in first

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The names of the interval tiers; FormatError."""
        return tuple(tier.name for tier in grid_of(text, file).tiers)

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The intervals with a text in the tier that is about singing, and checked time where a tier has it."""
        grid = grid_of(text, file)
        tier = tier_of(grid.tiers, file, how.tier)
        return LabelFile(
            file,
            self.title,
            layout_of(grid.tiers, tier),
            tier.rows(file),
            checked=checked_among(grid.tiers),
            extent=(grid.start, grid.end),
        )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """The long form with a tier of regions that covers 0 .. duration, and one of checked time where it is known."""
        end = time_text(duration)
        tiers = [(TIER, list(covering(regions, duration, "")))]
        if checked is not None:
            spans = tuple(Region(start, stop, CHECKED_TIER) for start, stop in clipped(checked, 0.0, duration))
            tiers.append((CHECKED_TIER, list(covering(spans, duration, ""))))
        head = f"xmin = 0\nxmax = {end}\n"
        lines = ['File type = "ooTextFile"\nObject class = "TextGrid"\n\n' + head + "tiers? <exists>\n"]
        lines.append(f"size = {len(tiers)}\nitem []:\n")
        for place, (name, rows) in enumerate(tiers, start=1):
            tier = f'class = "IntervalTier"\nname = "{name}"\n{head}intervals: size = {len(rows)}\n'
            lines.append(f"    item [{place}]:\n" + _indented(tier, 8))
            for number, (start, stop, label) in enumerate(rows, start=1):
                lines.append(f"        intervals [{number}]:\n")
                quoted = label.replace('"', '""')
                lines.append(_indented(f'xmin = {start}\nxmax = {stop}\ntext = "{quoted}"\n', 12))
        return "".join(lines)


def grid_of(text: str, file: str) -> Grid:
    """All interval tiers of a file's text; FormatError with file, line and value."""
    tokens = _Tokens(text, file)
    kind, about = tokens.string(), tokens.string()
    if not kind.startswith("ooTextFile") or about != "TextGrid":
        tokens.fail(f"a file of {shown(about)}, not of a TextGrid; save a TextGrid as text in Praat")
    start, end = tokens.number(), tokens.number()
    tiers = []
    if tokens.flag() == "<exists>":
        for _ in range(tokens.count(_MAX_TIERS)):
            tier = _tier(tokens)
            if tier is not None:
                tiers.append(tier)
    return Grid(start, end, tuple(tiers))


def _tier(tokens: _Tokens) -> Tier | None:
    """The next tier, None for a tier of points."""
    kind, name = tokens.string(), tokens.string()
    tokens.number()
    tokens.number()
    count = tokens.count(len(tokens))
    if kind == "TextTier":
        for _ in range(count):
            tokens.number()
            tokens.string()
        return None
    if kind != "IntervalTier":
        tokens.fail(f"a tier of class {shown(kind)}, known are IntervalTier and TextTier")
    rows = []
    for _ in range(count):
        start, place = tokens.number_text(), tokens.place
        end = tokens.number_text()
        low, high = (parse_time(text, place) for text in (start, end))
        text = tokens.string()
        if high < low:
            raise place.error(f"end {shown(end)} is before start {shown(start)}; swap or correct them")
        if low < high and high > 0:
            # Time before the recording's start is cut off: no sound is there.
            rows.append((max(low, 0.0), high, text))
    return Tier(name, tuple(rows))


class _Tokens:
    """The numbers, strings and flags of a file, read one after the other."""

    def __init__(self, text: str, file: str) -> None:
        self._tokens = list(_tokens(text.removeprefix("\ufeff")))
        self._next = 0
        self.place = Place(file, 1)

    def __len__(self) -> int:
        return len(self._tokens) - self._next

    def string(self) -> str:
        """The next token, which must be a string."""
        return self._take("string", 'a text in quotes, such as "singing"')

    def flag(self) -> str:
        """The next token, which must be a flag."""
        return self._take("flag", "<exists>")

    def number_text(self) -> str:
        """The next token, which must be a number, as text."""
        return self._take("number", "a number")

    def number(self) -> float:
        """The next token, which must be a number."""
        return float(self.number_text().replace(",", "."))

    def count(self, most: int) -> int:
        """The next token, which must be the number of items that follow, at most `most`."""
        text = self.number_text()
        if not text.isdecimal() or len(text) > 9 or int(text) > most:
            self.fail(f"{shown(text)} is no count of what follows; the file is damaged, save it again in Praat")
        return int(text)

    def fail(self, message: str) -> NoReturn:
        """Raise a FormatError about the last token."""
        raise self.place.error(message)

    def _take(self, kind: str, words: str) -> str:
        if self._next == len(self._tokens):
            self.fail(f"the file ends where {words} should follow; it is cut off, save it again in Praat")
        found, text, line = self._tokens[self._next]
        self.place = Place(self.place.file, line)
        if found != kind:
            self.fail(f"expected {words}, found {shown(text)}; save the TextGrid as text in Praat")
        self._next += 1
        return text


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """The tokens that Praat reads, each with kind, content and line: free-standing strings, numbers and flags."""
    line, position = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        if match["string"] is not None:
            yield "string", match["string"].replace('""', '"'), line
        elif match["word"] is not None:
            word = match["word"]
            number = _NUMBER.match(word)
            if number:
                yield "number", number.group(), line
            elif word.startswith("<") and word.endswith(">"):
                yield "flag", word, line


def _indented(text: str, spaces: int) -> str:
    return "".join(" " * spaces + line for line in text.splitlines(keepends=True))


TEXTGRID = TextGrid()
