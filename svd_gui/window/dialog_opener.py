"""Opens the window's dialogs and carries out what is chosen in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenuBar, QWidget

from svd_core.annotation import detected_labels
from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.label_export import exported
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.errors import FormatError, SvdError
from svd_core.files.owner_lock import user_name
from svd_core.files.visible_text import visible
from svd_core.model.card import Card
from svd_gui.actions import menus
from svd_gui.actions.actions import Actions, Situation
from svd_gui.actions.reasons import reason
from svd_gui.dialogs.exports import Exports
from svd_gui.errors import Problem, describe
from svd_gui.playback.player import Player
from svd_gui.playback.transport_bar import TransportBar
from svd_gui.settings import MAX_SURROUNDING, Settings
from svd_gui.song.document import Document
from svd_gui.song.loader import Song
from svd_gui.style.theme import Theme
from svd_gui.timeline.view import TimelineView

if TYPE_CHECKING:
    from svd_gui.song.history_dialog import HistoryDialog
    from svd_gui.training.robustness_dialog import RobustnessDialog


class DialogOpener(QObject):
    """Has one method for each dialog; none of them blocks the window's events."""

    model_chosen = Signal(object)
    copy_requested = Signal()
    place_chosen = Signal(float, float)
    compare_requested = Signal(str)
    exported = Signal(object, object)
    problem_found = Signal(object)
    robustness_tested = Signal(str)

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._exports = Exports(settings)
        self._robustness: RobustnessDialog | None = None
        self._history: HistoryDialog | None = None

    def export(self, song: Song | None, document: Document) -> None:
        """Ask for format and file, then write the regions."""
        from svd_gui.dialogs.export import ExportDialog

        if song is None:
            return
        dialog = ExportDialog(song.path, self._exports, document.annotation, self._window)
        dialog.accepted.connect(lambda: self.write(song.path, dialog.path, dialog.file_format, document.annotation))
        self._open(dialog)

    def export_picture(self, view: TimelineView, song: Song | None) -> None:
        """Ask for format, width and file, then write what the timeline shows as a picture."""
        from svd_gui.dialogs.picture_export_dialog import PictureExportDialog

        if song is not None:
            dialog = PictureExportDialog(view, song.path, self._settings, self._window)
            dialog.written.connect(lambda path: self.exported.emit(path, None))
            dialog.failed.connect(self.problem_found)
            self._open(dialog)

    def write(self, song: Path, path: Path, file_format: LabelFormat, annotation: SongAnnotation | None) -> None:
        """Write a song's regions to a file in a format, in one step; never over a sound file.

        Of what a model decided and nobody checked, the program remembers that, unless the format says it.
        """
        from svd_core.audio.sound_file import AUDIO_SUFFIXES

        if annotation is None:
            return
        try:
            if path.suffix.lower() in AUDIO_SUFFIXES:
                raise FormatError(f"{path}: this is the name of a sound file, and labels would replace it.")
            written = exported(song, annotation, file_format)
            backup = self._exports.write(song, path, file_format, written.content)
            for suffix, content in written.companions.items():
                self._exports.write(song, path.with_suffix(suffix), file_format, content)
        except (OSError, SvdError) as error:
            self.problem_found.emit(describe(error, self.tr("Export")))
        else:
            self.exported.emit(path, backup)
            self._remember(annotation, path, written.content, written.is_guess)

    def _remember(self, annotation: SongAnnotation, path: Path, data: bytes, is_guess: bool) -> None:
        """Remember whether what was exported is a model's guess, which the file does not say itself."""
        try:
            remember = detected_labels.remember if is_guess else detected_labels.remember_checked
            remember(data, annotation.song_key)
        except OSError as error:
            if is_guess:
                self.problem_found.emit(Problem(detected_labels.forgotten_text(path, error)))

    def export_data_set(self, music: Path | None) -> None:
        """Ask which songs become a data set, and make it; by default those below a folder."""
        from svd_gui.training.data_set_dialog import DataSetDialog

        if music is not None:
            self._open(DataSetDialog(music, self._window))

    def history(self, document: Document) -> None:
        """Show the history of the open song. There is one dialog for it, which stays open beside the window."""
        from svd_gui.song.history_dialog import HistoryDialog

        if self._history is None:
            self._history = HistoryDialog(document, self._window)
            self._history.copy_requested.connect(self.copy_requested)
            self._history.place_chosen.connect(self.place_chosen)
            self._history.compare_requested.connect(self.compare_requested)
        self._history.show()
        self._history.raise_()
        self._history.activateWindow()

    def song_facts(self, song: Song | None) -> None:
        """Show what the open song's files are."""
        from svd_gui.dialogs.song_facts import SongFactsDialog

        if song is not None:
            self._open(SongFactsDialog(song.path, self._window))

    def surrounding(self, seconds: float, choose: Callable[[float], None]) -> None:
        """Ask how many seconds on either side of an edit are checked with it."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Checked around an Edit"))
        dialog.setLabelText(
            self.tr("An edit checks what it changes, and so many seconds before and after it (0 to {0}):").format(
                round(MAX_SURROUNDING)
            )
        )
        dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
        dialog.setDoubleRange(0.0, MAX_SURROUNDING)
        dialog.setDoubleDecimals(1)
        dialog.setDoubleStep(0.5)
        dialog.setDoubleValue(seconds)
        dialog.doubleValueSelected.connect(choose)
        self._open(dialog)

    def annotator(self, name: str, choose: Callable[[str], None]) -> None:
        """Ask under which name edits are kept."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Annotator"))
        text = self.tr("Your name, which is kept with each of your edits in the history of a song\n(empty: {0})")
        dialog.setLabelText(text.format(visible(user_name())))
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(choose)
        self._open(dialog)

    def open_model(self, beside: Path) -> None:
        """Ask for a model file."""
        title = self.tr("Open Model")
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(beside), self.tr("Models (*.safetensors)"))
        if path:
            self.model_chosen.emit(Path(path))

    def model_card(self, card: Card | None) -> None:
        from svd_gui.dialogs.about import ModelCardDialog

        if card:
            self._open(ModelCardDialog(card, self._window))

    def augmentations(self, song: Song | None, regions: Regions, player: Player, theme: Theme) -> None:
        """Show what augmentation does to the excerpt under the cursor."""
        from svd_gui.training.augmentations_dialog import AugmentationsDialog

        if song:
            time = player.resting_position
            self._open(AugmentationsDialog(song, time, regions, player, theme, self._window))

    def robustness_test(self, card: Card | None) -> None:
        """Test the model in use. There is one dialog for it, and a test goes on when the dialog is closed."""
        if card is None:
            return
        if self._robustness is None:
            # Few open it, and what it needs would make every start of the window slower.
            from svd_gui.training.robustness_dialog import RobustnessDialog

            self._robustness = RobustnessDialog(self._settings, card, self._window)
            self._robustness.finished_unseen.connect(self.robustness_tested)
            self._robustness.failed_unseen.connect(self.problem_found)
        self._robustness.set_card(card)
        self._robustness.show()
        self._robustness.raise_()
        self._robustness.activateWindow()

    def use_model(self, card: Card) -> None:
        """Another model is in use: an open dialog for robustness tests tests it from now on."""
        if self._robustness is not None:
            self._robustness.set_card(card)

    def may_close(self) -> bool:
        """Ask before a running robustness test is ended with the program."""
        return self._robustness is None or self._robustness.may_close()

    def close(self) -> None:
        """Close what stays open beside the window and end the test that may still run, because the program ends."""
        if self._history is not None:
            self._history.close()
        if self._robustness is not None:
            self._robustness.cancel()
            self._robustness.close()

    def shortcuts(self, actions: Actions) -> None:
        from svd_gui.actions.shortcuts_sheet import ShortcutsDialog

        self._open(ShortcutsDialog(actions, self._window))

    def find_action(self, actions: Actions, now: Situation, bar: QMenuBar, transport: TransportBar) -> None:
        """Let an action be found by some letters of its name; `now` says what stands in the way of those disabled.

        The items of menus within menus and the ways to follow playback are found as well.
        """
        from svd_gui.actions.palette import CommandPalette

        more = menus.choices(bar, actions) | transport.follow_actions()
        self._open(CommandPalette(actions, lambda name: reason(actions.rows[name], now), self._window, more))

    def about(self) -> None:
        from svd_gui.dialogs.about import AboutDialog

        self._open(AboutDialog(self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        # A dialog larger than the window may not fit on the screen.
        dialog.resize(dialog.size().boundedTo(self._window.size()))
        dialog.open()
