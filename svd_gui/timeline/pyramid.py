"""Curves and samples reduced to coarser and coarser steps, so that any zoom draws from a few thousand numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.scratch import let_go

Floats = NDArray[np.float32]


class Pyramid:
    """One reduction (minimum, maximum, sum …) of a 1-d array over blocks of `first`, then 4 times as many.

    `levels[0]` is the array itself, not a copy; call `refresh` after it was written to.
    """

    def __init__(self, values: Floats, reduce: np.ufunc, first: int = 4) -> None:
        self.reduce = reduce
        self.levels = [values]
        self.steps = [1]
        factor = first
        while len(self.levels[-1]) > factor * 64:
            length = -(-len(self.levels[-1]) // factor)
            self.levels.append(np.full(length, np.nan, np.float32))
            self.steps.append(self.steps[-1] * factor)
            factor = 4

    def refresh(self, start: int, stop: int) -> None:
        """Recompute the coarser levels over values[start:stop]."""
        for k in range(1, len(self.levels)):
            factor = self.steps[k] // self.steps[k - 1]
            fine, coarse = self.levels[k - 1], self.levels[k]
            start, stop = start // factor, min(-(-stop // factor), len(coarse))
            if stop <= start:
                return
            part = np.asarray(fine[start * factor : stop * factor])  # Of a mapped file, each result would be wrapped.
            coarse[start:stop] = self.reduce.reduceat(part, np.arange(0, len(part), factor))

    def take_over(self, other: Pyramid, length: int) -> None:
        """Take over what another one, with as many levels, has computed of the first `length` values, equal in both."""
        for level, found, step in zip(self.levels[1:], other.levels[1:], self.steps[1:], strict=True):
            level[: length // step] = found[: length // step]

    def columns(self, edges: NDArray[np.float64]) -> Floats:
        """Return the reduction between consecutive edges (rising indices of values), shape (len(edges) - 1,)."""
        return self._reduced(edges)[0]

    def means(self, edges: NDArray[np.float64]) -> Floats:
        """Return the reduction, which must be a sum, divided by the number of values it covers."""
        reduced, counted = self._reduced(edges)
        return np.asarray(reduced / counted, np.float32)

    def _reduced(self, edges: NDArray[np.float64]) -> tuple[Floats, NDArray[np.int64]]:
        width = (edges[-1] - edges[0]) / max(len(edges) - 1, 1)
        level = max(k for k, step in enumerate(self.steps) if k == 0 or step * 2 <= width)
        values, step = self.levels[level], self.steps[level]
        # Whole numbers may be a little less by rounding errors, which differ from one stretch to the next.
        index = np.clip((edges / step + 1e-6).astype(np.int64), 0, len(values))
        if edges[-1] >= len(self.levels[0]):
            index[-1] = len(values)  # The last block, too, which may be short.
        # Equal edges still take one block; the last block may be short.
        past = np.maximum(index[1:], index[:-1] + 1) * step
        counted = np.maximum(np.minimum(past, len(self.levels[0])) - index[:-1] * step, 1)
        if len(values) == 0:
            return np.full(len(edges) - 1, np.nan, np.float32), counted
        inside = np.minimum(index[:-1], len(values) - 1)
        result: Floats = self.reduce.reduceat(values[: max(index[-1], inside[-1] + 1)], inside)
        result[index[:-1] >= len(values)] = np.nan
        return result, counted


def column_edges(start: float, stop: float, per_column: float) -> NDArray[np.float64]:
    """Return edges of columns of equal width that cover start .. stop, on a grid that does not move with start.

    On a grid tied to the view every column would have other values after each scroll, and the curve would flicker.
    """
    first, last = np.floor(start / per_column), np.ceil(stop / per_column)
    return np.arange(first, last + 1) * per_column


@dataclass(frozen=True)
class Columns:
    """A curve by columns: lowest, highest and mean value around the times `at` in seconds; all of shape (n,)."""

    at: NDArray[np.float64]
    low: Floats
    high: Floats
    mean: Floats


class Curve:
    """Values at a fixed rate (in Hz) that may arrive piece by piece, NaN until known, with their pyramids."""

    def __init__(self, n_values: int, rate: float) -> None:
        self.rate = rate
        self.version = 0
        """Another whenever there are other values."""
        self.values = np.full(n_values, np.nan, np.float32)
        self._low = Pyramid(self.values, np.minimum)
        self._high = Pyramid(self.values, np.maximum)
        self._sum = Pyramid(self.values, np.add)

    def put(self, start: int, values: NDArray[Any]) -> None:
        """Write values from an index on; what does not fit is ignored."""
        stop = min(start + len(values), len(self.values))
        self.values[start:stop] = values[: stop - start]
        self.version += 1
        for pyramid in (self._low, self._high, self._sum):
            pyramid.refresh(start, stop)

    def at(self, time: float) -> float | None:
        """Return the value of the frame at a time, or None where it is not known."""
        index = int(time * self.rate)
        if not 0 <= index < len(self.values) or np.isnan(self.values[index]):
            return None
        return float(self.values[index])

    def columns(self, start: float, end: float, seconds_per_column: float) -> Columns:
        """Return the curve between two times, by columns; single values where a column would hold less than one."""
        per_column = seconds_per_column * self.rate
        if per_column <= 1:
            first, last = max(int(start * self.rate) - 1, 0), min(int(end * self.rate) + 2, len(self.values))
            part = self.values[first:last]
            at = np.arange(first, first + len(part), dtype=np.float64) + 0.5
            return Columns(at / self.rate, part, part, part)
        edges = column_edges(max(start, 0) * self.rate, min(end * self.rate, len(self.values)), per_column)
        if len(edges) < 2:
            return Columns(np.zeros(0), *(np.zeros(0, np.float32) for _ in range(3)))
        return Columns(
            (edges[:-1] + edges[1:]) / 2 / self.rate,
            self._low.columns(edges),
            self._high.columns(edges),
            self._sum.means(edges),
        )


class Envelope:
    """Peaks and effective level of a song's samples, float32 of shape (n,), filled step by step."""

    BLOCK = 64
    CHUNK = BLOCK * 4096
    LET_GO = 32 * CHUNK

    def __init__(self, samples: Floats, rate: float) -> None:
        self.rate = rate
        self.samples = samples
        self.filled = 0
        self.peak = 0.0
        self._low = Pyramid(samples, np.minimum, self.BLOCK)
        self._high = Pyramid(samples, np.maximum, self.BLOCK)
        self._block_power = np.full(-(-len(samples) // self.BLOCK), np.nan, np.float32)
        self._power = Pyramid(self._block_power, np.add)

    def continued(self, samples: Floats) -> Envelope:
        """Return an envelope of samples that begin with those filled here, of which nothing is computed again."""
        other = Envelope(samples, self.rate)
        pairs = ((other._low, self._low), (other._high, self._high), (other._power, self._power))
        if all(len(new.levels) == len(old.levels) for new, old in pairs):
            other.filled = min(self.filled, len(samples)) // self.CHUNK * self.CHUNK
            other.peak = self.peak
            n_blocks = other.filled // self.BLOCK
            other._block_power[:n_blocks] = self._block_power[:n_blocks]
            for (new, old), length in zip(pairs, (other.filled, other.filled, n_blocks), strict=True):
                new.take_over(old, length)
        return other

    def fill(self, n_ready: int | None = None) -> Iterator[None]:
        """Reduce the samples, or as many as are there already, some seconds of the song with each step."""
        n_ready = len(self.samples) if n_ready is None else min(n_ready, len(self.samples))
        if n_ready < len(self.samples):
            n_ready -= n_ready % self.BLOCK
        for start in range(self.filled, n_ready, self.CHUNK):
            stop = min(start + self.CHUNK, n_ready)
            part = np.asarray(self.samples[start:stop])
            self._low.refresh(start, stop)
            self._high.refresh(start, stop)
            blocks = slice(start // self.BLOCK, -(-stop // self.BLOCK))
            self._block_power[blocks] = np.add.reduceat(part * part, np.arange(0, len(part), self.BLOCK))
            self._power.refresh(blocks.start, blocks.stop)
            self.peak = max(self.peak, float(np.max(np.abs(part))))
            self.filled = stop
            if start % self.LET_GO < self.CHUNK:
                let_go(self.samples)
            yield
        let_go(self.samples)

    def columns(self, start: float, end: float, seconds_per_column: float) -> Columns:
        """Return lowest and highest sample between two times by columns, and as their mean the effective value (RMS).

        Where a column would hold less than a sample, single samples are returned and 0 as RMS.
        """
        per_column = seconds_per_column * self.rate
        if per_column <= 1:
            first, last = max(int(start * self.rate) - 1, 0), min(int(end * self.rate) + 2, self.filled)
            part = self.samples[first:last]
            return Columns(np.arange(first, first + len(part)) / self.rate, part, part, np.zeros_like(part))
        edges = column_edges(max(start, 0) * self.rate, min(end * self.rate, self.filled), per_column)
        if len(edges) < 2:
            return Columns(np.zeros(0), *(np.zeros(0, np.float32) for _ in range(3)))
        wide = per_column >= 2 * self.BLOCK
        power = self._power.means(edges / self.BLOCK) / self.BLOCK if wide else self._power_of_samples(edges)
        middle = (edges[:-1] + edges[1:]) / 2 / self.rate
        return Columns(middle, self._low.columns(edges), self._high.columns(edges), np.sqrt(power))

    def _power_of_samples(self, edges: NDArray[np.float64]) -> Floats:
        """Return the mean power between edges that are closer than blocks."""
        index = np.minimum(edges.astype(np.int64), len(self.samples) - 1)
        part = self.samples[index[0] : max(index[-1], index[0] + 1)]
        inside = np.minimum(index[:-1] - index[0], len(part) - 1)
        total = np.add.reduceat(part * part, inside)
        return np.asarray(total / np.maximum(np.diff(index), 1), np.float32)
