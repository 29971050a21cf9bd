"""What speaks for looking at a moment of a song again: doubt, models that disagree, hands that models contradict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model.postprocessing import regions_from_probabilities

CLEAR = 0.95
"""Probability of singing from which on, and of none, a model counts as sure against a person."""
SHORTEST_CONFLICT = 1.0
"""Seconds for which it must be sure: shorter ones are breaths and edges, over which people differ, too."""


@dataclass(frozen=True)
class Heard:
    """What one model makes of a song: smoothed probabilities of shape (n_frames,), and how it decides on them."""

    smoothed: FloatArray
    postprocessing: PostprocessingConfig

    def sung(self, grid: FrameGrid) -> BoolArray:
        """The frames that it takes for singing, shape (n_frames,)."""
        return frame_targets.from_regions(regions_from_probabilities(self.smoothed, grid, self.postprocessing), grid)


@dataclass(frozen=True)
class Evidence:
    """One song as far as it is known.

    Attributes:
        song: what it is known by, such as its path below the folder.
        artist: who sings, or what groups songs that resemble each other; "" counts as a group, too.
        heard: by the model in use, then by others, if any.
        regions: as they stand.
        known: the time that a person has checked and not left open.
        checked: all the time that a person has checked; nothing is asked there but for conflicts.
    """

    song: str
    artist: str
    grid: FrameGrid
    heard: tuple[Heard, ...]
    regions: Regions = ()
    known: Spans = ()
    checked: Spans = ()


@dataclass(frozen=True)
class Grounds:
    """The grounds for each frame, float64 of shape (n_frames,): parts of the frame that are expected to be wrong.

    Attributes:
        doubt: by the model's own probability, where nobody has checked.
        disagreement: share of the other models that decide otherwise, where nobody has checked.
        conflict: 1 where a person has checked and the model is sure of the contrary.
        sung: whether the model takes the frame for singing, bool.
    """

    doubt: NDArray[np.float64]
    disagreement: NDArray[np.float64]
    conflict: NDArray[np.float64]
    sung: BoolArray

    @classmethod
    def of(cls, evidence: Evidence) -> Grounds:
        """The grounds of one song; ValueError if a model's probabilities do not fit its frames."""
        grid, (own, *others) = evidence.grid, evidence.heard
        if any(len(heard.smoothed) != grid.n_frames for heard in evidence.heard):
            raise ValueError(f"{evidence.song}: probabilities for another number of frames than {grid.n_frames}")
        sung = own.sung(grid)
        open_frames = ~frame_targets.from_spans(evidence.checked, grid)
        singing = own.smoothed.astype(np.float64)
        doubt = np.where(sung, 1 - singing, singing) * open_frames
        disagreement = np.zeros(grid.n_frames)
        for other in others:
            disagreement += (other.sung(grid) != sung) & open_frames
        return cls(doubt, disagreement / max(1, len(others)), _conflict(evidence, own.smoothed), sung)


def _conflict(evidence: Evidence, smoothed: FloatArray) -> NDArray[np.float64]:
    """1 for the frames of known time in which the model is sure of the contrary for SHORTEST_CONFLICT or longer."""
    grid = evidence.grid
    known = frame_targets.from_spans(evidence.known, grid)
    labelled = frame_targets.from_regions(evidence.regions, grid)
    result = np.zeros(grid.n_frames)
    for contradicted in (known & labelled & (smoothed <= 1 - CLEAR), known & ~labelled & (smoothed >= CLEAR)):
        for run in frame_targets.to_regions(contradicted, grid):
            if run.length >= SHORTEST_CONFLICT:
                result[grid.first_frame_from(run.start) : grid.first_frame_from(run.end)] = 1.0
    return result
