"""Finding out what another model changes in the open folder: detect with both, compare, listen to the differences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from svd_core.errors import SvdError
from svd_core.library.song_reading import Detector
from svd_core.library.song_row import SongRow
from svd_core.model.card import Card, read_card
from svd_gui import background
from svd_gui.errors import describe
from svd_gui.library.batch import Batch, BatchPlan
from svd_gui.library.folder_places import FolderPlaces
from svd_gui.library.folder_session import FolderSession
from svd_gui.song.session import Session

if TYPE_CHECKING:
    from svd_core.library.folder_changes import FolderChanges
    from svd_gui.library.changes_dialog import ChangesDialog

CONTEXT_SECONDS = 1.0
"""Seconds played before and after a change."""


class DetectedKeys:
    """Content keys of songs that were just detected, which the list of the folder may have to read yet."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def add(self, path: str, row: SongRow | None, key: str) -> None:
        """A song was detected; `row` is what the list says of it now."""
        self._known[path] = (row.sound if row else "", key)

    def with_key(self, row: SongRow) -> SongRow:
        """The row with the key of what was detected; of a song that has changed since, as the list has it."""
        sound, key = self._known.get(row.path, ("", ""))
        return replace(row, key=key) if key and sound == row.sound else row


class ModelChanges(QObject):
    """Shows what one model decides otherwise than another in all songs of the open folder."""

    problem_found = Signal(object)
    reported = Signal(str)

    def __init__(
        self, folder: FolderSession, batch: Batch, session: Session, places: FolderPlaces, window: QWidget
    ) -> None:
        super().__init__(window)
        self._folder, self._batch, self._session, self._places = folder, batch, session, places
        self._window = window
        self._dialog: ChangesDialog | None = None
        self._task: background.Task | None = None
        self._models: tuple[Card, ...] = ()
        """The old and the new one, while they are compared."""
        self._plans: list[BatchPlan] = []
        self._detecting: BatchPlan | None = None
        self._keys = DetectedKeys()
        """Of the songs that were detected for this."""
        batch.song_done.connect(self._remember_key)
        batch.finished.connect(self._go_on)
        folder.closed.connect(self.forget)

    def show_new(self, model: Path) -> None:
        """Compare a model with the one in use."""
        if self._session.card is not None:
            self.show(self._session.card.path, model)

    def show(self, old: Path, new: Path) -> None:
        """Compare two models; songs that one of them has not detected are detected first."""
        from svd_core.library.folder_changes import undetected

        if self._folder.folder is None:
            self.reported.emit(self.tr("Open the folder of your songs first, to see what a model changes in them"))
            return
        if self._batch_runs():
            return
        try:
            models = read_card(old), read_card(new)
        except SvdError as error:
            self._fail(error)
            return
        self._stop()
        self._models = models
        self.reported.emit(self.tr("Comparing what the models decide…"))
        work = undetected(self._folder.reader(), list(self._folder.listing.rows.values()), self._detectors())
        self._task = background.follow(work, lambda _: None, self._detect, self._fail)

    def forget(self) -> None:
        """Give up what is under way."""
        self._stop()
        if self._dialog is not None:
            self._dialog.close()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task, self._models, self._plans, self._detecting, self._keys = None, (), [], None, DetectedKeys()

    def _batch_runs(self) -> bool:
        """Whether other work on many songs is under way, which is told."""
        if self._batch.running:
            self.reported.emit(self.tr("Work on many songs is under way"))
        return self._batch.running

    def _detectors(self) -> list[Detector]:
        return [Detector(card.key, card.postprocessing) for card in self._models]

    # --- detecting ---

    def _detect(self, missing: tuple[tuple[SongRow, ...], ...]) -> None:
        """Let each model detect the songs that it has not detected."""
        self._task = None
        if self._batch_runs():
            return
        self._plans = [self._plan(card, rows) for card, rows in zip(self._models, missing, strict=True) if rows]
        self._next()

    def _plan(self, card: Card, rows: Iterable[SongRow]) -> BatchPlan:
        title = self.tr("Detect singing with “{0}”").format(card.name)
        words = ("--no-labels", "--model", str(card.path))
        songs = tuple(self._folder.song(row.path) for row in rows)
        return BatchPlan(title, "detect", words, songs, frozenset({"detected"}))

    def _next(self) -> None:
        if self._plans:
            self._detecting = self._plans.pop(0)
            self._batch.start(self._detecting)
        else:
            self._compare()

    def _remember_key(self, song: Path, report: dict) -> None:
        path, key = self._folder.inside(song), report.get("song_key", "")
        if key and self._batch.plan is self._detecting:
            self._keys.add(path, self._folder.listing.rows.get(path), key)

    def _go_on(self, plan: BatchPlan) -> None:
        # Only after our own: somebody may have cancelled it, and begun other work on many songs later.
        if plan is self._detecting:
            self._detecting = None
            self._next()

    # --- comparing ---

    def _compare(self) -> None:
        from svd_core.library.folder_changes import folder_changes

        self.reported.emit(self.tr("Comparing what the models decide…"))
        rows = [self._keys.with_key(row) for row in self._folder.listing.rows.values()]
        work = folder_changes(self._folder.reader(), rows, *self._detectors())
        self._task = background.follow(work, lambda _: None, self._show_found, self._fail)

    def _show_found(self, found: FolderChanges) -> None:
        from svd_gui.library.changes_dialog import ChangesDialog

        old, new = self._models
        if self._dialog is None:
            self._dialog = ChangesDialog(self._window)
            self._dialog.place_requested.connect(self._go)
        self._dialog.show_changes(found, old.name, new.name)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _fail(self, error: Exception) -> None:
        self.problem_found.emit(describe(error, self.tr("Compare models")))

    def _go(self, path: str, start: float, end: float) -> None:
        self._places.show(path, start, end, CONTEXT_SECONDS)
