"""Rules from smoothed probabilities to sung frames, each against its definition written out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.audio.features import FrameGrid
from svd_core.config import RULES, PostprocessingConfig, from_json
from svd_core.model.postprocessing import crossings, regions_from_probabilities
from svd_core.model.rules import levels, logits, otsu_threshold, sung_frames

PROBABILITIES = arrays.arrays(np.float32, st.integers(0, 150), elements=st.floats(0, 1, width=32))
FEW = arrays.arrays(np.float32, st.integers(1, 8), elements=st.sampled_from([0.02, 0.2, 0.45, 0.55, 0.8, 0.99]))


def decided(probabilities: NDArray[np.float32], **settings: float | str) -> list[bool]:
    config = from_json(PostprocessingConfig, settings)
    return [bool(vocal) for vocal in sung_frames(probabilities, FrameGrid(len(probabilities), 10.0), config)]


def n_changes(mask: NDArray[np.bool_]) -> int:
    """Changes from unsung to sung and back; before and after the song nobody sings."""
    return int(np.count_nonzero(np.diff(mask, prepend=False, append=False)))


@given(PROBABILITIES, st.floats(0, 1), st.floats(0, 1))
def test_hysteresis_keeps_the_runs_above_the_second_threshold_that_exceed_the_first(
    probabilities: NDArray[np.float32], enter: float, leave: float
) -> None:
    leave = min(leave, enter)
    expected = []
    for above, run in itertools.groupby(probabilities, key=lambda value: bool(value > np.float32(leave))):
        values = list(run)
        expected += [above and bool(max(values) > np.float32(enter))] * len(values)
    assert decided(probabilities, rule="hysteresis", threshold=enter, leave_threshold=leave) == expected


def test_a_second_threshold_above_the_first_one_counts_as_the_first() -> None:
    probabilities = np.linspace(0, 1, 50, dtype=np.float32)
    one = decided(probabilities, threshold=0.4)
    assert decided(probabilities, rule="hysteresis", threshold=0.4, leave_threshold=0.9) == one


@given(FEW, st.floats(0, 8), st.sampled_from([0.0, 0.2, 0.3]), st.sampled_from([0.0, 0.2, 0.4]))
def test_viterbi_finds_the_best_of_all_courses_whose_edges_lie_on_crossings(
    probabilities: NDArray[np.float32], cost: float, min_length: float, min_gap: float
) -> None:
    evidence, above = logits(probabilities), probabilities > 0.5
    changes = [frame for frame in range(1, len(above)) if above[frame] != above[frame - 1]]
    n_frames = len(above)

    def value(course: tuple[bool, ...]) -> float:
        mask = np.repeat(course, np.diff([0, *changes, n_frames]))
        runs = [(vocal, len(list(run))) for vocal, run in itertools.groupby(mask)]
        for index, (vocal, length) in enumerate(runs):
            at_an_end = index in (0, len(runs) - 1)
            if (vocal and length < 10 * min_length) or (not vocal and not at_an_end and length < 10 * min_gap):
                return -np.inf
        return float(evidence[mask].sum() - cost * n_changes(mask))

    best = max(value(course) for course in itertools.product([False, True], repeat=len(changes) + 1))
    settings = {"rule": "viterbi", "viterbi_cost": cost, "min_length": min_length, "min_gap": min_gap}
    found = np.array(decided(probabilities, **settings))
    assert value(tuple(bool(found[first]) for first in (0, *changes))) == pytest.approx(best, abs=1e-6)


@given(FEW, st.floats(0, 8))
def test_no_course_frame_by_frame_is_better_than_that_of_viterbi(
    probabilities: NDArray[np.float32], cost: float
) -> None:
    evidence = logits(probabilities)

    def value(mask: NDArray[np.bool_]) -> float:
        return float(evidence[mask].sum() - cost * n_changes(mask))

    courses = (np.array(course) for course in itertools.product([False, True], repeat=len(evidence)))
    found = value(np.array(decided(probabilities, rule="viterbi", viterbi_cost=cost)))
    assert found == pytest.approx(max(map(value, courses)), abs=1e-6)


def test_viterbi_without_a_cost_is_the_threshold() -> None:
    probabilities = np.random.default_rng(0).random(300).astype(np.float32)
    one = decided(probabilities, threshold=0.3)
    assert decided(probabilities, rule="viterbi", viterbi_cost=0, threshold=0.3) == one


def test_otsus_threshold_lies_between_two_groups_and_splits_logits_best() -> None:
    rng = np.random.default_rng(0)
    values = np.concatenate([rng.normal(-1, 0.8, 2000), rng.normal(4, 1.0, 800)])
    probabilities = (1 / (1 + np.exp(-values))).astype(np.float32)

    def within(threshold: float) -> float:
        parts = values[values <= threshold], values[values > threshold]
        return sum(part.var() * len(part) for part in parts if len(part))

    found = logits(np.array([otsu_threshold(probabilities)]))[0]
    assert 0.8 < found < 2.6
    assert within(found) == pytest.approx(min(within(place) for place in np.arange(-7, 7, 0.05)), rel=0.002)


def test_the_songs_own_threshold_goes_part_of_the_way_and_stays_above_the_floor() -> None:
    probabilities = np.array([0.02] * 60 + [0.3] * 40, np.float32)
    own = otsu_threshold(probabilities)
    assert 0.02 < own < 0.3

    def threshold(**settings: float) -> float:
        return levels(probabilities, PostprocessingConfig(rule="otsu", **settings)).enter

    assert threshold(otsu_share=0.0, otsu_floor=0.0) == pytest.approx(0.5)
    assert threshold(otsu_share=1.0, otsu_floor=0.0) == pytest.approx(own)
    assert own < threshold(otsu_share=0.5, otsu_floor=0.0) < 0.5
    assert threshold(otsu_share=1.0, otsu_floor=0.4) == 0.4
    assert decided(probabilities, rule="otsu", otsu_share=1.0, otsu_floor=0.0) == [False] * 60 + [True] * 40


@pytest.mark.parametrize("rule", RULES)
@given(probabilities=PROBABILITIES)
def test_edges_of_every_rule_are_crossings_and_leave_frames_on_their_side(
    rule: str, probabilities: NDArray[np.float32]
) -> None:
    grid, config = FrameGrid(len(probabilities)), PostprocessingConfig(rule=rule, threshold=0.6)
    regions = regions_from_probabilities(probabilities, grid, config)
    places = crossings(probabilities, grid, config)
    assert all(edge in places for region in regions for edge in (region.start, region.end))
    expected = sung_frames(probabilities, grid, config)
    assert frame_targets.from_regions(regions, grid).tolist() == expected.tolist()


@pytest.mark.parametrize("rule", RULES)
def test_a_song_without_frames_has_no_regions(rule: str) -> None:
    nothing = np.zeros(0, np.float32)
    assert regions_from_probabilities(nothing, FrameGrid(0), PostprocessingConfig(rule=rule)) == ()
