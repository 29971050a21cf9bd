"""Editing the selected regions: add, split, merge, delete, relabel, and select others."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_core.annotation import edits_of_many, region_edits
from svd_core.annotation.region_selection import labelled
from svd_core.annotation.regions import Region, gap_at, index_at
from svd_gui.playback.player import Player
from svd_gui.song.document import Document
from svd_gui.timeline.view import TimelineView

NEW_LENGTH = 1.0
"""Seconds of a new region."""


class RegionEditing(QObject):
    """Turns menu items and keys into edits of the document; `refused` says why one had no effect."""

    refused = Signal(str)

    def __init__(self, document: Document, view: TimelineView, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view, self._player = document, view, player

    def current(self) -> int | None:
        """Return the index of the current one of the selected regions, else of the one at the cursor."""
        selected = self._view.selection.current
        return selected if selected is not None else index_at(self._document.regions, self._player.position)

    def selected_or_current(self) -> tuple[int, ...]:
        """Return the selected regions by their indices, else the one at the cursor."""
        current = self.current()
        return self._view.selection.indices or (() if current is None else (current,))

    def add(self) -> None:
        """Make the selected time a region, or add one from the cursor on, as long as the gap there allows."""
        if self._view.time_selection.span is not None:
            self._add_selected_time(*self._view.time_selection.span)
            return
        time = self._player.position
        gap = gap_at(self._document.regions, time, self._document.duration)
        if gap is None:
            self.refused.emit(self.tr("There is a region at the cursor already"))
            return
        end = min(time + NEW_LENGTH, gap[1])
        start = min(time, max(gap[0], end - region_edits.MIN_LENGTH))
        after = region_edits.insert(self._document.regions, Region(start, end, source="hand"), self._document.duration)
        self._document.edit(self.tr("Add region"), after)
        self._view.selection.select(index_at(after, (start + end) / 2))

    def _add_selected_time(self, start: float, end: float) -> None:
        """Make time a region, as far as there is none yet."""
        new = Region(start, end, source="hand")
        result = edits_of_many.insert_many(self._document.regions, [new], self._document.duration)
        if not result.new:
            self.refused.emit(self.tr("There are regions in all of the selected time"))
            return
        self._document.edit(self.tr("Add region"), result.regions)
        self._view.selection.select(index_at(result.regions, result.new[0].start))

    def split(self) -> None:
        """Split the region at the cursor in two."""
        index = index_at(self._document.regions, self._player.position)
        before = self._document.regions
        after = before if index is None else region_edits.split(before, index, self._player.position)
        if after == before:
            self.refused.emit(self.tr("To split a region, put the cursor into it"))
        self._document.edit(self.tr("Split region"), after)

    def merge(self) -> None:
        """Join the selected regions, neighbour with neighbour; a single one, or that at the cursor, with the next."""
        chosen = self.selected_or_current()
        if len(chosen) == 1:
            chosen = (chosen[0], chosen[0] + 1)
        before = self._document.regions
        after = edits_of_many.merge_many(before, [index for index in chosen if index < len(before)])
        if after == before:
            self.refused.emit(self.tr("To merge regions, select neighbours, or one that is not the last"))
        self._document.edit(self.tr("Merge regions"), after)

    def delete(self) -> None:
        """Remove the selected regions, or what lies in the selected time."""
        if self._view.time_selection.span is not None:
            before = self._document.regions
            after = edits_of_many.delete_within(before, *self._view.time_selection.span)
            if after == before:
                self.refused.emit(self.tr("There is no region in the selected time"))
            self._document.edit(self.tr("Delete in selected time"), after)
            return
        chosen = self._view.selection.indices
        if chosen:
            self._view.selection.clear()
            after = edits_of_many.delete_many(self._document.regions, chosen)
            self._document.edit(self.tr("Delete %n regions", "", len(chosen)), after)

    def relabel(self, label: str) -> None:
        """Give the selected regions, else the one at the cursor, another label."""
        chosen = self.selected_or_current()
        if not chosen:
            self.refused.emit(self.tr("Select a region, or put the cursor into one, to give it a label"))
            return
        after = edits_of_many.relabel_many(self._document.regions, chosen, label)
        self._document.edit(self.tr("Relabel %n regions", "", len(chosen)), after)

    def select_nothing(self) -> None:
        """Leave what is selected, regions or time."""
        self._view.selection.clear()
        self._view.time_selection.clear()

    def select_same_label(self) -> None:
        """Select all regions with the label of a selected one, or of the one at the cursor."""
        chosen = self.selected_or_current()
        if not chosen:
            self.refused.emit(self.tr("Select a region, or put the cursor into one, to find others with its label"))
            return
        regions = self._document.regions
        same = labelled(regions, {regions[index].label for index in chosen})
        self._view.selection.select_many(same, self.current())
