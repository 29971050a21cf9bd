"""MedleyDB activation confidences: a table `time,S01,S02,…`, whose rows speak of the time up to the next row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from svd_core.annotation.formats.covering import covering
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_LABELS,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    ONLY_SUNG,
    UNNAMED,
    LabelFormat,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile, Row
from svd_core.annotation.formats.label_text import (
    Place,
    first_lines,
    number,
    numbered_lines,
    seconds,
    shown,
    time_text,
)
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import Spans, united
from svd_core.annotation.vocabulary import sung_only
from svd_core.errors import FormatError, UnclearLabelsError

ACTIVE = 0.5
"""A stem sounds where its activation confidence is at least this, as MedleyDB's authors have it."""
_STEM = "vocals"
_SINGING = frozenset(["vocals", "vocal", "voice", "singing", "singer", "lead vocals"])
_STEM_NAME = re.compile(r"s\d{1,3}", re.IGNORECASE)


class MedleyDbActivations(LabelFormat):
    """The format of MedleyDB's _ACTIVATION_CONF.lab; which stems sing is named in other files of the corpus."""

    name = "medleydb"
    title = "MedleyDB activations"
    suffix = ".lab"
    kind = "tiers"
    loses = (NO_LABELS, ONLY_SUNG, NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_CHECKED, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the first line names a time and stems."""
        names = [name.strip().casefold() for name in "".join(first_lines(text)[:1]).split(",")]
        are_stems = all(name in _SINGING or _STEM_NAME.fullmatch(name) for name in names[1:])
        return names[0] == "time" and len(names) >= 2 and are_stems

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The names of the stems."""
        return tuple(name.strip() for name in "".join(first_lines(text)[:1]).split(",")[1:])

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The time in which the stems that sing do so; which they are is to be said where there are several.

        Several are named with a + between them, such as S01+S04.
        """
        names = self.tiers(text, file)
        sing = _stems(names, file, how.tier)
        regions, extent = active_regions(text, file, sing, ACTIVE)
        rows = tuple(Row(region.start, region.end, None, Place(file, 1)) for region in regions)
        return LabelFile(file, self.title, f"stems {', '.join(sing)}", rows, extent=extent)

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A header, and a row with 1 or 0 where singing begins or ends, with the last row at the song's end."""
        rows, before = [f"time,{_STEM}"], ""
        for start, _, label in covering(sung_only(regions), duration, ""):
            value = "1.0000" if label else "0.0000"
            if value != before:
                rows.append(f"{start},{value}")
            before = value
        return "\n".join([*rows, f"{time_text(duration)},0.0000"]) + "\n"


def _stems(names: Sequence[str], file: str, tier: str) -> list[str]:
    """The stems that sing; UnclearLabelsError where nobody has said which."""
    if tier:
        wanted = [name.strip() for name in tier.split("+")]
        found = [_named(names, name) for name in wanted]
        if None in found:
            unknown = shown(wanted[found.index(None)])
            raise FormatError(f"{file}: no stem is called {unknown}; there are {', '.join(names)}")
        return [name for name in found if name is not None]
    singing = [name for name in names if name.casefold() in _SINGING]
    candidates = singing or list(names)
    if len(candidates) == 1:
        return candidates
    raise UnclearLabelsError(
        f"{file}: which of the stems {', '.join(names)} sing? MedleyDB's metadata say it.",
        "Name one with --tier S01, several with --tier S01+S04",
    )


def _named(names: Sequence[str], wanted: str) -> str | None:
    """The stem of a name or, counted from 1, a number."""
    by_name = next((name for name in names if name.casefold() == wanted.casefold()), None)
    if by_name is None and wanted.isdecimal() and len(wanted) < 5 and 1 <= int(wanted) <= len(names):
        return names[int(wanted) - 1]
    return by_name


def active_regions(
    text: str, file: str, columns: Sequence[str], threshold: float
) -> tuple[Regions, tuple[float, float]]:
    """The regions in which any of these columns of an activation file reaches the threshold, and the file's extent (s).

    Raises FormatError with file and line.

    The file is a table: `time,S01,S02,…`, a row each 46 ms; a row speaks of the time up to the next.
    """
    lines = iter(numbered_lines(text, file))
    place, header = next(lines, (None, ""))
    names = [name.strip() for name in header.split(",")]
    missing = [name for name in columns if name not in names]
    if place is None or names[0] != "time" or missing:
        raise FormatError(f"{file}: no columns time and {', '.join(columns)} in its first line; get the file again")
    wanted = [names.index(name) for name in columns]
    times: list[float] = []
    sung: list[bool] = []
    for place, line in lines:
        fields = line.split(",")
        if len(fields) != len(names):
            raise place.error(f"{len(fields)} of {len(names)} columns in {shown(line)}; get the file again")
        times.append(seconds(fields[0], place))
        if len(times) > 1 and times[-1] <= times[-2]:
            raise place.error(f"{shown(fields[0])} is not after the row above; get the file again")
        sung.append(any(number(fields[index], place) >= threshold for index in wanted))
    # The last row lasts as long as the one before it.
    ends = [*times[1:], *(2 * later - earlier for earlier, later in list(pairwise(times))[-1:])]
    spans = [(start, end) for start, end, sings in zip(times, ends, sung, strict=False) if sings]
    extent = (times[0], ends[-1]) if ends else (0.0, 0.0)
    return tuple(Region(start, end, source="file") for start, end in united(spans)), extent


MEDLEYDB = MedleyDbActivations()
