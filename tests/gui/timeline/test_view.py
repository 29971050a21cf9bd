"""The timeline under a real mouse: what a gesture shows, and that it ends in one signal."""

from __future__ import annotations

import gc
import sys

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.probability import probability_y
from tests.gui.timeline.hand import ALT, CTRL, LEFT, NO_KEYS, SHIFT
from tests.gui.timeline.shown_song import DURATION, REGIONS, snapped


class TestRegionsByMouse:
    def test_dragging_an_edge_ends_in_one_edit(self, view, hand):
        hand.drag(hand.point(20), hand.point(25))
        ((text, regions),) = hand.edits
        assert text == "Resize region"
        assert regions[0].end == pytest.approx(25, abs=0.01)
        assert regions[1:] == REGIONS[1:]
        assert hand.seeks == []

    def test_dragging_a_body_in_the_strip_moves_it_by_the_time_dragged(self, view, hand):
        hand.drag(hand.strip(33), hand.strip(31))
        ((text, regions),) = hand.edits
        assert text == "Move region"
        assert (regions[1].start, regions[1].end) == pytest.approx((28, 38), abs=0.01)

    @pytest.mark.parametrize("lane", ["point", "strip"])
    def test_ctrl_draws_a_region_in_free_time_that_stops_at_its_neighbour(self, view, hand, lane):
        place = getattr(hand, lane)
        hand.drag(place(25), place(35), CTRL)
        ((text, regions),) = hand.edits
        assert text == "Draw region"
        assert len(regions) == 4
        assert (regions[1].start, regions[1].end) == pytest.approx((25, 30), abs=0.01)

    def test_the_view_shows_no_edit_of_its_own(self, view, hand):
        hand.drag(hand.point(20), hand.point(25))
        assert view.content.regions.regions == REGIONS

    def test_the_edited_region_is_selected_once_its_owner_answers(self, view, hand, qtbot):
        view.edit_requested.connect(lambda text, regions: view.set_regions(regions))
        hand.drag(hand.point(2), hand.point(6), CTRL)
        assert view.selection.current == 0
        view.set_regions(REGIONS)
        assert view.selection.current is None

    def test_escape_cancels_a_drag(self, view, hand):
        hand.press(hand.point(20))
        hand.move(hand.point(25))
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, NO_KEYS)
        QApplication.sendEvent(view, override)
        assert override.isAccepted(), "a shortcut on Escape would win over the drag"
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS))
        hand.release(hand.point(25))
        assert hand.edits == []
        assert view.selection.current is None

    def test_escape_without_a_drag_belongs_to_the_window(self, view):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS)
        QApplication.sendEvent(view, event)
        assert not event.isAccepted()

    def test_edges_snap_to_crossings_unless_alt_is_held(self, view, hand):
        view.set_crossings(np.array([24.9]))
        hand.drag(hand.point(20), hand.point(25.1))
        hand.drag(hand.point(20), hand.point(25.1), keys=ALT)
        snapped, free = (regions[0].end for _, regions in hand.edits)
        assert snapped == 24.9
        assert free == pytest.approx(25.1, abs=0.01)

    def test_edges_snap_to_the_playhead(self, view, hand):
        view.set_playhead(25.2)
        hand.drag(hand.point(20), hand.point(25.0))
        assert hand.edits[0][1][0].end == 25.2

    def test_the_time_grabbed_stays_in_hand_while_the_view_scrolls(self, view, hand):
        view.set_visible_range(0, 30)
        hand.press(hand.point(20))
        end = hand.point(22)
        hand.move(end)
        view.set_visible_range(3, 33)
        hand.release(end)
        assert hand.edits[0][1][0].end == pytest.approx(25, abs=0.05)

    def test_a_drag_is_dropped_when_its_regions_are_replaced(self, view, hand):
        hand.press(hand.point(20))
        hand.move(hand.point(25))
        view.set_regions(REGIONS[1:])
        hand.release(hand.point(25))
        assert hand.edits == []

    def test_a_tremble_is_a_click(self, view, hand):
        hand.drag(hand.point(20), hand.point(20) + QPointF(2, 1))
        assert hand.edits == []
        assert len(hand.seeks) == 1


