"""A virtual singer: a speaker's recorded syllables, sung to a tune with another vocal tract and manner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.ndimage

from svd_core.audio.features import FloatArray
from svd_core.audio.pitch_names import midi_number
from svd_core.synthesis.contour import Manner, SungLine, smoothed, sung_line
from svd_core.synthesis.lengthening import place_syllables, positions
from svd_core.synthesis.syllables import CutSyllable
from svd_core.synthesis.tunes import Tune
from svd_core.synthesis.world import FRAME_RATE, Analysis, voice_of

LEAD_IN = 0.3
"""Seconds before the first tone, for its consonants."""
_TAIL_OUT = 0.35
_SILENT = -35.0
_LOWEST_CENTER, _HIGHEST_CENTER = 46.0, 71.0


@dataclass(frozen=True)
class Person:
    """A virtual singer: how the vocal tract differs from the recorded speaker's, and a manner of singing."""

    formants: float
    """Formant frequencies relative to the recorded speaker's."""
    center: float
    """Middle of the comfortable range, MIDI number."""
    breath: float
    """0 to 1: how much of the upper harmonics turns into noise."""
    purity: float
    """Exponent on the noisiness: above 1 less noise than recorded."""
    tilt_db: float
    """Change of the spectrum per octave above 500 Hz."""
    ring_db: float
    """The singer's formant, a bump near 3 kHz."""
    manner: Manner

    @classmethod
    def draw(cls, spoken: float, rng: np.random.Generator) -> Person:
        """A random person whose range fits a speaker with a median pitch of `spoken` (MIDI number)."""
        formants = float(np.exp(rng.uniform(np.log(0.8), np.log(1.25))))
        center = spoken + rng.uniform(1, 9) + 18 * np.log2(formants)
        return cls(
            formants=formants,
            center=float(np.clip(center, _LOWEST_CENTER, _HIGHEST_CENTER)),
            breath=rng.uniform(0, 0.6) * (rng.random() < 0.5),
            purity=rng.uniform(0.7, 2.0),
            tilt_db=rng.uniform(-2.5, 2.5),
            ring_db=rng.uniform(0, 10) * (rng.random() < 0.6),
            manner=Manner.draw(rng),
        )


@dataclass(frozen=True)
class Lyrics:
    """Syllables to sing, each with the recording it was cut from; ValueError unless there are as many of both."""

    syllables: tuple[CutSyllable, ...]
    sources: tuple[Analysis, ...]

    def __post_init__(self) -> None:
        if len(self.syllables) != len(self.sources):
            raise ValueError("every syllable needs the recording it was cut from")

    @property
    def sample_rate(self) -> int:
        """Samples a second of the recordings, and of what is sung on them."""
        return self.sources[0].sample_rate


def render_tune(lyrics: Lyrics, tune: Tune, person: Person, rng: np.random.Generator) -> FloatArray:
    """The sound of a tune on these words, samples of shape (n,); its first tone begins after LEAD_IN seconds.

    `lyrics` has one syllable for each of the tune's. Raises MissingPartError without pyworld.
    """
    tune = replace(tune, tones=tuple(replace(t, start=t.start + LEAD_IN, end=t.end + LEAD_IN) for t in tune.tones))
    n_frames = round((tune.tones[-1].end + _TAIL_OUT) * FRAME_RATE)
    at, owner = positions(place_syllables(lyrics.syllables, tune), n_frames, rng)
    spoken = _spoken(lyrics, at, owner)
    line = sung_line(tune, person.manner, n_frames, rng)
    return voice_of(_performed(spoken, line, owner, person))


def _spoken(lyrics: Lyrics, at: FloatArray, owner: FloatArray) -> Analysis:
    """The syllables stretched to their times, equally loud, with silence between; pitch still as it was spoken."""
    some = lyrics.sources[0]
    n_frames, n_bins = len(at), some.envelope.shape[1]
    hertz = np.zeros(n_frames, np.float32)
    envelope = np.full((n_frames, n_bins), _SILENT, np.float32)
    noise = np.ones((n_frames, n_bins), np.float32)
    for index, (syllable, source) in enumerate(zip(lyrics.syllables, lyrics.sources, strict=True)):
        here = owner == index
        part = source.at(at[here])
        hertz[here], noise[here] = part.hertz, part.noise
        usual = float(np.mean(source.level_db(syllable.steady, syllable.tail)))
        envelope[here] = part.envelope - np.float32(usual * np.log(10) / 10)
    return Analysis(some.sample_rate, hertz, envelope, noise)


def _performed(spoken: Analysis, line: SungLine, owner: FloatArray, person: Person) -> Analysis:
    """Spoken syllables given the pitch and loudness of a line and the vocal tract of a person."""
    fades = smoothed((owner >= 0).astype(np.float64), 0.03)
    gain = line.gain_db * np.log(10) / 10 + 2 * np.log(np.maximum(fades, 1e-4))
    envelope = warped(spoken.envelope, person.formants) + _colour(spoken, person) + gain[:, np.newaxis]
    # Joins of syllables are softened: a mouth takes 20 ms to move.
    envelope = scipy.ndimage.uniform_filter1d(envelope, 3, axis=0, mode="nearest")
    noise = warped(spoken.noise, person.formants)
    bins = np.linspace(0, spoken.sample_rate / 2, noise.shape[1])
    high = np.clip((bins - 500) / 4000, 0, 1)
    noisy = noise**person.purity
    noisy += (1 - noisy) * person.breath * high
    noise = np.where(spoken.hertz[:, np.newaxis] > 0, noisy, 1.0)
    hertz = np.where(spoken.hertz > 0, line.hertz, 0.0)
    return Analysis(spoken.sample_rate, *(track.astype(np.float32) for track in (hertz, envelope, noise)))


def warped(envelope: FloatArray, factor: float) -> FloatArray:
    """Spectra with their frequency axis stretched by a factor, shape (n_frames, n_bins) kept; the top bin is held."""
    n_bins = envelope.shape[1]
    at = np.arange(n_bins) / factor
    left = np.minimum(at.astype(np.int64), n_bins - 1)
    right = np.minimum(left + 1, n_bins - 1)
    part = np.clip(at - left, 0, 1).astype(np.float32)
    return np.asarray(envelope[:, left] * (1 - part) + envelope[:, right] * part)


def _colour(spoken: Analysis, person: Person) -> FloatArray:
    """How a person's spectrum differs from the speaker's, in natural logarithm of power, shape (n_bins,)."""
    hertz = np.maximum(np.linspace(0, spoken.sample_rate / 2, spoken.envelope.shape[1]), 1.0)
    tilt = person.tilt_db * np.maximum(np.log2(hertz / 500), 0)
    ring = person.ring_db * np.exp(-0.5 * ((hertz - 3000 * person.formants**0.5) / 450) ** 2)
    return np.asarray((tilt + ring) * np.log(10) / 10, np.float32)


def median_pitch(sources: Sequence[Analysis]) -> float:
    """The median pitch of recordings as a MIDI number; 52, an average voice's, where nothing is voiced."""
    voiced = np.concatenate([source.hertz[source.hertz > 0] for source in sources] or [np.zeros(0, np.float32)])
    return midi_number(float(np.median(voiced))) if len(voiced) else 52.0
