"""All that edits the open song's regions by mouse and keys, as one part of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_gui.playback.player import Player
from svd_gui.song.doubtful_review import DoubtfulReview
from svd_gui.song.folder_labels import FolderLabels
from svd_gui.song.keyboard_editing import KeyboardEditing
from svd_gui.song.label_editing import LabelEditing
from svd_gui.song.region_clipboard import RegionClipboard
from svd_gui.song.region_editing import RegionEditing
from svd_gui.song.selection_summary import selection_text
from svd_gui.song.session import Session
from svd_gui.song.short_stretches import ShortStretchEditing
from svd_gui.song.tap_annotation import TapAnnotation
from svd_gui.timeline.view import TimelineView


class SongEditing(QObject):
    """Makes the parts that edit; `reported` says what one of them did, or why a key had no effect."""

    reported = Signal(str)
    selection_changed = Signal()
    problem_found = Signal(object)

    def __init__(self, session: Session, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        document = session.document
        self.regions = RegionEditing(document, view, player, self)
        self.keyboard = KeyboardEditing(document, view, player, self.regions, self)
        self.clipboard = RegionClipboard(document, view, player, self.regions, self)
        self.folder_labels = FolderLabels(self)
        self.labels = LabelEditing(document, view, self.regions, self.folder_labels, self)
        self.folder_labels.problem_found.connect(self.problem_found)
        self.folder_labels.saved.connect(self._show_saved_labels)
        session.song_opened.connect(lambda song: self.folder_labels.open(song.path))
        self.short_stretches = ShortStretchEditing(document, view, self)
        self.doubtful = DoubtfulReview(session, view, player, self)
        self.taps = TapAnnotation(session, view, player, self)
        for report in (self.regions.refused, self.keyboard.refused):
            report.connect(self.reported)
        for part in (self.clipboard, self.labels, self.doubtful, self.taps):
            part.reported.connect(self.reported)
        self._view, self._player = view, player
        for selected in (view.selection, view.time_selection):
            selected.changed.connect(lambda _: self.selection_changed.emit())
        view.time_selected.connect(self._go_to_selected)

    def selection_text(self) -> str:
        """Say what is selected, in words for the status bar."""
        selected = selection_text(self._view.selection.regions, self._view.time_selection.span)
        return self.doubtful.selection_text() or selected

    def ask_labels(self) -> None:
        """Let a person edit the labels of the open song's folder."""
        from svd_gui.dialogs.label_set_dialog import LabelSetDialog

        labels = self.folder_labels
        dialog = LabelSetDialog(labels.labels, labels.path, self._view.window())
        dialog.chosen.connect(labels.change)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_saved_labels(self, backup: Path | None) -> None:
        text = self.tr("Labels kept in {0}").format(self.folder_labels.path)
        if backup is not None:
            text += self.tr("; what was there is {0}").format(backup.name)
        self.reported.emit(text)

    def _go_to_selected(self, span: tuple[float, float] | None) -> None:
        """Put the cursor where selected time begins, unless the song plays."""
        if span is not None and not self._player.playing:
            self._player.seek(span[0])
