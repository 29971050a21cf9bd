"""Regions tapped while a song plays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.regions import Region
from svd_core.annotation.tapping import NEAR_SECONDS, tapped, with_tapped

RISES = np.array([5.0, 20.0])
NOWHERE = np.zeros(0)


def test_the_reaction_time_is_taken_off_and_a_start_goes_a_third_of_the_way_to_where_the_probability_rises():
    plain = tapped(5.3, 9.1, 0.2, NOWHERE, 60.0)
    assert (plain.start, plain.end, plain.source) == (pytest.approx(5.1), pytest.approx(8.9), "hand")
    late, early = tapped(5.35, 9.1, 0.2, RISES, 60.0), tapped(5.05, 9.1, 0.2, RISES, 60.0)
    assert (late.start, early.start) == pytest.approx((5.1, 4.9)) and late.end == early.end == pytest.approx(8.9)
    assert tapped(5.5, 8.0, 0.2, RISES, 60.0).start == pytest.approx(5.3), "nothing near"


def test_an_end_stays_where_it_was_tapped():
    assert tapped(1.0, 5.3, 0.2, RISES, 60.0).end == pytest.approx(5.1)


@given(st.floats(0, 50), st.floats(0, 20), st.floats(0, 1), st.booleans())
def test_a_tapped_region_lies_in_the_song_near_the_keys(down, length, delay, drawn):
    region = tapped(down, down + length, delay, RISES if drawn else NOWHERE, 60.0)
    if region is None:
        assert length < 0.02 + 1e-9 or down < delay + 0.02 or down + length - delay > 59
        return
    assert 0 <= region.start < region.end <= 60
    assert abs(region.start - max(down - delay, 0)) <= NEAR_SECONDS / 2


def test_a_touch_is_no_region_and_a_short_tap_is_not_drawn_away():
    assert tapped(5.2, 5.21, 0.2, RISES, 60.0) is None and tapped(0.1, 0.15, 0.2, RISES, 60.0) is None
    assert tapped(5.0, 5.03, 0.2, RISES, 60.0).length == pytest.approx(0.03)


def test_a_tapped_region_replaces_the_models_and_stops_at_others():
    there = (Region(1, 4), Region(6, 7, source="hand"), Region(8, 9))
    result = with_tapped(there, Region(2, 6.5, source="hand"), 60)
    assert result.regions == (Region(2, 6, source="hand"), Region(6, 7, source="hand"), Region(8, 9))
    none = with_tapped(there, Region(6.2, 6.8, source="hand"), 60)
    assert none.new == () and none.regions == there
