"""Data sets of voices that nobody has: virtual singers and choirs in folders that training reads as voices alone."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.errors import DataError
from svd_core.files.storage import write_atomically
from svd_core.synthesis import tunes
from svd_core.synthesis.choir import draw_parts, sing_together
from svd_core.synthesis.ogg import at_peak, write_ogg
from svd_core.synthesis.speakers import FEWEST_SYLLABLES, Speaker, Voice, listen
from svd_core.synthesis.virtual_singer import Person, sing

SHORTEST, LONGEST = 5.0, 20.0
_HEARD = 60.0
_PHRASES_EACH = 2
_CHOIR_PEOPLE = 6
_CHOIR_MINUTES = 1.25
_CHANTS = 0.4
# Lower down, thirds are mud; higher up, the upper parts leave the range of voices.
_CHOIR_CENTERS = (54.0, 66.0)


@dataclass(frozen=True)
class Written:
    """One phrase written: where, from whose recordings, its length, and how much of the set is done (0 to 1)."""

    path: Path
    speaker: Speaker
    seconds: float
    done: float


Phrases = Iterator[tuple[str, FloatArray, int]]
"""Without end: names of phrases, their samples of shape (n,), and the sample rate."""


def virtual_singers(speakers: Sequence[Speaker], out: Path, minutes: float, seed: int) -> Iterator[Written]:
    """Render about so many minutes into out/voices/SPEAKER/, evenly over the speakers.

    Every second phrase is another person's. The same arguments give the same sound.
    Raises DataError, AudioError, and MissingPartError without pyworld.
    """
    return _rendered(speakers, out, minutes, seed, "", _solo)


def choirs(speakers: Sequence[Speaker], out: Path, minutes: float, seed: int) -> Iterator[Written]:
    """Render about so many minutes into out/voices/choir_SPEAKER/, a choir for every 75 s, each from one speaker.

    The same arguments give the same sound. Raises DataError, AudioError, and MissingPartError without pyworld.
    """
    count = min(len(speakers), max(1, round(minutes / _CHOIR_MINUTES)))
    order = np.random.default_rng([seed, len(speakers)]).permutation(len(speakers))[:count]
    return _rendered([speakers[index] for index in order], out, minutes, seed, "choir_", _in_choir)


def _rendered(
    speakers: Sequence[Speaker],
    out: Path,
    minutes: float,
    seed: int,
    prefix: str,
    phrases_of: Callable[[Voice, np.random.Generator], Phrases],
) -> Iterator[Written]:
    """Phrases of every speaker until all have had their share; one with too few syllables gives hers to the others."""
    written, total = 0.0, 60 * minutes
    for number, speaker in enumerate(speakers):
        rng = np.random.default_rng([seed, zlib.crc32((prefix + speaker.name).encode())])
        voice = listen(speaker, _HEARD, rng)
        if voice.n_syllables < FEWEST_SYLLABLES:
            continue
        folder = out / "voices" / (prefix + speaker.name)
        if folder.exists():
            raise DataError(f"{folder}: is there already. Choose a new folder, or delete this one.")
        folder.mkdir(parents=True)
        share = written + (total - written) / (len(speakers) - number)
        for name, sound, sample_rate in phrases_of(voice, rng):
            path = folder / f"{name}.ogg"
            write_ogg(path, at_peak(sound), sample_rate)
            written += len(sound) / sample_rate
            yield Written(path, speaker, len(sound) / sample_rate, min(1.0, written / total))
            if written >= share:
                break
    if not written:
        raise DataError("none of these recordings has enough syllables; name folders with more speech or singing.")


def _solo(voice: Voice, rng: np.random.Generator) -> Phrases:
    """One virtual singer after the other."""
    for singer in itertools.count():
        person = Person.draw(voice.pitch, rng)
        for phrase in range(_PHRASES_EACH):
            tune = tunes.write(rng.uniform(SHORTEST, LONGEST), person.center, rng)
            lyrics = voice.lyrics(tune.n_syllables, rng)
            yield f"{singer:02}-{phrase}", sing(lyrics, tune, person, rng), lyrics.sample_rate


def _in_choir(voice: Voice, rng: np.random.Generator) -> Phrases:
    """The same few people, never the same number of them; they sing words, or the same syllable over and over."""
    people = [Person.draw(voice.pitch, rng) for _ in range(_CHOIR_PEOPLE)]
    center = float(np.clip(np.median([person.center for person in people]), *_CHOIR_CENTERS))
    for phrase in itertools.count():
        tune = tunes.write(rng.uniform(SHORTEST, LONGEST), center, rng)
        lyrics = voice.lyrics(tune.n_syllables, rng)
        if rng.random() < _CHANTS:
            lyrics = lyrics.chant()
        parts = draw_parts(rng)
        chosen = [people[index] for index in rng.permutation(len(people))[: len(parts)]]
        yield f"{phrase:02}", sing_together(lyrics, tune, chosen, parts, rng), lyrics.sample_rate


def write_sources(written: Iterable[Written], path: Path, how: str) -> None:
    """A table of what every folder was made from; a comment on top says how."""
    lines = [f"# {line}" for line in how.splitlines()]
    lines.append("folder\tlicence\trecordings")
    for folder, speaker in {item.path.parent: item.speaker for item in written}.items():
        recordings = " ".join(str(file) for file in speaker.files)
        lines.append(f"{folder.relative_to(path.parent).as_posix()}\t{speaker.licence}\t{recordings}")
    write_atomically(path, ("\n".join(lines) + "\n").encode())
