"""The overview strip: where things lie in it, and moving the visible window with the mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from svd_core.annotation.regions import Region
from svd_gui.style.theme import DARK, LIGHT
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.overview import OverviewStrip, WindowGrip
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.timeline.view import TimelineView
from tests.gui.timeline.shown_song import snapped

NO_KEYS = Qt.KeyboardModifier.NoModifier
NO_BUTTON, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot) -> TimelineView:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(1106, 500)
    view.show()
    view.set_duration(60.0)
    view.set_waveform(np.sin(np.arange(60 * 22050) / 50).astype(np.float32), 22050)
    view.set_probabilities(0, np.linspace(0, 1, 4200))
    view.set_regions((Region(10, 20), Region(30, 40, source="hand")))
    for steps in view.findChildren(IdleSteps):
        steps.finish()
    return view


@pytest.fixture
def strip(view, qtbot) -> OverviewStrip:
    strip = OverviewStrip(view)
    qtbot.addWidget(strip)
    strip.resize(1106, 58)
    strip.show()
    return strip


def mouse(strip, kind, x: float, button=LEFT) -> None:
    point = QPointF(x, 25)
    held = LEFT if kind != QEvent.Type.MouseButtonRelease else NO_BUTTON
    QApplication.sendEvent(strip, QMouseEvent(kind, point, strip.mapToGlobal(point), button, held, NO_KEYS))


def test_it_lies_flush_with_the_timeline(view, strip):
    assert (strip.axis.left, strip.axis.width) == (view.axis.left, view.axis.width)


def test_a_click_brings_the_window_there_and_a_drag_moves_it(view, strip):
    view.set_visible_range(0, 10)
    mouse(strip, QEvent.Type.MouseButtonPress, strip.axis.x(40))
    assert view.visible_range() == pytest.approx((35, 45))
    mouse(strip, QEvent.Type.MouseMove, strip.axis.x(42), NO_BUTTON)
    mouse(strip, QEvent.Type.MouseButtonRelease, strip.axis.x(42))
    start = snapped(view, 35, 37)
    assert view.visible_range() == pytest.approx((start, start + 10))


def test_an_edge_of_the_window_resizes_it(view, strip):
    view.set_visible_range(20, 30)
    mouse(strip, QEvent.Type.MouseButtonPress, strip.axis.x(30))
    mouse(strip, QEvent.Type.MouseMove, strip.axis.x(35), NO_BUTTON)
    assert view.visible_range() == pytest.approx((20, 35))


def test_what_lies_under_the_pointer_is_a_value():
    axis = TimeAxis(0, 100, 0, 1000)
    parts = [WindowGrip.at(x, axis, 20, 40).part for x in (203, 300, 398, 700, 2000)]
    assert parts == ["start", "window", "end", "song", "outside"]


def test_it_repaints_in_either_theme(view, strip):
    pictures = []
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        pictures.append(strip.grab().toImage().pixelColor(5, 5).lightness())
    assert pictures[0] > 200 > 60 > pictures[1]
