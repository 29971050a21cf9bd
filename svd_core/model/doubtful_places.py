"""Where a model is unsure of a song: stretches whose probability stays near the threshold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svd_core.annotation.edits_of_many import delete_within, insert_many
from svd_core.annotation.region_edits import merge
from svd_core.annotation.region_selection import overlapping
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import Spans, bridged, outside
from svd_core.annotation.vocabulary import is_singing, leaves_open
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model.doubt import near_threshold
from svd_core.model.rules import flips

SHORTEST = 0.3
"""Seconds; shorter stretches are the slopes of clear edges."""
BRIDGED = 0.15
"""Seconds in which the probability may leave the neighbourhood of the threshold within one place."""


@dataclass(frozen=True)
class DoubtfulPlace:
    """A stretch of time, in seconds, of which a model is unsure; `sung` is how it is decided in all of it."""

    start: float
    end: float
    sung: bool

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start

    @property
    def rank(self) -> tuple[float, float]:
        """The order in which places are worth looking at: long ones first."""
        return -self.length, self.start


def doubtful_places(
    smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig, regions: Regions, checked: Spans
) -> tuple[DoubtfulPlace, ...]:
    """The places to look at by smoothed probabilities of shape (n_frames,), long ones first.

    Checked time is left out, and a place ends where the decision changes, so that it can be reversed as a whole.
    """
    if not len(smoothed):
        return ()
    frames = flips(near_threshold(smoothed, config))
    ends = [min(grid.time(float(frame)), grid.duration) for frame in frames]
    near = bridged(zip(ends[::2], ends[1::2], strict=True), BRIDGED)
    found = [place for span in outside(near, checked) for place in _decided(span, regions)]
    return tuple(sorted((place for place in found if place.length >= SHORTEST), key=lambda place: place.rank))


def _decided(span: tuple[float, float], regions: Regions) -> Iterator[DoubtfulPlace]:
    """The parts of a stretch in regions and between them, but for regions that a label calls unsung or leaves open."""
    position, end = span
    for index in overlapping(regions, position, end):
        region = regions[index]
        if region.start > position:
            yield DoubtfulPlace(position, region.start, False)
        low, position = max(position, region.start), min(end, region.end)
        if is_singing(region.label) and not leaves_open(region.label):
            yield DoubtfulPlace(low, position, True)
    if position < end:
        yield DoubtfulPlace(position, end, False)


def reversed_at(regions: Regions, place: DoubtfulPlace, duration: float) -> Regions:
    """The regions with the decision at a place reversed: nobody sings there any more, or somebody does now.

    A new region is joined with plain neighbours that it touches.
    """
    if place.sung:
        return delete_within(regions, place.start, place.end)
    result = insert_many(regions, [Region(place.start, place.end, source="hand")], duration)
    after = result.regions
    for new in result.new:
        index = after.index(new)
        if index + 1 < len(after) and after[index + 1].start == new.end and after[index + 1].label == new.label:
            after = merge(after, index)
        if index > 0 and after[index - 1].end == new.start and after[index - 1].label == new.label:
            after = merge(after, index - 1)
    return after
