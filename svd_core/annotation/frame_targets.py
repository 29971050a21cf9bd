"""Regions to frame targets and back, and what the text of a label means."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Region, Regions, Source
from svd_core.audio.features import FloatArray, FrameGrid

BoolArray = NDArray[np.bool_]

NOT_SINGING = frozenset(
    [
        *("0", "0.0", "no", "n", "false", "non", "none", "nothing", "off"),
        *("nosing", "no_sing", "no-sing", "no-singing", "notsinging", "not-singing"),
        *("novocal", "novocals", "no-vocal", "no-vocals", "nonvocal", "nonvocals", "non-vocal", "non-vocals"),
        *("instrumental", "inst", "instr", "instruments", "accompaniment", "background", "music"),
        *("silence", "sil", "pause", "noise", "applause", "unvoiced"),
        *("speech", "speaking", "spoken", "talk", "talking"),
    ]
)


def is_singing(label: str) -> bool:
    """Whether a label says that someone sings: everything does, even nothing, save the words in NOT_SINGING.

    Case, surrounding blanks and blanks instead of hyphens do not matter.
    """
    return "-".join(label.casefold().split()) not in NOT_SINGING


def targets(regions: Regions, grid: FrameGrid) -> BoolArray:
    """Which frames are vocal, shape (n_frames,): frame i is if `start <= i / frame_rate < end` of a singing region."""
    mask = np.zeros(grid.n_frames, np.bool_)
    for region in regions:
        if is_singing(region.label):
            mask[grid.first_frame_from(region.start) : grid.first_frame_from(region.end)] = True
    return mask


def regions_of(
    mask: BoolArray, grid: FrameGrid, source: Source = "model", probabilities: FloatArray | None = None
) -> Regions:
    """The runs of vocal frames as regions; `targets` turns them into the same mask again.

    With probabilities, shape (n_frames,), each region's confidence is their mean over it.
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
