"""UltraStar karaoke songs (.txt): `#KEY:value` headers, then notes `TYPE start length pitch text` in beats.

A beat lasts 60 / (4 * BPM) s, from version 2 of the format on 60 / BPM; beat 0 is GAP milliseconds into the sound.
Written is a note a region, for one voice; which pitch is sung is not known, so that all have the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from svd_core.annotation.formats.covering import one_line
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_LENGTH,
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
from svd_core.annotation.formats.label_text import MAX_LINE, MAX_SECONDS, Place, milliseconds, read_text, shown
from svd_core.annotation.regions import Region, Regions, normalised
from svd_core.annotation.spans import Spans, bridged
from svd_core.annotation.vocabulary import sung_only
from svd_core.errors import FormatError

GAP = 0.5
"""Pauses (s) between notes up to which singing goes on."""

SUNG_NOTES = frozenset(":*RG")
"""Ordinary and golden notes, sung and rapped; all other types count as freestyle, which the format leaves open."""

CREATOR = "SVD Studio"
"""Of songs that are written here, whose notes are whole regions: between them, pauses are real."""
_BEAT_MS = 10
_TEMPO = 60_000 / _BEAT_MS / 4  # of version 1, where a beat is a quarter of one
_PITCH = 0

_HEADER = re.compile(r"#\s*([^:]+?)\s*:\s*(.*?)\s*$")
_NOTE = re.compile(r"(?P<type>[!-~])\s+(?P<start>-?\d{1,9})\s+(?P<length>\d{1,9})(\s+-?\d{1,9})?(?P<text>\s.*)?$")
_PHRASE_END = re.compile(r"-\s*(-?\d{1,9})?(?:\s+(-?\d{1,9}))?\s*$")
_VOICE = re.compile(r"P\s*([1-9])\s*$")
_DECIMAL = re.compile(r"[+-]?\d{1,12}([.,]\d*)?", re.ASCII)
_LINE_ENDS = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class KaraokeNote:
    """One note: the character of its type, start and end in seconds of the sound, and what is sung."""

    type: str
    start: float
    end: float
    text: str = ""


@dataclass(frozen=True)
class UltraStarSong:
    """A song's headers, by name in capitals, and the notes of all its voices."""

    headers: Mapping[str, str]
    notes: tuple[KaraokeNote, ...]
    extent: tuple[float, float] | None = None
    """Where #START and #END say that the song is played (s); None where neither is there."""

    def sung(self, gap: float = GAP, freestyle: bool = True) -> Regions:
        """The regions in which any voice sings, with pauses up to a gap (s) bridged.

        Freestyle notes, which are sung freely or spoken, count if `freestyle` is True.
        """
        spans = [
            (max(note.start, 0.0), note.end)
            for note in self.notes
            if note.end > max(note.start, 0.0) and (freestyle or note.type in SUNG_NOTES)
        ]
        return tuple(Region(start, end, source="file") for start, end in bridged(spans, gap))


@dataclass
class _NoteReader:
    """State while notes are read: the current voice, and in relative mode the beat at which its phrase begins."""

    beat: float
    gap: float
    relative: bool
    voice: str = "1"
    offsets: dict[str, int] = field(default_factory=dict)
    notes: list[KaraokeNote] = field(default_factory=list)

    def line(self, line: str, place: Place) -> None:
        """Read one line after the headers; FormatError."""
        voice, phrase_end, note = _VOICE.match(line), _PHRASE_END.match(line), _NOTE.match(line)
        if voice:
            self.voice = voice[1]
        elif phrase_end:
            self._end_phrase(phrase_end[2], place)
        elif re.match(r"B\s", line):
            raise place.error("the tempo changes in the middle of the song, which is not understood; use another file")
        elif note:
            self.notes.append(self._note(note, place))
        else:
            raise place.error(f"{shown(line)} is no note; write type, start, length, pitch and text")

    def _end_phrase(self, shift: str | None, place: Place) -> None:
        if not self.relative:
            return
        if shift is None:
            raise place.error("in relative mode the end of a phrase has two numbers; correct it or take #RELATIVE out")
        self.offsets[self.voice] = self.offsets.get(self.voice, 0) + int(shift)

    def _note(self, note: re.Match[str], place: Place) -> KaraokeNote:
        first = int(note["start"]) + self.offsets.get(self.voice, 0)
        start, end = (round(self.gap + beat * self.beat, 9) for beat in (first, first + int(note["length"])))
        if not -MAX_SECONDS < start <= end < MAX_SECONDS:
            raise place.error(f"this note ends at {end:.0f} s, longer than any song; correct the note or #BPM")
        return KaraokeNote(note["type"], start, end, (note["text"] or "").strip())


def is_ultrastar(text: str) -> bool:
    """Whether a text begins with headers that include the tempo, as UltraStar songs do."""
    headers = []
    for line in _LINE_ENDS.split(text.removeprefix("\ufeff")[:MAX_LINE]):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        headers.append(line)
    return any(re.match(r"\s*#\s*BPM\s*:", line, re.IGNORECASE) for line in headers)


