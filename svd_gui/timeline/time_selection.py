"""Which time of the song is selected on the timeline, apart from its regions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_gui.timeline.content import Surface
from svd_gui.timeline.selection import Selection


class TimeSelection(QObject):
    """Holds the selected time of the surface; `changed` tells of another start and end in seconds, or None.

    Regions and time are never selected together, so that it is clear what keys act on.
    """

    changed = Signal(object)

    def __init__(self, surface: Surface, regions: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surface, self._regions = surface, regions
        regions.changed.connect(lambda selection: self.clear() if len(selection) else None)

    @property
    def span(self) -> tuple[float, float] | None:
        """Start and end of the selected time in seconds."""
        return self._surface.content.selected_time

    def select(self, span: tuple[float, float] | None) -> None:
        """Select the time from a start to an end within the song, or none."""
        if span is not None:
            duration = self._surface.content.duration
            start, end = (min(max(time, 0.0), duration) for time in span)
            span = (start, end) if start < end else None
        if span != self.span:
            self._surface.content.selected_time = span
            if span is not None:
                self._regions.clear()
            self.changed.emit(span)

    def extend(self, time: float) -> None:
        """Move the nearer end of the selected time to another time."""
        if self.span is not None:
            start, end = self.span
            self.select((start, time) if time > (start + end) / 2 else (time, end))

    def clear(self) -> None:
        """Select no time."""
        self.select(None)
