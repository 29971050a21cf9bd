"""What lies under the pointer, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from svd_core.audio.mel_scale import MelAxis
from svd_gui.timeline.content import Surface
from svd_gui.timeline.time_axis import TimeAxis

_MEL = MelAxis()


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
        return cls(time, _MEL.hertz(height), surface.tiles.level_db(time, height), probability)
