"""Labels whose middle is cut: what is shown is shown to its last pixel, at any width and on fine screens."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from svd_gui.style.plain_text import ElidedLabel
from svd_gui.window.status_line import StatusLine

NAME = "joshua_morin - ’On the Run’ (live at the Old Mill, 1999) master 24 bit WM.ogg"
PADDING = "QLabel { padding: 3px 10px; background: white; color: black; }"  # as in the status bar


def inked_columns(label: QWidget) -> np.ndarray:
    """Positions of the columns of pixels in which something is painted."""
    image = label.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return np.flatnonzero((pixels[:, : image.width()] < 200).any(axis=0))


def label_on(screen: int, text: str, widest: int, qtbot) -> ElidedLabel:
    """A label with a text and a style sheet, on one of the imagined screens."""
    label = ElidedLabel(widest, 30)
    qtbot.addWidget(label)
    label.setStyleSheet(PADDING)
    label.setText(text)
    label.setScreen(QGuiApplication.screens()[screen])
    label.ensurePolished()
    label.resize(label.sizeHint())
    label.show()
    QApplication.processEvents()
    return label


@pytest.mark.parametrize("screen", range(2))
def test_the_last_pixels_of_names_of_every_length_are_there(screen: int, qtbot):
    screens = QGuiApplication.screens()
    if screen >= len(screens):
        pytest.skip("there is one screen")
    for length in range(1, len(NAME) + 1, 3):
        label = label_on(screen, NAME[:length].strip(), 260, qtbot)
        ample = label_on(screen, label.shown_text, 2000, qtbot)
        ample.resize(QSize(ample.sizeHint().width() + 100, label.height()))
        assert label.width() <= 260
        np.testing.assert_array_equal(inked_columns(label), inked_columns(ample), err_msg=label.shown_text)


def test_a_label_cuts_as_few_letters_as_its_width_asks_for(qtbot):
    label = label_on(0, NAME, 2000, qtbot)
    whole = label.sizeHint().width()
    assert label.shown_text == NAME and label.toolTip() == ""
    label.resize(whole - 1, label.height())
    assert label.shown_text != NAME and label.toolTip() == NAME
    assert label.shown_text.startswith("joshua") and label.shown_text.endswith("WM.ogg")
    assert label.minimumSizeHint().width() <= 30


def test_no_playback_is_said_whole_and_takes_no_room_else(qtbot):
    status = StatusLine()
    qtbot.addWidget(status)
    status.resize(1024, 30)
    status.show()
    status.set_sound("")
    QApplication.processEvents()
    assert not status.sound_label.isVisible()
    status.set_sound("there is no device")
    QApplication.processEvents()
    assert status.sound_label.isVisible() and status.sound_label.width() >= status.sound_label.sizeHint().width()
