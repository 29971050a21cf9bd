"""Which regions are selected on the timeline."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.region_selection import NOTHING, RegionSelection, most_overlapping
from svd_core.annotation.regions import Region, Regions
from svd_gui.timeline.content import Surface


class Selection(QObject):
    """Holds the selected regions of the surface; `changed` tells of each other `RegionSelection`."""

    changed = Signal(object)

    def __init__(self, surface: Surface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surface = surface
        self._value = NOTHING
        self._expected: tuple[Region, ...] = ()

    @property
    def value(self) -> RegionSelection:
        return self._value

    @property
    def indices(self) -> tuple[int, ...]:
        """The selected regions by their indices, sorted."""
        return self._value.indices

    @property
    def current(self) -> int | None:
        """The region that keys act on if they act on one only; None where nothing is selected."""
        return self._value.current

    @property
    def regions(self) -> Regions:
        """The selected regions, in order."""
        return self._value.of_regions(self._shown)

    def select(self, index: int | None) -> None:
        """Select one region by its index, or none."""
        self._set(NOTHING if index is None else RegionSelection.of([index]))

    def select_many(self, indices: Iterable[int], current: int | None = None) -> None:
        """Select some regions, of which `current` is the current one, else the first."""
        self._set(RegionSelection.of(indices, current))

    def add(self, indices: Iterable[int]) -> None:
        """Select some regions, too."""
        self._set(self._value.with_added(indices))

    def toggle(self, index: int) -> None:
        """Select one region, too, or no longer."""
        self._set(self._value.toggled(index))

    def extend(self, index: int) -> None:
        """Select the range from the region selected first to another one."""
        self._set(self._value.extended(index))

    def select_all(self) -> None:
        """Select all regions of the song; the current one stays."""
        self._set(RegionSelection.of(range(len(self._shown)), self.current))

    def clear(self) -> None:
        """Select no region."""
        self._set(NOTHING)

    def expect(self, regions: Iterable[Region]) -> None:
        """Select these once the next regions are shown; without any, the selection stays on what it is on."""
        self._expected = tuple(regions)

    def follow(self, before: Regions) -> None:
        """Select among other regions what was selected before, or what was expected."""
        if self._expected:
            places = (most_overlapping(self._shown, region) for region in self._expected)
            self._set(RegionSelection.of(place for place in places if place is not None))
        else:
            self._set(self._value.followed(before, self._shown))

    @property
    def _shown(self) -> Regions:
        return self._surface.content.regions.regions

    def _set(self, value: RegionSelection) -> None:
        value = value.within(len(self._shown))
        if value != self._value:
            self._value = value
            self.changed.emit(value)
