"""Light or dark: follows the desktop or a person's choice, and brings it to everything that paints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from svd_gui.settings import Settings
from svd_gui.style import theme
from svd_gui.style.theme import Theme


class Appearance(QObject):
    """Applies themes to the application and to those who draw with their own brushes."""

    def __init__(self, settings: Settings, painters: list[Callable[[Theme], None]], parent: QObject | None = None):
        super().__init__(parent)
        self._settings, self._painters = settings, painters
        self._applied: Theme | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self.apply())
        self.apply()

    def choose(self, choice: str) -> None:
        """Keep a choice of `theme.CHOICES` and follow it at once."""
        self._settings.theme = choice
        self.apply()

    def apply(self) -> None:
        """Bring the chosen theme to all."""
        chosen = theme.chosen(self._settings.theme)
        if chosen == self._applied:
            return
        self._applied = chosen
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(theme.palette(chosen))
            application.setStyleSheet(theme.stylesheet(chosen))
        for paint in self._painters:
            paint(chosen)
