"""Regions that a person taps while a song plays: a key held down as long as somebody sings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.edits_of_many import Inserted, insert_many
from svd_core.annotation.region_edits import MIN_LENGTH, snap
from svd_core.annotation.regions import Region, Regions

REACTION_SECONDS = 0.2
"""How long after a voice begins or ends a person's finger moves, unless another value is set."""
SNAP_SECONDS = 0.25
"""A tapped edge goes to a crossing no further away than this; people's fingers vary by about half of it."""

Times = NDArray[np.float64]


@dataclass(frozen=True)
class Crossings:
    """Sorted times in seconds at which the smoothed probability rises above the level of edges, and falls below it."""

    rising: Times
    falling: Times

    @classmethod
    def none(cls) -> Crossings:
        """No crossings, as before a model has heard the song."""
        return cls(np.zeros(0), np.zeros(0))


def tapped(down: float, up: float, delay: float, crossings: Crossings, duration: float) -> Region | None:
    """The region that a person meant who pressed at `down` and let go at `up`, in seconds of the song.

    `delay` is the reaction time in seconds of the song: at double speed twice as many pass. The start snaps to where
    the probability rises, the end to where it falls, if that is near. None for a key that was only touched.
    """
    start, end = max(down - delay, 0.0), min(up - delay, duration)
    if end - start < MIN_LENGTH:
        return None
    snapped_start = snap(start, crossings.rising, SNAP_SECONDS)
    snapped_end = min(snap(end, crossings.falling, SNAP_SECONDS), duration)
    if snapped_end - snapped_start >= MIN_LENGTH:
        start, end = snapped_start, snapped_end
    return Region(start, end, source="hand")


def with_tapped(regions: Regions, region: Region, duration: float) -> Inserted:
    """The regions with a tapped one: it takes the place of the model's that it overlaps, and stops at all others."""
    kept = tuple(
        other for other in regions if other.source != "model" or other.end <= region.start or other.start >= region.end
    )
    result = insert_many(kept, [region], duration)
    return result if result.new else Inserted(regions, (), 0, 1)
