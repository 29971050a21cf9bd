"""Marking time as checked by keys, menus and listening, in the real window; drawn, counted, saved and undone."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMenu

from svd_core.annotation import annotation_file
from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.registry import FORMATS
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.data.coverage import SongCoverage
from svd_gui.dialogs.checked_text import checked_text
from svd_gui.dialogs.export import ExportDialog
from svd_gui.settings import MAX_SURROUNDING, Settings
from svd_gui.song import song_detection

pytestmark = pytest.mark.one_window

HAND = (Region(1.0, 2.0, source="hand"), Region(3.0, 4.0, source="hand"))


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def checked(window) -> tuple:
    return window.document.annotation.checked


def on_disk(window) -> SongAnnotation:
    window.document.save()
    found = annotation_file.find(window.session.song.path, Path("nowhere"))
    assert found is not None
    return found


def test_one_key_marks_what_is_on_screen_and_one_takes_it_back(opened):
    assert checked(opened) == () and "0:00 of 0:08 checked" in opened.status.checked_label.text()
    opened.timeline.set_visible_range(1.0, 5.0)
    press(opened, Qt.Key.Key_C)
    start, end = opened.timeline.visible_range()
    assert checked(opened) == ((start, end),)
    assert opened.status.checked_label.text() == "0:04 of 0:08 checked"
    assert "0:01 – 0:05" in opened.status.currentMessage()
    assert on_disk(opened).checked == checked(opened)
    assert opened.timeline.content.checked == checked(opened)
    opened.timeline.set_visible_range(4.0, 6.0)
    press(opened, Qt.Key.Key_U)
    assert checked(opened) == ((start, opened.timeline.visible_range()[0]),)
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert checked(opened) == () == on_disk(opened).checked


def test_a_loop_comes_before_what_is_on_screen(opened):
    opened.player.set_loop((2.0, 3.5))
    press(opened, Qt.Key.Key_C)
    assert checked(opened) == ((2.0, 3.5),)
    opened.actions_.mark_visible.trigger()
    assert checked(opened) == ((0.0, 8.0),)
    press(opened, Qt.Key.Key_U)
    assert checked(opened) == ((0.0, 2.0), (3.5, 8.0))
    opened.actions_.mark_loop.trigger()
    assert checked(opened) == ((0.0, 8.0),)


def test_selected_time_comes_before_a_loop_and_has_a_menu_of_its_own(opened):
    opened.player.set_loop((2.0, 3.5))
    opened.timeline.time_selection.select((5.0, 6.0))
    press(opened, Qt.Key.Key_C)
    assert checked(opened) == ((5.0, 6.0),)
    opened.song_page._show_menu(QPoint(10, 10), None, 5.5)
    (menu,) = [child for child in opened.song_page.findChildren(QMenu) if child.isVisible()]
    actions = opened.actions_
    for action in (actions.play_region, actions.loop, actions.add_region, actions.delete, actions.mark_checked):
        assert action in menu.actions()
    menu.close()
    press(opened, Qt.Key.Key_U)
    assert checked(opened) == ()


def test_a_region_and_the_song_can_be_marked_from_the_menu_and_a_region_by_its_menu(opened):
    opened.document.checked_surrounding = 0.0
    opened.document.edit("Add regions", HAND)
    opened.document.mark_unchecked("none", ((0.0, 8.0),))
    opened.timeline.selection.select(1)
    press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert checked(opened) == ((3.0, 4.0),)
    opened.song_page._show_menu(QPoint(10, 10), 0, 1.5)
    (menu,) = [child for child in opened.song_page.findChildren(QMenu) if child.isVisible()]
    assert opened.actions_.mark_region in menu.actions()
    menu.close()
    opened.timeline.selection.select(None)
    opened.player.seek(7.5)
    press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert "Select a region" in opened.status.currentMessage()
    opened.actions_.mark_song.trigger()
    assert checked(opened) == ((0.0, opened.session.song.duration),)
    assert not opened.actions_.mark_loop.isEnabled()


@pytest.mark.own_window
def test_edits_check_their_surrounding_which_a_person_sets_and_which_is_remembered(opened, private_folders):
    before = opened.document.regions
    opened.document.edit("Delete all", ())
    touched = opened.document.annotation.touched
    assert checked(opened)[0][0] == max(0.0, touched[0][0] - 1.0)
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.regions == before and checked(opened) == ()
    opened.actions_.surrounding.trigger()
    dialog = opened.findChild(QInputDialog)
    dialog.setDoubleValue(0.2)
    dialog.accept()
    assert Settings(private_folders / "settings.ini").checked_surrounding == 0.2
    opened.document.edit("Delete all", ())
    opened.document.mark_unchecked("none", ((0.0, 9.0),))
    opened.document.edit("Add region", (Region(5.0, 6.0),))
    assert checked(opened) == ((4.8, 6.2),)


@pytest.mark.parametrize(("text", "value"), [("nan", 1.0), ("-3", 0.0), ("1e9", MAX_SURROUNDING), ("x", 1.0)])
def test_a_broken_setting_of_the_surrounding_is_its_default(private_folders, text: str, value: float):
    settings = Settings(private_folders / "settings.ini")
    settings._store.put("checked/surrounding", text)
    assert settings.checked_surrounding == value


def listen(window, *times: float) -> None:
    """What the player reports while it plays, without a sound device."""
    window.player._move(times[0])
    window.player._set_playing(True)
    for time in times:
        window.player._move(time)


@pytest.mark.own_window
def test_listening_checks_only_where_that_is_chosen(opened):
    listen(opened, *np.arange(1.0, 3.0, 0.125))
    opened.player._set_playing(False)
    assert checked(opened) == ()
    opened.actions_.listening_checks.trigger()
    assert opened.settings.listening_checks
    listen(opened, *np.arange(1.0, 3.125, 0.125))

    assert checked(opened) == ((1.0, 3.0),)
    opened.player._set_playing(False)
    # A jump is not heard, and neither is what is played around an edge.
    listen(opened, 4.0, *np.arange(5.0, 5.8, 0.125))
    opened.player._set_playing(False)
    assert checked(opened) == ((1.0, 3.0), (5.0, 5.75))
    opened.player._return_to = 0.0
    listen(opened, 6.0, 6.1, 6.2)
    opened.player._return_to = None
    opened.player._set_playing(False)
    assert checked(opened) == ((1.0, 3.0), (5.0, 5.75))
    opened.document.undo_stack.undo()
    assert checked(opened) == ((1.0, 3.0),)
    opened.document.undo_stack.undo()
    assert checked(opened) == ()


@pytest.mark.own_window
def test_what_was_heard_of_one_song_is_not_marked_in_the_next(opened, qtbot, song: Path):
    opened.actions_.listening_checks.trigger()
    other = song.with_name("other.wav")
    other.write_bytes(song.read_bytes())
    listen(opened, 1.0, 1.2, 1.4)
    with qtbot.waitSignal(opened.session.settled, timeout=60000):
        opened.choice.choose(other)
    assert opened.session.song.path == other and checked(opened) == ()


def green_columns(picture: QImage, y: int, colour: QColor, left: float) -> list[int]:
    """Right of the gutter, in which the legend has the colour, too."""
    return [x for x in range(int(left), picture.width()) if picture.pixelColor(x, y) == colour]


def test_checked_time_is_drawn_in_the_ruler_and_in_the_overview(opened):
    opened.document.mark_checked("Mark as checked", ((2.0, 4.0),))
    colour = QColor(opened.timeline.theme.checked)
    opened.timeline.navigation.show_song()
    y = round(opened.timeline.lanes.ruler.bottom()) - 2
    columns = green_columns(opened.timeline.grab().toImage(), y, colour, opened.timeline.axis.left)
    axis = opened.timeline.axis
    assert (columns[0], columns[-1] + 1) == (round(axis.x(2.0)), round(axis.x(4.0)))
    overview = green_columns(opened.overview.grab().toImage(), 8, colour, axis.left)
    axis = opened.overview.axis
    assert abs(overview[0] - axis.x(2.0)) <= 1 and abs(overview[-1] + 1 - axis.x(4.0)) <= 1
    opened.document.undo_stack.undo()
    assert green_columns(opened.timeline.grab().toImage(), y, colour, axis.left) == []


def test_the_text_counts_as_people_do():
    annotation = SongAnnotation("s", "k", 222.0, checked=((0.0, 100.0), (150.0, 180.0)))
    assert checked_text(annotation, 222.0) == "2:10 of 3:42 checked"
    assert checked_text(annotation, 90.0) == "1:30 of 1:30 checked", "the sound was replaced by a shorter one"


def test_what_a_person_leaves_open_counts_as_checked_nowhere(opened, tmp_path: Path):
    opened.document.checked_surrounding = 0.0
    unsure = (Region(1.0, 2.0, source="hand"), Region(3.0, 5.0, "?", "hand"))
    opened.document.edit("Add regions", unsure)
    press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert opened.status.checked_label.text() == "0:06 of 0:08 checked, 0:02 left open"
    assert "0:06 of 0:08 checked, 0:02 left open" in opened.status.currentMessage()
    assert opened.timeline.content.checked == ((0.0, 3.0), (5.0, 8.0)), "what is drawn"
    summary = "2 regions · 12 % of the song is sung"
    assert any(summary in label.text() for label in opened.postprocessing_panel.findChildren(QLabel))
    opened.actions_.export.trigger()
    dialog = opened.findChild(ExportDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "0:06 of 0:08 checked, 0:02 left open." in said
    index = next(index for index, found in enumerate(FORMATS) if found.suffix == ".TextGrid")
    dialog.choose(index, tmp_path / "song.TextGrid")
    dialog.accept()
    found = with_labels(SongAnnotation("s", "k", 8.0), tmp_path / "song.TextGrid", HowToRead())
    assert found.checked == ((0.0, 3.0), (5.0, 8.0))
    coverage = SongCoverage.of_annotation("s", opened.document.annotation)
    assert (coverage.checked, coverage.sung) == (6.0, 1.0), "the training dialog's table"


@pytest.fixture
def detecting(window, qtbot, song: Path, monkeypatch: pytest.MonkeyPatch):
    """The window while it detects singing in a song for the first time; `set` the event to let it go on."""
    go_on = threading.Event()
    compute = song_detection.detect

    def slow(*given):
        go_on.wait(60)
        yield from compute(*given)

    monkeypatch.setattr(song_detection, "detect", slow)
    with qtbot.waitSignal(window.session.detection_started, timeout=60000):
        window.choice.choose(song)
    window.activateWindow()
    window.timeline.setFocus()
    yield window, go_on
    go_on.set()


def test_nothing_can_be_checked_where_the_first_regions_are_still_to_come(detecting, qtbot):
    window, go_on = detecting
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(window, Qt.Key.Key_C, control_shift)
    assert "still looking for singing" in window.status.currentMessage() and checked(window) == ()
    window.actions_.listening_checks.trigger()
    listen(window, *np.arange(1.0, 3.0, 0.125))
    window.player._set_playing(False)
    assert "Listening checks nothing here" in window.status.currentMessage() and checked(window) == ()
    window.document.checked_surrounding = 0.0
    window.document.edit("Add region", (Region(1.0, 2.0),))
    window.timeline.selection.select(0)
    press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert "Checked: 0:01 – 0:02" in window.status.currentMessage(), "what a person has set can be checked"
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        go_on.set()
    assert len(window.document.regions) > 1
    press(window, Qt.Key.Key_C, control_shift)
    assert checked(window) == ((0.0, window.session.song.duration),)


def test_the_side_panel_claims_nothing_before_singing_is_detected(detecting, qtbot):
    window, go_on = detecting

    def summary() -> str:
        (text,) = (t for label in window.postprocessing_panel.findChildren(QLabel) if "\n" in (t := label.text()))
        return text

    assert summary() == "Singing is not detected yet\n"
    window.document.edit("Add region", (Region(1.0, 2.0, source="hand"),))
    assert "1 region" in summary() and "not detected yet · 1 set by hand" in summary()
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        go_on.set()
    assert "% of the song is sung" in summary() and "not detected yet" not in summary()


def test_figures_belong_to_the_song_that_is_shown(opened, qtbot, song: Path):
    """The song is replaced by a shorter one under its name, and the question about its regions stands."""
    opened.document.edit("Add regions", (Region(1.0, 2.0), Region(2.5, 6.0), Region(6.5, 7.5)))
    opened.actions_.mark_song.trigger()
    samples, rate = soundfile.read(song)
    soundfile.write(song, samples[: 3 * rate], rate, subtype="PCM_16")
    with qtbot.waitSignal(opened.session.settled, timeout=60000):
        opened.choice.choose(song)
    assert opened.question.isVisible() and "Are the regions still right?" in opened.question.text
    texts = [label.text() for label in opened.postprocessing_panel.findChildren(QLabel)]
    assert any(text.startswith("2 regions · 50 % of the song is sung\n2 set by hand") for text in texts)
    assert any("1 after the end of the sound" in text for text in texts)
    assert opened.status.checked_label.text() == "0:03 of 0:03 checked"


def test_the_export_says_how_much_is_checked_and_a_textgrid_holds_it(opened, tmp_path: Path):
    opened.document.mark_checked("Mark as checked", ((2.0, 4.0),))
    opened.actions_.export.trigger()
    dialog = opened.findChild(ExportDialog)
    assert any("0:02 of 0:08 checked" in label.text() for label in dialog.findChildren(QLabel))
    index = next(index for index, found in enumerate(FORMATS) if found.suffix == ".TextGrid")
    dialog.choose(index, tmp_path / "song.TextGrid")
    dialog.accept()
    found = with_labels(SongAnnotation("s", "k", 8.0), tmp_path / "song.TextGrid", HowToRead())
    assert found.checked == ((2.0, 4.0),)
