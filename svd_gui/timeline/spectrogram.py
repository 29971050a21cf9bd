"""The mel spectrogram as a picture: quantised once, in coarser and coarser steps, drawn from tiles."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from svd_gui.timeline.time_axis import TimeAxis

TILE_COLUMNS = 512
TILES_KEPT = 256
SAMPLED_FRAMES = 2048
PAINT_BUDGET = 0.003
"""Seconds a paint may spend on missing tiles; the rest is made between events and drawn coarser until then."""


FLATTENING = 0.5
"""Share of the difference between the bands' mean levels that the picture leaves out."""


def contrast(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """The log magnitude to show as quietest in each band, shape (n_mels,), and the range up to the loudest.

    Percentiles of what is not silence: a fixed range would be too dark for one song and too bright for the next.
    Music falls by tens of dB towards high frequencies; levelled half-way, bass and consonants both have contours.
    """
    sampled = np.nan_to_num(log_mel[:: max(1, len(log_mel) // SAMPLED_FRAMES)], neginf=-100.0, posinf=100.0)
    sounding = sampled[sampled.max(axis=1, initial=-np.inf) > sampled.min(initial=np.inf) + 0.1]
    if len(sounding) == 0:
        return np.zeros(log_mel.shape[1], np.float32), 1.0
    bands = sounding.mean(axis=0)
    tilt = FLATTENING * (bands - bands.mean())
    low, high = np.percentile(sounding - tilt, (14.0, 99.8))
    return np.asarray(low + tilt, np.float32), float(max(high - low, 1e-3))


class SpectrogramLevels:
    """uint8 pictures of a log-mel spectrogram: level k holds the maximum over 2**k frames.

    `levels[k]` has shape (ceil(n_frames / 2**k), n_mels). The maximum keeps single syllables visible from afar.
    """

    CHUNK = 8192

    def __init__(self, log_mel: NDArray[np.float32], frame_rate: float) -> None:
        self.frame_rate = frame_rate
        self.filled = 0
        self.levels: list[NDArray[np.uint8]] = []
        self._source = log_mel
        length = len(log_mel)
        while not self.levels or length > TILE_COLUMNS:
            length = len(log_mel) if not self.levels else -(-length // 2)
            self.levels.append(np.zeros((length, log_mel.shape[1]), np.uint8))

    @property
    def n_frames(self) -> int:
        """Frames of the finest level."""
        return len(self.levels[0])

    def fill(self) -> Iterator[None]:
        """Quantise and sum up, some thousand frames a step."""
        low, span = contrast(self._source)
        yield
        for start in range(0, self.n_frames, self.CHUNK):
            stop = min(start + self.CHUNK, self.n_frames)
            scaled = (self._source[start:stop] - low) * np.float32(255 / span)
            self.levels[0][start:stop] = np.clip(np.nan_to_num(scaled), 0, 255)
            self._refresh(start, stop)
            self.filled = stop
            yield
        self._source = self._source[:0]

    def _refresh(self, start: int, stop: int) -> None:
        for fine, coarse in zip(self.levels, self.levels[1:], strict=False):
            start, stop = start // 2, min(-(-stop // 2), len(coarse))
            part = fine[start * 2 : stop * 2]
            pairs = part[: len(part) // 2 * 2]
            coarse[start : start + len(pairs) // 2] = np.maximum(pairs[::2], pairs[1::2])
            if len(part) % 2:
                coarse[stop - 1] = part[-1]


def lookup_table(stops: tuple[str, ...]) -> NDArray[np.uint32]:
    """256 opaque 0xffRRGGBB colours between a theme's stops, shape (256,)."""
    colours = np.array([(c.red(), c.green(), c.blue()) for c in map(QColor, stops)], np.float64)
    position = np.linspace(0, len(stops) - 1, 256)
    red, green, blue = (
        np.round(np.interp(position, np.arange(len(stops)), colours[:, i])).astype(np.uint32) for i in range(3)
    )
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)


def tile_image(columns: NDArray[np.uint8], colours: NDArray[np.uint32]) -> QImage:
    """Columns of shape (n, n_mels) as a picture n wide and twice n_mels high, low frequencies at the bottom.

    The height is doubled before colouring: blending values, not colours, keeps narrow partials clean.
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


class SpectrogramLayer:
    """Draws the visible stretch of a spectrogram from cached tiles and says which it still lacks."""

    def __init__(self) -> None:
        self._levels: SpectrogramLevels | None = None
        self._tiles: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._colours = lookup_table(("#000000", "#ffffff"))
        self._wanted: list[tuple[int, int]] = []

    def show(self, levels: SpectrogramLevels | None) -> None:
        """Draw another spectrogram, or none."""
        self._levels = levels
        self._tiles.clear()
        self._wanted = []

    def colour(self, stops: tuple[str, ...]) -> None:
        """Draw in another theme's colours."""
        self._colours = lookup_table(stops)
        self._tiles.clear()

    def paint(self, painter: QPainter, axis: TimeAxis, lane: QRectF, exposed: QRectF, pixel_ratio: float) -> None:
        """Draw into a lane what lies in an exposed rectangle of it."""
        levels = self._levels
        if levels is None or levels.n_frames == 0:
            return
        level = self._level_for(axis, levels, pixel_ratio)
        first, last = self._tile_span(axis.time(exposed.left()), axis.time(exposed.right()), level, levels)
        until = time.perf_counter() + PAINT_BUDGET
        for index in range(first, last):
            if (level, index) not in self._tiles and time.perf_counter() < until:
                self._make(level, index)
            self._draw(painter, axis, lane, level, index)
        ahead = last - first
        around = [*range(first, last), *range(last, last + ahead), *range(first - 1, first - 1 - ahead, -1)]
        count = self._tile_count(level, levels)
        self._wanted = [(level, i) for i in around if 0 <= i < count and (level, i) not in self._tiles]

    def make_ahead(self) -> Iterator[None]:
        """Make the tiles the last paint lacked and those a screen further, one a step."""
        while self._wanted:
            self._make(*self._wanted.pop(0))
            yield

    @property
    def lacks_tiles(self) -> bool:
        """Whether `make_ahead` has work that can be done now."""
        return any(self._ready(level, index) for level, index in self._wanted)

    @staticmethod
    def _level_for(axis: TimeAxis, levels: SpectrogramLevels, pixel_ratio: float) -> int:
        frames_per_px = axis.seconds_per_px * levels.frame_rate / pixel_ratio
        return min(max(math.floor(math.log2(max(frames_per_px, 1.0))), 0), len(levels.levels) - 1)

    @staticmethod
    def _tile_count(level: int, levels: SpectrogramLevels) -> int:
        return -(-len(levels.levels[level]) // TILE_COLUMNS)

    def _tile_span(self, start: float, end: float, level: int, levels: SpectrogramLevels) -> tuple[int, int]:
        tile_seconds = (TILE_COLUMNS << level) / levels.frame_rate
        first = max(int(start / tile_seconds), 0)
        return first, max(min(math.ceil(end / tile_seconds), self._tile_count(level, levels)), first)

    def _ready(self, level: int, index: int) -> bool:
        levels = self._levels
        if levels is None:
            return False
        return min((index + 1) * TILE_COLUMNS << level, levels.n_frames) <= levels.filled

    def _make(self, level: int, index: int) -> None:
        if self._levels is None or (level, index) in self._tiles or not self._ready(level, index):
            return
        picture = self._levels.levels[level]
        # One column more on either side, for smooth scaling to blend with: else every tile's border shows.
        around = np.arange(index * TILE_COLUMNS - 1, min((index + 1) * TILE_COLUMNS, len(picture)) + 1)
        columns = picture[np.clip(around, 0, len(picture) - 1)]
        self._tiles[level, index] = QPixmap.fromImage(tile_image(columns, self._colours))
        while len(self._tiles) > TILES_KEPT:
            self._tiles.popitem(last=False)

    def _draw(self, painter: QPainter, axis: TimeAxis, lane: QRectF, level: int, index: int) -> None:
        """Draw a tile, or its stretch of the next coarser one that is there.

        The whole tile is drawn and cut by a clip: cut by a source rectangle it would be scaled without neighbours.
        """
        levels = self._levels
        assert levels is not None
        for up in range(len(levels.levels) - level):
            tile = self._tiles.get((level + up, index >> up))
            if tile is None:
                continue
            self._tiles.move_to_end((level + up, index >> up))
            column = (1 << level + up) / levels.frame_rate
            left = (index >> up) * TILE_COLUMNS - 1
            x, right = axis.x(left * column), axis.x((left + tile.width()) * column)
            step = (TILE_COLUMNS << level) / levels.frame_rate
            own = QRectF(axis.x(index * step), lane.top(), step / axis.seconds_per_px, lane.height())
            painter.save()
            painter.setClipRect(own, Qt.ClipOperation.IntersectClip)
            painter.drawPixmap(QRectF(x, lane.top(), right - x, lane.height()), tile, QRectF(tile.rect()))
            painter.restore()
            return
