"""From regions to frame targets, the yes or no of every frame that networks learn, and back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Region, Regions, Source
from svd_core.annotation.spans import Spans, clipped
from svd_core.annotation.vocabulary import is_singing
from svd_core.audio.features import FloatArray, FrameGrid

BoolArray = NDArray[np.bool_]


def from_regions(regions: Regions, grid: FrameGrid) -> BoolArray:
    """Which frames are sung, shape (n_frames,): frame i where `start <= i / frame_rate < end` for a singing region."""
    mask = np.zeros(grid.n_frames, np.bool_)
    for region in regions:
        if is_singing(region.label):
            mask[grid.first_frame_from(region.start) : grid.first_frame_from(region.end)] = True
    return mask


def from_spans(spans: Spans, grid: FrameGrid) -> BoolArray:
    """Which frames start within spans, shape (n_frames,); spans may go on after the song."""
    mask = np.zeros(grid.n_frames, np.bool_)
    for start, end in clipped(spans, 0.0, grid.duration):
        mask[grid.first_frame_from(start) : grid.first_frame_from(end)] = True
    return mask


def to_regions(
    mask: BoolArray, grid: FrameGrid, source: Source = "model", probabilities: FloatArray | None = None
) -> Regions:
    """The runs of sung frames as regions; `from_regions` makes the same mask of them again.

    With probabilities, shape (n_frames,), each region's confidence is their mean over it. Raises ValueError if the
    mask does not fit the grid.
    """
    if mask.shape != (grid.n_frames,):
        raise ValueError(f"mask of shape {mask.shape} on a grid of {grid.n_frames} frames")
    steps = np.diff(mask.astype(np.int8), prepend=np.int8(0), append=np.int8(0))
    firsts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    confidences: list[float | None] = [None] * len(firsts)
    if probabilities is not None and len(firsts):
        sums = np.concatenate([[0.0], np.cumsum(probabilities, dtype=np.float64)])
        confidences = [float(value) for value in (sums[ends] - sums[firsts]) / (ends - firsts)]
    return tuple(
        Region(grid.time(int(first)), grid.time(int(end)), source=source, confidence=confidence)
        for first, end, confidence in zip(firsts, ends, confidences, strict=True)
    )
