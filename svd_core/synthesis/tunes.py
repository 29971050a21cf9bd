"""Random tunes: tones in a key, with ties and rests, in many tempi."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svd_core.synthesis.score import MAJOR, MINOR, Key

_DORIAN, _MIXOLYDIAN = (0, 2, 3, 5, 7, 9, 10), (0, 2, 4, 5, 7, 9, 10)
_FIVE_NOTES = ((0, 2, 4, 7, 9), (0, 3, 5, 7, 10))
_SCALES = (MAJOR, MAJOR, MINOR, MINOR, _DORIAN, _MIXOLYDIAN, *_FIVE_NOTES)
# Lengths of tones in beats, from patter to ballad.
_LENGTHS = ((0.5, 0.5, 0.5, 1), (0.5, 0.5, 1, 1, 1.5), (0.5, 1, 1, 2, 2), (1, 2, 2, 3, 4))
_TIED = 0.12
_REPEATED, _LEAPT = 0.15, 0.18
_SHORTEST_TONE = 0.11


@dataclass(frozen=True)
class MelodyTone:
    """One pitch of a tune, from start to end (s); a tied one continues the syllable of the tone before."""

    start: float
    end: float
    degree: int
    tied: bool = False


@dataclass(frozen=True)
class Tune:
    """Tones in order of time, in one key, with a rest where a tone ends before the next begins."""

    key: Key
    tones: tuple[MelodyTone, ...]

    @property
    def n_syllables(self) -> int:
        """How many syllables it takes to sing the tune."""
        return sum(not tone.tied for tone in self.tones)

    def pitch(self, tone: MelodyTone) -> int:
        """The tone's MIDI number."""
        return self.key.pitch(tone.degree)


def write(duration: float, center: float, rng: np.random.Generator) -> Tune:
    """A tune of about `duration` seconds around the MIDI number `center`: lines of 3 to 12 syllables and rests."""
    key = Key(int(rng.integers(36, 48)), _SCALES[rng.integers(len(_SCALES))])
    middle = min(range(60), key=lambda degree: abs(key.pitch(degree) - center))
    beat = float(np.exp(rng.uniform(np.log(0.32), np.log(0.8))))
    lengths = _LENGTHS[rng.integers(len(_LENGTHS))]
    ambitus = int(rng.integers(2, 6))
    tones: list[MelodyTone] = []
    time = 0.0
    while time < duration:
        line = _phrase(time, beat, lengths, middle, ambitus, rng)
        tones += line
        time = line[-1].end + beat * float(rng.choice((0.25, 0.5, 1.0, 2.0, 3.0)))
    fitting = tuple(tone for tone in tones if tone.end <= duration)
    return Tune(key, fitting or tuple(tones[:1]))


def _phrase(
    time: float, beat: float, lengths: tuple[float, ...], middle: int, ambitus: int, rng: np.random.Generator
) -> list[MelodyTone]:
    """Tones sung in one breath; the last is held."""
    n_tones = int(rng.integers(3, 13))
    degree = middle + int(rng.integers(-ambitus, ambitus + 1))
    tones = []
    for number in range(n_tones):
        length = beat * float(rng.choice(lengths)) * (2.0 if number == n_tones - 1 else 1.0)
        end = time + max(_SHORTEST_TONE, length)
        tied = number > 0 and bool(rng.random() < _TIED)
        tones.append(MelodyTone(time, end, degree, tied))
        degree += _step(degree - middle, ambitus, rng)
        time = end
    return tones


def _step(away: int, ambitus: int, rng: np.random.Generator) -> int:
    """Scale steps to the next tone: mostly one, back towards the middle when far from it."""
    chance = rng.random()
    if chance < _REPEATED:
        return 0
    size = int(rng.integers(2, 5)) if chance > 1 - _LEAPT else 1
    upwards = rng.random() < 0.5 - 0.5 * np.clip(away / ambitus, -1, 1)
    return size if upwards else -size
