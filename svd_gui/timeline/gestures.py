"""What clicks and finished drags mean: what they select, and what they ask of whoever owns the regions."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from svd_core.annotation.regions import Regions
from svd_gui.timeline.content import Surface
from svd_gui.timeline.navigation import Navigation
from svd_gui.timeline.pointer import ClickKind, Pointer
from svd_gui.timeline.region_interaction import Preview
from svd_gui.timeline.selection import Selection
from svd_gui.timeline.time_selection import TimeSelection


class Gestures(QObject):
    """Carries out what the pointer reports: selects, shows another stretch, and reports what a person asks for."""

    edit_requested = Signal(str, object)
    seek_requested = Signal(float)
    naming_requested = Signal(int)
    play_region_requested = Signal(float, float)
    threshold_dragged = Signal(float)
    leave_threshold_dragged = Signal(float)
    shown_otherwise = Signal()
    """Something is to be painted anew."""

    def __init__(
        self,
        surface: Surface,
        navigation: Navigation,
        pointer: Pointer,
        selection: Selection,
        time_selection: TimeSelection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._surface, self._navigation, self._pointer = surface, navigation, pointer
        self._selection, self._time_selection = selection, time_selection
        pointer.clicked.connect(self._click)
        pointer.play_clicked.connect(self._play_region)
        pointer.edit_finished.connect(self._request_edit)
        pointer.time_dragged.connect(time_selection.select)
        pointer.band_finished.connect(self._select_in_band)
        pointer.threshold_dragged.connect(self._drag_threshold)
        pointer.leave_threshold_dragged.connect(self._drag_leave_threshold)

    def double_click(self, point: QPointF) -> None:
        """Ask for the name of a region in the strip; elsewhere zoom into it, or from free time out to the song."""
        target = self._pointer.target(point)
        if target.kind not in ("region", "time", "strip"):
            return
        if target.grip is None:
            self._navigation.show_song()
        elif self._surface.lanes.labels.contains(point):
            self.naming_requested.emit(target.grip.index)
        else:
            region = self._surface.content.regions.regions[target.grip.index]
            self._navigation.show_around(region.start, region.end)

    def select_for_menu(self, point: QPointF) -> tuple[int | None, float] | None:
        """Select what is under the pointer, unless it is within what is selected; its region and time, None outside."""
        target = self._pointer.target(point)
        if self._pointer.dragging or target.kind == "outside":
            return None
        index, time = None if target.grip is None else target.grip.index, self._navigation.axis.time(point.x())
        span = self._time_selection.span
        if index not in self._selection.value and not (span and span[0] <= time <= span[1]):
            self._time_selection.clear()
            self._selection.select(index)
        return index, time

    def _select_in_band(self, indices: tuple[int, ...], adds: bool) -> None:
        if adds:
            self._selection.add(indices)
        else:
            self._selection.select_many(indices)

    def _request_edit(self, text: str, before: Regions, preview: Preview) -> None:
        if preview.regions != before and preview.index is not None:
            self._selection.expect(preview.regions[index] for index in preview.moved)
            self.edit_requested.emit(text, preview.regions)
            self._selection.expect(())
        self.shown_otherwise.emit()

    def _click(self, time: float, region: int | None, kind: ClickKind) -> None:
        """Go to a time and select what is there; the view follows the playhead again. Or change what is selected."""
        if kind == "extend" and self._time_selection.span is not None:
            self._time_selection.extend(time)
        elif kind in ("toggle", "extend") and region is not None:
            (self._selection.toggle if kind == "toggle" else self._selection.extend)(region)
        if kind in ("toggle", "extend"):
            return
        self._navigation.follow_again()
        if kind == "select":
            self._time_selection.clear()
            self._selection.select(region)
        self.seek_requested.emit(min(max(time, 0.0), self._surface.content.duration))

    def _play_region(self, index: int) -> None:
        region = self._surface.content.regions.regions[index]
        self._selection.select(index)
        self.play_region_requested.emit(region.start, region.end)

    def _drag_threshold(self, threshold: float) -> None:
        content = self._surface.content
        content.threshold = threshold
        if content.leave_threshold is not None:
            content.leave_threshold = min(content.leave_threshold, threshold)
        self.shown_otherwise.emit()
        self.threshold_dragged.emit(threshold)

    def _drag_leave_threshold(self, leave: float) -> None:
        content = self._surface.content
        content.leave_threshold = min(leave, content.threshold)
        self.shown_otherwise.emit()
        self.leave_threshold_dragged.emit(content.leave_threshold)
