"""The axis of frequencies: three scales, zoom and pan by mouse, wheel and keys, what is labelled and what is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from svd_core.audio.mel_scale import MelAxis
from svd_gui.timeline.frequency_scale import (
    NARROWEST_SHARE,
    SCALE_KINDS,
    FrequencyScale,
    labelled_hertz,
    labelled_notes,
)
from svd_gui.timeline.plots import TimelinePlots
from svd_gui.timeline.readout import Readout
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid
from svd_gui.timeline.tile_source import TileRows

kinds = st.sampled_from(SCALE_KINDS)
shares = st.floats(0, 1)
CTRL, SHIFT, NO_KEYS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@given(kinds, shares, shares, st.floats(60, 7900))
def test_heights_and_frequencies_are_inverse(kind, low, high, hertz):
    scale = FrequencyScale(kind).showing(min(low, high), max(low, high))
    assert scale.hertz(scale.height(hertz)) == pytest.approx(hertz, rel=1e-6)


@given(kinds, st.floats(0.01, 100), shares, st.floats(-3, 3))
def test_what_is_shown_lies_within_the_axis(kind, factor, height, pan):
    scale = FrequencyScale(kind).zoomed(factor, height).panned(pan)
    assert 0 <= scale.low < scale.high <= 1 + 1e-12
    assert scale.high - scale.low >= NARROWEST_SHARE * 0.999


def test_zooming_keeps_the_frequency_under_the_pointer():
    scale = FrequencyScale("log").zoomed(2, 0.5)
    assert scale.zoomed(2, 0.3).hertz(0.3) == pytest.approx(scale.hertz(0.3))
    assert scale.zoomed(0.01) == FrequencyScale("log")
    assert scale.zoomed(0.01).is_whole


def test_octaves_are_equally_high_on_a_logarithmic_axis_and_partials_on_a_linear_one():
    log, linear, mel = (FrequencyScale(kind) for kind in ("log", "linear", "mel"))
    octaves = np.diff([log.height(hertz) for hertz in (110, 220, 440, 880)])
    partials = np.diff([linear.height(hertz) for hertz in (200, 400, 600, 800)])
    assert np.ptp(octaves) < 1e-9 and np.ptp(partials) < 1e-9
    assert mel.height(1000) == MelAxis().height(1000)


@pytest.mark.parametrize("kind", SCALE_KINDS)
def test_another_kind_of_scale_shows_the_same_frequencies(kind):
    zoomed = FrequencyScale("mel").showing(0.2, 0.5)
    other = zoomed.of_kind(kind)
    assert [other.hertz(height) for height in (0, 1)] == pytest.approx([zoomed.hertz(0), zoomed.hertz(1)], rel=0.01)
    assert FrequencyScale("mel").of_kind(kind).is_whole


def test_notes_are_labelled_that_have_room_and_round_numbers_on_a_linear_axis():
    whole = labelled_notes(FrequencyScale("log"), 12)
    assert whole == pytest.approx([55, 110, 220, 440, 880, 1760, 3520, 7040])
    log = FrequencyScale("log")
    octave = log.showing(log._share(430), log._share(900))
    assert len(labelled_notes(octave, 20)) == 13, "every semitone from A4 to A5"
    assert labelled_hertz(FrequencyScale("linear"), 10) == [1000.0 * k for k in range(1, 9)]


@pytest.mark.parametrize("kind", SCALE_KINDS)
def test_rows_on_screen_show_the_bands_of_their_frequencies(kind):
    pyramid = SpectrogramPyramid(np.zeros((600, 80), np.float32), 70.0)
    scale = FrequencyScale(kind)
    columns = np.zeros((4, 80), np.uint8)
    band = 30
    columns[:, band] = 200
    rows = TileRows.of(scale, pyramid, 160).arranged(columns)
    brightest = 160 - 1 - int(np.argmax(rows[:, 0]))
    hertz = MelAxis().hertz((band + 0.5) / 80)
    assert scale.height(hertz) == pytest.approx((brightest + 0.5) / 160, abs=0.012)


def test_rows_that_show_several_frequencies_show_the_loudest():
    pyramid = SpectrogramPyramid(np.zeros((600, 80), np.float32), 70.0)
    columns = np.zeros((2, 80), np.uint8)
    columns[:, ::4] = 100
    few = TileRows.of(FrequencyScale("mel"), pyramid, 20).arranged(columns)
    assert few.shape == (20, 2)
    assert (few == 100).all()


def turn(view, point: QPointF, notches: float, keys=NO_KEYS) -> None:
    angle = QPoint(0, round(120 * notches))
    where = QPointF(view.mapToGlobal(point.toPoint()))
    event = QWheelEvent(
        point, where, QPoint(), angle, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_the_frequencies_on_their_axis_and_with_ctrl_in_the_spectrogram(view):
    picture, lane = view.surface.spectrogram, view.lanes.spectrogram
    before = view.visible_range()
    on_axis = QPointF(20, lane.center().y())
    hertz = picture.scale.hertz(0.5)
    turn(view, on_axis, 2)
    assert picture.scale.high - picture.scale.low == pytest.approx(1 / 1.25**2)
    assert picture.scale.hertz(0.5) == pytest.approx(hertz)
    turn(view, QPointF(lane.center().x(), lane.center().y()), 1, CTRL)
    assert picture.scale.high - picture.scale.low == pytest.approx(1 / 1.25**3)
    low = picture.scale.low
    turn(view, on_axis, 1, CTRL | SHIFT)
    assert picture.scale.low > low
    assert view.visible_range() == before, "time stays"
    turn(view, QPointF(lane.center().x(), view.lanes.waveform.center().y()), 1, CTRL)
    assert view.visible_range() != before


def mouse(view, kind: QEvent.Type, point: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    moving = kind == QEvent.Type.MouseMove
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    button = Qt.MouseButton.NoButton if moving else left
    QApplication.sendEvent(view, QMouseEvent(kind, point, view.mapToGlobal(point), button, held, NO_KEYS))


def test_a_drag_on_the_axis_moves_the_frequencies_and_a_double_click_shows_all(view):
    picture, lane = view.surface.spectrogram, view.lanes.spectrogram
    clicks: list = []
    view.seek_requested.connect(clicks.append)
    picture.set_scale(picture.scale.showing(0.2, 0.6))
    start = QPointF(20, lane.center().y())
    hertz = picture.scale.hertz(0.5)
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, start + QPointF(0, 0.25 * lane.height()))
    assert picture.scale.hertz(0.25) == pytest.approx(hertz)
    mouse(view, QEvent.Type.MouseButtonRelease, start)
    moved = picture.scale
    mouse(view, QEvent.Type.MouseMove, start)
    assert picture.scale == moved, "the drag is over"
    mouse(view, QEvent.Type.MouseButtonDblClick, start)
    assert picture.scale.is_whole and clicks == []


@pytest.mark.parametrize("kind", SCALE_KINDS)
def test_the_readout_has_the_frequency_that_the_axis_has_there(view, kind):
    picture, lane = view.surface.spectrogram, view.lanes.spectrogram
    picture.set_scale(FrequencyScale(kind).showing(0.1, 0.8))
    view.grab()
    axis = view.findChild(TimelinePlots).frequencies
    heights = axis.tickValues(*axis.range, lane.height())[0][1]
    for height, text in zip(heights, axis.tickStrings(heights, 1, 1), strict=True):
        labelled = float(next(part for part in text.split() if part.isdigit()))
        point = QPointF(view.axis.x(15), lane.bottom() - height * lane.height())
        readout = Readout.at(point, view.axis, view.surface)
        assert readout.hertz == pytest.approx(labelled, abs=0.51)
        assert readout.level_db is not None


def test_no_note_is_read_out_below_those_that_have_names(view):
    view.surface.spectrogram.set_scale(FrequencyScale("linear"))
    point = QPointF(view.axis.x(15), view.lanes.spectrogram.bottom())
    assert Readout.at(point, view.axis, view.surface).hertz is None
