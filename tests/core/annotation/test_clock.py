"""Times as people write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from svd_core.annotation.clock import moment


def test_a_moment_is_shown_in_the_time_of_this_place() -> None:
    given = datetime(2026, 11, 26, 22, 15, 33).astimezone()
    assert moment(given.isoformat()) == "2026-11-26 22:15"
    assert moment(given.isoformat(), seconds=True) == "2026-11-26 22:15:33"


@pytest.mark.parametrize("text", ["", "lately", "2026-13-01", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"])
def test_what_is_no_time_that_can_be_shown_stays_as_it_is(text: str) -> None:
    assert moment(text) == text
