"""Copying, cutting and pasting regions by the system's clipboard, also between songs and with other programs."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from svd_core.annotation import region_clipboard
from svd_core.annotation.edits_of_many import Inserted
from svd_core.annotation.formats.label_text import MAX_BYTES
from svd_core.annotation.regions import Regions
from svd_core.errors import FormatError
from svd_gui.errors import in_own_words
from svd_gui.playback.player import Player
from svd_gui.song.document import Document
from svd_gui.song.region_editing import RegionEditing
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import number


class RegionClipboard(QObject):
    """Puts regions on the clipboard as our own JSON and as Audacity labels, and takes either from it.

    `reported` says what was done, or why not.
    """

    reported = Signal(str)

    def __init__(
        self, document: Document, view: TimelineView, player: Player, editing: RegionEditing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._player, self._editing = document, view, player, editing

    def copy(self) -> bool:
        """Copy the selected regions, or what lies in the selected time; returns whether there was something."""
        span, chosen = self._view.time_selection.span, self._view.selection.regions
        if span is not None:
            chosen = region_clipboard.within(self._document.regions, *span)
        if not chosen:
            self.reported.emit(self.tr("Select regions to copy them"))
            return False
        data = QMimeData()
        data.setData(region_clipboard.MIME_TYPE, region_clipboard.to_json(chosen).encode())
        data.setText(region_clipboard.to_text(chosen))
        _clipboard().setMimeData(data)
        self.reported.emit(self.tr("Copied %n regions", "", len(chosen)))
        return True

    def cut(self) -> None:
        """Copy the selected regions, or what lies in the selected time, and delete it."""
        if self.copy():
            self._editing.delete()

    def paste(self) -> None:
        """Put the regions on the clipboard where the cursor is, at their distances."""
        self._paste(self._player.resting_position)

    def paste_in_place(self) -> None:
        """Put the regions on the clipboard at the times they have."""
        self._paste(None)

    def _paste(self, time: float | None) -> None:
        annotation = self._document.annotation
        if annotation is None:
            return
        try:
            new = _regions_on_clipboard()
        except FormatError as error:
            self.reported.emit(self.tr("Nothing is pasted: {0}").format(in_own_words(error)))
            return
        result = region_clipboard.pasted(annotation.regions, new, time, annotation.duration)
        if not result.new:
            if time is not None:
                self._view.navigation.reveal(time, time)
            self.reported.emit(self.tr("Nothing is pasted: there is no free time for any of the regions"))
            return
        self._view.selection.expect(result.new)
        self._document.edit(self.tr("Paste %n regions", "", len(result.new)), result.regions)
        self._view.selection.expect(())
        self._view.navigation.reveal(result.new[0].start, result.new[-1].end)
        self._report(result)

    def _report(self, result: Inserted) -> None:
        text = self.tr("Pasted %n regions", "", len(result.new))
        if result.n_cut:
            seconds = number(result.cut_seconds, 2)
            text += self.tr(", %n of them cut to the free time, by {0} s", "", result.n_cut).format(seconds)
        if result.n_left_out:
            text += self.tr("; %n had no room", "", result.n_left_out)
        self.reported.emit(text)


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def _regions_on_clipboard() -> Regions:
    """Return what is on the clipboard as regions; FormatError if it is none."""
    data = _clipboard().mimeData()
    if data.hasFormat(region_clipboard.MIME_TYPE):
        content = data.data(region_clipboard.MIME_TYPE)
        if content.size() > MAX_BYTES:
            raise FormatError(f"{region_clipboard.SOURCE}: more than regions of one song; copy less")
        return region_clipboard.from_json(bytes(content.data()).decode("utf-8", errors="replace"))
    return region_clipboard.from_text(data.text() if data.hasText() else "")
