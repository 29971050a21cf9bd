"""Postprocessing: the sliding median to the letter, shortest gap and region, and where edges lie."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.formats.label_text import time_text
from svd_core.annotation.regions import Region
from svd_core.audio.features import FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model.postprocessing import crossings, regions_from_probabilities, smooth

PROBABILITIES = arrays.arrays(np.float32, st.integers(0, 150), elements=st.floats(0, 1, width=32))


def median_by_sorting(probabilities: NDArray[np.float32], median_frames: int) -> NDArray[np.float32]:
    """The definition, word for word: edges replicated, the window sorted, one element taken."""
    last, k = len(probabilities) - 1, median_frames // 2
    windows = ([min(max(j, 0), last) for j in range(i - k, i - k + median_frames)] for i in range(last + 1))
    return np.array([sorted(probabilities[window])[k] for window in windows], dtype=np.float32)


def decided(marks: str, **settings: float) -> str:
    """Decide on a song of ten frames a second, drawn with # for vocal and . for other frames."""
    grid = FrameGrid(len(marks), 10.0)
    probabilities = np.array([0.9 if mark == "#" else 0.1 for mark in marks], np.float32)
    mask = frame_targets.from_regions(
        regions_from_probabilities(probabilities, grid, PostprocessingConfig(**settings)), grid
    )
    return "".join("#" if vocal else "." for vocal in mask)


@given(PROBABILITIES)
def test_the_median_is_element_28_of_the_56_sorted_frames_from_28_before_to_27_after(
    probabilities: NDArray[np.float32],
) -> None:
    expected = median_by_sorting(probabilities, 56)
    np.testing.assert_array_equal(smooth(probabilities, 56), expected)


@given(PROBABILITIES, st.integers(1, 200))
def test_medians_of_any_length_follow_the_same_rule(probabilities: NDArray[np.float32], median_frames: int) -> None:
    smoothed = smooth(probabilities, median_frames)
    assert smoothed.dtype == np.float32
    np.testing.assert_array_equal(smoothed, median_by_sorting(probabilities, median_frames))


def test_smoothing_leaves_its_input_alone() -> None:
    probabilities = np.linspace(0, 1, 100, dtype=np.float32)[::-1].copy()
    for median_frames in (1, 3, 56):
        before = probabilities.copy()
        smooth(probabilities, median_frames)[:] = 7
        np.testing.assert_array_equal(probabilities, before)


def test_a_probability_equal_to_the_threshold_is_not_singing() -> None:
    grid = FrameGrid(4)
    probabilities = np.array([0.5, 0.5, np.nextafter(np.float32(0.5), np.float32(1)), 0.5], np.float32)
    regions = regions_from_probabilities(probabilities, grid, PostprocessingConfig(0.5))
    assert frame_targets.from_regions(regions, grid).tolist() == [False, False, True, False]


@pytest.mark.parametrize(
    ("before", "settings", "after"),
    [
        ("..##.#..##..", {}, "..##.#..##.."),
        ("..##.#..##..", {"min_gap": 0.2}, "..####..##.."),
        ("..##.#..##..", {"min_gap": 0.21}, "..########.."),
        ("..##.#..##..", {"min_length": 0.2}, "..##....##.."),
        ("..##.#..##..", {"min_length": 0.21}, "............"),
        ("..##.#..##..", {"min_gap": 0.2, "min_length": 0.3}, "..####......"),
        (".#.", {"min_gap": 9.0}, ".#."),
        ("#..#", {"min_gap": 9.0}, "####"),
        ("####", {"min_length": 0.4}, "####"),
        ("####", {"min_length": 0.41}, "...."),
        ("....", {"min_gap": 1.0, "min_length": 1.0}, "...."),
        ("", {"min_gap": 1.0, "min_length": 1.0}, ""),
    ],
)
def test_short_gaps_are_closed_first_and_short_regions_dropped_then(
    before: str, settings: dict[str, float], after: str
) -> None:
    assert decided(before, **settings) == after


def test_a_region_of_exactly_the_shortest_length_is_kept_at_seventy_frames_a_second() -> None:
    for n_frames in range(1, 140):
        probabilities = np.zeros(200, np.float32)
        probabilities[20 : 20 + n_frames] = 1
        config = PostprocessingConfig(min_length=n_frames / 70)
        assert len(regions_from_probabilities(probabilities, FrameGrid(200), config)) == 1


def test_confidence_is_the_mean_probability_of_the_region() -> None:
    probabilities = np.array([0.1, 0.6, 0.8, 0.2, 0.9], np.float32)
    first, second = regions_from_probabilities(probabilities, FrameGrid(5), PostprocessingConfig())
    assert first.confidence == pytest.approx(0.7) and second.confidence == pytest.approx(0.9)
    assert first.source == "model" and first.label == "sing"
    (joined,) = regions_from_probabilities(probabilities, FrameGrid(5), PostprocessingConfig(min_gap=0.02))
    assert joined.confidence == pytest.approx(0.625)


