"""What a model predicts for a labelled song, beside its labels."""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.data.dataset import LabelledSong


@dataclass(frozen=True)
class LabelledPrediction:
    """One song: the smoothed probability of singing and the label of every checked frame.

    Attributes:
        probabilities: shape (n_checked,), float32.
        targets: whether the labels say singing, shape (n_checked,), bool.
    """

    name: str
    probabilities: FloatArray
    targets: BoolArray

    @classmethod
    def of(cls, song: LabelledSong, probabilities: FloatArray, grid: FrameGrid) -> LabelledPrediction:
        """The checked frames of a song's smoothed probabilities, which have the shape (n_frames,)."""
        checked = frame_targets.from_spans(song.checked_within(grid.duration), grid)
        sung = frame_targets.from_regions(song.regions, grid)
        return cls(song.name, probabilities[checked], sung[checked])
