"""From notes with syllables to articulations in time, and from these to the controls of the voice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.audio.pitch_names import midi_hertz
from svd_core.synthesis.phonemes import INHALATION, SILENT_DB, Phone, consonants, vowel_targets
from svd_core.synthesis.score import Phrase, SungNote

CONTROL_RATE = 500
_MARGIN = 0.5
_GLIDE = 0.22
_RELEASE = 0.11


@dataclass(frozen=True)
class FormantSinger:
    """The parameters that make the source-filter voice that of one person."""

    tract_scale: float
    """Formants relative to an adult male's."""
    center: float
    """Middle of the comfortable range, MIDI number."""
    tension: float
    """Glottal shape `rd` at medium loudness; small is tense."""
    breath_db: float
    """Aspiration in every vowel."""
    vibrato_hertz: float
    vibrato_cents: float
    vibrato_delay: float
    glide: float
    """Seconds a change of pitch takes."""
    ring: float
    """How far the fourth and fifth resonance are drawn towards the third, from 0 (not at all) to 1."""

    @classmethod
    def draw(cls, rng: np.random.Generator) -> FormantSinger:
        """A random singer, from baritone to soprano."""
        height = rng.random()
        return cls(
            tract_scale=1.0 + 0.2 * height,
            center=57 + 10 * height + rng.uniform(-1.0, 1.0),
            tension=rng.uniform(0.85, 1.2),
            breath_db=rng.uniform(-39.0, -32.0),
            vibrato_hertz=rng.uniform(5.1, 6.2),
            vibrato_cents=rng.uniform(55.0, 95.0),
            vibrato_delay=rng.uniform(0.14, 0.28),
            glide=rng.uniform(0.06, 0.11),
            ring=rng.uniform(0.2, 0.9) * (1 - 0.5 * height),
        )

    @classmethod
    def draw_diverse(cls, rng: np.random.Generator) -> FormantSinger:
        """A random singer from a wider range: basses to children, straight tones to vibrato, pressed or breathy."""
        height = rng.random()
        return cls(
            tract_scale=0.9 + 0.4 * height + rng.uniform(-0.06, 0.06),
            center=46 + 24 * height + rng.uniform(-3.0, 3.0),
            tension=rng.uniform(0.7, 1.9),
            breath_db=rng.uniform(-44.0, -24.0),
            vibrato_hertz=rng.uniform(4.5, 7.0),
            vibrato_cents=rng.uniform(20.0, 130.0) * (rng.random() < 0.8),
            vibrato_delay=rng.uniform(0.05, 0.45),
            glide=rng.uniform(0.04, 0.16),
            ring=rng.uniform(0.0, 1.0),
        )


@dataclass(frozen=True)
class Articulation:
    """One phone in time (s), and its loudness relative to the voice's."""

    start: float
    end: float
    phone: Phone
    gain_db: float


def timeline(phrase: Phrase) -> tuple[Articulation, ...]:
    """Every articulation of a phrase in order of time, from the first consonant to the end of the last sound."""
    notes = phrase.notes
    first = consonants(notes[0].syllable.onset)
    before = sum(phone.duration for phone in first)
    sounds = _in_a_row(notes[0].start - before, first, 1.0, notes[0])
    for note, following in zip(notes, (*notes[1:], None), strict=True):
        coda = consonants(note.syllable.coda)
        onset = consonants(following.syllable.onset) if following else ()
        lengths = [sum(phone.duration for phone in phones) for phones in (coda, onset)]
        to_next = following.start - note.start if following else np.inf
        squeeze = min(1.0, 0.5 * to_next / max(sum(lengths), 1e-9))
        stop = min(note.end, to_next + note.start - squeeze * sum(lengths))
        if following and to_next + note.start - note.end < 0.09:
            stop = to_next + note.start - squeeze * sum(lengths)
        sounds += _vowel(note, stop)
        sounds += _in_a_row(stop, coda, squeeze, note)
        if following:
            sounds += _in_a_row(following.start - squeeze * lengths[1], onset, squeeze, following)
    return tuple(sounds)


def _in_a_row(start: float, phones: tuple[Phone, ...], squeeze: float, note: SungNote) -> list[Articulation]:
    """Articulations one after the other."""
    sounds = []
    for phone in phones:
        end = start + squeeze * phone.duration
        sounds.append(Articulation(start, end, phone, note.accent_db))
        start = end
    return sounds


