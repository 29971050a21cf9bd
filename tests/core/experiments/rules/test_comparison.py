"""Rules judged on left-out artists: settings come from the others, and figures are those of the frames."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Region
from svd_core.audio.features import FrameGrid
from svd_core.config import RULES, PostprocessingConfig
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.rules.candidates import Candidates, all_candidates
from svd_core.experiments.rules.comparison import RuleComparison, Song, fitted_temperature
from svd_core.experiments.rules.results import NetworkResults, as_json, correlation, page

MEDIAN = 1


def song(name: str, artist: str, sung: float, unsung: float, n_frames: int = 700, late: float = 0.0) -> Song:
    """Ten seconds, sung from 3 to 7 s; logits `sung` there, or `late` seconds later, and `unsung` elsewhere."""
    regions = (Region(3.0, 7.0),)
    grid = FrameGrid(n_frames)
    mask = frame_targets.from_regions((Region(3.0 + late, 7.0 + late),), grid)
    logits = np.where(mask, sung, unsung).astype(np.float32)
    return Song(LabelledSong(name, Path(f"{name}.wav"), regions), artist, logits)


def thresholds(*values: float) -> Candidates:
    return Candidates("threshold", tuple(PostprocessingConfig(value, MEDIAN) for value in values))


def test_each_artist_is_decided_by_what_is_best_on_the_others():
    # A, B and D need a low threshold, C a high one: C is judged at the low one and is sung throughout.
    songs = [song(name, name.upper(), -1.0, -3.0) for name in "abd"] + [song("c", "C", 3.0, 1.0)]
    row = RuleComparison(songs).row(thresholds(0.2, 0.9))
    assert {artist: config.threshold for artist, config in row.chosen.items()} == dict.fromkeys("ABCD", 0.2)
    unsung = float(np.mean(~frame_targets.from_regions(songs[3].labelled.regions, songs[3].grid)))
    assert row.values["error"].value == pytest.approx(unsung / 4)
    assert row.values["recall"].value == 1 and row.values["specificity"].value == pytest.approx(3 / 4)
    assert row.hindsight == pytest.approx(unsung / 4) and row.best.threshold == 0.2
    low, high = row.values["error"].low, row.values["error"].high
    assert low is not None and high is not None and low < unsung / 4 < high
    # Two songs alike leave nothing but the other one to choose by.
    two = RuleComparison([songs[0], songs[3]]).row(thresholds(0.2, 0.9))
    assert {artist: config.threshold for artist, config in two.chosen.items()} == {"A": 0.9, "C": 0.2}


def test_songs_of_one_artist_weigh_as_much_as_three():
    songs = [song(f"a{number}", "A", 3.0, 1.0) for number in range(12)] + [song("b", "B", 3.0, -3.0)]
    row = RuleComparison(songs).row(thresholds(0.5))
    unsung = float(np.mean(~frame_targets.from_regions(songs[0].labelled.regions, songs[0].grid)))
    assert row.values["error"].value == pytest.approx(3 * unsung / 4)


def test_a_demanded_specificity_goes_before_the_error():
    # At .5 half of what is unsung is called singing, at .9 nothing, but most singing is missed.
    logits = np.concatenate([np.full(100, 1.0), np.full(400, 1.0), np.full(100, 0.1), np.full(100, -1.0)])
    regions = (Region(0.0, 500 / 70),)
    songs = [Song(LabelledSong(name, Path(name), regions), name, logits.astype(np.float32)) for name in "AB"]
    comparison, settings = RuleComparison(songs), thresholds(0.5, 0.9).settings
    assert comparison.row(Candidates("any", settings)).best.threshold == 0.5
    demanding = comparison.row(Candidates("specific", settings, 0.9))
    assert demanding.best.threshold == 0.9 and demanding.values["specificity"].value == 1


def test_edges_are_corrected_by_the_bias_on_the_others():
    songs = [song("a", "A", 5.0, -5.0, late=0.2), song("b", "B", 5.0, -5.0, late=0.2), song("c", "C", 5.0, -5.0)]
    comparison, config = RuleComparison(songs), PostprocessingConfig(0.5, MEDIAN)
    plain, moved = comparison.row(Candidates("as it is", (config,))), comparison.corrected(config)
    assert plain.edges.onset_bias == pytest.approx(0.4 / 3, abs=0.01)
    # Of A the others are late by a tenth on average, of C by a fifth.
    assert moved.chosen["A"].onset_shift == pytest.approx(-0.1, abs=0.01)
    assert moved.chosen["C"].onset_shift == pytest.approx(-0.2, abs=0.01)
    assert moved.edges.onsets == pytest.approx((0.1 + 0.1 + 0.2) / 3, abs=0.01)
    alike = RuleComparison(songs[:2])
    assert alike.corrected(config).values["error"].value == pytest.approx(0, abs=0.005)


def test_a_temperature_flattens_what_is_too_sure():
    rng = np.random.default_rng(0)
    songs = []
    for name in "ABC":
        # Probabilities that say what they mean, then doubled logits.
        true = rng.normal(0, 2, 20_000)
        sung = rng.random(20_000) < 1 / (1 + np.exp(-true))
        grid = FrameGrid(20_000)
        regions = frame_targets.to_regions(sung, grid, source="file")
        songs.append(Song(LabelledSong(name, Path(name), regions), name, (2 * true).astype(np.float32)))
    found = fitted_temperature(songs)
    assert found.best == pytest.approx(2, rel=0.05) and set(found.chosen) == {"A", "B", "C"}
    assert found.after < found.before


def test_doubt_is_the_share_near_the_threshold_beside_the_error_of_each_song():
    sure, unsure = song("sure", "A", 4.0, -4.0), song("unsure", "B", 0.5, -4.0)
    found = {one.name: one for one in RuleComparison([sure, unsure]).doubts(PostprocessingConfig(0.5, MEDIAN))}
    assert (found["sure"].doubt, found["sure"].error) == (0, 0)
    assert found["unsure"].doubt == pytest.approx(0.4, abs=0.01)
    assert correlation([found["sure"]]) == {"pearson": None, "spearman": None}
    three = [replace(found["sure"], doubt=doubt, error=error) for doubt, error in ((0.1, 0.2), (0.2, 0.3), (0.9, 0.31))]
    assert correlation(three)["spearman"] == pytest.approx(1)
    assert correlation(three)["pearson"] == pytest.approx(np.corrcoef([0.1, 0.2, 0.9], [0.2, 0.3, 0.31])[0, 1])
    assert correlation([three[0]] * 3) == {"pearson": None, "spearman": None}


def test_every_rule_is_among_the_candidates_and_results_are_written_for_people_and_programs():
    candidates = all_candidates()
    assert {config.rule for one in candidates for config in one.settings} == set(RULES)
    assert len(candidates[0].settings) == 1, "the first is what nothing was chosen for"
    songs = [song("a", "A", 2.0, -3.0), song("b", "B", 1.0, -3.0), song("c", "C", 0.5, -0.5)]
    comparison = RuleComparison(songs)
    rows = tuple(comparison.row(Candidates(one.name, one.settings[:4])) for one in candidates)
    doubts = tuple(comparison.doubts(candidates[0].settings[0]))
    result = NetworkResults("net-s0", 3, rows, fitted_temperature(songs), doubts)
    text = page([result])
    assert "## net-s0" in text and all(f"| {one.name} |" in text for one in candidates)
    document = as_json([result])
    assert [row["rule"] for row in document["results"][0]["rules"]] == [one.name for one in candidates]
    assert document["results"][0]["rules"][0]["error"]["value"] == rows[0].values["error"].value
