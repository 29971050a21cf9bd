"""What a model predicts for a labelled song, beside its labels."""

from __future__ import annotations

from dataclasses import dataclass

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray


@dataclass(frozen=True)
class LabelledPrediction:
    """One song: the smoothed probability of singing and the label of every frame.

    Attributes:
        probabilities: shape (n_frames,), float32.
        targets: whether the labels say singing, shape (n_frames,), bool.
        artist: the song's artist, where scores are also formed by artist.
    """

    name: str
    probabilities: FloatArray
    targets: BoolArray
    artist: str = ""
