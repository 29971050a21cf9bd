"""Distances of region edges from the labelled ones, against mir_eval and on small songs."""

from __future__ import annotations

import warnings

import mir_eval
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.regions import Region, Regions
from svd_core.model.edge_deviation import FARTHEST, edge_deviation, edge_distances


def song(*edges: float) -> Regions:
    return tuple(Region(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))


@given(
    st.lists(st.integers(1, 999), min_size=2, max_size=30, unique=True),
    st.lists(st.integers(1, 999), min_size=2, max_size=30, unique=True),
)
def test_medians_and_hits_of_starts_are_those_of_mir_eval(labelled: list[int], found: list[int]) -> None:
    both = [sorted(time / 10 for time in times)[: len(times) // 2 * 2] for times in (labelled, found)]
    distances = edge_distances(song(*both[0]), song(*both[1]), 100.0)
    for ours, parity in ((distances.starts, 0), (distances.ends, 1)):
        # Segments whose boundaries are these edges; mir_eval's deviation is the median distance of boundaries.
        reference, estimated = (
            np.stack([np.array(edges[parity::2]), np.array(edges[parity::2]) + 1e-3], axis=1) for edges in both
        )
        intervals = [
            np.stack([edges[:, 0], np.append(edges[1:, 0], 200.0)], axis=1) for edges in (reference, estimated)
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            median = mir_eval.segment.deviation(*intervals, trim=False)[0]
        # Both end at 200 s, which adds a distance of 0.
        assert np.median(np.append(np.abs(ours), 0.0)) == pytest.approx(median)


def test_a_found_song_that_is_the_labelled_one_deviates_nowhere() -> None:
    regions = song(1.0, 2.0, 3.5, 7.25)
    found = edge_deviation([edge_distances(regions, regions, 10.0)])
    assert (found.onsets, found.offsets, found.onset_bias, found.offset_bias, found.edges) == (0, 0, 0, 0, 4)


def test_early_is_negative_and_far_edges_are_in_no_bias() -> None:
    found = edge_deviation([edge_distances(song(1.0, 2.0, 5.0, 6.0), song(0.9, 2.2, 5.3, 7.0), 10.0)])
    assert found.onsets == pytest.approx(0.2) and found.offsets == pytest.approx(0.6)
    assert found.onset_bias == pytest.approx(0.1) and found.offset_bias == pytest.approx(0.2)


def test_what_is_not_found_counts_as_the_farthest() -> None:
    found = edge_deviation([edge_distances(song(1.0, 2.0, 50.0, 60.0), (), 100.0)])
    assert found.onsets == found.offsets == FARTHEST and found.onset_bias is None
    far = edge_deviation([edge_distances(song(50.0, 60.0), song(1.0, 2.0), 100.0)])
    assert far.onsets == far.offsets == FARTHEST


def test_ends_of_the_song_and_unchecked_edges_do_not_count() -> None:
    labelled = song(0.0, 2.0, 8.0, 10.0)
    whole = edge_distances(labelled, labelled, 10.0)
    assert (len(whole.starts), len(whole.ends)) == (1, 1)
    part = edge_distances(labelled, labelled, 10.0, ((0.0, 2.0), (7.0, 10.0)))
    assert (len(part.starts), len(part.ends)) == (1, 0)
    assert edge_deviation([]).onsets is None


def test_touching_regions_have_no_edge_between_them_and_other_labels_none_at_all() -> None:
    labelled = (Region(1.0, 2.0), Region(2.0, 3.0), Region(5.0, 6.0, "nosing"))
    distances = edge_distances(labelled, song(1.0, 3.0), 10.0)
    assert distances.starts.tolist() == [0.0] and distances.ends.tolist() == [0.0]
