"""All regions of a song as one layer: arrays, of which the visible slice is painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from svd_core.regions import Region, Regions
from svd_gui.theme import Theme
from svd_gui.timeline.ink import ink, small_font
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.time_axis import TimeAxis

SOURCES = ("model", "file", "hand")
DETAILED = 400
"""With more regions than this on screen, those that share pixels are painted as one."""
SHORTEST_NAMED_PX = 58.0
SHORTEST_SIGN_PX = 17.0


@dataclass(frozen=True)
class RegionArrays:
    """Regions with their times as sorted arrays."""

    regions: Regions
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]

    @classmethod
    def of(cls, regions: Regions) -> RegionArrays:
        """Arrays of a song's regions."""
        count = len(regions)
        starts = np.fromiter((region.start for region in regions), np.float64, count)
        return cls(regions, starts, np.fromiter((region.end for region in regions), np.float64, count))

    def visible(self, start: float, end: float) -> range:
        """Indices of the regions that reach into a stretch of time."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        return range(first, max(int(np.searchsorted(self.starts, end)), first))

    def index_like(self, region: Region | None) -> int | None:
        """The region that overlaps another most, or None: what was selected, after an edit."""
        if region is None:
            return None
        near = self.visible(region.start, region.end)
        shared = (min(region.end, self.regions[i].end) - max(region.start, self.regions[i].start) for i in near)
        return max(zip(shared, near, strict=True), default=(0.0, None), key=lambda pair: pair[0])[1]


@dataclass(frozen=True)
class Marks:
    """What is special about which region: selected, under the pointer, and by which part."""

    selected: int | None = None
    hovered: int | None = None
    edge: str | None = None
    play: bool = False


def source_colour(source: str, theme: Theme) -> str:
    """A theme's colour for who set a region."""
    return {"model": theme.region_model, "hand": theme.region_hand, "file": theme.region_file}[source]


