"""Learning curves and mel excerpts: what they show, in both themes, and that they keep still under the mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from svd_gui.style.plots import Plot
from svd_gui.style.theme import DARK, LIGHT
from svd_gui.training.curve_plot import CurvePlot, smooth, top_of_axis
from svd_gui.training.job import TrainingLog
from svd_gui.training.mel_plot import MelPlot
from svd_gui.training.panel import TrainingPanel


def shown(widget: QWidget, qtbot) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.show()
    qtbot.waitExposed(widget)
    QApplication.processEvents()
    return widget.grab().toImage()


def colour_count(image: QImage, colour: str) -> int:
    """How many pixels have exactly this colour."""
    converted = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(converted.constBits(), np.uint32).reshape(image.height(), -1) & 0xFFFFFF
    return int((pixels == int(colour[1:], 16)).sum())


def heading(plot: CurvePlot) -> str:
    return plot.findChildren(QLabel)[1].text()


def inner(plot: CurvePlot) -> Plot:
    """The axes and curves of a learning curve, without its heading."""
    return plot.findChild(Plot)


def test_the_first_training_makes_the_curves_and_they_follow_the_theme(qtbot):
    panel = TrainingPanel()
    qtbot.addWidget(panel)
    assert not panel.findChildren(CurvePlot)
    panel.show_started("mine")
    loss, error = panel.findChildren(CurvePlot)
    assert loss.isVisibleTo(panel) and not error.isVisibleTo(panel)
    panel.show_started("another")
    assert panel.findChildren(CurvePlot) == [loss, error]
    loss.set_values([10, 20, 30], [0.5, 0.4, 0.3], 40)
    light = shown(loss, qtbot)
    panel.set_theme(DARK)
    dark = loss.grab().toImage()
    assert colour_count(light, LIGHT.accent) > 20 > colour_count(light, DARK.accent)
    assert colour_count(dark, DARK.accent) > 20 > colour_count(dark, LIGHT.accent)


def test_what_a_training_has_to_tell_its_user_is_read_in_the_panel(qtbot):
    panel, log = TrainingPanel(), TrainingLog()
    qtbot.addWidget(panel)
    panel.show_started("mine")
    log.add({"report": "loading", "done": 2, "total": 3, "name": "song"})
    log.add({"report": "notice", "text": "bfloat16 is slow on this processor."})
    panel.show_log(log)
    assert {"Reading recording 2 of 3", "bfloat16 is slow on this processor."} <= visible_texts(panel)
    log.add({"report": "progress", "update": 10, "updates": 20, "loss": 0.5, "seconds_left": 5.0})
    log.add({"report": "notice", "text": "Replaying is not to be had."})
    panel.show_log(log)
    assert "bfloat16 is slow on this processor.\nReplaying is not to be had." in visible_texts(panel)
    panel.show_started("another")
    assert not any("bfloat16" in text for text in visible_texts(panel))


def visible_texts(panel: TrainingPanel) -> set[str]:
    return {label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)}


def test_the_latest_value_stands_above_the_curve_and_the_one_under_the_pointer(qtbot):
    plot = CurvePlot("Error", "error (%)", LIGHT, " %", smoothed=False)
    shown(plot, qtbot)
    assert heading(plot) == ""
    plot.set_values([100, 200], [20.0, 12.5], 400)
    assert heading(plot) == "12.5 %"
    view = inner(plot).getViewBox()
    at = inner(plot).mapFromScene(view.mapViewToScene(QPointF(110.0, 10.0)))
    QTest.mouseMove(inner(plot).viewport(), at)
    qtbot.waitUntil(lambda: heading(plot) == "update 100: 20 %")
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert heading(plot) == "12.5 %"


def test_a_curve_is_wholly_on_its_axes_even_with_one_value(qtbot):
    for values in ([0.7], [0.7, 0.3], [30.0, *[0.5] * 200]):
        plot = CurvePlot("Loss", "loss (nats)", LIGHT)
        plot.set_values(list(range(1, len(values) + 1)), values, 300)
        assert colour_count(shown(plot, qtbot), LIGHT.accent) > 10
        (left, right), (bottom, top) = inner(plot).getViewBox().viewRange()
        assert left == pytest.approx(0, abs=1) and right == pytest.approx(300, rel=1e-3)
        assert bottom == pytest.approx(0, abs=0.01) and sorted(values)[-2:][0] < top < 2


def test_the_wheel_scrolls_what_a_curve_lies_in_and_no_button_moves_it(qtbot):
    plot = CurvePlot("Loss", "loss (nats)", LIGHT)
    plot.set_values([1, 2], [0.7, 0.6], 10)
    shown(plot, qtbot)
    before = inner(plot).getViewBox().viewRange()
    viewport, middle = inner(plot).viewport(), QPoint(150, 60)
    wheel = QWheelEvent(QPointF(middle), QPointF(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(viewport, wheel)
    assert not wheel.isAccepted()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        QTest.mousePress(viewport, button, pos=middle)
        QTest.mouseMove(viewport, middle + QPoint(60, 20))
        QTest.mouseRelease(viewport, button, pos=middle + QPoint(60, 20))
    assert inner(plot).getViewBox().viewRange() == before
    assert QApplication.activePopupWidget() is None


def test_smoothing_forgets_its_start_and_an_outlier_does_not_press_the_axis_flat():
    assert smooth([2.0, 2.0, 2.0]) == pytest.approx([2.0, 2.0, 2.0])
    assert smooth([1.0, 0.0]) == pytest.approx([1.0, 0.9 / 1.9])
    assert top_of_axis([]) == 1.0
    assert 20 < top_of_axis([20.0, 15.0, 12.0]) < 22
    assert top_of_axis([30.0, *[0.5] * 200]) < 1


def test_an_excerpt_shows_low_bands_at_the_bottom_and_late_frames_at_the_right(qtbot):
    plot = MelPlot(DARK, 70.0, (np.zeros(80, np.float32), 1.0))
    assert plot.empty
    mel = np.zeros((115, 80), np.float32)
    mel[90:, :20] = 1
    plot.show_mel(mel)
    image = shown(plot, qtbot)
    area = plot.getViewBox().sceneBoundingRect()

    def lightness(across: float, up: float) -> int:
        return image.pixelColor(round(area.left() + across * area.width()),
                                round(area.bottom() - up * area.height())).lightness()  # fmt: skip

    assert not plot.empty
    assert lightness(0.9, 0.1) > 200
    assert max(lightness(0.2, 0.1), lightness(0.9, 0.9), lightness(0.2, 0.9)) < 40


def test_an_excerpt_marks_its_labelled_frame_and_what_plays(qtbot):
    plot = MelPlot(DARK, 70.0, (np.zeros(80, np.float32), 1.0))
    plot.show_mel(np.zeros((115, 80), np.float32))
    assert colour_count(shown(plot, qtbot), DARK.playhead) == 0
    plot.set_cursor(0.25)
    QApplication.processEvents()
    assert colour_count(plot.grab().toImage(), DARK.playhead) > 50
    plot.set_cursor(None)
    QApplication.processEvents()
    assert colour_count(plot.grab().toImage(), DARK.playhead) == 0
