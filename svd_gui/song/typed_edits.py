"""Edits of one region by a value that a person types, checked before they are made."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_core.annotation import region_edits
from svd_core.annotation.clock import clock, seconds_of
from svd_core.annotation.region_edits import Grip, RegionPart
from svd_core.files.visible_text import visible
from svd_gui.song.document import Document
from svd_gui.song.folder_labels import FolderLabels
from svd_gui.song.given_labels import given_label
from svd_gui.style.plain_text import short

MOST_LETTERS = 200


class TypedEdits(QObject):
    """Sets start, end, length, label and checked of a region; `reported` says what cannot be, and what could."""

    reported = Signal(str)

    def __init__(self, document: Document, labels: FolderLabels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._labels = document, labels

    def type(self, index: int, column: str, text: str) -> None:
        """Set a value of a region: its "start", "end", "length" or "label"."""
        if column == "label":
            self._relabel(index, text)
            return
        seconds = seconds_of(text)
        if seconds is None:
            self.reported.emit(self.tr("{0} is no time: type 83.5 or 1:23.5").format(short(text)))
        elif column == "length":
            self._set_edge(index, "end", self._document.regions[index].start + seconds)
        else:
            self._set_edge(index, "start" if column == "start" else "end", seconds)

    def check(self, index: int, checked: bool) -> None:
        """Mark the time of a region as checked, or as not checked."""
        region = self._document.regions[index]
        spans = ((region.start, region.end),)
        if checked:
            self._document.mark_checked(self.tr("Mark region as checked"), spans)
        else:
            self._document.mark_unchecked(self.tr("Mark as not checked"), spans)

    def _relabel(self, index: int, text: str) -> None:
        name = text.strip()
        if not name or len(name) > MOST_LETTERS or visible(name) != name:
            self.reported.emit(self.tr("A label has 1 to {0} letters on one line").format(MOST_LETTERS))
            return
        label, message = given_label(self._labels.labels, name)
        self._document.edit(self.tr("Relabel region"), region_edits.relabel(self._document.regions, index, label))
        if message:
            self.reported.emit(message)

    def _set_edge(self, index: int, part: RegionPart, time: float) -> None:
        regions, duration = self._document.regions, self._document.duration
        low, high = region_edits.edge_limits(regions, index, part, duration)
        # Neighbours' times are shown rounded, and may be typed as they are shown.
        if not low - 0.0006 <= time <= high + 0.0006:
            self.reported.emit(self._where(part, low, high).format(clock(low, 3), clock(high, 3)))
            return
        time = min(max(time, low), high)
        text = self.tr("Set start") if part == "start" else self.tr("Set end")
        self._document.edit(text, region_edits.drag(regions, Grip(part, index), time, duration))

    def _where(self, part: RegionPart, low: float, high: float) -> str:
        if low > high:
            return self.tr("This region is too short for its edges to be moved apart")
        if part == "start":
            return self.tr("The start must be between {0} and {1}: regions do not overlap")
        return self.tr("The end must be between {0} and {1}: regions do not overlap")
