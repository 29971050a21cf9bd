"""Drawing a spectrogram: tiles of 512 columns, coloured once, kept, and painted at any zoom.

A tile is a pixmap of 512 columns of one level of a `TileSource`, its rows laid on the scale of frequencies. A paint
makes as many missing tiles as fit into its time budget; in place of the others it draws the same stretch of a coarser
level, or as it was in other colours or at another zoom. The rest is made between the window's events (`make_ahead`),
together with the tiles one screen to the right and left.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from svd_gui.timeline.colours import lookup_table
from svd_gui.timeline.frequency_scale import FrequencyScale
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.timeline.spectrogram_pyramid import byte_of
from svd_gui.timeline.tile_source import TILE_COLUMNS, TileRows, TileSource
from svd_gui.timeline.time_axis import TimeAxis

PAINT_BUDGET = 0.003
"""Seconds that one paint may spend on missing tiles."""

Key = tuple[int, int]
"""Level and index of a tile."""


class _Tile(NamedTuple):
    """A tile with what it was made for: a scale, and a number that changes with the colours."""

    pixmap: QPixmap
    scale: FrequencyScale
    look: int


class SpectrogramTiles:
    """Draws the visible stretch of a spectrogram from kept tiles, and knows which it still lacks."""

    def __init__(self, n_rows: int, n_kept: int) -> None:
        """Make tiles so many rows high, of which so many are kept."""
        self._n_rows, self._n_kept = n_rows, n_kept
        self._source: TileSource | None = None
        self._tiles: OrderedDict[Key, _Tile] = OrderedDict()
        """The one drawn longest ago first."""
        self._colours: list[int] = lookup_table(("#000000", "#ffffff")).tolist()
        self._look = 0
        self._scale = FrequencyScale()
        self._rows: TileRows | None = None
        self._wanted: list[Key] = []

    def show(self, source: TileSource | None) -> None:
        """Draw another spectrogram from now on, or none."""
        self._source, self._rows = source, None
        self._tiles.clear()
        self._wanted = []

    def set_colours(self, stops: tuple[str, ...], levels: Levels) -> None:
        """Draw in other colours, given from the quietest to the loudest, of which `levels` are the first and last."""
        self._colours = lookup_table(stops, byte_of(levels.low), byte_of(levels.high)).tolist()
        self._look += 1

    def set_scale(self, scale: FrequencyScale) -> None:
        """Lay the rows on another scale of frequencies."""
        if scale == self._scale:
            return
        if scale.kind != self._scale.kind:
            self._tiles.clear()
        self._scale, self._rows = scale, None

    def paint(self, painter: QPainter, axis: TimeAxis, lane: QRectF, exposed: QRectF, pixel_ratio: float) -> bool:
        """Draw what lies in an exposed rectangle of the lane; `pixel_ratio` is device pixels a logical one.

        Returns whether all of it is there; `wanted` are then the tiles that all of the lane lacks.
        """
        source = self._source
        if source is None or source.n_columns(0) == 0:
            return True
        level, first, last = self._span(axis, exposed, pixel_ratio, source)
        until = time.perf_counter() + PAINT_BUDGET
        for index in range(first, last):
            if not self._is_made((level, index)) and time.perf_counter() < until:
                self._make((level, index))
            self._draw(painter, axis, lane, (level, index), source)
        self._expect(axis, lane, pixel_ratio, source)
        return all(self._is_made((level, index)) for index in range(first, last))

    def _expect(self, axis: TimeAxis, lane: QRectF, pixel_ratio: float, source: TileSource) -> None:
        """Want the tiles that the lane lacks, and a screen further on either side."""
        level, first, last = self._span(axis, lane, pixel_ratio, source)
        ahead = last - first
        around = [*range(first, last), *range(last, last + ahead), *range(first - 1, first - 1 - ahead, -1)]
        count = _tile_count(level, source)
        self._wanted = [(level, i) for i in around if 0 <= i < count and not self._is_made((level, i))]

    def covers(self, axis: TimeAxis, exposed: QRectF, pixel_ratio: float) -> bool:
        """Return whether `paint` would leave nothing of an exposed rectangle without a picture."""
        source = self._source
        if source is None or source.n_columns(0) == 0:
            return False
        level, first, last = self._span(axis, exposed, pixel_ratio, source)
        return all(self._nearest((level, index), source) is not None for index in range(first, last))

    def make_ahead(self) -> Iterator[None]:
        """Make the tiles that the last paint lacked and those a screen further on either side, one a step.

        Those that cannot be made yet stay wanted.
        """
        while (key := self._next_wanted()) is not None:
            self._wanted.remove(key)
            self._make(key)
            yield

    @property
    def wanted(self) -> list[Key]:
        """The tiles that the lane lacks in which was painted last, those on screen first."""
        return self._wanted

    @property
    def lacks_tiles(self) -> bool:
        """Whether `make_ahead` could make a tile now."""
        return self._next_wanted() is not None

    def _next_wanted(self) -> Key | None:
        """Return the first tile wanted that can be made now."""
        return next((key for key in self._wanted if self._source is not None and self._source.has_tile(*key)), None)

    def _span(self, axis: TimeAxis, exposed: QRectF, pixel_ratio: float, source: TileSource) -> tuple[int, int, int]:
        """Return the level to draw, and first and past-last index of its tiles in an exposed rectangle.

        It is the coarsest level whose columns are no wider than a device pixel.
        """
        columns_per_px = axis.seconds_per_px / source.column_seconds(0) / pixel_ratio
        level = min(max(math.floor(math.log2(max(columns_per_px, 1.0))), 0), source.n_levels - 1)
        tile_seconds = TILE_COLUMNS * source.column_seconds(level)
        first = max(int(axis.time(exposed.left()) / tile_seconds), 0)
        last = min(math.ceil(axis.time(exposed.right()) / tile_seconds), _tile_count(level, source))
        return level, first, max(last, first)

    def _is_made(self, key: Key) -> bool:
        tile = self._tiles.get(key)
        return tile is not None and tile.look == self._look and tile.scale == self._scale

    def _make(self, key: Key) -> None:
        if self._source is None or self._is_made(key):
            return
        columns = self._source.tile(*key)
        if columns is None:
            return
        if self._rows is None:
            self._rows = TileRows.of(self._scale, self._source, self._n_rows)
        pixmap = _coloured(self._rows.arranged(columns), self._colours)
        self._tiles[key] = _Tile(pixmap, self._scale, self._look)
        self._tiles.move_to_end(key)
        while len(self._tiles) > self._n_kept:
            self._tiles.popitem(last=False)

    def _nearest(self, key: Key, source: TileSource) -> Key | None:
        """Return a tile, or where it is missing the next coarser one of its stretch that is there."""
        level, index = key
        return next(
            (up for k in range(source.n_levels - level) if (up := (level + k, index >> k)) in self._tiles), None
        )

    def _draw(self, painter: QPainter, axis: TimeAxis, lane: QRectF, wanted: Key, source: TileSource) -> None:
        """Draw a tile, or what there is in its place.

        The whole tile is drawn and cut by a clip: cut by a source rectangle it would be scaled without neighbours.
        """
        key = self._nearest(wanted, source)
        if key is None:
            return
        self._tiles.move_to_end(key)
        tile = self._tiles[key]
        column_seconds = source.column_seconds(key[0])
        first_column = key[1] * TILE_COLUMNS - 1
        left, right = (axis.x(column * column_seconds) for column in (first_column, first_column + tile.pixmap.width()))
        stretch_seconds = TILE_COLUMNS * source.column_seconds(wanted[0])
        clip = QRectF(
            axis.x(wanted[1] * stretch_seconds), lane.top(), stretch_seconds / axis.seconds_per_px, lane.height()
        )
        place = self._placed(tile, QRectF(left, lane.top(), right - left, lane.height()))
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(place, tile.pixmap, QRectF(tile.pixmap.rect()))
        painter.restore()

    def _placed(self, tile: _Tile, place: QRectF) -> QRectF:
        """Return where a tile is to be drawn that may have been made for another part of the scale."""
        if tile.scale == self._scale:
            return place
        px_per_share = place.height() / (self._scale.high - self._scale.low)
        top = place.top() + (self._scale.high - tile.scale.high) * px_per_share
        return QRectF(place.left(), top, place.width(), (tile.scale.high - tile.scale.low) * px_per_share)


def _tile_count(level: int, source: TileSource) -> int:
    return -(-source.n_columns(level) // TILE_COLUMNS)


def _coloured(rows: NDArray[np.uint8], colours: list[int]) -> QPixmap:
    """Return rows from top to bottom, shape (height, width), as a picture; `colours` are 256 values 0xffRRGGBB."""
    pixels = np.ascontiguousarray(rows)
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(colours)
    return QPixmap.fromImage(image)
