"""Which model is in use, which was before, and the dialog that lists them all."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from svd_core.model import rejection
from svd_core.model.card import named_model
from svd_core.model.model_folder import ModelFolder
from svd_gui import folders
from svd_gui.settings import Settings
from svd_gui.song.session import Session
from svd_gui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from svd_gui.models.dialog import ModelsDialog


class ModelChoice(QObject):
    """Changes the model of the session and remembers it; `changed` says that another one was asked for."""

    changed = Signal()
    resume_requested = Signal(object)
    """The model whose training is to go on."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._settings, self._window = session, settings, parent
        self._folder = ModelFolder(folders.models())
        self._dialog: ModelsDialog | None = None
        self._theme = LIGHT
        self.previous: Path | None = None
        """The model that was in use before the present one and is still there."""

    def start(self) -> None:
        """Load the model used last, else the one that comes with the program."""
        chosen = self._settings.model
        there = os.path.isfile(named_model(chosen))
        if self._session.card is None and not (there and self._session.use_model(chosen)):
            self._session.use_model(None)
        self._find_previous()

    def use(self, path: Path | None) -> bool:
        """Detect with another model (None: the one that comes with the program) from now on; False if unusable."""
        before = self._session.card
        used = self._session.use_model(path)
        if used:
            self._settings.model = path
            if before is not None:
                self._settings.remember_used_model(before.path, time.time())
            self._take_back_rejection()
        self._find_previous()
        self._show_in_dialog()
        self.changed.emit()
        return used

    def _take_back_rejection(self) -> None:
        """The model in use may have been rejected after its training."""
        if self.path is not None:
            # Where its folder cannot be written, it is in use all the same.
            with contextlib.suppress(OSError):
                rejection.take_back(self.path)

    @property
    def path(self) -> Path | None:
        """The file of the model in use."""
        return self._session.card.path if self._session.card else None

    def use_previous(self) -> None:
        """Go back to the model that was in use before; once more, and forth again."""
        if self.previous is not None:
            self.use(self.previous)

    def _find_previous(self) -> None:
        now = self._session.card.path if self._session.card else None
        used = sorted(self._settings.used_models.items(), key=lambda pair: -pair[1])
        self.previous = next((Path(path) for path, _ in used if Path(path) != now and os.path.isfile(path)), None)

    def show_all(self) -> None:
        """Show the dialog that lists the models; there is one, which stays open beside the window."""
        from svd_gui.models.dialog import ModelsDialog

        if self._dialog is None:
            self._folder.forget_old()
            self._dialog = ModelsDialog(self._folder, self._window)
            self._dialog.chosen.connect(self.use)
            self._dialog.resume_requested.connect(self.resume_requested)
            self._dialog.set_theme(self._theme)
        self._show_in_dialog()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    def close(self) -> None:
        """End what the dialog still measures, because the program ends."""
        if self._dialog is not None:
            self._dialog.stop_measuring()
            self._dialog.close()

    def _show_in_dialog(self) -> None:
        if self._dialog is not None:
            card = self._session.card
            self._dialog.show_models(card.path if card else None, self._settings.used_models)
