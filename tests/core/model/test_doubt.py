"""How sure a model is of a song."""

from __future__ import annotations

import numpy as np
import pytest

from svd_core.config import PostprocessingConfig
from svd_core.model.doubt import doubt


def test_doubt_counts_frames_between_a_fifth_and_four_fifths_at_one_half():
    probabilities = np.array([0.01, 0.19, 0.21, 0.5, 0.79, 0.81, 0.99, 0.0], np.float32)
    assert doubt(probabilities, PostprocessingConfig()) == pytest.approx(3 / 8)


def test_doubt_follows_the_threshold_and_spans_both_of_hysteresis():
    probabilities = np.full(10, 0.1, np.float32)
    assert doubt(probabilities, PostprocessingConfig(0.5)) == 0
    assert doubt(probabilities, PostprocessingConfig(0.15)) == 1
    probabilities = np.linspace(0.005, 0.995, 199, dtype=np.float32)
    both = PostprocessingConfig(0.9, rule="hysteresis", leave_threshold=0.2)
    low, high = 0.2 / (0.2 + 0.8 * 4), 0.9 / (0.9 + 0.1 / 4)
    inside = float(np.mean((probabilities > low) & (probabilities < high)))
    assert doubt(probabilities, both) == pytest.approx(inside)


def test_a_song_without_frames_has_none():
    assert doubt(np.zeros(0, np.float32), PostprocessingConfig()) is None
