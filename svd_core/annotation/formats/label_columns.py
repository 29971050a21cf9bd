"""Which column of a table says where somebody sings, where no column is called labels.

A line without a label says that somebody sings. So a column that nobody has looked at must not be one that says the
opposite: one whose name speaks of singing and whose cells are yes or no is taken, any other is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Literal

from svd_core.annotation.formats.label_text import shown
from svd_core.errors import UnclearLabelsError

Column = Literal["start", "end", "duration", "label", "confidence", "source", "value", "-"]
"""What a column holds; "value" is any number that says nothing of singing, "-" is not looked at."""

_SINGING = frozenset(
    f"{before}{word}"
    for before in ("", "is ", "has ", "with ", "contains ")
    for word in ("sing", "singing", "sung", "vocal", "vocals", "voice", "singer", "singing voice")
)
_YES_OR_NO = frozenset(["0", "1", "0.0", "1.0", "yes", "no", "y", "n", "true", "false"])
_YES = frozenset(["1", "1.0", "yes", "y", "true", "t", "on", "present", "active"])
_NO = frozenset(["0", "0.0", "no", "n", "false", "f", "off", "absent", "inactive"])
_HARMLESS = frozenset(
    [
        *("line start", "line end", "id", "index", "number", "#", "selection", "view", "channel", "annotator"),
        *("low freq (hz)", "high freq (hz)", "file", "filename", "file name", "path", "begin file", "begin path"),
        *(
            "sequence",
            "annotation",
            "file offset",
            "begin sample",
            "end sample",
            "onset sample",
            "offset sample",
            "source",
            "unnamed: 0",
        ),
    ]
)
"""Names of columns that say nothing of singing."""
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*%?")
_ZERO = re.compile(r"[+-]?0*[.,]?0*%?")
_LEAST_SURE = 0.5


def with_labels(
    columns: tuple[Column, ...], names: Sequence[str], rows: Sequence[Sequence[str]], file: str, times: Container[str]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The columns of a table with a header, one about singing taken as the labels, and a remark if so.

    `names` are those in the header, in lower case, `times` all that a column of times may be called. Raises
    UnclearLabelsError where a column might say that nobody sings.
    """
    cells = [_column(rows, index) for index in range(len(columns))]
    is_labelled = "label" in columns and any(cells[columns.index("label")])
    unused = [index for index, kind in enumerate(columns) if kind == "-" and any(cells[index])]
    singing = [
        index
        for index in unused
        if names[index] in _SINGING and {cell.casefold() for cell in cells[index]} <= _YES_OR_NO
    ]
    if is_labelled:
        flags = [index for index in unused if names[index] not in _HARMLESS and _may_deny(cells[index])]
        if asked := singing + flags:
            raise _question(columns, asked[0], cells[asked[0]], file, f"column {shown(names[asked[0]])}")
        check_confidences(columns, rows, file, is_labelled=True)
        return columns, ()
    if len(singing) == 1:
        (index,) = singing
        taken = _with_label(columns, index)
        return taken, (
            f"{file}: column {shown(names[index])} is taken as labels: 1, yes and true mean that it is sung",
        )
    for index in unused:
        if names[index] not in times and names[index] not in _HARMLESS:
            raise _question(columns, index, cells[index], file, f"column {shown(names[index] or str(index + 1))}")
    check_confidences(columns, rows, file, is_labelled=False)
    return columns, ()


def check_further(columns: Sequence[Column], rows: Sequence[Sequence[str]], file: str) -> None:
    """Raise UnclearLabelsError where columns of a table without header, behind those known, may deny the labels.

    Numbers between are scores, which do not matter, but flags (0 and 1) and words may say anything.
    """
    for index in range(len(columns), max(map(len, rows), default=0)):
        cells = _column(rows, index)
        found = {cell for cell in cells if cell}
        are_scores = all(map(_NUMBER.fullmatch, found)) and not any(map(_ZERO.fullmatch, found)) and found != {"1"}
        if found and not are_scores:
            unused: list[Column] = ["-"] * (index + 1 - len(columns))
            raise _question((*columns, *unused), index, cells, file, f"column {index + 1}")
    check_confidences(columns, rows, file, is_labelled="label" in columns)


def check_confidences(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], file: str, *, is_labelled: bool
) -> None:
    """Raise UnclearLabelsError where confidences may deny singing: low ones without labels, flags with them."""
    if "confidence" not in columns:
        return
    index = columns.index("confidence")
    cells = _column(rows, index)
    if is_labelled:
        is_unclear = "0" in cells and set(cells) <= {"0", "1"}
    else:
        is_unclear = any(_value(cell) < _LEAST_SURE for cell in cells)
    if is_unclear:
        raise _question(columns, index, cells, file, f"column {index + 1}, which looks like confidences,")


def _column(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index].strip() if index < len(row) else "" for row in rows]


def _may_deny(cells: Sequence[str]) -> bool:
    """Whether some cells of a column say yes and others no, and none anything else."""
    said = {cell.casefold() for cell in cells if cell}
    return said <= _YES | _NO and bool(said & _YES) and bool(said & _NO)


def _value(cell: str) -> float:
    """The number in a cell; 1 where it holds none."""
    return float(cell.rstrip("% ").replace(",", ".")) if _NUMBER.fullmatch(cell) else 1.0


def _with_label(columns: Sequence[Column], index: int) -> tuple[Column, ...]:
    """The columns with the labels at an index, and nowhere else."""
    return tuple("label" if place == index else "-" if kind == "label" else kind for place, kind in enumerate(columns))


def _question(columns: Sequence[Column], index: int, cells: Sequence[str], file: str, name: str) -> UnclearLabelsError:
    examples = ", ".join(map(shown, list(dict.fromkeys(cell for cell in cells if cell))[:3]))
    without = ",".join("-" if place == index else kind for place, kind in enumerate(columns))
    return UnclearLabelsError(
        f"{file}: does {name} say whether somebody sings? It holds {examples}.",
        f"Say --columns {','.join(_with_label(columns, index))} if it does, --columns {without} if it does not matter",
    )
