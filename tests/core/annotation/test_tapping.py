"""Regions tapped while a song plays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.regions import Region
from svd_core.annotation.tapping import SNAP_SECONDS, Crossings, tapped, with_tapped

SOME = Crossings(np.array([5.0, 20.0]), np.array([9.0, 30.0]))


def test_the_reaction_time_is_taken_off_and_edges_go_to_where_the_probability_crosses():
    assert tapped(5.3, 9.1, 0.2, SOME, 60.0) == Region(5.0, 9.0, source="hand")
    plain = tapped(5.3, 9.1, 0.2, Crossings.none(), 60.0)
    assert (plain.start, plain.end) == pytest.approx((5.1, 8.9))
    far = tapped(5.7, 8.0, 0.2, SOME, 60.0)
    assert (far.start, far.end) == pytest.approx((5.5, 7.8)), "nothing near"
    wrong_way = tapped(9.2, 20.2, 0.2, SOME, 60.0)
    assert (wrong_way.start, wrong_way.end) == pytest.approx((9.0, 20.0)), "no start at a falling curve"
    assert tapped(9.3, 20.3, 0.2, SOME, 60.0).start == pytest.approx(9.1)


@given(st.floats(0, 50), st.floats(0, 20), st.floats(0, 1), st.booleans())
def test_a_tapped_region_lies_in_the_song_near_the_keys(down, length, delay, snapping):
    region = tapped(down, down + length, delay, SOME if snapping else Crossings.none(), 60.0)
    if region is None:
        assert length < 0.02 + 1e-9 or down < delay + 0.02 or down + length - delay > 59
        return
    assert 0 <= region.start < region.end <= 60
    assert abs(region.start - max(down - delay, 0)) <= SNAP_SECONDS + 1e-9


def test_a_touch_is_no_region_and_a_short_tap_is_not_snapped_away():
    assert tapped(5.2, 5.21, 0.2, SOME, 60.0) is None and tapped(0.1, 0.15, 0.2, SOME, 60.0) is None
    both = Crossings(np.array([5.0]), np.array([4.95]))
    assert tapped(5.1, 5.2, 0.1, both, 60.0).length == pytest.approx(0.1)


def test_a_tapped_region_replaces_the_models_and_stops_at_others():
    there = (Region(1, 4), Region(6, 7, source="hand"), Region(8, 9))
    result = with_tapped(there, Region(2, 6.5, source="hand"), 60)
    assert result.regions == (Region(2, 6, source="hand"), Region(6, 7, source="hand"), Region(8, 9))
    none = with_tapped(there, Region(6.2, 6.8, source="hand"), 60)
    assert none.new == () and none.regions == there
