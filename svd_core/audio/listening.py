"""Other ways to listen to a song: slower or faster with the pitch kept, and the part of it in which voices are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.stft import FloatArray

Part = Literal["all", "voice-band", "centre", "sides", "harmonic"]
"""What of a song is heard: all; 200 Hz to 4 kHz; what both channels share; what they do not; its harmonic part."""

SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0)
"""Seconds of the song in a second of listening."""

VOICE_BAND_HERTZ = (200.0, 4000.0)
"""What a telephone passes, roughly: vowels and the edges of consonants, neither bass nor cymbals."""

MARGIN_SECONDS = 0.3
"""What a rendering needs of the song before and after a stretch, so that the stretch does not depend on its ends."""

FULL_SCALE = np.float32(32768)

_TAPS = 2047
"""Length of the voice band's filter in samples; at 44.1 kHz its edges are 60 Hz wide."""


@dataclass(frozen=True)
class Listening:
    """A speed, one of `SPEEDS`, and a part of the song."""

    speed: float = 1.0
    part: Part = "all"

    @property
    def plain(self) -> bool:
        """Whether the song is heard as it is."""
        return self == Listening()

    def at_speed(self, steps: int) -> Listening:
        """The speed that is so many steps of `SPEEDS` faster, or slower if negative; the last one at an end."""
        place = SPEEDS.index(self.speed) + steps
        return replace(self, speed=SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])

    def toggled(self, part: Part) -> Listening:
        """With this part only, or with all again if it is this part already."""
        return replace(self, part="all" if self.part == part else part)


def rendered(frames: NDArray[np.int16], sample_rate: int, listening: Listening) -> FloatArray:
    """A stretch of a song as it is to be heard.

    Frames of shape (n, channels) become float32 of shape (round(n / speed), channels) in the same range; centre and
    sides are on all channels. Signalsmith Stretch changes the speed: it keeps onsets within 4 ms, where
    `librosa.effects.time_stretch` moved them by up to 25 ms, and costs no more (docs/decisions).
    """
    sound = _part(frames.astype(np.float32), sample_rate, listening.part)
    if listening.speed == 1.0:
        return sound
    from python_stretch import Signalsmith

    stretch = Signalsmith.Stretch()
    stretch.preset(sound.shape[1], sample_rate)
    stretch.timeFactor = listening.speed
    n_out = round(len(sound) / listening.speed)
    # It takes what is quiet relative to 1 for noise, so the range must be -1 .. 1.
    slow = np.asarray(stretch.process(np.ascontiguousarray(sound.T) / FULL_SCALE), np.float32).T * FULL_SCALE
    # Its length may differ by a sample from what is asked for.
    return cast(FloatArray, np.pad(slow[:n_out], ((0, n_out - min(len(slow), n_out)), (0, 0))))


def _part(sound: FloatArray, sample_rate: int, part: Part) -> FloatArray:
    """The part of a sound (n, channels), shape kept."""
    if part == "voice-band":
        from scipy.signal import firwin, oaconvolve

        high = min(VOICE_BAND_HERTZ[1], 0.45 * sample_rate)
        taps = firwin(_TAPS, (VOICE_BAND_HERTZ[0], high), pass_zero=False, fs=sample_rate).astype(np.float32)
        return cast(FloatArray, oaconvolve(sound, taps[:, np.newaxis], mode="same", axes=0))
    if part in ("centre", "sides"):
        sign = 1 if part == "centre" else -1
        other = sound[:, 1] if sound.shape[1] > 1 else sound[:, 0]
        half = (sound[:, 0] + sign * other) / 2
        return np.repeat(half[:, np.newaxis], sound.shape[1], axis=1)
    if part == "harmonic":
        import librosa

        return cast(FloatArray, librosa.effects.harmonic(np.ascontiguousarray(sound.T)).T)
    return sound
