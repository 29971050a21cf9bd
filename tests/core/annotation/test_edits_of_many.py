"""Several regions edited at once: what takes no part stays, and distances are kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.edits_of_many import (
    delete_many,
    delete_within,
    insert_many,
    merge_many,
    move_many,
    relabel_many,
)
from svd_core.annotation.region_edits import MIN_LENGTH, split
from svd_core.annotation.region_selection import NOTHING, RegionSelection, labelled, most_overlapping, overlapping
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.song_annotation import SongAnnotation

DURATION = 100.0
THREE = (Region(10, 20), Region(30, 40, "choir"), Region(50, 60))


@st.composite
def songs(draw) -> Regions:
    """Some regions of a song, touching or apart."""
    times = sorted(draw(st.lists(st.integers(0, 100), unique=True, max_size=16)))
    ends = [(times[i], times[i + 1]) for i in range(len(times) - 1)]
    kept = [pair for pair in ends if draw(st.booleans())]
    return tuple(Region(a, b, draw(st.sampled_from(["sing", "choir"]))) for a, b in kept)


@st.composite
def chosen(draw) -> tuple[Regions, tuple[int, ...]]:
    regions = draw(songs())
    return regions, tuple(sorted(draw(st.sets(st.sampled_from(range(len(regions)))) if regions else st.just(set()))))


def in_order(regions: Regions) -> bool:
    return all(before.end <= after.start for before, after in pairwise(regions))


@given(chosen(), st.floats(-120, 120))
def test_moved_regions_keep_lengths_and_distances_and_the_others_stay(song, delta):
    regions, indices = song
    moved = move_many(regions, indices, delta, DURATION)
    assert in_order(moved) and len(moved) == len(regions)
    assert all(region.start >= 0 and region.end <= DURATION for region in moved)
    shifts = [moved[i].start - regions[i].start for i in indices]
    assert shifts == pytest.approx([shifts[0]] * len(shifts) if shifts else [])
    assert all(moved[i].length == pytest.approx(regions[i].length) for i in indices)
    assert all(moved[i] == regions[i] for i in range(len(regions)) if i not in indices)
    if shifts:
        assert 0 <= shifts[0] / delta <= 1 + 1e-9 if abs(delta) > 1e-6 else shifts[0] == 0


def test_all_stop_where_the_first_meets_a_neighbour():
    assert [r.start for r in move_many(THREE, (0, 1), 30, DURATION)] == [20, 40, 50]
    assert [r.start for r in move_many(THREE, (1, 2), -30, DURATION)] == [10, 20, 40]
    assert [r.end for r in move_many(THREE, (0, 1, 2), 90, DURATION)] == [60, 80, 100]


@given(chosen())
def test_deleting_and_relabelling_concern_the_chosen_ones_only(song):
    regions, indices = song
    others = tuple(region for index, region in enumerate(regions) if index not in indices)
    assert delete_many(regions, indices) == others
    relabelled = relabel_many(regions, indices, "verse")
    assert all(relabelled[index].label == "verse" for index in indices)
    assert delete_many(relabelled, indices) == others


@given(songs(), st.floats(0, 100), st.floats(0, 100))
def test_nothing_is_left_in_time_that_is_deleted_and_all_else_is(regions, one, other):
    start, end = min(one, other), max(one, other)
    left = delete_within(regions, start, end)
    assert in_order(left) and not overlapping(left, start, end)
    before = sum(max(min(r.end, start) - r.start, 0) + max(r.end - max(r.start, end), 0) for r in regions)
    assert sum(region.length for region in left) == pytest.approx(before, abs=2 * MIN_LENGTH + 1e-6)


@given(songs(), st.lists(st.tuples(st.integers(0, 130), st.integers(1, 20)), max_size=8))
def test_what_is_put_in_takes_only_free_time(regions, wanted):
    new = tuple(Region(start, start + length, "new") for start, length in wanted)
    result = insert_many(regions, new, DURATION)
    assert in_order(result.regions) and set(regions) <= set(result.regions)
    assert len(result.regions) == len(regions) + len(result.new)
    assert len(result.new) + result.n_left_out == len(new)
    for placed in result.new:
        assert any(one.start <= placed.start and placed.end <= one.end for one in new) and placed.end <= DURATION


def test_what_has_room_comes_as_it_is_and_what_has_not_is_counted():
    result = insert_many(THREE, (Region(15, 25, "a"), Region(32, 38, "b"), Region(42, 45, "c")), DURATION)
    assert result.new == (Region(20, 25, "a"), Region(42, 45, "c"))
    assert (result.n_cut, result.n_left_out) == (1, 1)


def test_runs_of_neighbours_are_merged():
    four = (*THREE, Region(70, 80))
    assert [(r.start, r.end) for r in merge_many(four, (0, 1, 3))] == [(10, 40), (50, 60), (70, 80)]


@given(st.integers(0, 2), st.floats(0.1, 0.9), st.sampled_from(["model", "file", "hand"]))
def test_split_then_merge_leaves_the_annotation_of_regions_as_it_was(index, share, source):
    regions = tuple(Region(r.start, r.end, r.label, source, None if source == "hand" else 0.7) for r in THREE)
    before = SongAnnotation("a.wav", "0" * 64, DURATION, regions)
    cut = before.edited(split(regions, index, regions[index].start + share * regions[index].length))
    assert len(cut.regions) == 4 and {region.source for region in cut.regions} == {source}
    assert cut.edited(merge_many(cut.regions, (index, index + 1))).regions == regions


def test_a_part_of_a_region_is_no_split():
    before = SongAnnotation("a.wav", "0" * 64, DURATION, (Region(10, 20, confidence=0.7),))
    shorter = before.edited((Region(10, 15, confidence=0.7),))
    assert shorter.regions == (Region(10, 15, source="hand"),)
    gap = before.edited((Region(10, 15, confidence=0.7), Region(16, 20, confidence=0.7)))
    assert {region.source for region in gap.regions} == {"hand"}


def test_a_selection_is_toggled_extended_and_keeps_a_current_one():
    one = NOTHING.toggled(4)
    assert (one.indices, one.current) == ((4,), 4)
    two = one.toggled(1)
    assert (two.indices, two.current) == ((1, 4), 1)
    assert two.toggled(1).current == 4
    assert two.extended(3).indices == (1, 2, 3) and two.extended(3).extended(0).indices == (0, 1)
    assert one.toggled(4) == RegionSelection()
    assert (4 in two, 3 in two, None in two, len(two)) == (True, False, False, 2)


@given(chosen(), st.floats(-20, 20))
def test_a_selection_follows_its_regions(song, delta):
    regions, indices = song
    selection = RegionSelection.of(indices)
    moved = move_many(regions, indices, delta, DURATION)
    assert selection.followed(regions, moved).indices == indices
    left = delete_many(regions, [i for i in range(len(regions)) if i not in indices])
    assert selection.followed(regions, left).indices == tuple(range(len(indices)))
    assert selection.followed(regions, delete_many(regions, indices)).indices == ()


@given(songs(), st.floats(0, 100), st.floats(0, 100))
def test_overlapping_regions_are_found(regions, one, other):
    start, end = min(one, other), max(one, other)
    assert overlapping(regions, start, end) == tuple(
        index for index, region in enumerate(regions) if region.start < end and region.end > start
    )
    if start < end:
        found = most_overlapping(regions, Region(start, end))
        assert (found is None) == (not overlapping(regions, start, end))


def test_regions_are_found_by_label():
    assert labelled(THREE, ["choir"]) == (1,) and labelled(THREE, []) == ()
