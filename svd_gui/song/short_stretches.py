"""Closing short gaps and deleting short regions, in the selection, on screen or in the whole song."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from svd_core.annotation import short_stretches
from svd_core.annotation.edits_of_many import delete_many, merged_after
from svd_core.annotation.region_selection import overlapping
from svd_gui.song.document import Document
from svd_gui.timeline.view import TimelineView

if TYPE_CHECKING:
    from svd_gui.dialogs.short_stretches_dialog import ShortStretchesDialog


class ShortStretchEditing(QObject):
    """Opens a dialog for either, which shows what it would make of the song; each is one step of undo."""

    def __init__(self, document: Document, view: TimelineView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._gap_seconds, self._region_seconds = 0.3, 0.3

    def ask_to_fill_gaps(self) -> None:
        """Ask below which length gaps between regions of the same label are filled."""
        from svd_gui.dialogs.short_stretches_dialog import ShortStretches, ShortStretchesDialog

        regions, annotation = self._document.regions, self._document.annotation
        checked = annotation.checked if annotation else ()

        def find(seconds: float, among: Sequence[int]) -> ShortStretches:
            gaps = short_stretches.short_gaps(regions, seconds, among, checked)
            n_checked = len(short_stretches.short_gaps(regions, seconds, among)) - len(gaps)
            return ShortStretches(len(gaps), merged_after(regions, gaps), n_checked)

        title, question = self.tr("Fill Gaps"), self.tr("Gaps between regions of the same label, shorter than:")
        dialog = ShortStretchesDialog(title, question, self._scopes(), find, self._gap_seconds, self._view.window())
        dialog.chosen.connect(lambda seconds, _: setattr(self, "_gap_seconds", seconds))
        self._open(dialog, self.tr("Fill short gaps"))

    def ask_to_delete_regions(self) -> None:
        """Ask below which length regions are deleted."""
        from svd_gui.dialogs.short_stretches_dialog import ShortStretches, ShortStretchesDialog

        regions = self._document.regions

        def find(seconds: float, among: Sequence[int]) -> ShortStretches:
            short = short_stretches.short_regions(regions, seconds, among)
            return ShortStretches(len(short), delete_many(regions, short))

        title, question = self.tr("Delete Short Regions"), self.tr("Regions shorter than:")
        dialog = ShortStretchesDialog(title, question, self._scopes(), find, self._region_seconds, self._view.window())
        dialog.chosen.connect(lambda seconds, _: setattr(self, "_region_seconds", seconds))
        self._open(dialog, self.tr("Delete short regions"))

    def _scopes(self) -> dict[str, Sequence[int]]:
        """The regions of each scope, by their indices: the selection first where it is more than one."""
        regions, selected = self._document.regions, self._view.selection.indices
        span = self._view.time_selection.span
        chosen = overlapping(regions, *span) if span is not None else selected
        scopes: dict[str, Sequence[int]] = {self.tr("The selection"): chosen} if len(chosen) > 1 else {}
        scopes[self.tr("The whole song")] = range(len(regions))
        scopes[self.tr("What is on screen")] = overlapping(regions, *self._view.visible_range())
        return scopes

    def _open(self, dialog: ShortStretchesDialog, text: str) -> None:
        dialog.previewed.connect(self._view.set_preview)
        dialog.chosen.connect(lambda _, regions: self._document.edit(text, regions))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
