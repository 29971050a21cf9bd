"""Recorded speech or flat singing cut into syllables: what comes before the vowel, its steady part, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.ndimage
import scipy.signal
from numpy.typing import NDArray

from svd_core.synthesis.world import FRAME_RATE, Analysis

_PAUSE = round(0.12 * FRAME_RATE)
_MARGIN = round(0.02 * FRAME_RATE)
_APART = round(0.09 * FRAME_RATE)
_SOUNDING_DB = 38.0
_DIP_DB = 3.0
_STEADY_DB = 4.0
_SOFTEST_DB = 25.0
_SHORTEST_STEADY = 4
_LONGEST_LEAD = round(0.25 * FRAME_RATE)
_LONGEST_STEADY = round(0.6 * FRAME_RATE)


@dataclass(frozen=True)
class CutSyllable:
    """A syllable in frames of its recording: consonants from start, the vowel from steady, consonants tail .. end."""

    start: int
    steady: int
    tail: int
    end: int

    @property
    def n_lead(self) -> int:
        """Frames before the steady part."""
        return self.steady - self.start

    @property
    def n_tail(self) -> int:
        """Frames after the steady part, up to the next syllable's or the end of the word."""
        return self.end - self.tail


def syllables(analysis: Analysis) -> list[CutSyllable]:
    """The syllables of a recording, in order of time; a pause belongs to none."""
    level = scipy.ndimage.uniform_filter1d(analysis.level_db(), 5, mode="nearest")
    found = []
    for first, last in words(level):
        found += _of_word(analysis.hertz[first:last] > 0, level[first:last], first)
    return found


def words(level_db: NDArray[np.floating]) -> list[tuple[int, int]]:
    """(first, end) of the stretches between pauses of more than .12 s, from a level per frame, shape (n,)."""
    if not len(level_db):
        return []
    sounding = np.pad(level_db > np.percentile(level_db, 98) - _SOUNDING_DB, _PAUSE)
    closed = scipy.ndimage.binary_closing(sounding, np.ones(_PAUSE + 1, np.bool_))[_PAUSE:-_PAUSE]
    edges = np.flatnonzero(np.diff(np.pad(closed, 1).astype(np.int8)))
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [(max(0, int(a) - _MARGIN), min(len(level_db), int(b) + _MARGIN)) for a, b in spans]


def nuclei(voiced: NDArray[np.bool_], level_db: NDArray[np.floating]) -> list[int]:
    """Frames of vowel peaks: voiced, at least 90 ms apart, with a dip of 3 dB or no voice between; inputs (n,)."""
    height = np.where(voiced, scipy.ndimage.uniform_filter1d(level_db, 9, mode="nearest"), -200.0)
    peaks, _ = scipy.signal.find_peaks(np.pad(height, 1, constant_values=-300.0), distance=_APART, prominence=_DIP_DB)
    loudest = float(height.max()) if len(height) else 0.0
    return [int(peak) - 1 for peak in peaks if voiced[peak - 1] and height[peak - 1] > loudest - _SOFTEST_DB]


def _of_word(voiced: NDArray[np.bool_], level: NDArray[np.floating], offset: int) -> list[CutSyllable]:
    """Syllables of one word; leads and tails too long to be consonants are shortened."""
    peaks = nuclei(voiced, level)
    if not peaks:
        return []
    valleys = [a + 1 + int(np.argmin(level[a + 1 : b])) for a, b in pairwise(peaks)]
    found = []
    for peak, start, end in zip(peaks, [0, *valleys], [*valleys, len(level)], strict=True):
        first, last = _steady(voiced[start:end], level[start:end], peak - start)
        if last - first >= _SHORTEST_STEADY:
            lead, tail = min(first, _LONGEST_LEAD), min(end - start - last, _LONGEST_LEAD)
            steady, after = offset + start + first, offset + start + last
            found.append(CutSyllable(steady - lead, steady, after, after + tail))
    return found


def _steady(voiced: NDArray[np.bool_], level: NDArray[np.floating], nucleus: int) -> tuple[int, int]:
    """(first, end) of the voiced, nearly equally loud frames around a peak, at most .6 s."""
    runs, _ = scipy.ndimage.label(voiced & (level > level[nucleus] - _STEADY_DB))
    inside = np.flatnonzero(runs == runs[nucleus])
    first, last = int(inside[0]), int(inside[-1]) + 1
    edge = min(2, (last - first) // 4)
    half = _LONGEST_STEADY // 2
    return max(first + edge, nucleus - half), min(last - edge, nucleus + half)
