"""Everything that one picture of the timeline shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF

from svd_gui.style.theme import Theme
from svd_gui.timeline.content import Content, Surface
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.pointer_target import TargetKind
from svd_gui.timeline.region_interaction import Preview
from svd_gui.timeline.region_layer import Marks
from svd_gui.timeline.spectrogram_picture import SpectrogramPicture
from svd_gui.timeline.time_axis import TimeAxis


@dataclass(frozen=True)
class Scene:
    """What is shown, where, and in which colours.

    `preview` is a drag under way, `hover` where the pointer rests, and `active_threshold` is the kind of
    the threshold that a press would take hold of; `band` is where a rubber band has come to in the strip of regions.
    """

    surface: Surface
    axis: TimeAxis
    marks: Marks
    preview: Preview | None
    hover: QPointF | None
    active_threshold: TargetKind | None
    band: tuple[float, float] | None = None

    @property
    def content(self) -> Content:
        return self.surface.content

    @property
    def spectrogram(self) -> SpectrogramPicture:
        return self.surface.spectrogram

    @property
    def lanes(self) -> Lanes:
        return self.surface.lanes

    @property
    def theme(self) -> Theme:
        return self.surface.theme

    @property
    def over_spectrogram(self) -> Theme:
        return self.surface.over_spectrogram

    @property
    def under_curve(self) -> Theme:
        """The theme of what the curve lies over, the spectrogram or a lane of its own."""
        if not self.lanes.probability_apart:
            return self.over_spectrogram
        return replace(self.theme, spectrogram_colors=(self.theme.surface,))
