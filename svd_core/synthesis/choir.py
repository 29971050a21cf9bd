"""Backing choirs: a few virtual singers on the same words, in unison or harmony, not quite together, in a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.synthesis.room import reverb
from svd_core.synthesis.tunes import Tune
from svd_core.synthesis.virtual_singer import Lyrics, Person, sing

# Scale steps from the tune for each voice: unisons, octaves, thirds, fifths.
_PARTS = ((0, 0), (0, 2), (0, -7), (0, 0, 2), (0, 2, 4), (0, -3, 2), (0, 0, 7), (0, -7, 2, 4), (0, 0, 0, 2, 4))
_LATEST = 0.035
_DETUNED = 0.12
_BETWEEN = 0.02


def draw_parts(rng: np.random.Generator) -> tuple[int, ...]:
    """How many scale steps above the tune each voice sings, 2 to 5 voices."""
    return _PARTS[rng.integers(len(_PARTS))]


def sing_together(
    lyrics: Lyrics, tune: Tune, people: Sequence[Person], parts: Sequence[int], rng: np.random.Generator
) -> FloatArray:
    """A choir, samples of shape (n,): each person sings the words on the part at its own place.

    Raises MissingPartError without pyworld.
    """
    voices = []
    for person, steps in zip(people, parts, strict=True):
        sound = sing(lyrics, loosened(tune.moved(steps), rng), detuned(person, rng), rng)
        level = float(np.sqrt(np.mean(sound**2))) or 1.0
        voices.append(sound * (10 ** (rng.uniform(-5, 0) / 20) / level))
    together = np.zeros(max(len(voice) for voice in voices), np.float32)
    for voice in voices:
        together[: len(voice)] += voice
    rate = lyrics.sample_rate
    stereo = np.repeat(together[:, np.newaxis], 2, axis=1)
    wet = reverb(stereo, rng.uniform(0.08, 0.5), rate, rng).mean(axis=1)
    return np.asarray(together + rng.uniform(0.1, 0.8) * wet, np.float32)


def loosened(tune: Tune, rng: np.random.Generator) -> Tune:
    """The tune a little late as a whole and uneven from tone to tone; no tone gets shorter than half."""
    delay = rng.uniform(0, _LATEST)
    shifts = [
        delay + float(np.clip(rng.normal(0, _BETWEEN), -0.2 * (t.end - t.start), 0.2 * (t.end - t.start)))
        for t in tune.tones
    ]
    starts = [max(0.0, tone.start + shift) for tone, shift in zip(tune.tones, shifts, strict=True)]
    ends = []
    for index, tone in enumerate(tune.tones):
        follows = index + 1 < len(starts) and tune.tones[index + 1].start - tone.end < 1e-6
        ends.append(starts[index + 1] if follows else tone.end + delay)
    tones = zip(tune.tones, starts, ends, strict=True)
    return replace(tune, tones=tuple(replace(tone, start=start, end=end) for tone, start, end in tones))


def detuned(person: Person, rng: np.random.Generator) -> Person:
    """The person with a pitch of their own: up to .12 semitones off for the whole phrase."""
    return replace(person, offset=person.offset + rng.uniform(-_DETUNED, _DETUNED))
