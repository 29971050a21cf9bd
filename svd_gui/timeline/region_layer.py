"""All regions of a song as one layer: sorted arrays, of which the visible slice is painted."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPaintEngine,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
)

from svd_core.annotation.region_selection import NOTHING, RegionSelection
from svd_core.annotation.regions import Region, Regions, common_ends
from svd_core.annotation.vocabulary import is_singing, leaves_open
from svd_gui.style.theme import LIGHT, Theme
from svd_gui.timeline.bar_signs import SHORTEST_SIGN_PX, BarSigns
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.region_signs import paint_signs
from svd_gui.timeline.time_axis import TimeAxis

SOURCES = ("model", "file", "hand")
Columns = NDArray[np.int64]
OVER_SPECTROGRAM, OVER_WAVEFORM = 0.07, 0.16
"""Opacity of a region's body: more would change the colours that stand for loudness.

Over a light spectrogram there is none, since even so much would be taken for a level.
"""
TOP_LINE_PX = 2.0
"""Height of the line at the top of the spectrogram along each region."""
NARROWEST_STRIPED_PX = 3.0
"""Width from which on a label bar shows stripes."""
NO_COLOURS: Mapping[str, str] = {}
MOST_OUTLINED = 200
"""Selected regions on screen that are outlined one by one; more are painted together, in the same time for all."""
HANDLE_PX = 11.0
"""Half the width of the grip on the edge that keys would move."""


@dataclass(frozen=True, eq=False)
class RegionArrays:
    """Regions, with their times as sorted arrays of shape (n,); equal only to themselves."""

    regions: Regions
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    sources: NDArray[np.uint8]
    """Indices into SOURCES."""
    sung: NDArray[np.bool_]
    """Whether somebody sings in it by its label: not in one called "?", for instance."""

    @classmethod
    def of(cls, regions: Regions) -> RegionArrays:
        """Make arrays of a song's regions."""
        count = len(regions)
        starts = np.fromiter((region.start for region in regions), np.float64, count)
        ends = np.fromiter((region.end for region in regions), np.float64, count)
        codes = {source: code for code, source in enumerate(SOURCES)}
        sources = np.fromiter((codes[region.source] for region in regions), np.uint8, count)
        labels = (region.label for region in regions)
        sung = np.fromiter((is_singing(label) and not leaves_open(label) for label in labels), np.bool_, count)
        return cls(regions, starts, ends, sources, sung)

    def updated(self, regions: Regions) -> RegionArrays:
        """Make arrays of other regions, most of which may be the same, as they are after an edit."""
        head, tail = common_ends(self.regions, regions)
        new = RegionArrays.of(regions[head : len(regions) - tail])
        rest = len(self.regions) - tail

        def joined(old: NDArray[Any], middle: NDArray[Any]) -> NDArray[Any]:
            return np.concatenate((old[:head], middle, old[rest:]))

        starts, ends = joined(self.starts, new.starts), joined(self.ends, new.ends)
        return RegionArrays(regions, starts, ends, joined(self.sources, new.sources), joined(self.sung, new.sung))

    def visible(self, start: float, end: float) -> range:
        """Return the indices of the regions that overlap a stretch of time."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        return range(first, max(int(np.searchsorted(self.starts, end)), first))


@dataclass(frozen=True)
class Marks:
    """Which regions are selected or under the pointer, and by which part.

    `keyboard_edge` is the edge of the current region that the arrow keys would move.
    """

    selected: RegionSelection = NOTHING
    hovered: int | None = None
    edge: str | None = None
    play: bool = False
    keyboard_edge: str | None = None


def chosen_among(selection: RegionSelection, visible: range) -> tuple[int, ...]:
    """Return the selected regions among the visible ones."""
    indices = selection.indices
    return indices[bisect_left(indices, visible.start) : bisect_left(indices, visible.stop)]


def source_colour(source: str, theme: Theme) -> str:
    """Return a theme's colour for the source of a region."""
    return {"model": theme.region_model, "hand": theme.region_hand, "file": theme.region_file}[source]


