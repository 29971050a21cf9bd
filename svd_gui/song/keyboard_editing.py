"""Moving edges and regions by keyboard: go to a boundary, nudge it, hear it; play and loop regions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_core.annotation import edits_of_many, region_edits
from svd_core.annotation.region_edits import Grip, RegionPart
from svd_core.annotation.regions import Region, Regions
from svd_core.config import FeatureConfig
from svd_gui.playback.player import Player
from svd_gui.song.document import Document
from svd_gui.song.region_editing import RegionEditing
from svd_gui.timeline.view import TimelineView

FRAME_SECONDS = 1 / FeatureConfig().frame_rate
AUDITION_SECONDS = 0.4
"""Seconds played before and after an edge that was moved."""
EDGE_TOLERANCE = 0.25
"""Seconds: an edge of the selected region this near the cursor is the one that the arrow keys move."""
CURSOR_STEP = 0.1
"""Seconds by which an arrow key moves the cursor where there is no such edge."""


def next_boundary(regions: Regions, time: float, forward: bool) -> tuple[int, RegionPart, float] | None:
    """Return the nearest edge strictly after (or before) a time: the region's index, which edge, and its time."""
    # Half a frame of slack, or a cursor that was rounded to samples would meet the same edge again.
    slack = FRAME_SECONDS / 2
    edges: list[tuple[int, RegionPart, float]] = []
    for index, region in enumerate(regions):
        edges += [(index, "start", region.start), (index, "end", region.end)]
    if forward:
        return next((edge for edge in edges if edge[2] > time + slack), None)
    return next((edge for edge in reversed(edges) if edge[2] < time - slack), None)


def edge_near(region: Region, time: float) -> RegionPart | None:
    """Return the edge of a region that lies at a time, or None."""
    to_start, to_end = abs(region.start - time), abs(region.end - time)
    if min(to_start, to_end) > EDGE_TOLERANCE:
        return None
    return "start" if to_start < to_end else "end"


class KeyboardEditing(QObject):
    """Turns keys into edits of the document and plays what was moved; `refused` says why a key had no effect."""

    refused = Signal(str)

    def __init__(
        self, document: Document, view: TimelineView, player: Player, editing: RegionEditing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._player, self._editing = document, view, player, editing
        for changed in (view.selection.changed, player.position_changed, document.regions_changed):
            changed.connect(self._show_keyboard_edge)

    def go_to_boundary(self, forward: bool) -> None:
        """Go to the edge after or before the marked one, else the cursor; select its region and play around it."""
        edge = next_boundary(self._document.regions, self._boundary_origin(), forward)
        if edge is None:
            text = self.tr("No boundary after the cursor") if forward else self.tr("No boundary before the cursor")
            self.refused.emit(text)
            return
        index, _, time = edge
        self._view.selection.select(index)
        self._view.navigation.reveal(time - 1, time + 1)
        if self._player.playing and not self._player.auditioning:
            self._player.seek(time)
        else:
            self._audition(time)

    def _boundary_origin(self) -> float:
        """Return the time to look for boundaries from: where the audition of the last one has come to says nothing."""
        index, part = self._view.selection.current, self.keyboard_edge()
        if index is None or part is None or (self._player.playing and not self._player.auditioning):
            return self._player.resting_position
        region = self._document.regions[index]
        return region.start if part == "start" else region.end

    def keyboard_edge(self) -> RegionPart | None:
        """Return the edge of the selected region that the arrow keys would move; None if they would move else."""
        regions, index = self._document.regions, self._view.selection.current
        if index is None or index >= len(regions) or len(self._view.selection.indices) > 1:
            return None
        return edge_near(regions[index], self._player.resting_position)

    def nudge(self, n_frames: int) -> None:
        """Move the edge at the cursor by so many frames and play around it, or several selected regions as a whole.

        Where there is neither, the cursor moves.
        """
        if len(self._view.selection.indices) > 1:
            self._nudge_selected(n_frames)
            return
        regions, index, part = self._document.regions, self._view.selection.current, self.keyboard_edge()
        if index is None or part is None:
            self._player.seek(self._player.resting_position + CURSOR_STEP * n_frames)
            return
        edge = regions[index].start if part == "start" else regions[index].end
        # On the grid of frames, as the edges that the model proposes.
        target = (round(edge / FRAME_SECONDS) + n_frames) * FRAME_SECONDS
        after = region_edits.drag(regions, Grip(part, index), target, self._document.duration)
        text = self.tr("Nudge start") if part == "start" else self.tr("Nudge end")
        self._document.edit(text, after, series=(part, index))
        self._audition(after[index].start if part == "start" else after[index].end)

    def _nudge_selected(self, n_frames: int) -> None:
        regions, chosen = self._document.regions, self._view.selection.indices
        after = edits_of_many.move_many(regions, chosen, n_frames * FRAME_SECONDS, self._document.duration)
        if after == regions:
            self.refused.emit(self.tr("A selected region is at its neighbour or at the end of the song"))
        text = self.tr("Nudge %n regions", "", len(chosen))
        self._document.edit(text, after, series=("nudge", chosen))

    def play_region(self) -> None:
        """Play once the selected time, else the region under the pointer, else the selected one."""
        if self._view.time_selection.span is not None:
            self._player.play_span(*self._view.time_selection.span)
            return
        under = self._view.region_under_pointer()
        index = under if under is not None else self._editing.current()
        if index is not None:
            region = self._document.regions[index]
            self._player.play_span(region.start, region.end)

    def set_loop(self, on: bool) -> None:
        """Loop the selected time or regions, else the current one, else what is on screen; or stop looping."""
        index, chosen = self._editing.current(), self._view.selection.regions
        if on and self._view.time_selection.span is not None:
            self._player.set_loop(self._view.time_selection.span)
        elif on and len(chosen) > 1:
            self._player.set_loop((chosen[0].start, chosen[-1].end))
        elif on and index is not None:
            region = self._document.regions[index]
            self._player.set_loop((region.start, region.end))
        elif on:
            self._player.set_loop(self._view.visible_range())
        else:
            self._player.set_loop(None)

    def _show_keyboard_edge(self, *_: object) -> None:
        self._view.set_keyboard_edge(self.keyboard_edge())

    def _audition(self, time: float) -> None:
        self._player.pause()
        self._player.seek(time)
        self._player.play_span(time - AUDITION_SECONDS, time + AUDITION_SECONDS)
