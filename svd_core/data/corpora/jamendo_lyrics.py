"""JamendoLyrics: songs with the times of their words, from which the sung regions are taken.

Understood: annotations/words/SONG.csv (`word_start,word_end,line_end`), the table JamendoLyrics.csv, and sound by the
same names; the first edition's annotations/SONG.csv, times of lines, where there are no words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from svd_core.annotation.formats.label_text import interval, numbered_lines, read_text, shown
from svd_core.annotation.formats.ultrastar import GAP
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import bridged
from svd_core.config import param
from svd_core.data.corpora.corpus import WITHOUT_LABELS, CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.corpora.inventory import by_stem, files_below, name_key, sounds, with_suffix
from svd_core.data.findings import Finding
from svd_core.errors import DataError, FormatError, SvdError

_TABLE = "jamendolyrics.csv"
_COLUMNS = (("word_start", "word_end"), ("start_time", "end_time"))


@dataclass(frozen=True)
class JamendoLyrics:
    """The songs whose sound and word times are both below the folder."""

    gap: float = param(GAP, "pauses between words up to which singing goes on", "s", 0, 10)

    name: ClassVar[str] = "jamendolyrics"
    title: ClassVar[str] = "JamendoLyrics"
    layout: ClassVar[str] = "annotations/words/SONG.csv, mp3/SONG.mp3 and JamendoLyrics.csv"

    def survey(self, source: Path) -> CorpusSurvey:
        """The songs found, and what is wrong with others."""
        files = files_below(source)
        audio, findings = by_stem(sounds(files))
        tables = with_suffix(files, ".csv")
        words = {name_key(path.stem): path for path in tables if path.parent.name == "words"}
        lines = {name_key(path.stem): path for path in tables if path.parent.name == "annotations"}
        if not words and not lines:
            raise DataError(f"{source}: there is no annotations/words here. Expected {self.layout}.")
        metadata = _metadata(next((path for path in tables if name_key(path.name) == _TABLE), None))
        songs: list[SourceSong] = []
        for name, path in sorted({**lines, **words}.items()):
            if name not in audio:
                findings.append(fault(f"{path}: there is no sound of this name", path.stem))
                continue
            try:
                regions = sung_words(read_text(path), path.name, self.gap)
            except SvdError as error:
                findings.append(fault(str(error), audio[name].stem))
                continue
            artist, title, licence = metadata.get(name, ("", "", ""))
            songs.append(
                SourceSong(audio[name].stem, (SoundPart(audio[name]),), regions, artist, title or path.stem, licence)
            )
        findings += _remarks(words, lines)
        licence = "Creative Commons, each song its own"
        return CorpusSurvey(self.name, self.title, source, licence, tuple(songs), findings=tuple(findings))


def sung_words(text: str, file: str, gap: float = GAP) -> Regions:
    """The regions in which words are sung, with pauses up to a gap bridged; FormatError with file, line and value."""
    lines = iter(numbered_lines(text, file))
    _, header = next(lines, (None, ""))
    names = [name.strip() for name in header.split(",")]
    pair = next((pair for pair in _COLUMNS if set(pair) <= set(names)), None)
    if pair is None:
        raise FormatError(f"{file}: no columns word_start and word_end in {shown(header)}; choose the file of words")
    first, last = names.index(pair[0]), names.index(pair[1])
    spans = []
    for place, line in lines:
        # The text of a line may have commas in it, but it comes after the times.
        fields = line.split(",")
        if len(fields) <= max(first, last):
            raise place.error(f"{shown(line)} has no start and end; write both in seconds")
        spans.append(interval(fields[first], fields[last], place))
    return tuple(Region(start, end, source="file") for start, end in bridged(spans, gap))


def _metadata(table: Path | None) -> dict[str, tuple[str, str, str]]:
    """Artist, title and licence by the `name_key` of a song's stem."""
    if table is None:
        return {}
    try:
        rows = list(csv.DictReader(read_text(table).splitlines()))
    except csv.Error as error:
        raise FormatError(f"{table.name}: is no table ({error}); get the file again") from error
    return {
        name_key(Path(row.get("Filepath") or "").stem): (
            (row.get("Artist") or "").strip(),
            (row.get("Title") or "").strip(),
            (row.get("LicenseType") or "").strip(),
        )
        for row in rows
    }


def _remarks(words: Iterable[str], lines: Iterable[str]) -> list[Finding]:
    """Findings about what the labels leave out."""
    unlabelled = "what is sung without words, and backing vocals with words of their own, may be unlabelled"
    found = [note(unlabelled), note(WITHOUT_LABELS)]
    coarse = len(set(lines) - set(words))
    if coarse:
        found.append(note(f"{coarse} songs are labelled by lines, not words: pauses within a line count as sung"))
    return found
