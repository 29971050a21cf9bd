"""A song's probabilities, and the regions they give under settings that change while a slider moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model import postprocessing as postprocessing
from svd_core.model.rules import Levels, levels


class Posterior:
    """Probabilities of shape (n_frames,), with the last smoothing kept: another threshold then costs a comparison."""

    def __init__(self, probabilities: FloatArray, grid: FrameGrid) -> None:
        self.probabilities, self.grid = probabilities, grid
        self._median_frames = 0
        self._smoothed = probabilities

    def smoothed(self, median_frames: int) -> FloatArray:
        """Return the probabilities after a sliding median, shape (n_frames,)."""
        if median_frames != self._median_frames:
            self._smoothed = postprocessing.smooth(self.probabilities, median_frames)
            self._median_frames = median_frames
        return self._smoothed

    def levels(self, config: PostprocessingConfig) -> Levels:
        """Return the probabilities above which regions begin and go on in this song."""
        return levels(self.smoothed(config.median_frames), config)

    def regions(self, config: PostprocessingConfig) -> Regions:
        """Return the regions that the model proposes with these settings."""
        return postprocessing.regions_from_probabilities(self.smoothed(config.median_frames), self.grid, config)

    def crossings(self, config: PostprocessingConfig) -> NDArray[np.float64]:
        """Return the times in seconds at which the smoothed probability crosses the level of edges, sorted."""
        return postprocessing.crossings(self.smoothed(config.median_frames), self.grid, config)
