"""The list of regions: filters and orders against plain reasoning, and times as people type them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.clock import clock, seconds_of
from svd_core.annotation.region_edits import Grip, drag, edge_limits
from svd_core.annotation.region_list import ListedRegions, RegionFilter
from svd_core.annotation.regions import Region
from svd_core.config import PostprocessingConfig
from svd_core.model.doubt import are_near_threshold

REGIONS = (
    Region(1.0, 4.0, confidence=0.95),
    Region(5.0, 5.5, "Choir", "hand"),
    Region(7.0, 9.0, "sing", "file"),
    Region(9.0, 9.2, "choir two", confidence=0.6),
)
LISTED = ListedRegions.of(REGIONS, ((0.0, 4.5), (7.0, 8.0)), lambda confidences: confidences < 0.8)


def test_each_filter_lets_through_what_it_says_and_together_they_narrow():
    assert LISTED.chosen(RegionFilter()) == [0, 1, 2, 3]
    assert LISTED.chosen(RegionFilter(text=" CHOIR")) == [1, 3]
    assert LISTED.chosen(RegionFilter(label="sing")) == [0, 2]
    assert LISTED.chosen(RegionFilter(source="model")) == [0, 3]
    assert LISTED.chosen(RegionFilter(doubtful=True)) == [3]
    # The region from 7 to 9 s is checked in part only.
    assert LISTED.chosen(RegionFilter(unchecked=True)) == [1, 2, 3]
    assert LISTED.chosen(RegionFilter(label="sing", unchecked=True)) == [2]
    assert LISTED.chosen(RegionFilter(label="gone")) == []


def test_orders_are_stable_and_what_has_no_value_comes_last():
    everything = [0, 1, 2, 3]
    assert LISTED.ordered(everything, "length") == [3, 1, 2, 0]
    assert LISTED.ordered(everything, "length", descending=True) == [0, 2, 1, 3]
    assert LISTED.ordered(everything, "label") == [1, 3, 0, 2]
    assert LISTED.ordered(everything, "confidence") == [3, 0, 1, 2]
    assert LISTED.ordered(everything, "confidence", descending=True) == [0, 3, 1, 2]
    assert LISTED.ordered([2, 3], "start", descending=True) == [3, 2]


@given(st.floats(0, 360_000))
def test_a_time_that_is_shown_is_read_as_the_same(seconds: float):
    read = seconds_of(clock(seconds, 3))
    assert read is not None and abs(read - seconds) < 0.0006


def test_times_are_read_as_people_type_them_and_nothing_else_is():
    assert [seconds_of(text) for text in ("83.5", "83,5", ".5", "1:23.5", "90:00", "1:02:03")] == [
        83.5, 83.5, 0.5, 83.5, 5400.0, 3723.0,
    ]  # fmt: skip
    for text in ("", "-1", "1:", ":5", "1:60", "1:60:00", "1e3", "nan", "٣", "1 2", "1:2:3:4"):
        assert seconds_of(text) is None, text


def test_an_edge_goes_anywhere_within_its_limits_and_nowhere_else():
    duration = 10.0
    for index, region in enumerate(REGIONS):
        for part in ("start", "end"):
            low, high = edge_limits(REGIONS, index, part, duration)
            for time in (low, high):
                moved = drag(REGIONS, Grip(part, index), time, duration)[index]
                assert abs(getattr(moved, part) - time) < 1e-6
            assert drag(REGIONS, Grip(part, index), high + 5, duration)[index] in (
                region,
                drag(REGIONS, Grip(part, index), high, duration)[index],
            )


def test_a_region_is_near_the_threshold_as_frames_are():
    config = PostprocessingConfig(threshold=0.5)
    confidences = np.array([0.15, 0.25, 0.75, 0.85], np.float32)
    assert are_near_threshold(confidences, config).tolist() == [False, True, True, False]
    assert not are_near_threshold(confidences[1:2], PostprocessingConfig(threshold=0.9)).any()
