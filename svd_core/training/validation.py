"""Score a network on songs that it does not learn from, in the way detection uses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from svd_core.audio.features import FrameGrid, log_mel
from svd_core.data.recordings import Recording
from svd_core.model.checkpoint import Model
from svd_core.model.decided import Decided
from svd_core.model.edge_deviation import EdgeDeviation, edge_deviation
from svd_core.model.inference import detect
from svd_core.model.metrics import Scores, best_threshold, score
from svd_core.model.postprocessing import smooth


@dataclass(frozen=True)
class Outcome:
    """Scores and edges over all songs at the best threshold, and the raw probabilities' mean cross-entropy in nats."""

    scores: Scores
    edges: EdgeDeviation
    loss: float


def validate(model: Model, songs: Sequence[Recording]) -> Outcome:
    """Detect in every song and score checked time against its labels, at the threshold with the lowest error there.

    With the model's own rule and corrections of edges; the threshold is the best one for frames taken by themselves.
    """
    raw = [detect(model, log_mel(song.cut(), model.features)) for song in songs]
    checked = [song.checked_frames for song in songs]
    whole = [smooth(probabilities, model.postprocessing.median_frames) for probabilities in raw]
    smoothed = [probabilities[frames] for probabilities, frames in zip(whole, checked, strict=True)]
    targets = [song.sung[frames] for song, frames in zip(songs, checked, strict=True)]
    threshold = best_threshold(smoothed, targets)
    config = replace(model.postprocessing, threshold=threshold)
    decided = [
        Decided.of_frames(song.sung, frames, curve, FrameGrid(song.n_frames, model.features.frame_rate), config)
        for song, frames, curve in zip(songs, checked, whole, strict=True)
    ]
    scores = score(smoothed, targets, threshold, [one.sung for one in decided])
    joined = np.concatenate([probabilities[frames] for probabilities, frames in zip(raw, checked, strict=True)])
    joined = np.clip(joined, 1e-7, 1 - 1e-7)
    sung = np.concatenate(targets)
    loss = float(-np.mean(np.where(sung, np.log(joined), np.log1p(-joined))))
    return Outcome(scores, edge_deviation(one.edges for one in decided), loss)
