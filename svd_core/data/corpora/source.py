"""What a source of data holds, before anything is made of it: songs, where their sound and labels are, and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol

from svd_core.annotation.regions import Regions
from svd_core.data.findings import Finding
from svd_core.errors import FormatError, SvdError


@dataclass(frozen=True)
class SoundPart:
    """A sound: a file, or where it holds several streams (MUSDB18's), one of them, counted from 0."""

    path: Path
    stream: int | None = None


@dataclass(frozen=True)
class SourceSong:
    """One song of a source; a sound of several parts is their sum.

    artist "" is an unknown one. regions None asks for labels from the energy of the voice; without voice parts nobody
    sings. extent is the end of the labelled time in seconds, where the labels state it.
    """

    name: str
    mix: tuple[SoundPart, ...]
    regions: Regions | None
    artist: str = ""
    title: str = ""
    licence: str = ""
    extent: float | None = None
    voice: tuple[SoundPart, ...] = ()
    backing: tuple[SoundPart, ...] = ()


@dataclass(frozen=True)
class CorpusSurvey:
    """All that one source holds: songs, its own lists of their names, what is wrong with it, and how it was read."""

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
    """A sort of source; the fields of its instances are its parameters (config.param)."""

    name: ClassVar[str]
    title: ClassVar[str]
    layout: ClassVar[str]
    """What the folder must look like, in a sentence for people."""
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def survey(self, source: Path) -> CorpusSurvey:
        """What the folder holds; DataError when it is no source of this kind at all."""


def fault(message: str, song: str = "") -> Finding:
    """Something that keeps a song of the source from being used."""
    return Finding("fault", "source", message, (song,) if song else ())


def note(message: str) -> Finding:
    """Something to know about a source."""
    return Finding("note", "source", message)


def placed(path: Path, error: SvdError) -> str:
    """The error, with the whole path where it tells the file's name only."""
    return f"{path.parent}: {error}" if isinstance(error, FormatError) else str(error)
