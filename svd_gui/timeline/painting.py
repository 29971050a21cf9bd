"""Painting the timeline in layers: sound, regions, curve, time marks, gutters."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from svd_core.audio.mel_scale import MelAxis
from svd_core.audio.pitch_names import note_name
from svd_gui.style.theme import Theme
from svd_gui.timeline.checked_strip import checked_strip, paint_checked, paint_checked_legend
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.content import Content
from svd_gui.timeline.frequency_scale import LABELLED_HERTZ, hertz_text
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.playhead import paint_guide, paint_loop, paint_playhead
from svd_gui.timeline.probability import ProbabilityPainter, paint_probability_scale, paint_threshold, probability_y
from svd_gui.timeline.region_interaction import Preview
from svd_gui.timeline.region_layer import Marks, RegionPainter
from svd_gui.timeline.ruler import grid_lines, paint_chip, paint_ruler, time_text
from svd_gui.timeline.spectrogram_tiles import SpectrogramTiles
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.timeline.waveform import paint_waveform, paint_zero_line


@dataclass(frozen=True)
class Scene:
    """Everything that one painting of the timeline shows."""

    content: Content
    axis: TimeAxis
    lanes: Lanes
    theme: Theme
    marks: Marks
    preview: Preview | None
    hover: QPointF | None
    threshold_active: bool


class TimelinePainter:
    """Paints scenes, and keeps the spectrogram's tiles from one to the next."""

    def __init__(self) -> None:
        self.spectrogram = SpectrogramTiles()
        self._mel = MelAxis()

    def paint(self, painter: QPainter, scene: Scene, exposed: QRectF, pixel_ratio: float) -> QRectF:
        """Paint what lies in an exposed rectangle; returns the place of the threshold's tag.

        `pixel_ratio` is device pixels a logical one.
        """
        theme, lanes = scene.theme, scene.lanes
        painter.fillRect(exposed, qcolor(theme.surface))
        inner = exposed.intersected(lanes.all)
        painter.save()
        painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
        if not inner.isEmpty():
            self._paint_sound(painter, scene, inner, pixel_ratio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            self._paint_regions(painter, scene, inner, pixel_ratio)
            self._paint_curve(painter, scene, inner, pixel_ratio)
            self._paint_time_marks(painter, scene)
        painter.restore()
        self._paint_frame(painter, scene)
        return self._paint_gutters(painter, scene)

    def frequency_at(self, point: QPointF, lanes: Lanes) -> float | None:
        """Return the frequency in Hz at a point of the spectrogram, or None outside of it."""
        lane = lanes.spectrogram
        return self._mel.hertz((lane.bottom() - point.y()) / lane.height()) if lane.contains(point) else None

    def _paint_sound(self, painter: QPainter, scene: Scene, exposed: QRectF, pixel_ratio: float) -> None:
        content, axis, lanes, theme = scene.content, scene.axis, scene.lanes, scene.theme
        painter.fillRect(lanes.spectrogram, qcolor(theme.spectrogram_colors[0]))
        painter.fillRect(lanes.labels, qcolor(theme.window))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        self.spectrogram.paint(painter, axis, lanes.spectrogram, exposed, pixel_ratio)
        painter.setPen(QPen(qcolor(theme.grid), 1))
        painter.drawLines(grid_lines(axis, lanes.waveform, content.duration))
        if content.duration > 0:
            paint_zero_line(painter, lanes.waveform, theme)
        if content.envelope is not None:
            paint_waveform(painter, content.envelope, axis, lanes.waveform, exposed, theme, pixel_ratio)

    def _paint_regions(self, painter: QPainter, scene: Scene, exposed: QRectF, pixel_ratio: float) -> None:
        content = scene.content
        regions = RegionPainter(painter, scene.axis, scene.lanes, exposed, scene.theme, pixel_ratio)
        arrays = content.regions if scene.preview is None else content.regions.updated(scene.preview.regions)
        regions.paint(arrays, scene.marks)
        if content.preview is not None:
            regions.paint_preview(content.preview)

    def _paint_curve(self, painter: QPainter, scene: Scene, exposed: QRectF, pixel_ratio: float) -> None:
        content, lane, theme = scene.content, scene.lanes.spectrogram, scene.theme
        if content.raw is None or exposed.bottom() < lane.top():
            return
        if content.leave_threshold is not None:
            paint_threshold(painter, content.leave_threshold, lane, theme, active=False)
        paint_threshold(painter, content.threshold, lane, theme, scene.threshold_active)
        curves = ProbabilityPainter(painter, scene.axis, lane, exposed, theme, pixel_ratio)
        curves.paint(content.raw, content.smoothed)

    def _paint_time_marks(self, painter: QPainter, scene: Scene) -> None:
        content, axis, lanes, theme = scene.content, scene.axis, scene.lanes, scene.theme
        if content.duration <= 0:
            return
        paint_ruler(painter, axis, lanes.ruler, theme, content.duration)
        paint_checked(painter, content.checked, content.duration, axis, checked_strip(lanes.ruler), theme)
        if content.loop is not None:
            paint_loop(painter, content.loop, axis, lanes, theme)
        if scene.preview is not None and scene.preview.at is not None and scene.preview.snapped:
            paint_guide(painter, scene.preview.at, axis, lanes, theme.accent, dashed=False)
        paint_playhead(painter, content.playhead, axis, lanes, theme)
        if scene.hover is not None:
            self._paint_readout(painter, scene, scene.hover)

    def _paint_readout(self, painter: QPainter, scene: Scene, at: QPointF) -> None:
        """Draw a hairline under the pointer, and time and probability there (or at the dragged edge) as a label."""
        content, axis, lanes, theme = scene.content, scene.axis, scene.lanes, scene.theme
        preview = scene.preview
        time = axis.time(at.x()) if preview is None or preview.at is None else preview.at
        if preview is None:
            paint_guide(painter, time, axis, lanes, theme.text, dashed=True)
        text = time_text(time, min(0.01, axis.seconds_per_px))
        probability = content.probability_at(time)
        if probability is not None:
            text += f"  ·  {100 * probability:.0f} %"
            dot = QPointF(axis.x(time), probability_y(probability, lanes.spectrogram))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(QPen(qcolor(theme.spectrogram_colors[0]), 1.5))
            painter.setBrush(qcolor(theme.probability))
            painter.drawEllipse(dot, 4.0, 4.0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        centre = QPointF(axis.x(time), lanes.ruler.top() + 10)
        paint_chip(painter, text, centre, lanes.ruler.adjusted(0, 1, 0, 0), theme.text, theme.surface, theme)

    def _paint_frame(self, painter: QPainter, scene: Scene) -> None:
        """Draw hairlines between the lanes."""
        lanes = scene.lanes
        painter.setPen(QPen(qcolor(scene.theme.border), 1))
        right = lanes.all.right()
        heights = (lanes.ruler.bottom(), lanes.waveform.bottom(), lanes.labels.bottom(), lanes.spectrogram.bottom())
        painter.drawLines([QLineF(lanes.all.left(), y - 0.5, right, y - 0.5) for y in heights])
        body = lanes.body
        painter.drawLines([QLineF(x, body.top(), x, body.bottom()) for x in (body.left() - 0.5, right + 0.5)])

    def _paint_gutters(self, painter: QPainter, scene: Scene) -> QRectF:
        theme, lane = scene.theme, scene.lanes.spectrogram
        if scene.content.duration > 0:
            paint_checked_legend(painter, checked_strip(scene.lanes.ruler), theme)
        painter.setFont(small_font(theme))
        left = QRectF(0, lane.top(), lane.left(), lane.height())
        below = lane.bottom() + 8
        for hertz in LABELLED_HERTZ:
            y = lane.bottom() - self._mel.height(hertz) * lane.height()
            if below - y < 14:
                continue
            below = y
            painter.setPen(QPen(qcolor(theme.muted_text, 0.6), 1))
            painter.drawLine(QPointF(left.right() - 5, round(y) + 0.5), QPointF(left.right() - 2, round(y) + 0.5))
            painter.setPen(qcolor(theme.muted_text))
            place = QRectF(0, y - 8, left.width() - 9, 16)
            text = f"{hertz}" if hertz < 1000 else f"{hertz / 1000:g}k"
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        at = scene.hover
        frequency = None if at is None or scene.preview is not None else self.frequency_at(at, scene.lanes)
        if at is not None and frequency is not None:
            text = f"{hertz_text(frequency)}\n{note_name(frequency)}"
            bounds = left.adjusted(0, 0, -3, 0)
            paint_chip(painter, text, QPointF(left.right(), at.y()), bounds, theme.text, theme.surface, theme)
        if scene.content.raw is None:
            return QRectF()
        gutter = QRectF(lane.right(), lane.top(), scene.lanes.all.left(), lane.height())
        gutter.setWidth(44)
        content = scene.content
        thresholds = content.threshold, content.leave_threshold
        return paint_probability_scale(painter, thresholds, lane, gutter, theme, scene.threshold_active)
