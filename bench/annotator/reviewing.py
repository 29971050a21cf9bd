"""Going through the places of which the model is unsure, and through nothing else: what it costs, and what it mends."""

from __future__ import annotations

from dataclasses import dataclass

from bench.annotator.effort import Effort
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans, inside, outside, total
from svd_core.model.doubtful_places import DoubtfulPlace, reversed_at

CONTEXT_SECONDS = 0.5
"""Seconds that the program plays before and after a place."""


@dataclass(frozen=True)
class Reviewed:
    """The regions after a review, and what it cost."""

    regions: Regions
    effort: Effort


def review(regions: Regions, places: tuple[DoubtfulPlace, ...], wanted: Regions, duration: float) -> Reviewed:
    """Hear each place, decide, and press one key that accepts or rejects it and goes on to the next.

    A place is rejected where the model is wrong in most of it.
    """
    effort = Effort(keys=1) if places else Effort()
    sung = spans_of(wanted)
    for place in places:
        effort += Effort(keys=1, decisions=1, played=place.length + 2 * CONTEXT_SECONDS)
        is_sung = total(inside(sung, ((place.start, place.end),))) > place.length / 2
        if is_sung != place.sung:
            regions = reversed_at(regions, place, duration)
    return Reviewed(regions, effort)


def seconds_wrong(regions: Regions, wanted: Regions) -> float:
    """The seconds that only one of the two calls singing."""
    one, other = spans_of(regions), spans_of(wanted)
    return total(outside(one, other)) + total(outside(other, one))


def spans_of(regions: Regions) -> Spans:
    return tuple((region.start, region.end) for region in regions)
