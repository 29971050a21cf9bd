"""The labels that people give to regions of the songs in one folder: names, meanings, colours and keys.

They lie in `svd-labels.json` beside the songs, a small file for people to read, to copy and to share. What a label
means is in the label itself (`vocabulary.label_of`), so an annotation says what is sung without this file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.regions import SING
from svd_core.annotation.vocabulary import PLACEHOLDERS, Judgement, key_of, label_of, name_of
from svd_core.errors import FormatError
from svd_core.files.backups import replace_keeping_backup
from svd_core.files.json_fields import Field, read, shown
from svd_core.files.storage import write_atomically
from svd_core.files.visible_text import visible

FILE_NAME = "svd-labels.json"
FORMAT, VERSION = "svd-labels", 1
MAX_LABELS = 100
MAX_NAME = 80
"""Letters of a name."""
KEYS = range(1, 10)
"""Digits that can give a label to the selected regions."""
MEANINGS: tuple[Judgement, ...] = ("sung", "unsung", "ignored")
_MAX_BYTES = 1_000_000
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def _refuse_twice(values: Iterable[str], message: str) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise ValueError(message.format(shown(twice[0])))


@dataclass(frozen=True)
class LabelKind:
    """One label of a set.

    Attributes:
        name: how people call it.
        meaning: whether somebody sings in its regions, or whether it leaves that open.
        colour: its regions' colour, as `#rrggbb`; None: that of their source.
        key: the digit that gives it, 1 to 9; None for none.
    """

    name: str
    meaning: Judgement = "sung"
    colour: str | None = None
    key: int | None = None

    def __post_init__(self) -> None:
        name = self.name
        if not name.strip() or name != " ".join(visible(name).split()) or len(name) > MAX_NAME:
            raise ValueError(f"{shown(name)} is no name; it needs 1 to {MAX_NAME} visible letters on one line")
        if name_of(name) != name:
            raise ValueError(f"{shown(name)} is a name with its meaning; write the name alone")
        if self.meaning not in MEANINGS:
            raise ValueError(f"{shown(self.meaning)} is no meaning; use one of {', '.join(MEANINGS)}")
        if self.colour is not None and not _COLOUR.fullmatch(self.colour):
            raise ValueError(f"{shown(self.colour)} is no colour; write #rrggbb, such as #3366cc")
        if self.key is not None and self.key not in KEYS:
            raise ValueError(f"{shown(self.key)} is no key; use a digit from 1 to 9")

    @property
    def label(self) -> str:
        """The label of its regions, which says by itself whether somebody sings."""
        return label_of(self.name, self.meaning)


@dataclass(frozen=True)
class LabelSet:
    """The labels of a folder, in the order of lists and menus; ValueError says what is wrong with them."""

    kinds: tuple[LabelKind, ...]

    def __post_init__(self) -> None:
        if len(self.kinds) > MAX_LABELS:
            raise ValueError(f"{len(self.kinds)} labels; a set has at most {MAX_LABELS}")
        _refuse_twice((key_of(kind.name) for kind in self.kinds), "the name {} is there twice; give one another name")
        keys = (str(kind.key) for kind in self.kinds if kind.key is not None)
        _refuse_twice(keys, "key {} gives two labels; give one another key")

    def of_key(self, key: int) -> LabelKind | None:
        """The label that a digit gives."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def of_name(self, name: str) -> LabelKind | None:
        """The label of a name; which spellings are one, `key_of` says."""
        key = key_of(name)
        return next((kind for kind in self.kinds if key_of(kind.name) == key), None) if name else None

    def label_for(self, name: str) -> str:
        """The label for a name that a person types: as in the set, else the name itself.

        What label files of others write where they leave a stretch out, such as "na", is a name like any other here.
        """
        name = " ".join(name.split())
        known = self.of_name(name)
        if known is not None:
            return known.label
        return label_of(name, "sung") if key_of(name) in PLACEHOLDERS else name or SING

    @property
    def colours(self) -> dict[str, str]:
        """The colours of labels that have one."""
        return {kind.label: kind.colour for kind in self.kinds if kind.colour is not None}


DEFAULT = LabelSet(
    (
        LabelKind(SING, key=1),
        LabelKind("backing vocals", key=2),
        LabelKind("rap", key=3),
        LabelKind("speech", "unsung", "#8a8f98", 4),
        LabelKind("?", "ignored", "#c08a2d", 9),
    )
)
"""What there is in a folder without a set of its own."""


def path_for(audio_path: Path) -> Path:
    """Where the set for a song lies: in the song's folder."""
    return audio_path.with_name(FILE_NAME)


def load(path: Path) -> LabelSet:
    """The set in a file, DEFAULT where there is no file; FormatError says where the file is wrong."""
    if not path.exists():
        return DEFAULT
    document = read(path, _MAX_BYTES)
    if "format" not in document or document["format"].value != FORMAT:
        raise FormatError(f"{path}: no label set of SVD Studio; rename it, or write one in Regions > Labels")
    if document["version"].number(1) > VERSION:
        raise document["version"].error("a label set of a newer SVD Studio; update this one")
    kinds = tuple(_read_kind(field) for field in document["labels"].items())
    try:
        return LabelSet(kinds)
    except ValueError as error:
        raise document["labels"].error(f"{error}; correct the file, or restore an older copy of it") from error


def save(path: Path, labels: LabelSet, former: LabelSet | None = None) -> Path | None:
    """Write a set in place of the one the file is known to hold; the path of a backup of anything else. OSError."""
    rows = []
    for kind in labels.kinds:
        row: dict[str, object] = {"name": kind.name, "meaning": kind.meaning}
        row |= {} if kind.colour is None else {"colour": kind.colour}
        row |= {} if kind.key is None else {"key": kind.key}
        rows.append("    " + json.dumps(row, ensure_ascii=False))
    text = ",\n".join(rows)
    document = f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n  "labels": [\n{text}\n  ]\n}}\n'
    if former is not None and _holds(path, former):
        write_atomically(path, document.encode())
        return None
    return replace_keeping_backup(path, document.encode())


def _holds(path: Path, labels: LabelSet) -> bool:
    try:
        return path.exists() and load(path) == labels
    except FormatError:
        return False


def _read_kind(field: Field) -> LabelKind:
    meaning = field["meaning"].text() if "meaning" in field else "sung"
    if meaning not in MEANINGS:
        raise field["meaning"].error(f"expected one of {', '.join(MEANINGS)}, found {shown(meaning)}")
    colour = field["colour"].text().lower() if "colour" in field else None
    key = field["key"].number(KEYS[0], KEYS[-1]) if "key" in field else None
    if key is not None and not key.is_integer():
        raise field["key"].error(f"expected a digit from 1 to 9, found {shown(key)}")
    name = field["name"].text()
    try:
        return LabelKind(name, meaning, colour, None if key is None else int(key))
    except ValueError as error:
        raise field.error(str(error)) from error
