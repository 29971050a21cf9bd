"""What a label file holds before anybody has said how it is meant: for a dialog that asks, and to remember answers by.

Answers are remembered by the kind of file (how many columns and what they are called, or which tiers) and by words, so
that the next file of the same kind needs no question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from svd_core.annotation.formats.compressed import read_label_text
from svd_core.annotation.formats.label_columns import Column
from svd_core.annotation.formats.label_rows import HowToRead, LabelKind, Unit
from svd_core.annotation.formats.table import first_rows, read_table
from svd_core.annotation.label_file import labels_of, read_label_file
from svd_core.annotation.vocabulary import Judgement, judge, key_of, plain_text
from svd_core.errors import FormatError

ROWS_SHOWN = 8


@dataclass(frozen=True)
class LabelSurvey:
    """What stands in a label file.

    Attributes:
        kind: what may be asked about it.
        rows: the cells of its first lines, of a table; a header is among them.
        columns: what its columns were taken for; empty where that is not clear.
        tiers: names of the tiers, layers, recordings or stems of which one is meant.
        fingerprint: what files of this kind have in common, to remember answers by.
    """

    path: Path
    kind: LabelKind
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[Column, ...] = ()
    tiers: tuple[str, ...] = ()
    fingerprint: str = ""


def survey_labels(path: Path) -> LabelSurvey:
    """Look at a label file of any kind; FormatError if it is no text, or damaged."""
    from svd_core.annotation.formats.registry import format_of

    text = read_label_text(path)
    file_format = format_of(text, path.name)
    kind = file_format.kind
    if kind == "tiers":
        tiers = file_format.tiers(text, path.name)
        return LabelSurvey(path, kind, tiers=tiers, fingerprint="tiers: " + " | ".join(tiers))
    if kind == "plain":
        return LabelSurvey(path, kind, fingerprint=file_format.name)
    rows = first_rows(text, path.name, ROWS_SHOWN)
    width = max((len(row) for row in rows), default=0)
    try:
        columns = read_table(text, path.name, unit="s").columns
    except FormatError:
        columns = ()
    header = rows[0] if rows and not any(re.match(r"[+-]?[.,]?\d", cell) for cell in rows[0]) else ()
    names = ": " + " | ".join(cell.casefold() for cell in header) if header else ""
    return LabelSurvey(path, kind, rows, columns, fingerprint=f"table of {width} columns{names}")


def words_in(path: Path, how: HowToRead, duration: float | None = None) -> Counter[str]:
    """How often each label occurs, without scores, read in a given way; FormatError if it cannot be read so."""
    return Counter(plain_text(row.label or "") for row in read_label_file(path, how, duration).rows)


def questions(words: Counter[str]) -> tuple[str, ...]:
    """The labels of which nobody knows what they say, the most frequent first."""
    return tuple(word for word, _ in words.most_common() if word.strip() and judge(word) == "unknown")


def remembered_reading(path: Path, answers: Mapping[str, HowToRead], duration: float | None = None) -> HowToRead | None:
    """How a file is to be read: by itself where it is clear, as answered for its kind where that fits, else None.

    FormatError where it is no text.
    """
    survey = survey_labels(path)
    for how in (HowToRead(), answers.get(survey.fingerprint)):
        if how is None:
            continue
        try:
            labels_of(read_label_file(path, how, duration), how, duration)
        except FormatError:
            continue
        return how
    return None


def to_json(how: HowToRead) -> dict[str, Any]:
    """An answer as a JSON object."""
    return {
        "columns": list(how.columns),
        "unit": how.unit,
        "tier": how.tier,
        "meanings": dict(how.meanings),
        "lyrics": how.lyrics,
    }


def from_json(value: Any) -> HowToRead:
    """The answer in a JSON object; whatever it holds that cannot be one is left out."""
    if not isinstance(value, dict):
        return HowToRead()
    columns = value.get("columns")
    names = tuple(columns) if isinstance(columns, list) and set(columns) <= set(get_args(Column)) else ()
    unit = value.get("unit")
    found = value.get("meanings")
    meanings = found if isinstance(found, dict) else {}
    known = {
        key_of(word): cast(Judgement, meaning)
        for word, meaning in meanings.items()
        if meaning in get_args(Judgement)[:3]
    }
    return HowToRead(
        cast(tuple[Column, ...], names),
        cast(Unit, unit) if unit in get_args(Unit) else None,
        str(value.get("tier") or ""),
        known,
        value.get("lyrics") is True,
    )
