"""Judging on left-out artists: against brute force and scikit-learn, and what an interval over artists must do."""

from __future__ import annotations

import mir_eval
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from svd_core.experiments.folds.edges import FARTHEST, distances_to_found
from svd_core.experiments.folds.judgement import (
    MEASURES,
    THRESHOLDS,
    JudgedSong,
    Judgement,
    error_counts,
    mean_scores,
    weights,
)

RATE = 70.0


def song(name: str, artist: str, logits: np.ndarray, sung: np.ndarray, checked: np.ndarray | None = None) -> JudgedSong:
    everything = np.ones(len(logits), np.bool_) if checked is None else checked
    return JudgedSong(name, artist, logits.astype(np.float32), sung, everything)


def songs(counts: dict[str, int], n_frames: int = 120) -> list[JudgedSong]:
    """Songs in which the logit tells something of singing, by so many artists with so many songs each."""
    rng = np.random.default_rng(3)
    made = []
    for artist, count in counts.items():
        for number in range(count):
            sung = rng.random(n_frames) < 0.6
            # A coarse grid, so that there are ties.
            logits = np.round(rng.normal(np.where(sung, 1.0, -1.0), 1.5), 1)
            made.append(song(f"{artist}{number}", artist, logits, sung, rng.random(n_frames) < 0.9))
    return made


MANY = {"a": 6, "b": 1, "c": 2}


