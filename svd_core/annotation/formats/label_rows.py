"""What stands in a label file before anybody judges it, and what a person has said about how it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from svd_core.annotation.formats.label_columns import Column
from svd_core.annotation.formats.label_text import Place
from svd_core.annotation.spans import Spans
from svd_core.annotation.vocabulary import Judgement, judge, judge_lyrics, plain_text

Unit = Literal["s", "ms"]

PastTheEnd = Literal["refuse", "cut"]
"""What is done with labels that go on after the sound's end: the file is refused, or what lies there is left out."""

LabelKind = Literal["table", "tiers", "plain"]
"""What may be asked about a label file: its columns, which of its tiers is meant, or neither."""


@dataclass(frozen=True)
class Row:
    """One label: seconds, its text as written (None where the file has no labels), and where it stands."""

    start: float
    end: float
    label: str | None
    place: Place
    confidence: float | None = None
    source: str = ""


@dataclass(frozen=True)
class HowToRead:
    """What a person has said about label files; whatever is left empty follows from the file.

    Attributes:
        columns: what the columns of a table are.
        unit: of its times.
        tier: name or number (from 1) of the tier that is meant, in files of several.
        meanings: judgements of labels, by `vocabulary.key_of`.
        lyrics: whether labels are the words sung, so that all are sung but for signs; see `judge_lyrics`.
        past_end: what is done with labels that go on more than PAST_THE_END seconds after the sound.
    """

    columns: tuple[Column, ...] = ()
    unit: Unit | None = None
    tier: str = ""
    meanings: Mapping[str, Judgement] = field(default_factory=dict)
    lyrics: bool = False
    past_end: PastTheEnd = "refuse"

    def judged(self, label: str | None) -> Judgement:
        """What a label says; None, in a file without labels, says that somebody sings, and so does an empty one that
        is to be no word of a song.
        """
        if label is None:
            return "sung"
        if self.lyrics:
            return judge_lyrics(label, self.meanings)
        return judge(label, self.meanings) if label.strip() else "sung"


UNDIRECTED = HowToRead()
"""Nothing was said: everything follows from the file."""


@dataclass(frozen=True)
class LabelFile:
    """What stands in a label file, before anybody judges it.

    Attributes:
        format: what kind of file it is, for people.
        layout: which columns or which tier were taken, for people.
        remarks: sentences about what is not as one would expect.
        checked: the checked time that it states; None where it states none.
        extent: start and end (s) of the time that it states to speak of; None where it states none.
        lyrics: whether its labels can be nothing but words that are sung.
    """

    name: str
    format: str
    layout: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    checked: Spans | None = None
    extent: tuple[float, float] | None = None
    lyrics: bool = False

    def judgements(self, how: HowToRead = UNDIRECTED) -> dict[str, Judgement]:
        """Every distinct label as written, without scores and comments, with what it says."""
        return {plain_text(label or ""): how.judged(label) for label in {row.label: None for row in self.rows}}
