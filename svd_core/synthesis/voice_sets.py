"""Data sets of virtual singers, in folders that training reads as voices alone."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.errors import DataError
from svd_core.files.storage import write_atomically
from svd_core.files.table_cells import name_cell
from svd_core.synthesis import tunes
from svd_core.synthesis.ogg import at_peak, write_ogg
from svd_core.synthesis.speakers import FEWEST_SYLLABLES, Speaker, Voice, analyse_speaker
from svd_core.synthesis.virtual_singer import Person, render_tune

SHORTEST, LONGEST = 5.0, 20.0
_SECONDS_ANALYSED = 60.0
_PHRASES_EACH = 2


@dataclass(frozen=True)
class VoiceWritten:
    """One phrase is written: where, from whose recordings, its length, and how much of the set is done (0 to 1)."""

    path: Path
    speaker: Speaker
    seconds: float
    done: float


Phrases = Iterator[tuple[str, FloatArray, int]]
"""Names of phrases, their samples of shape (n,), and the sample rate in Hz."""


def virtual_singers(speakers: Sequence[Speaker], out: Path, minutes: float, seed: int) -> Iterator[VoiceWritten]:
    """Render about so many minutes into out/voices/SPEAKER/, evenly over the speakers.

    A speaker with too few syllables leaves the share to the others. Every second phrase is another person's. The same
    arguments give the same sound. Raises DataError, AudioError, and MissingPartError without pyworld.
    """
    written, total = 0.0, 60 * minutes
    for number, speaker in enumerate(speakers):
        rng = np.random.default_rng([seed, zlib.crc32(speaker.name.encode())])
        voice = analyse_speaker(speaker, _SECONDS_ANALYSED, rng)
        if voice.n_syllables < FEWEST_SYLLABLES:
            continue
        folder = out / "voices" / speaker.name
        if folder.exists():
            raise DataError(f"{folder}: is there already. Choose a new folder, or delete this one.")
        folder.mkdir(parents=True)
        share = written + (total - written) / (len(speakers) - number)
        for name, sound, sample_rate in _phrases(voice, rng):
            path = folder / f"{name}.ogg"
            write_ogg(path, at_peak(sound), sample_rate)
            written += len(sound) / sample_rate
            yield VoiceWritten(path, speaker, len(sound) / sample_rate, min(1.0, written / total))
            if written >= share:
                break
    if not written:
        raise DataError("none of these recordings has enough syllables; name folders with more speech or singing.")


def _phrases(voice: Voice, rng: np.random.Generator) -> Phrases:
    """Phrases without end, by one virtual singer after the other."""
    for singer in itertools.count():
        person = Person.draw(voice.pitch, rng)
        for phrase in range(_PHRASES_EACH):
            tune = tunes.write(rng.uniform(SHORTEST, LONGEST), person.center, rng)
            lyrics = voice.lyrics(tune.n_syllables, rng)
            yield f"{singer:02}-{phrase}", render_tune(lyrics, tune, person, rng), lyrics.sample_rate


def write_sources(written: Iterable[VoiceWritten], path: Path, how: str) -> None:
    """Write a table of the recordings and the licence behind every folder; `how` goes on top as a comment."""
    lines = [f"# {line}" for line in how.splitlines()]
    lines.append("folder\tlicence\trecordings")
    for folder, speaker in {item.path.parent: item.speaker for item in written}.items():
        recordings = " ".join(str(file) for file in speaker.files)
        cells = (folder.relative_to(path.parent).as_posix(), speaker.licence, recordings)
        lines.append("\t".join(map(name_cell, cells)))
    write_atomically(path, ("\n".join(lines) + "\n").encode())