def frames(judged: list[JudgedSong]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits, labels and weights of all checked frames."""
    each = weights([one.artist for one in judged])
    logits = np.concatenate([one.logits[one.checked] for one in judged])
    sung = np.concatenate([one.sung[one.checked] for one in judged])
    weight = np.concatenate([np.full(int(one.checked.sum()), w) for one, w in zip(judged, each, strict=True)])
    return logits, sung, weight


def value(judged: list[JudgedSong], measure: str, threshold: float = 0.5) -> float | None:
    return Judgement(judged, threshold, RATE).scores().scores.values[measure].value


def test_scores_are_those_of_weighted_frames():
    from sklearn import metrics as oracle  # late: takes a second

    judged = songs(MANY)
    logits, sung, weight = frames(judged)
    called = logits > np.log(0.3 / 0.7)
    expected = {
        "error": 1 - oracle.accuracy_score(sung, called, sample_weight=weight),
        "recall": oracle.recall_score(sung, called, sample_weight=weight),
        "specificity": oracle.recall_score(~sung, ~called, sample_weight=weight),
        "precision": oracle.precision_score(sung, called, sample_weight=weight),
        "f1": oracle.f1_score(sung, called, sample_weight=weight),
        "auroc": oracle.roc_auc_score(sung, logits, sample_weight=weight),
    }
    for measure, right in expected.items():
        assert value(judged, measure, 0.3) == pytest.approx(right), measure


def test_an_artist_with_many_songs_weighs_as_much_as_three():
    few, many = songs({"a": 3, "b": 1}), songs({"a": 3, "b": 1})
    copies = [song(f"again{n}", "a", one.logits, one.sung, one.checked) for n, one in enumerate(few[:3])]
    for measure in ("error", "auroc", "best_error", "own_error", "others_error"):
        assert value([*many, *copies], measure) == pytest.approx(value(few, measure)), measure


def test_best_common_own_and_others_thresholds_are_those_of_brute_force():
    judged = songs(MANY)
    each = weights([one.artist for one in judged])

    def wrong(chosen: list[tuple[JudgedSong, float]], threshold: float) -> float:
        return sum(w * ((one.logits > threshold) != one.sung)[one.checked].sum() for one, w in chosen)

    everything = list(zip(judged, each, strict=True))
    total = sum(w * one.checked.sum() for one, w in everything)
    assert value(judged, "best_error") == pytest.approx(min(wrong(everything, t) for t in THRESHOLDS) / total)
    own = sum(min(wrong([one], t) for t in THRESHOLDS) for one in everything)
    assert value(judged, "own_error") == pytest.approx(own / total)
    others = 0.0
    for artist in MANY:
        rest = [item for item in everything if item[0].artist != artist]
        chosen = min(THRESHOLDS, key=lambda t: wrong(rest, t))
        others += wrong([item for item in everything if item[0].artist == artist], chosen)
    assert value(judged, "others_error") == pytest.approx(others / total)


def test_with_validation_songs_they_alone_choose_the_other_threshold():
    judged, validation = songs(MANY), [song("v", "v", np.array([1.0, 3.0]), np.array([False, True]))]
    others = Judgement(judged, 0.5, RATE, validation).scores().scores.values["others_error"]
    # The first threshold that is right for both frames is 1; no logit lies between it and 1.05.
    found = Judgement(judged, float(1 / (1 + np.exp(-1.05))), RATE).scores().scores.values["error"]
    assert others.value == pytest.approx(found.value)
    assert others.value != pytest.approx(value(judged, "others_error"))
    alone = Judgement([one for one in judged if one.artist == "c"], 0.5, RATE, validation)
    assert alone.scores().scores.values["others_error"].value is not None


def test_every_song_has_an_error_of_its_own():
    judged = songs(MANY)
    found = Judgement(judged, 0.3, RATE).song_errors()
    assert list(found) == [one.name for one in judged]
    for one in judged:
        wrong = ((one.logits > np.log(0.3 / 0.7)) != one.sung)[one.checked]
        assert found[one.name] == pytest.approx(wrong.mean())
    unchecked = song("u", "u", np.zeros(9), np.zeros(9, np.bool_), np.zeros(9, np.bool_))
    assert np.isnan(Judgement([unchecked], 0.5, RATE).song_errors()["u"])


@given(logits=arrays(np.float32, 25, elements=st.floats(-9, 9, width=16)), sung=arrays(np.bool_, 25))
def test_errors_at_every_threshold_are_counted(logits: np.ndarray, sung: np.ndarray):
    counted = error_counts(logits, sung)
    assert [((logits > t) != sung).sum() for t in THRESHOLDS] == counted.tolist()


def test_an_interval_holds_the_value_and_is_as_wide_as_artists_differ():
    scores = Judgement(songs({"a": 2, "b": 2, "c": 2, "d": 1}), 0.5, RATE).scores().scores
    for measure in ("error", "recall", "specificity", "auroc", "own_error"):
        found = scores.values[measure]
        assert found.low < found.value < found.high, measure
    one = songs({"a": 1})[0]
    alike = [song(name, name, one.logits, one.sung, one.checked) for name in "abcd"]
    found = Judgement(alike, 0.5, RATE).scores().scores.values["error"]
    assert found.low == pytest.approx(found.value) and found.high == pytest.approx(found.value)


def test_of_a_single_artist_there_is_no_interval_and_no_threshold_of_others():
    judgement = Judgement(songs(MANY), 0.5, RATE)
    alone = judgement.of_artist("c").scores
    assert (alone.songs, alone.artists) == (2, 1)
    assert alone.values["error"].low is None
    assert alone.values["others_error"].value is None
    only = Judgement([one for one in songs(MANY) if one.artist == "c"], 0.5, RATE).scores().scores
    assert only == alone


def test_where_nobody_sings_what_is_undefined_is_none():
    quiet = [song(name, name, np.full(50, -1.0), np.zeros(50, np.bool_)) for name in "ab"]
    scores = Judgement(quiet, 0.5, RATE).scores().scores.values
    assert (scores["error"].value, scores["specificity"].value) == (0, 1)
    assert [scores[name].value for name in ("recall", "auroc", "edge")] == [None] * 3


def test_the_mean_over_seeds_is_formed_draw_by_draw():
    first, second = songs(MANY), [song(s.name, s.artist, -s.logits, s.sung, s.checked) for s in songs(MANY)]
    drawn = [Judgement(judged, 0.5, RATE).scores() for judged in (first, second)]
    mean = mean_scores(drawn).scores.values
    for measure in MEASURES:
        assert mean[measure].value == pytest.approx(np.mean([one.figures[measure].value for one in drawn]))
    # Errors that cancel in every draw leave nothing between which the mean could lie.
    assert mean["auroc"].low == pytest.approx(0.5, abs=0.02)


def test_distances_are_to_the_nearest_edge_found():
    rng = np.random.default_rng(0)
    for _ in range(20):
        sung, found = (np.repeat(rng.random(12) < 0.5, rng.integers(1, 20, 12)) for _ in range(2))
        length = min(len(sung), len(found))
        sung, found = sung[:length], found[:length]
        distances = distances_to_found(found, sung, np.ones(length, np.bool_), RATE)
        labelled, edges = (np.flatnonzero(np.diff(mask.astype(int))) for mask in (sung, found))
        if not len(edges):
            assert distances.tolist() == [FARTHEST] * len(labelled)
            continue
        assert distances == pytest.approx([np.abs(edges - place).min() / RATE for place in labelled])
        if len(labelled):
            # mir_eval wants intervals, compares their bounds, and rounds them.
            ours, theirs = (
                np.stack([np.r_[0, places + 1], np.r_[places + 1, length]], axis=1) / RATE
                for places in (edges, labelled)
            )
            oracle = mir_eval.segment.deviation(theirs, ours, trim=True)
            assert np.median(distances) == pytest.approx(oracle[0], abs=1e-5)


def test_far_edges_count_as_two_seconds_and_unchecked_ones_not_at_all():
    sung = np.zeros(2000, np.bool_)
    sung[500:1000] = True
    found = np.zeros(2000, np.bool_)
    found[510:2000] = True
    checked = np.ones(2000, np.bool_)
    assert distances_to_found(found, sung, checked, RATE) == pytest.approx([10 / RATE, FARTHEST])
    checked[990:] = False
    assert distances_to_found(found, sung, checked, RATE) == pytest.approx([10 / RATE])
