"""The overview strip: level, regions and probability of the whole song, and the stretch that the timeline shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from svd_gui.timeline.checked_strip import STRIP_PX, paint_checked, paint_checked_legend
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.content import Content
from svd_gui.timeline.filled_curves import FilledCurve, paint_filled_curves
from svd_gui.timeline.lanes import LEFT_GUTTER_PX, RIGHT_GUTTER_PX
from svd_gui.timeline.region_layer import SOURCES, source_colour
from svd_gui.timeline.scroll_gestures import ScrollGestures
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.timeline.view import TimelineView

HEIGHT_PX = 58
EDGE_PX = 5
REGIONS_PX = 5
PROBABILITY_PX = 4

WindowPart = Literal["start", "end", "window", "song", "outside"]


@dataclass(frozen=True)
class WindowGrip:
    """What the pointer holds of the visible stretch: which part, and by how many seconds right of it."""

    part: WindowPart
    offset: float

    @classmethod
    def at(cls, x: float, axis: TimeAxis, start: float, end: float) -> WindowGrip:
        """Return what lies at a pixel: an edge of the visible stretch, the stretch, or the song around it."""
        left, right, time = axis.x(start), axis.x(end), axis.time(x)
        if not axis.left - EDGE_PX <= x <= axis.right + EDGE_PX:
            return cls("outside", 0.0)
        wide = right - left > 4 * EDGE_PX
        if wide and abs(x - left) <= EDGE_PX:
            return cls("start", time - start)
        if wide and abs(x - right) <= EDGE_PX:
            return cls("end", time - end)
        inside = left - 1 <= x <= right + 1
        return cls("window", time - start) if inside else cls("song", (end - start) / 2)

    def dragged(self, time: float, start: float, end: float) -> tuple[float, float]:
        """Return start and end of the visible stretch for a pointer time."""
        target = time - self.offset
        if self.part == "start":
            return min(target, end), end
        if self.part == "end":
            return start, max(target, start)
        return target, target + end - start


class OverviewStrip(QWidget):
    """Shows the whole song of a timeline, and scrolls the timeline by mouse."""

    def __init__(self, view: TimelineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QPixmap | None = None
        self._grip: WindowGrip | None = None
        self._playhead_x = 0.0
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Overview of the song"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The pointer is over the whole song, so zooming keeps the middle of the visible stretch where it is.
        ScrollGestures(self, view.navigation, lambda _: sum(view.visible_range()) / 2)
        view.content_changed.connect(self._forget_picture)
        view.visible_range_changed.connect(lambda start, end: self.update())
        view.playhead_moved.connect(self._move_playhead)

    def sizeHint(self) -> QSize:
        """As wide as there is room, of fixed height."""
        return QSize(1100, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Of fixed height."""
        return QSize(200, HEIGHT_PX)

    @property
    def axis(self) -> TimeAxis:
        """The whole song over the strip, flush with the timeline's lanes."""
        width = max(self.width() - LEFT_GUTTER_PX - RIGHT_GUTTER_PX, 1.0)
        return TimeAxis(0.0, self._view.content.duration or 1.0, LEFT_GUTTER_PX, width)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another picture."""
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may need another picture."""
        self._picture = None
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the song from a kept picture, with visible stretch and playhead on top."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            with QPainter(self._picture) as painter:
                self._paint_song(painter)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            if self._view.content.duration > 0:
                self._paint_window(painter)
                self._paint_playhead(painter)

    def _lane(self) -> QRectF:
        axis = self.axis
        return QRectF(axis.left, 6, axis.width, self.height() - 12)

    def _paint_song(self, painter: QPainter) -> None:
        theme, content, axis, lane = self._view.theme, self._view.content, self.axis, self._lane()
        painter.fillRect(self.rect(), qcolor(theme.surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(theme.window))
        painter.drawRoundedRect(lane, 4, 4)
        if content.duration <= 0:
            return
        self._paint_energy(painter, content, axis, lane)
        self._paint_probability(painter, content, axis, lane)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_regions(painter, content, axis, lane)
        strip = QRectF(lane.left(), lane.top(), lane.width(), STRIP_PX)
        paint_checked(painter, content.checked, content.duration, axis, strip, theme)
        paint_checked_legend(painter, strip, theme)

    def _paint_energy(self, painter: QPainter, content: Content, axis: TimeAxis, lane: QRectF) -> None:
        """Paint the effective level, scaled to the loudest place."""
        if content.envelope is None or content.envelope.filled == 0:
            return
        columns = content.envelope.columns(0, content.duration, axis.seconds_per_px / self.devicePixelRatioF())
        if len(columns.at) == 0:
            return
        level = np.nan_to_num(columns.mean.astype(np.float64))
        bottom = lane.bottom() - REGIONS_PX - PROBABILITY_PX - 2
        height = bottom - lane.top() - 3
        ratio = self.devicePixelRatioF()
        top = (1 - np.maximum(level / max(level.max(), 1e-6), 0.02)) * height * ratio
        energy = FilledCurve(top, np.full_like(top, height * ratio), qcolor(self._view.theme.waveform, 0.55))
        paint_filled_curves(painter, [energy], QRectF(axis.left, bottom - height, 0, height), ratio)

    def _paint_probability(self, painter: QPainter, content: Content, axis: TimeAxis, lane: QRectF) -> None:
        """Paint a coloured strip, the more opaque the more probable: at this scale a line would be illegible."""
        curve = content.smoothed if content.smoothed is not None else content.raw
        if curve is None:
            return
        columns = curve.columns(0, content.duration, axis.seconds_per_px)
        if len(columns.at) == 0:
            return
        colour = qcolor(self._view.theme.probability)
        alpha = np.round(np.nan_to_num(columns.mean) * 255).astype(np.uint32)[np.newaxis]
        pixels = np.ascontiguousarray(alpha << 24 | colour.rgb() & 0xFFFFFF)
        strip_image = QImage(pixels.data, pixels.shape[1], 1, QImage.Format.Format_ARGB32)
        right = axis.x(columns.at[-1]) + 0.5
        place = QRectF(axis.left, lane.bottom() - REGIONS_PX - PROBABILITY_PX - 1, right - axis.left, PROBABILITY_PX)
        painter.drawImage(place, strip_image)

    def _paint_regions(self, painter: QPainter, content: Content, axis: TimeAxis, lane: QRectF) -> None:
        """Paint a bar for each region; those set by hand are thicker."""
        arrays = content.regions
        left = np.round(axis.xs(arrays.starts)).astype(np.int64)
        right = np.maximum(np.round(axis.xs(arrays.ends)).astype(np.int64), left + 1)
        y = lane.bottom() - REGIONS_PX
        for code, source in enumerate(SOURCES):
            height = {"model": 3, "file": 3, "hand": 5}[source]
            painter.setBrush(qcolor(source_colour(source, self._view.theme)))
            mine = arrays.sources == code
            painter.drawRects([QRectF(a, y, b - a, height) for a, b in covered_runs(left[mine], right[mine])])

    def _paint_window(self, painter: QPainter) -> None:
        theme, axis, lane = self._view.theme, self.axis, self._lane()
        start, end = self._view.visible_range()
        left, right = round(axis.x(start)), max(round(axis.x(end)), round(axis.x(start)) + 3)
        if start <= 0 and end >= self._view.content.duration:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(theme.surface, 0.5))
        lane = lane.adjusted(0, -1, 0, 1)
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_playhead(self, painter: QPainter) -> None:
        x = round(self.axis.x(self._view.content.playhead)) + 0.5
        painter.setPen(QPen(qcolor(self._view.theme.playhead), 1.4))
        painter.drawLine(QPointF(x, 3), QPointF(x, self.height() - 3))
        self._playhead_x = x

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def _move_playhead(self, time: float) -> None:
        x = self.axis.x(time)
        if abs(x - self._playhead_x) >= 0.5:
            for at in (x, self._playhead_x):
                self.update(QRect(int(at) - 2, 0, 5, self.height()))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the visible stretch or its edge; elsewhere, bring it to the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self._view.content.duration <= 0:
            return
        grip = WindowGrip.at(event.position().x(), self.axis, *self._view.visible_range())
        if grip.part != "outside":
            self._grip = grip
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show what a press would take hold of."""
        if self._grip is not None:
            self._drag(event.position().x())
        else:
            self._show_cursor(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self._show_cursor(event.position().x())

    def _drag(self, x: float) -> None:
        assert self._grip is not None
        self._view.set_visible_range(*self._grip.dragged(self.axis.time(x), *self._view.visible_range()))
        self._grip = replace(self._grip, part="window") if self._grip.part == "song" else self._grip
        self._show_cursor(x)

    def _show_cursor(self, x: float) -> None:
        part = (self._grip or WindowGrip.at(x, self.axis, *self._view.visible_range())).part
        hand = Qt.CursorShape.OpenHandCursor if self._grip is None else Qt.CursorShape.ClosedHandCursor
        shapes = {"start": Qt.CursorShape.SizeHorCursor, "end": Qt.CursorShape.SizeHorCursor, "window": hand,
                  "song": Qt.CursorShape.PointingHandCursor, "outside": Qt.CursorShape.ArrowCursor}  # fmt: skip
        self.setCursor(shapes[part])


def covered_runs(left: NDArray[np.int64], right: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the runs of pixels that any of many stretches covers: no more than there are pixels."""
    if len(left) == 0:
        return []
    first = int(left.min())
    steps = np.zeros(int(right.max()) - first + 1, np.int64)
    np.add.at(steps, left - first, 1)
    np.add.at(steps, right - first, -1)
    edges = np.flatnonzero(np.diff(np.cumsum(steps) > 0, prepend=False)) + first
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
