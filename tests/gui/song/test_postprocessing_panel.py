"""The panel's rules: each shows its own settings, changes the song as one edit, and draws its lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.config import RULES, PostprocessingConfig
from svd_core.model import rules
from svd_gui.song.postprocessing_panel import STEPS, PostprocessingPanel
from svd_gui.song.rule_words import settings_of


@pytest.fixture
def panel(qtbot) -> PostprocessingPanel:
    panel = PostprocessingPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def visible_sliders(panel: PostprocessingPanel) -> set[str]:
    return {name for name, slider in panel.sliders.items() if slider.isVisible()}


def choose(panel: PostprocessingPanel, rule: str) -> None:
    """Choose a rule by keyboard, as a person would in the list."""
    panel.rules.setFocus()
    QTest.keyClick(panel.rules, Qt.Key.Key_Home)
    for _ in range(RULES.index(rule)):
        QTest.keyClick(panel.rules, Qt.Key.Key_Down)
    # A closed list tells of keys at once, and of a rule passed on the way, too.
    assert panel.rules.currentData() == rule


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_shows_the_sliders_that_it_has(panel, rule):
    panel.set_postprocessing(PostprocessingConfig(rule=rule))
    assert visible_sliders(panel) == set(settings_of(rule))
    assert panel.rules.currentData() == rule


def test_choosing_a_rule_asks_for_it_and_keeps_the_other_settings(panel):
    asked = []
    panel.postprocessing_requested.connect(lambda config, text: asked.append((config, text)))
    start = PostprocessingConfig(0.4, 29, onset_shift=0.1, temperature=2.0)
    panel.set_postprocessing(start)
    choose(panel, "hysteresis")
    assert asked[-1] == (replace(start, rule="hysteresis"), "Change rule")
    assert visible_sliders(panel) == set(settings_of("hysteresis"))


def test_a_line_dragged_while_the_song_has_its_own_threshold_becomes_the_threshold(panel):
    previews = []
    panel.preview_requested.connect(previews.append)
    panel.set_postprocessing(PostprocessingConfig(rule="otsu"))
    panel.set_threshold(0.7)
    assert (previews[-1].rule, previews[-1].threshold) == ("threshold", 0.7)
    panel.set_postprocessing(PostprocessingConfig(rule="hysteresis"))
    panel.set_threshold(0.7)
    assert (previews[-1].rule, previews[-1].threshold) == ("hysteresis", 0.7)


def test_a_rule_changes_regions_and_lines_as_one_edit(window, qtbot, song):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    session, content = window.session, window.timeline.content
    # Probabilities that rise past two levels, and elsewhere past the lower one only.
    curve = np.full(session.song.grid.n_frames, 0.1, np.float32)
    curve[50:100] = 0.4
    curve[60:70], curve[150:200] = 0.9, 0.4
    session.posterior.probabilities[:] = curve
    session.posterior.smoothed(1)
    session.apply_postprocessing(PostprocessingConfig(median_frames=1), "Change median")
    assert len(session.document.regions) == 1 and content.leave_threshold is None
    narrow, count = session.document.regions[0], window.document.undo_stack.count()
    panel = window.postprocessing_panel
    panel.rules.setFocus()
    panel.rules.setCurrentIndex(RULES.index("hysteresis"))
    panel.rules.activated.emit(RULES.index("hysteresis"))
    assert window.focusWidget() is panel.rules, "it may have been an arrow key"
    panel.rules.showPopup()
    panel.rules.hidePopup()
    assert window.focusWidget() is window.timeline, "keys are for the timeline again"
    median = panel.sliders["median_frames"]
    median.setFocus()
    median.sliderReleased.emit()
    assert window.focusWidget() is window.timeline
    (wide,) = session.document.regions
    assert wide.start < narrow.start < narrow.end < wide.end
    assert (content.threshold, content.leave_threshold) == (0.5, 0.3)
    assert window.document.undo_stack.count() == count + 1
    # The lower line dragged past the upper one: they meet, and the region is the narrow one again.
    with qtbot.waitSignal(panel.postprocessing_requested):
        window.timeline.leave_threshold_dragged.emit(0.9)
        assert content.leave_threshold == 0.5 and panel.sliders["leave_threshold"].value() == STEPS // 2
    assert session.document.regions == (narrow,) and session.postprocessing.leave_threshold == 0.5
    window.actions_.undo.trigger()
    assert session.document.regions == (wide,) and content.leave_threshold == 0.3
    window.actions_.undo.trigger()
    assert session.document.regions == (narrow,) and content.leave_threshold is None
    assert panel.rules.currentData() == "threshold"
    panel.rules.activated.emit(RULES.index("otsu"))
    own = rules.levels(curve, session.postprocessing).enter
    assert content.threshold == pytest.approx(own) and content.threshold != 0.5
