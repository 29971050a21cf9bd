"""All that edits the open song's regions by mouse and keys, as one part of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_gui.playback.player import Player
from svd_gui.song.document import Document
from svd_gui.song.keyboard_editing import KeyboardEditing
from svd_gui.song.region_clipboard import RegionClipboard
from svd_gui.song.region_editing import RegionEditing
from svd_gui.song.selection_summary import selection_text
from svd_gui.timeline.view import TimelineView


class Correcting(QObject):
    """Makes the parts that edit; `reported` says what one of them did, or why a key had no effect."""

    reported = Signal(str)
    selection_changed = Signal()

    def __init__(self, document: Document, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.regions = RegionEditing(document, view, player, self)
        self.keyboard = KeyboardEditing(document, view, player, self)
        self.clipboard = RegionClipboard(document, view, player, self.regions, self)
        for report in (self.regions.refused, self.keyboard.refused, self.clipboard.reported):
            report.connect(self.reported)
        self._view, self._player = view, player
        for selected in (view.selection, view.time_selection):
            selected.changed.connect(lambda _: self.selection_changed.emit())
        view.time_selected.connect(self._go_to_selected)

    def selection_text(self) -> str:
        """Say what is selected, in words for the status bar."""
        return selection_text(self._view.selection.regions, self._view.time_selection.span)

    def _go_to_selected(self, span: tuple[float, float] | None) -> None:
        """Put the cursor where selected time begins, unless the song plays."""
        if span is not None and not self._player.playing:
            self._player.seek(span[0])
