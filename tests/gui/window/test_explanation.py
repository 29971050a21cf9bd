"""Why does it think so: switched on, it follows the cursor in the real window, stops when that moves on, and goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_gui.song import explanation

pytestmark = pytest.mark.one_window


def test_one_key_explains_the_frame_at_the_cursor_and_takes_it_away(opened, qtbot):
    opened.player.seek(2.0)
    opened.timeline.navigation.show_range(5.0, 6.0)
    with qtbot.waitSignal(opened.explanation.changed, timeout=60000) as told:
        QTest.keyClick(opened.timeline, Qt.Key.Key_W)
    shown, found = opened.timeline.content.saliency, told.args[0]
    assert shown.frame == found.frame == 140 and shown.values.any()
    start, end = opened.timeline.visible_range()
    assert start <= 2.0 <= end, "what is explained is in view"
    panel = opened.explanation.panel
    assert panel.isVisible() and "At 0:02.00" in panel.outcome.text() and "not what singing is" in panel.limits.text()
    picture = opened.timeline.grab()
    QTest.keyClick(opened.timeline, Qt.Key.Key_W)
    assert opened.timeline.content.saliency is None and not panel.isVisible()
    assert opened.timeline.grab().toImage() != picture.toImage()


def test_a_cursor_that_moves_on_takes_the_explanation_away_and_stops_the_work(opened, qtbot, monkeypatch):
    begun: list[int] = []

    def endless(detector, song, frame):
        begun.append(frame)
        while True:
            yield

    monkeypatch.setattr(explanation, "_explained", endless)
    opened.player.seek(2.0)
    QTest.keyClick(opened.timeline, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: begun == [140], timeout=20000)
    first = opened.explanation._work
    assert "Computing" in opened.explanation.panel.outcome.text()
    opened.player.seek(3.0)
    assert not first.running and "Put the cursor" in opened.explanation.panel.outcome.text()
    qtbot.waitUntil(lambda: begun == [140, 210], timeout=20000)
    QTest.keyClick(opened.timeline, Qt.Key.Key_W)
    assert opened.explanation._work is None


def test_what_cannot_be_explained_is_told_of(opened, qtbot, monkeypatch):
    def broken(detector, song, frame):
        raise OSError("the model is gone")
        yield

    monkeypatch.setattr(explanation, "_explained", broken)
    with qtbot.waitSignal(opened.explanation.problem_found, timeout=20000) as told:
        QTest.keyClick(opened.timeline, Qt.Key.Key_W)
    assert "Explain a frame" in told.args[0].summary
