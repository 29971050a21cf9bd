"""Pitches as frequencies in Hz, as MIDI numbers, and by name: `A4 +12 ct`.

librosa.hz_to_note gives the same names (tests hold them equal), but its first call imports compilers and takes
seconds, too long for a readout under the pointer.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

NumberOrArray = TypeVar("NumberOrArray", float, NDArray[np.floating])

NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
CONCERT_PITCH = 440.0
"""Hz of A4, which has the MIDI number 69."""


def midi_number(hertz: float) -> float:
    """The fractional MIDI number of a frequency: 69 is A4, 1 is a semitone. ValueError unless it is above 0."""
    return 69 + 12 * math.log2(hertz / CONCERT_PITCH)


def midi_hertz(number: NumberOrArray) -> NumberOrArray:
    """The frequency in Hz of a (fractional) MIDI number, or of an array of them; the inverse of `midi_number`."""
    return CONCERT_PITCH * 2 ** ((number - 69) / 12)


def note_name(hertz: float) -> str:
    """The nearest note of the equal temperament and the distance to it in cents: `A4 +12 ct`, `C♯3 −7 ct`.

    Raises ValueError unless the frequency is above 0 and finite.
    """
    if not 0 < hertz < math.inf:
        raise ValueError(f"a frequency of {hertz!r} Hz has no note name; it must be above 0 and finite")
    number = midi_number(hertz)
    nearest = round(number)
    cents = round(100 * (number - nearest))
    octave, pitch_class = divmod(nearest, 12)
    sign = "−" if cents < 0 else "+"
    return f"{NAMES[pitch_class]}{octave - 1} {sign}{abs(cents)} ct"
