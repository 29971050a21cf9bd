"""Regions that a person taps while a song plays: a key held down as long as somebody sings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.edits_of_many import Inserted, insert_many
from svd_core.annotation.region_edits import MIN_LENGTH, snap
from svd_core.annotation.regions import Region, Regions

REACTION_SECONDS = 0.2
"""How long after a voice begins or ends a person's finger moves, unless another value is set."""
NEAR_SECONDS = 0.25
"""A tapped start is drawn towards a rise of the curve no further away than this."""
PULL = 1 / 3
"""Share of the way to it that the start goes: the curve rises within .1 s of a labelled start in three of four, about
as near as people tap, and a mean of both is nearer than either."""

Times = NDArray[np.float64]


def tapped(down: float, up: float, delay: float, rises: Times, duration: float) -> Region | None:
    """The region that a person meant who pressed at `down` and let go at `up`, in seconds of the song.

    `delay` is the reaction time in seconds of the song: at double speed twice as many pass. `rises` are the sorted
    times at which the smoothed probability rises above the level of edges. The start is drawn towards one that is
    near. The end stays where it was tapped, since people hear it more exactly than the curve falls. None for a key
    that was only touched.
    """
    start, end = max(down - delay, 0.0), min(up - delay, duration)
    if end - start < MIN_LENGTH:
        return None
    drawn = start + PULL * (snap(start, rises, NEAR_SECONDS) - start)
    return Region(drawn if end - drawn >= MIN_LENGTH else start, end, source="hand")


def with_tapped(regions: Regions, region: Region, duration: float) -> Inserted:
    """The regions with a tapped one: it takes the place of the model's that it overlaps, and stops at all others."""
    kept = tuple(
        other for other in regions if other.source != "model" or other.end <= region.start or other.start >= region.end
    )
    result = insert_many(kept, [region], duration)
    return result if result.new else Inserted(regions, (), 0, 1)
