"""The line at the foot of the window: what it shows when there is little room, and beside a message."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QProgressBar, QToolButton, QWidget

from svd_gui.song.activity import Activity
from svd_gui.timeline.readout import Readout
from svd_gui.window.status_line import StatusLine
from svd_gui.window.status_row import GAP, Wish, shared_widths

POINTER = Readout(121.61, 1480.0, -40.2, 0.12)


@pytest.fixture
def framed(qtbot) -> QMainWindow:
    """A window that holds nothing but the status line, with all its texts, as while a region is selected."""
    frame = QMainWindow()
    qtbot.addWidget(frame)
    line = StatusLine(frame)
    frame.setStatusBar(line)
    frame.show()
    line.set_song("better.mp3")
    line.set_selection("11 regions, 1:37.4 in all")
    line.set_checked("0:10 of 3:15 checked")
    line.set_doubt(0.08)
    line.set_pointer(POINTER)
    line.set_sound("there is no device")
    line.set_idle_text("All changes saved")
    line.set_model("default")
    return frame


def line_of(frame: QMainWindow, width: int) -> StatusLine:
    frame.resize(width, 60)
    QApplication.processEvents()
    assert frame.width() == width
    line = frame.statusBar()
    assert isinstance(line, StatusLine)
    return line


def seen(line: StatusLine) -> list[QLabel]:
    return sorted((label for label in line.findChildren(QLabel) if label.isVisible()), key=lambda label: label.x())


def is_whole(label: QLabel) -> bool:
    return label.isVisible() and label.width() >= label.sizeHint().width()


def assert_apart(line: StatusLine) -> None:
    """No two texts share a pixel, and none is outside."""
    for one, other in itertools.pairwise(seen(line)):
        assert one.geometry().right() < other.geometry().left(), (one.text(), other.text())
    assert seen(line)[-1].geometry().right() < line.width()


def test_no_text_widens_the_window(framed):
    line = line_of(framed, 400)
    line.show_message("Nothing can be played: no audio device can be used (Error querying device -1)" * 3)
    line.set_activity(Activity("Detecting singing in a song with a very long name", 0.5))
    QApplication.processEvents()
    assert framed.minimumSizeHint().width() < 100 and framed.width() == 400
    assert_apart(line)


@pytest.mark.parametrize("width", [500, 800, 1024, 1320])
def test_the_readout_of_the_pointer_is_whole_at_any_usual_width(framed, width: int):
    line = line_of(framed, width)
    assert "12 % singing" in line.pointer_label.text() and is_whole(line.pointer_label)
    assert_apart(line)


def test_texts_are_whole_while_there_is_room(framed):
    line = line_of(framed, 1500)
    assert len(seen(line)) == 8 and all(is_whole(label) for label in seen(line))
    line.set_pointer(None)
    line.set_selection("")
    line.set_sound("")
    line_of(framed, 1000)
    texts = [label.text() for label in seen(line)]
    assert len(texts) == 5 and all(is_whole(label) for label in seen(line)), texts


def test_numbers_under_the_pointer_move_no_other_text(framed):
    line = line_of(framed, 1024)
    line.set_pointer(Readout(121.61, 1480.0, -40.2, 1.0))
    places = [(label.x(), label.width()) for label in seen(line)]
    line.set_pointer(Readout(1.0, 440.0, -4.0, 0.0))
    assert [(label.x(), label.width()) for label in seen(line)] == places


def test_a_message_stands_beside_what_is_checked_and_over_nothing(framed):
    line = line_of(framed, 1024)
    line.show_message("Not checked: 0:05 – 0:51")
    line.set_selection("1 region, 0:45.8")
    line.set_pointer(POINTER)
    assert not line.selection_label.isVisible() and not line.pointer_label.isVisible()
    line.set_checked("0:09 of 3:15 checked")
    assert is_whole(line.checked_label) and "0:09" in line.checked_label.text()
    assert [label.text() for label in seen(line)][:2] == ["Not checked: 0:05 – 0:51", "0:09 of 3:15 checked"]
    assert_apart(line)
    line.clearMessage()
    assert line.selection_label.isVisible() and is_whole(line.pointer_label)


def test_what_a_message_says_is_not_said_beside_it(framed):
    line = line_of(framed, 1024)
    line.set_checked("0:10 of 3:15 checked")
    line.show_message("Checked: 0:00 – 0:10  ·  0:10 of 3:15 checked")
    assert [label.text() for label in seen(line)].count("0:10 of 3:15 checked") == 0
    line.show_message("Exported better.lab")
    assert is_whole(line.checked_label)


@pytest.mark.parametrize("width", range(400, 1100, 20))
def test_a_short_name_is_whole_or_left_out(framed, width: int):
    line = line_of(framed, width)
    for label in (line.song_label, line.model_label, line.state_label):
        assert is_whole(label) or not label.isVisible(), label.text()


def test_a_message_that_names_another_checked_time_goes(framed):
    line = line_of(framed, 1024)
    line.show_message("Checked: 0:00 – 0:10  ·  0:10 of 3:15 checked")
    line.set_checked("0:10 of 3:15 checked")
    assert "Checked: " in line.currentMessage(), "it still holds"
    line.set_checked("0:05 of 3:15 checked")
    assert line.currentMessage() == ""


def test_a_flat_progress_bar_stands_at_half_height_beside_its_button(framed):
    line = line_of(framed, 1024)
    (bar,) = line.findChildren(QProgressBar)
    bar.setMaximumHeight(6)
    line.set_activity(Activity("Detecting singing", 0.5))
    (stop,) = (button for button in line.findChildren(QToolButton) if button.isVisible())
    assert bar.geometry().right() < stop.geometry().left() and stop.geometry().right() < line.width()
    assert bar.isVisible() and abs(bar.geometry().center().y() - line.state_label.geometry().center().y()) <= 1


wishes = st.tuples(st.integers(1, 400), st.integers(0, 400)).map(lambda pair: Wish(sum(pair), pair[0]))


@given(st.lists(wishes, min_size=1, max_size=9), st.integers(1, 2000))
def test_widths_fit_and_are_never_below_the_least_nor_above_the_whole(asked: list[Wish], room: int):
    widths = shared_widths(asked, room)
    kept = [width for width in widths if width]
    assert sum(kept) + GAP * (len(kept) - 1) <= room
    for width, wish in zip(widths[1:], asked[1:], strict=True):
        assert width == 0 or wish.least <= width <= wish.whole
    if sum(wish.whole + GAP for wish in asked) - GAP <= room:
        assert widths == [wish.whole for wish in asked]


def test_a_frequency_under_the_pointer_is_read_with_its_note(window):
    line = window.status
    line.set_pointer(Readout(12.34, 443.06))
    assert line.pointer_label.text() == "0:12.34   443 Hz · A4 +12 ct"
    line.set_pointer(Readout(12.34, 1500.0, -23.4, 0.874))
    assert line.pointer_label.text() == "0:12.34   1.50 kHz · F♯6 +23 ct   −23 dB   87 % singing"
    line.set_pointer(Readout(12.34))
    assert line.pointer_label.text() == "0:12.34"
    line.set_pointer(None)
    assert line.pointer_label.text() == ""


def test_reports_of_progress_have_nothing_painted_before_its_turn(framed):
    line, painted = line_of(framed, 1024), []

    class Other(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(event)

    framed.setCentralWidget(Other())
    line.set_activity(Activity("Detecting singing", 0.1))
    QApplication.processEvents()
    painted.clear()
    for share in (0.2, 0.3, None, 0.4):
        framed.centralWidget().update()
        line.set_activity(Activity("Detecting singing", share))
    assert painted == []
    QApplication.processEvents()
    assert len(painted) == 1 and line.findChild(QProgressBar).value() == 400
