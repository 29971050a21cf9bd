"""Probabilities of which a part is known: each known stretch is decided as if it were all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from svd_core.audio.features import FrameGrid
from svd_core.config import RULES, PostprocessingConfig
from svd_gui.song.posterior import Posterior

GRID = FrameGrid(3000)
SETTINGS = PostprocessingConfig(median_frames=30, min_length=0.2, min_gap=0.2, onset_shift=-0.05)


@pytest.fixture
def probabilities() -> np.ndarray:
    rng = np.random.default_rng(3)
    return np.repeat(rng.random(60), 50).astype(np.float32)


@pytest.mark.parametrize("rule", RULES)
def test_pieces_in_any_order_make_the_whole(probabilities, rule):
    settings = replace(SETTINGS, rule=rule)
    pieces = Posterior.unknown(GRID)
    assert pieces.regions(settings) == () and pieces.undetected(43.0) == ((0.0, 43.0),)
    for start in (700, 1400, 0, 2100, 2800):
        assert not pieces.is_whole
        pieces.put(start, probabilities[start : start + 700])
        pieces.regions(settings)
    whole = Posterior(probabilities, GRID)
    np.testing.assert_array_equal(pieces.smoothed(30), whole.smoothed(30))
    assert pieces.is_whole and pieces.undetected(43.0) == ()
    assert pieces.regions(settings) == whole.regions(settings) != ()
    np.testing.assert_array_equal(pieces.crossings(settings), whole.crossings(settings))


def test_a_known_stretch_is_decided_by_itself_and_the_rest_is_not_called_unsung(probabilities):
    known = probabilities.copy()
    known[:700] = known[1400:] = np.nan
    posterior = Posterior(known, GRID)
    alone = Posterior(probabilities[700:1400], FrameGrid(700))
    for found, expected in zip(posterior.regions(SETTINGS), alone.regions(SETTINGS), strict=True):
        assert (found.start, found.end) == pytest.approx((expected.start + 10, expected.end + 10))
    np.testing.assert_allclose(posterior.crossings(SETTINGS), alone.crossings(SETTINGS) + 10)
    assert posterior.undetected(43.0) == ((0.0, 10.0), (20.0, 43.0)) and posterior.n_known == 700


def test_a_songs_own_threshold_follows_from_all_that_is_known(probabilities):
    known = probabilities.copy()
    known[1000:2000] = np.nan
    settings = replace(SETTINGS, rule="otsu")
    levels = Posterior(known, GRID).levels(settings)
    joined = np.concatenate([Posterior(known[:1000], FrameGrid(1000)).smoothed(30),
                             Posterior(known[2000:], FrameGrid(1000)).smoothed(30)])  # fmt: skip
    assert levels == Posterior(joined, FrameGrid(2000)).levels(replace(settings, median_frames=1))
