"""From frame probabilities to regions: median, threshold, shortest gap, shortest region (paper section 5).

Takes a few milliseconds for a song, so that it can run while a slider moves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig


def smooth(probabilities: FloatArray, median_frames: int) -> FloatArray:
    """Sliding median of probabilities of shape (n,): same shape, float32.

    The window of frame i is [i - k, i - k + median_frames) with k = median_frames // 2; the first and the last frame
    are repeated beyond the ends. The median is element k of the sorted window, also if its length is even.
    """
    if len(probabilities) == 0 or median_frames == 1:
        return probabilities.astype(np.float32)
    # Its import takes longer than the window may take to appear.
    from scipy.ndimage import median_filter

    before = median_frames // 2
    # Padded here, because scipy 1.15 pads wrongly if the song is shorter than half the window.
    padded = np.pad(probabilities.astype(np.float32), (before, median_frames - 1 - before), mode="edge")
    smoothed = median_filter(padded, size=median_frames)[before : before + len(probabilities)]
    return np.asarray(smoothed, dtype=np.float32)


def regions_from_probabilities(smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> Regions:
    """The regions in which someone sings, by smoothed probabilities of shape (n_frames,).

    A frame is vocal if its probability is above the threshold. Then gaps shorter than config.min_gap are closed, then
    regions shorter than config.min_length are removed. A region's confidence is the mean of its probabilities.
    """
    vocal = smoothed > config.threshold
    vocal = _without_short_runs(vocal, grid, config.min_gap, of=False)
    vocal = _without_short_runs(vocal, grid, config.min_length, of=True)
    return frame_targets.to_regions(vocal, grid, probabilities=smoothed)


def crossings(smoothed: FloatArray, threshold: float, grid: FrameGrid) -> NDArray[np.float64]:
    """Times in seconds, ascending, at which the smoothed probability crosses the threshold: all possible region edges.

    They lie on frames, as the edges that `regions_from_probabilities` finds, so an edge that snaps to one of them is
    where the model would put it.
    """
    return np.asarray(_flips(smoothed > threshold) / grid.frame_rate, dtype=np.float64)


def _flips(mask: BoolArray) -> NDArray[np.intp]:
    """Frames at which the mask changes, ascending; outside the song it counts as false. Starts and ends alternate."""
    return np.flatnonzero(np.diff(mask, prepend=False, append=False))


def _without_short_runs(mask: BoolArray, grid: FrameGrid, shortest: float, *, of: bool) -> BoolArray:
    """Invert the runs of the value `of` that are shorter than `shortest` seconds.

    The frames before the first and after the last region are not a run and stay.
    """
    flips = _flips(mask)
    starts, ends = (flips[0::2], flips[1::2]) if of else (flips[1:-1:2], flips[2::2])
    short = (ends - starts) / grid.frame_rate < shortest
    changed = mask.copy()
    for start, end in zip(starts[short], ends[short], strict=True):
        changed[start:end] = not of
    return changed
