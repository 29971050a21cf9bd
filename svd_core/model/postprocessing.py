"""From frame probabilities to regions: median, rule, shortest gap, shortest region, edges (paper section 5).

Takes a few milliseconds for a song, so that it can run while a slider moves.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model.rules import flips, levels, sung_frames

_NEAREST = 1e-3
"""Edges keep this distance, in frames, from the frame before them, so that no rounding puts it on the other side."""
_MOST_MOVED = 1 / 3
"""Share of a region or of a gap by which a correction may move each of its ends."""

_WINDOWS_AT_ONCE = 4096
"""Windows of a sliding median of which copies are sorted at once: they stay in the processor's cache."""


def smooth(probabilities: FloatArray, median_frames: int) -> FloatArray:
    """Sliding median of probabilities of shape (n,): same shape, float32.

    The window of frame i is [i - k, i - k + median_frames) with k = median_frames // 2; the first and the last frame
    are repeated beyond the ends. The median is element k of the sorted window, also if its length is even.
    """
    if len(probabilities) == 0 or median_frames == 1:
        return probabilities.astype(np.float32)
    before = median_frames // 2
    padded = np.pad(probabilities.astype(np.float32), (before, median_frames - 1 - before), mode="edge")
    # Not scipy's median filter: to import it takes longer than to smooth an hour.
    windows = np.lib.stride_tricks.sliding_window_view(padded, median_frames)
    smoothed = np.empty(len(probabilities), np.float32)
    for start in range(0, len(windows), _WINDOWS_AT_ONCE):
        some = slice(start, start + _WINDOWS_AT_ONCE)
        smoothed[some] = np.partition(windows[some], before, axis=1)[:, before]
    return smoothed


def regions_from_probabilities(smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> Regions:
    """The regions in which someone sings, by smoothed probabilities of shape (n_frames,).

    The config's rule says which frames are sung. Then gaps shorter than config.min_gap are closed, then regions
    shorter than config.min_length are removed. Edges lie where the curve crosses the level between two frames, moved
    by the config's corrections. A region's confidence is the mean of its probabilities.
    """
    vocal = decided_frames(smoothed, grid, config)
    on_frames = frame_targets.to_regions(vocal, grid, probabilities=smoothed)
    edges = _edges(flips(vocal), smoothed, grid, config).reshape(-1, 2).tolist()
    return tuple(replace(region, start=start, end=end) for region, (start, end) in zip(on_frames, edges, strict=True))


def decided_frames(smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> BoolArray:
    """The frames of the regions of `regions_from_probabilities`, shape (n_frames,), before corrections of edges."""
    vocal = sung_frames(smoothed, grid, config)
    vocal = _without_short_runs(vocal, grid, config.min_gap, of=False)
    return _without_short_runs(vocal, grid, config.min_length, of=True)


def crossings(smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> NDArray[np.float64]:
    """Times in seconds, ascending, at which the smoothed probability crosses the level of region edges.

    All edges that `regions_from_probabilities` finds are among them, unless corrections move an edge less because a
    gap was closed or a region removed. So an edge that snaps to one of them is where the model would put it.
    """
    return _edges(flips(smoothed > levels(smoothed, config).leave), smoothed, grid, config)


def rises(smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> NDArray[np.float64]:
    """Those `crossings` at which the smoothed probability rises: where the model would have a region begin."""
    # Outside the song nothing is above the level, so the first crossing is a rise.
    return crossings(smoothed, grid, config)[::2]


def _edges(
    frames: NDArray[np.intp], smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig
) -> NDArray[np.float64]:
    """Times in seconds of starts and ends, which alternate in `frames`, the first frames after a change.

    The curve is taken to be straight between two frames, as it is drawn. What is sung from the first or to the last
    frame begins or ends there.
    """
    level = np.float32(levels(smoothed, config).leave)
    inside = (frames > 0) & (frames < len(smoothed))
    after = frames[inside]
    low, high = smoothed[after - 1].astype(np.float64), smoothed[after].astype(np.float64)
    places = frames.astype(np.float64)
    places[inside] = after - 1 + np.clip((level - low) / (high - low), _NEAREST, 1.0)
    return _corrected(places / grid.frame_rate, grid, config)


def _corrected(edges: NDArray[np.float64], grid: FrameGrid, config: PostprocessingConfig) -> NDArray[np.float64]:
    """Starts and ends moved by the config's corrections, but so little that none meets another or leaves the song."""
    if not config.onset_shift and not config.offset_shift:
        return edges
    shifts = np.tile([config.onset_shift, config.offset_shift], len(edges) // 2)
    lengths = np.diff(edges, prepend=0.0, append=grid.duration)
    before, after = lengths[:-1].copy(), lengths[1:].copy()
    before[1:] *= _MOST_MOVED
    after[:-1] *= _MOST_MOVED
    # The sum may be rounded up to a time after the end.
    return np.asarray(np.clip(edges + np.clip(shifts, -before, after), 0.0, grid.duration), np.float64)


def _without_short_runs(mask: BoolArray, grid: FrameGrid, shortest: float, *, of: bool) -> BoolArray:
    """Invert the runs of the value `of` that are shorter than `shortest` seconds.

    The frames before the first and after the last region are not a run and stay.
    """
    changes = flips(mask)
    starts, ends = (changes[0::2], changes[1::2]) if of else (changes[1:-1:2], changes[2::2])
    short = (ends - starts) / grid.frame_rate < shortest
    changed = mask.copy()
    for start, end in zip(starts[short], ends[short], strict=True):
        changed[start:end] = not of
    return changed
