"""The frequencies of a spectrogram's axis: where each is, which are labelled, and how they are written."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.mel_scale import MelAxis
from svd_core.audio.pitch_names import midi_hertz, midi_number
from svd_gui.translation import number

ScaleKind = Literal["mel", "log", "linear"]
SCALE_KINDS: tuple[ScaleKind, ...] = get_args(ScaleKind)
LOWEST_LOG_HERTZ = 50.0
"""Where a logarithmic axis begins; below it, windows of the lengths there are tell no two notes apart."""
NARROWEST_SHARE = 1 / 24
"""Of an axis that is shown at the deepest zoom."""
NOTE_TIERS = ((9,), (0, 4), (2, 5, 7, 11), (1, 3, 6, 8, 10))
"""Pitch classes to label (C is 0), those first that are labelled where there is little room: A; C, E; the naturals."""

_MEL = MelAxis()


def hertz_text(hertz: float, decimals: int = 1) -> str:
    """Write a frequency with its unit, `440 Hz` or `1.5 kHz`; `decimals` are those of kilohertz."""
    return f"{hertz:.0f} Hz" if hertz < 999.5 else f"{number(hertz / 1000, decimals)} kHz"


@dataclass(frozen=True)
class FrequencyScale:
    """The vertical axis of a spectrogram: a kind of scale, and which part of it is shown.

    `low` and `high` are the shares of the whole axis at the bottom and at the top of the lane. Heights go from 0 at the
    bottom of the lane to 1 at its top.
    """

    kind: ScaleKind = "mel"
    low: float = 0.0
    high: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether all of the axis is shown."""
        return (self.low, self.high) == (0.0, 1.0)

    def height(self, hertz: float) -> float:
        """Height of a frequency in Hz, below 0 or above 1 where it is not on screen; -inf for 0 Hz on a log axis."""
        return (self._share(hertz) - self.low) / (self.high - self.low)

    def hertz(self, height: float) -> float:
        """Frequency in Hz at a height."""
        share = self.low + height * (self.high - self.low)
        if self.kind == "mel":
            return _MEL.hertz(share)
        if self.kind == "log":
            return float(LOWEST_LOG_HERTZ * (_highest_hertz() / LOWEST_LOG_HERTZ) ** share)
        return share * _highest_hertz()

    def row_edges(self, n_rows: int) -> NDArray[np.float64]:
        """Frequencies in Hz of the edges of rows of equal height, from the bottom up, shape (n_rows + 1,)."""
        return np.array([self.hertz(row / n_rows) for row in range(n_rows + 1)])

    def of_kind(self, kind: ScaleKind) -> FrequencyScale:
        """The scale of another kind that shows about the same frequencies."""
        if self.is_whole or kind == self.kind:
            return replace(self, kind=kind)
        whole = FrequencyScale(kind)
        return whole.showing(*(whole._share(max(self.hertz(height), 1.0)) for height in (0.0, 1.0)))

    def zoomed(self, factor: float, height: float = 0.5) -> FrequencyScale:
        """Zoom in by a factor (out below 1) around the frequency at a height, which stays where it is if it can."""
        anchor = self.low + height * (self.high - self.low)
        share = min(max((self.high - self.low) / factor, NARROWEST_SHARE), 1.0)
        low = anchor - height * share
        return self.showing(low, low + share)

    def panned(self, share: float) -> FrequencyScale:
        """Move what is shown up by a share of itself."""
        step = share * (self.high - self.low)
        return self.showing(self.low + step, self.high + step)

    def showing(self, low: float, high: float) -> FrequencyScale:
        """Show a part of the axis, moved and widened so that it lies within the axis and is not too narrow."""
        span = min(max(high - low, NARROWEST_SHARE), 1.0)
        low = min(max(low, 0.0), 1.0 - span)
        return replace(self, low=low, high=1.0 if span == 1.0 else low + span)

    def _share(self, hertz: float) -> float:
        """Where a frequency is on the whole axis, 0 at its lower end and 1 at its upper one."""
        if self.kind == "mel":
            return _MEL.height(hertz)
        if self.kind == "log":
            ratio = _highest_hertz() / LOWEST_LOG_HERTZ
            return math.log(hertz / LOWEST_LOG_HERTZ) / math.log(ratio) if hertz > 0 else -math.inf
        return hertz / _highest_hertz()


def _highest_hertz() -> float:
    return _MEL.features.f_max


def labelled_notes(scale: FrequencyScale, room: int) -> list[float]:
    """The notes in view in Hz, at most about so many, those that matter most first: all A before any C."""
    lowest, highest = max(scale.hertz(0.0), 16.0), scale.hertz(1.0)
    numbers = range(math.ceil(midi_number(lowest) - 0.01), math.floor(midi_number(highest) + 0.01) + 1)
    chosen: list[int] = []
    for tier in NOTE_TIERS:
        more = [number for number in numbers if number % 12 in tier]
        if chosen and len(chosen) + len(more) > room:
            break
        chosen += more
    return [float(midi_hertz(float(number))) for number in chosen]


def labelled_hertz(scale: FrequencyScale, room: int) -> list[float]:
    """Round frequencies in view in Hz, at most so many, evenly spaced."""
    lowest, highest = max(scale.hertz(0.0), 0.0), scale.hertz(1.0)
    least = (highest - lowest) / max(room, 1)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= least)
    return [step * k for k in range(max(math.ceil(lowest / step), 1), math.floor(highest / step + 1e-9) + 1)]
