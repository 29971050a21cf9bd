"""A song's probabilities, and the regions they give under settings that change while a slider moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import Spans, clipped
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model import postprocessing
from svd_core.model.rules import Levels, flips, levels


class Posterior:
    """Probabilities of shape (n_frames,), with the last smoothing kept: another threshold then costs a comparison.

    They are NaN where the model has not looked for singing yet. Each stretch that is known is decided by itself, with
    levels that follow from all of them together.
    """

    def __init__(self, probabilities: FloatArray, grid: FrameGrid) -> None:
        self.probabilities, self.grid = probabilities, grid
        self._median_frames = 0
        self._smoothed = probabilities
        self._runs = _pairs(flips(~np.isnan(probabilities)))

    @classmethod
    def unknown(cls, grid: FrameGrid) -> Posterior:
        """The probabilities of a song in which no model has looked for singing yet."""
        return cls(np.full(grid.n_frames, np.nan, np.float32), grid)

    def put(self, start: int, values: FloatArray) -> None:
        """Take over the probabilities of the frames from `start` on."""
        end = start + len(values)
        self.probabilities[start:end] = values
        self._runs = _pairs(flips(~np.isnan(self.probabilities)))
        if self._median_frames:
            reach = self._median_frames
            self._smooth(max(start - reach, 0), min(end + reach, len(self.probabilities)))

    @property
    def n_known(self) -> int:
        """How many frames are known."""
        return sum(stop - start for start, stop in self._runs)

    @property
    def is_whole(self) -> bool:
        """Whether the model has looked for singing in all of the song."""
        return self.n_known == len(self.probabilities)

    def undetected(self, duration: float) -> Spans:
        """The time, of a song of so many seconds, in which the model has not looked for singing yet."""
        if self.is_whole:
            return ()
        unknown = _pairs(flips(np.isnan(self.probabilities)))
        n_frames, time = len(self.probabilities), self.grid.time
        spans = ((time(start), duration if stop == n_frames else time(stop)) for start, stop in unknown)
        return clipped(spans, 0.0, duration)

    def smoothed(self, median_frames: int) -> FloatArray:
        """Return the probabilities after a sliding median, shape (n_frames,)."""
        if median_frames != self._median_frames:
            self._smoothed = np.full(len(self.probabilities), np.nan, np.float32)
            self._median_frames = median_frames
            self._smooth(0, len(self.probabilities))
        return self._smoothed

    def _smooth(self, start: int, end: int) -> None:
        """Smooth the known frames between two, which are at least a median's length from what has changed."""
        reach = self._median_frames
        for low, high in self._runs:
            first, last = max(low, start), min(high, end)
            if first < last:
                around = slice(max(low, first - reach), min(high, last + reach))
                values = postprocessing.smooth(self.probabilities[around], reach)
                self._smoothed[first:last] = values[first - around.start : last - around.start]

    def levels(self, config: PostprocessingConfig) -> Levels:
        """Return the probabilities above which regions begin and go on in this song."""
        return levels(self.smoothed(config.median_frames), config)

    def regions(self, config: PostprocessingConfig) -> Regions:
        """Return the regions that the model proposes with these settings."""
        return tuple(
            _moved(region, part.offset)
            for part in self._stretches(config)
            for region in postprocessing.regions_from_probabilities(part.smoothed, part.grid, part.config)
        )

    def crossings(self, config: PostprocessingConfig) -> NDArray[np.float64]:
        """Return the times in seconds at which the smoothed probability crosses the level of edges, sorted."""
        return self._times(postprocessing.crossings, config)

    def rises(self, config: PostprocessingConfig) -> NDArray[np.float64]:
        """Return the times in seconds at which it rises above that level, sorted."""
        return self._times(postprocessing.rises, config)

    def _times(self, of: Callable[..., NDArray[np.float64]], config: PostprocessingConfig) -> NDArray[np.float64]:
        """Return what a function of `postprocessing` finds in each known stretch, in seconds of the song."""
        found = [of(part.smoothed, part.grid, part.config) + part.offset for part in self._stretches(config)]
        return np.concatenate(found) if found else np.zeros(0)

    def _stretches(self, config: PostprocessingConfig) -> Iterator[_Stretch]:
        """The known stretches, and the settings that hold in all of them."""
        smoothed = self.smoothed(config.median_frames)
        if config.rule == "otsu" and not self.is_whole:
            config = replace(config, rule="threshold", threshold=levels(smoothed, config).enter)
        for start, stop in self._runs:
            grid = FrameGrid(stop - start, self.grid.frame_rate)
            yield _Stretch(self.grid.time(start), smoothed[start:stop], grid, config)


class _Stretch(NamedTuple):
    """Known probabilities, smoothed, from a time on, and the settings that decide them."""

    offset: float
    smoothed: FloatArray
    grid: FrameGrid
    config: PostprocessingConfig


def _pairs(flips: NDArray[np.intp]) -> list[tuple[int, int]]:
    return list(zip(flips[::2].tolist(), flips[1::2].tolist(), strict=True))


def _moved(region: Region, offset: float) -> Region:
    return replace(region, start=region.start + offset, end=region.end + offset) if offset else region
