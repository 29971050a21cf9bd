"""What the timeline and the overview show: the values given last, and where the lanes lie that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_gui.style.theme import LIGHT, Theme
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.probability import threshold_tag, threshold_tags
from svd_gui.timeline.pyramid import Curve, Envelope
from svd_gui.timeline.region_interaction import NO_TIMES, SnapPoints, Times
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.saliency_layer import SaliencyLayer
from svd_gui.timeline.second_layer import SecondLayer
from svd_gui.timeline.spectrogram_colours import ColourMap, Levels, over_spectrogram
from svd_gui.timeline.spectrogram_picture import SpectrogramPicture


def _no_regions() -> RegionArrays:
    return RegionArrays.of(())


@dataclass
class Content:
    """One song as it is on screen: copies, which whoever owns the originals sets anew when they change.

    Times are in seconds. `leave_threshold` is above which regions go on, where the rule has two thresholds.
    `raw` and `smoothed` are the probability of singing by frame, before and after the median;
    `preview` are regions as postprocessing would make them; `checked` are the spans of checked time,
    `review` is the stretch that is under review, `undetected` those in which no model has looked for singing yet.
    """

    duration: float = 0.0
    frame_rate: float = 70.0
    envelope: Envelope | None = None
    raw: Curve | None = None
    smoothed: Curve | None = None
    threshold: float = 0.5
    leave_threshold: float | None = None
    crossings: Times = field(default_factory=lambda: NO_TIMES)
    regions: RegionArrays = field(default_factory=_no_regions)
    preview: RegionArrays | None = None
    checked: Spans = ()
    undetected: Spans = ()
    playhead: float = 0.0
    loop: tuple[float, float] | None = None
    second: SecondLayer | None = None
    saliency: SaliencyLayer | None = None
    selected_time: tuple[float, float] | None = None
    review: tuple[float, float] | None = None

    def expect_probabilities(self, n_frames: int) -> None:
        """Forget all probabilities and expect those of `n_frames` frames."""
        self.raw, self.smoothed = Curve(n_frames, self.frame_rate), None

    def put_probabilities(self, start_frame: int, values: NDArray[Any]) -> None:
        """Take over probabilities of the frames from `start_frame` on."""
        if self.raw is None:
            self.expect_probabilities(start_frame + len(values))
        assert self.raw is not None
        self.raw.put(start_frame, values)

    def set_smoothed(self, values: NDArray[Any] | None) -> None:
        """Replace the smoothed probabilities of all frames; None where there are none."""
        self.smoothed = None
        if values is not None:
            self.smoothed = Curve(len(values), self.frame_rate)
            self.smoothed.put(0, values)

    def set_regions(self, regions: Regions) -> None:
        """Replace the regions."""
        self.regions = self.regions.updated(regions)

    def probability_at(self, time: float) -> float | None:
        """Return the probability that the line shows at a time, or None where it is not known yet."""
        curve = self.smoothed if self.smoothed is not None else self.raw
        return None if curve is None else curve.at(time)

    def snap_points(self, tolerance: float) -> SnapPoints:
        """Return what edges snap to: the times where the probability crosses the threshold, and the playhead.

        `tolerance` is in seconds.
        """
        times = np.insert(self.crossings, np.searchsorted(self.crossings, self.playhead), self.playhead)
        return SnapPoints(times, tolerance)


@dataclass
class Surface:
    """What the view, the pointer and the plots share: content, lanes, picture of the spectrogram, and theme."""

    content: Content = field(default_factory=Content)
    lanes: Lanes = field(default_factory=lambda: Lanes.arranged(1, 1))
    spectrogram: SpectrogramPicture = field(default_factory=SpectrogramPicture)
    theme: Theme = LIGHT
    probability_apart: bool = False
    legend: bool = False
    colour_map: ColourMap = "theme"
    levels: Levels = field(default_factory=Levels)
    label_colours: Mapping[str, str] = field(default_factory=dict)
    """Colours of regions by their labels; others have the colour of their source."""

    @property
    def over_spectrogram(self) -> Theme:
        """The theme of the spectrogram and what lies over it."""
        return over_spectrogram(self.colour_map, self.theme)

    @property
    def threshold_tag(self) -> QRectF:
        """The place of the threshold's tag, empty without probabilities."""
        return self._threshold_tags[0]

    @property
    def leave_threshold_tag(self) -> QRectF:
        """The place of the second threshold's tag, empty where there is none."""
        return self._threshold_tags[1]

    @property
    def _threshold_tags(self) -> tuple[QRectF, QRectF]:
        content, lane = self.content, self.lanes.probability
        if content.raw is None:
            return QRectF(), QRectF()
        if content.leave_threshold is None:
            return threshold_tag(content.threshold, lane, self.theme), QRectF()
        return threshold_tags(content.threshold, content.leave_threshold, lane, self.theme)
