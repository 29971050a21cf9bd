"""Random melodies, voices that are made to sing them, and synthetic instruments that play them like a voice.

What fools detectors most are instruments that move as voices do: chiptunes, distorted guitars, talk boxes
(docs/method.md, hard negatives). Here are such sounds without a voice, made as they are needed, on any device.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from svd_core.training.disturbances import darkened, filtered

MINOR_SCALE = np.array([0, 2, 3, 5, 7, 8, 10])

SUNG_STEPS = np.array([-5, -3, -2, 0, 0, 2, 4, 5, 7])
"""Semitones of the notes of a sung melody from the pitch of the recording."""

LEAD, ARPEGGIO, PAD = range(3)

NOTE_SECONDS = {LEAD: (0.1, 1.6), ARPEGGIO: (0.07, 0.16), PAD: (1.0, 3.0)}
"""Shortest and longest notes of each way of playing; uniform in the logarithm."""

LARGEST_CHORD = 3
"""Notes that a pad plays at once."""

N_WAVES = 5
"""Saw, pulse of moving width, triangle, frequency modulation, and three saws out of tune."""


@dataclass(frozen=True)
class Melodies:
    """R melodies of at most K notes.

    Attributes:
        starts: of each note in seconds, shape (R, K), the first of them 0; inf for notes that are missing.
        pitches: semitones, shape (R, K).
        sounding: whether a note sounds or is a rest, bool, shape (R, K).
        glide: seconds in which a note's pitch is reached from that before, shape (R,).
        vibrato_rate, vibrato_depth: Hz and semitones, shape (R,); the vibrato comes and goes with swell_rate in Hz.
    """

    starts: Tensor
    pitches: Tensor
    sounding: Tensor
    glide: Tensor
    vibrato_rate: Tensor
    vibrato_depth: Tensor
    swell_rate: Tensor

    def notes_at(self, seconds: Tensor) -> Tensor:
        """The index of the note at each time, shape (R, n), for times of shape (n,)."""
        times = seconds.expand(len(self.starts), -1).contiguous()
        return torch.searchsorted(self.starts, times, right=True) - 1

    def semitones(self, seconds: Tensor, index: Tensor) -> Tensor:
        """The pitch at each time, shape (R, n), by the times (n,) and what `notes_at` says of them."""
        since = seconds - self.starts.gather(1, index)
        before, now = self.pitches.gather(1, (index - 1).clamp(min=0)), self.pitches.gather(1, index)
        glided = torch.lerp(before, now, (since / self.glide[:, None]).clamp(0, 1))
        swell = torch.sin(2 * math.pi * self.swell_rate[:, None] * seconds).clamp(0, 1)
        vibrato = torch.sin(2 * math.pi * self.vibrato_rate[:, None] * seconds)
        return glided + self.vibrato_depth[:, None] * swell * vibrato


def sung_melodies(rows: int, seconds: float, random: np.random.Generator, device: torch.device) -> Melodies:
    """Melodies for voices, in semitones from the pitch of the recording: notes of .18 to 1 s up to ±11 semitones."""
    lengths = random.uniform(0.18, 1.0, (rows, int(seconds / 0.18) + 1))
    pitches = random.uniform(-4, 4, (rows, 1)) + random.choice(SUNG_STEPS, lengths.shape)
    return _melodies(
        lengths,
        pitches,
        np.ones(lengths.shape, np.bool_),
        random.uniform(0.02, 0.12, rows),
        random.uniform(4.5, 7, rows),
        random.uniform(0, 0.9, rows),
        random.uniform(0.3, 1, rows),
        device,
    )


def resung(samples: Tensor, seconds: Tensor, melodies: Melodies) -> tuple[Tensor, Tensor]:
    """Voices (R, n) read at a speed that follows a melody each; n stays, and what would lie beyond the end is silent.

    seconds: the time of each sample, shape (n,). Returns the samples and the position in the old ones from which each
    was read, both (R, n).
    """
    pitch = melodies.semitones(seconds, melodies.notes_at(seconds))
    position = torch.exp2(pitch.double() / 12).cumsum(dim=1)
    n = samples.shape[1]
    lower = position.long().clamp(max=n - 2)
    fraction = (position - lower).float()
    read = torch.lerp(samples.gather(1, lower), samples.gather(1, lower + 1), fraction.clamp(0, 1))
    return read * (position < n - 1), position


def leads(rows: int, n: int, sample_rate: int, random: np.random.Generator, device: torch.device) -> Tensor:
    """Synthetic leads, arpeggios and pads, shape (rows, n), of a root mean square of 1."""
    seconds = torch.arange(n, device=device) / sample_rate
    playing = random.choice([LEAD, LEAD, ARPEGGIO, PAD], rows)
    melodies, decay = _played_melodies(playing, n / sample_rate, random, device)
    index = melodies.notes_at(seconds)
    pitch = melodies.semitones(seconds, index)
    loudness = _envelope(melodies, seconds, index, _column(random.uniform(0.003, 0.06, rows), device), decay)
    waves = _column(random.integers(N_WAVES, size=rows), device)
    chord = _column(np.where(playing == PAD, random.integers(2, LARGEST_CHORD + 1, rows), 1), device)
    width_rate, modulation = (
        _column(random.uniform(0.1, 2, rows), device),
        _column(random.uniform(0.5, 4, rows), device),
    )
    sound = torch.zeros(rows, n, device=device)
    for voice in range(int(chord.max()) if rows else 0):
        interval = _column(np.asarray(random.choice([3, 4, 5, 7], rows)) * voice, device)
        hertz = 440 * torch.exp2((pitch + interval - 69) / 12)
        cycles = (hertz.double() / sample_rate).cumsum(dim=1)
        sound += _wave(cycles, seconds, waves, width_rate, modulation) * (chord > voice)
    sound = _coloured(sound * loudness, sample_rate, random)
    return sound / sound.square().mean(dim=1, keepdim=True).sqrt().clamp(min=1e-5)


def _played_melodies(
    playing: np.ndarray, seconds: float, random: np.random.Generator, device: torch.device
) -> tuple[Melodies, Tensor]:
    """Melodies for instruments, in MIDI notes of a minor scale, and how fast notes die away (1/s), shape (R, 1)."""
    rows = len(playing)
    shortest = np.array([NOTE_SECONDS[int(kind)][0] for kind in playing])[:, None]
    longest = np.array([NOTE_SECONDS[int(kind)][1] for kind in playing])[:, None]
    count = int(seconds / shortest.min()) + 1 if rows else 1
    lengths = shortest * (longest / shortest) ** random.random((rows, count))
    degrees = np.clip(7 + np.cumsum(random.integers(-3, 4, lengths.shape), axis=1), 0, 16)
    pitches = random.uniform(40, 64, (rows, 1)) + 12 * (degrees // 7) + MINOR_SCALE[degrees % 7]
    melodies = _melodies(
        lengths,
        pitches,
        random.random(lengths.shape) > 0.12,
        random.uniform(0.002, 0.09, rows),
        random.uniform(4, 7.5, rows),
        random.uniform(0.1, 0.9, rows) * (random.random(rows) < 0.65),
        random.uniform(0.2, 0.6, rows),
        device,
    )
    return melodies, _column(np.where(playing == PAD, 0.1, random.uniform(0, 4, rows)), device)


def _melodies(
    lengths: np.ndarray,
    pitches: np.ndarray,
    sounding: np.ndarray,
    glide: np.ndarray,
    vibrato_rate: np.ndarray,
    vibrato_depth: np.ndarray,
    swell_rate: np.ndarray,
    device: torch.device,
) -> Melodies:
    starts = np.concatenate([np.zeros((len(lengths), 1)), np.cumsum(lengths, axis=1)[:, :-1]], axis=1)
    floats = (glide, vibrato_rate, vibrato_depth, swell_rate)
    return Melodies(
        torch.from_numpy(starts.astype(np.float32)).to(device),
        torch.from_numpy(pitches.astype(np.float32)).to(device),
        torch.from_numpy(sounding).to(device),
        *(torch.from_numpy(values.astype(np.float32)).to(device) for values in floats),
    )


def _envelope(melodies: Melodies, seconds: Tensor, index: Tensor, attack: Tensor, decay: Tensor) -> Tensor:
    """Loudness of the notes at each time, shape (R, n): a quick rise, a decay (1/s), a short release."""
    ends = torch.cat([melodies.starts[:, 1:], torch.full_like(melodies.starts[:, :1], math.inf)], dim=1)
    since = seconds - melodies.starts.gather(1, index)
    left = ends.gather(1, index) - seconds
    shape = (since / attack).clamp(0, 1) * torch.exp(-since * decay) * (left / 0.014).clamp(0, 1)
    return shape * melodies.sounding.gather(1, index)


def _wave(cycles: Tensor, seconds: Tensor, waves: Tensor, width_rate: Tensor, modulation: Tensor) -> Tensor:
    """Samples (R, n) of the wave that each row plays, by the number of cycles so far, float64 (R, n)."""
    phase = (cycles % 1).float()
    saw = 2 * phase - 1
    width = 0.5 + 0.35 * torch.sin(2 * math.pi * width_rate * seconds)
    pulse = torch.where(phase < width, 1.0, -1.0)
    triangle = 4 * (phase - 0.5).abs() - 1
    angle = 2 * math.pi * phase
    modulated = torch.sin(angle + modulation * torch.sin(2 * angle))
    others = (2 * (cycles * 1.006 % 1) + 2 * (cycles * 0.995 % 1) - 2).float()
    result = saw
    for number, wave in enumerate((pulse, triangle, modulated, saw + others), start=1):
        result = torch.where(waves == number, wave, result)
    return result


def _coloured(sound: Tensor, sample_rate: int, random: np.random.Generator) -> Tensor:
    """Sounds (R, n) after filters: of seven in ten two vowels in turn, as a wah or a talk box, else a low-pass."""
    rows, n = sound.shape
    first, second = (filtered(sound, _vowels(rows, random, sound.device), sample_rate) for _ in range(2))
    seconds = torch.arange(n, device=sound.device) / sample_rate
    rate, phase = (_column(random.uniform(low, high, rows), sound.device) for low, high in ((0.3, 5), (0, 6)))
    moved = torch.lerp(first, second, 0.5 + 0.5 * torch.sin(2 * math.pi * rate * seconds + phase))
    cutoff = _column(np.exp(random.uniform(math.log(600), math.log(11000), rows)), sound.device)
    dark = darkened(sound, cutoff, sample_rate)
    return torch.where(_column(random.random(rows), sound.device) < 0.7, moved, dark)


def _vowels(rows: int, random: np.random.Generator, device: torch.device) -> Callable[[Tensor], Tensor]:
    """Three random formants and a little of everything, as the response of a filter of `rows` rows."""
    rest = _column(random.uniform(0, 0.1, rows), device)
    spans = ((250.0, 900.0), (800.0, 2400.0), (2200.0, 3600.0))
    formants = [
        tuple(_column(random.uniform(low, high, rows), device) for low, high in (centre, (60.0, 220.0), (0.4, 1.0)))
        for centre in spans
    ]

    def response(hertz: Tensor) -> Tensor:
        gain = rest.expand(rows, len(hertz))
        for centre, width, peak in formants:
            gain = gain + peak / torch.sqrt(1 + ((hertz - centre) / width) ** 2)
        return gain

    return response


def _column(values: np.ndarray, device: torch.device) -> Tensor:
    """Values (R,) as a float32 column (R, 1) on a device."""
    return torch.from_numpy(np.asarray(values, np.float32)).to(device)[:, None]
