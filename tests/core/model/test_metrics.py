"""Evaluation: the reference's rules, word by word, against slow and obvious implementations."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.model.metrics import (
    THRESHOLDS,
    Counts,
    auroc,
    best_threshold,
    bootstrap_interval,
    count,
    mean_of_songs,
    score,
    score_songs,
)

Song = tuple[NDArray[np.float32], NDArray[np.bool_]]


@st.composite
def songs(draw: st.DrawFn) -> Song:
    """A song of few distinct probabilities, so that ties and thresholds are met often."""
    pairs = draw(
        st.lists(st.tuples(st.sampled_from([0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.99, 1]), st.booleans()), max_size=40)
    )
    return np.array([value for value, _ in pairs], np.float32), np.array([sung for _, sung in pairs], bool)


def song(n_frames: int = 1000, seed: int = 0) -> Song:
    generator = np.random.default_rng(seed)
    targets = generator.random(n_frames) < 0.5
    return np.clip(targets * 0.3 + generator.random(n_frames) * 0.7, 0, 1).astype(np.float32), targets


def test_scores_of_a_case_counted_by_hand() -> None:
    probabilities = np.array([0.9, 0.8, 0.4, 0.6, 0.2, 0.5], np.float32)
    targets = np.array([1, 1, 1, 0, 0, 0], bool)
    assert count(probabilities, targets, 0.5) == Counts(2, 1, 2, 1)
    scores = score([probabilities], [targets], 0.5)
    assert scores.error == pytest.approx(2 / 6)
    assert scores.recall == scores.specificity == scores.precision == scores.f1 == pytest.approx(2 / 3)
    assert scores.auroc == pytest.approx(7 / 9)
    assert (scores.threshold, scores.frames) == (0.5, 6)


def test_a_frame_at_the_threshold_is_not_vocal() -> None:
    assert count(np.array([0.5], np.float32), np.array([True]), 0.5) == Counts(0, 0, 0, 1)
    # 0.1 is larger as float32 than as float64; it must count as equal in every function alike.
    probabilities, targets = np.full(3, 0.1, np.float32), np.zeros(3, bool)
    assert count(probabilities, targets, 0.1).false_positive == 0


@given(st.lists(songs(), max_size=4), st.sampled_from(THRESHOLDS))
def test_pooled_counts_are_the_sums_over_songs(cases: list[Song], threshold: float) -> None:
    probabilities, targets = [values for values, _ in cases], [sung for _, sung in cases]
    frames = [(value > np.float32(threshold), sung) for case in cases for value, sung in zip(*case, strict=True)]
    right = sum(called == sung for called, sung in frames)
    scores = score(probabilities, targets, threshold)
    assert scores.error == (pytest.approx(1 - right / len(frames)) if frames else None)
    vocal = [called for called, sung in frames if sung]
    assert scores.recall == (pytest.approx(sum(vocal) / len(vocal)) if vocal else None)
    quiet = [not called for called, sung in frames if not sung]
    assert scores.specificity == (pytest.approx(sum(quiet) / len(quiet)) if quiet else None)
    called_vocal = [sung for called, sung in frames if called]
    assert scores.precision == (pytest.approx(sum(called_vocal) / len(called_vocal)) if called_vocal else None)
    hits, both = sum(called_vocal), len(called_vocal) + len(vocal)
    assert scores.f1 == (pytest.approx(2 * hits / both) if both else None)
    assert scores.frames == len(frames)


@given(songs())
def test_auroc_is_how_often_a_vocal_frame_gets_more(case: Song) -> None:
    probabilities, targets = case
    vocal, other = probabilities[targets], probabilities[~targets]
    wins = [(v > o) + 0.5 * (v == o) for v in vocal for o in other]
    assert auroc(probabilities, targets) == (pytest.approx(sum(wins) / len(wins)) if wins else None)


@given(st.lists(songs(), min_size=1, max_size=3))
def test_the_best_threshold_is_the_first_of_the_grid_with_the_highest_accuracy(cases: list[Song]) -> None:
    probabilities, targets = [values for values, _ in cases], [sung for _, sung in cases]
    errors = [score(probabilities, targets, threshold).error or 0 for threshold in THRESHOLDS]
    assert best_threshold(probabilities, targets) == THRESHOLDS[int(np.argmin(errors))]


def test_the_grid_is_the_references() -> None:
    assert len(THRESHOLDS) == 105
    assert THRESHOLDS[:4] == (1e-5, 1e-4, 1e-3, 0.01)
    assert THRESHOLDS[-4:] == (0.99, 0.999, 0.9999, 0.99999)
    assert list(THRESHOLDS) == sorted(THRESHOLDS)


def test_nothing_over_nothing_is_undefined() -> None:
    silent = score([np.zeros(4, np.float32)], [np.zeros(4, bool)], 0.5)
    assert (silent.recall, silent.precision, silent.f1, silent.auroc) == (None, None, None, None)
    assert (silent.error, silent.specificity) == (0, 1)
    sung = score([np.ones(4, np.float32)], [np.ones(4, bool)], 0.5)
    assert (sung.specificity, sung.auroc) == (None, None)
    assert (sung.recall, sung.precision, sung.f1) == (1, 1, 1)
    for nothing in (score([], [], 0.5), score([np.zeros(0, np.float32)], [np.zeros(0, bool)], 0.5), mean_of_songs(())):
        assert (nothing.frames, nothing.error, nothing.auroc) == (0, None, None)


def test_undefined_scores_are_in_no_mean_and_no_interval() -> None:
    cases = [song(100, 1), (np.zeros(50, np.float32), np.zeros(50, bool)), song(100, 2)]
    scored = score_songs("abc", [values for values, _ in cases], [sung for _, sung in cases], 0.4)
    mean = mean_of_songs(scored)
    assert scored[1].recall is None
    assert mean.recall == pytest.approx((scored[0].recall + scored[2].recall) / 2)
    assert mean.auroc == pytest.approx((scored[0].auroc + scored[2].auroc) / 2)
    assert mean.specificity == pytest.approx(sum(scores.specificity for scores in scored) / 3)
    silent, good = Counts(0, 0, 50, 0), Counts(40, 0, 0, 10)
    assert bootstrap_interval([silent] * 3, "recall") is None
    assert bootstrap_interval([silent, good], "recall") == (0.8, 0.8)


def test_songs_are_scored_by_name_and_averaged_alike() -> None:
    cases = [song(100, 1), song(900, 2)]
    probabilities, targets = [values for values, _ in cases], [sung for _, sung in cases]
    scored = score_songs(["a", "b"], probabilities, targets, 0.4)
    assert [scores.name for scores in scored] == ["a", "b"]
    for index, scores in enumerate(scored):
        alone = score([probabilities[index]], [targets[index]], 0.4)
        assert {**asdict(alone), "name": scores.name} == asdict(scores)
    mean = mean_of_songs(scored)
    assert mean.error == pytest.approx((scored[0].error + scored[1].error) / 2)
    assert mean.frames == 1000


def test_the_bootstrap_interval_draws_whole_songs() -> None:
    good, bad = Counts(50, 0, 50, 0), Counts(0, 50, 0, 50)
    assert bootstrap_interval([good] * 7) == (0, 0)
    assert bootstrap_interval([good, bad]) == (0, 1)
    low, high = bootstrap_interval([good] * 10 + [bad] * 10)
    assert 0.2 < low < 0.35 < 0.65 < high < 0.8
    assert bootstrap_interval([]) is None


def test_the_bootstrap_interval_repeats_with_its_seed_and_knows_its_measures() -> None:
    counts = [Counts(40 + i, i, 50 - i, 10) for i in range(12)]
    assert bootstrap_interval(counts, seed=3) == bootstrap_interval(counts, seed=3)
    assert bootstrap_interval(counts, seed=3) != bootstrap_interval(counts, seed=4)
    low, high = bootstrap_interval(counts, "f1")
    assert 0 < low < high < 1
    with pytest.raises(ValueError, match="there are error, recall"):
        bootstrap_interval(counts, "beauty")


@pytest.mark.parametrize(
    ("probabilities", "targets", "message"),
    [
        ([np.zeros(3)], [np.zeros(4, bool)], "song 0: probabilities of shape"),
        ([np.zeros(3)], [], "probabilities of 1 songs, targets of 0"),
        ([np.zeros(3)], [np.zeros(3)], "song 0: targets must be bool"),
        ([np.full(3, np.nan)], [np.zeros(3, bool)], "song 0: probabilities hold NaN"),
    ],
)
def test_what_does_not_fit_is_refused(probabilities: list, targets: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        score(probabilities, targets, 0.5)


def test_no_songs_no_threshold() -> None:
    with pytest.raises(ValueError, match="no songs"):
        best_threshold([], [])
