"""The timeline's pictures: pyqtgraph plots over one time axis, their axes, and the layers in them.

Importing pyqtgraph takes half a second, so whoever shows plots imports this module when they are first to be seen.
"""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from svd_gui.style.theme import Theme
from svd_gui.timeline.axes import ClockAxis, FrequencyAxis, ProbabilityAxis
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.layered_view import LayeredView
from svd_gui.timeline.layers import AROUND, PLOTS
from svd_gui.timeline.probability import MARGIN_PX
from svd_gui.timeline.scene import Scene
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.timeline.time_axis import TimeAxis


class TimelinePlots(LayeredView):
    """Shows scenes of the timeline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._colours: tuple[tuple[str, ...], Levels] | None = None
        self._lanes: Lanes | None = None
        self._axis: TimeAxis | None = None
        self.boxes: dict[str, pyqtgraph.ViewBox] = {}
        for z, (name, rows) in enumerate(PLOTS.items()):
            box = self.boxes[name] = self.new_box(z)
            self.add_layers(box, rows)
        self.clock = ClockAxis(self.root, self.boxes["waveform"])
        self.frequencies = FrequencyAxis(self.root, self.boxes["spectrogram"])
        self.probabilities = ProbabilityAxis(self.root, self.boxes["probability"])
        self.clock.setZValue(self.boxes["marks"].zValue() - 0.5)
        self.add_layers(self.root, AROUND, z=len(PLOTS))

    @property
    def _axes(self) -> tuple[ClockAxis, FrequencyAxis, ProbabilityAxis]:
        return self.clock, self.frequencies, self.probabilities

    def show_scene(self, scene: Scene) -> None:
        """Show a scene in full."""
        if scene.theme is not self._theme:
            self._set_theme(scene.theme)
        colours = scene.over_spectrogram.spectrogram_colors, scene.surface.levels
        if colours != self._colours:
            self._colours = colours
            scene.spectrogram.set_colours(*colours)
        content, lanes = scene.content, scene.lanes
        if lanes != self._lanes:
            self._arrange(lanes)
        if scene.axis != self._axis:
            self._axis = scene.axis
            for box in self.boxes.values():
                box.setRange(xRange=(scene.axis.start, scene.axis.end), padding=0, disableAutoRange=False)
        self.clock.set_duration(content.duration)
        self.frequencies.set_scale(scene.spectrogram.scale)
        thresholds = None if content.raw is None else (content.threshold, content.leave_threshold)
        self.probabilities.set_thresholds(thresholds)
        super().show_scene(scene)

    def _arrange(self, lanes: Lanes) -> None:
        self._lanes = lanes
        for name, box in self.boxes.items():
            box.setGeometry(lanes.of(name))
        margin = MARGIN_PX / max(lanes.probability.height() - 2 * MARGIN_PX, 1.0)
        self.boxes["probability"].setYRange(-margin, 1 + margin, padding=0)
        self.clock.place(lanes.ruler)
        left, right = lanes.left_gutter, lanes.right_gutter
        for axis, gutter, lane in (
            (self.frequencies, left, lanes.spectrogram),
            (self.probabilities, right, lanes.probability),
        ):
            axis.place(QRectF(gutter.left(), lane.top(), gutter.width(), lane.height()))

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setBackground(theme.surface)
        for axis in self._axes:
            axis.set_theme(theme)
