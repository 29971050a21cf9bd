"""How posteriors become decisions when networks are judged."""

from __future__ import annotations

from dataclasses import dataclass

MEDIAN_FRAMES = 29
"""Length of the sliding median unless another is asked for: 0.4 s, as the models that come with the program have it."""

THRESHOLD = 0.5
"""Threshold unless another is asked for."""


@dataclass(frozen=True)
class Decision:
    """How posteriors become decisions: a sliding median of so many frames, then a threshold, a probability."""

    median_frames: int = MEDIAN_FRAMES
    threshold: float = THRESHOLD
