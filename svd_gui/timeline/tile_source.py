"""Where tiles of a spectrogram come from, and how their rows are laid on a scale of frequencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from svd_gui.timeline.frequency_scale import FrequencyScale

TILE_COLUMNS = 512
WIDEST_BLENDED = 1.5
"""Rows of a source up to which a row on screen is blended from its neighbours; of more, it shows the loudest."""

Bytes = NDArray[np.uint8]


class TileSource(Protocol):
    """A picture as bytes, at full resolution (level 0) and at coarser ones, each with half as many columns."""

    @property
    def n_levels(self) -> int: ...

    @property
    def n_rows(self) -> int:
        """How many frequencies there are."""
        ...

    def n_columns(self, level: int) -> int: ...

    def column_seconds(self, level: int) -> float: ...

    def row_of(self, hertz: float) -> float:
        """The row of a frequency; row i has its own in its middle, at i."""
        ...

    def has_tile(self, level: int, index: int) -> bool: ...

    def tile(self, level: int, index: int) -> Bytes | None:
        """The columns of a tile, shape (n, n_rows), low frequencies first; None where they are not known yet.

        They are TILE_COLUMNS, fewer at the end, and one more on either side, for smooth scaling to blend with: else
        every tile's border would show.
        """
        ...


@dataclass(frozen=True)
class TileRows:
    """Which rows of a source each row on screen shows, from the bottom up.

    `lower` and `weight` (of 256) say between which two rows and how to blend; rows `pooled` show the loudest of the
    source's rows `first` to `last`.
    """

    lower: NDArray[np.intp]
    weight: NDArray[np.uint16]
    pooled: slice
    first: NDArray[np.intp]
    last: NDArray[np.intp]

    @classmethod
    def of(cls, scale: FrequencyScale, source: TileSource, n_rows: int) -> TileRows:
        """Lay a source's rows on a scale."""
        edges = np.array([source.row_of(hertz) for hertz in scale.row_edges(n_rows).tolist()])
        last = source.n_rows - 1
        middle = np.clip((edges[:-1] + edges[1:]) / 2, 0, last)
        lower = np.minimum(middle.astype(np.intp), max(last - 1, 0))
        weight = np.round(256 * (middle - lower)).astype(np.uint16)
        wide = np.flatnonzero(np.diff(edges) > WIDEST_BLENDED)
        pooled = slice(int(wide[0]), int(wide[-1]) + 1) if len(wide) else slice(0, 0)
        bounds = np.clip(np.round(edges + 0.5).astype(np.intp), 0, last + 1)
        first = np.minimum(bounds[:-1][pooled], last)
        return cls(lower, weight, pooled, first, np.maximum(bounds[1:][pooled] - 1, first))

    def arranged(self, columns: Bytes) -> Bytes:
        """Return columns of shape (n, rows of the source) as rows on screen, the highest first: (rows, n)."""
        rows = np.ascontiguousarray(columns.T)
        upper = np.minimum(self.lower + 1, len(rows) - 1)
        weight = self.weight[:, np.newaxis]
        blended = rows[self.lower] * (256 - weight)
        blended += rows[upper] * weight
        blended += 128
        blended >>= 8
        result = blended.astype(np.uint8)
        if len(self.first):
            # Whole rows at once: numpy's own maximum over stretches of rows takes twenty times as long.
            loudest = rows[self.first]
            for further in range(1, int(np.max(self.last - self.first)) + 1):
                np.maximum(loudest, rows[np.minimum(self.first + further, self.last)], out=loudest)
            result[self.pooled] = loudest
        return result[::-1]
