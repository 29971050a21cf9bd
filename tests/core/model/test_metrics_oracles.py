"""Scores against those of others: scikit-learn for classification, mir_eval for voicing."""

from __future__ import annotations

import mir_eval
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.model.metrics import THRESHOLDS, auroc, best_threshold, count, score

Song = tuple[NDArray[np.float32], NDArray[np.bool_]]
thresholds = st.sampled_from(THRESHOLDS)


@st.composite
def songs(draw: st.DrawFn) -> Song:
    """A song in which both classes occur; some probabilities are equal, and some lie on a threshold."""
    seed, n_frames = draw(st.integers(0, 2**32 - 1)), draw(st.integers(2, 300))
    generator = np.random.default_rng(seed)
    targets = generator.random(n_frames) < draw(st.floats(0.1, 0.9))
    targets[:2] = (True, False)
    values = np.clip(0.3 * targets + 0.7 * generator.random(n_frames), 0, 1).astype(np.float32)
    return np.round(values, draw(st.integers(1, 4))), targets


@given(songs(), thresholds)
def test_rates_are_those_of_scikit_learn(song: Song, threshold: float) -> None:
    from sklearn import metrics as oracle  # late: takes a second

    probabilities, targets = song
    called = probabilities > np.float32(threshold)
    ours = score([probabilities], [targets], threshold)
    assert ours.error == pytest.approx(1 - oracle.accuracy_score(targets, called))
    assert ours.recall == pytest.approx(oracle.recall_score(targets, called, zero_division=0))
    assert ours.specificity == pytest.approx(oracle.recall_score(~targets, ~called, zero_division=0))
    precision = oracle.precision_score(targets, called, zero_division=np.nan)
    assert ours.precision == (pytest.approx(precision) if called.any() else None)
    assert ours.f1 == pytest.approx(oracle.f1_score(targets, called, zero_division=0))
    counts = count(probabilities, targets, threshold)
    matrix = oracle.confusion_matrix(targets, called, labels=[False, True])
    assert matrix.ravel().tolist() == [
        counts.true_negative,
        counts.false_positive,
        counts.false_negative,
        counts.true_positive,
    ]


@given(songs())
def test_the_area_under_the_curve_is_that_of_scikit_learn(song: Song) -> None:
    from sklearn import metrics as oracle  # late: takes a second

    probabilities, targets = song
    assert auroc(probabilities, targets) == pytest.approx(oracle.roc_auc_score(targets, probabilities))


@given(st.lists(songs(), min_size=1, max_size=4), thresholds)
def test_scores_of_several_songs_are_those_of_their_frames_joined(several: list[Song], threshold: float) -> None:
    from sklearn import metrics as oracle  # late: takes a second

    probabilities, targets = zip(*several, strict=True)
    ours = score(probabilities, targets, threshold)
    joined, sung = np.concatenate(probabilities), np.concatenate(targets)
    called = joined > np.float32(threshold)
    assert ours.error == pytest.approx(oracle.zero_one_loss(sung, called))
    assert ours.auroc == pytest.approx(oracle.roc_auc_score(sung, joined))
    assert ours.frames == len(sung)


@pytest.mark.filterwarnings("ignore:Estimated melody has no voiced frames")
@given(songs(), thresholds)
def test_recall_and_false_alarms_are_those_of_mir_eval(song: Song, threshold: float) -> None:
    probabilities, targets = song
    called = probabilities > np.float32(threshold)
    ours = score([probabilities], [targets], threshold)
    recall, false_alarms = mir_eval.melody.voicing_measures(targets.astype(float), called.astype(float))
    assert ours.recall == pytest.approx(recall)
    assert 1 - ours.specificity == pytest.approx(false_alarms)


@given(songs())
def test_no_threshold_of_the_grid_is_better(song: Song) -> None:
    probabilities, targets = song
    accuracies = [((probabilities > np.float32(grid)) == targets).mean() for grid in THRESHOLDS]
    assert best_threshold([probabilities], [targets]) == THRESHOLDS[int(np.argmax(accuracies))]
