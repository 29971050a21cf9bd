"""The source-filter singer: glottal pulses and breath through a moving vocal tract, and the noise of consonants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.synthesis import tract
from svd_core.synthesis.articulation import CONTROL_RATE, FormantSinger, VoiceControls, timeline, voice_controls
from svd_core.synthesis.glottis import source
from svd_core.synthesis.score import Phrase

_SHIMMER_DB = 0.35
_JITTER = 0.0025


def extent(phrase: Phrase) -> tuple[float, float]:
    """Seconds from the first audible consonant to the end of the last sound; the breath before is not in it."""
    audible = [sound for sound in timeline(phrase) if sound.phone.is_audible]
    return audible[0].start, audible[-1].end


def render_phrase(
    phrase: Phrase, singer: FormantSinger, sample_rate: int, rng: np.random.Generator
) -> tuple[float, FloatArray]:
    """The time in seconds at which the sound of a phrase begins, and its samples of shape (n,)."""
    controls = voice_controls(phrase, singer, rng)
    n = int(len(controls.hertz) / CONTROL_RATE * sample_rate)
    voiced = _voiced(controls, singer, n, sample_rate, rng)
    hop = tract.hop_samples(sample_rate)
    at = np.minimum(np.arange(n // hop + 2) * hop * CONTROL_RATE // sample_rate, len(controls.hertz) - 1)
    shape = tract.formant_response(controls.formants[at], controls.zeros[at], singer.tract_scale, singer.ring)
    vowels = tract.filtered(voiced, shape, sample_rate)
    noise = rng.standard_normal(n).astype(np.float32) * _upsampled(controls.noise, n, sample_rate)
    colour = tract.noise_response(controls.noise_hertz[at], controls.noise_width[at])
    return controls.start, vowels + 0.5 * tract.filtered(noise, colour, sample_rate)


def _voiced(
    controls: VoiceControls, singer: FormantSinger, n: int, sample_rate: int, rng: np.random.Generator
) -> FloatArray:
    """The excitation of the tract: pulses with jitter and shimmer, and breath that pulses with them; shape (n,)."""
    hertz = _upsampled(controls.hertz, n, sample_rate)
    hertz *= 1 + _JITTER * _by_period(np.cumsum(hertz, dtype=np.float64) / sample_rate, rng)
    effort = _upsampled(controls.effort_db, n, sample_rate)
    # A louder voice is also a tenser one: its spectrum falls less steeply.
    rd = np.clip(singer.tension * 2 ** (-effort / 9), 0.7, 2.7)
    pulses, phase = source(hertz, rd.astype(np.float32), sample_rate)
    loudness = 10 ** ((effort + _SHIMMER_DB * _by_period(phase, rng)) / 20)
    open_glottis = 0.55 + 0.45 * np.cos(2 * np.pi * (phase - 0.55))
    breath = rng.standard_normal(n) * _upsampled(controls.breath, n, sample_rate) * open_glottis
    voiced = pulses * _upsampled(controls.voice, n, sample_rate) * loudness + breath
    return voiced.astype(np.float32)


def _by_period(phase: NDArray[np.float64], rng: np.random.Generator) -> FloatArray:
    """A random number of unit size for every glottal period, shape of `phase`."""
    period = phase.astype(np.int64)
    return np.asarray(rng.standard_normal(int(period[-1]) + 1)[period], np.float32)


def _upsampled(track: FloatArray, n: int, sample_rate: int) -> FloatArray:
    """A control track at the sample rate, shape (n,)."""
    at = np.arange(n) * (CONTROL_RATE / sample_rate)
    return np.asarray(np.interp(at, np.arange(len(track)), track), np.float32)
