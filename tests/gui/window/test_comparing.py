"""Comparing in the real window: the second layer, stepping through differences, theirs taken, mine kept, agreement."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.model.card import named_model, read_card
from svd_core.model.detection_cache import DetectionCache
from svd_gui.song.detections import DetectorSettings

pytestmark = pytest.mark.one_window

MINE = (Region(1.0, 3.0, source="hand"), Region(5.0, 6.0, source="hand"))
LABELS = "0 1 nosing\n1 2.5 sing\n2.5 4 nosing\n4 4.5 sing\n4.5 5 nosing\n5 6 sing\n6 8 nosing\n"


@pytest.fixture
def opened(opened):
    """The window with an eight-second song in which two regions were set by hand and nothing is checked."""
    opened.document.checked_surrounding = 0.0
    opened.document.edit("Begin", MINE)
    opened.document.mark_unchecked("Begin", ((0.0, 8.0),))
    return opened


@pytest.fixture
def compared(opened, tmp_path: Path):
    """Compared with a label file in which one region ends half a second earlier and one is added."""
    labels = tmp_path / "theirs.lab"
    labels.write_text(LABELS)
    opened.comparing.sources.ask_about(labels)
    opened.comparing.sources.dialog.import_button.click()
    opened.activateWindow()
    opened.timeline.setFocus()
    return opened


def extents(window) -> list[tuple[float, float]]:
    return [(region.start, region.end) for region in window.document.regions]


def press(window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.timeline, key, modifier)


def state(window):
    return window.comparing.comparison.state


def test_labels_show_beside_the_song_and_change_nothing_in_it(compared):
    second = compared.timeline.content.second
    assert [(one.start, one.end) for one in second.arrays.regions] == [(1.0, 2.5), (4.0, 4.5), (5.0, 6.0)]
    assert second.differing == ((2.5, 3.0), (4.0, 4.5))
    assert compared.timeline.lanes.second.height() > 0
    assert extents(compared) == [(1.0, 3.0), (5.0, 6.0)] and compared.document.undo_stack.undoText() == "Begin"
    panel = compared.comparing.panel
    assert panel.isVisible() and "theirs.lab" in panel.heading.text()
    # Of nearly eight seconds, one differs.
    assert "87.4 % of frames agree" in panel.agreed.text() and "nothing being checked" in panel.agreed.text()


def test_what_differs_is_shown_large_enough_to_see_and_nothing_else_is_selected(compared):
    compared.timeline.set_duration(3000.0)
    compared.timeline.selection.select(1)
    compared.player.seek(0.0)
    press(compared, Qt.Key.Key_F7)
    axis = compared.timeline.axis
    assert axis.x(3.0) - axis.x(2.5) >= 10 and axis.start <= 2.5 and axis.end >= 3.0
    assert compared.timeline.selection.indices == ()


def test_what_settles_differences_is_offered_while_there_are_some(compared):
    names = ("stop_comparing", "take_theirs", "keep_mine")
    assert all(getattr(compared.actions_, name).isEnabled() for name in names)
    compared.actions_.stop_comparing.trigger()
    assert not any(getattr(compared.actions_, name).isEnabled() for name in names)


def test_keys_go_from_difference_to_difference_and_back(compared):
    compared.player.seek(0.0)
    panel = compared.comparing.panel
    press(compared, Qt.Key.Key_F7)
    assert state(compared).current == 0 and "theirs ends 0.50 s earlier" in panel.difference.text()
    press(compared, Qt.Key.Key_F7)
    assert state(compared).current == 1 and "only theirs has a region" in panel.difference.text()
    press(compared, Qt.Key.Key_F7)
    assert state(compared).current == 1 and "No difference after" in compared.status.currentMessage()
    press(compared, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert state(compared).current == 0


def test_theirs_is_taken_as_one_step_and_the_next_is_gone_to(compared):
    compared.player.seek(0.0)
    press(compared, Qt.Key.Key_F7)
    press(compared, Qt.Key.Key_F8)
    assert extents(compared) == [(1.0, 2.5), (5.0, 6.0)]
    assert [(one.start, one.end) for one in state(compared).found] == [(4.0, 4.5)] and state(compared).current == 0
    press(compared, Qt.Key.Key_F8)
    assert extents(compared) == [(1.0, 2.5), (4.0, 4.5), (5.0, 6.0)] and not state(compared).found
    compared.document.undo_stack.undo()
    assert extents(compared) == [(1.0, 2.5), (5.0, 6.0)] and len(state(compared).found) == 1


def test_the_first_press_only_shows_what_would_be_decided(compared):
    compared.player.seek(0.0)
    press(compared, Qt.Key.Key_F8)
    assert extents(compared) == [(1.0, 3.0), (5.0, 6.0)] and state(compared).current == 0


def test_what_is_kept_is_checked_and_is_a_difference_again_after_undo(compared):
    compared.player.seek(0.0)
    press(compared, Qt.Key.Key_F7)
    press(compared, Qt.Key.Key_F9)
    assert extents(compared) == [(1.0, 3.0), (5.0, 6.0)]
    assert any(start <= 2.5 and end >= 3.0 for start, end in compared.document.annotation.checked)
    assert [(one.start, one.end) for one in state(compared).found] == [(4.0, 4.5)] and state(compared).kept == 1
    compared.document.undo_stack.undo()
    assert len(state(compared).found) == 2 and state(compared).kept == 0


def test_agreement_is_of_checked_time_where_there_is_some(compared):
    compared.document.mark_checked("Check", ((5.0, 6.0),))
    assert state(compared).in_checked and state(compared).agreed.frames == 1.0
    assert "of checked time" in compared.comparing.panel.agreed.text()


def test_stopping_takes_the_lane_away(compared):
    compared.comparing.panel.close_button.click()
    assert compared.timeline.content.second is None and compared.timeline.lanes.second.height() == 0
    assert not compared.comparing.panel.isVisible()
    press(compared, Qt.Key.Key_F7)
    assert "Nothing to compare with" in compared.status.currentMessage()


def test_an_earlier_state_is_chosen_in_the_history(opened):
    opened.document.edit("More", (*MINE, Region(6.5, 7.0)))
    opened.dialogs.history(opened.document)
    dialog = opened.dialogs._history
    dialog.table.selectRow(dialog.model.current_row - 1)
    dialog.compare_button.click()
    dialog.close()
    assert [(one.start, one.kind) for one in state(opened).found] == [(6.5, "mine")]


def test_a_copy_by_another_annotator_and_one_of_another_song(opened, qtbot, tmp_path: Path):
    annotation = opened.document.annotation
    theirs = SongAnnotation(annotation.song, annotation.song_key, annotation.duration, MINE[:1], checked=((0.0, 4.0),))
    copy = tmp_path / "theirs.svd.json"
    annotation_file.save(copy, theirs)
    with qtbot.waitSignal(opened.comparing.comparison.changed, timeout=20000):
        opened.comparing.sources.read_copy(copy)
    # Of what they have not checked they say nothing.
    assert not state(opened).found
    other = tmp_path / "other.svd.json"
    annotation_file.save(other, SongAnnotation("b.wav", "1" * 64, 8.0))
    with qtbot.waitSignal(opened.comparing.problem_found, timeout=20000) as found:
        opened.comparing.sources.read_copy(other)
    assert "another sound, b.wav" in found.args[0].summary


@pytest.mark.own_window
def test_another_model_detects_in_the_background(opened, qtbot):
    with qtbot.waitSignal(opened.comparing.comparison.changed, timeout=60000):
        opened.comparing.sources.detect_with(named_model(Path("free")))
        assert "Detecting with" in opened.comparing.panel.heading.text()
    assert "free" in opened.comparing.panel.heading.text()
    key = DetectorSettings(read_card(named_model(Path("free")))).key
    assert DetectionCache().find(opened.session.song.key, key).seconds == opened.session.song.duration
    assert extents(opened) == [(1.0, 3.0), (5.0, 6.0)]


def test_labels_cut_off_at_the_end_to_compare_with_are_not_cut_off_unasked_later(opened, tmp_path: Path):
    labels = tmp_path / "longer.lab"
    labels.write_text("0 1 nosing\n1 3 sing\n3 7 nosing\n7 11 sing\n")
    sources = opened.comparing.sources
    sources.ask_about(labels)
    sources.dialog.cut.click()
    sources.dialog.import_button.click()
    assert state(opened).other.regions[-1].end == 8.0
    assert [how.past_end for how in opened.settings.label_answers.values()] == ["refuse"]
    sources.ask_about(labels)
    assert not sources.dialog.cut.isChecked() and not sources.dialog.import_button.isEnabled()
    sources.cancel()


def test_a_broken_label_file_is_told_of(opened, tmp_path: Path):
    broken = tmp_path / "broken.TextGrid"
    broken.write_bytes(b"\xff\xfe\x00")
    problems = []
    opened.comparing.problem_found.connect(problems.append)
    opened.comparing.sources.ask_about(broken)
    assert len(problems) == 1 and state(opened) is None
