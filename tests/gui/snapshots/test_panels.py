"""Pictures of panels, bars and the welcome page."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize

from svd_core.config import PostprocessingConfig
from svd_core.training.reports import Compared
from svd_gui.errors import Problem
from svd_gui.song.postprocessing_panel import PostprocessingPanel
from svd_gui.song.question import Answer, Question, QuestionBar
from svd_gui.style.theme import Theme
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.training.job import Ending, TrainingLog
from svd_gui.training.panel import TrainingPanel
from svd_gui.window.notice import NoticeBar
from svd_gui.window.welcome import Welcome
from tests.gui.snapshots.scenes import (
    LOOKS,
    REGIONS,
    SECONDS,
    TWO_LOOKS,
)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_postprocessing_panel(styled, shown, compare, theme: Theme, scale: int):
    styled(theme)
    panel = PostprocessingPanel()
    panel.set_postprocessing(PostprocessingConfig(0.42, 41, min_length=0.25))
    panel.set_averaging(True)
    panel.set_regions(RegionArrays.of(REGIONS), SECONDS)
    compare(shown(panel, theme, scale, QSize(268, 330)), "panel-postprocessing", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_postprocessing_panel_of_a_doubtful_song(styled, shown, compare, theme: Theme, scale: int):
    styled(theme)
    panel = PostprocessingPanel()
    panel.set_postprocessing(PostprocessingConfig(0.55, 29, onset_shift=0.05, offset_shift=-0.1))
    panel.set_regions(RegionArrays.of(REGIONS), SECONDS)
    panel.set_doubt(0.21)
    compare(shown(panel, theme, scale, QSize(268, 360)), "panel-postprocessing-doubtful", theme, scale)


@pytest.mark.parametrize("rule", ["hysteresis", "otsu", "viterbi"])
def test_postprocessing_panel_with_another_rule(styled, shown, compare, rule: str):
    theme, scale = TWO_LOOKS[0]
    styled(theme)
    panel = PostprocessingPanel()
    panel.set_postprocessing(PostprocessingConfig(0.6, 29, rule=rule, leave_threshold=0.25))
    panel.set_song_threshold(0.47)
    panel.set_regions(RegionArrays.of(REGIONS), SECONDS)
    compare(shown(panel, theme, scale, QSize(268, 420)), f"panel-postprocessing-{rule}", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
@pytest.mark.parametrize("state", ["idle", "running", "finished", "worse"])
def test_training_panel(styled, shown, compare, state: str, theme: Theme, scale: int):
    styled(theme)
    panel, log = TrainingPanel(), TrainingLog()
    for update in range(10, 1010, 10):
        loss = 0.2 + 0.5 * np.exp(-update / 200) + 0.05 * np.sin(update)
        log.add({"report": "progress", "update": update, "updates": 2000, "loss": loss, "seconds_left": 95.0})
        if update % 250 == 0:
            log.add({"report": "validated", "update": update, "error": 0.3 - update / 10000})
    if state == "idle":
        panel.show_idle(True, "mine")
    else:
        panel.show_started("mine")
        panel.show_log(log)
    if state in ("finished", "worse"):
        new = 0.064 if state == "finished" else 0.094
        intervals = {"old_interval": [0.061, 0.104], "new_interval": [new - 0.01, new + 0.012]}
        compared = Compared("default", "kept aside", 3, 7.1, "songs", 0.081, (0, 0), new, (0, 0), (-0.02, 0.01), 0)
        log.add({"report": "compared"} | asdict(compared) | intervals)
        panel.show_ended(Ending("finished", Path("mine.safetensors")), log, False)
    height = {"idle": 140, "running": 480, "finished": 620, "worse": 700}[state]
    compare(shown(panel, theme, scale, QSize(268, height)), f"panel-training-{state}", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_notice(styled, shown, compare, theme: Theme, scale: int):
    styled(theme)
    bar = NoticeBar()
    bar.show_problem(Problem("song.ogg: the file ends in the middle. Get it again.", "details"))
    compare(shown(bar, theme, scale, QSize(560, 60)), "notice", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_question(styled, shown, compare, theme: Theme, scale: int):
    styled(theme)
    bar = QuestionBar()
    bar.set_theme(theme)
    answers = (Answer("Merge", bar.hide), Answer("Use the Other", bar.hide))
    bar.show_question(Question("song.ogg.svd was changed by another program or on another computer.", answers))
    compare(shown(bar, theme, scale, QSize(660, 60)), "question", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_welcome_page(styled, shown, compare, tmp_path: Path, theme: Theme, scale: int):
    styled(theme)
    page = Welcome()
    songs = [tmp_path / f"{name}.flac" for name in ("Ann Lee - One", "Bo Diaz & Sons - Three")]
    for song in songs:
        song.touch()
    page.set_recent(tuple(songs))
    compare(shown(page, theme, scale, QSize(640, 430)), "welcome", theme, scale)
