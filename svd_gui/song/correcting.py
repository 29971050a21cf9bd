"""All that edits the open song's regions by mouse and keys, as one part of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_gui.playback.player import Player
from svd_gui.song.document import Document
from svd_gui.song.keyboard_editing import KeyboardEditing
from svd_gui.song.region_editing import RegionEditing
from svd_gui.timeline.view import TimelineView


class Correcting(QObject):
    """Makes the parts that edit; `reported` says what one of them did, or why a key had no effect."""

    reported = Signal(str)

    def __init__(self, document: Document, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.regions = RegionEditing(document, view, player, self)
        self.keyboard = KeyboardEditing(document, view, player, self)
        for part in (self.regions, self.keyboard):
            part.refused.connect(self.reported)
