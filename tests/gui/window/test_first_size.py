"""A window that nobody has sized yet, on a screen that is smaller than it would like."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from svd_gui.program import build_parser, new_window
from svd_gui.settings import Settings
from svd_gui.window.first_size import fit_to_screen


def test_a_new_window_is_no_larger_than_the_screen(qtbot, tmp_path: Path):
    window = new_window(Settings(tmp_path / "settings.ini"), build_parser().parse_args([]))
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    assert free.contains(window.geometry()) and window.height() < free.height(), "its title bar needs room, too"
    window.close()


def test_a_picture_of_the_window_depends_on_no_screen(qtbot, tmp_path: Path):
    options = build_parser().parse_args(["--screenshot", str(tmp_path / "window.png")])
    window = new_window(Settings(tmp_path / "settings.ini"), options)
    qtbot.addWidget(window)
    assert window.size() == QSize(1320, 800)
    window.close()


def test_a_window_that_fits_and_one_that_fills_the_screen_stay_as_they_are(qtbot):
    small, filling = QWidget(), QWidget()
    for widget in (small, filling):
        qtbot.addWidget(widget)
    small.resize(300, 200)
    fit_to_screen(small)
    assert small.size() == QSize(300, 200)
    filling.resize(3000, 2000)
    filling.showMaximized()
    before = filling.geometry()
    fit_to_screen(filling)
    assert filling.isMaximized() and filling.geometry() == before
