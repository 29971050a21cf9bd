"""The theme in use: that of the desktop or of the user's choice, applied to everything that paints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from svd_gui.settings import Settings
from svd_gui.style import theme
from svd_gui.style.icons import scales
from svd_gui.style.theme import Theme


class Appearance(QObject):
    """Applies themes to the application and to the parts that paint themselves (`painters`).

    `apply` is first called when all parts are in their places: each that moves while there is a style sheet is styled
    anew with all that is in it.
    """

    chosen = Signal(str)
    """One of `theme.CHOICES`."""

    def __init__(self, settings: Settings, painters: list[Callable[[Theme], None]], parent: QObject | None = None):
        super().__init__(parent)
        self._settings, self._painters = settings, painters
        self._applied: Theme | None = None
        self._scales = scales()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        for screen in QGuiApplication.screens():
            self._follow(screen)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._follow)

    def choose(self, choice: str) -> None:
        """Remember one of `theme.CHOICES` and apply it."""
        self._settings.theme = choice
        self.apply()
        self.chosen.emit(choice)

    def apply(self) -> None:
        """Apply the chosen theme, unless it is in use already."""
        chosen = theme.chosen(self._settings.theme)
        if chosen == self._applied:
            return
        self._applied = chosen
        application = QApplication.instance()
        sheet = theme.stylesheet(chosen)
        # A second window in the same theme: to style every widget there is once more would take a while.
        if isinstance(application, QApplication) and application.styleSheet() != sheet:
            application.setPalette(theme.palette(chosen))
            application.setStyleSheet(sheet)
        for paint in self._painters:
            paint(chosen)

    def _follow(self, screen: QScreen) -> None:
        """Draw icons as finely as a screen needs that comes, or whose scale changes."""
        screen.logicalDotsPerInchChanged.connect(self._draw_as_finely)
        screen.geometryChanged.connect(self._draw_as_finely)
        self._draw_as_finely()

    # Screens and the desktop outlive a window. A lambda would keep this object, and call it, after the window is gone.

    def _follow_desktop(self, _: object) -> None:
        self.apply()

    def _draw_as_finely(self, *_: object) -> None:
        if scales() != self._scales and self._applied is not None:
            self._scales = scales()
            for paint in self._painters:
                paint(self._applied)