class TestClicks:
    def test_a_click_seeks_and_selects(self, view, hand, qtbot):
        with qtbot.waitSignal(view.selection.changed) as selected:
            hand.press(hand.point(33))
            hand.release(hand.point(33))
        assert selected.args[0].indices == (1,)
        assert hand.seeks == pytest.approx([33])
        hand.press(hand.point(25))
        hand.release(hand.point(25))
        assert view.selection.current is None

    def test_the_ruler_seeks_without_selecting(self, view, hand):
        view.selection.select(2)
        point = QPointF(view.axis.x(33), view.lanes.ruler.center().y())
        hand.press(point)
        hand.release(point)
        assert hand.seeks == pytest.approx([33])
        assert view.selection.current == 2

    def test_dragging_in_the_ruler_asks_for_a_loop(self, view, hand, qtbot):
        y = view.lanes.ruler.center().y()
        with qtbot.waitSignal(view.loop_requested) as loop:
            hand.drag(QPointF(view.axis.x(20), y), QPointF(view.axis.x(12), y))
        assert loop.args[0] == pytest.approx((12, 20), abs=0.2)

    def test_the_sign_in_a_label_bar_plays_the_region(self, view, hand, qtbot):
        view.set_visible_range(28, 42)
        point = QPointF(view.axis.x(30) + 10, view.lanes.labels.center().y())
        assert hand.hover(point) == Qt.CursorShape.PointingHandCursor
        with qtbot.waitSignal(view.play_region_requested) as played:
            hand.press(point)
            hand.release(point)
        assert played.args == [30, 40]
        assert hand.seeks == []

    def test_a_double_click_goes_into_a_region_and_from_free_time_back_to_the_song(self, view, hand):
        hand.send(QEvent.Type.MouseButtonDblClick, hand.point(33), LEFT, LEFT)
        start, end = view.visible_range()
        assert 25 < start < 30 < 40 < end < 45
        hand.send(QEvent.Type.MouseButtonDblClick, hand.point(28), LEFT, LEFT)
        assert view.visible_range() == (0, DURATION)

    def test_the_threshold_follows_the_pointer_and_goes_back_on_escape(self, view, hand):
        values: list[float] = []
        view.threshold_dragged.connect(values.append)
        lane = view.lanes.spectrogram
        line = QPointF(view.axis.x(25), probability_y(0.5, lane))
        assert hand.hover(line) == Qt.CursorShape.IBeamCursor, "the line itself is in nobody's way"
        start = view.surface.threshold_tag.center()
        assert hand.hover(start) == Qt.CursorShape.SizeVerCursor
        hand.press(start)
        hand.move(QPointF(start.x(), probability_y(0.8, lane)))
        assert values == pytest.approx([0.8], abs=0.01)
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS))
        assert values == pytest.approx([0.8, 0.5], abs=0.01) and values[-1] == 0.5
        assert hand.edits == []

    def test_in_a_lane_of_its_own_the_threshold_is_dragged_there(self, view, hand):
        values: list[float] = []
        view.threshold_dragged.connect(values.append)
        over = QPointF(view.axis.x(25), probability_y(0.5, view.lanes.spectrogram))
        view.set_probability_apart(True)
        assert hand.hover(over) == Qt.CursorShape.IBeamCursor
        lane = view.lanes.probability
        start = view.surface.threshold_tag.center()
        assert hand.hover(start) == Qt.CursorShape.SizeVerCursor
        hand.drag(start, QPointF(start.x(), probability_y(0.8, lane)))
        assert values[-1] == pytest.approx(0.8, abs=0.01)
        hand.drag(QPointF(view.axis.x(20), lane.top() + 3), QPointF(view.axis.x(25), lane.top() + 3))
        assert [text for text, _ in hand.edits] == ["Resize region"]

    def test_the_second_threshold_is_dragged_by_its_own_tag_and_stays_below_the_first(self, view, hand):
        view.set_threshold(0.6, 0.2)
        first: list[float] = []
        second: list[float] = []
        view.threshold_dragged.connect(first.append)
        view.leave_threshold_dragged.connect(second.append)
        lane, start = view.lanes.probability, view.surface.leave_threshold_tag.center()
        assert hand.hover(start) == Qt.CursorShape.SizeVerCursor
        hand.drag(start, QPointF(start.x(), start.y() + probability_y(0.4, lane) - probability_y(0.2, lane)))
        assert second[-1] == pytest.approx(0.4, abs=0.01)
        hand.press(view.surface.leave_threshold_tag.center())
        hand.move(QPointF(start.x(), probability_y(0.9, lane)))
        assert second[-1] == view.content.leave_threshold == 0.6
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS))
        assert second[-1] == pytest.approx(0.4, abs=0.01)
        assert first == [] and view.content.threshold == 0.6 and hand.edits == []

    def test_the_first_threshold_takes_the_second_along_instead_of_crossing_it(self, view, hand):
        view.set_threshold(0.6, 0.5)
        start = view.surface.threshold_tag.center()
        hand.drag(start, QPointF(start.x(), probability_y(0.1, view.lanes.probability)))
        assert view.content.leave_threshold <= view.content.threshold < 0.2

    @pytest.mark.parametrize("threshold", [0.0, 0.5, 1.0])
    def test_tags_of_equal_thresholds_can_both_be_taken_hold_of(self, view, hand, threshold: float):
        view.set_threshold(threshold, threshold)
        upper, lower = view.surface.threshold_tag, view.surface.leave_threshold_tag
        assert not upper.intersects(lower) and lower.top() > upper.top()
        assert view.lanes.probability.top() <= upper.top() and lower.bottom() <= view.lanes.probability.bottom()

    def test_without_a_second_threshold_there_is_one_tag(self, view):
        view.set_threshold(0.6)
        assert view.surface.leave_threshold_tag.isEmpty()

    def test_a_right_click_selects_and_asks_for_a_menu(self, view, hand, qtbot):
        point = hand.point(33).toPoint()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.mapToGlobal(point))
        with qtbot.waitSignal(view.context_menu_requested) as asked:
            QApplication.sendEvent(view, event)
        place, index, time = asked.args
        assert (place, index) == (view.mapToGlobal(point), 1)
        assert time == pytest.approx(33, abs=0.1)
        assert view.selection.current == 1

    def test_the_cursor_says_what_would_happen(self, hand):
        shapes = [hand.hover(hand.point(time)) for time in (25, 33, 30.1, 19.9)]
        assert shapes == [
            Qt.CursorShape.IBeamCursor,
            Qt.CursorShape.IBeamCursor,
            Qt.CursorShape.SizeHorCursor,
            Qt.CursorShape.SizeHorCursor,
        ]
        assert hand.hover(hand.strip(33)) == Qt.CursorShape.OpenHandCursor
        assert hand.hover(hand.strip(25)) == Qt.CursorShape.CrossCursor
        hand.press(hand.strip(33))
        hand.move(hand.strip(34))
        assert hand.view.cursor().shape() == Qt.CursorShape.ClosedHandCursor

    def test_the_pointer_is_read_out(self, view, hand, qtbot):
        with qtbot.waitSignal(view.pointer_moved) as read:
            hand.hover(hand.point(25, height=0.5))
        (readout,) = read.args
        assert readout.time == pytest.approx(25)
        assert 1000 < readout.hertz < 3000
        assert -200 < readout.level_db < 0
        assert readout.probability == pytest.approx((np.sin(25) + 1) / 2, abs=0.01)
        hand.hover(QPointF(view.axis.x(25), view.lanes.waveform.center().y()))
        with qtbot.waitSignal(view.pointer_moved) as read:
            hand.hover(QPointF(view.axis.x(30), view.lanes.waveform.center().y()))
        assert (read.args[0].hertz, read.args[0].level_db) == (None, None)


