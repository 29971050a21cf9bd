"""The overview's picture: one plot over the whole song, with the visible stretch and the playhead on top."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from svd_gui.timeline import looks
from svd_gui.timeline.checked_strip import STRIP_PX, paint_checked, paint_checked_legend
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.filled_curves import FilledCurve, paint_filled_curves
from svd_gui.timeline.layer import LayerRow
from svd_gui.timeline.layered_view import LayeredView
from svd_gui.timeline.overview_scene import EDGE_PX, OverviewScene
from svd_gui.timeline.region_layer import SOURCES, source_colour
from svd_gui.timeline.undetected import paint_undetected

REGIONS_PX = 5
PROBABILITY_PX = 4


def _paint_song(painter: QPainter, scene: OverviewScene, exposed: QRectF, ratio: float) -> None:
    theme, content, axis, lane = scene.theme, scene.content, scene.axis, scene.lane
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.window))
    painter.drawRoundedRect(lane, 4, 4)
    if content.duration <= 0:
        return
    _paint_energy(painter, scene, ratio)
    _paint_probability(painter, scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_regions(painter, scene)
    foot = QRectF(lane.left(), lane.bottom() - REGIONS_PX - PROBABILITY_PX, lane.width(), REGIONS_PX + PROBABILITY_PX)
    paint_undetected(painter, content.undetected, axis, foot, theme)
    strip = QRectF(lane.left(), lane.top(), lane.width(), STRIP_PX)
    paint_checked(painter, content.checked, content.duration, axis, strip, theme)
    paint_checked_legend(painter, strip, theme)


def _paint_energy(painter: QPainter, scene: OverviewScene, ratio: float) -> None:
    """Paint the effective level, scaled to the loudest place."""
    content, axis, lane = scene.content, scene.axis, scene.lane
    if content.envelope is None or content.envelope.filled == 0:
        return
    columns = content.envelope.columns(0, content.duration, axis.seconds_per_px / ratio)
    if len(columns.at) == 0:
        return
    level = np.nan_to_num(columns.mean.astype(np.float64))
    bottom = lane.bottom() - REGIONS_PX - PROBABILITY_PX - 2
    height = bottom - lane.top() - 3
    top = (1 - np.maximum(level / max(level.max(), 1e-6), 0.02)) * height * ratio
    energy = FilledCurve(top, np.full_like(top, height * ratio), qcolor(scene.theme.waveform, 0.55))
    paint_filled_curves(painter, [energy], QRectF(axis.left, bottom - height, 0, height), ratio)


def _paint_probability(painter: QPainter, scene: OverviewScene) -> None:
    """Paint a coloured strip, the more opaque the more probable: at this scale a line would be illegible."""
    content, axis, lane = scene.content, scene.axis, scene.lane
    curve = content.smoothed if content.smoothed is not None else content.raw
    if curve is None:
        return
    columns = curve.columns(0, content.duration, axis.seconds_per_px)
    if len(columns.at) == 0:
        return
    colour = qcolor(scene.theme.probability)
    alpha = np.round(np.nan_to_num(columns.mean) * 255).astype(np.uint32)[np.newaxis]
    pixels = np.ascontiguousarray(alpha << 24 | colour.rgb() & 0xFFFFFF)
    strip_image = QImage(pixels.data, pixels.shape[1], 1, QImage.Format.Format_ARGB32)
    right = axis.x(columns.at[-1]) + 0.5
    place = QRectF(axis.left, lane.bottom() - REGIONS_PX - PROBABILITY_PX - 1, right - axis.left, PROBABILITY_PX)
    painter.drawImage(place, strip_image)


def _paint_regions(painter: QPainter, scene: OverviewScene) -> None:
    """Paint a bar for each region; those set by hand are thicker."""
    arrays, axis = scene.content.regions, scene.axis
    left = np.round(axis.xs(arrays.starts)).astype(np.int64)
    right = np.maximum(np.round(axis.xs(arrays.ends)).astype(np.int64), left + 1)
    y = scene.lane.bottom() - REGIONS_PX
    for code, source in enumerate(SOURCES):
        height = {"model": 3, "file": 3, "hand": 5}[source]
        painter.setBrush(qcolor(source_colour(source, scene.theme)))
        mine = arrays.sources == code
        painter.drawRects([QRectF(a, y, b - a, height) for a, b in covered_runs(left[mine], right[mine])])


def _paint_window(painter: QPainter, scene: OverviewScene, exposed: QRectF, ratio: float) -> None:
    """Paint a frame around the visible stretch, and a veil over the rest; nothing if all is visible."""
    theme, axis, (start, end) = scene.theme, scene.axis, scene.visible
    if scene.content.duration <= 0 or (start <= 0 and end >= scene.content.duration):
        return
    left, right = round(axis.x(start)), max(round(axis.x(end)), round(axis.x(start)) + 3)
    lane = scene.lane.adjusted(0, -1, 0, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.surface, 0.5))
    painter.drawRects([QRectF(lane.left(), lane.top(), left - lane.left(), lane.height()),
                       QRectF(right, lane.top(), lane.right() - right, lane.height())])  # fmt: skip
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(qcolor(theme.accent, 0.08))
    painter.setPen(QPen(qcolor(theme.accent), 1.5))
    frame = QRectF(left, lane.top() - 2, right - left, lane.height() + 4)
    painter.drawRoundedRect(frame, 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(theme.accent))
    if right - left > 4 * EDGE_PX:
        y = frame.center().y() - 7
        painter.drawRoundedRect(QRectF(left - 2, y, 4, 14), 2, 2)
        painter.drawRoundedRect(QRectF(right - 2, y, 4, 14), 2, 2)


def _paint_playhead(painter: QPainter, scene: OverviewScene, exposed: QRectF, ratio: float) -> None:
    if scene.content.duration > 0:
        x = round(scene.axis.x(scene.content.playhead)) + 0.5
        painter.setPen(QPen(qcolor(scene.theme.playhead), 1.4))
        painter.drawLine(QPointF(x, scene.lane.top() - 3), QPointF(x, scene.lane.bottom() + 3))


def _all(scene: OverviewScene) -> QRectF:
    return QRectF(0, 0, scene.lane.right() + scene.axis.left, scene.lane.bottom() + scene.lane.top())


def _playhead_place(scene: OverviewScene) -> QRectF:
    x = round(scene.axis.x(scene.content.playhead))
    return QRectF(x - 2, 0, 5, _all(scene).height())


def _song_look(scene: OverviewScene) -> Any:
    """Return what the song's picture depends on."""
    content = scene.content
    curves = looks.level(content), looks.probabilities(content)
    spans = content.checked, content.undetected
    return curves, content.regions, spans, scene.theme, scene.axis, scene.lane


LAYERS = (
    LayerRow("song", _paint_song, _all, _song_look, scrolls=False),
    LayerRow("window", _paint_window, _all),
    LayerRow("playhead", _paint_playhead, _playhead_place),
)
"""From bottom to top."""


class OverviewPlots(LayeredView):
    """Shows a whole song. It is painted once and kept while only the visible stretch or the playhead moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = self.new_box(0)
        self.add_layers(self._box, LAYERS)

    def show_scene(self, scene: OverviewScene) -> None:
        """Show a song in full."""
        self.setBackground(scene.theme.surface)
        self._box.setGeometry(_all(scene))
        axis = scene.axis
        self._box.setXRange(axis.time(0.0), axis.time(self._box.geometry().right()), padding=0)
        super().show_scene(scene)


def covered_runs(left: NDArray[np.int64], right: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the runs of pixels that any of many stretches covers: no more than there are pixels."""
    if len(left) == 0:
        return []
    first = int(left.min())
    count = int(right.max()) - first + 1
    steps = np.bincount(left - first, minlength=count) - np.bincount(right - first, minlength=count)
    edges = np.flatnonzero(np.diff(np.cumsum(steps) > 0, prepend=False)) + first
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
