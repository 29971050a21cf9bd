"""Cutting songs into stretches of about half a minute, and what a correction of each would teach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FrameGrid
from svd_core.review.evidence import Evidence, Grounds

LENGTH = 30.0
"""Seconds of a stretch, more or less."""
LEEWAY = 5.0
"""Seconds by which a cut may move to a moment in which nobody seems to sing."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of a song, in seconds, and what is likely to be wrong in it, in seconds by each of the grounds."""

    song: str
    artist: str
    start: float
    end: float
    doubt: float
    disagreement: float
    conflict: float

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start

    @property
    def worth(self) -> float:
        """Seconds that a correction is expected to change."""
        return self.doubt + self.disagreement + self.conflict

    @property
    def reason(self) -> str:
        """The ground that weighs most: "doubt", "disagreement" or "conflict"."""
        grounds = {"conflict": self.conflict, "disagreement": self.disagreement, "doubt": self.doubt}
        return max(grounds, key=lambda ground: grounds[ground])


def stretches_of(evidence: Evidence) -> tuple[Stretch, ...]:
    """All stretches of a song, in order; together they cover it. ValueError if probabilities do not fit its frames."""
    grid, grounds = evidence.grid, Grounds.of(evidence)
    if not grid.n_frames:
        return ()
    cuts = [0, *_cuts(grid, grounds), grid.n_frames]
    sums = [
        np.add.reduceat(values, cuts[:-1]) / grid.frame_rate
        for values in (grounds.doubt, grounds.disagreement, grounds.conflict)
    ]
    times = [0.0, *(grid.time(cut) for cut in cuts[1:-1]), grid.duration]
    return tuple(
        Stretch(evidence.song, evidence.artist, start, end, float(doubt), float(disagreement), float(conflict))
        for start, end, doubt, disagreement, conflict in zip(times[:-1], times[1:], *sums, strict=True)
    )


def _cuts(grid: FrameGrid, grounds: Grounds) -> list[int]:
    """The frames at which a song is cut: equal parts, moved to where the model is surest that nobody sings."""
    count = max(1, round(grid.duration / LENGTH))
    leeway = round(LEEWAY * grid.frame_rate)
    noise = grounds.sung + _mean_around(grounds.doubt, round(grid.frame_rate))
    cuts = []
    for number in range(1, count):
        middle = round(number * grid.n_frames / count)
        first, last = max(1, middle - leeway), min(grid.n_frames - 1, middle + leeway)
        distance = np.abs(np.arange(first, last) - middle) / leeway
        cuts.append(first + int(np.argmin(noise[first:last] + 0.2 * distance)))
    return cuts


def _mean_around(values: NDArray[np.float64], frames: int) -> NDArray[np.float64]:
    """The mean of the values in so many frames around each, shape (n_frames,)."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(len(values))
    low, high = np.maximum(at - frames // 2, 0), np.minimum(at + frames // 2 + 1, len(values))
    means: NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
    return means
