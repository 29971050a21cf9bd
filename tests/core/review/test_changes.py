"""What a new model decides otherwise: told by stretches, the longest first, and judged where a person has checked."""

from __future__ import annotations

import numpy as np
import pytest

from svd_core.annotation.regions import Region
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.review.changes import Change, changes
from svd_core.review.evidence import Heard

SECONDS = 20
GRID = FrameGrid(SECONDS * 70)


def heard(*sung: tuple[float, float]) -> Heard:
    values: FloatArray = np.full(GRID.n_frames, 0.1, np.float32)
    for start, end in sung:
        values[round(start * 70) : round(end * 70)] = 0.9
    return Heard(values, PostprocessingConfig(median_frames=1))


def test_changes_come_longest_first_and_say_what_is_new() -> None:
    found = changes("a", GRID, heard((0, 5), (10, 12)), heard((0, 2), (10, 12), (15, 16)))
    assert found == (Change("a", 2.0, 5.0, False), Change("a", 15.0, 16.0, True))


def test_edges_that_moved_a_little_are_no_change() -> None:
    assert changes("a", GRID, heard((1, 5)), heard((1.2, 4.8))) == ()


def test_singing_gained_beside_singing_lost_is_two_changes() -> None:
    found = changes("a", GRID, heard((1, 5)), heard((5, 8)))
    assert [(change.start, change.end, change.sung) for change in found] == [(1.0, 5.0, False), (5.0, 8.0, True)]


def test_checked_time_tells_which_model_is_right() -> None:
    regions = (Region(0.0, 4.0, source="hand"),)
    found = changes("a", GRID, heard((0, 4)), heard((10, 12), (15, 16)), regions, ((0.0, 11.9),))
    assert [(change.start, change.right) for change in found] == [(0.0, False), (10.0, False), (15.0, None)]
    found = changes("a", GRID, heard((10, 12)), heard((0, 4)), regions, ((0.0, 20.0),))
    assert [change.right for change in found] == [True, True]


def test_probabilities_of_another_song_are_refused() -> None:
    other = Heard(np.zeros(3, np.float32), PostprocessingConfig(median_frames=1))
    with pytest.raises(ValueError, match="another number of frames"):
        changes("a", GRID, heard(), other)
