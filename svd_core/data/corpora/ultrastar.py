"""UltraStar: a folder of karaoke songs, each a .txt of timed notes beside its sound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from svd_core.annotation.formats.label_text import read_text, shown
from svd_core.annotation.formats.ultrastar import GAP, is_ultrastar, read_song
from svd_core.config import param
from svd_core.data.corpora.corpus import WITHOUT_LABELS, CorpusSurvey, SoundPart, SourceSong, fault, note, with_folder
from svd_core.data.corpora.inventory import files_below, name_key, usable_name, with_suffix
from svd_core.data.findings import Finding
from svd_core.errors import DataError, SvdError


@dataclass(frozen=True)
class UltraStarSongs:
    """Every song below the folder; a song counts as sung where any of its voices has a note."""

    gap: float = param(GAP, "pauses between notes up to which singing goes on", "s", 0, 10)
    freestyle: bool = param(True, "whether freestyle notes, sung freely or spoken, count as sung")

    name: ClassVar[str] = "ultrastar"
    title: ClassVar[str] = "UltraStar songs"
    layout: ClassVar[str] = "a folder in which, at any depth, are songs' .txt files beside the sound they name"

    def survey(self, source: Path) -> CorpusSurvey:
        """The songs found, and what is wrong with others."""
        songs: list[SourceSong] = []
        findings: list[Finding] = []
        for path in with_suffix(files_below(source), ".txt"):
            try:
                if is_ultrastar(read_text(path)):
                    songs.append(self._song(path))
            except SvdError as error:
                findings.append(fault(with_folder(path, error), path.stem))
        if not songs and not findings:
            raise DataError(f"{source}: there is no UltraStar song here. Expected {self.layout}.")
        findings.append(note("backing vocals and spoken parts may be without notes; rap counts as singing"))
        findings.append(note(WITHOUT_LABELS))
        licence = "each song its own"
        return CorpusSurvey(self.name, self.title, source, licence, tuple(songs), findings=tuple(findings))

    def _song(self, path: Path) -> SourceSong:
        song = read_song(path)
        artist, title = song.headers.get("ARTIST", ""), song.headers.get("TITLE", "")
        name = usable_name(" - ".join(part for part in (artist, title) if part)) or path.stem
        audio = _sound(path, song.headers.get("AUDIO") or song.headers.get("MP3") or "")
        start, end = song.extent or (0.0, math.inf)
        sung = song.sung(self.gap, self.freestyle)
        return SourceSong(name, (SoundPart(audio),), sung, artist, title, checked=((start, end),))


def _sound(song: Path, named: str) -> Path:
    """The sound a song names, which lies beside it or below, whatever the letter case; DataError if it does not."""
    parts = named.replace("\\", "/").split("/")
    if not named or ".." in parts or ":" in named or not parts[0]:
        raise DataError(f"{song}: #MP3 or #AUDIO is {shown(named)}, not the name of a file beside it. Correct it.")
    folder = song.parent
    for part in parts:
        entries = {name_key(entry.name): entry for entry in folder.iterdir()} if folder.is_dir() else {}
        if name_key(part) not in entries:
            raise DataError(f"{song}: its sound {shown(named)} is not beside it. Copy it there or correct the name.")
        folder = entries[name_key(part)]
    return folder
