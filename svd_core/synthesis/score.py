"""The score of a song, as values: notes, phrases, sections and chords."""

from __future__ import annotations

from dataclasses import dataclass

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)


@dataclass(frozen=True)
class Syllable:
    """A syllable by its phoneme symbols (see `phonemes`): consonants, vowel, consonants."""

    onset: tuple[str, ...]
    vowel: str
    coda: tuple[str, ...] = ()


@dataclass(frozen=True)
class SungNote:
    """A sung note (times in seconds); its vowel begins at `start`, the consonants before it come earlier."""

    start: float
    end: float
    pitch: float
    """MIDI note number."""
    syllable: Syllable
    accent_db: float = 0.0


@dataclass(frozen=True)
class Phrase:
    """Notes sung in one breath."""

    notes: tuple[SungNote, ...]


@dataclass(frozen=True)
class SongSection:
    """A part of the form: intro, verse, break, chorus or outro."""

    name: str
    first_bar: int
    n_bars: int


@dataclass(frozen=True)
class Key:
    """A tonic (MIDI number, octave of the bass) and a seven-note scale in semitones."""

    tonic: int
    scale: tuple[int, ...]

    def pitch(self, degree: int) -> int:
        """MIDI note number of a scale degree counted from the tonic (0); 7 is the octave."""
        octave, step = divmod(degree, len(self.scale))
        return self.tonic + 12 * octave + self.scale[step]


@dataclass(frozen=True)
class SongScore:
    """A whole song as it is composed; bar i starts at `i * bar` seconds."""

    duration: float
    bar: float
    key: Key
    sections: tuple[SongSection, ...]
    chords: tuple[int, ...]
    """Scale degree of every bar's root, and of the final chord after the last bar."""
    lead: tuple[Phrase, ...]
    harmonies: tuple[tuple[Phrase, ...], ...]
    """One line of phrases for each backing singer."""
    break_line: tuple[tuple[float, float, int], ...]
    """(start, end, MIDI number) of the instrumental melody."""