class TestVisibleRange:
    def test_the_wheel_zooms_at_the_pointer(self, view, hand):
        point = hand.point(45)
        hand.wheel(point, QPoint(0, 240))
        assert view.axis.span == pytest.approx(DURATION / 1.25**2)
        assert view.axis.time(point.x()) == pytest.approx(45)
        hand.wheel(point, QPoint(0, -2400))
        assert view.visible_range() == (0, DURATION)

    @pytest.mark.parametrize(("angle", "keys"), [(QPoint(0, -120), SHIFT), (QPoint(-120, 0), NO_KEYS)])
    def test_shift_or_sideways_pans(self, view, hand, angle, keys):
        view.set_visible_range(10, 20)
        hand.wheel(hand.point(15), angle, keys)
        start = snapped(view, 10, 11.2)
        assert view.visible_range() == pytest.approx((start, start + 10))
        moved = (view.axis.start - 10) / view.axis.seconds_per_px
        assert moved == pytest.approx(round(moved), abs=1e-6), "what was painted can be shown again"

    def test_history_goes_back(self, view):
        view.set_visible_range(10, 20)
        view.navigation.go_back()
        assert view.visible_range() == (0, DURATION)

    def test_a_page_follows_the_playhead_until_the_user_scrolls(self, view, hand, qtbot):
        view.set_visible_range(0, 10)
        view.navigation.set_follow_mode("page")
        view.set_playhead(12)
        assert view.visible_range()[0] == pytest.approx(snapped(view, 0, 11.4))
        with qtbot.waitSignal(view.navigation.user_scrolled):
            view.navigation.pan(1)
        before = view.visible_range()
        view.set_playhead(13)
        assert view.visible_range() == before
        hand.press(hand.point(25))
        hand.release(hand.point(25))
        view.set_playhead(40)
        assert view.visible_range() != before

    def test_following_does_not_count_as_scrolling(self, view):
        scrolled: list[bool] = []
        view.set_visible_range(0, 10)
        view.navigation.user_scrolled.connect(lambda: scrolled.append(True))
        view.navigation.set_follow_mode("continuous")
        view.set_playhead(30)
        assert view.visible_range() == pytest.approx((25, 35))
        assert scrolled == []

    def test_revealing_scrolls_no_further_than_needed(self, view):
        view.set_visible_range(10, 20)
        view.navigation.reveal(12, 13)
        assert view.visible_range() == (10, 20)
        view.navigation.reveal(20, 21)
        start = snapped(view, 10, 11.8)
        assert view.visible_range() == pytest.approx((start, start + 10))


def test_a_view_without_a_song_takes_the_mouse(view, hand):
    view.clear()
    hand.drag(hand.point(0.2), hand.point(0.5))
    hand.wheel(hand.point(0.2), QPoint(0, 120))
    assert (hand.edits, hand.seeks) == ([], [])


def test_grabbing_and_scrolling_lose_no_references_to_none(view, hand):
    """Some PySide6 releases drop one reference to None at every void call, until the program aborts."""
    strip = OverviewStrip(view)
    before = None
    for round_ in range(15):  # In each of them far more than twenty such calls.
        view.set_visible_range(round_, round_ + 10)
        view.set_playhead(round_ + 1)
        hand.hover(hand.point(round_ + 2))
        view.grab()
        strip.grab()
        if round_ == 4:
            gc.collect()
            before = sys.getrefcount(None)
    gc.collect()
    assert sys.getrefcount(None) > before - 200
