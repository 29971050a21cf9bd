"""What paints itself is painted anew where screens need it finer or coarser."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from svd_gui.settings import Settings
from svd_gui.style.theme import Theme
from svd_gui.window import appearance
from svd_gui.window.appearance import Appearance


def test_icons_are_drawn_anew_where_a_screen_of_another_scale_comes_or_one_changes_its_scale(
    qapp, unstyled, tmp_path: Path, monkeypatch
):
    painted: list[Theme] = []
    parts = Appearance(Settings(tmp_path / "settings"), [painted.append])
    screen = QGuiApplication.primaryScreen()
    screen.geometryChanged.emit(screen.geometry())
    assert painted == [], "nothing is in its place yet"
    parts.apply()
    screen.geometryChanged.emit(screen.geometry())
    assert len(painted) == 1, "as fine as before"
    asks = (
        lambda: screen.geometryChanged.emit(screen.geometry()),
        lambda: screen.logicalDotsPerInchChanged.emit(screen.logicalDotsPerInch()),
        lambda: qapp.screenAdded.emit(screen),
    )
    for number, ask in enumerate(asks, 2):
        monkeypatch.setattr(appearance, "scales", lambda number=number: (1.0, 10.0 * number))
        ask()
        assert len(painted) == number and painted[-1] == painted[0]


def test_where_a_window_is_gone_nothing_of_it_is_painted(qapp, unstyled, tmp_path: Path, monkeypatch):
    painted: list[Theme] = []
    window = QObject()
    Appearance(Settings(tmp_path / "settings"), [painted.append], window).apply()
    shiboken6.delete(window)
    monkeypatch.setattr(appearance, "scales", lambda: (1.0, 20.0))
    screen = QGuiApplication.primaryScreen()
    screen.geometryChanged.emit(screen.geometry())
    assert len(painted) == 1
