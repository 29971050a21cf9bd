"""What lies under the pointer, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from svd_gui.timeline.content import Surface
from svd_gui.timeline.time_axis import TimeAxis

LEAST_HERTZ = 16.0
"""Below it, notes have no names that anybody knows."""


@dataclass(frozen=True)
class Readout:
    """Time in seconds and, where they are known, frequency in Hz, level in dB below the loudest, and probability."""

    time: float
    hertz: float | None = None
    level_db: float | None = None
    probability: float | None = None

    @classmethod
    def at(cls, point: QPointF, axis: TimeAxis, surface: Surface) -> Readout:
        """Read what a point of the view shows; a frequency and a level are only in the spectrogram."""
        time, lane = axis.time(point.x()), surface.lanes.spectrogram
        probability = surface.content.probability_at(time)
        if not lane.contains(point):
            return cls(time, probability=probability)
        height = (lane.bottom() - point.y()) / lane.height()
        hertz = surface.spectrogram.scale.hertz(height)
        level = surface.spectrogram.level_db(time, hertz)
        return cls(time, hertz if hertz >= LEAST_HERTZ else None, level, probability)
