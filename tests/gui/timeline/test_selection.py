"""Many regions and time, selected and edited together with the mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from svd_core.annotation.regions import Region
from tests.gui.timeline.hand import ALT, CTRL, LEFT, NO_BUTTON, NO_KEYS, SHIFT
from tests.gui.timeline.shown_song import REGIONS


class TestManySelected:
    def click(self, hand, time: float, keys=NO_KEYS) -> None:
        hand.send(QEvent.Type.MouseButtonPress, hand.point(time), LEFT, LEFT, keys)
        hand.send(QEvent.Type.MouseButtonRelease, hand.point(time), LEFT, NO_BUTTON, keys)

    def test_ctrl_adds_and_takes_away_one_and_shift_extends_to_a_range(self, view, hand):
        self.click(hand, 33)
        self.click(hand, 10, CTRL)
        assert (view.selection.indices, view.selection.current) == ((0, 1), 0)
        self.click(hand, 33, CTRL)
        assert view.selection.indices == (0,)
        self.click(hand, 47.5, SHIFT)
        assert (view.selection.indices, view.selection.current) == ((0, 1, 2), 2)
        assert len(hand.seeks) == 1, "only a plain click goes to a time"
        self.click(hand, 25, CTRL)
        assert view.selection.indices == (0, 1, 2), "a slip beside a region costs no selection"

    def test_escape_leaves_the_selection_before_it_does_anything_else(self, view):
        view.selection.select_all()
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, NO_KEYS)
        QApplication.sendEvent(view, override)
        assert override.isAccepted()
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS))
        assert view.selection.indices == ()

    def test_all_selected_regions_look_selected(self, view):
        view.selection.select(0)
        one = view.grab().toImage()
        view.selection.select_many((0, 2))
        both = view.grab().toImage()
        x, y = round(view.axis.x(REGIONS[2].start)), round(view.lanes.spectrogram.center().y())
        assert one.pixelColor(x, y) != both.pixelColor(x, y)

    def test_a_crowd_of_selected_regions_looks_selected_too(self, view):
        many = tuple(Region(i / 10, i / 10 + 0.07, source="hand") for i in range(300))
        view.set_regions(many)
        view.set_visible_range(0, 30)
        plain = view.grab().toImage()
        view.selection.select_many(range(250))
        crowd = view.grab().toImage()
        y = round(view.lanes.waveform.center().y()) + 20
        first, last = round(view.axis.x(10.035)), round(view.axis.x(28.035))
        assert crowd.pixelColor(first, y) != plain.pixelColor(first, y)
        assert crowd.pixelColor(last, y) == plain.pixelColor(last, y)

    def test_the_selection_stays_on_the_same_regions(self, view):
        view.selection.select_many((0, 2))
        view.set_regions(REGIONS[1:])
        assert view.selection.indices == (1,)
        view.set_regions(REGIONS[1:2])
        assert view.selection.indices == ()

    def test_selected_regions_move_together_and_keep_their_distance(self, view, hand):
        view.selection.select_many((0, 1))
        view.edit_requested.connect(lambda text, regions: view.set_regions(regions))
        hand.drag(hand.strip(33), hand.strip(31), ALT)
        ((text, regions),) = hand.edits
        assert text == "Move 2 regions"
        assert [region.start for region in regions] == pytest.approx([8, 28, 45], abs=0.1)
        assert view.selection.indices == (0, 1)
        hand.drag(hand.strip(33), hand.strip(43), ALT)
        assert hand.edits[-1][1][1].end == 45, "both stop where one meets a neighbour"

    def test_a_rubber_band_in_the_strip_selects_what_it_touches(self, view, hand):
        hand.press(hand.strip(25))
        hand.move(hand.strip(32))
        painted = view.grab().toImage()
        hand.move(hand.strip(46))
        assert view.grab().toImage() != painted
        hand.release(hand.strip(46))
        assert view.selection.indices == (1, 2) and hand.edits == []
        hand.drag(hand.strip(5), hand.strip(12), SHIFT)
        assert view.selection.indices == (0, 1, 2)
        hand.drag(hand.strip(5), hand.strip(12))
        assert view.selection.indices == (0,)

    def test_escape_takes_back_a_rubber_band(self, view, hand):
        view.selection.select(2)
        hand.press(hand.strip(5))
        hand.move(hand.strip(32))
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS))
        hand.release(hand.strip(32))
        assert view.selection.indices == (2,)


class TestSelectedTime:
    def test_a_drag_over_the_sound_selects_time_across_regions(self, view, hand, qtbot):
        view.selection.select(2)
        plain = view.grab().toImage()
        with qtbot.waitSignal(view.time_selected) as selected:
            hand.drag(hand.point(33), hand.point(22))
        assert selected.args[0] == view.time_selection.span == pytest.approx((22, 33), abs=0.1)
        assert view.selection.indices == () and hand.edits == [] and hand.seeks == []
        x, y = round(view.axis.x(25)), round(view.lanes.waveform.center().y())
        assert view.grab().toImage().pixelColor(x, y) != plain.pixelColor(x, y)

    def test_its_edges_are_dragged_and_shift_extends_it(self, view, hand):
        view.time_selection.select((22.0, 27.0))
        hand.drag(hand.point(27), hand.point(25), ALT)
        assert view.time_selection.span == pytest.approx((22, 25), abs=0.1)
        hand.send(QEvent.Type.MouseButtonPress, hand.point(28), LEFT, LEFT, SHIFT)
        hand.send(QEvent.Type.MouseButtonRelease, hand.point(28), LEFT, NO_BUTTON, SHIFT)
        assert view.time_selection.span == pytest.approx((22, 28), abs=0.1)

    def test_its_ends_snap_to_crossings(self, view, hand):
        view.set_crossings(np.array([24.9]))
        hand.drag(hand.point(22), hand.point(25.1))
        assert view.time_selection.span[1] == 24.9

    def test_escape_brings_back_what_was_selected_then_leaves_that(self, view, hand):
        view.time_selection.select((22.0, 24.0))
        hand.press(hand.point(33))
        hand.move(hand.point(36))
        escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS)
        QApplication.sendEvent(view, escape)
        hand.release(hand.point(36))
        assert view.time_selection.span == (22.0, 24.0)
        QApplication.sendEvent(view, escape)
        assert view.time_selection.span is None

    def test_a_click_or_a_selected_region_leaves_it(self, view, hand):
        view.time_selection.select((22.0, 24.0))
        view.selection.select(1)
        assert view.time_selection.span is None
        view.time_selection.select((22.0, 24.0))
        hand.press(hand.point(28))
        hand.release(hand.point(28))
        assert view.time_selection.span is None and hand.seeks == pytest.approx([28], abs=0.1)

    def test_a_right_click_within_it_keeps_it(self, view, hand):
        view.time_selection.select((22.0, 33.0))
        for time, kept in ((31.0, True), (36.0, False)):
            point = hand.point(time).toPoint()
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.mapToGlobal(point))
            QApplication.sendEvent(view, event)
            assert (view.time_selection.span is not None) == kept
