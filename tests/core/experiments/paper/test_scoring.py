"""Scores: thresholds in which no scored song had a say, counts, means and intervals."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from svd_core.experiments.paper.results import COLUMNS, Results, csv_text
from svd_core.experiments.paper.scoring import (
    interval_of_mean,
    means_over_seeds,
    scores_of_seed,
    thresholds,
)
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.predictions import LabelledPrediction
from svd_core.model.metrics import THRESHOLDS, best_threshold


def fold(name: str, *songs: str) -> Split:
    return Split(name, frozenset(songs), frozenset(), frozenset(songs))


FOLDS = (fold("one", "a"), fold("two", "b"), fold("three", "c"))


def predictions(name: str, threshold: float, artist: str = "") -> LabelledPrediction:
    """A song that only a threshold just there decides rightly, frame by frame."""
    values = np.array([*(t for t in THRESHOLDS), 1.0], np.float32)
    return LabelledPrediction(name, values, values > np.float32(threshold), artist or name)


def test_a_fold_gets_the_threshold_that_is_best_for_the_others_not_for_itself():
    songs = {"one": [predictions("a", 0.9)], "two": [predictions("b", 0.2)], "three": [predictions("c", 0.2)]}
    assert thresholds(FOLDS, songs)["one"] == 0.2
    assert best_threshold([songs["one"][0].probabilities], [songs["one"][0].targets]) == 0.9


@given(
    probabilities=arrays(np.float32, 30, elements=st.floats(0, 1, width=32)),
    targets=arrays(np.bool_, 30),
    which=st.sampled_from(["one", "two", "three"]),
)
def test_nothing_in_a_fold_moves_its_own_threshold(probabilities: np.ndarray, targets: np.ndarray, which: str):
    songs = {"one": [predictions("a", 0.7)], "two": [predictions("b", 0.3)], "three": [predictions("c", 0.5)]}
    before = thresholds(FOLDS, songs)
    name = songs[which][0].name
    songs[which] = [LabelledPrediction(name, probabilities, targets, name)]
    assert thresholds(FOLDS, songs)[which] == before[which]


def test_with_validation_songs_they_alone_decide():
    split = Split("official", frozenset("a"), frozenset("b"), frozenset("abc"))
    songs = {"official": [predictions("a", 0.9), predictions("b", 0.4)]}
    assert thresholds([split], songs) == {"official": 0.4}
    (all_frames,) = (item for item in scores_of_seed("x", 0, [split], songs) if item.scope == "all")
    assert all_frames.scores.frames == len(THRESHOLDS) + 1
    assert all_frames.scores.error > 0


def seeds() -> list:
    """Scores of two seeds; the song of fold one is wrong in as many frames as its threshold is off."""
    found = []
    for seed, wrong in enumerate([0.6, 0.8]):
        songs = {
            "one": [predictions("a", wrong, "X")],
            "two": [predictions("b", 0.5, "Y")],
            "three": [predictions("c", 0.5, "Y")],
        }
        found += scores_of_seed("x", seed, FOLDS, songs, {"one": "k1", "two": "k2", "three": "k3"})
    return found


def test_every_song_fold_and_act_is_scored_and_all_frames_together():
    first = [item for item in seeds() if item.seed == 0]
    assert [(item.scope, item.name) for item in first] == [
        *[("song", "a"), ("song", "b"), ("song", "c"), ("fold", "one"), ("fold", "two"), ("fold", "three")],
        *[("artist", "X"), ("artist", "Y"), ("artists", ""), ("all", "")],
    ]
    by_name = {(item.scope, item.name): item for item in first}
    n_frames = len(THRESHOLDS) + 1
    # Fold one is held against .5: the frames with probabilities in (.5, .6] are called vocal and are not.
    assert by_name["song", "a"].counts is not None
    assert by_name["song", "a"].counts.false_positive == 10
    assert by_name["song", "a"].scores.error == pytest.approx(10 / n_frames)
    assert by_name["song", "a"].model == "k1"
    assert by_name["all", ""].scores.frames == 3 * n_frames
    assert by_name["artist", "Y"].scores.frames == 2 * n_frames
    both = (by_name["artist", "X"].scores.error + by_name["artist", "Y"].scores.error) / 2
    assert by_name["artists", ""].scores.error == pytest.approx(both)
    assert both != pytest.approx(by_name["all", ""].scores.error)


def test_means_are_over_seeds_and_of_each_thing_by_itself():
    songs = seeds()
    means = {(item.scope, item.name): item for item in means_over_seeds(songs)}
    errors = [item.scores.error for item in songs if (item.scope, item.name) == ("fold", "one")]
    assert means["fold", "one"].scores.error == pytest.approx(np.mean(errors))
    assert means["fold", "one"].interval == interval_of_mean(errors)
    assert means["fold", "one"].scores.frames == len(THRESHOLDS) + 1
    assert means["fold", "one"].seed is None


def test_the_interval_is_students():
    assert interval_of_mean([1.0]) is None
    low, high = interval_of_mean([1.0, 2.0, 3.0]) or (0, 0)
    # 4.3027 is the 97.5 % point of Student's t for two degrees of freedom.
    assert (low, high) == pytest.approx((2 - 4.30265 / 3**0.5, 2 + 4.30265 / 3**0.5), abs=1e-4)


def test_the_csv_has_a_row_for_everything_and_the_means_last():
    songs = [replace(item, name=item.name and f"é, {item.name}") for item in seeds()]
    results = Results(None, tuple(songs), 6, 6)  # type: ignore[arg-type]  # not asked for here
    rows = list(csv.DictReader(io.StringIO(csv_text(results))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(songs) + len(songs) // 2
    assert [row["seed"] for row in rows].index("mean") == len(songs)
    assert rows[0] | {"system": "x", "seed": "0", "scope": "song", "name": "é, a", "false_positive": "10"} == rows[0]
    assert rows[-1]["error_low"] < rows[-1]["error"] < rows[-1]["error_high"]
    assert rows[-1]["true_positive"] == ""
