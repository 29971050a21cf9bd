"""Scores of frame-wise detection: pooled over all frames, song by song, and with confidence intervals.

Conventions: all scores are fractions; a frame is called vocal if its probability is strictly above the
threshold. A score that is 0/0 is undefined, as is AUROC where only one class occurs: it is None, in no mean, null in
JSON, and shown as "–" (`score_text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Probabilities = Sequence[NDArray[np.floating]]
Targets = Sequence[NDArray[np.bool_]]

THRESHOLDS: tuple[float, ...] = (
    *(1e-5, 1e-4, 1e-3),
    *(percent / 100 for percent in range(1, 100)),
    *(0.999, 0.9999, 0.99999),
)


@dataclass(frozen=True)
class Scores:
    """Scores over some frames at one threshold; None where undefined, such as the recall where nobody sings."""

    error: float | None
    recall: float | None
    specificity: float | None
    precision: float | None
    f1: float | None
    auroc: float | None
    threshold: float
    frames: int


@dataclass(frozen=True, kw_only=True)
class SongScores(Scores):
    """Scores over the frames of one song."""

    name: str


@dataclass(frozen=True)
class Counts:
    """Numbers of frames by label and prediction."""

    true_positive: int
    false_positive: int
    true_negative: int
    false_negative: int


MEASURES = ("error", "recall", "specificity", "precision", "f1")


def count(probabilities: NDArray[np.floating], targets: NDArray[np.bool_], threshold: float) -> Counts:
    """Compare one song's probabilities with its targets, both of shape (n_frames,)."""
    _check([probabilities], [targets])
    return count_decided(probabilities > threshold, targets)


def count_decided(predicted: NDArray[np.bool_], targets: NDArray[np.bool_]) -> Counts:
    """Compare what was decided for the frames of one song with its targets, both of shape (n_frames,)."""
    if predicted.shape != targets.shape:
        raise ValueError(f"decisions of shape {predicted.shape}, targets of {targets.shape}")
    hits = int(np.count_nonzero(predicted & targets))
    n_predicted, n_sung, n_frames = int(np.count_nonzero(predicted)), int(np.count_nonzero(targets)), len(targets)
    return Counts(hits, n_predicted - hits, n_frames - n_predicted - n_sung + hits, n_sung - hits)


def score(probabilities: Probabilities, targets: Targets, threshold: float, decided: Targets | None = None) -> Scores:
    """Scores pooled over all frames of all songs, so that longer songs weigh more.

    All sequences hold one array of shape (n_frames,) for each song; ValueError if they do not fit or hold NaN.
    `decided` is what another rule than the threshold made of the probabilities.
    """
    _check(probabilities, targets)
    if decided is None:
        decided = [song > threshold for song in probabilities]
    per_song = [count_decided(*song) for song in zip(decided, targets, strict=True)]
    rates = pooled_rates(per_song)
    frames = sum(len(song) for song in targets)
    area = auroc(np.concatenate(probabilities), np.concatenate(targets)) if frames else None
    return Scores(
        error=rates["error"],
        recall=rates["recall"],
        specificity=rates["specificity"],
        precision=rates["precision"],
        f1=rates["f1"],
        auroc=area,
        threshold=float(threshold),
        frames=frames,
    )


def pooled_rates(counts: Sequence[Counts]) -> dict[str, float | None]:
    """The MEASURES over all frames counted."""
    rates = rates_of(_table(counts).sum(axis=0))
    return {name: None if np.isnan(value) else float(value) for name, value in rates.items()}


def score_songs(
    names: Sequence[str],
    probabilities: Probabilities,
    targets: Targets,
    threshold: float,
    decided: Targets | None = None,
) -> tuple[SongScores, ...]:
    """The scores of each song, in the order given."""
    if decided is None:
        decided = [song > threshold for song in probabilities]
    return tuple(
        SongScores(**asdict(score([probability], [target], threshold, [mask])), name=name)
        for name, probability, target, mask in zip(names, probabilities, targets, decided, strict=True)
    )


def mean_of_songs(songs: Sequence[Scores]) -> Scores:
    """Each score averaged over the songs in which it is defined, so that these weigh the same; frames is the sum."""

    def mean(name: str) -> float | None:
        values = [value for song in songs if (value := getattr(song, name)) is not None]
        return float(np.mean(values)) if values else None

    return Scores(
        error=mean("error"),
        recall=mean("recall"),
        specificity=mean("specificity"),
        precision=mean("precision"),
        f1=mean("f1"),
        auroc=mean("auroc"),
        threshold=mean("threshold") or 0.0,
        frames=sum(song.frames for song in songs),
    )


