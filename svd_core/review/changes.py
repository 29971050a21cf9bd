"""What a new model decides otherwise than the one before, stretch by stretch, so that a person can listen to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.audio.features import FrameGrid
from svd_core.model.rules import flips
from svd_core.review.evidence import Heard

SHORTEST = 0.3
"""Seconds; shorter changes are edges that moved."""


@dataclass(frozen=True)
class Change:
    """A stretch of a song, in seconds, that two models decide differently all along.

    Attributes:
        sung: whether the new model takes it for singing; the old one says the contrary.
        right: whether the new model is right, as far as a person has checked the stretch; None where nobody has.
    """

    song: str
    start: float
    end: float
    sung: bool
    right: bool | None = None

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start


def changes(
    song: str, grid: FrameGrid, old: Heard, new: Heard, regions: Regions = (), known: Spans = ()
) -> tuple[Change, ...]:
    """The changes in one song, longest first; by `regions` in `known` time it is told which model is right.

    A change is right or wrong by most of its known frames. ValueError if probabilities do not fit the frames.
    """
    if not len(old.smoothed) == len(new.smoothed) == grid.n_frames:
        raise ValueError(f"{song}: probabilities for another number of frames than {grid.n_frames}")
    before, after = old.sung(grid), new.sung(grid)
    labelled, checked = frame_targets.from_regions(regions, grid), frame_targets.from_spans(known, grid)
    found = []
    for gained in (True, False):
        ends = flips((after & ~before) if gained else (before & ~after))
        for first, stop in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
            part = slice(first, stop)
            if (stop - first) / grid.frame_rate < SHORTEST:
                continue
            agreeing = (labelled[part] == gained)[checked[part]]
            right = bool(np.mean(agreeing) > 0.5) if len(agreeing) else None
            found.append(Change(song, grid.time(first), grid.time(stop), gained, right))
    return tuple(sorted(found, key=lambda change: (-change.length, change.start)))
