"""How far the edges of regions that were found lie from those that people labelled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.frame_targets import BoolArray

FARTHEST = 2.0
"""Distance (s) as which every larger one counts, so that a region missed altogether does not decide the mean."""


def distances_to_found(found: BoolArray, sung: BoolArray, checked: BoolArray, frame_rate: float) -> NDArray[np.float64]:
    """The distance in s from each labelled edge inside a song to the nearest edge found, FARTHEST at most.

    All three arguments have shape (n_frames,). An edge is labelled where the labels of two neighbouring checked frames
    differ. A beginning may be nearest to an end: only where something changes is compared.
    """
    labelled = np.flatnonzero((sung[1:] != sung[:-1]) & checked[1:] & checked[:-1])
    edges = np.flatnonzero(found[1:] != found[:-1])
    if not len(edges):
        return np.full(len(labelled), FARTHEST)
    after = np.searchsorted(edges, labelled)
    left = np.abs(labelled - edges[np.maximum(after - 1, 0)])
    right = np.abs(labelled - edges[np.minimum(after, len(edges) - 1)])
    return np.asarray(np.minimum(np.minimum(left, right) / frame_rate, FARTHEST), np.float64)
