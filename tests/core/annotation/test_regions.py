"""Regions: whatever a hand does, they stay sorted, apart, inside the song and long enough."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.region_edits import (
    MIN_LENGTH,
    Grip,
    changed_spans,
    delete,
    drag,
    hit,
    insert,
    merge,
    move,
    relabel,
    snap,
    split,
)
from svd_core.annotation.regions import Region, Regions, gap_at, index_at, normalised

DURATION = 100.0
EPSILON = 1e-9
times = st.floats(-20, 120)
grips = st.sampled_from(["start", "end", "body"])


@st.composite
def songs(draw: st.DrawFn, at_least: int = 1) -> Regions:
    """Valid regions of a song of DURATION; some of them touch."""
    points = draw(st.lists(st.integers(0, 1000), min_size=2 * at_least, max_size=16, unique=True))
    edges = [point / 10 for point in sorted(points)]
    touching = draw(st.booleans())
    pairs = list(pairwise(edges)) if touching else list(zip(edges[::2], edges[1::2], strict=False))
    return tuple(Region(start, end) for start, end in pairs)


@st.composite
def song_and_index(draw: st.DrawFn) -> tuple[Regions, int]:
    regions = draw(songs())
    return regions, draw(st.integers(0, len(regions) - 1))


def assert_valid(regions: Regions) -> None:
    assert all(before.end <= after.start for before, after in pairwise(regions))
    assert all(region.start >= 0 and region.end <= DURATION for region in regions)
    assert all(region.length >= MIN_LENGTH - EPSILON for region in regions)


def others(regions: Regions, index: int) -> Regions:
    return regions[:index] + regions[index + 1 :]


@pytest.mark.parametrize(("start", "end"), [(2, 1), (1, 1), (-1, 1), (float("nan"), 1), (0, float("inf"))])
def test_a_region_without_a_proper_extent_cannot_be(start: float, end: float) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Region(start, end)


def test_regions_are_values() -> None:
    region = Region(1, 2)
    with pytest.raises(FrozenInstanceError):
        region.start = 0  # type: ignore[misc]  # that it cannot be set is the point
    assert region == Region(1, 2, "sing", "model", None)
    assert sorted([Region(3, 4), region]) == [region, Region(3, 4)]


@given(song_and_index(), grips, st.floats(-5, 5), times)
def test_a_drag_keeps_every_promise(case: tuple[Regions, int], kind: str, offset: float, time: float) -> None:
    regions, index = case
    dragged = drag(regions, Grip(kind, index, offset), time, DURATION)  # type: ignore[arg-type]  # drawn text
    assert_valid(dragged)
    assert others(dragged, index) == others(regions, index)


@given(song_and_index(), st.floats(-150, 150))
def test_a_move_keeps_every_promise_and_the_length(case: tuple[Regions, int], delta: float) -> None:
    regions, index = case
    moved = move(regions, index, delta, DURATION)
    assert_valid(moved)
    assert others(moved, index) == others(regions, index)
    assert moved[index].length == pytest.approx(regions[index].length)


@given(songs(), st.floats(0, 99), st.floats(0.001, 50))
def test_inserting_adds_only_free_time(regions: Regions, start: float, length: float) -> None:
    new = Region(start, start + length, source="hand")
    after = insert(regions, new, DURATION)
    assert_valid(after)
    assert set(regions) <= set(after)
    for added in set(after) - set(regions):
        assert new.start <= added.start < added.end <= new.end
        assert added.source == "hand"


@given(song_and_index(), times)
def test_split_then_merge_gives_the_same_extent(case: tuple[Regions, int], time: float) -> None:
    regions, index = case
    cut = split(regions, index, time)
    assert_valid(cut)
    if len(cut) > len(regions):
        assert merge(cut, index) == regions
    else:
        assert cut == regions


@given(song_and_index())
def test_merging_covers_both_and_the_gap(case: tuple[Regions, int]) -> None:
    regions, index = case
    merged = merge(regions, index)
    assert_valid(merged)
    if index + 1 < len(regions):
        assert (merged[index].start, merged[index].end) == (regions[index].start, regions[index + 1].end)
        assert len(merged) == len(regions) - 1
    else:
        assert merged == regions


@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(1, 200)), max_size=20))
def test_normalising_unites_what_overlaps_and_loses_no_time(pairs: list[tuple[int, int]]) -> None:
    raw = [Region(start / 10, (start + length) / 10) for start, length in pairs]
    result = normalised(raw, DURATION)
    assert all(before.end <= after.start for before, after in pairwise(result))
    for time in np.arange(0.05, DURATION, 0.1):
        assert any(r.start <= time < r.end for r in raw) == (index_at(result, time) is not None)


def test_normalising_keeps_touching_regions_apart_and_gives_unions_the_longest_ones_label() -> None:
    assert normalised([Region(2, 3), Region(1, 2)]) == (Region(1, 2), Region(2, 3))
    united = normalised([Region(0, 2, "a"), Region(1, 9, "b"), Region(8, 10, "c")])
    assert united == (Region(0, 10, "b"),)


def test_a_drag_remembers_where_it_was_grabbed() -> None:
    regions = (Region(10, 20),)
    grip = hit(regions, 10.3, 0.5)
    assert grip is not None
    assert grip.part == "start"
    assert drag(regions, grip, 10.3, DURATION)[0].start == pytest.approx(10)
    assert drag(regions, grip, 12.3, DURATION)[0].start == pytest.approx(12)


@given(songs(), st.floats(0, 100), st.floats(0, 3))
def test_a_click_without_a_movement_changes_nothing(regions: Regions, time: float, tolerance: float) -> None:
    grip = hit(regions, time, tolerance)
    if grip is not None:
        assert drag(regions, grip, time, DURATION) == regions


def test_a_dragged_edge_stops_at_the_neighbour_and_at_the_least_length() -> None:
    regions = (Region(1, 2), Region(3, 4), Region(5, 6))
    assert drag(regions, Grip("end", 1), 50, DURATION)[1] == Region(3, 5)
    assert drag(regions, Grip("start", 1), -50, DURATION)[1] == Region(2, 4)
    assert drag(regions, Grip("start", 1), 50, DURATION)[1] == Region(4 - MIN_LENGTH, 4)
    assert drag(regions, Grip("end", 1), -50, DURATION)[1] == Region(3, 3 + MIN_LENGTH)
    assert drag(regions, Grip("body", 1), 50, DURATION)[1] == Region(4, 5)


def test_a_too_short_region_between_neighbours_stays_as_it_is() -> None:
    regions = (Region(1, 2), Region(2, 2.01), Region(2.01, 3))
    assert drag(regions, Grip("end", 1), 2.5, DURATION) == regions
    assert drag(regions, Grip("start", 1), 1.5, DURATION) == regions


@given(songs(), st.floats(0, 100), st.floats(0, 3))
def test_what_is_hit_is_really_there(regions: Regions, time: float, tolerance: float) -> None:
    grip = hit(regions, time, tolerance)
    edges = [edge for region in regions for edge in (region.start, region.end)]
    if grip is None:
        assert index_at(regions, time) is None
        assert all(abs(edge - time) > tolerance for edge in edges)
    elif grip.part == "body":
        assert grip.index == index_at(regions, time)
        assert time - grip.offset == pytest.approx(regions[grip.index].start)
    else:
        edge = getattr(regions[grip.index], grip.part)
        assert time - grip.offset == pytest.approx(edge)
        assert abs(edge - time) <= tolerance
        assert abs(edge - time) == min(abs(other - time) for other in edges)


def test_the_nearest_edge_wins_and_sides_decide_where_regions_touch() -> None:
    regions = (Region(1, 2), Region(2.2, 4), Region(4, 6))
    assert hit(regions, 2.08, 0.5) == Grip("end", 0, pytest.approx(0.08))
    assert hit(regions, 2.15, 0.5) == Grip("start", 1, pytest.approx(-0.05))
    assert hit(regions, 3.95, 0.5) == Grip("end", 1, pytest.approx(-0.05))
    assert hit(regions, 4.05, 0.5) == Grip("start", 2, pytest.approx(0.05))
    assert hit(regions, 7, 0.5) is None
    assert hit((), 1, 0.5) is None


def test_the_body_of_a_short_region_can_be_grabbed_though_edges_are_near() -> None:
    assert hit((Region(10, 11),), 10.5, tolerance=5) == Grip("body", 0, 0.5)


def test_snapping_takes_the_nearest_candidate_within_reach() -> None:
    candidates = np.array([1.0, 2.0, 2.4])
    assert snap(2.25, candidates, 0.5) == 2.4
    assert snap(0.7, candidates, 0.5) == 1.0
    assert snap(9.0, candidates, 0.5) == 9.0
    assert snap(1.0, np.zeros(0), 0.5) == 1.0


def test_gaps_reach_from_neighbour_to_neighbour() -> None:
    regions = (Region(1, 2), Region(5, 6))
    assert gap_at(regions, 0.5, 10) == (0, 1)
    assert gap_at(regions, 2, 10) == (2, 5)
    assert gap_at(regions, 8, 10) == (6, 10)
    assert gap_at(regions, 5.5, 10) is None
    assert gap_at(regions, 11, 10) is None


@pytest.mark.parametrize("index", [-1, 1])
def test_an_index_that_is_not_there_is_an_error(index: int) -> None:
    regions = (Region(1, 2),)
    if index > 0:
        with pytest.raises(IndexError):
            relabel(regions, index, "x")
    else:
        with pytest.raises(IndexError):
            merge((*regions, Region(3, 4)), index)
    with pytest.raises(IndexError):
        delete(regions, index)


def test_changed_spans_cover_what_was_and_what_is() -> None:
    before = (Region(0, 10), Region(20, 30), Region(40, 50))
    assert changed_spans(before, before) == ()
    assert changed_spans(before, delete(before, 1)) == ((20, 30),)
    assert changed_spans(before, drag(before, Grip("end", 0), 5, DURATION)) == ((0, 10),)
    assert changed_spans(before, drag(before, Grip("end", 0), 15, DURATION)) == ((0, 15),)
    assert changed_spans(before, relabel(before, 2, "la")) == ((40, 50),)
    assert changed_spans(before, merge(before, 0)) == ((0, 30),)
    assert changed_spans(before, tuple(replace(r, confidence=0.5, source="hand") for r in before)) == ()


def test_ten_thousand_regions_are_hit_by_bisection() -> None:
    regions = tuple(Region(i, i + 0.5) for i in range(10_000))
    assert hit(regions, 7000.25, 0.1) == Grip("body", 7000, 0.25)
