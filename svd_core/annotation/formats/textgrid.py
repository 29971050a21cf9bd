"""Praat TextGrid: tiers of intervals that cover the whole recording; long and short text form.

Praat reads only free-standing numbers, "strings" (quotes in them are doubled) and <flags>, and skips everything else,
`!` comments included. So does this reader, and both forms are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from svd_core.annotation.formats.protocol import Place, shown, time_text
from svd_core.annotation.formats.table import parse_time
from svd_core.annotation.regions import Region, Regions, normalised
from svd_core.annotation.spans import Spans, clipped, united
from svd_core.annotation.vocabulary import judge
from svd_core.errors import FormatError, UnclearLabelsError

TIER = "singing"
"""The name of the tier that is written."""

CHECKED_TIER = "checked"
"""The name of the tier of checked time, and the text of its intervals."""

_SINGING_TIERS = frozenset(["singing", "sing", "vocal", "vocals", "voice", "singer", "svd", "vocal activity"])
_TOKEN = re.compile(r'"(?P<string>(?:[^"]|"")*)"(?=\s|$)|(?P<comment>!.*)|(?P<word>\S+)')
_NUMBER = re.compile(r"[-+]?\d+([.,]\d*)?([eE][-+]?\d+)?")
_MAX_TIERS = 10_000


@dataclass(frozen=True)
class Tier:
    """One interval tier: its name, and start (s), end (s) and text of its intervals in the order of the file."""

    name: str
    intervals: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class Grid:
    """The interval tiers of a TextGrid, and start and end of its time in seconds; point tiers are skipped."""

    start: float
    end: float
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class TextGrid:
    """The format of Praat, written with a tier of regions and one of checked time."""

    name: str = "textgrid"
    title: str = "Praat TextGrid"
    suffix: str = ".TextGrid"
    loses: tuple[str, ...] = (
        "who set each region",
        "confidences",
        "what the model proposed",
        "which stretches a person has corrected",
    )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None) -> str:
        """The long form with a tier of regions that covers 0 .. duration, and one of checked time where it is known."""
        end = time_text(duration)
        tiers = [(TIER, list(_covering(normalised(regions, duration), end)))]
        if checked is not None:
            spans = tuple(Region(start, stop, CHECKED_TIER) for start, stop in clipped(checked, 0.0, duration))
            tiers.append((CHECKED_TIER, list(_covering(spans, end))))
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


def tier_of(grid: Grid, file: str, name: str = "") -> Tier:
    """The tier of a name or number, from 1; without one the only tier, or the only one that is about singing.

    FormatError, which lists the names, if that is not exactly one.
    """
    names = ", ".join(f"{number} {shown(tier.name)}" for number, tier in enumerate(grid.tiers, start=1))
    if name:
        named = [tier for tier in grid.tiers if tier.name.casefold() == name.casefold()]
        if not named and name.isdecimal() and 1 <= int(name) <= len(grid.tiers):
            named = [grid.tiers[int(name) - 1]]
        if len(named) != 1:
            count = f"{len(named)} interval tiers are" if named else "no interval tier is"
            raise FormatError(f"{file}: {count} called {shown(name)}; there are: {names}. Say it by number")
        return named[0]
    by_name = [tier for tier in grid.tiers if tier.name.strip().casefold() in _SINGING_TIERS]
    by_text = [tier for tier in grid.tiers if _is_about_singing(tier)]
    for candidates in (grid.tiers, by_name, by_text):
        if len(candidates) == 1:
            return candidates[0]
    if not grid.tiers:
        raise FormatError(f"{file}: there is no interval tier in it, so no labels; choose another file")
    has_doubles = len({tier.name.casefold() for tier in grid.tiers}) < len(grid.tiers)
    how = "by number" if has_doubles else "by name or number"
    raise UnclearLabelsError(
        f"{file}: which interval tier is about singing? There are: {names}.",
        f"Say it {how}, as in --tier 1",
    )


def checked_in(grid: Grid) -> Spans | None:
    """The time in a tier of checked time, as this program writes it beside the regions; None where there is none."""
    found = [tier for tier in grid.tiers if tier.name == CHECKED_TIER]
    if len(found) != 1 or len(grid.tiers) < 2:
        return None
    return united((start, end) for start, end, text in found[0].intervals if text.strip() == CHECKED_TIER)


def _is_about_singing(tier: Tier) -> bool:
    texts = {text for _, _, text in tier.intervals if text.strip()}
    return bool(texts) and "unknown" not in {judge(text) for text in texts}


def _covering(regions: Regions, end: str) -> Iterator[tuple[str, str, str]]:
    """Start, end and label of intervals without gaps between them; regions under a microsecond are left out."""
    position = time_text(0.0)
    for region in regions:
        start, stop = time_text(region.start), time_text(region.end)
        if start == stop:
            continue
        if start != position:
            yield position, start, ""
        yield start, stop, " ".join(region.label.split()) or TIER
        position = stop
    if position != end:
        yield position, end, ""


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
