"""What a corpus is, and what a survey of its folder finds: songs with their sound and labels, and lists."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol

from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import WHOLE, Spans
from svd_core.data.findings import Finding
from svd_core.errors import FormatError, SvdError

WITHOUT_LABELS = "where nothing is labelled, nobody is taken to sing"
"""What every source is taken to mean whose labels name only what is sung, over the time that it speaks of."""


@dataclass(frozen=True)
class SoundPart:
    """A sound file, or one stream (counted from 0) of a file with several, as MUSDB18 has them."""

    path: Path
    stream: int | None = None


@dataclass(frozen=True)
class SourceSong:
    """One song as its source has it; a sound of several parts is their sum.

    Attributes:
        mix: the whole song.
        regions: where it is sung; None if only the energy of the voice tells.
        artist, title, licence: "" where unknown.
        extent: the end of the labelled time in seconds, where the labels state it.
        checked, stops: the time in which it is known where it is sung; see `label_file.Labels`.
        voice: the vocals alone; empty if there are none.
        backing: everything but the vocals; empty if there is no such file.
        corrected: whether regions and checked time are what a person has saved in the window.
        details: what of its annotation labels cannot hold, as JSON of this program; "" where there is no more.
    """

    name: str
    mix: tuple[SoundPart, ...]
    regions: Regions | None
    artist: str = ""
    title: str = ""
    licence: str = ""
    extent: float | None = None
    checked: Spans = WHOLE
    stops: float | None = None
    voice: tuple[SoundPart, ...] = ()
    backing: tuple[SoundPart, ...] = ()
    corrected: bool = False
    details: str = ""


@dataclass(frozen=True)
class CorpusSurvey:
    """What the folder of a corpus holds.

    Attributes:
        kind: the name of the corpus, `Corpus.name`.
        lists: the corpus's own lists, names of songs by the name of the list.
        findings: what is wrong or remarkable.
        default_folds: how many folds to make where the corpus has no lists and the person wants none in particular.
        options: the parameters that the survey was made with.
    """

    kind: str
    title: str
    source: Path
    licence: str
    songs: tuple[SourceSong, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    default_folds: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)


class Corpus(Protocol):
    """A kind of source that data sets are made from; the fields of its instances are its parameters (config.param)."""

    name: ClassVar[str]
    title: ClassVar[str]
    layout: ClassVar[str]
    """What the folder must look like, in a sentence for people."""
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def survey(self, source: Path) -> CorpusSurvey:
        """What the folder holds; DataError if it does not hold this corpus."""


class LabelFileCorpus(Corpus, Protocol):
    """A kind of source with label files that anybody may have written, so that a person can say how they are meant."""

    def survey(self, source: Path, how: HowToRead = UNDIRECTED) -> CorpusSurvey:
        """What the folder holds, its labels read in a given way; DataError if it does not hold this corpus."""


def fault(message: str, song: str = "") -> Finding:
    """A finding that keeps a song from being used."""
    return Finding("fault", "source", message, (song,) if song else ())


def note(message: str) -> Finding:
    """A finding that people should know about."""
    return Finding("note", "source", message)


def remark(path: Path, text: str) -> Finding:
    """A note of what was found in a file while it was read; the text begins with the file's name."""
    return note(f"{path.parent}{os.sep}{text}")


def with_folder(path: Path, error: SvdError) -> str:
    """The text of an error about a file, with its folder where the error names the file only."""
    return f"{path.parent}: {error}" if isinstance(error, FormatError) else str(error)
