"""Where a model is unsure: found, long ones first, and reversed as a whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.regions import Region
from svd_core.annotation.spans import overlaps
from svd_core.audio.features import FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model.doubtful_places import SHORTEST, doubtful_places, reversed_at
from svd_core.model.postprocessing import regions_from_probabilities

CONFIG = PostprocessingConfig(threshold=0.5, min_length=0.0, min_gap=0.0)
GRID = FrameGrid(1400)


def curve(*stretches: tuple[float, float, float]) -> np.ndarray:
    """Sure of silence but in some stretches: start and end in seconds, and probability."""
    values = np.full(GRID.n_frames, 0.02, np.float32)
    for start, end, value in stretches:
        values[round(start * 70) : round(end * 70)] = value
    return values


SMOOTHED = curve((1, 2, 0.6), (4, 7, 0.45), (10, 12, 0.99), (15, 15.2, 0.5))
REGIONS = regions_from_probabilities(SMOOTHED, GRID, CONFIG)


def places(checked=(), regions=REGIONS):
    return doubtful_places(SMOOTHED, GRID, CONFIG, regions, checked)


def test_long_places_come_first_and_clear_or_short_ones_not_at_all():
    # Where the region's edge lies between two frames, what is left of the place is too short to count.
    found = [(place.start, place.end, place.sung) for place in places()]
    assert found == [
        (pytest.approx(4, abs=0.02), pytest.approx(7, abs=0.02), False),
        (pytest.approx(1, abs=0.02), pytest.approx(2, abs=0.02), True),
    ]


def test_checked_time_and_what_a_label_leaves_open_are_left_out():
    assert [place.sung for place in places(checked=((3.0, 8.0),))] == [True]
    assert [place.length for place in places(checked=((5.0, 6.0),))][1:] == pytest.approx([1, 1], abs=0.02)
    assert [place.sung for place in places(regions=(*REGIONS[:1], Region(3, 8, "?"), *REGIONS[1:]))] == [True]


def test_a_place_ends_where_the_decision_changes():
    split = (Region(4, 5.5, source="hand"),)
    assert {(place.sung, round(place.length, 1)) for place in places(regions=split)} >= {(True, 1.5), (False, 1.5)}


def test_a_reversed_place_joins_plain_neighbours_and_leaves_others():
    first, second = places()
    assert reversed_at(REGIONS, second, GRID.duration) == REGIONS[1:]
    with_new = reversed_at(REGIONS, first, GRID.duration)
    assert len(with_new) == len(REGIONS) + 1 and with_new[1].source == "hand"
    beside = (Region(2, first.start), Region(first.end, 8, "choir"))
    assert [(r.end, r.label) for r in reversed_at(beside, first, GRID.duration)] == [(first.end, "sing"), (8, "choir")]


@given(st.lists(st.tuples(st.integers(0, 18), st.integers(1, 5), st.floats(0.05, 0.95)), max_size=6))
def test_reversing_changes_all_of_a_place_and_nothing_else(stretches):
    smoothed = curve(*((start, start + length / 2, value) for start, length, value in stretches))
    regions = regions_from_probabilities(smoothed, GRID, CONFIG)
    for place in doubtful_places(smoothed, GRID, CONFIG, regions, ()):
        assert place.length >= SHORTEST
        after = tuple((r.start, r.end) for r in reversed_at(regions, place, GRID.duration))
        before = tuple((r.start, r.end) for r in regions)
        for time in np.linspace(place.start + 0.03, place.end - 0.03, 5):
            assert overlaps(time, time + 1e-6, before) == place.sung
            assert overlaps(time, time + 1e-6, after) != place.sung
        for time in (place.start - 0.05, place.end + 0.05):
            assert overlaps(time, time + 1e-6, before) == overlaps(time, time + 1e-6, after)


def test_an_empty_song_has_none():
    assert doubtful_places(np.zeros(0, np.float32), FrameGrid(0), CONFIG, (), ()) == ()
