"""Composing a song: form, chords, melody, words and harmony, all drawn from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from svd_core.synthesis import lyrics
from svd_core.synthesis.score import MAJOR, MINOR, Key, Phrase, SongScore, SongSection, SungNote, Syllable

SHORTEST = 3.0
EIGHTHS = 8
_LONGEST_TAIL = 2.5

# Scale degrees of the roots, a bar each.
_PROGRESSIONS: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {
    MAJOR: ((0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 2, 3, 4), (3, 0, 4, 5)),
    MINOR: ((0, 5, 2, 6), (0, 6, 5, 6), (0, 3, 5, 6), (5, 6, 0, 0), (0, 2, 6, 5)),
}
# One character an eighth note: x begins a note, - holds it, . rests.
_RHYTHMS = {
    "verse": ("x-xxx-x-x---....", ".xxxx-xxx-x---..", "..xxxxx-x-x---..", "xxx-xxx-x---....", "x-x-xxx-xxx---.."),
    "chorus": ("x---x-xxx---....", "x--x--x-x-x--...", "x-x-x---xxx---..", "xx-xx-x---x--...", "x--xx---x-----.."),
    "break": ("x-xxx-xxx---x-x-", "xxx-x-xxxxx-x---", "x--x--x-x--x--x-", "xxxxx-x-xxxxx---"),
}
_SHORT_RHYTHMS = ("xxx-x--.", "x-xxx--.", "xx-xx--.")


def compose(duration: float, seed: int, lead_center: float, tempi: tuple[float, float] = (86, 122)) -> SongScore:
    """A song of `duration` seconds for a voice whose middle note is the MIDI number `lead_center`.

    Its tempo is drawn from `tempi`, beats a minute.
    """
    if duration < SHORTEST:
        raise ValueError(f"a song of {duration} s is too short to have a voice and a band: at least {SHORTEST} s")
    rng = np.random.default_rng([seed, 1])
    tail = min(_LONGEST_TAIL, 0.08 * duration) * rng.uniform(0.7, 1.2)
    target_bar = 240 / rng.uniform(*tempi)
    n_bars = max(2, round((duration - tail) / target_bar))
    bar = (duration - tail) / n_bars
    scale = MAJOR if rng.random() < 0.6 else MINOR
    key = Key(int(rng.integers(36, 48)), scale)
    sections = _form(n_bars)
    chords = _chords(sections, scale, rng)
    writer = _Writer(bar, key, chords, _degree_near(key, lead_center), rng)
    lead = writer.sung(sections)
    harmonies = tuple(writer.harmony(lead, sections, steps) for steps in (2, -3))
    return SongScore(duration, bar, key, sections, chords, lead, harmonies, writer.played(sections))


def _form(n_bars: int) -> tuple[SongSection, ...]:
    """Intro, verse, break, chorus and outro in so many bars; very short songs leave out the last parts."""
    names: tuple[str, ...] = ("intro", "verse", "break", "chorus", "outro")
    short = {2: (1, 1), 3: (1, 2), 4: (1, 1, 1, 1), 5: (1, 2, 1, 1), 6: (1, 2, 1, 2), 7: (1, 2, 1, 2, 1)}
    if n_bars in short:
        lengths: Sequence[int] = short[n_bars]
    elif n_bars <= 28:
        edge = 2 if n_bars > 11 else 1
        verse = (n_bars - 3 * edge) // 4 * 2
        lengths = (edge, verse, edge, n_bars - 3 * edge - verse, edge)
    else:
        names = ("intro", "verse", "chorus", "break", "verse", "chorus", "outro")
        edge = min(4, n_bars // 10)
        part = (n_bars - 3 * edge) // 8 * 2
        lengths = (edge, part, part, edge, part, n_bars - 3 * edge - 3 * part, edge)
    starts = np.cumsum([0, *lengths])
    return tuple(SongSection(*item) for item in zip(names, (int(s) for s in starts), lengths, strict=False))


def _chords(sections: Sequence[SongSection], scale: tuple[int, ...], rng: np.random.Generator) -> tuple[int, ...]:
    """A root for every bar and a final tonic; verse and chorus have different progressions."""
    first, second = rng.permutation(len(_PROGRESSIONS[scale]))[:2]
    chords: list[int] = []
    for section in sections:
        progression = _PROGRESSIONS[scale][second if section.name == "chorus" else first]
        chords += [progression[bar % len(progression)] for bar in range(section.n_bars)]
    return (*chords, 0)


def _degree_near(key: Key, pitch: float) -> int:
    return min(range(49), key=lambda degree: abs(key.pitch(degree) - pitch))


class _Writer:
    """Writes melodies over given chords and repeats rhythms and words, as songs do."""

    def __init__(self, bar: float, key: Key, chords: tuple[int, ...], center: int, rng: np.random.Generator) -> None:
        self.bar, self.key, self.chords, self.center, self.rng = bar, key, chords, center, rng
        self.ideas: dict[tuple[str, int, int], tuple[str, float, tuple[Syllable, ...]]] = {}

    def sung(self, sections: Sequence[SongSection]) -> tuple[Phrase, ...]:
        """The lead voice: two-bar phrases, with a one-bar phrase where a section is odd."""
        phrases = []
        for section in sections:
            if section.name not in ("verse", "chorus"):
                continue
            for number, first in enumerate(range(0, section.n_bars, 2)):
                n_bars = min(2, section.n_bars - first)
                phrases.append(self.phrase(section, number, section.first_bar + first, n_bars))
        return tuple(phrases)

    def phrase(self, section: SongSection, number: int, bar: int, n_bars: int) -> Phrase:
        """One sung phrase; odd-numbered phrases answer even-numbered ones, which share rhythm and words."""
        rhythm, height, words = self.idea(section.name, number % 2, n_bars)
        slots = _slots(rhythm)
        center = self.center + (2 if section.name == "chorus" else -1)
        degrees = self.melody(slots, bar, center, height, falls=number % 2 == 1)
        notes = []
        for (first, last), degree, syllable in zip(slots, degrees, words, strict=True):
            start, end = (bar * self.bar + eighth * self.bar / EIGHTHS for eighth in (first, last))
            late = float(np.clip(self.rng.normal(0.008, 0.008), -0.012, 0.03))
            accent = 1.5 * (first % 4 == 0) + 0.35 * (degree - center)
            notes.append(SungNote(start + late, end - 0.02, self.key.pitch(degree), syllable, accent))
        return Phrase(tuple(notes))

    def idea(self, name: str, kind: int, n_bars: int) -> tuple[str, float, tuple[Syllable, ...]]:
        """Rhythm, height of the arch and words of a phrase; the chorus keeps its words, the verse moves on."""
        key = (name, kind, n_bars)
        if key not in self.ideas:
            used = {idea[0] for idea in self.ideas.values()}
            choices = [r for r in (_RHYTHMS[name] if n_bars == 2 else _SHORT_RHYTHMS) if r not in used]
            rhythm = choices[self.rng.integers(len(choices))]
            self.ideas[key] = (rhythm, self.rng.uniform(2.5, 5.5), lyrics.line(rhythm.count("x"), self.rng))
        rhythm, height, words = self.ideas[key]
        if name == "verse":
            words = lyrics.line(len(words), self.rng)
        return rhythm, height, words

    def melody(self, slots: Sequence[tuple[int, int]], bar: int, center: int, height: float, falls: bool) -> list[int]:
        """A scale degree for every slot: an arch, chord tones on beats and long notes, steps in between."""
        degrees: list[int] = []
        for index, (first, last) in enumerate(slots):
            along = index / max(1, len(slots) - 1)
            goal = center - 1 + height * np.sin(np.pi * min(1.0, along * 0.8 + 0.1))
            goal += (-2.5 if falls else 1.0) * along + self.rng.normal(0, 0.5)
            root = self.chords[bar + first // EIGHTHS]
            candidates = [d for d in range(center - 7, center + 9) if (d - root) % 7 in (0, 2, 4)]
            if last - first == 1 and first % 4 and degrees:
                candidates = [degrees[-1] + step for step in (-1, 0, 1)]
            weights = [abs(d - goal) + (_leap(d - degrees[-1]) if degrees else 0.0) for d in candidates]
            degrees.append(candidates[int(np.argmin(weights))])
        return degrees

    def harmony(self, lead: Sequence[Phrase], sections: Sequence[SongSection], steps: int) -> tuple[Phrase, ...]:
        """The chorus phrases, so many scale steps above (or below) the lead."""
        bars = {b for s in sections if s.name == "chorus" for b in range(s.first_bar, s.first_bar + s.n_bars)}
        return tuple(
            Phrase(tuple(self.harmonised(note, steps) for note in phrase.notes))
            for phrase in lead
            if round(phrase.notes[0].start / self.bar * EIGHTHS) // EIGHTHS in bars
        )

    def harmonised(self, note: SungNote, steps: int) -> SungNote:
        """The note a few scale steps away, sung slightly apart in time."""
        shift = float(np.clip(self.rng.normal(0.004, 0.010), -0.02, 0.025))
        pitch = self.key.pitch(_degree_near(self.key, note.pitch) + steps)
        return replace(note, start=note.start + shift, end=note.end + shift, pitch=pitch)

    def played(self, sections: Sequence[SongSection]) -> tuple[tuple[float, float, int], ...]:
        """An instrumental line for the breaks: (start, end, MIDI number)."""
        line = []
        for section in (s for s in sections if s.name == "break"):
            for bar in range(section.first_bar, section.first_bar + section.n_bars, 2):
                slots = _slots(str(self.rng.choice(_RHYTHMS["break"])))
                degrees = self.melody(slots, bar, self.center + 4, self.rng.uniform(-2, 4), falls=False)
                for (first, last), degree in zip(slots, degrees, strict=True):
                    start, end = (bar * self.bar + eighth * self.bar / EIGHTHS for eighth in (first, last))
                    if first < EIGHTHS * (section.first_bar + section.n_bars - bar):
                        line.append((start, end, self.key.pitch(degree)))
        return tuple(line)


def _leap(steps: int) -> float:
    """The cost of moving so many scale steps: 0.9 for a repeated note, 0 for one step, more for larger ones."""
    return 0.9 if steps == 0 else 0.3 * (abs(steps) - 1)


def _slots(rhythm: str) -> list[tuple[int, int]]:
    """(first, end) of every note of a rhythm, in eighths."""
    starts = [i for i, mark in enumerate(rhythm) if mark == "x"]
    return [(i, i + 1 + len(rhythm[i + 1 :]) - len(rhythm[i + 1 :].lstrip("-"))) for i in starts]
