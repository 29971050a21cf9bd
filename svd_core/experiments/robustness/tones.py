"""Wiggly lines: synthetic tones whose pitch moves as in singing, but whose spectrum is not that of a voice.

Networks on spectrograms are known to take any sloping or wavy harmonic line for singing: Schlüter, *Learning to
Pinpoint Singing Voice from Weakly Labeled Examples* (ISMIR 2016), found it in this network.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import Axis, Condition, RobustnessTest, Tone, Variant

TONES = tuple(Tone(hertz, 4.0) for hertz in (131.0, 220.0, 370.0, 622.0))
RATES_HERTZ = (3.0, 5.5, 8.0)
DEPTHS_CENTS = (25.0, 50.0, 100.0, 200.0)
SLOPES = (2.0, 5.0, 10.0, 20.0, 40.0)
"""Semitones a second, rising and falling in turn."""
GLIDES_MS = (20.0, 60.0, 120.0, 240.0)
"""Durations of the glide from one note to the next."""

_LEVEL = 0.1  # root mean square, full scale 1
_HIGHEST_HERTZ = 8000.0
_FADE = 0.02  # seconds
_NOTE = 0.4  # seconds from one note to the next
_INTERVALS = np.array([0, 4, -3, 5, 2, -5, 7, 0, -2, 3])  # semitones around the tone, over and over


def harmonic_tone(cents: NDArray[np.float64], hertz: float, sample_rate: int) -> FloatArray:
    """A harmonic tone, shape (n,), float32, whose pitch is `cents`, shape (n,), above `hertz`.

    Harmonic k has the amplitude 1/k, as for a bowed string; harmonics above 8 kHz are left out.
    """
    pitch = hertz * 2 ** (cents / 1200)
    phase = 2 * np.pi * np.cumsum(pitch) / sample_rate
    tone = np.zeros(len(pitch))
    for harmonic in range(1, int(_HIGHEST_HERTZ / pitch.min()) + 1):
        audible = np.clip((_HIGHEST_HERTZ - harmonic * pitch) / 200, 0, 1)
        tone += audible * np.sin(harmonic * phase) / harmonic
    n_fade = min(round(_FADE * sample_rate), len(tone) // 2)
    tone[:n_fade] *= np.linspace(0, 1, n_fade)
    tone[len(tone) - n_fade :] *= np.linspace(1, 0, n_fade)
    return np.asarray(tone * (_LEVEL / np.sqrt(np.mean(tone**2))), dtype=np.float32)


def vibrato(t: NDArray[np.float64], rate_hertz: float, depth_cents: float) -> NDArray[np.float64]:
    """Pitch in cents of a sinusoidal vibrato of ± `depth_cents` at the times t (seconds), same shape as t."""
    return depth_cents * np.sin(2 * np.pi * rate_hertz * t)


def slopes(t: NDArray[np.float64], semitones_a_second: float) -> NDArray[np.float64]:
    """Pitch in cents of a line that rises and falls at a constant slope within an octave, same shape as t."""
    travelled = 100 * semitones_a_second * t + 600
    return np.asarray(np.abs(travelled % 2400 - 1200) - 600)


def glides(t: NDArray[np.float64], glide: float) -> NDArray[np.float64]:
    """Pitch in cents of a melody of equal notes with glides of `glide` seconds between them, same shape as t."""
    index = (t // _NOTE).astype(int)
    notes = 100.0 * _INTERVALS
    here, before = notes[index % len(notes)], notes[np.maximum(index - 1, 0) % len(notes)]
    share = np.clip((t % _NOTE) / glide, 0, 1)
    return np.asarray(before + (here - before) * (0.5 - 0.5 * np.cos(np.pi * share)))


def _pitch_lines(t: NDArray[np.float64]) -> Iterator[tuple[Condition, NDArray[np.float64]]]:
    """Every condition with its pitch in cents, same shape as t."""
    yield Condition("steady"), np.zeros_like(t)
    for rate in RATES_HERTZ:
        for depth in DEPTHS_CENTS:
            condition = Condition(f"vibrato {rate:g} Hz, ±{depth:g} cents", depth, "vibrato", f"{rate:g} Hz")
            yield condition, vibrato(t, rate, depth)
    for slope in SLOPES:
        yield Condition(f"slope {slope:g} semitones/s", slope, "slope"), slopes(t, slope)
    for glide in GLIDES_MS:
        yield Condition(f"glides of {glide:g} ms", glide, "glide"), glides(t, glide / 1000)


def _variants(tone: Tone, features: FeatureConfig) -> Iterator[Variant]:
    t = np.arange(round(tone.seconds * features.sample_rate)) / features.sample_rate
    silent = np.zeros(FrameGrid.of_samples(len(t), features).n_frames, np.bool_)
    for condition, cents in _pitch_lines(t):
        yield Variant(condition, harmonic_tone(cents, tone.hertz, features.sample_rate), silent)


LINES = RobustnessTest(
    name="lines",
    title="Wiggly lines",
    about=(
        "Harmonic tones whose spectrum is not that of a voice (harmonic k has the amplitude 1/k, up to 8 kHz; 20 "
        "dB below full scale) at four pitches: steady, with vibrato, rising and falling at a constant slope, and "
        "gliding from note to note. Nobody sings, so every frame taken for singing is a false alarm. The interval "
        "is over the four pitches."
    ),
    axes=(
        Axis("vibrato", "Vibrato depth", "± cents", log=True),
        Axis("slope", "Slope", "semitones/s", log=True),
        Axis("glide", "Time from note to note", "ms", log=True),
    ),
    alarms=True,
    variants=_variants,
    n_variants=1 + len(RATES_HERTZ) * len(DEPTHS_CENTS) + len(SLOPES) + len(GLIDES_MS),
)
