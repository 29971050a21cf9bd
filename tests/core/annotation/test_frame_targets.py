"""Labels: frame i is vocal if `start <= i / 70 < end`, and masks survive the way there and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Region
from svd_core.annotation.vocabulary import is_singing
from svd_core.audio.features import FrameGrid


def test_a_frame_is_vocal_from_the_start_up_to_but_not_at_the_end() -> None:
    grid = FrameGrid(10)
    mask = frame_targets.from_regions((Region(2 / 70, 5 / 70),), grid)
    assert np.flatnonzero(mask).tolist() == [2, 3, 4]


@given(st.floats(0, 3), st.floats(0.001, 3))
def test_targets_are_the_definition_word_by_word(start: float, length: float) -> None:
    grid, region = FrameGrid(300), Region(start, start + length)
    expected = [region.start <= i / 70 < region.end for i in range(300)]
    assert frame_targets.from_regions((region,), grid).tolist() == expected


@given(st.lists(st.booleans(), max_size=300))
def test_a_mask_survives_as_regions(frames: list[bool]) -> None:
    grid, mask = FrameGrid(len(frames)), np.array(frames, bool)
    assert np.array_equal(frame_targets.from_regions(frame_targets.to_regions(mask, grid), grid), mask)


def test_confidence_is_the_mean_probability_of_each_run() -> None:
    mask = np.array([0, 1, 1, 0, 1], bool)
    found = frame_targets.to_regions(mask, FrameGrid(5), "model", np.array([0, 0.5, 1, 0, 0.75], np.float32))
    assert [region.confidence for region in found] == pytest.approx([0.75, 0.75])
    assert [(region.start, region.end) for region in found] == [(1 / 70, 3 / 70), (4 / 70, 5 / 70)]


def test_no_frames_no_regions() -> None:
    assert frame_targets.to_regions(np.zeros(0, bool), FrameGrid(0), "model", np.zeros(0, np.float32)) == ()
    assert frame_targets.from_regions((Region(0, 1),), FrameGrid(0)).shape == (0,)


def test_a_mask_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="grid of 4 frames"):
        frame_targets.to_regions(np.zeros(3, bool), FrameGrid(4))


def test_regions_beyond_the_song_and_not_singing_do_not_count() -> None:
    grid = FrameGrid(70)
    regions = (Region(0, 0.5, "nosing"), Region(0.5, 99), Region(100, 101))
    assert frame_targets.from_regions(regions, grid).sum() == 35


@pytest.mark.parametrize("label", ["sing", "1", "", "vocal", "Verse 2", "la la", "female", "singing"])
def test_any_words_mean_singing(label: str) -> None:
    assert is_singing(label)


@pytest.mark.parametrize("label", ["nosing", "0", "NO", " Instrumental ", "no vocals", "non-vocal", "speech", "pau"])
def test_save_those_that_say_it_is_not(label: str) -> None:
    assert not is_singing(label)
