"""What the timeline and the overview show: the last values they were given."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from svd_core.annotation.regions import Regions, Spans
from svd_gui.timeline.pyramid import Curve, Envelope
from svd_gui.timeline.region_interaction import NO_TIMES, SnapPoints, Times
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.spectrogram import SpectrogramLevels


def _no_regions() -> RegionArrays:
    return RegionArrays.of(())


@dataclass
class Content:
    """One song as it is on screen. None of it is the truth: that stays with whoever set it."""

    duration: float = 0.0
    frame_rate: float = 70.0
    envelope: Envelope | None = None
    levels: SpectrogramLevels | None = None
    raw: Curve | None = None
    smoothed: Curve | None = None
    threshold: float = 0.5
    crossings: Times = field(default_factory=lambda: NO_TIMES)
    regions: RegionArrays = field(default_factory=_no_regions)
    ghost: RegionArrays | None = None
    touched: Spans = ()
    playhead: float = 0.0
    loop: tuple[float, float] | None = None

    def set_regions(self, regions: Regions) -> None:
        """Show other regions."""
        self.regions = RegionArrays.of(regions)

    def probability_at(self, time: float) -> float | None:
        """The probability drawn as a line at a time, or None where it is not known."""
        curve = self.smoothed if self.smoothed is not None else self.raw
        return None if curve is None else curve.at(time)

    def snap_points(self, tolerance: float) -> SnapPoints:
        """What edges snap to: where the probability crosses the threshold, and the playhead."""
        times = np.insert(self.crossings, np.searchsorted(self.crossings, self.playhead), self.playhead)
        return SnapPoints(times, tolerance)