def _vowel(note: SungNote, stop: float) -> list[Articulation]:
    """The vowel of a note; a diphthong moves to its second target near the end."""
    targets = vowel_targets(note.syllable.vowel)
    if len(targets) == 1:
        return [Articulation(note.start, stop, targets[0], note.accent_db)]
    turn = stop - min(_GLIDE, 0.45 * (stop - note.start))
    return [
        Articulation(note.start, turn, targets[0], note.accent_db),
        Articulation(turn, stop, targets[1], note.accent_db - 1.5),
    ]


@dataclass(frozen=True)
class VoiceControls:
    """The controls of the voice at CONTROL_RATE, each of shape (n,), from `start` on (seconds)."""

    start: float
    hertz: FloatArray
    voice: FloatArray
    """Amplitude of the voiced sound, a linear factor; 0 is silence. `breath` and `noise` likewise."""
    breath: FloatArray
    noise: FloatArray
    noise_hertz: FloatArray
    noise_width: FloatArray
    formants: FloatArray
    """Shape (n, 3), Hz."""
    zeros: FloatArray
    """Frequency of the nose's antiresonance, Hz; 0 where there is none."""
    effort_db: FloatArray
    """Vocal effort, dB relative to medium loudness: it changes loudness and brightness."""


def voice_controls(phrase: Phrase, singer: FormantSinger, rng: np.random.Generator) -> VoiceControls:
    """The controls of the voice during a phrase, with an inhalation before it."""
    sounds = timeline(phrase)
    breath_end = sounds[0].start - 0.09
    sounds = (Articulation(breath_end - INHALATION.duration, breath_end, INHALATION, 0.0), *sounds)
    start = sounds[0].start - _MARGIN
    n = int((sounds[-1].end + _MARGIN - start) * CONTROL_RATE)
    formants = _smooth(_formants(sounds, start, n), 0.075)
    formants *= 1 + 0.02 * np.stack([_wander(n, 3.0, rng) for _ in range(3)], axis=1)
    effort = _smooth(_steps(sounds, start, n, [s.gain_db for s in sounds], 0.0, hold=True), 0.12)
    effort += _swells(phrase, start, n)
    voice = _smooth(_levels(sounds, start, n, "voice_db"), 0.026)
    hertz = _pitch(phrase, singer, start, n, rng)
    # A soprano opens the jaw: the first formant does not stay below the fundamental.
    formants[:, 0] = np.maximum(formants[:, 0] * singer.tract_scale, 1.02 * hertz)
    formants[:, 1:] *= singer.tract_scale
    zeros = _steps(sounds, start, n, [s.phone.zero_hertz * singer.tract_scale for s in sounds], 0.0)
    return VoiceControls(
        start,
        hertz,
        voice * _release(sounds, start, n),
        _smooth(_levels(sounds, start, n, "breath_db"), 0.05) + voice * np.float32(10 ** (singer.breath_db / 20)),
        _smooth(_levels(sounds, start, n, "noise_db"), 0.016),
        _steps(sounds, start, n, [s.phone.noise_hertz * (0.5 + 0.5 * singer.tract_scale) for s in sounds], 5000.0),
        _steps(sounds, start, n, [s.phone.noise_width for s in sounds], 2000.0),
        formants,
        zeros,
        effort,
    )


def _span(start: float, sound: Articulation) -> slice:
    """Control samples during a sound."""
    return slice(round((sound.start - start) * CONTROL_RATE), round((sound.end - start) * CONTROL_RATE))


def _steps(
    sounds: tuple[Articulation, ...], start: float, n: int, values: list[float], rest: float, hold: bool = False
) -> FloatArray:
    """A value for every sound, shape (n,); between sounds `rest`, or the value before if held."""
    track = np.full(n, rest, np.float32)
    for sound, value in zip(sounds, values, strict=True):
        span = _span(start, sound)
        track[span.start : None if hold else span.stop] = value
    return track


def _levels(sounds: tuple[Articulation, ...], start: float, n: int, name: str) -> FloatArray:
    """Linear levels of one kind of sound, shape (n,)."""
    values = [getattr(sound.phone, name) for sound in sounds]
    return _steps(sounds, start, n, [10 ** (v / 20) if v > SILENT_DB else 0.0 for v in values], 0.0)


def _formants(sounds: tuple[Articulation, ...], start: float, n: int) -> FloatArray:
    """Formant targets, shape (n, 3); sounds without their own take the next one's, gaps the last one's."""
    track = np.zeros((n, 3), np.float32)
    track[:] = INHALATION.formants
    coming = np.array(INHALATION.formants, np.float32)
    edges: list[tuple[int, NDArray[np.float32]]] = []
    for sound in reversed(sounds):
        if sound.phone.formants is not None:
            coming = np.array(sound.phone.formants, np.float32)
        edges.append((_span(start, sound).start, coming))
    for first, target in reversed(edges):
        track[first:] = target
    return track


