"""Drawing the spectrogram: tiles of 512 columns, coloured once, kept, and painted at any zoom.

A tile is a pixmap of 512 columns of one level of the `SpectrogramPyramid`. A paint makes as many missing tiles as fit
into its time budget; in place of the others it draws the same stretch of a coarser level. The rest is made between
the window's events (`make_ahead`), together with the tiles one screen to the right and left.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from svd_gui.timeline.colours import lookup_table
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid, byte_of
from svd_gui.timeline.time_axis import TimeAxis

TILE_COLUMNS = 512
TILES_KEPT = 256
SCALED_KEPT = 12
WIDEST_SCALED_PX = 4096
PAINT_BUDGET = 0.003
"""Seconds that one paint may spend on missing tiles."""


def tile_image(columns: NDArray[np.uint8], colours: NDArray[np.uint32]) -> QImage:
    """Colour columns of shape (n, n_mels): a picture n wide and twice n_mels high, low frequencies at the bottom.

    `colours` are 256 values 0xffRRGGBB. The height is doubled before colouring: blending values, not colours, keeps
    narrow partials clean.
    """
    rows = columns.T[::-1]
    wide = rows.astype(np.uint16)
    above, below = np.vstack([wide[:1], wide[:-1]]), np.vstack([wide[1:], wide[-1:]])
    doubled = np.empty((2 * len(rows), rows.shape[1]), np.uint8)
    doubled[0::2] = (3 * wide + above + 2) >> 2
    doubled[1::2] = (3 * wide + below + 2) >> 2
    pixels = colours[doubled]
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


class _Size(NamedTuple):
    """What the size of tiles on screen depends on."""

    seconds_per_px: float
    lane_height: float
    pixel_ratio: float


class SpectrogramTiles:
    """Draws the visible stretch of a spectrogram from kept tiles, and knows which it still lacks."""

    def __init__(self) -> None:
        self._pyramid: SpectrogramPyramid | None = None
        self._tiles: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        """By level and index; the one drawn longest ago first."""
        self._colours = lookup_table(("#000000", "#ffffff"))
        self._wanted: list[tuple[int, int]] = []
        self._size = _Size(0.0, 0.0, 0.0)
        self._same_size = False
        """Whether the view has kept its zoom since it was last painted in full, as it does while scrolling."""
        self._scaled: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        """Tiles in the size in which they are on screen: scaling them smoothly takes most of a painting's time."""

    def show(self, pyramid: SpectrogramPyramid | None) -> None:
        """Draw another spectrogram from now on, or none."""
        self._pyramid = pyramid
        self._tiles.clear()
        self._scaled.clear()
        self._wanted = []

    def set_colours(self, stops: tuple[str, ...], levels: Levels) -> None:
        """Draw in other colours, given from the quietest to the loudest, of which `levels` are the first and last."""
        self._colours = lookup_table(stops, byte_of(levels.low), byte_of(levels.high))
        self._tiles.clear()
        self._scaled.clear()

    def paint(self, painter: QPainter, axis: TimeAxis, lane: QRectF, exposed: QRectF, pixel_ratio: float) -> None:
        """Draw what lies in an exposed rectangle of the lane; `pixel_ratio` is device pixels a logical one."""
        pyramid = self._pyramid
        if pyramid is None or pyramid.n_frames == 0:
            return
        level = self._level_for(axis, pyramid, pixel_ratio)
        size = _Size(axis.seconds_per_px, lane.height(), pixel_ratio)
        if size != self._size:
            self._size, self._same_size = size, False
            self._scaled.clear()
        elif exposed.width() >= lane.width():
            self._same_size = True
        first, last = self._tile_span(axis.time(exposed.left()), axis.time(exposed.right()), level, pyramid)
        until = time.perf_counter() + PAINT_BUDGET
        for index in range(first, last):
            if (level, index) not in self._tiles and time.perf_counter() < until:
                self._make(level, index)
            self._draw(painter, axis, lane, level, index)
        ahead = last - first
        around = [*range(first, last), *range(last, last + ahead), *range(first - 1, first - 1 - ahead, -1)]
        count = self._tile_count(level, pyramid)
        self._wanted = [(level, i) for i in around if 0 <= i < count and (level, i) not in self._tiles]

    def histogram(self) -> tuple[NDArray[np.float64], NDArray[np.int64]] | None:
        """Return levels and how often each is in the picture; None without a picture."""
        return None if self._pyramid is None else self._pyramid.histogram()

    def level_db(self, time: float, height: float) -> float | None:
        """Return the level at a time and a height (0 to 1) in dB below the loudest; None where it is not known."""
        return None if self._pyramid is None else self._pyramid.level_db(time, height)

    def make_ahead(self) -> Iterator[None]:
        """Make the tiles that the last paint lacked and those a screen further on either side, one a step."""
        while self._wanted:
            self._make(*self._wanted.pop(0))
            yield

    @property
    def lacks_tiles(self) -> bool:
        """Whether `make_ahead` could make a tile now."""
        return any(self._can_make(level, index) for level, index in self._wanted)

    @staticmethod
    def _level_for(axis: TimeAxis, pyramid: SpectrogramPyramid, pixel_ratio: float) -> int:
        """Choose the coarsest level whose columns are no wider than a device pixel."""
        frames_per_px = axis.seconds_per_px * pyramid.frame_rate / pixel_ratio
        return min(max(math.floor(math.log2(max(frames_per_px, 1.0))), 0), len(pyramid.levels) - 1)

    @staticmethod
    def _tile_count(level: int, pyramid: SpectrogramPyramid) -> int:
        return -(-len(pyramid.levels[level]) // TILE_COLUMNS)

    def _tile_span(self, start: float, end: float, level: int, pyramid: SpectrogramPyramid) -> tuple[int, int]:
        """Return first and past-last index of the tiles between two times."""
        tile_seconds = (TILE_COLUMNS << level) / pyramid.frame_rate
        first = max(int(start / tile_seconds), 0)
        return first, max(min(math.ceil(end / tile_seconds), self._tile_count(level, pyramid)), first)

    def _can_make(self, level: int, index: int) -> bool:
        """Whether all frames of a tile are in the pyramid already."""
        pyramid = self._pyramid
        if pyramid is None:
            return False
        return min((index + 1) * TILE_COLUMNS << level, pyramid.n_frames) <= pyramid.filled

    def _make(self, level: int, index: int) -> None:
        if self._pyramid is None or (level, index) in self._tiles or not self._can_make(level, index):
            return
        picture = self._pyramid.levels[level]
        # One column more on either side, for smooth scaling to blend with: else every tile's border shows.
        around = np.arange(index * TILE_COLUMNS - 1, min((index + 1) * TILE_COLUMNS, len(picture)) + 1)
        columns = picture[np.clip(around, 0, len(picture) - 1)]
        self._tiles[level, index] = QPixmap.fromImage(tile_image(columns, self._colours))
        while len(self._tiles) > TILES_KEPT:
            self._tiles.popitem(last=False)

    def _draw(self, painter: QPainter, axis: TimeAxis, lane: QRectF, level: int, index: int) -> None:
        """Draw a tile, or where it is missing its stretch of the next coarser one that is there.

        The whole tile is drawn and cut by a clip: cut by a source rectangle it would be scaled without neighbours.
        """
        pyramid = self._pyramid
        assert pyramid is not None
        for up in range(len(pyramid.levels) - level):
            key = level + up, index >> up
            tile = self._tiles.get(key)
            if tile is None:
                continue
            self._tiles.move_to_end(key)
            column_seconds = (1 << level + up) / pyramid.frame_rate
            first_column = (index >> up) * TILE_COLUMNS - 1
            left, right = (axis.x(column * column_seconds) for column in (first_column, first_column + tile.width()))
            stretch_seconds = (TILE_COLUMNS << level) / pyramid.frame_rate
            stretch_px = stretch_seconds / axis.seconds_per_px
            painter.save()
            clip = QRectF(axis.x(index * stretch_seconds), lane.top(), stretch_px, lane.height())
            painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
            place = QRectF(left, lane.top(), right - left, lane.height())
            scaled = self._scaled_tile(key, tile, place) if up == 0 else None
            if scaled is None:
                painter.drawPixmap(place, tile, QRectF(tile.rect()))
            else:
                ratio = self._size.pixel_ratio
                painter.drawPixmap(QPointF(round(left * ratio) / ratio, lane.top()), scaled)
            painter.restore()
            return

    def _scaled_tile(self, key: tuple[int, int], tile: QPixmap, place: QRectF) -> QPixmap | None:
        """Return a tile in the size of its place, or None while the view zooms or if it would be too large."""
        ratio = self._size.pixel_ratio
        width = place.width() * ratio
        if not self._same_size or width > WIDEST_SCALED_PX:
            return None
        scaled = self._scaled.get(key)
        if scaled is None:
            scaled = QPixmap(math.ceil(width), math.ceil(place.height() * ratio))
            # The last column may be covered in part only.
            scaled.fill(Qt.GlobalColor.transparent)
            with QPainter(scaled) as painter:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
                painter.drawPixmap(QRectF(0, 0, width, place.height() * ratio), tile, QRectF(tile.rect()))
            scaled.setDevicePixelRatio(ratio)
            self._scaled[key] = scaled
            while len(self._scaled) > SCALED_KEPT:
                self._scaled.popitem(last=False)
        return scaled
