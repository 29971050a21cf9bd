"""The legend below the lanes, and what the tooltip of a region's bar says."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from svd_core.annotation.regions import Region
from svd_gui.style.theme import DARK, LIGHT
from svd_gui.timeline.legend import legend_entries
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.region_layer import source_colour
from svd_gui.timeline.region_tip import region_tip
from tests.gui.timeline.test_plots import pixels


def texts(view) -> list[str]:
    return [entry.text for entry in legend_entries(view.content, view.theme, view.theme)]


def test_the_legend_explains_what_there_is(view):
    assert texts(view) == ["model", "by hand", "from a file", "checked", "probability"]
    view.set_smoothed(np.zeros(4200, np.float32))
    assert texts(view)[4:] == ["smoothed probability", "threshold", "before smoothing"]
    view.content.raw = None
    assert texts(view) == ["model", "by hand", "from a file", "checked"]


def test_it_can_be_switched_off_and_covers_nothing_when_on(view):
    assert view.lanes.legend.height() == 0
    spectrogram = view.lanes.spectrogram
    view.set_legend(True)
    assert view.lanes.spectrogram.height() < spectrogram.height()
    assert view.lanes.legend.top() >= view.lanes.body.bottom()
    assert view.lanes.legend.bottom() <= view.height()
    view.set_legend(False)
    assert view.lanes.spectrogram == spectrogram


@pytest.mark.parametrize("width", [620, 760, 1106])
def test_it_has_room_for_all_entries_in_a_small_window(view, width):
    view.resize(width, 420)
    view.set_smoothed(np.zeros(4200, np.float32))
    view.set_legend(True)
    place = view.lanes.legend.toRect()
    legend = pixels(view)[place.top() : place.bottom(), :, ::-1]
    last = legend_entries(view.content, view.theme, view.theme)[-1]
    assert last.text == "before smoothing"
    line, found = QColor(view.theme.probability), []
    for row in legend:
        near = np.abs(row - [line.red(), line.green(), line.blue()]).max(axis=1) < 90
        found += np.flatnonzero(near).tolist()
    gaps = np.flatnonzero(np.diff(sorted(set(found))) > 40)
    assert len(gaps) >= 1, "the samples of the smoothed and of the raw probability, with texts between"


def test_it_and_the_overview_show_what_is_not_detected_at_once(view, qtbot):
    view.set_legend(True)
    strip = OverviewStrip(view)
    qtbot.addWidget(strip)
    strip.show()
    before = pixels(view), pixels(strip)
    view.set_undetected(((20.0, 50.0),))
    after = pixels(view), pixels(strip)
    place = view.lanes.legend.toRect()
    assert (after[0] != before[0])[place.top() : place.bottom()].any()
    assert (after[1] != before[1]).any()


def test_its_colours_are_those_of_the_regions_in_both_themes(view):
    view.set_legend(True)
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        place = view.lanes.legend.toRect()
        found = {tuple(pixel) for pixel in pixels(view)[place.top() : place.bottom(), :, ::-1].reshape(-1, 3).tolist()}
        assert QColor(source_colour("hand", theme)).getRgb()[:3] in found
        assert QColor(theme.checked).getRgb()[:3] in found


def test_a_region_in_words():
    region = Region(10, 20.5, "verse", confidence=0.934)
    text = region_tip(region, ((0.0, 30.0),))
    assert text.splitlines()[0] == "verse"
    assert "0:10.00 to 0:20.50 (10.50 s)" in text and "93 %" in text and text.endswith("Checked")
    assert "Checked" not in region_tip(region, ((12.0, 30.0),))
    assert "Set by hand" in region_tip(Region(1, 2, source="hand"), ())


def rest(view, point: QPointF) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, point.toPoint(), view.mapToGlobal(point.toPoint()))
    QApplication.sendEvent(view, event)
    return QToolTip.text()


def test_the_tooltip_has_the_region_whose_bar_is_under_the_pointer(view):
    y = view.lanes.labels.center().y()
    assert "90 %" in rest(view, QPointF(view.axis.x(15), y))
    assert "From a file" in rest(view, QPointF(view.axis.x(47), y))
