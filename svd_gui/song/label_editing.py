"""Giving labels to regions: typed in the strip, or by the keys of the folder's label set."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Signal

from svd_core.annotation.vocabulary import name_of
from svd_core.files.visible_text import visible
from svd_gui.song.document import Document
from svd_gui.song.folder_labels import FolderLabels
from svd_gui.song.given_labels import given_label
from svd_gui.song.region_editing import RegionEditing
from svd_gui.timeline.label_field import LabelField
from svd_gui.timeline.view import TimelineView


class LabelEditing(QObject):
    """Turns names into labels of the selected regions; `reported` says what a name counts as, or why not."""

    reported = Signal(str)

    def __init__(
        self, document: Document, view: TimelineView, regions: RegionEditing, labels: FolderLabels, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._regions, self._labels = document, view, regions, labels
        self._index: int | None = None
        self._field = LabelField(view)
        self._field.entered.connect(self._enter)
        view.naming_requested.connect(self.type_label)
        view.navigation.axis_changed.connect(self._follow)
        document.regions_changed.connect(lambda _: self._field.leave())
        labels.changed.connect(lambda changed: view.set_label_colours(changed.colours))
        view.set_label_colours(labels.labels.colours)

    def type_label(self, index: int | None = None) -> None:
        """Let a person type the label of a region: the one given, else the current one, else the one at the cursor."""
        if self._document.read_only_reason:
            self.reported.emit(self._document.read_only_reason)
            return
        if index is None:
            index = self._regions.current()
        if index is None:
            self.reported.emit(self.tr("Select a region, or put the cursor into one, to give it a label"))
            return
        if index not in self._view.selection.value:
            self._view.selection.select(index)
        region = self._document.regions[index]
        self._view.navigation.reveal(region.start, min(region.end, region.start + 1.0))
        self._index = index
        self._field.begin(visible(name_of(region.label)), self._place(index), self._names())

    def give(self, key: int) -> None:
        """Give the selected regions the label of a digit."""
        kind = self._labels.labels.of_key(key)
        if kind is None:
            self.reported.emit(self.tr("No label of this folder has the key {0}; see Regions > Labels").format(key))
            return
        self._regions.relabel(kind.label)

    def giver(self, key: int) -> Callable[[], None]:
        """Return what a digit does."""
        return lambda: self.give(key)

    def _names(self) -> list[str]:
        """The names of the folder's labels and of those in the song."""
        used = {name_of(region.label) for region in self._document.regions}
        return list(dict.fromkeys([kind.name for kind in self._labels.labels.kinds] + sorted(map(visible, used))))

    def _place(self, index: int) -> QRectF:
        view, region = self._view, self._document.regions[index]
        lane, axis = view.lanes.labels, view.axis
        left, right = (min(max(axis.x(time), lane.left()), lane.right()) for time in (region.start, region.end))
        return QRectF(left, lane.top(), right - left, lane.height())

    def _follow(self) -> None:
        if self._field.isVisible() and self._index is not None and self._index < len(self._document.regions):
            self._field.place(self._place(self._index))

    def _enter(self, text: str, step: int) -> None:
        index = self._index
        if index is None or index >= len(self._document.regions):
            return
        if text != visible(name_of(self._document.regions[index].label)):
            label, message = given_label(self._labels.labels, text)
            self._regions.relabel(label)
            if message:
                self.reported.emit(message)
        neighbour = index + step
        if step and 0 <= neighbour < len(self._document.regions):
            self._view.selection.select(neighbour)
            self.type_label(neighbour)
