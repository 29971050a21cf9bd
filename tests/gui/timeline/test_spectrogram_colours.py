"""Colours of the spectrogram: maps, levels, the drag that changes them, and what is drawn over the picture."""

from __future__ import annotations

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from svd_gui.style.theme import DARK, LIGHT
from svd_gui.timeline.colours import lookup_table
from svd_gui.timeline.spectrogram_colours import (
    COLOUR_MAPS,
    LEAST_LEVEL,
    MOST_LEVEL,
    NARROWEST_LEVELS,
    Levels,
    over_spectrogram,
)
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid, byte_of, share_of
from tests.gui.timeline.shown_song import REGIONS, finish
from tests.gui.timeline.test_plots import pixels

LEVEL_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
numbers = st.floats(-5, 5)


@given(numbers, numbers, numbers, numbers)
def test_levels_stay_in_order_and_within_their_limits(low, high, brighter, steeper):
    for levels in (Levels.within(low, high), Levels.within(low, high).moved(brighter, steeper)):
        assert LEAST_LEVEL <= levels.low <= levels.high - 0.99 * NARROWEST_LEVELS
        assert levels.high <= MOST_LEVEL


def test_a_brighter_picture_has_its_last_colour_sooner():
    brighter, steeper = Levels().moved(0.2, 0.0), Levels().moved(0.0, 0.5)
    assert (brighter.low, brighter.high) == pytest.approx((-0.2, 0.8))
    assert 0 < steeper.low < 0.5 < steeper.high < 1


def test_bytes_and_levels_are_inverse():
    assert share_of(byte_of(0.25)) == pytest.approx(0.25)
    assert (byte_of(LEAST_LEVEL), byte_of(MOST_LEVEL)) == pytest.approx((0, 255))


def test_colours_outside_of_the_levels_are_the_first_and_the_last():
    table = lookup_table(("#000000", "#ffffff"), 50, 150)
    assert set(table[:51].tolist()) == {0xFF000000} and set(table[150:].tolist()) == {0xFFFFFFFF}
    assert table[100] & 0xFF == pytest.approx(127.5, abs=1)


@pytest.mark.parametrize("name", ["magma", "viridis"])
def test_maps_have_the_colours_that_others_show_under_their_name(name):
    stops = over_spectrogram(name, LIGHT).spectrogram_colors
    others = matplotlib.colormaps[name](np.linspace(0, 1, len(stops)))[:, :3] * 255
    ours = np.array([QColor(stop).getRgb()[:3] for stop in stops])
    assert np.abs(ours - others).max() < 4


def test_what_lies_over_a_dark_picture_has_the_colours_of_the_dark_theme():
    for colour_map in COLOUR_MAPS:
        over = over_spectrogram(colour_map, LIGHT)
        dark = QColor(over.spectrogram_colors[0]).lightness() < 100
        assert over.threshold == (DARK if dark else LIGHT).threshold
        assert dark == (colour_map not in ("theme", "grey"))
    assert over_spectrogram("theme", DARK) is DARK


def test_the_histogram_counts_what_the_picture_shows():
    log_mel = np.random.default_rng(0).normal(size=(5000, 80)).astype(np.float32)
    pyramid = SpectrogramPyramid(log_mel, 70.0)
    for _ in pyramid.fill():
        pass
    levels, counts = pyramid.histogram()
    assert len(levels) == len(counts) == 256
    assert counts.sum() % 80 == 0 and counts.sum() > 0
    middle = float((levels * counts).sum() / counts.sum())
    assert 0.3 < middle < 1.0


def lane_of(view) -> np.ndarray:
    for _ in range(2):
        view.grab()
        finish(view)
    lane = view.lanes.spectrogram.toRect().adjusted(2, 4, -2, -2)
    return pixels(view)[lane.top() : lane.bottom(), lane.left() : lane.right()]


def test_the_dark_picture_can_be_had_in_the_light_theme(view):
    view.set_theme(LIGHT)
    light = lane_of(view)
    above = pixels(view)[: round(view.lanes.waveform.bottom())]
    view.set_spectrogram_colours("dark", Levels())
    dark = lane_of(view)
    assert dark.mean() < light.mean() - 50
    view.set_spectrogram_colours("dark", Levels(-0.3, 0.3))
    assert lane_of(view).mean() > dark.mean() + 20
    assert (pixels(view)[: round(view.lanes.waveform.bottom())] == above).all()


def test_over_a_light_picture_regions_leave_the_levels_alone(view):
    view.set_theme(LIGHT)
    view.reset_probabilities(4200)
    view.set_regions(())
    without = lane_of(view)
    view.set_regions(REGIONS)
    changed = (lane_of(view) != without).any(axis=(0, 2))
    times = [time for region in REGIONS for time in (region.start, region.end)]
    edges = [view.axis.x(time) - view.lanes.spectrogram.left() for time in times]
    assert 0 < changed.sum() <= 3 * len(edges)
    assert all(min(abs(column - edge) for edge in edges) < 6 for column in np.flatnonzero(changed).tolist())


def test_a_drag_with_ctrl_and_shift_changes_brightness_and_contrast_until_escape(view):
    dragged: list[Levels] = []
    edits: list[tuple] = []
    view.levels_dragged.connect(dragged.append)
    view.edit_requested.connect(lambda *edit: edits.append(edit))
    view.seek_requested.connect(edits.append)
    lane, no_button, left = view.lanes.spectrogram, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton

    def send(kind, point, button, held):
        QApplication.sendEvent(view, QMouseEvent(kind, point, view.mapToGlobal(point), button, held, LEVEL_KEYS))

    start = QPointF(view.axis.x(15), lane.center().y())
    send(QEvent.Type.MouseButtonPress, start, left, left)
    send(QEvent.Type.MouseMove, start + QPointF(0, -50), no_button, left)
    send(QEvent.Type.MouseMove, start + QPointF(50, 0), no_button, left)
    brighter, steeper = dragged
    assert brighter.high < 1.0 and brighter.high - brighter.low == pytest.approx(1.0)
    assert steeper.high - steeper.low < 0.9
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))
    assert dragged[-1] == Levels()
    for point in (start, QPointF(start.x(), view.lanes.waveform.center().y())):
        send(QEvent.Type.MouseButtonPress, point, left, left)
        send(QEvent.Type.MouseButtonRelease, point, left, no_button)
    assert edits == [], "neither moves nor selects what lies there"
