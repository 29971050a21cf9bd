"""Short gaps and short regions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.edits_of_many import delete_many
from svd_core.annotation.frame_targets import from_regions
from svd_core.annotation.regions import Region
from svd_core.annotation.short_stretches import fill_gaps, short_gaps, short_regions
from svd_core.audio.features import FrameGrid

FOUR = (Region(0, 1), Region(1.25, 2), Region(2.5, 3, "choir"), Region(5, 5.25))
ALL = range(4)


def test_gaps_between_regions_of_one_label_are_filled():
    assert fill_gaps(FOUR, 0.3, ALL) == (Region(0, 2), *FOUR[2:])
    assert short_gaps(FOUR, 10, ALL) == (0,), "the labels of the others differ"
    assert short_gaps(FOUR, 0.25, ALL) == (), "a gap of just that length stays"
    assert fill_gaps(FOUR, 10, (1, 2, 3)) == FOUR, "both neighbours must be meant"
    assert fill_gaps((Region(0, 1), Region(1.1, 2), Region(2.1, 3)), 0.5, range(3)) == (Region(0, 3),)


def test_short_regions_are_found_among_those_meant():
    assert short_regions(FOUR, 0.6, ALL) == (2, 3) and short_regions(FOUR, 0.6, (0, 3)) == (3,)
    assert short_regions(FOUR, 0.25, ALL) == ()


@given(st.lists(st.integers(1, 40), min_size=2, max_size=30), st.floats(0, 3))
def test_filling_adds_exactly_the_short_gaps_and_deleting_takes_exactly_the_short_regions(lengths, limit):
    times = [0.0]
    for length in lengths:
        times.append(times[-1] + length / 10)
    regions = tuple(Region(a, b) for a, b in zip(times[::2], times[1::2], strict=False))
    everything = range(len(regions))
    filled = fill_gaps(regions, limit, everything)
    assert len(filled) == len(regions) - len(short_gaps(regions, limit, everything))
    assert not short_gaps(filled, limit, range(len(filled)))
    grid = FrameGrid(round(times[-1] * 70) + 10)
    assert (from_regions(filled, grid) >= from_regions(regions, grid)).all()
    left = delete_many(regions, short_regions(regions, limit, everything))
    assert all(region.length >= limit - 1e-6 for region in left) and set(left) <= set(regions)
