"""Closing short gaps and removing short regions, in some of a song's regions or in all."""

from __future__ import annotations

from collections.abc import Collection

from svd_core.annotation.edits_of_many import merged_after
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans, overlaps

_ROUNDING = 1e-9


def short_gaps(regions: Regions, shorter_than: float, among: Collection[int], checked: Spans = ()) -> tuple[int, ...]:
    """The regions before each gap shorter than so many seconds, by their indices.

    A gap counts if both neighbours are `among` the ones meant and carry the same label,
    unless any of it is `checked`: a person has listened to it and left it open.
    """
    meant = frozenset(among)
    return tuple(
        index
        for index in range(len(regions) - 1)
        if index in meant
        and index + 1 in meant
        and 0 < regions[index + 1].start - regions[index].end < shorter_than - _ROUNDING
        and regions[index].label == regions[index + 1].label
        and not overlaps(regions[index].end, regions[index + 1].start, checked)
    )


def fill_gaps(regions: Regions, shorter_than: float, among: Collection[int]) -> Regions:
    """Join neighbours of the same label whose gap is shorter than so many seconds."""
    return merged_after(regions, short_gaps(regions, shorter_than, among))


def short_regions(regions: Regions, shorter_than: float, among: Collection[int]) -> tuple[int, ...]:
    """The regions among some, by their indices, that are shorter than so many seconds."""
    return tuple(index for index in sorted(among) if regions[index].length < shorter_than - _ROUNDING)
