"""The instruments of the band: each function gives one sound of one note or stroke, float32, shape (n,)."""

from __future__ import annotations

import numpy as np
import scipy.fft
import scipy.signal
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.audio.pitch_names import midi_hertz


def _time(seconds: float, sample_rate: int) -> NDArray[np.float64]:
    return np.arange(int(seconds * sample_rate)) / sample_rate


def _band(
    signal: NDArray[np.float64], kind: str, hertz: float | tuple[float, float], sample_rate: int
) -> NDArray[np.float64]:
    """The signal through a second-order Butterworth filter."""
    edges = np.minimum(np.asarray(hertz), 0.47 * sample_rate)
    sos = scipy.signal.butter(2, edges, kind, fs=sample_rate, output="sos")
    return np.asarray(scipy.signal.sosfilt(sos, signal))


def kick(sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """A bass drum: a sine falling in pitch, and the click of the beater."""
    t = _time(0.42, sample_rate)
    phase = 49 * t + 5.2 * (1 - np.exp(-t / 0.028))
    body = np.sin(2 * np.pi * phase) * np.exp(-t / 0.12)
    click = _band(rng.standard_normal(len(t)) * np.exp(-t / 0.004), "bandpass", (1500, 5000), sample_rate)
    return _faded(np.tanh(1.6 * body) + 0.35 * click)


def snare(sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """A snare drum: two modes of the skin and the rattle of the wires."""
    t = _time(0.34, sample_rate)
    skin = np.sin(2 * np.pi * (186 * t + 0.6 * (1 - np.exp(-t / 0.02)))) + 0.6 * np.sin(2 * np.pi * 331 * t)
    noise = rng.standard_normal(len(t))
    wires = _band(noise * np.exp(-t / 0.085), "highpass", 1600, sample_rate)
    stick = _band(noise * np.exp(-t / 0.006), "bandpass", (700, 6000), sample_rate)
    return _faded(0.55 * skin * np.exp(-t / 0.055) + 0.42 * wires + 0.4 * stick)


def hat(sample_rate: int, rng: np.random.Generator, decay: float) -> FloatArray:
    """A hi-hat, closed or open by its decay in seconds: inharmonic metal and noise, high-passed."""
    t = _time(6 * decay + 0.02, sample_rate)
    metal = sum(np.sign(np.sin(2 * np.pi * f * t + rng.uniform(0, 6))) for f in (2490, 3170, 3960, 4720, 5430))
    rough = 0.25 * np.asarray(metal) + rng.standard_normal(len(t))
    return _faded(0.35 * _band(rough * np.exp(-t / decay), "highpass", 6800, sample_rate))


def crash(sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """A crash cymbal: noise whose treble dies away first."""
    t = _time(1.9, sample_rate)
    noise = rng.standard_normal(len(t))
    bright = _band(noise * np.exp(-t / 0.28), "highpass", 5200, sample_rate)
    dark = _band(noise * np.exp(-t / 0.55), "bandpass", (2300, 6500), sample_rate)
    return _faded(0.3 * bright + 0.22 * dark)


def tom(sample_rate: int, rng: np.random.Generator, hertz: float) -> FloatArray:
    """A tom-tom."""
    t = _time(0.45, sample_rate)
    body = np.sin(2 * np.pi * (hertz * t + 1.4 * (1 - np.exp(-t / 0.04)))) * np.exp(-t / 0.13)
    skin = _band(rng.standard_normal(len(t)) * np.exp(-t / 0.02), "bandpass", (300, 3000), sample_rate)
    return _faded(0.9 * body + 0.3 * skin)


def plucked(pitch: float, seconds: float, bright: float, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """A plucked string (Karplus and Strong), with a simple wooden body; `bright` from 0 to 1."""
    period = sample_rate / midi_hertz(pitch) - 0.5
    whole = int(period)
    part = period - whole
    n = int(seconds * sample_rate)
    burst = np.zeros(n)
    pick = rng.uniform(-1, 1, whole + 2)
    smoothing = 1 - 0.75 * bright
    pick = scipy.signal.lfilter([1 - smoothing], [1, -smoothing], pick - pick.mean())
    burst[: whole + 2] = pick - np.roll(pick, max(1, round(0.17 * whole)))
    loss = 10 ** (-3 * period / sample_rate / (3.6 - 0.022 * pitch))
    # Two-point average (the string's loss of brightness) after a linear fraction of a sample of delay.
    taps = loss * np.convolve([0.5, 0.5], [1 - part, part])
    feedback = np.zeros(whole + 3)
    feedback[0], feedback[whole:] = 1, -taps
    string = scipy.signal.lfilter([1.0], feedback, burst)
    body = _band(string, "bandpass", (95, 230), sample_rate)
    return _faded(_normal(string + 0.8 * body))


def electric_piano(
    pitch: float, seconds: float, bright: float, sample_rate: int, rng: np.random.Generator
) -> FloatArray:
    """An electric piano by frequency modulation: a tine over a soft body; `bright` from 0 to 1."""
    t = _time(seconds, sample_rate)
    hertz = midi_hertz(pitch) * (1 + rng.normal(0, 4e-4))
    index = (0.5 + 1.8 * bright) * np.exp(-t / 0.55)
    body = np.sin(2 * np.pi * hertz * t + index * np.sin(2 * np.pi * hertz * t))
    tine_ratio = min(7.0, np.floor(0.4 * sample_rate / hertz))
    tine = np.sin(2 * np.pi * tine_ratio * hertz * t) * np.exp(-t / 0.09)
    ring = np.exp(-t * (0.8 + hertz / 900))
    return _faded(_normal(body * ring + (0.12 + 0.2 * bright) * tine))


def bass(pitch: float, seconds: float, bright: float, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """A bass guitar: harmonics that die away sooner the higher they are."""
    t = _time(seconds, sample_rate)
    hertz = midi_hertz(pitch)
    n_harmonics = min(16, int(2600 / hertz))
    k = np.arange(1, n_harmonics + 1)
    levels = np.abs(np.sin(np.pi * k * 0.22)) / k ** (1.5 - 0.6 * bright)
    rates = 1.3 + 0.9 * k
    phase = 2 * np.pi * hertz * t
    tone = sum(
        level * np.exp(-rate * t) * np.sin(harmonic * phase + rng.uniform(0, 6))
        for harmonic, level, rate in zip(k, levels, rates, strict=True)
    )
    thump = _band(rng.standard_normal(len(t)) * np.exp(-t / 0.008), "lowpass", 1200, sample_rate)
    attack = np.minimum(1, t / 0.004)
    return _faded(_normal(np.asarray(tone) * attack + 0.15 * thump))


def pad(pitch: float, seconds: float, bright: float, sample_rate: int, rng: np.random.Generator) -> FloatArray:
    """Soft strings: harmonics a few cents wide with random phases, by one inverse Fourier transform."""
    n = scipy.fft.next_fast_len(int(seconds * sample_rate), real=True)
    hertz, spectrum = midi_hertz(pitch), np.zeros(n // 2 + 1, complex)
    bins = np.arange(n // 2 + 1) * sample_rate / n
    for harmonic in range(1, min(40, int(0.4 * sample_rate / hertz)) + 1):
        center = harmonic * hertz
        level = harmonic**-1.1 / (1 + (center / (900 + 1900 * bright)) ** 2)
        width = 0.0045 * center + 0.4
        near = slice(*np.searchsorted(bins, (center - 4 * width, center + 4 * width)))
        spectrum[near] += level * np.exp(-0.5 * ((bins[near] - center) / width) ** 2) / np.sqrt(width)
    spectrum *= np.exp(2j * np.pi * rng.random(len(spectrum)))
    tone = scipy.fft.irfft(spectrum, n)[: int(seconds * sample_rate)]
    t = _time(seconds, sample_rate)
    envelope = np.minimum(1, t / 0.35) * np.minimum(1, (seconds - t) / 0.45)
    return _faded(_normal(tone) * envelope)


def _normal(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """The signal with a peak of 1."""
    return np.asarray(signal / max(float(np.max(np.abs(signal))), 1e-9))


def _faded(signal: NDArray[np.float64]) -> FloatArray:
    """The signal with 12 % of its end faded out, so that it never stops with a click."""
    n = max(1, len(signal) // 8)
    out = signal.astype(np.float32)
    out[-n:] *= np.linspace(1, 0, n, dtype=np.float32) ** 2
    return out
