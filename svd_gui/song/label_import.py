"""Label files in the window: asked about where they are unclear, previewed on the timeline, answers remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from svd_core.annotation.clock import clock
from svd_core.annotation.formats import READ_SUFFIXES
from svd_core.annotation.label_conflicts import suppressed_singing
from svd_core.annotation.label_places import labels_for
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.errors import SvdError
from svd_gui.dialogs.name_patterns import name_patterns
from svd_gui.errors import Problem, describe
from svd_gui.settings import Settings
from svd_gui.song.label_answers import LabelAnswers
from svd_gui.song.session import Session
from svd_gui.style.plain_text import short
from svd_gui.timeline.view import TimelineView

if TYPE_CHECKING:
    from svd_gui.song.label_import_dialog import LabelImportDialog

PLACES_SHOWN = 2
MARGIN_PX = 12


class LabelImport(QObject):
    """Opens at most one import dialog, which stays beside the timeline; `reported` says what was done."""

    problem_found = Signal(object)
    reported = Signal(str)

    def __init__(self, session: Session, view: TimelineView, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._view, self._window = session, view, window
        self._answers = LabelAnswers(session, settings)
        self.dialog: LabelImportDialog | None = None
        session.opening.label_answers = settings.label_answers
        session.labels_unclear.connect(self._ask_about_song)
        session.song_opened.connect(self._begin_song)
        session.labels_read.connect(self._expect_comparison)
        session.posterior_changed.connect(lambda _: self._show_posterior())
        self._compares = False

    def choose(self) -> None:
        """Ask for a label file for the open song, and how it is meant."""
        song = self._session.song
        if song is None:
            return
        filters = f"{self.tr('Labels')} ({name_patterns(READ_SUFFIXES)});;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import Labels"), str(song.path.parent), filters)
        if path:
            self.ask(Path(path))

    def ask(self, path: Path) -> None:
        """Ask how a label file is meant."""
        annotation = self._session.document.annotation
        if annotation is None:
            return
        self.close()
        try:
            self.dialog = self._answers.dialog(path, annotation, self._window)
        except (SvdError, OSError) as error:
            self.problem_found.emit(describe(error, self.tr("Import labels")))
            return
        self.dialog.previewed.connect(self._preview)
        self.dialog.accepted.connect(self._import)
        self.dialog.finished.connect(self._end)
        self._preview(self.dialog.annotation)
        # Over the side panel and not modal: the timeline shows what the answers mean, and can be scrolled and played.
        corner = self._window.mapToGlobal(self._window.rect().topRight())
        self.dialog.move(max(0, corner.x() - self.dialog.width() - MARGIN_PX), corner.y() + MARGIN_PX)
        self.dialog.show()

    def close(self) -> None:
        """Close the dialog without importing anything, since another song is open."""
        if self.dialog is not None:
            self.dialog.reject()

    def _ask_about_song(self, song: Path) -> None:
        labels = labels_for(song)
        if labels is not None:
            self.ask(labels)

    def _preview(self, annotation: SongAnnotation | None) -> None:
        self._view.set_preview(annotation.regions if annotation else None)

    def _begin_song(self) -> None:
        self.close()
        self._compares = False

    def _expect_comparison(self) -> None:
        self._compares = True

    def _show_posterior(self) -> None:
        """Show the preview again, which the end of a detection takes off; compare labels with what the model says."""
        if self.dialog is not None:
            self._preview(self.dialog.annotation)
        self._compare()

    def _compare(self) -> None:
        """Say, once for labels that are new, where they deny singing that the model is sure of."""
        session = self._session
        annotation, posterior = session.document.annotation, session.posterior
        if not self._compares or annotation is None or posterior is None:
            return
        self._compares = False
        smoothed = posterior.smoothed(session.postprocessing.median_frames)
        spans = suppressed_singing(annotation, smoothed, posterior.grid)
        if spans:
            every = [f"{clock(start)}–{clock(end)}" for start, end in spans]
            places = ", ".join(every[:PLACES_SHOWN])
            more = self.tr(" and %n more places", "", len(spans) - PLACES_SHOWN) if len(spans) > PLACES_SHOWN else ""
            text = self.tr(
                "The labels say that nobody sings at {0}, where the model is sure of singing. "
                "Are they complete, and the labels of this song?"
            )
            self.problem_found.emit(Problem(text.format(places + more), ", ".join(every)))

    def _import(self) -> None:
        dialog, document = self.dialog, self._session.document
        current = document.annotation
        if dialog is None or current is None or dialog.annotation is None:
            return
        found = dialog.annotation
        self._answers.remember(dialog)
        # The model may have proposed regions meanwhile; the labels take their place.
        document.import_labels(self.tr("Import labels"), found)
        if document.regions != found.regions:
            return  # Another window edits the song, and the document has said so.
        self._compares = True
        self._compare()
        self.reported.emit(self.tr("Labels of {0} imported").format(short(dialog.path.name)))

    def _end(self) -> None:
        dialog, self.dialog = self.dialog, None
        self._view.set_preview(None)
        if dialog is not None:
            dialog.deleteLater()
