"""Files of several tiers, layers or speakers: which of them is about singing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from svd_core.annotation.formats.label_rows import Row
from svd_core.annotation.formats.label_text import Place, shown
from svd_core.annotation.spans import Spans, united
from svd_core.annotation.vocabulary import judge
from svd_core.errors import FormatError, UnclearLabelsError

TIER = "singing"
"""The name of the tier that is written."""

CHECKED_TIER = "checked"
"""The name of the tier of checked time, and the text of its intervals."""

_SINGING_TIERS = frozenset(["singing", "sing", "vocal", "vocals", "voice", "singer", "svd", "vocal activity"])


@dataclass(frozen=True)
class Tier:
    """One tier: its name, and start (s), end (s) and text of its intervals in the order of the file.

    Where known, `confidences` has a number from 0 to 1 for each interval, and `lines` the line that it stands in.
    """

    name: str
    intervals: tuple[tuple[float, float, str], ...]
    confidences: tuple[float | None, ...] = field(default=(), compare=False)
    lines: tuple[int, ...] = field(default=(), compare=False)

    def rows(self, file: str, counted: str = "line", unlabelled: bool = False) -> tuple[Row, ...]:
        """The intervals that have a text and, if `unlabelled`, the others as well."""
        confidences = self.confidences or (None,) * len(self.intervals)
        lines = self.lines or (1,) * len(self.intervals)
        return tuple(
            Row(start, end, text, Place(file, line, counted), confidence)
            for (start, end, text), confidence, line in zip(self.intervals, confidences, lines, strict=True)
            if unlabelled or text.strip()
        )


def tier_of(tiers: Sequence[Tier], file: str, name: str = "", noun: str = "interval tier") -> Tier:
    """The tier of a name or number, from 1; without one the only tier, or the only one that is about singing.

    FormatError, which lists the names, if that is not exactly one; `noun` is what the format calls a tier.
    """
    names = ", ".join(f"{number} {shown(tier.name)}" for number, tier in enumerate(tiers, start=1))
    if name:
        named = [tier for tier in tiers if tier.name.casefold() == name.casefold()]
        if not named and name.isdecimal() and 1 <= int(name) <= len(tiers):
            named = [tiers[int(name) - 1]]
        if len(named) != 1:
            count = f"{len(named)} {noun}s are" if named else f"no {noun} is"
            raise FormatError(f"{file}: {count} called {shown(name)}; there are: {names}. Say it by number")
        return named[0]
    others = [tier for tier in tiers if not _is_of_checked_time(tier)] if len(tiers) > 1 else list(tiers)
    by_name = [tier for tier in others if tier.name.strip().casefold() in _SINGING_TIERS]
    by_text = [tier for tier in others if _is_about_singing(tier)]
    for candidates in (others, by_name, by_text):
        if len(candidates) == 1:
            return candidates[0]
    if not tiers:
        raise FormatError(f"{file}: there is no {noun} in it, so no labels; choose another file")
    has_doubles = len({tier.name.casefold() for tier in tiers}) < len(tiers)
    how = "by number" if has_doubles else "by name or number"
    raise UnclearLabelsError(
        f"{file}: which {noun} is about singing? There are: {names}.",
        f"Say it {how}, as in --tier 1",
    )


def checked_among(tiers: Sequence[Tier]) -> Spans | None:
    """The time in a tier of checked time, as this program writes it beside the regions; None where there is none."""
    found = [tier for tier in tiers if tier.name == CHECKED_TIER]
    if len(found) != 1 or len(tiers) < 2:
        return None
    return united((start, end) for start, end, text in found[0].intervals if text.strip() == CHECKED_TIER)


def layout_of(tiers: Sequence[Tier], tier: Tier, noun: str = "tier") -> str:
    """Which tier was taken, for people."""
    number = next(number for number, other in enumerate(tiers, start=1) if other is tier)
    return f"{noun} {number}, {shown(tier.name)}"


def _is_of_checked_time(tier: Tier) -> bool:
    return tier.name == CHECKED_TIER and {text.strip() for _, _, text in tier.intervals} <= {"", CHECKED_TIER}


def _is_about_singing(tier: Tier) -> bool:
    texts = {text for _, _, text in tier.intervals if text.strip()}
    return bool(texts) and "unknown" not in {judge(text) for text in texts}
