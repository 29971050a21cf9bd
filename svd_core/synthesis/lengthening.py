"""How long each part of a sung syllable lasts: vowels take what the tune leaves, consonants stay short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.synthesis.contour import wander
from svd_core.synthesis.syllables import CutSyllable
from svd_core.synthesis.tunes import Tune
from svd_core.synthesis.world import FRAME_RATE

MOST_CONSONANT = 0.45
"""Consonants between two vowels take at most this share of the time from vowel to vowel."""
_FREE_TAIL = 0.25
_WOBBLE = 0.12


@dataclass(frozen=True)
class SyllablePart:
    """Frames `first` .. `last` of a recording, to be stretched to the time from `start` to `end` (s)."""

    start: float
    end: float
    first: float
    last: float
    syllable: int
    vowel: bool


def syllable_times(tune: Tune) -> list[tuple[float, float]]:
    """Start and end (s) of every syllable of a tune, tied tones included."""
    spans: list[tuple[float, float]] = []
    for tone in tune.tones:
        if tone.tied and spans:
            spans[-1] = (spans[-1][0], tone.end)
        else:
            spans.append((tone.start, tone.end))
    return spans


def place_syllables(syllables: Sequence[CutSyllable], tune: Tune) -> list[SyllablePart]:
    """The time of each part of each syllable; every vowel begins with its tone.

    There must be as many syllables as the tune has.
    """
    times = syllable_times(tune)
    placed: list[SyllablePart] = []
    free = -np.inf
    for index, (syllable, (start, end)) in enumerate(zip(syllables, times, strict=True)):
        lead, tail = syllable.n_lead / FRAME_RATE, syllable.n_tail / FRAME_RATE
        begin = max(start - lead, free)
        if begin < start:
            placed.append(SyllablePart(begin, start, syllable.start, syllable.steady, index, vowel=False))
        follows = index + 1 < len(times)
        to_next = (times[index + 1][0] if follows else np.inf) - start
        after = syllables[index + 1].n_lead / FRAME_RATE if follows else 0.0
        stop, free = vowel_end(end - start, tail, after, to_next)
        placed.append(SyllablePart(start, start + stop, syllable.steady, syllable.tail, index, vowel=True))
        if free > stop:
            placed.append(SyllablePart(start + stop, start + free, syllable.tail, syllable.end, index, vowel=False))
        free += start
    return placed


def vowel_end(length: float, tail: float, lead: float, to_next: float) -> tuple[float, float]:
    """When a vowel and the consonants after it end, in seconds from its start.

    The vowel should last `length` seconds; after it come its own consonants (`tail`, s) and those of the next syllable
    (`lead`, s), all of which end where the next vowel begins, `to_next` seconds after this one.
    """
    wanted = min(tail, _FREE_TAIL)
    between = min(wanted + lead, MOST_CONSONANT * to_next)
    share = between / (wanted + lead) if wanted + lead > 0 else 0.0
    stop = min(length, to_next - between)
    return stop, stop + wanted * share


def positions(placed: Sequence[SyllablePart], n_frames: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """The recording's frame for every frame of the song, and the index of its syllable (-1: none), shapes (n_frames,).

    In a long vowel the position wanders a little, because no voice stands still.
    """
    at = np.full(n_frames, -1.0, np.float32)
    owner = np.full(n_frames, -1.0, np.float32)
    for span in placed:
        first, last = (int(np.clip(round(t * FRAME_RATE), 0, n_frames)) for t in (span.start, span.end))
        if last <= first:
            continue
        along = (np.arange(last - first) + 0.5) / (last - first)
        if span.vowel:
            along = along + _WOBBLE * np.sin(np.pi * along) * wander(last - first, 3.0, rng)
        at[first:last] = span.first + np.clip(along, 0, 1) * (span.last - span.first)
        owner[first:last] = span.syllable
    return at, owner
