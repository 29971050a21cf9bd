"""How the pitch of a singing voice moves from tone to tone, and how its loudness follows.

The steps of the tune go through a damped second-order system, which gives glides with a little overshoot;
vibrato sets in late; slow drift and fast unsteadiness are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.audio.pitch_names import midi_hertz
from svd_core.synthesis.tunes import Tune
from svd_core.synthesis.world import FRAME_RATE


@dataclass(frozen=True)
class Manner:
    """How a singer moves from tone to tone and shapes the loudness; frequencies in Hz, times in seconds."""

    glide: float
    """Seconds to the first arrival at a new pitch."""
    damping: float
    """Below 1 the pitch overshoots."""
    vibrato_hertz: float
    vibrato_cents: float
    """Amplitude of the vibrato, when it has grown."""
    vibrato_delay: float
    tremolo_db: float
    """Amplitude of loudness in step with the vibrato."""
    scoop: float
    """Semitones from below which a line begins."""
    drift_cents: float
    jitter_cents: float
    arc_db: float
    """How much louder the middle of a line is than its ends."""
    accent_db: float
    """Spread of loudness from tone to tone."""

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Manner:
        """A random manner, from straight tones to a wide vibrato, from sliding to exact."""
        return cls(
            glide=rng.uniform(0.035, 0.12),
            damping=rng.uniform(0.55, 1.0),
            vibrato_hertz=rng.uniform(4.5, 7.0),
            vibrato_cents=rng.uniform(30, 120) * (rng.random() < 0.8),
            vibrato_delay=rng.uniform(0.05, 0.45),
            tremolo_db=rng.uniform(0, 2.5),
            scoop=rng.uniform(0, 2.5),
            drift_cents=rng.uniform(5, 25),
            jitter_cents=rng.uniform(3, 12),
            arc_db=rng.uniform(0, 6),
            accent_db=rng.uniform(0.5, 3),
        )


@dataclass(frozen=True)
class SungLine:
    """Pitch (MIDI numbers) and loudness (dB) of a sung tune at FRAME_RATE, each of shape (n_frames,)."""

    pitch: NDArray[np.float64]
    gain_db: NDArray[np.float64]

    @property
    def hertz(self) -> FloatArray:
        """The pitch in Hz, shape (n_frames,)."""
        return np.asarray(midi_hertz(self.pitch), np.float32)


def sung_line(tune: Tune, manner: Manner, n_frames: int, rng: np.random.Generator) -> SungLine:
    """Pitch and loudness of a tune sung in this manner, from time 0 on, `n_frames` at FRAME_RATE."""
    time = np.arange(n_frames) / FRAME_RATE
    depth = vibrato_depth(tune, manner, n_frames)
    rate = manner.vibrato_hertz * (1 + 0.05 * wander(n_frames, 1.5, rng))
    phase = 2 * np.pi * (np.cumsum(rate) / FRAME_RATE + rng.random())
    pitch = steps(tune, n_frames)
    for start in line_starts(tune):
        since = np.maximum(time - start, 0)
        pitch -= rng.uniform(0, manner.scoop) * np.exp(-since / 0.06) * (time >= start) * (since < 0.5)
    pitch = glided(pitch, manner.glide, manner.damping) + depth / 100 * np.sin(phase)
    pitch += manner.drift_cents / 100 * wander(n_frames, 2.0, rng)
    pitch += manner.jitter_cents / 100 * wander(n_frames, 20.0, rng)
    gain = loudness(tune, manner, n_frames, rng)
    gain += manner.tremolo_db * depth / max(manner.vibrato_cents, 1.0) * np.sin(phase + 0.7)
    return SungLine(pitch, gain + 0.4 * wander(n_frames, 12.0, rng))


def steps(tune: Tune, n_frames: int) -> NDArray[np.float64]:
    """The written MIDI number at every frame, the tone before held through rests; shape (n_frames,)."""
    starts = np.array([tone.start for tone in tune.tones])
    pitches = np.array([tune.pitch(tone) for tone in tune.tones], np.float64)
    at = np.searchsorted(starts, np.arange(n_frames) / FRAME_RATE, side="right") - 1
    return pitches[np.maximum(at, 0)]


def glided(pitch: NDArray[np.float64], glide: float, damping: float) -> NDArray[np.float64]:
    """A stepwise pitch smoothed by a damped oscillator that arrives after about `glide` seconds; shape (n,) kept.

    It starts half a glide early, so that a tone is reached in time.
    """
    omega = (1 + 1.1 * damping + 1.4 * damping**2) / glide
    system = ([omega**2], [1, 2 * damping * omega, omega**2])
    (numerator,), denominator, _ = scipy.signal.cont2discrete(system, 1 / FRAME_RATE, "zoh")
    ahead = round(0.5 * glide * FRAME_RATE)
    early = np.concatenate([pitch[ahead:], np.repeat(pitch[-1:], ahead)])
    rest = early[0]
    return np.asarray(scipy.signal.lfilter(numerator, denominator, early - rest) + rest)


def vibrato_depth(tune: Tune, manner: Manner, n_frames: int) -> NDArray[np.float64]:
    """Cents of vibrato at every frame: none at the beginning of a tone, then growing; shape (n_frames,)."""
    time = np.arange(n_frames) / FRAME_RATE
    depth = np.zeros(n_frames)
    for tone in tune.tones:
        inside = (time >= tone.start) & (time < tone.end)
        depth[inside] = np.clip((time[inside] - tone.start - manner.vibrato_delay) / 0.25, 0, 1)
    return manner.vibrato_cents * smoothed(depth, 0.08)


def loudness(tune: Tune, manner: Manner, n_frames: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Decibels at every frame: an arc over each line, accents, and a swell in long tones; shape (n_frames,)."""
    time = np.arange(n_frames) / FRAME_RATE
    gain = np.zeros(n_frames)
    for tone in tune.tones:
        inside = (time >= tone.start) & (time < tone.end)
        along = (time[inside] - tone.start) / (tone.end - tone.start)
        swell = min(1.0, tone.end - tone.start) * (3.0 * np.sin(np.pi * along) - 2.0 * along)
        gain[inside] = rng.normal(0, manner.accent_db) + swell
    edges = [*line_starts(tune), tune.tones[-1].end]
    for start, end in pairwise(edges):
        inside = (time >= start) & (time < end)
        gain[inside] += manner.arc_db * (np.sin(np.pi * (time[inside] - start) / (end - start)) - 1)
    return smoothed(gain, 0.08)


def line_starts(tune: Tune) -> list[float]:
    """The times (s) at which the tune begins and goes on after rests."""
    rests = (after.start for before, after in pairwise(tune.tones) if after.start > before.end + 0.05)
    return [tune.tones[0].start, *rests]


def wander(n: int, hertz: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Random movement of about unit size with little above `hertz`, shape (n,)."""
    length = max(1, round(FRAME_RATE / hertz / 2))
    kernel = np.hanning(2 * length + 1)
    kernel /= np.sqrt(np.sum(kernel**2))
    return np.asarray(np.convolve(rng.standard_normal(n + 2 * length), kernel, mode="valid"))


def smoothed(track: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    """The track convolved with a Hann window of so many seconds, its end values repeated outside; shape (n,) kept."""
    half = max(1, round(seconds * FRAME_RATE / 2))
    kernel = np.hanning(2 * half + 1)
    padded = np.pad(track, half, mode="edge")
    return np.asarray(np.convolve(padded, kernel / kernel.sum(), mode="valid"))
