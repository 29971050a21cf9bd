"""A song's probabilities, ready to be decided on again and again while a slider moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model import postprocessing as decisions


class Posterior:
    """Remembers the last smoothing, so that moving the threshold costs a comparison only."""

    def __init__(self, probabilities: FloatArray, grid: FrameGrid) -> None:
        self.probabilities, self.grid = probabilities, grid
        self._median_frames = 0
        self._smoothed = probabilities

    def smoothed(self, median_frames: int) -> FloatArray:
        """Probabilities after a sliding median, shape (n_frames,)."""
        if median_frames != self._median_frames:
            self._smoothed = decisions.smooth(self.probabilities, median_frames)
            self._median_frames = median_frames
        return self._smoothed

    def regions(self, config: PostprocessingConfig) -> Regions:
        """What the model proposes under a decision."""
        return decisions.regions_from_probabilities(self.smoothed(config.median_frames), self.grid, config)

    def crossings(self, config: PostprocessingConfig) -> NDArray[np.float64]:
        """Times at which the smoothed probability crosses the threshold."""
        return decisions.crossings(self.smoothed(config.median_frames), config.threshold, self.grid)
