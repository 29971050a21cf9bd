"""Differences between two annotations, taking theirs, and agreement, with scikit-learn and mir_eval as oracles."""

from __future__ import annotations

from itertools import pairwise

import mir_eval
import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from svd_core.annotation import frame_targets
from svd_core.annotation.agreement import agreement
from svd_core.annotation.differences import SAME, Difference, differences, taken
from svd_core.annotation.regions import Region, Regions, index_at
from svd_core.audio.features import FrameGrid

GRID = FrameGrid(1400)
WHOLE_SONG = ((0.0, GRID.duration),)


def regions(*extents: tuple[float, float] | tuple[float, float, str]) -> Regions:
    return tuple(Region(*extent) for extent in extents)


@st.composite
def annotations(draw: st.DrawFn) -> Regions:
    """Regions of 20 s whose edges lie on tenths of seconds; some touch, some have another label."""
    ticks = sorted(draw(st.lists(st.integers(0, 200), unique=True, max_size=14)))
    made = []
    for start, end in pairwise(ticks):
        label = draw(st.sampled_from(["", "sing", "sing", "choir"]))
        if label:
            made.append(Region(start / 10, end / 10, label))
    return tuple(made)


def between(some: Regions) -> list[float]:
    """A moment between any two neighbouring edges."""
    times = sorted({time for region in some for time in (region.start, region.end)})
    return [(low + high) / 2 for low, high in pairwise(times)]


MINE = regions((1.0, 3.0), (5.0, 8.0))


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (MINE, []),
        (regions((1.0, 3.0)), [Difference(5.0, 8.0, "mine")]),
        (regions((1.0, 3.0), (5.0, 8.0), (9.0, 10.0)), [Difference(9.0, 10.0, "theirs")]),
        (regions((1.5, 3.0), (5.0, 8.0)), [Difference(1.0, 1.5, "start", 0.5)]),
        (regions((0.5, 3.0), (5.0, 8.0)), [Difference(0.5, 1.0, "start", -0.5)]),
        (regions((1.0, 2.5), (5.0, 8.0)), [Difference(2.5, 3.0, "end", -0.5)]),
        (regions((1.0, 3.5), (5.0, 8.0)), [Difference(3.0, 3.5, "end", 0.5)]),
        (regions((1.0, 3.0), (5.0, 8.0, "choir")), [Difference(5.0, 8.0, "label")]),
        (regions((1.0, 3.0), (5.0, 6.0), (6.0, 8.0)), [Difference(6.0, 6.0, "cut")]),
        (regions((1.0, 8.0)), [Difference(3.0, 5.0, "several")]),
        (regions((1.0, 3.0), (5.01, 8.0)), []),
    ],
)
def test_each_kind_of_difference_is_called_what_it_is(theirs: Regions, expected: list[Difference]):
    found = differences(MINE, theirs)
    assert [(one.start, one.end, one.kind) for one in found] == [(one.start, one.end, one.kind) for one in expected]
    assert [one.shift for one in found] == pytest.approx([one.shift for one in expected])


def test_only_what_lies_in_the_extent_is_a_difference():
    theirs = regions((1.0, 3.0), (9.0, 10.0))
    assert [one.kind for one in differences(MINE, theirs)] == ["mine", "theirs"]
    assert [one.kind for one in differences(MINE, theirs, ((8.5, 20.0),))] == ["theirs"]


def test_a_region_that_goes_on_stays_whole_when_its_neighbourhood_is_taken():
    mine, theirs = regions((1.0, 4.0), (6.0, 9.0)), regions((1.0, 9.0))
    (gap,) = differences(mine, theirs)
    assert taken(mine, theirs, gap) == theirs
    assert taken(theirs, mine, gap) == mine


