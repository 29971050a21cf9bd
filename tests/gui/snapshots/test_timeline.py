"""Pictures of the timeline and of the overview above it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from svd_core.annotation.regions import Region
from svd_gui.style.theme import LIGHT, Theme
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.saliency_layer import SaliencyLayer
from svd_gui.timeline.second_layer import SecondLayer
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.timeline.view import TimelineView
from tests.gui.snapshots.scenes import (
    LOOKS,
    PLAIN_LOOKS,
    RATE,
    REGIONS,
    SECONDS,
    TWO_LOOKS,
    probabilities,
)


@pytest.fixture
def timeline(shown, sound: np.ndarray, mel: np.ndarray) -> Callable[[Theme, int], TimelineView]:
    def make(theme: Theme, scale: int) -> TimelineView:
        view = TimelineView()
        shown(view, theme, scale, QSize(640, 300))
        view.set_duration(SECONDS)
        view.set_waveform(sound, RATE)
        view.set_spectrogram(mel, 70.0)
        raw, smoothed = probabilities(len(mel))
        view.reset_probabilities(len(mel))
        view.set_probabilities(0, raw)
        view.set_smoothed(smoothed)
        view.set_threshold(0.6)
        view.set_regions(REGIONS)
        view.set_checked(((20.0, 29.0), (33.0, 44.0)))
        view.set_playhead(17.5)
        for steps in view.findChildren(IdleSteps):
            steps.finish()
        return view

    return make


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_timeline_of_a_whole_song(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_loop((13.0, 24.0))
    compare(view, "timeline-whole", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_timeline_of_some_seconds_with_a_selection_and_a_ghost(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_visible_range(27.0, 39.0)
    view.selection.select(3)
    view.set_keyboard_edge("end")
    view.set_preview((Region(26.0, 30.0), Region(31.5, 35.0), Region(37.5, 38.5)))
    view.set_playhead(34.0)
    compare(view, "timeline-seconds", theme, scale)


def test_timeline_with_a_dark_picture_in_the_light_theme(timeline, compare):
    view = timeline(LIGHT, 1)
    view.set_spectrogram_colours("dark", Levels(0.1, 0.9))
    view.selection.select(2)
    view.set_loop((13.0, 24.0))
    compare(view, "timeline-dark-picture", LIGHT, 1)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_timeline_with_the_probability_in_its_own_lane(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_probability_apart(True)
    view.selection.select(2)
    compare(view, "timeline-apart", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_timeline_down_to_single_samples(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_visible_range(28.99, 29.005)
    compare(view, "timeline-samples", theme, scale)


def mouse(view: TimelineView, kind: QEvent.Type, point: QPointF, held: Qt.MouseButton) -> None:
    button = held if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, point, view.mapToGlobal(point), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize(("theme", "scale"), PLAIN_LOOKS)
def test_timeline_under_the_pointer(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    point = QPointF(view.axis.x(45.0), view.lanes.spectrogram.center().y())
    mouse(view, QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton)
    compare(view, "timeline-pointer", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), PLAIN_LOOKS)
def test_timeline_while_an_edge_is_dragged(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    y = view.lanes.waveform.center().y()
    mouse(view, QEvent.Type.MouseMove, QPointF(view.axis.x(29.0), y), Qt.MouseButton.NoButton)
    mouse(view, QEvent.Type.MouseButtonPress, QPointF(view.axis.x(29.0), y), Qt.MouseButton.LeftButton)
    for time in (27.0, 26.0):
        mouse(view, QEvent.Type.MouseMove, QPointF(view.axis.x(time), y), Qt.MouseButton.LeftButton)
    compare(view, "timeline-drag", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_timeline_without_a_song(shown, compare, theme: Theme, scale: int):
    compare(shown(TimelineView(), theme, scale, QSize(400, 220)), "timeline-empty", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_overview(timeline, shown, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_visible_range(15.0, 32.0)
    strip = OverviewStrip(view)
    compare(shown(strip, theme, scale, QSize(640, strip.sizeHint().height())), "overview", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_timeline_with_two_thresholds(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_threshold(0.6, 0.35)
    compare(view, "timeline-two-thresholds", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_timeline_with_a_selection_a_second_layer_and_an_explanation(timeline, compare, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_legend(True)
    view.selection.select_many((0, 2, 3), 2)
    compare(view, "timeline-selection", theme, scale)
    view.time_selection.select((22.0, 35.0))
    compare(view, "timeline-time", theme, scale)
    view.time_selection.clear()
    theirs = (Region(4.0, 11.5), Region(16.0, 19.0), Region(20.0, 27.0), Region(40.0, 53.0))
    differing = ((14.0, 15.0), (16.0, 19.0), (27.0, 29.0), (31.0, 37.0), (52.0, 53.0))
    view.set_second(SecondLayer(RegionArrays.of(theirs), differing, 3))
    compare(view, "timeline-second", theme, scale)
    view.set_second(None)
    view.set_visible_range(30.0, 38.0)
    frames, bands = np.arange(115)[:, np.newaxis], np.arange(80)
    speaks_for = np.exp(-(((frames - 57) / 25) ** 2) - ((bands - 40) / 12) ** 2) * np.sin(bands / 2)
    view.set_saliency(SaliencyLayer(speaks_for.astype(np.float32), 2300, 2357, 70.0))
    compare(view, "timeline-saliency", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_timeline_while_the_song_is_being_heard(timeline, compare, mel: np.ndarray, theme: Theme, scale: int):
    view = timeline(theme, scale)
    view.set_legend(True)
    view.reset_probabilities(len(mel))
    view.set_probabilities(0, probabilities(len(mel))[0][:1600])
    view.set_regions(REGIONS[:2])
    view.set_checked(())
    view.set_undetected(((1600 / 70, SECONDS),))
    compare(view, "timeline-half-heard", theme, scale)
