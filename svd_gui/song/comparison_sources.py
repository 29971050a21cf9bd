"""What a song can be compared with: a label file, a copy of its annotation, another model, an earlier state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QWidget

from svd_core.annotation.clock import moment
from svd_core.annotation.formats import READ_SUFFIXES
from svd_core.annotation.journal.opening import OtherCopy, read_copy
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, SUFFIX
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import WHOLE
from svd_core.errors import ModelError, SvdError
from svd_core.files.visible_text import visible
from svd_core.model.card import Card, named_model
from svd_gui import background
from svd_gui.dialogs.name_patterns import name_patterns
from svd_gui.errors import Problem, describe
from svd_gui.settings import Settings
from svd_gui.song.comparison import Other
from svd_gui.song.detections import DetectorSettings, detect_whole, usable_card
from svd_gui.song.label_answers import LabelAnswers
from svd_gui.song.loader import Song
from svd_gui.song.posterior import Posterior
from svd_gui.song.session import Session
from svd_gui.style.plain_text import short

if TYPE_CHECKING:
    from svd_gui.song.label_import_dialog import LabelImportDialog


class ComparisonSources(QObject):
    """Asks for what to compare with and reads it; `ready` carries an `Other`.

    `awaited` says what is under way, with the share done; the empty text says that it is not any more.
    """

    ready = Signal(object)
    awaited = Signal(str)
    problem_found = Signal(object)

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._answers = LabelAnswers(session, settings)
        self._detection: background.Task | None = None
        self.dialog: LabelImportDialog | None = None
        session.song_opened.connect(lambda _: self.cancel())

    @property
    def busy(self) -> bool:
        """Whether a model still detects what to compare with."""
        return self._detection is not None

    def cancel(self) -> None:
        """Wait for nothing any more."""
        if self._detection is not None:
            self._detection.cancel()
            self._detection = None
            self.awaited.emit("")
        if self.dialog is not None:
            self.dialog.reject()

    # --- a label file ---

    def choose_labels(self) -> None:
        """Ask for a label file, and how it is meant."""
        path = self._chosen(self.tr("Compare with Labels"), f"{self.tr('Labels')} ({name_patterns(READ_SUFFIXES)})")
        if path is not None:
            self.ask_about(path)

    def ask_about(self, path: Path) -> None:
        """Ask how a label file is meant, then compare with it."""
        annotation = self._session.document.annotation
        if annotation is None:
            return
        # Nothing of the song is lost by looking at other labels, so the dialog has nothing to warn of.
        blank = SongAnnotation(annotation.song, annotation.song_key, annotation.duration)
        try:
            self.dialog = dialog = self._answers.dialog(path, blank, self._window)
        except (SvdError, OSError) as error:
            self.problem_found.emit(describe(error, self.tr("Compare with labels")))
            return
        dialog.setWindowTitle(self.tr("Compare with Labels"))
        dialog.import_button.setText(self.tr("Compare"))
        for box in dialog.findChildren(QDialogButtonBox):
            box.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        dialog.accepted.connect(lambda: self._show_labels(dialog))
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _show_labels(self, dialog: LabelImportDialog) -> None:
        found = dialog.annotation
        if found is not None:
            self._answers.remember(dialog)
            self.ready.emit(Other(visible(dialog.path.name), found.regions, found.checked or WHOLE))

    def _forget_dialog(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    # --- a copy of the annotation ---

    def choose_copy(self) -> None:
        """Ask for a journal or a snapshot of the open song's annotation."""
        kinds = f"{self.tr('Annotations')} (*{SUFFIX} *{SNAPSHOT_SUFFIX});;{self.tr('All files')} (*)"
        path = self._chosen(self.tr("Compare with a Copy"), kinds)
        if path is not None:
            self.read_copy(path)

    def read_copy(self, path: Path) -> None:
        """Compare with a copy of the annotation, by whomever."""
        doing = self.tr("Open {0}").format(short(path.name))
        background.run(
            lambda: read_copy(path), self._show_copy, lambda error: self.problem_found.emit(describe(error, doing))
        )

    def _show_copy(self, copy: OtherCopy) -> None:
        song = self._session.song
        if song is None:
            return
        if copy.annotation.song_key != song.key:
            text = self.tr("{0} is the annotation of another sound, {1}. Choose one of the open song.")
            self.problem_found.emit(Problem(text.format(short(copy.path.name), short(copy.annotation.song))))
            return
        fitted = copy.annotation.for_song(song.identity.song, song.key, song.duration)
        self.ready.emit(Other(visible(copy.path.name), fitted.regions, fitted.checked or WHOLE))

    # --- another model ---

    def choose_model(self) -> None:
        """Ask for a model file."""
        path = self._chosen(
            self.tr("Compare with a Model"), self.tr("Models (*.safetensors)"), named_model(None).parent
        )
        if path is not None:
            self.detect_with(path)

    def detect_with(self, path: Path) -> None:
        """Detect singing with another model, in the background, and compare with what it finds."""
        song = self._session.song
        if song is None:
            return
        try:
            card = usable_card(path)
        except ModelError as error:
            self.problem_found.emit(describe(error, self.tr("Compare with a model")))
            return
        self.cancel()
        text = self.tr("Detecting with {0}").format(short(card.name, 36))
        self._detection = background.follow(
            detect_whole(DetectorSettings(card), song, self._session.detection.cache, even_stopped=True),
            lambda share: self.awaited.emit(f"{text} ({100 * share:.0f} %)"),
            lambda values: self._show_detection(card, song, values),
            self._fail_detection,
        )
        self.awaited.emit(text)

    def _show_detection(self, card: Card, song: Song, values: Any) -> None:
        self._detection = None
        self.awaited.emit("")
        if self._session.song is song:
            regions = Posterior(values, song.grid).regions(card.postprocessing)
            self.ready.emit(Other(visible(card.name), regions))

    def _fail_detection(self, error: Exception) -> None:
        self._detection = None
        self.awaited.emit("")
        self.problem_found.emit(describe(error, self.tr("Compare with a model")))

    # --- an earlier state ---

    def show_state(self, state: str) -> None:
        """Compare with a state of the open song's history."""
        history, song = self._session.document.history, self._session.song
        if history is None or song is None:
            return
        step = history.step(state)
        name = history.names.get(state) or (
            self.tr("First state") if step is None else f"{step.text}, {moment(step.time, seconds=True)}"
        )
        found = replace(history.at(state), proposal=None).for_song(song.identity.song, song.key, song.duration)
        self.ready.emit(Other(visible(name), found.regions))

    def _chosen(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        song = self._session.song
        if song is None:
            return None
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(folder or song.path.parent), kinds)
        return Path(path) if path else None