@given(annotations(), annotations())
@example(regions((0.4, 0.5), (0.5, 14.0), (14.0, 14.1)), regions((0.2, 14.0), (14.0, 14.1)))
def test_taking_all_of_theirs_leaves_no_difference_and_taking_one_changes_nothing_else(mine: Regions, theirs: Regions):
    found = differences(mine, theirs)
    for one in found:
        after = taken(mine, theirs, one)
        for time in between(mine + theirs):
            expected = theirs if one.start < time < one.end else mine
            assert _label(after, time) == _label(expected, time)
        assert one not in differences(after, theirs)
        assert len(differences(after, theirs)) < len(found)
    whole = mine
    for one in found:
        whole = taken(whole, theirs, one)
    assert [(r.start, r.end, r.label) for r in whole] == [(r.start, r.end, r.label) for r in theirs]


@given(annotations(), annotations())
def test_every_moment_of_another_label_is_in_a_difference_and_no_other(mine: Regions, theirs: Regions):
    found = differences(mine, theirs)
    for time in between(mine + theirs):
        differs = _label(mine, time) != _label(theirs, time)
        assert differs == any(one.start < time < one.end for one in found)
    assert all(one.end - one.start > SAME or one.kind == "cut" for one in found)


def _label(regions: Regions, time: float) -> str | None:
    index = index_at(regions, time)
    return None if index is None else regions[index].label


@given(annotations(), annotations())
def test_frames_and_kappa_are_those_of_scikit_learn(mine: Regions, theirs: Regions):
    from sklearn import metrics as oracle  # late: takes a second

    found = agreement(mine, theirs, WHOLE_SONG, GRID)
    ours, others = frame_targets.from_regions(mine, GRID), frame_targets.from_regions(theirs, GRID)
    assert found.seconds == pytest.approx(20.0)
    assert found.frames == pytest.approx(oracle.accuracy_score(ours, others))
    if ours.all() == ours.any() and (ours == others).all():
        assert found.kappa is None
    else:
        assert found.kappa == pytest.approx(oracle.cohen_kappa_score(ours, others, labels=[False, True]))


@given(annotations(), annotations())
def test_boundaries_deviate_as_mir_eval_says(mine: Regions, theirs: Regions):
    found = agreement(mine, theirs, WHOLE_SONG, GRID)
    my_intervals, their_intervals = (_segments(one) for one in (mine, theirs))
    assume(len(my_intervals) > 1 and len(their_intervals) > 1)
    to_theirs, to_mine = mir_eval.segment.deviation(my_intervals, their_intervals, trim=True)
    assert (found.to_theirs, found.to_mine) == pytest.approx((to_theirs, to_mine))


def _segments(regions: Regions) -> np.ndarray:
    """The whole song in segments of singing and of none, as mir_eval wants them."""
    spans = [(region.start, region.end) for region in regions]
    times = {0.0, GRID.duration} | {time for span in spans for time in span}
    touching = {start for start, _ in spans} & {end for _, end in spans}
    cuts = sorted(times - (touching - {0.0, GRID.duration}))
    return np.array(list(pairwise(cuts)))


def test_agreement_is_of_the_extent_only_and_not_of_what_is_left_open():
    mine, theirs = regions((1.0, 3.0), (10.0, 12.0)), regions((1.0, 3.05), (10.0, 11.0), (11.0, 12.0, "?"))
    here = agreement(mine, theirs, ((0.0, 5.0),), GRID)
    assert here.seconds == pytest.approx(5.0) and here.near == 1.0 and here.to_theirs == pytest.approx(0.025)
    there = agreement(mine, theirs, ((5.0, 20.0),), GRID)
    assert there.seconds == pytest.approx(14.0, abs=0.02) and there.frames == 1.0


def test_without_common_time_or_boundaries_nothing_is_claimed():
    nothing = agreement(MINE, MINE, (), GRID)
    assert (nothing.seconds, nothing.frames, nothing.kappa, nothing.near) == (0.0, None, None, None)
    silent = agreement((), (), WHOLE_SONG, GRID)
    assert silent.frames == 1.0 and silent.kappa is None and silent.to_theirs is None
    assert agreement(MINE, (), WHOLE_SONG, GRID).near == 0.0
