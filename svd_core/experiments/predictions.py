"""What a model predicts for a labelled song, beside its labels."""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.data.dataset import LabelledSong
from svd_core.model.edge_deviation import EdgeDistances, edge_distances
from svd_core.model.postprocessing import regions_from_probabilities


@dataclass(frozen=True)
class LabelledPrediction:
    """One song: the smoothed probability of singing and the label of every checked frame.

    Attributes:
        probabilities: shape (n_checked,), float32.
        targets: whether the labels say singing, shape (n_checked,), bool.
        artist: the song's artist, where scores are also formed by artist.
    """

    name: str
    probabilities: FloatArray
    targets: BoolArray
    artist: str = ""

    @classmethod
    def of(cls, song: LabelledSong, probabilities: FloatArray, grid: FrameGrid, artist: str = "") -> LabelledPrediction:
        """The checked frames of a song's smoothed probabilities, which have the shape (n_frames,)."""
        checked = frame_targets.from_spans(song.checked_within(grid.duration), grid)
        sung = frame_targets.from_regions(song.regions, grid)
        return cls(song.name, probabilities[checked], sung[checked], artist)


@dataclass(frozen=True)
class Decided:
    """What postprocessing makes of one song's probabilities.

    Attributes:
        sung: whether each checked frame lies in a region, shape (n_checked,).
        edges: distances from the labelled edges in checked time to those of the regions.
    """

    sung: BoolArray
    edges: EdgeDistances

    @classmethod
    def of(cls, song: LabelledSong, smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> Decided:
        """Decide on a song's smoothed probabilities, shape (n_frames,), by all that the config says."""
        regions = regions_from_probabilities(smoothed, grid, config)
        spans = song.checked_within(grid.duration)
        checked = frame_targets.from_spans(spans, grid)
        sung = frame_targets.from_regions(regions, grid)[checked]
        return cls(sung, edge_distances(song.regions, regions, grid.duration, spans))