class RegionPainter:
    """Paints regions into the lanes of one axis.

    What is the same from top to bottom of a lane is composed as one row of pixels and stretched: the time this takes
    depends on the lane's size, not on the number of regions.
    """

    def __init__(
        self, painter: QPainter, axis: TimeAxis, lanes: Lanes, exposed: QRectF, theme: Theme, ratio: float,
        label_colours: Mapping[str, str] = NO_COLOURS,
    ) -> None:  # fmt: skip
        self._painter, self._axis, self._lanes, self._theme, self._ratio = painter, axis, lanes, theme, ratio
        self._label_colours = label_colours
        self._styles = [(source, source_colour(SOURCES[source], theme)) for source in range(len(SOURCES))]
        self._over_spectrogram = 0.0 if theme.name == LIGHT.name else OVER_SPECTROGRAM
        self._exposed = axis.time(exposed.left() - 3), axis.time(exposed.right() + 3)
        self._first = math.floor((exposed.left() - 3) * ratio)
        self._columns = math.ceil((exposed.right() + 3) * ratio) - self._first

    def paint_bodies(self, arrays: RegionArrays) -> None:
        """Paint bodies and edges in the lanes of sound."""
        visible = arrays.visible(*self._exposed)
        if len(visible) == 0:
            return
        code = self._codes(arrays, visible, *self._device_columns(arrays, visible))
        lanes = self._lanes
        for lane, opacity in self._bodies():
            self._paint_row(code, lane, [opacity] * 3, 0.95)
        top = QRectF(lanes.spectrogram.left(), lanes.spectrogram.top(), lanes.spectrogram.width(), TOP_LINE_PX)
        self._paint_row(code, top, [0.95] * 3, 0.95)

    def _bodies(self) -> list[tuple[QRectF, float]]:
        """Return the lanes that regions' bodies are in, and how opaque they are there."""
        spectrogram = self._lanes.spectrogram
        return [
            (lane, self._over_spectrogram if lane == spectrogram else OVER_WAVEFORM) for lane in self._lanes.of_sound
        ]

    def paint_bars(self, arrays: RegionArrays, marks: Marks) -> None:
        """Paint label bars, then what marks single regions in all lanes."""
        visible = arrays.visible(*self._exposed)
        if len(visible) == 0:
            return
        left, right = self._device_columns(arrays, visible)
        # What crosses all lanes is painted once for each theme, and cut to where that is seen.
        clip = self._painter.clipBoundingRect() if self._painter.hasClipping() else self._lanes.labels
        is_strip_seen = clip.intersects(self._lanes.labels)
        if is_strip_seen:
            self._paint_bars(self._codes(arrays, visible, left, right), arrays, visible, left, right)
        chosen = chosen_among(marks.selected, visible)
        special = set(chosen)
        if len(chosen) > MOST_OUTLINED:
            self._paint_crowd(left, right, np.array(chosen) - visible.start)
            special = set(chosen) & {marks.selected.current}
        if marks.hovered is not None and marks.hovered in visible:
            special.add(marks.hovered)
        for index in special:
            self._paint_special(arrays.regions[index])
        if is_strip_seen:
            self._paint_signs(arrays, visible)
        for index in special:
            self._paint_outline(arrays.regions[index], index, marks)

    def _paint_crowd(self, left: Columns, right: Columns, chosen: NDArray[np.int64]) -> None:
        """Paint many selected regions: tinted in all lanes, and filled in the strip."""
        code = self._covered(left[chosen], right[chosen]).astype(np.intp)
        tint, fill = (qcolor(self._theme.region_selected, opacity) for opacity in (0.25, 0.8))
        for lane in self._lanes.of_sound:
            self._paint_colours(code, lane, [QColor(0, 0, 0, 0), tint])
        self._paint_colours(code, self._lanes.labels.adjusted(0, 1, 0, -1), [QColor(0, 0, 0, 0), fill])

    def _covered(self, left: Columns, right: Columns) -> NDArray[np.bool_]:
        """Return which of the exposed columns some regions cover, by first and past-last column of each."""
        # Counted, in a fiftieth of the time of `np.add.at`.
        begun, ended = (np.bincount(columns, minlength=self._columns + 2) for columns in (left, right))
        steps = begun - ended
        covered: NDArray[np.bool_] = np.cumsum(steps[: self._columns]) > 0
        return covered

    def paint_preview(self, arrays: RegionArrays) -> None:
        """Paint proposed regions as dashed frames without a body."""
        lane = self._lanes.spectrogram
        pen = QPen(qcolor(self._theme.preview), 1.5)
        pen.setDashPattern([4, 3])
        self._painter.setPen(pen)
        self._painter.setBrush(qcolor(self._theme.preview, 0.06))
        spans = (self._pixels(arrays.regions[i]) for i in arrays.visible(*self._exposed))
        self._painter.drawRects(
            [QRectF(a + 0.5, lane.top() + 4.5, max(b - a - 1, 2), lane.height() - 9) for a, b in spans]
        )

    def _pixels(self, region: Region) -> tuple[float, float]:
        """Return left and right of a region on whole device pixels, not far outside the lanes."""
        low, high = self._axis.left - 8, self._axis.right + 8
        # Not `round`, which takes halves to even numbers: edges would jump while the view scrolls.
        columns = (math.floor(self._axis.x(time) * self._ratio + 0.5) for time in (region.start, region.end))
        left, right = (column / self._ratio for column in columns)
        return min(max(left, low), high), min(max(right, left + 1), high)

    def _device_columns(self, arrays: RegionArrays, visible: range) -> tuple[Columns, Columns]:
        """Return first and past-last device column of each region, counted from the first exposed one."""
        part = slice(visible.start, visible.stop)
        left = np.floor(self._axis.xs(arrays.starts[part]) * self._ratio + 0.5) - self._first
        right = np.floor(self._axis.xs(arrays.ends[part]) * self._ratio + 0.5) - self._first
        right = np.clip(np.maximum(right, left + 1), 0, self._columns + 1)
        return np.clip(left, 0, self._columns).astype(np.int64), right.astype(np.int64)

    def _style_codes(self, arrays: RegionArrays, visible: range) -> NDArray[np.intp]:
        """Return for each visible region the index of its source and colour among the styles."""
        sources = arrays.sources[visible.start : visible.stop]
        if not self._label_colours:
            return sources.astype(np.intp)
        known = {style: code for code, style in enumerate(self._styles)}
        codes: list[int] = sources.tolist()
        for offset, region in enumerate(arrays.regions[visible.start : visible.stop]):
            colour = self._label_colours.get(region.label)
            if colour is not None:
                codes[offset] = known.setdefault((codes[offset], colour), len(known))
        self._styles = list(known)
        return np.array(codes, np.intp)

    def _colour(self, region: Region) -> str:
        return self._label_colours.get(region.label) or source_colour(region.source, self._theme)

    def _codes(self, arrays: RegionArrays, visible: range, left: Columns, right: Columns) -> NDArray[np.intp]:
        """Return for each exposed column 0 where no region is, else 1 and on by style, then the same for edges."""
        styles = self._style_codes(arrays, visible)
        columns = self._columns
        edge_columns = max(round(self._ratio), 1)
        code = np.zeros(columns, np.intp)
        edge = np.zeros(columns + 1, np.bool_)
        for style in range(len(self._styles)):
            mine = styles == style
            if mine.any():
                code[self._covered(left[mine], right[mine])] = style + 1
        wide = right - left >= 4 * edge_columns
        for k in range(edge_columns):
            edge[np.minimum(left[wide] + k, columns)] = True
            edge[np.minimum(right[wide] - 1 - k, columns)] = True
        code += (len(self._styles) + 1) * (edge[:columns] & (code > 0))
        return code

    def _paint_bars(
        self, code: NDArray[np.intp], arrays: RegionArrays, visible: range, left: Columns, right: Columns
    ) -> None:
        """Paint the label bars: by hand filled, the model's open, those from files striped: distinct without colour."""
        bar = self._lanes.labels.adjusted(0, 1, 0, -1)
        self._paint_row(code, bar, [0.22, 0.22, 1.0], 1.0)
        self._paint_row(code, QRectF(bar.left(), bar.top(), bar.width(), 2), [1.0] * 3, 1.0)
        sources = arrays.sources[visible.start : visible.stop]
        striped = (sources == 1) & (right - left >= NARROWEST_STRIPED_PX * self._ratio)
        spans = zip(left[striped].tolist(), right[striped].tolist(), strict=True)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QBrush(qcolor(self._theme.region_file, 0.55), Qt.BrushStyle.BDiagPattern))
        self._painter.drawRects([self._bar((a + self._first) / self._ratio, (b + self._first) / self._ratio)
                                 for a, b in spans])  # fmt: skip

    def _paint_row(self, code: Columns, lane: QRectF, opacities: list[float], edge_opacity: float) -> None:
        clear = QColor(0, 0, 0, 0)
        bodies = [qcolor(colour, opacities[source]) for source, colour in self._styles]
        edges = (qcolor(colour, edge_opacity) for _, colour in self._styles)
        self._paint_colours(code, lane, [clear, *bodies, clear, *edges])

    def _paint_colours(self, code: Columns, lane: QRectF, palette: list[QColor]) -> None:
        """Paint each exposed column of a lane in the colour of its code."""
        pixels = np.array([colour.rgba() for colour in palette], np.uint32)[code]
        row = QImage(pixels.data, len(pixels), 1, len(pixels) * 4, QImage.Format.Format_ARGB32)
        place = QRectF(self._first / self._ratio, lane.top(), len(pixels) / self._ratio, lane.height())
        if self._painter.paintEngine().type() == QPaintEngine.Type.Raster:
            # Twenty times as fast as stretching.
            # Qt divides by its height in whole logical pixels, and crashes where that is 0.
            pixmap = QPixmap.fromImage(row.scaled(len(pixels), math.ceil(self._ratio)))
            pixmap.setDevicePixelRatio(self._ratio)
            self._painter.drawTiledPixmap(place, pixmap)
        else:
            self._painter.drawImage(place, row.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))

    def _paint_signs(self, arrays: RegionArrays, visible: range) -> None:
        """Paint sign and text of each region whose label bar has room for them."""
        # Where a bar is, whatever part of it is exposed.
        part, ratio = slice(visible.start, visible.stop), self._ratio
        left = np.floor(self._axis.xs(arrays.starts[part]) * ratio + 0.5) / ratio
        right = np.maximum(np.floor(self._axis.xs(arrays.ends[part]) * ratio + 0.5) / ratio, left + 1)
        roomy = np.flatnonzero(right - left >= SHORTEST_SIGN_PX)
        regions = [arrays.regions[visible.start + offset] for offset in roomy.tolist()]
        left, right = np.maximum(left[roomy], self._axis.left), np.minimum(right[roomy], self._axis.right)
        BarSigns(self._painter, self._lanes.labels, self._theme).paint(regions, left, right)

    def _bar(self, left: float, right: float) -> QRectF:
        lane = self._lanes.labels
        return QRectF(left, lane.top() + 1, max(right - left, 1), lane.height() - 2)

    def _paint_special(self, region: Region) -> None:
        """Paint the body of a selected or hovered region once more, so that it is stronger."""
        left, right = self._pixels(region)
        colour = self._colour(region)
        for lane, opacity in self._bodies():
            self._painter.fillRect(QRectF(left, lane.top(), right - left, lane.height()), qcolor(colour, 0.6 * opacity))

    def _paint_outline(self, region: Region, index: int, marks: Marks) -> None:
        """Paint a frame around a selected region, and a thick line on the edge that a press would take."""
        painter, body, colour = self._painter, self._lanes.body, qcolor(self._theme.region_selected)
        left, right = self._pixels(region)
        if index in marks.selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 2))
            top = self._lanes.labels.top() + 1
            painter.drawRect(QRectF(left, top, right - left, body.bottom() - top - 1))
            if index == marks.selected.current and marks.keyboard_edge in ("start", "end"):
                self._paint_handle(left if marks.keyboard_edge == "start" else right)
        if index == marks.hovered and marks.edge in ("start", "end"):
            x = left if marks.edge == "start" else right
            painter.fillRect(QRectF(x - 1.5, body.top(), 3, body.height()), colour)
        if index == marks.hovered and marks.play:
            bar = self._bar(max(left, self._axis.left), right)
            painter.fillRect(QRectF(bar.left(), bar.top(), SHORTEST_SIGN_PX, bar.height()), qcolor(self._theme.text))
            paint_signs(painter, "play", [QPointF(bar.left() + 9, bar.center().y())], qcolor(self._theme.surface))

    def _paint_handle(self, x: float) -> None:
        """Paint a handle with two arrows on the edge that the arrow keys would move."""
        painter, colour = self._painter, qcolor(self._theme.region_selected)
        body, middle = self._lanes.body, self._lanes.waveform.center().y()
        painter.fillRect(QRectF(x - 1.5, body.top(), 3, body.height()), colour)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(x - HANDLE_PX, middle - 8, 2 * HANDLE_PX, 16), 5, 5)
        painter.setBrush(qcolor(self._theme.surface))
        for side in (-1, 1):
            arrow = [(side * 3, -3.5), (side * 7.5, 0), (side * 3, 3.5)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, middle + dy) for dx, dy in arrow]))
        painter.restore()
