"""Tapping while the song plays, and going through doubtful places, by keys in the real window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from svd_core.annotation.regions import Region
from svd_core.audio.features import FrameGrid
from svd_core.audio.listening import Listening
from svd_gui.song.posterior import Posterior

pytestmark = pytest.mark.one_window

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(opened):
    opened.document.replace("Nothing", opened.document.annotation.__class__("tune.wav", "0" * 64, 8.0))
    return opened


@pytest.fixture
def playing(opened, monkeypatch):
    """A window whose song plays, as far as its cursor tells; no model has heard it."""
    opened.session.posterior = None
    opened.player._set_playing(True)
    hear(opened, 1.0)
    return opened


def hear(window, *times: float) -> None:
    for time in times:
        window.player._move(time)


def regions(window) -> list[tuple[float, float]]:
    return [(round(region.start, 3), round(region.end, 3)) for region in window.document.regions]


def tap(window, *heard: float) -> None:
    QTest.keyPress(window.timeline, Qt.Key.Key_T)
    hear(window, *heard)
    let_go(window)


def let_go(window) -> None:
    """Let go the key, and wait until that was no repeat of it."""
    QTest.keyRelease(window.timeline, Qt.Key.Key_T)
    wait_for_the_end(window)


def wait_for_the_end(window) -> None:
    while window.editing.taps.tapping:
        QApplication.processEvents()


def test_each_tap_is_a_region_and_a_step_of_undo_without_the_reaction_time(playing):
    steps = playing.document.undo_stack.count()
    hear(playing, 2.0)
    tap(playing, 2.3, 2.7, 3.0)
    hear(playing, 3.4)
    tap(playing, 3.8)
    assert regions(playing) == [(1.8, 2.8), (3.2, 3.6)]
    assert playing.document.undo_stack.count() == steps + 2
    playing.actions_.undo.trigger()
    assert regions(playing) == [(1.8, 2.8)]


def test_at_double_speed_twice_the_reaction_time_of_the_song_is_taken_off(playing):
    playing.choices.choose_reaction_time(0.1)
    playing.player._listening = Listening(2.0)
    hear(playing, 2.0)
    tap(playing, 2.5, 3.0)
    assert regions(playing) == [(1.8, 2.8)]
    assert playing.settings.reaction_time == 0.1


def test_repeats_of_the_key_and_other_keys_change_nothing(playing):
    hear(playing, 2.0)
    view = playing.timeline
    QTest.keyPress(view, Qt.Key.Key_T)
    hear(playing, 2.4)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        QApplication.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_T, NO_KEYS, "t", True))
    QTest.keyPress(view, Qt.Key.Key_Shift)
    QTest.keyRelease(view, Qt.Key.Key_Shift)
    hear(playing, 2.8, 3.0)
    assert playing.editing.taps.tapping and view.content.preview is not None
    let_go(playing)
    assert regions(playing) == [(1.8, 2.8)] and view.content.preview is None


def test_a_held_key_whose_repeats_look_like_presses_is_one_tap(playing):
    hear(playing, 2.0)
    QTest.keyPress(playing.timeline, Qt.Key.Key_T)
    for heard in (2.4, 2.6, 2.8):
        hear(playing, heard)
        QTest.keyRelease(playing.timeline, Qt.Key.Key_T)
        hear(playing, heard + 0.03)
        QTest.keyPress(playing.timeline, Qt.Key.Key_T)
    hear(playing, 3.0)
    QTest.keyRelease(playing.timeline, Qt.Key.Key_T)
    hear(playing, 3.04)
    assert playing.editing.taps.tapping
    wait_for_the_end(playing)
    assert regions(playing) == [(1.8, 2.8)], "it ends where the key was let go, not where that was certain"


@pytest.mark.parametrize("how", ["focus", "pause", "jump"])
def test_a_region_ends_safely_where_the_song_or_the_person_goes_away(playing, how):
    hear(playing, 2.0)
    QTest.keyPress(playing.timeline, Qt.Key.Key_T)
    hear(playing, 2.4, 3.0)
    if how == "focus":
        QApplication.sendEvent(playing.timeline, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    elif how == "pause":
        playing.player._set_playing(False)
    else:
        hear(playing, 6.0)
    assert regions(playing) == [(1.8, 2.8)] and not playing.editing.taps.tapping
    hear(playing, 6.5)
    QTest.keyRelease(playing.timeline, Qt.Key.Key_T)
    assert regions(playing) == [(1.8, 2.8)]


def test_a_start_goes_a_third_of_the_way_to_where_the_curve_rises_and_an_end_stays(playing):
    heard = np.zeros(560, np.float32)
    heard[126:203] = 1.0
    playing.session.posterior = Posterior(heard, FrameGrid(560))
    hear(playing, 2.1)
    tap(playing, 2.5, 3.0)
    rise, fall = playing.session.posterior.crossings(playing.session.postprocessing)
    assert 0.05 < abs(rise - 1.9) < 0.2 and 0.05 < abs(fall - 2.8) < 0.2, "both near enough to matter"
    assert regions(playing) == [(round(1.9 + (rise - 1.9) / 3, 3), 2.8)]


def test_what_goes_with_a_region_of_the_model_beyond_what_was_heard_is_not_checked(playing):
    document = playing.document
    document.replace("Detected", replace(document.annotation, regions=(Region(2.0, 7.0, source="model"),)))
    document.mark_checked("Heard before", ((7.5, 8.0),))
    hear(playing, 1.5)
    tap(playing, 2.0, 2.5, 3.0)
    assert regions(playing) == [(1.3, 2.8)]
    assert document.annotation.checked == (pytest.approx((0.3, 4.0)), (7.5, 8.0))


@pytest.mark.parametrize("before", [(), (0.5, 1.0), (6.0,)])
def test_what_goes_with_a_region_of_the_model_before_playing_began_is_not_checked(playing, before):
    document = playing.document
    document.replace("Detected", replace(document.annotation, regions=(Region(0.5, 7.5, source="model"),)))
    hear(playing, *before)
    playing.player._set_playing(False)
    hear(playing, 3.5, 4.0)
    playing.player._set_playing(True)
    hear(playing, 4.5)
    tap(playing, 5.0, 5.5)
    assert regions(playing) == [(4.3, 5.3)]
    assert document.annotation.checked == (pytest.approx((3.0, 6.5)),)


def test_without_the_song_playing_or_for_a_touch_it_says_why(playing):
    playing.player._set_playing(False)
    tap(playing)
    assert "play the song" in playing.status.currentMessage()
    playing.player._set_playing(True)
    tap(playing)
    assert "Too short" in playing.status.currentMessage() and regions(playing) == []


def doubtful(window) -> None:
    """A model that is unsure of two stretches: 1 to 2 s, taken for singing, and 4 to 6 s, taken for none."""
    config = window.session.postprocessing
    values = np.full(560, 0.001, np.float32)
    values[70:140] = min(config.threshold + 0.05, 0.99)
    values[280:420] = max(config.threshold - 0.05, 0.01)
    window.session.posterior = Posterior(values, FrameGrid(560))
    window.document.edit("Detected", (Region(1.0, 2.0),))
    window.document.mark_unchecked("None", ((0.0, 8.0),))


def test_doubtful_places_are_accepted_and_rejected_by_one_key_each(opened):
    opened.document.checked_surrounding = 0.0
    doubtful(opened)
    view = opened.timeline
    QTest.keyClick(view, Qt.Key.Key_Q)
    assert view.time_selection.span == pytest.approx((4.0, 6.0), abs=0.05)
    assert "(Y, X)" in opened.status.currentMessage(), "how to decide"
    assert "2 left" in opened.status.currentMessage() and "no singing" in opened.status.currentMessage()
    steps = opened.document.undo_stack.count()
    QTest.keyClick(view, Qt.Key.Key_X)
    assert len(opened.document.regions) == 2 and opened.document.undo_stack.count() == steps + 1
    assert view.time_selection.span == pytest.approx((1.0, 2.0), abs=0.05), "goes on to the next"
    QTest.keyClick(view, Qt.Key.Key_Y)
    assert opened.document.annotation.checked == (
        pytest.approx((1.0, 2.0), abs=0.05),
        pytest.approx((4.0, 6.0), abs=0.05),
    )
    assert opened.document.regions[0] == Region(1.0, 2.0, source="hand")
    assert "No doubtful place is left" in opened.status.currentMessage() and view.time_selection.span is None
    for _ in range(2):
        opened.actions_.undo.trigger()
    assert [(region.start, region.end) for region in opened.document.regions] == [(1.0, 2.0)]
    assert opened.document.annotation.checked == ()


def test_it_is_said_what_to_decide_and_by_which_keys_as_long_as_the_place_is_selected(opened):
    doubtful(opened)
    opened.shortcuts.assign("reject_doubtful", ["Ctrl+9"])
    QTest.keyClick(opened.timeline, Qt.Key.Key_Q)
    opened.status.clearMessage()
    assert opened.status.selection_label.text() == "Doubtful, taken for no singing. Accept or reject (Y, Ctrl+9)"
    opened.timeline.time_selection.select((4.0, 5.0))
    assert opened.status.selection_label.text().endswith("selected, 1.00 s")


def test_a_place_out_of_view_is_shown_amid_its_surroundings(opened):
    doubtful(opened)
    view = opened.timeline
    for shown, rest in (((0.0, 4.4), (2.8, 7.2)), ((2.9, 7.3), (2.9, 7.3))):
        view.navigation.show_range(*shown)
        opened.editing.doubtful._forget()
        QTest.keyClick(view, Qt.Key.Key_Q)
        assert view.time_selection.span == pytest.approx((4.0, 6.0), abs=0.05)
        assert view.visible_range() == pytest.approx(rest, abs=0.1)


def test_a_place_is_heard_before_it_is_decided(opened):
    doubtful(opened)
    before = opened.document.annotation
    QTest.keyClick(opened.timeline, Qt.Key.Key_Y)
    assert opened.document.annotation == before and opened.timeline.time_selection.span is not None
    QTest.keyClick(opened.timeline, Qt.Key.Key_Q)
    QTest.keyClick(opened.timeline, Qt.Key.Key_Q)
    assert opened.timeline.time_selection.span == pytest.approx((4.0, 6.0), abs=0.05), "around again"
    back = []
    for _ in range(2):
        QTest.keyClick(opened.timeline, Qt.Key.Key_Q, Qt.KeyboardModifier.ShiftModifier)
        back.append(opened.timeline.time_selection.span)
    assert back == [pytest.approx((1.0, 2.0), abs=0.05), pytest.approx((4.0, 6.0), abs=0.05)]