class RegionPainter:
    """Paints regions into the lanes of one axis."""

    def __init__(self, painter: QPainter, axis: TimeAxis, lanes: Lanes, exposed: QRectF, theme: Theme) -> None:
        self._painter, self._axis, self._lanes, self._theme = painter, axis, lanes, theme
        self._exposed = axis.time(exposed.left() - 3), axis.time(exposed.right() + 3)

    def paint(self, arrays: RegionArrays, marks: Marks) -> None:
        """Bodies, then edges, then label bars, then what is special about single ones."""
        visible = arrays.visible(*self._exposed)
        if len(visible) > DETAILED:
            self._paint_dense(arrays, visible)
        else:
            for source in SOURCES:
                self._paint_source(source, [arrays.regions[i] for i in visible if arrays.regions[i].source == source])
        for index in {marks.hovered, marks.selected} - {None}:
            if index is not None and index in visible:
                self._paint_special(arrays.regions[index], index, marks)

    def paint_ghost(self, arrays: RegionArrays) -> None:
        """Proposed regions: dashed frames without a body, and a dashed bar."""
        visible = arrays.visible(*self._exposed)
        spans = self._pixels(arrays.starts[visible.start : visible.stop], arrays.ends[visible.start : visible.stop])
        lane = self._lanes.spectrogram
        pen = QPen(ink(self._theme.ghost), 1.5)
        pen.setDashPattern([4, 3])
        self._painter.setPen(pen)
        self._painter.setBrush(ink(self._theme.ghost, 0.1))
        frames = [QRectF(a + 0.5, lane.top() + 4.5, max(b - a - 1, 2), lane.height() - 9) for a, b in spans]
        self._painter.drawRects(frames)

    def _pixels(self, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> Iterable[tuple[float, float]]:
        left = np.round(self._axis.xs(starts))
        right = np.maximum(np.round(self._axis.xs(ends)), left + 1)
        low, high = self._axis.left - 8, self._axis.right + 8
        return zip(np.clip(left, low, high).tolist(), np.clip(right, low, high).tolist(), strict=True)

    def _paint_dense(self, arrays: RegionArrays, visible: range) -> None:
        """Regions that share pixels in one piece: no more rectangles than half the lane's width."""
        for source in SOURCES:
            indices = [i for i in visible if arrays.regions[i].source == source]
            if not indices:
                continue
            left = np.floor(self._axis.xs(arrays.starts[indices]))
            right = np.maximum(np.ceil(self._axis.xs(arrays.ends[indices])), left + 1)
            opens = np.concatenate([[True], left[1:] > right[:-1]])
            firsts = np.flatnonzero(opens)
            lasts = np.append(firsts[1:] - 1, len(indices) - 1)
            spans = zip(left[firsts].tolist(), right[lasts].tolist(), strict=True)
            self._paint_bodies(list(spans), source, edges=False)

    def _paint_source(self, source: str, regions: list[Region]) -> None:
        if not regions:
            return
        arrays = RegionArrays.of(tuple(regions))
        spans = list(self._pixels(arrays.starts, arrays.ends))
        self._paint_bodies(spans, source, edges=True)
        self._painter.setFont(small_font(self._theme))
        for region, (left, right) in zip(regions, spans, strict=True):
            self._paint_text(region, left, right)

    def _paint_bodies(self, spans: list[tuple[float, float]], source: str, edges: bool) -> None:
        painter, lanes = self._painter, self._lanes
        colour = source_colour(source, self._theme)
        wave, lane = lanes.waveform, lanes.spectrogram
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(colour, 0.15))
        painter.drawRects([QRectF(a, lane.top(), b - a, lane.height()) for a, b in spans])
        painter.drawRects([QRectF(a, wave.top(), b - a, wave.height()) for a, b in spans])
        if edges:
            painter.setBrush(ink(colour, 0.95))
            top, height = wave.top(), lane.bottom() - wave.top()
            painter.drawRects([QRectF(x, top, 1, height) for a, b in spans for x in (a, b - 1)])
        self._paint_bars(spans, source, colour)

    def _bar(self, left: float, right: float) -> QRectF:
        lane = self._lanes.labels
        return QRectF(left, lane.top() + 1, max(right - left, 1), lane.height() - 2)

    def _paint_bars(self, spans: list[tuple[float, float]], source: str, colour: str) -> None:
        """A hand's bar is solid, a model's is open, a file's is striped: told apart without colour."""
        painter = self._painter
        bars = [self._bar(left, right) for left, right in spans]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(colour, 1.0 if source == "hand" else 0.22))
        painter.drawRects(bars)
        if source == "file":
            painter.setBrush(QBrush(ink(colour, 0.55), Qt.BrushStyle.BDiagPattern))
            painter.drawRects(bars)
        if source != "hand":
            painter.setBrush(ink(colour))
            painter.drawRects([QRectF(bar.left(), bar.top(), bar.width(), 2) for bar in bars])

    def _paint_text(self, region: Region, left: float, right: float) -> None:
        width = min(right, self._axis.right) - max(left, self._axis.left)
        if width < SHORTEST_SIGN_PX:
            return
        painter, hand = self._painter, region.source == "hand"
        colour = ink(self._theme.surface if hand else self._theme.text)
        bar = self._bar(max(left, self._axis.left), min(right, self._axis.right))
        paint_sign(painter, region.source, QPointF(bar.left() + 9, bar.center().y() + (0 if hand else 1)), colour)
        if width < SHORTEST_NAMED_PX:
            return
        painter.setPen(colour)
        place = bar.adjusted(18, 0 if hand else 1, -4, 0)
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, region_text(region, place.width()))
        painter.restore()

    def _paint_special(self, region: Region, index: int, marks: Marks) -> None:
        painter, theme = self._painter, self._theme
        ((left, right),) = self._pixels(np.array([region.start]), np.array([region.end]))
        body = self._lanes.body
        selected = index == marks.selected
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(source_colour(region.source, theme), 0.14))
        painter.drawRect(QRectF(left, body.top(), right - left, body.height()))
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink(theme.region_selected), 2))
            top = self._lanes.labels.top() + 1
            painter.drawRect(QRectF(left, top, right - left, body.bottom() - top - 1))
        if index != marks.hovered:
            return
        if marks.edge in ("start", "end"):
            x = left if marks.edge == "start" else right
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(theme.region_selected))
            painter.drawRect(QRectF(x - 1.5, body.top(), 3, body.height()))


def region_text(region: Region, width_px: float) -> str:
    """What a label bar says, as far as there is room: label, length, and the model's confidence."""
    text = region.label
    if width_px > 76:
        text += f"   {region.length:.2f} s"
    if width_px > 130 and region.confidence is not None:
        text += f"   {100 * region.confidence:.0f} %"
    return text


def paint_sign(painter: QPainter, source: str, centre: QPointF, colour: QColor) -> None:
    """A sign, 9 px high, for who set a region: a pencil, a curve for the model, a sheet for a file."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.translate(centre)
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if source == "hand":
        shape = [(-4, 4), (-3.2, 1.2), (2, -4), (4, -2), (-1.2, 3.2)]
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape]))
    elif source == "file":
        shape = [(-3, -4.2), (1, -4.2), (3, -2), (3, 4.2), (-3, 4.2)]
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape]))
        painter.drawLine(QPointF(-1, 0.4), QPointF(1, 0.4))
    else:
        path = QPainterPath(QPointF(-4.5, 3))
        path.cubicTo(QPointF(-1.5, 3), QPointF(-2, -4), QPointF(0, -4))
        path.cubicTo(QPointF(2, -4), QPointF(1.5, 3), QPointF(4.5, 3))
        painter.drawPath(path)
    painter.restore()
