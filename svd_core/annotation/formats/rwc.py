"""RWC vocal activity: change points, lines `time TAB mark` with the end marked, as AIST annotated its database.

Marks: b nobody, n nothing, m, f, g a man, a woman, a group sings (`:withm` and the like names who else), s:INSTRUMENT
a solo, e the end.
"""

from __future__ import annotations

import re

from svd_core.annotation.formats.covering import covering
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    ONLY_SUNG,
    UNNAMED,
    LabelFormat,
    Loss,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile, Row
from svd_core.annotation.formats.label_text import (
    Place,
    first_lines,
    numbered_lines,
    seconds,
    shown,
    time_text,
)
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.annotation.vocabulary import sung_only

_LABELS = {"m": "male", "f": "female", "g": "sing", "b": "nosing", "n": "nosing", "s": "instrumental"}
_MARK_OF = {"male": "m", "female": "f"}
_LINE = re.compile(r"[\d.]+\t[bnmfgse](:\S.*)?\s*")
_FEWEST = 2


class RwcVocalActivity(LabelFormat):
    """The format of RWC's .VOCA_INST.TXT."""

    name = "rwc"
    title = "RWC vocal activity"
    suffix = ".txt"
    loses = (
        Loss("labels", "the wording of labels (those that begin with male or female are kept so, all others a group)"),
        ONLY_SUNG,
        NO_SOURCES,
        NO_CONFIDENCES,
        NO_PROPOSAL,
        NO_CHECKED,
        NO_TOUCHED,
    )

    def recognises(self, text: str) -> bool:
        """Whether the first lines are times with RWC's marks."""
        lines = first_lines(text)
        return len(lines) >= _FEWEST and all(map(_LINE.fullmatch, lines))

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """A row from each mark to the next; the file speaks of the time from its first mark to its last."""
        rows, (start, stop), end = change_points(text, file)
        return LabelFile(file, self.title, "change points", rows, extent=(start, stop if end is None else end))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A line where singing begins or ends, lines parted as on Windows, as AIST's are."""
        lines, before = [], ""
        for start, _, label in covering(sung_only(regions), duration, ""):
            mark = _MARK_OF.get(label.casefold().partition(" ")[0].partition("-")[0], "g") if label else "b"
            if mark != before or mark != "b":
                lines.append(f"{start}\t{mark}\r\n")
            before = mark
        return "".join(lines) + f"{time_text(duration)}\te\r\n"


def change_points(text: str, file: str) -> tuple[tuple[Row, ...], tuple[float, float], float | None]:
    """A row from each mark to the next, the time from the first mark to the last, and that of the end mark (s).

    Of what lies before the first mark and, where no mark is of the end, after the last, the file says nothing.
    Raises FormatError with file, line and value.
    """
    rows: list[Row] = []
    label: str | None = None
    first: float | None = None
    time, since = 0.0, Place(file, 1)
    for place, line in numbered_lines(text, file):
        fields = line.split(maxsplit=1)
        if len(fields) != 2:
            raise place.error(f"{shown(line)} is no change of activity; write a time, a tab and a label")
        before, time = time, seconds(fields[0], place)
        if time < before:
            raise place.error(f"{shown(fields[0])} is before the line above it; put the lines in order")
        first = time if first is None else first
        if label is not None:
            rows.append(Row(before, time, label, since))
        mark, since = fields[1].strip().partition(":")[0], place
        if mark == "e":
            return tuple(rows), (first, time), time
        if mark not in _LABELS:
            raise place.error(f"{shown(fields[1])} is no label known here; they begin with b, n, m, f, g, s or e")
        label = _LABELS[mark]
    return tuple(rows), (first or 0.0, time), None


RWC = RwcVocalActivity()
