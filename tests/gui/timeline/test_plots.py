"""The plots of timeline and overview: one time axis, true axes, no more painting than needed."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from svd_core.audio.pitch_names import note_name
from svd_gui.timeline import overview_plots
from svd_gui.timeline.kept_strips import STRIP_COLUMNS
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.plots import TimelinePlots
from svd_gui.timeline.probability import ProbabilityPainter, probability_of, probability_y
from svd_gui.timeline.readout import Readout
from svd_gui.timeline.spectrogram_detail import Detail
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid
from svd_gui.timeline.view import TimelineView
from tests.gui.timeline.shown_song import finish


@pytest.fixture
def plots(view) -> TimelinePlots:
    (plots,) = view.findChildren(TimelinePlots)
    return plots


def pixels(widget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def test_they_are_made_when_they_are_first_shown(qtbot):
    view = TimelineView()
    qtbot.addWidget(view)
    view.set_duration(10.0)
    assert view.findChildren(TimelinePlots) == []
    view.show()
    assert len(view.findChildren(TimelinePlots)) == 1


@pytest.mark.parametrize("stretch", [(0.0, 60.0), (12.3, 14.7)])
def test_all_plots_have_the_time_axis_of_the_view(view, plots, stretch):
    view.set_visible_range(*stretch)
    view.resize(900, 420)
    for box in plots.boxes.values():
        for time in np.linspace(*stretch, 5).tolist():
            x = box.mapToScene(box.mapFromView(QPointF(time, 0))).x()
            assert x == pytest.approx(view.axis.x(time), abs=0.01)


def test_the_axis_of_frequencies_says_what_the_pointer_reads(view, plots):
    axis, box = plots.frequencies, plots.boxes["spectrogram"]
    ((_, heights),) = axis.tickValues(0.0, 1.0, box.height())
    texts = axis.tickStrings(heights, 1.0, 1.0)
    assert len(texts) > 4
    for height, text in zip(heights, texts, strict=True):
        y = box.mapToScene(box.mapFromView(QPointF(0, height))).y()
        read = Readout.at(QPointF(view.axis.x(25), y), view.axis, view.surface).hertz
        name, hertz = text.split()
        assert read == pytest.approx(float(hertz), rel=0.01)
        assert note_name(float(hertz)).startswith(name + " ")


def test_the_axis_of_probabilities_says_where_the_curve_is(view, plots):
    box, lane = plots.boxes["probability"], view.lanes.spectrogram
    for value in (0.0, 0.5, 1.0):
        y = box.mapToScene(box.mapFromView(QPointF(0, value))).y()
        assert y == pytest.approx(probability_y(value, lane), abs=0.01)
        assert probability_of(y, lane) == pytest.approx(value, abs=1e-3)


def test_numbers_make_room_for_both_thresholds(view, plots):
    axis = plots.probabilities

    def labels() -> list[str]:
        ((_, values),) = axis.tickValues(*axis.range, axis.height())
        return axis.tickStrings(values, 1.0, 0.5)

    view.set_threshold(0.9)
    assert labels() == ["0", "0.5", "1"]
    view.set_threshold(0.5)
    assert labels() == ["0", "", "1"]
    view.set_threshold(0.8, 0.48)
    assert labels() == ["0", "", "1"]
    view.clear()
    assert axis.tickValues(*axis.range, axis.height()) == []


def test_a_moving_playhead_repaints_a_narrow_strip(view, plots):
    exposed: list[float] = []
    view.set_playhead(20.0)
    for _ in range(5):
        QApplication.processEvents()

    class Watch(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                exposed.append(event.region().boundingRect().width())
            return False

    watch = Watch()
    plots.viewport().installEventFilter(watch)
    for time in (20.05, 20.1):
        view.set_playhead(time)
        QApplication.processEvents()
    assert exposed and max(exposed) < 40


def test_the_overview_paints_the_song_once_while_the_visible_stretch_moves(view, qtbot, monkeypatch):
    strip = OverviewStrip(view)
    qtbot.addWidget(strip)
    strip.resize(1106, 58)
    strip.show()
    QApplication.processEvents()
    painted: list[int] = []
    monkeypatch.setattr(overview_plots, "covered_runs", lambda left, right: painted.append(1) or [])
    for start in range(5):
        view.set_visible_range(start, start + 10)
        view.set_playhead(start)
        strip.grab()
    assert painted == []
    view.set_regions(view.content.regions.regions[1:])
    strip.grab()
    assert len(painted) == 3, "once for each source of regions"


@pytest.mark.parametrize(("apart", "colour_map"), [(False, "theme"), (True, "theme"), (False, "magma")])
def test_what_has_scrolled_looks_like_what_is_painted_anew(view, apart, colour_map):
    view.set_probability_apart(apart)
    view.set_spectrogram_colours(colour_map, view.surface.levels)
    view.set_visible_range(20.0, 32.0)
    for start in (20.4, 21.3, 24.0, 23.1):
        pixels(view)
        finish(view)
        view.set_visible_range(start, start + 12)
    scrolled, shown = pixels(view), view.visible_range()
    view.set_visible_range(0.0, 60.0)
    pixels(view)
    view.set_visible_range(*shown)
    assert view.visible_range() == shown
    anew = pixels(view)
    assert np.abs(anew - anew[0, 0]).mean() > 20
    off = np.abs(scrolled - anew).max(axis=2)
    assert off.mean() < 0.02 and (off > 24).mean() < 1e-4


def test_what_is_painted_directly_kept_and_shown_again_is_the_same(view):
    for stretch in ((0.0, 60.0), (20.0, 32.0)):
        view.set_visible_range(*stretch)
        pixels(view)
        finish(view)
    view.set_visible_range(0.0, 60.0)
    direct, made, shown_again = (pixels(view) for _ in range(3))
    for other in (made, shown_again):
        assert (np.abs(other - direct).max(axis=2) > 24).mean() < 1e-4 and np.abs(other - direct).mean() < 0.05


def test_scrolling_paints_what_comes_into_view_only(view, monkeypatch):
    view.set_visible_range(20.0, 32.0)
    for _ in range(3):
        pixels(view)
        finish(view)
    painted: list[QRectF] = []
    paint = ProbabilityPainter.__init__

    def recorded(self, painter, axis, lane, exposed, *rest):
        painted.append(exposed)
        paint(self, painter, axis, lane, exposed, *rest)

    monkeypatch.setattr(ProbabilityPainter, "__init__", recorded)
    for step in range(1, 9):
        view.set_visible_range(20.0 + 0.1 * step, 32.0 + 0.1 * step)
        pixels(view)
    assert sum(part.width() for part in painted) <= 2 * STRIP_COLUMNS
    painted.clear()
    view.set_smoothed(view.content.raw.values * 0.5)
    pixels(view)
    assert sum(part.width() for part in painted) >= view.lanes.probability.width()


def test_tiles_made_beside_what_is_on_screen_have_nothing_painted_again(view, plots):
    picture = view.surface.spectrogram
    picture.set_detail(Detail("never"))
    view.set_visible_range(0.0, 8.0)
    for _ in range(3):
        pixels(view)
        finish(view)
    QApplication.processEvents()
    painted: list[bool] = []
    plots.painted.connect(lambda: painted.append(picture.lacks_tiles))
    view.set_visible_range(7.5, 15.5)
    for _ in range(20):
        QApplication.processEvents()
    assert painted == [True], "once, while tiles further on were not made yet"
    assert not picture.lacks_tiles, "they are by now"


def test_sound_that_comes_in_outside_the_view_has_nothing_painted_again(view, plots):
    view.surface.spectrogram.set_detail(Detail("never"))
    samples, log_mel = np.tile(np.array([0.5, -0.5], np.float32), 30 * 22050), np.zeros((4200, 80), np.float32)
    view.filling.set_waveform(samples, 22050, len(samples) // 6)
    view.filling.set_spectrogram(log_mel, 70.0, 700)
    view.set_visible_range(1.0, 3.0)
    finish(view)
    pixels(view)
    QApplication.processEvents()
    painted: list[bool] = []
    plots.painted.connect(lambda: painted.append(True))
    view.filling.grow(len(samples) // 2, 2100)
    finish(view)
    QApplication.processEvents()
    assert view.content.envelope.filled >= len(samples) // 2 - 64 and painted == []
    view.set_visible_range(40.0, 42.0)
    pixels(view)
    QApplication.processEvents()
    painted.clear()
    view.filling.grow(len(samples), 4200)
    finish(view)
    QApplication.processEvents()
    assert painted


def test_a_song_that_is_closed_is_let_go_of(view, plots):
    view.filling.set_waveform(np.zeros(22050, np.float32), 22050)
    view.filling.set_spectrogram(np.zeros((70, 80), np.float32), 70.0)
    finish(view)
    samples = weakref.ref(view.content.envelope)
    view.clear()
    pixels(view)
    gc.collect()
    assert samples() is None


def test_levels_are_read_in_decibels_below_the_loudest():
    log_mel = np.full((1000, 80), np.log(0.01), np.float32)
    log_mel[300:, 40:] = np.log(1.0)
    pyramid = SpectrogramPyramid(log_mel, 70.0)
    assert pyramid.level_db(1.0, 0.2) is None, "not before all of it is there"
    for _ in pyramid.fill():
        pass
    assert pyramid.level_db(500 / 70, 0.9) == pytest.approx(0, abs=0.5)
    assert pyramid.level_db(500 / 70, 0.2) == pytest.approx(-40, abs=2)
    assert pyramid.level_db(1000.0, 0.2) is None