def best_threshold(probabilities: Probabilities, targets: Targets) -> float:
    """The first of THRESHOLDS with the highest accuracy pooled over all frames."""
    _check(probabilities, targets)
    if not len(targets):
        raise ValueError("no songs to choose a threshold on")
    joined, sung = np.concatenate(probabilities), np.concatenate(targets)
    # In the probabilities' own precision, as `probabilities > threshold` compares elsewhere.
    grid = np.array(THRESHOLDS, dtype=joined.dtype)
    vocal, other = np.sort(joined[sung]), np.sort(joined[~sung])
    correct = len(vocal) - np.searchsorted(vocal, grid, "right") + np.searchsorted(other, grid, "right")
    return THRESHOLDS[int(np.argmax(correct))]


def auroc(probabilities: NDArray[np.floating], targets: NDArray[np.bool_]) -> float | None:
    """Area under the ROC curve: how often a vocal frame has a higher probability than another; ties count one half.

    None where only one class occurs.
    """
    _check([probabilities], [targets])
    vocal, other = np.sort(probabilities[targets]), np.sort(probabilities[~targets])
    if not len(vocal) or not len(other):
        return None
    below = np.searchsorted(other, vocal, "left").sum(dtype=np.int64)
    not_above = np.searchsorted(other, vocal, "right").sum(dtype=np.int64)
    return float((int(below) + int(not_above)) / (2 * len(vocal) * len(other)))


def bootstrap_interval(
    counts: Sequence[Counts], measure: str = "error", level: float = 0.95, resamples: int = 10_000, seed: int = 0
) -> tuple[float, float] | None:
    """The bootstrap percentile interval of a pooled score, resampling whole songs with replacement.

    Songs and not frames are resampled, because the frames of a song are not independent. measure is one of MEASURES;
    the same seed gives the same interval. Resamples in which the score is undefined are left out; None if all are.
    """
    if measure not in MEASURES:
        raise ValueError(f"no measure {measure!r}; there are {', '.join(MEASURES)}")
    if not counts:
        return None
    table, generator = _table(counts), np.random.default_rng(seed)
    per_block = max(1, 1_000_000 // len(counts))
    values = []
    for first in range(0, resamples, per_block):
        chosen = generator.integers(len(counts), size=(min(per_block, resamples - first), len(counts)))
        values.append(rates_of(table[chosen].sum(axis=1))[measure])
    joined = np.concatenate(values)
    defined = joined[~np.isnan(joined)]
    if not len(defined):
        return None
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _table(counts: Sequence[Counts]) -> NDArray[np.int64]:
    """Counts as rows, shape (n_songs, 4), in the order of the fields."""
    rows = [(song.true_positive, song.false_positive, song.true_negative, song.false_negative) for song in counts]
    return np.array(rows, np.int64).reshape(-1, 4)


def rates_of(table: NDArray[np.int64] | NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """The MEASURES of counts, weighted or not, of shape (..., 4), each of shape (...); NaN where undefined."""
    hits, alarms, quiet, missed = np.moveaxis(table, -1, 0)
    return {
        "error": ratio(alarms + missed, hits + alarms + quiet + missed),
        "recall": ratio(hits, hits + missed),
        "specificity": ratio(quiet, quiet + alarms),
        "precision": ratio(hits, hits + alarms),
        "f1": ratio(2 * hits, 2 * hits + alarms + missed),
    }


def ratio(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    """A part of a whole, element by element; NaN where there is none."""
    return np.asarray(np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan), np.float64)


def _check(probabilities: Probabilities, targets: Targets) -> None:
    if len(probabilities) != len(targets):
        raise ValueError(f"probabilities of {len(probabilities)} songs, targets of {len(targets)}")
    for index, (values, sung) in enumerate(zip(probabilities, targets, strict=True)):
        if values.ndim != 1 or values.shape != sung.shape:
            raise ValueError(f"song {index}: probabilities of shape {values.shape}, targets of {sung.shape}")
        if sung.dtype != np.bool_:
            raise ValueError(f"song {index}: targets must be bool, not {sung.dtype}")
        if np.isnan(values).any():
            raise ValueError(f"song {index}: probabilities hold NaN")