def _release(sounds: tuple[Articulation, ...], start: float, n: int) -> FloatArray:
    """1 while the phrase lasts, fading over its end, shape (n,)."""
    left = sounds[-1].end - start - np.arange(n) / CONTROL_RATE
    return (0.5 - 0.5 * np.cos(np.pi * np.clip(left / _RELEASE, 0, 1))).astype(np.float32)


def _swells(phrase: Phrase, start: float, n: int) -> FloatArray:
    """Loudness in dB: long notes swell a little and then fall off, shape (n,)."""
    time = start + np.arange(n) / CONTROL_RATE
    swell = np.zeros(n, np.float32)
    for note in phrase.notes:
        length = note.end - note.start
        along = np.clip((time - note.start) / length, 0, 1)
        inside = (time >= note.start) & (time < note.end)
        swell += inside * min(1.0, length) * (4.0 * np.sin(np.pi * along**0.8) - 3.0 * along)
    return _smooth(swell, 0.1)


def _pitch(phrase: Phrase, singer: FormantSinger, start: float, n: int, rng: np.random.Generator) -> FloatArray:
    """The fundamental in Hz, shape (n,): glides, a scoop from below, late vibrato, drift."""
    time = start + np.arange(n) / CONTROL_RATE
    pitch = np.full(n, phrase.notes[0].pitch, np.float32)
    depth, dips = np.zeros(n, np.float32), np.zeros(n, np.float32)
    for note in phrase.notes:
        first = max(0, round((note.start - 0.5 * singer.glide - start) * CONTROL_RATE))
        pitch[first:] = note.pitch
        grown = np.clip((time - note.start - singer.vibrato_delay) / 0.35, 0, 1)
        depth = np.where(time >= note.start, grown * singer.vibrato_cents * rng.uniform(0.75, 1.15), depth)
        dips -= 0.35 * np.exp(-0.5 * ((time - note.start + 0.02) / 0.03) ** 2) * bool(note.syllable.onset)
    pitch = _smooth(pitch, 2 * singer.glide)
    scoop = sum(_scoop(time - note.start, rng, always=note == phrase.notes[0]) for note in phrase.notes)
    left = phrase.notes[-1].end - time
    fall = -rng.uniform(0.2, 1.2) * np.exp(-np.maximum(left, 0) / 0.06)
    rate = singer.vibrato_hertz * (1 + 0.06 * _wander(n, 1.5, rng))
    vibrato = _smooth(depth.astype(np.float32), 0.1) / 100 * np.sin(2 * np.pi * np.cumsum(rate) / CONTROL_RATE)
    drift = 0.10 * _wander(n, 2.0, rng) + 0.035 * _wander(n, 25.0, rng)
    midi = pitch + scoop + fall + dips + vibrato + drift
    return np.asarray(midi_hertz(midi), np.float32)


def _scoop(since: NDArray[np.float64], rng: np.random.Generator, always: bool) -> NDArray[np.float64]:
    """Semitones below the note at its beginning, shape of `since`; only some notes are reached from below."""
    deep = rng.uniform(0.5, 2.4) * (always or rng.random() < 0.35)
    reached = np.where(since > 0, np.exp(-np.maximum(since, 0) / 0.065), np.exp(-0.5 * (since / 0.04) ** 2))
    return np.asarray(-deep * (np.where(since > 0, reached, 1.0) if always else reached))


def _wander(n: int, hertz: float, rng: np.random.Generator) -> FloatArray:
    """Slow random movement of about unit size, with little above `hertz`, shape (n,)."""
    length = max(2, round(CONTROL_RATE / hertz / 2))
    noise = rng.standard_normal(n + 4 * length).astype(np.float32)
    kernel = np.hanning(2 * length + 1)
    kernel /= np.sqrt(np.sum(kernel**2))
    return np.convolve(noise, kernel, mode="same")[:n].astype(np.float32)


def _smooth(track: FloatArray, seconds: float) -> FloatArray:
    """The track through a Hann kernel so long, edges held; shape kept."""
    half = max(1, round(seconds * CONTROL_RATE / 2))
    kernel = np.hanning(2 * half + 1)[1:-1]
    kernel /= kernel.sum()
    padding = [(half - 1, half - 1)] + [(0, 0)] * (track.ndim - 1)
    padded = np.pad(track, padding, mode="edge")
    if track.ndim == 1:
        return np.convolve(padded, kernel, mode="valid").astype(np.float32)
    columns = [np.convolve(column, kernel, mode="valid") for column in padded.T]
    return np.stack(columns, axis=1).astype(np.float32)
