"""`svd-gui --screenshot`: a picture of the window and the regions, written once detection is done."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.errors import SvdError, in_words
from svd_core.files.backups import replace_keeping_backup
from svd_core.files.visible_text import visible_lines
from svd_gui.timeline.idle import IdleSteps
from svd_gui.window.main_window import MainWindow


def screenshot_files(path: Path) -> tuple[Path, Path]:
    """The picture, and the labels that are written beside it."""
    return path, path.with_suffix(".lab")


class Screenshot(QObject):
    """Waits for the song, or for what went wrong with it, writes the files, and ends the program with status 0 or 1."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        super().__init__(window)
        self._window, self._path = window, path
        self._problem_text, self._done = "", False
        window.session.problem_found.connect(self._take_problem)
        window.choice.problem_found.connect(self._take_problem)
        window.session.settled.connect(lambda: QTimer.singleShot(0, self._write))

    def _take_problem(self, problem) -> None:
        self._problem_text = problem.summary
        QTimer.singleShot(0, self._write)

    def _write(self) -> None:
        window = self._window
        if self._done or window.session.busy or (window.session.song is None and not self._problem_text):
            return
        self._done = True
        # The first painting requests tiles, the idle steps make them, the next painting shows them.
        for _ in range(2):
            picture = window.grab()
            for steps in window.findChildren(IdleSteps):
                steps.finish()
        picture = window.grab()
        song = window.session.song
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            picture_path, labels_path = screenshot_files(self._path)
            replace_keeping_backup(picture_path, _png(picture))
            if song:
                labels = JAMENDO.write(window.document.regions, song.duration)
                replace_keeping_backup(labels_path, labels.encode())
        except (OSError, SvdError) as error:
            self._problem_text = in_words(error)
        if self._problem_text:
            sys.stderr.write(f"svd-gui: {visible_lines(self._problem_text)}\n")
        QApplication.exit(1 if self._problem_text else 0)


def _png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())
