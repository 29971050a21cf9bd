"""Comparing recipes: exact p-values by brute force, corrections by hand, and no difference where there is none."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
import scipy.stats

from svd_core.experiments.folds.differences import COMPARED, corrected, differences, holm
from svd_core.experiments.folds.judgement import JudgedSong, Judgement

RATE = 70.0
ARTISTS = "abcd"


def songs(seed: int, skill: float) -> list[JudgedSong]:
    """One song of each artist, the labels always the same; the logits tell more of them with more skill."""
    labels, noise = np.random.default_rng(0), np.random.default_rng(seed)
    made = []
    for number, artist in enumerate(ARTISTS):
        sung = labels.random(150 + 40 * number) < 0.6
        logits = np.where(sung, skill, -skill) + noise.normal(0, 1.5, len(sung)) + 0.2 * number
        made.append(JudgedSong(artist, artist, logits.astype(np.float32), sung, np.ones(len(sung), np.bool_)))
    return made


def measured(judged: list[JudgedSong], measure: str) -> float:
    everybody = np.ones((1, len({song.artist for song in judged})))
    return float(Judgement(judged, 0.5, RATE).measures(everybody)[measure][0])


def test_a_difference_is_that_of_the_scores_as_a_mean_over_seeds():
    pairs = [(songs(seed, 0.5), songs(seed + 10, 1.0)) for seed in (1, 2)]
    found = differences(pairs, 0.5, RATE)
    for measure in COMPARED:
        expected = np.mean([measured(second, measure) - measured(first, measure) for first, second in pairs])
        assert found[measure].value.value == pytest.approx(expected), measure
        assert found[measure].seeds == 2
        assert found[measure].value.low < expected < found[measure].value.high


def test_p_over_artists_counts_all_exchanges_of_artists():
    first, second = songs(1, 0.6), songs(2, 0.8)
    found = differences([(first, second)], 0.5, RATE)
    for measure in COMPARED:
        observed = abs(measured(second, measure) - measured(first, measure))
        at_least = 0
        for exchanged in itertools.product((False, True), repeat=len(ARTISTS)):
            sides = [
                [b if flag else a for a, b, flag in zip(one, other, exchanged, strict=True)]
                for one, other in ((first, second), (second, first))
            ]
            at_least += abs(measured(sides[1], measure) - measured(sides[0], measure)) >= observed - 1e-12
        assert found[measure].p_artists == pytest.approx(at_least / 2 ** len(ARTISTS)), measure


def test_p_over_seeds_is_that_of_a_paired_t_test():
    pairs = [(songs(seed, 0.5), songs(seed + 10, 1.0)) for seed in (1, 2, 3)]
    errors = np.array([[measured(side, "auroc") for side in pair] for pair in pairs])
    expected = scipy.stats.ttest_rel(errors[:, 0], errors[:, 1]).pvalue
    found = differences(pairs, 0.5, RATE)
    assert found["auroc"].p_seeds == pytest.approx(expected)
    assert differences(pairs[:1], 0.5, RATE)["auroc"].p_seeds is None


def test_a_recipe_does_not_differ_from_itself():
    found = differences([(songs(1, 0.5), songs(1, 0.5))], 0.5, RATE)
    for measure in COMPARED:
        assert (found[measure].value.value, found[measure].value.low, found[measure].p_artists) == (0, 0, 1)


def test_auroc_of_the_other_side_does_not_leak_in():
    from sklearn import metrics as oracle  # late: takes a second

    first = songs(1, 0.5)
    far = [replace(song, logits=song.logits + 100) for song in songs(2, 0.5)]
    logits, sung = (np.concatenate([getattr(song, name) for song in far]) for name in ("logits", "sung"))
    expected = oracle.roc_auc_score(sung, logits) - measured(first, "auroc")
    assert differences([(first, far)], 0.5, RATE)["auroc"].value.value == pytest.approx(expected)


def test_p_values_are_corrected_for_their_number():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([None, 0.5, 0.9]) == [None, 1.0, 1.0]
    assert holm([]) == []
    better, worse = (differences([(songs(1, 0.5), songs(2, skill))], 0.5, RATE) for skill in (3.0, 0.1))
    first, _, second = corrected([better, {}, worse])
    for measure in COMPARED:
        both = holm([better[measure].p_artists, worse[measure].p_artists])
        assert [first[measure].p_artists, second[measure].p_artists] == both
    assert better["error"].p_artists == pytest.approx(2 / 16)


def test_of_one_artist_there_is_no_p_value():
    found = differences([(songs(1, 0.5)[:1], songs(2, 0.5)[:1])], 0.5, RATE)
    assert found["error"].p_artists is None
    assert found["error"].value.low is None
