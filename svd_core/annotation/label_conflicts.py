"""Where labels and a model contradict each other so clearly that the labels may be wrong, or another song's."""

from __future__ import annotations

import numpy as np

from svd_core.annotation import frame_targets
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import Spans
from svd_core.audio.features import FloatArray, FrameGrid

CLEAR = 0.95
"""Smoothed probability from which on a model is sure of singing."""
SHORTEST = 3.0
"""Seconds for which it must be sure: of shorter stretches a breath, a shout or an edge may be the reason."""


def suppressed_singing(annotation: SongAnnotation, probabilities: FloatArray, grid: FrameGrid) -> Spans:
    """The stretches of checked time that are labelled as not sung, and in which a model is sure of singing.

    `probabilities` are smoothed, shape (n_frames,).
    """
    denied = frame_targets.from_spans(annotation.checked, grid) & ~frame_targets.from_regions(annotation.regions, grid)
    sure = frame_targets.to_regions(denied & (np.asarray(probabilities) >= CLEAR), grid)
    return tuple((region.start, region.end) for region in sure if region.length >= SHORTEST)
