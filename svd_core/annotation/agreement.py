"""How far two annotations of a song agree: frame by frame, and in where boundaries lie.

Kappa is Cohen's: J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960. Deviations of boundaries are those of
D. Turnbull et al., "A Supervised Approach for Detecting Boundaries in Music Using Difference Features and Boosting",
ISMIR 2007, as the MIREX evaluations report them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import left_open, sung_time
from svd_core.annotation.spans import Spans, inside, lies_within, outside, united
from svd_core.audio.features import FrameGrid


@dataclass(frozen=True)
class Agreement:
    """Agreement of two annotations, "mine" and "theirs", within the time that was compared.

    Attributes:
        seconds: how much was compared; nothing else is defined if it is 0.
        frames: share of frames in which both say the same, singing or none.
        kappa: Cohen's kappa of these frames; None where both say one and the same all the time.
        to_theirs: median distance (s) from my boundaries to the nearest of theirs; None if either has none.
        to_mine: the same from theirs to mine.
        near: share of the boundaries of both that have one of the other within `NEAR`; None if there is none at all.
    """

    seconds: float
    frames: float | None
    kappa: float | None
    to_theirs: float | None
    to_mine: float | None
    near: float | None


NEAR = 0.1
"""Seconds within which two boundaries are said to agree."""


def agreement(mine: Regions, theirs: Regions, extent: Spans, grid: FrameGrid) -> Agreement:
    """How far two annotations agree within an extent, less what either leaves open."""
    extent = outside(inside(united(extent), ((0.0, grid.duration),)), left_open(mine + theirs))
    compared = frame_targets.from_spans(extent, grid)
    ours, others = (frame_targets.from_regions(regions, grid)[compared] for regions in (mine, theirs))
    count = len(ours)
    if not count:
        return Agreement(0.0, None, None, None, None, None)
    my_times, their_times = (_boundaries(regions, extent, grid.duration) for regions in (mine, theirs))
    there, back = _distances(my_times, their_times), _distances(their_times, my_times)
    both = np.concatenate([there, back])
    return Agreement(
        seconds=count / grid.frame_rate,
        frames=float(np.mean(ours == others)),
        kappa=_kappa(ours, others),
        to_theirs=_median(there),
        to_mine=_median(back),
        near=float(np.mean(both <= NEAR)) if len(both) else None,
    )


def _kappa(ours: NDArray[np.bool_], others: NDArray[np.bool_]) -> float | None:
    """Cohen's kappa of two rows of yes and no; None where chance alone would let them agree."""
    mine, theirs = float(np.mean(ours)), float(np.mean(others))
    by_chance = mine * theirs + (1 - mine) * (1 - theirs)
    if by_chance == 1:
        return None
    return (float(np.mean(ours == others)) - by_chance) / (1 - by_chance)


def _boundaries(regions: Regions, extent: Spans, duration: float) -> NDArray[np.float64]:
    """Starts and ends of singing within an extent and inside the song, ascending; none where two regions touch."""
    times = [
        time for span in sung_time(regions) for time in span if 0 < time < duration and lies_within(time, time, extent)
    ]
    return np.array(times, np.float64)


def _distances(times: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """From each time the distance to the nearest of the others, infinite if there is none."""
    if not len(others):
        return np.full(len(times), np.inf)
    after = np.searchsorted(others, times)
    left, right = others[np.maximum(after - 1, 0)], others[np.minimum(after, len(others) - 1)]
    return np.asarray(np.minimum(np.abs(times - left), np.abs(right - times)), np.float64)


def _median(distances: NDArray[np.float64]) -> float | None:
    return float(np.median(distances)) if len(distances) and np.isfinite(distances).all() else None
