"""A window for all tests of a module, since to build one and to show its first song takes longer than most tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog

from svd_core.audio.listening import Listening
from tests.conftest import end_training, shown_window

if TYPE_CHECKING:
    from svd_gui.window.main_window import MainWindow


class KeptWindow:
    """A real window that test after test opens a song in; a test that fails takes it along.

    What a song does not bring along is set back: dialogs, panels, and what is remembered. A test that leaves other
    traces, or needs a window without a song, is marked `own_window`.
    """

    def __init__(self) -> None:
        self._window: MainWindow | None = None

    @property
    def is_there(self) -> bool:
        return self._window is not None

    def ready(self, home: Path, model_file: Path) -> MainWindow:
        """Return the window as if it were new, but for the song that the last test left open."""
        if self._window is None:
            self._window = shown_window(home / "settings.ini", model_file)
        else:
            _set_back(self._window, model_file)
        return self._window

    def close(self) -> None:
        """Close the window; the next one is a new one."""
        window, self._window = self._window, None
        if window is not None:
            end_training(window)
            window.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _set_back(window: MainWindow, model_file: Path) -> None:
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QSettings(str(window.settings.path), QSettings.Format.IniFormat).clear()
    window.session.opening.label_answers = window.settings.label_answers
    window.choices.restore(window.transport)
    window.shortcuts.reset_all()
    window.player.pause()
    window.player.set_listening(Listening())
    if window.actions_.explain.isChecked():
        window.actions_.explain.trigger()
    window.notice.hide()
    window.status.clearMessage()
    window.songs.close_folder()
    window.songs.list.filter_bar.clear()
    window.songs.list.filter_bar.grouping.setCurrentIndex(0)
    window.songs.list.rows.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    window.actions_.region_table.setChecked(False)
    window.actions_.side_panel.setChecked(True)
    window.resize(1320, 800)
    window.activateWindow()
    if window.models.path != model_file:
        assert window.models.use(model_file)
