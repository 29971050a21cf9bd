"""The pages and the pictures of the paper's experiments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from svd_core.annotation.regions import Region
from svd_core.config import PRESETS
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds.decision import Decision
from svd_core.experiments.folds.finding import NetworkPosteriors, ScoredSongs
from svd_core.experiments.folds.judging import compare, judge, recipes_of
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.results import Comparison, Results
from svd_core.experiments.folds.splits import Split
from svd_core.experiments.folds.task import Task
from svd_core.experiments.paper.augmentation import AUGMENTATIONS, PUBLISHED, SYSTEMS, AugmentationTask
from svd_core.experiments.paper.figure2 import SETTINGS, Figure2Task
from svd_core.experiments.paper.recipe_names import preset_and_trial
from svd_core.experiments.paper.settings import FIGURE_2

FRAMES = 700
SONGS = tuple(LabelledSong(name, Path(f"{name}.wav"), (Region(0.0, 5.0, "sing"),)) for name in "ab")
SPLITS = [Split(song.name, frozenset(song.name), frozenset(), frozenset(song.name)) for song in SONGS]
SCORED = ScoredSongs.of(SONGS, SPLITS, {"a": "Ann", "b": "B|b"})
DECISION = Decision(median_frames=1)


pytestmark = pytest.mark.usefixtures("few_draws")


def results(kind: type[Task], wrong: Mapping[str, list[int]], **more: object) -> tuple[Task, Results]:
    """Two songs whose labels say singing in half of their frames; so many frames of the first are missed a seed."""
    networks = []
    for recipe, seeds in wrong.items():
        for seed, number in enumerate(seeds):
            logits = np.where(np.arange(FRAMES) < FRAMES // 2, 1.0, -1.0).astype(np.float32)
            missed = logits.copy()
            missed[:number] = -2.0
            networks.append(NetworkPosteriors(FoldName(recipe, seed, ""), {"a": missed, "b": logits}))
    task = kind(SCORED, DECISION, Path("out"))
    recipes = task.in_order(recipes_of(networks))
    named = {recipe.name: recipe for recipe in recipes}
    compared = [
        Comparison(name, against, compare(named[against], recipe, SCORED, DECISION))
        for name, recipe in named.items()
        if (against := task.against(name)) in named
    ]
    rows = tuple(row for recipe in recipes for row in judge(recipe, SCORED, DECISION))
    return task, Results(SCORED, DECISION, rows, tuple(compared), task.title, **more)  # type: ignore[arg-type]


def table(page: str, heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading by their first cell."""
    lines = page.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {row[0]: row[1:] for row in cells}


def test_our_means_stand_beside_the_papers_figures():
    task, found = results(AugmentationTask, {"p-train": [70, 70], "p-none": [140, 154], "p-test": [154, 140]})
    rows = table(task.page(found), "Beside the paper")
    # A tenth of the frames of one of two songs, as a mean over the seeds; common and own thresholds find them.
    assert rows["p-none"] == ["10.5", "10.5", "10.5", "0.790", "10.5", "", "9.4", "", "8.2", ""]
    assert rows["p-train"] == ["5.0", "5.0", "5.0", "0.900", "5.0", "-52", "8.0", "-15", "7.4", "-10"]
    assert rows["p-test"][4:] == ["10.5", "+0", "9.0", "-4", "8.2", "+0"]
    assert list(rows)[2:] == ["p-none", "p-train", "p-test"]


def test_all_four_ways_of_the_paper_are_compared():
    assert list(SYSTEMS) == list(PUBLISHED) == ["none", "train", "test", "train+test"]
    assert [len(shifts) for _, shifts in SYSTEMS.values()] == [1, 1, 5, 5]
    assert AUGMENTATIONS["train"] == PRESETS["schlueter2017"].augment
    task, found = results(AugmentationTask, {f"p-{system}": [70] for system in SYSTEMS})
    assert {(one.recipe, one.against) for one in found.comparisons} == {
        (f"p-{system}", "p-none") for system in ("train", "test", "train+test")
    }


def test_a_page_says_how_long_networks_learned_and_what_is_missing():
    words = "5 updates of 2"
    missing = (FoldName("p-train", 0, "a"), FoldName("p-train", 0, "b"))
    task, found = results(AugmentationTask, {"p-none": [7]}, trainings={"p-none": words}, untrained=missing)
    page = task.page(found)
    assert "Every network learned for 5 updates of 2 examples." in page
    assert "**Unfinished:** 2 networks are still to be trained." in page
    task, found = results(
        AugmentationTask, {"p-none": [7]}, trainings={"p-none": words, "p-train": "1 update of 2", "q-none": words}
    )
    page = task.page(found)
    assert "5 updates of 2 examples: p-none, q-none. 1 update of 2 examples: p-train." in page
    assert "Unfinished" not in page


def test_the_figure_has_a_row_for_each_strength_and_headings_once():
    task, found = results(Figure2Task, {f"p-{row.key}": [70, 84] for row in reversed(FIGURE_2)})
    drawn = task.chart(found)
    assert [row.name for row in drawn.rows][:4] == ["no augmentation", "5 %", "10 %", "20 %"]
    assert len(drawn.rows) == len(FIGURE_2)
    headings = [row.heading for row in drawn.rows if row.heading]
    assert len(headings) == len(set(headings)) > 6
    assert drawn.reference == pytest.approx(5.5)
    assert drawn.rows[0].value == pytest.approx(5.5)
    assert drawn.rows[0].low < 5.5 < drawn.rows[0].high
    assert drawn.rows[0].points == pytest.approx((5.0, 6.0))


def test_the_page_of_the_figure_has_a_row_for_each_setting_with_its_difference():
    task, found = results(Figure2Task, {"p-pitch-30": [70, 70], "p-none": [140, 154], "q-none": [14]})
    page = task.page(found)
    rows = table(page, "p")
    assert list(rows)[2:] == ["no augmentation", "pitch shift ±30 %"]
    assert rows["no augmentation"][:4] == ["2", "10.5 [0.0, 21.0]", "", ""]
    shown = ["2", "5.0 [0.0, 10.0]", "-5.5 [-11.0, 0.0]", "1.000", "5.0", "5.0", "5.0", "0.900"]
    assert rows["pitch shift ±30 %"] == shown
    assert table(page, "q")["no augmentation"][0] == "1"
    assert [row.recipe for row in task.shown(found)] == ["p-none", "p-pitch-30", "q-none"]
    # With several presets each heading names its own, and there is no one line to compare with.
    drawn = task.chart(found)
    assert [row.heading for row in drawn.rows] == ["p: no augmentation", "p: pitch shift", "q: no augmentation"]
    assert drawn.reference is None


def test_a_recipe_is_a_preset_and_what_is_tried_with_it():
    keys = list(SETTINGS)
    for key in keys:
        assert preset_and_trial(f"log-frequency-{key}", keys) == ("log-frequency", key)
    for name in ("none", "-none", "schlueter2017", "p-pitch-31"):
        with pytest.raises(DataError, match=f"{name}: its name"):
            preset_and_trial(name, keys)
