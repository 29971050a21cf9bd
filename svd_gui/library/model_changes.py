"""Finding out what another model changes in the open folder: detect with both, compare, listen to the differences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from svd_core.errors import SvdError
from svd_core.library.folder_changes import FolderChanges, folder_changes
from svd_core.library.song_reading import Detector
from svd_core.model.card import Card, read_card
from svd_gui import background
from svd_gui.errors import describe
from svd_gui.library.batch import Batch, BatchPlan
from svd_gui.library.folder_session import FolderSession
from svd_gui.playback.player import Player
from svd_gui.song.detections import DetectorSettings
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView

if TYPE_CHECKING:
    from svd_gui.library.changes_dialog import ChangesDialog

CONTEXT_SECONDS = 1.0


class ModelChanges(QObject):
    """Shows what one model decides otherwise than another in all songs of the open folder."""

    song_requested = Signal(object)
    problem_found = Signal(object)
    reported = Signal(str)

    def __init__(
        self, folder: FolderSession, batch: Batch, session: Session, view: TimelineView, player: Player, window: QWidget
    ) -> None:
        super().__init__(window)
        self._folder, self._batch, self._session, self._view, self._player = folder, batch, session, view, player
        self._window = window
        self._dialog: ChangesDialog | None = None
        self._task: background.Task | None = None
        self._plans: list[BatchPlan] = []
        self._detecting: BatchPlan | None = None
        self._compare: Callable[[], None] = _nothing
        self._wanted: tuple[str, float, float] | None = None
        batch.finished.connect(self._go_on)
        session.song_opened.connect(lambda _: QTimer.singleShot(0, self, self._show_wanted))
        folder.closed.connect(self.forget)

    def show_new(self, model: Path) -> None:
        """Compare a model with the one in use."""
        if self._session.card is not None:
            self.show(self._session.card.path, model)

    def show(self, old: Path, new: Path) -> None:
        """Compare two models; songs that one of them has not detected are detected first."""
        if self._folder.folder is None:
            self.reported.emit(self.tr("Open the folder of your songs first, to see what a model changes in them"))
            return
        if self._batch.running:
            self.reported.emit(self.tr("Work on many songs is under way"))
            return
        try:
            cards = read_card(old), read_card(new)
        except SvdError as error:
            self.problem_found.emit(describe(error, self.tr("Compare models")))
            return
        self._plans = [plan for card in cards if (plan := self._plan(card)) is not None]
        self._compare = lambda: self._start(*cards)
        self._next()

    def forget(self) -> None:
        """Give up what is under way."""
        if self._task is not None:
            self._task.cancel()
        self._task, self._plans, self._detecting, self._compare = None, [], None, _nothing
        if self._dialog is not None:
            self._dialog.close()

    def _plan(self, card: Card) -> BatchPlan | None:
        """Detection of the songs that a model has not detected; None where it has detected all."""
        reader, key = self._folder.reader(), DetectorSettings(card).key
        songs = [
            self._folder.song(row.path)
            for row in self._folder.listing.rows.values()
            if not row.problem and not (row.key and reader.cache.find(row.key, key))
        ]
        words = ("--no-labels", "--model", str(card.path))
        title = self.tr("Detect singing with “{0}”").format(card.name)
        return BatchPlan(title, "detect", words, tuple(songs), frozenset({"detected"})) if songs else None

    def _next(self) -> None:
        if self._plans:
            self._detecting = self._plans.pop(0)
            self._batch.start(self._detecting)
        else:
            self._compare()

    def _go_on(self, plan: BatchPlan) -> None:
        # Only after our own: somebody may have cancelled it, and begun other work on many songs later.
        if plan is self._detecting:
            self._detecting = None
            self._next()

    def _start(self, before: Card, after: Card) -> None:
        self._compare = _nothing
        self.reported.emit(self.tr("Comparing what the models decide…"))
        old, new = (Detector(DetectorSettings(card).key, card.postprocessing) for card in (before, after))
        work = folder_changes(self._folder.reader(), list(self._folder.listing.rows.values()), old, new)
        self._task = background.follow(
            work,
            lambda _: None,
            lambda found: self._show_found(found, before.name, after.name),
            lambda error: self.problem_found.emit(describe(error, self.tr("Compare models"))),
        )

    def _show_found(self, found: FolderChanges, old: str, new: str) -> None:
        from svd_gui.library.changes_dialog import ChangesDialog

        if self._dialog is None:
            self._dialog = ChangesDialog(self._window)
            self._dialog.place_requested.connect(self._go)
        self._dialog.show_changes(found, old, new)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _go(self, path: str, start: float, end: float) -> None:
        self._wanted = (path, start, end)
        song = self._session.song
        if song is not None and self._folder.inside(song.path) == path:
            self._show_wanted()
        else:
            self.song_requested.emit(self._folder.song(path))

    def _show_wanted(self) -> None:
        song = self._session.song
        if self._wanted is None or song is None or self._folder.inside(song.path) != self._wanted[0]:
            return
        _, start, end = self._wanted
        self._wanted = None
        self._view.navigation.reveal(start - 2 * CONTEXT_SECONDS, end + 2 * CONTEXT_SECONDS)
        self._view.time_selection.select((start, end))
        self._player.pause()
        self._player.seek(start)
        self._player.play_span(start - CONTEXT_SECONDS, end + CONTEXT_SECONDS)


def _nothing() -> None:
    """No comparison is wanted."""