def song_of(text: str, file: str) -> UltraStarSong:
    """Headers and notes of a song; FormatError with file, line and value."""
    headers: dict[str, str] = {}
    reading: _NoteReader | None = None
    for number, line in enumerate(_LINE_ENDS.split(text.removeprefix("\ufeff")), start=1):
        place, line = Place(file, number), line.strip()
        if len(line) > MAX_LINE:
            raise place.error(f"{len(line)} characters in one line; a song has one short line a note")
        header = _HEADER.match(line)
        if header and reading is None:
            headers.setdefault(header[1].upper(), header[2])
        elif line and not line.startswith("#"):
            if reading is None:
                reading = _begin(headers, place)
            if line in ("E", "e"):
                break
            reading.line(line, place)
    if reading is None:
        raise Place(file, 1).error("there are no notes in this file; choose an UltraStar song")
    return UltraStarSong(headers, tuple(reading.notes), _extent(headers, Place(file, 1)))


def read_song(path: Path) -> UltraStarSong:
    """The song in a file, in the encoding it names, else in UTF-8 or an old Windows one; FormatError."""
    return song_of(read_text(path), path.name)


def _begin(headers: Mapping[str, str], place: Place) -> _NoteReader:
    """The state before the first note, with tempo, gap and mode from the headers."""
    if "BPM" not in headers:
        raise place.error("the notes begin, but no header #BPM came before them; write it or choose an UltraStar song")
    tempo = _decimal(headers, "BPM", place)
    if tempo <= 0:
        raise place.error(f"#BPM is {shown(headers['BPM'])}; a tempo is above 0")
    version = headers.get("VERSION", "").lstrip("vV").partition(".")[0]
    beats = tempo if version.isdecimal() and int(version[:6]) >= 2 else 4 * tempo
    relative = headers.get("RELATIVE", "").casefold() == "yes"
    return _NoteReader(60 / beats, _decimal(headers, "GAP", place) / 1000, relative)


def _extent(headers: Mapping[str, str], place: Place) -> tuple[float, float] | None:
    """The stretch of the sound that is played: from #START seconds to #END milliseconds."""
    start, end = _decimal(headers, "START", place), _decimal(headers, "END", place) / 1000
    if start <= 0 and end <= 0:
        return None
    if 0 < end <= start:
        raise place.error(f"#END, {end:g} s, is not after #START, {start:g} s; correct them")
    return max(start, 0.0), end if end > 0 else math.inf


def _decimal(headers: Mapping[str, str], key: str, place: Place) -> float:
    """A header's number, with a point or a comma; 0 where it is missing or empty."""
    text = headers.get(key) or "0"
    if not _DECIMAL.fullmatch(text):
        raise FormatError(f"{place.file}: #{key} is {shown(text)}, which is no number; write one such as 312.5")
    return float(text.replace(",", "."))


UNKNOWN = "Unknown"
"""Written for an artist or a title that the file's name does not say."""


class UltraStar(LabelFormat):
    """The format of karaoke games."""

    name = "ultrastar"
    title = "UltraStar song"
    suffix = ".txt"
    loses = (
        NO_LENGTH,
        Loss("precision", "times finer than a hundredth of a second"),
        ONLY_SUNG,
        NO_SOURCES,
        NO_CONFIDENCES,
        NO_PROPOSAL,
        NO_CHECKED,
        NO_TOUCHED,
    )
    resolution = _BEAT_MS / 1000

    def recognises(self, text: str) -> bool:
        """Whether a text begins with headers that include the tempo."""
        return is_ultrastar(text)

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The time in which any voice sings, short pauses bridged; of songs written here, each note with its text."""
        song = song_of(text, file)
        place = Place(file, 1)
        if song.headers.get("CREATOR") == CREATOR:
            rows = [Row(note.start, note.end, note.text, place) for note in song.notes]
        else:
            rows = [Row(region.start, region.end, None, place) for region in song.sung()]
        return LabelFile(file, self.title, "notes of all voices", tuple(rows), extent=song.extent)

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A song with a note a region, in beats of 10 ms, and a line of text for each."""
        artist, title = _artist_and_title(PurePath(song.file).stem)
        lines = ["#VERSION:1.0.0", f"#TITLE:{title}", f"#ARTIST:{artist}", f"#CREATOR:{CREATOR}", f"#MP3:{song.file}"]
        lines += [f"#BPM:{_TEMPO:g}", "#GAP:0"]
        last = None
        for region in normalised(sung_only(regions), duration):
            first, end = (milliseconds(time) // _BEAT_MS for time in (region.start, region.end))
            if first == end:
                continue
            if last is not None:
                lines.append(f"- {last}")
            lines.append(f": {first} {end - first} {_PITCH} {one_line(region.label)}")
            last = end
        return "\n".join([*lines, "E"]) + "\n"


def _artist_and_title(name: str) -> tuple[str, str]:
    """Both by the name of a sound file, "Artist - Title" as games have it; none is empty, which games refuse."""
    artist, _, title = (" ".join(part.split()) for part in name.partition(" - "))
    return (artist, title) if artist and title else (UNKNOWN, artist or title or UNKNOWN)


ULTRASTAR = UltraStar()
