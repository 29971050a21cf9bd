"""No window opens larger than its screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QWidget


def fit_to_screen(window: QWidget) -> None:
    """Make a window that is not shown yet no larger than what its screen has free, its title bar included.

    How high the title bar is tells nobody before there is one; the style's is taken for it, as Qt does when it restores
    windows.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    free = window.screen().availableGeometry()
    size = window.size().boundedTo(free.size() - QSize(0, title))
    if size == window.size():
        return
    window.resize(size)
    window.move(free.topLeft())
