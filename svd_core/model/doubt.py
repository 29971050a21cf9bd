"""How sure a model is of a song: the share of its frames whose probability is near the threshold."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.config import PostprocessingConfig
from svd_core.model.rules import levels, logits

NEAR = math.log(0.8 / 0.2)
"""Distance in logits up to which a probability is near a threshold: between .2 and .8 at a threshold of .5."""

DOUBTFUL = 0.15
"""Share of near frames from which on a song counts as doubtful; see docs/results/rules.md for what that tells."""


def is_doubtful(share: float | None) -> bool:
    """Whether a song with this share of near frames is a doubtful one."""
    return share is not None and share >= DOUBTFUL


def doubt(smoothed: FloatArray, config: PostprocessingConfig) -> float | None:
    """The share of frames near the threshold, or between two of them, by smoothed probabilities of shape (n_frames,).

    None for a song without frames.
    """
    if not len(smoothed):
        return None
    return float(np.mean(near_threshold(smoothed, config)))


def near_threshold(smoothed: FloatArray, config: PostprocessingConfig) -> NDArray[np.bool_]:
    """Whether each frame is near the threshold, or between two of them; both of shape (n_frames,)."""
    found = levels(smoothed, config)
    low, high = logits(np.array([found.leave, found.enter], np.float32))
    values = logits(smoothed)
    near: NDArray[np.bool_] = (values > low - NEAR) & (values < high + NEAR)
    return near


def are_near_threshold(confidences: FloatArray, config: PostprocessingConfig) -> NDArray[np.bool_]:
    """Whether regions of these mean probabilities are ones that the model is not sure of; NaN is none of them.

    Both of shape (n_regions,).
    """
    threshold = logits(np.array([config.threshold], np.float32))[0]
    near: NDArray[np.bool_] = np.abs(logits(confidences) - threshold) < NEAR
    return near
