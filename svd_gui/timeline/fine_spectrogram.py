"""The STFT of the samples, in which vibrato and single partials can be seen: computed in the background, tile by tile.

Only what is on screen is computed. A column has its window's middle in its own, and where columns are wider than
windows, the loudest of several windows. What is computed is kept up to a number of bytes.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from svd_core.audio.features import FloatArray
from svd_core.audio.stft import centred_magnitudes
from svd_gui import background
from svd_gui.timeline.frequency_scale import FrequencyScale
from svd_gui.timeline.spectrogram_pyramid import COARSEST_COLUMNS, DECIBELS_PER_NEPER, byte_of, contrast, share_of
from svd_gui.timeline.tile_source import TILE_COLUMNS, Bytes

HOPS_A_WINDOW = 16
"""Columns a window at full resolution; neighbours differ little then."""
MOST_WINDOWS = 8
"""Windows that a column of a coarse level is the loudest of."""
KEPT_BYTES = 96 * 2**20
FLOOR = 1e-7
SAMPLED_WINDOWS, SAMPLED_ROWS = 512, 160
"""What the contrast is chosen from; the rows are spread as on the mel scale."""

Key = tuple[int, int]


class FineSpectrogram(QObject):
    """A `TileSource` of mono samples, float32 of shape (n,); tells when there are more tiles.

    `loudest_time`, in seconds, is when the loudest of the song is, to which levels are related.
    """

    changed = Signal()

    def __init__(
        self, samples: FloatArray, sample_rate: float, window: int, loudest_time: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.window = window
        self._samples, self._rate, self._loudest_time = samples, sample_rate, loudest_time
        self._hop = window // HOPS_A_WINDOW
        self.n_levels = 1 + next(k for k in itertools.count() if self.n_columns(k) <= COARSEST_COLUMNS)
        self._tiles: OrderedDict[Key, Bytes] = OrderedDict()
        self._bytes = 0
        self._wanted: list[Key] = []
        self._queue: list[Key] = []
        self._task: background.Task | None = None
        self._reference: tuple[FloatArray, float, float] | None = None
        """Log magnitude to show as quietest in each row, the range above it, and the loudest of all."""

    # What it is made of

    @property
    def n_rows(self) -> int:
        return self.window // 2 + 1

    def n_columns(self, level: int) -> int:
        return -(-len(self._samples) // (self._hop << level))

    def column_seconds(self, level: int) -> float:
        return (self._hop << level) / self._rate

    def row_of(self, hertz: float) -> float:
        return hertz * self.window / self._rate

    def has_tile(self, level: int, index: int) -> bool:
        return (level, index) in self._tiles

    def tile(self, level: int, index: int) -> Bytes | None:
        tile = self._tiles.get((level, index))
        if tile is not None:
            self._tiles.move_to_end((level, index))
        return tile

    def level_db(self, time: float, hertz: float) -> float | None:
        """Return the level at a time and a frequency in dB below the loudest of the song; None where it is not known.

        It is as exact as a byte.
        """
        row = round(self.row_of(hertz))
        if self._reference is None or not 0 <= row < self.n_rows:
            return None
        low, span, loudest = self._reference
        for level in range(self.n_levels):
            column = int(time / self.column_seconds(level))
            tile = self._tiles.get((level, column // TILE_COLUMNS))
            if tile is not None and column % TILE_COLUMNS + 1 < len(tile):
                value = low[row] + float(share_of(tile[column % TILE_COLUMNS + 1, row])) * span
                return min(DECIBELS_PER_NEPER * (float(value) - loudest), 0.0)
        return None

    # Computing

    def want(self, keys: list[Key]) -> None:
        """Compute these tiles next, in this order, and none that was wanted before."""
        self._wanted = keys
        self._queue[:] = [key for key in keys if key not in self._tiles]
        if self._queue and self._task is None:
            self._task = background.follow(self._computed(self._queue), self._add, self._end, self._fail)

    def finish(self) -> None:
        """Compute what was wanted last now."""
        self._cancel()
        for key, tile in self._computed([key for key in self._wanted if key not in self._tiles]):
            self._add((key, tile))

    def close(self) -> None:
        """Compute nothing more."""
        self._cancel()

    def _cancel(self) -> None:
        self._queue.clear()
        # What runs on for a moment keeps the old one.
        self._queue = []
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _computed(self, queue: list[Key]) -> Iterator[tuple[Key, Bytes]]:
        """Yield tiles while any are in the queue, which the window's thread may change at any time."""
        if self._reference is None:
            self._reference = self._compared()
        while True:
            try:
                key = queue.pop(0)
            except IndexError:
                return
            yield key, self._compute(*key)

    def _add(self, computed: tuple[Key, Bytes]) -> None:
        key, tile = computed
        if key not in self._tiles:
            self._bytes += tile.nbytes
            self._tiles[key] = tile
        while self._bytes > KEPT_BYTES and len(self._tiles) > 1:
            self._bytes -= self._tiles.popitem(last=False)[1].nbytes
        self.changed.emit()

    def _end(self, _: object) -> None:
        self._task = None
        # Wanted after the last look at the queue.
        self.want(self._queue[:])

    def _fail(self, error: Exception) -> None:
        """Leave it at the mel spectrogram: the file that the samples are in may be gone."""
        self._queue.clear()
        self._task = None

    def _compute(self, level: int, index: int) -> Bytes:
        """Return a tile's columns, with one more on either side."""
        hop = self._hop << level
        last = min((index + 1) * TILE_COLUMNS, self.n_columns(level))
        columns = np.arange(index * TILE_COLUMNS - 1, last + 1, dtype=np.int64)
        n_windows = min(max(4 * hop // self.window, 1), MOST_WINDOWS)
        inside = (np.arange(n_windows, dtype=np.int64) * 2 + 1) * hop // (2 * n_windows)
        centres = (columns[:, np.newaxis] * hop + inside).ravel()
        magnitudes = centred_magnitudes(self._samples, centres, self.window)
        loudest = magnitudes.reshape(len(columns), n_windows, -1).max(axis=1)
        assert self._reference is not None
        low, span, _ = self._reference
        share = (np.log(np.maximum(loudest, FLOOR)) - low) * np.float32(1 / span)
        return np.clip(byte_of(share), 0, 255).astype(np.uint8)

    def _compared(self) -> tuple[FloatArray, float, float]:
        """Choose the contrast from windows all over the song, with rows as dense as on the mel scale."""
        spread = np.linspace(0, max(len(self._samples) - 1, 0), SAMPLED_WINDOWS).astype(np.int64)
        near = round(self._loudest_time * self._rate) + np.arange(-4, 5) * self.window // 4
        logs = np.log(np.maximum(centred_magnitudes(self._samples, np.concatenate([spread, near]), self.window), FLOOR))
        hertz = FrequencyScale().row_edges(SAMPLED_ROWS)
        rows = np.array([self.row_of(value) for value in hertz.tolist()])
        low, span = contrast(logs[: len(spread), np.clip(np.round(rows).astype(int), 0, self.n_rows - 1)])
        all_rows: NDArray[np.float64] = np.arange(self.n_rows, dtype=np.float64)
        return np.interp(all_rows, rows, low).astype(np.float32), span, float(logs.max())
