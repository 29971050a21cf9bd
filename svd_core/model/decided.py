"""What postprocessing makes of a labelled song: which checked frames are sung, and how far its edges are off."""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.model.edge_deviation import EdgeDistances, edge_distances
from svd_core.model.postprocessing import regions_from_probabilities


@dataclass(frozen=True)
class Decided:
    """The decision on one song.

    Attributes:
        sung: whether each checked frame lies in a region, shape (n_checked,).
        edges: distances from the labelled edges in checked time to those of the regions.
    """

    sung: BoolArray
    edges: EdgeDistances

    @classmethod
    def of(
        cls, labelled: Regions, checked: Spans, smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig
    ) -> Decided:
        """Decide on smoothed probabilities, shape (n_frames,), by all that the config says."""
        regions = regions_from_probabilities(smoothed, grid, config)
        frames = frame_targets.from_spans(checked, grid)
        sung = frame_targets.from_regions(regions, grid)[frames]
        return cls(sung, edge_distances(labelled, regions, grid.duration, checked))

    @classmethod
    def of_frames(
        cls, sung: BoolArray, checked: BoolArray, smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig
    ) -> Decided:
        """The same for labels that are given by frame, both of shape (n_frames,); edges lie on frames then."""
        labelled = frame_targets.to_regions(sung, grid, source="file")
        spans = tuple((region.start, region.end) for region in frame_targets.to_regions(checked, grid))
        return cls.of(labelled, spans, smoothed, grid, config)