@given(PROBABILITIES, st.floats(0, 1), st.floats(0, 0.3), st.floats(0, 0.3))
def test_regions_have_no_shorter_gap_or_region_and_starts_and_ends_at_crossings(
    probabilities: NDArray[np.float32], threshold: float, min_gap: float, min_length: float
) -> None:
    grid = FrameGrid(len(probabilities))
    regions = regions_from_probabilities(
        probabilities, grid, PostprocessingConfig(threshold, min_gap=min_gap, min_length=min_length)
    )
    places = crossings(probabilities, grid, PostprocessingConfig(threshold))
    for region in regions:
        assert region.start in places and region.end in places
    mask = frame_targets.from_regions(regions, grid)
    on_frames = frame_targets.to_regions(mask, grid)
    assert len(on_frames) == len(regions)
    for region in on_frames:
        assert round(region.length * 70) / 70 >= min_length
    for earlier, later in pairwise(on_frames):
        assert round((later.start - earlier.end) * 70) / 70 >= min_gap


@given(PROBABILITIES, st.floats(0, 1))
def test_crossings_are_all_edges_at_the_threshold_in_ascending_seconds(
    probabilities: NDArray[np.float32], threshold: float
) -> None:
    grid = FrameGrid(len(probabilities))
    edges = [
        edge
        for region in regions_from_probabilities(probabilities, grid, PostprocessingConfig(threshold))
        for edge in (region.start, region.end)
    ]
    found = crossings(probabilities, grid, PostprocessingConfig(threshold))
    assert found.dtype == np.float64
    assert found.tolist() == sorted(set(edges))


def test_a_four_minute_song_takes_under_five_milliseconds() -> None:
    # Real posteriors wander; the best of some runs, because other programs share the machine.
    rng = np.random.default_rng(0)
    walk = np.cumsum(rng.standard_normal(4 * 60 * 70)) / 5
    probabilities = (1 / (1 + np.exp(-walk))).astype(np.float32)
    grid, config = FrameGrid(len(probabilities)), PostprocessingConfig(min_gap=0.1, min_length=0.1)
    spent = []
    for _ in range(7):
        start = time.process_time()
        regions_from_probabilities(smooth(probabilities, config.median_frames), grid, config)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.005


def test_edges_lie_where_the_drawn_curve_crosses_the_threshold() -> None:
    grid, probabilities = FrameGrid(6, 10.0), np.array([0.0, 0.2, 0.6, 0.9, 0.5, 0.3], np.float32)
    (region,) = regions_from_probabilities(probabilities, grid, PostprocessingConfig(0.4))
    assert (region.start, region.end) == (pytest.approx(0.15), pytest.approx(0.45))
    drawn = np.interp([region.start, region.end], grid.times(), probabilities)
    assert drawn == pytest.approx(0.4)


@given(PROBABILITIES, st.floats(0, 1))
def test_edges_between_frames_leave_every_frame_on_its_side(
    probabilities: NDArray[np.float32], threshold: float
) -> None:
    grid = FrameGrid(len(probabilities))
    regions = regions_from_probabilities(probabilities, grid, PostprocessingConfig(threshold))
    assert frame_targets.from_regions(regions, grid).tolist() == (probabilities > threshold).tolist()
    # Label files cut times at the microsecond.
    written = tuple(Region(float(time_text(region.start)), float(time_text(region.end))) for region in regions)
    assert frame_targets.from_regions(written, grid).tolist() == (probabilities > threshold).tolist()


def test_corrections_move_starts_and_ends_each_by_its_own() -> None:
    grid, probabilities = FrameGrid(100, 10.0), np.zeros(100, np.float32)
    probabilities[20:50] = probabilities[70:] = 1
    config = PostprocessingConfig(onset_shift=0.2, offset_shift=-0.3)
    plain = regions_from_probabilities(probabilities, grid, PostprocessingConfig())
    moved = regions_from_probabilities(probabilities, grid, config)
    assert [region.start for region in moved] == pytest.approx([region.start + 0.2 for region in plain])
    assert [region.end for region in moved] == pytest.approx([region.end - 0.3 for region in plain])
    assert crossings(probabilities, grid, config).tolist() == [
        edge for region in moved for edge in (region.start, region.end)
    ]


@given(PROBABILITIES, st.floats(-1, 1), st.floats(-1, 1))
@example(np.where(np.arange(50) == 6, 0.7613285, 0).astype(np.float32), 0.0, 1.0)  # ends at the end, rounded up
def test_corrections_keep_all_regions_apart_and_inside_the_song(
    probabilities: NDArray[np.float32], onset: float, offset: float
) -> None:
    grid = FrameGrid(len(probabilities))
    plain = regions_from_probabilities(probabilities, grid, PostprocessingConfig())
    moved = regions_from_probabilities(
        probabilities, grid, PostprocessingConfig(onset_shift=onset, offset_shift=offset)
    )
    assert len(moved) == len(plain)
    edges = [edge for region in moved for edge in (region.start, region.end)]
    assert edges == sorted(set(edges)) and all(0 <= edge <= grid.duration for edge in edges)
