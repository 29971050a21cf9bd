"""The page and the figure of results, to the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.config import PRESETS
from svd_core.experiments.paper.experiment import TABLES, Experiment
from svd_core.experiments.paper.figure import chart
from svd_core.experiments.paper.results import Results
from svd_core.experiments.paper.scoring import Score
from svd_core.experiments.paper.settings import FIGURE_2
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.paper.tables import table_text
from svd_core.model.metrics import Counts, Scores

SPLITS = tuple(
    Split(name, frozenset({song}), frozenset(), frozenset({song})) for name, song in (("one", "a"), ("two", "b"))
)


def experiment(kind: str, n_seeds: int = 2) -> Experiment:
    preset = PRESETS["schlueter2017"]
    return Experiment(kind, (Path("d"),), (), SPLITS, preset, "schlueter2017", n_seeds, Path("out"))


def scores(system: str, seed: int, wrong: int) -> list[Score]:
    """Two songs of 100 frames: all wrong frames are missed ones of the first."""

    def rates(wrong: int, frames: int) -> Scores:
        sung = frames // 2
        error, recall = wrong / frames, 1 - wrong / sung
        return Scores(error, recall, 1.0, 1.0, 2 * recall / (1 + recall), 0.9, 0.5, frames)

    first, second, both = rates(wrong, 100), rates(0, 100), rates(wrong, 200)
    found = []
    for scope, names in (("song", ("a", "b")), ("fold", ("one", "two")), ("artist", ("Ann", "B|b"))):
        for name, item in zip(names, (first, second), strict=True):
            missed = wrong if item is first else 0
            found.append(Score(system, seed, scope, name, "", "", item, Counts(50 - missed, 0, 50, missed)))
    found.append(Score(system, seed, "artists", "", "", "", both))
    found.append(Score(system, seed, "all", "", "", "", both, Counts(100 - wrong, 0, 100, wrong)))
    return found


def results(**wrong: list[int]) -> Results:
    names = {"train_test": "train+test"}
    found = [score for name, seeds in wrong.items() for seed, number in enumerate(seeds)
             for score in scores(names.get(name, name), seed, number)]  # fmt: skip
    return Results(experiment("tables"), tuple(found), 6, 8)


def test_the_page_of_the_tables_word_for_word():
    text = table_text(results(none=[20, 24], train=[16, 18], test=[20, 24]))
    assert text == (Path(__file__).parent / "tables.md").read_text(encoding="utf-8")


def test_all_four_ways_of_the_paper_are_compared():
    assert [system.key for system in TABLES] == ["none", "train", "test", "train+test"]
    assert [system.shifted for system in TABLES] == [False, False, True, True]
    assert TABLES[1].setting.augment == PRESETS["schlueter2017"].augment


def test_the_figure_has_a_row_for_each_strength_and_headings_once():
    found = [score for row in FIGURE_2 for seed in range(2) for score in scores(row.key, seed, 10 + seed)]
    drawn = chart(Results(experiment("figure2"), tuple(found), 1, 1))
    assert len(drawn.rows) == len(FIGURE_2)
    headings = [row.heading for row in drawn.rows if row.heading]
    assert len(headings) == len(set(headings)) > 6
    assert drawn.reference == pytest.approx(5.25)
    assert drawn.rows[0].value == pytest.approx(5.25)
    assert drawn.rows[0].low < 5.0
    assert drawn.rows[0].high > 5.5
    assert drawn.rows[0].points == pytest.approx((5.0, 5.5))


def test_what_is_not_scored_yet_is_left_out_of_the_figure_and_blank_on_the_page():
    nothing = Results(experiment("figure2"), (), 0, 10)
    assert chart(nothing).rows == ()
    assert "**Unfinished:** 0 of 10" in table_text(nothing)


def test_one_seed_has_no_interval():
    found = Results(replace(experiment("tables"), n_seeds=1), tuple(scores("none", 0, 20)), 1, 1)
    assert "| without | 1 | 10.0 |" in table_text(found)
    assert chart(found).rows[0].low == chart(found).rows[0].high
