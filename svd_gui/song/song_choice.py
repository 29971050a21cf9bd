"""Choosing a song: by dialog, drop, recent list, demo or command line. All end in `song_chosen`."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, SUFFIX
from svd_core.files.storage import content_key, resource, write_atomically
from svd_gui import folders
from svd_gui.actions.actions import Actions
from svd_gui.dialogs.name_patterns import name_patterns
from svd_gui.settings import Settings
from svd_gui.style.plain_text import as_tip, without_keys

DEMO = "demo/song.ogg"


class SongChoice(QObject):
    """Turns what a person chooses into the path of one song, of a model, or of a copy of a song's annotation."""

    song_chosen = Signal(object)
    model_chosen = Signal(object)
    copy_chosen = Signal(object)
    folder_chosen = Signal(object)
    drag_changed = Signal(bool)
    problem_found = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._window = settings, parent
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def ask(self) -> None:
        """Ask by dialog, starting where the last song was."""
        recent = self._settings.recent
        folder = recent[0].parent if recent else Path.home()
        # The pattern names forty kinds of files: of use to the dialog, not to a reader.
        plain = QFileDialog.Option.HideNameFilterDetails
        title = self.tr("Open Song")
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(folder), self._filter(), options=plain)
        if path:
            self.choose(Path(path))

    def choose(self, path: Path) -> None:
        """Choose a sound file, a folder of them, a model file, or a journal or snapshot of a song."""
        path = path.expanduser().absolute()
        if path == resource(DEMO).absolute():
            path = self._copy_of_demo(path)
        if os.path.isdir(path):
            self.folder_chosen.emit(path)
        elif path.suffix.lower() == ".safetensors":
            self.model_chosen.emit(path)
        elif path.name.lower().endswith((SUFFIX, SNAPSHOT_SUFFIX)):
            self.copy_chosen.emit(path)
        else:
            self.song_chosen.emit(path)

    def choose_demo(self) -> None:
        """Choose the song shipped with the program."""
        self.choose(resource(DEMO))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept files that are dragged onto the window."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.drag_changed.emit(False)
            event.acceptProposedAction()
            self._drop(event.mimeData())
            return True
        if isinstance(event, QDragEnterEvent) and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.drag_changed.emit(True)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.drag_changed.emit(False)
        return False

    def _drop(self, data: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.choose(paths[0])

    def fill_recent(self, menu: QMenu, actions: Actions) -> None:
        """Fill the menu with the songs and folders opened lately that are still there."""
        menu.clear()
        songs = [(path, path.name) for path in self._settings.recent if os.path.isfile(path)]
        known_folders = [(path, f"{path.name}/") for path in self._settings.recent_folders if os.path.isdir(path)]
        for present in (songs, known_folders):
            for path, text in present:
                action = menu.addAction(without_keys(text))
                action.setToolTip(as_tip(str(path)))
                action.triggered.connect(lambda _=False, path=path: self.choose(path))
            if present:
                menu.addSeparator()
        actions.clear_recent.setEnabled(bool(songs or known_folders))
        menu.addAction(actions.clear_recent)

    def _copy_of_demo(self, shipped: Path) -> Path:
        """Return a copy of the demo song that a person may edit, without the labels that lie beside the original."""
        own = folders.demo() / "demo song.ogg"
        try:
            if not os.path.exists(own) or content_key(own) != content_key(shipped):
                own.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(own, shipped.read_bytes())
        except OSError:
            return shipped
        return own

    def _filter(self) -> str:
        from svd_core.audio.sound_file import AUDIO_SUFFIXES

        patterns = name_patterns(sorted(AUDIO_SUFFIXES))
        copies = f"*{SUFFIX} *{SNAPSHOT_SUFFIX}"
        return f"{self.tr('Songs')} ({patterns});;{self.tr('Annotations')} ({copies});;{self.tr('All files')} (*)"
