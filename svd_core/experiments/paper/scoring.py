"""From probabilities to scores (paper section 5): thresholds come from songs that are not scored with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from svd_core.experiments.paper.splits import Split
from svd_core.experiments.predictions import LabelledPrediction
from svd_core.model.metrics import Counts, Scores, auroc, best_threshold, count, mean_of_songs, pooled_rates


@dataclass(frozen=True)
class Score:
    """Scores of one system, for one seed or (seed None) the mean over all seeds.

    Attributes:
        system: key of the `System`.
        scope: what was scored together: a "song"; a "fold" or an "artist", pooled over its frames; "all" frames; or
            the mean of all "artists", each pooled by itself.
        name: which song, fold or artist.
        counts: None for means, which have none.
        interval: of the error over seeds, at 95 %; None for one seed.
        model: the key of the network, where there is one.
    """

    system: str
    seed: int | None
    scope: str
    name: str
    fold: str
    artist: str
    scores: Scores
    counts: Counts | None = None
    interval: tuple[float, float] | None = None
    model: str = ""


def thresholds(splits: Sequence[Split], predictions: Mapping[str, Sequence[LabelledPrediction]]) -> dict[str, float]:
    """For every split by its name, the threshold to score it with.

    judged has what each split's network says of songs it has not learned from. The threshold is the best for the
    validation songs; in folds, the best for the test songs of all other folds, each as judged by its own network.
    """
    return {split.name: _threshold(split, splits, predictions) for split in splits}


def _threshold(split: Split, splits: Sequence[Split], predictions: Mapping[str, Sequence[LabelledPrediction]]) -> float:
    if split.validation:
        deciding = [song for song in predictions[split.name] if song.name in split.validation]
    else:
        deciding = [
            song
            for other in splits
            if other.name != split.name
            for song in predictions[other.name]
            if song.name in other.test
        ]
    return best_threshold([song.probabilities for song in deciding], [song.targets for song in deciding])


def scores_of_seed(
    system: str,
    seed: int,
    splits: Sequence[Split],
    predictions: Mapping[str, Sequence[LabelledPrediction]],
    models: Mapping[str, str] | None = None,
) -> Iterator[Score]:
    """All scores of one system with the networks of one seed; `models` has their keys by the name of the split."""
    chosen = thresholds(splits, predictions)
    tested = [(split.name, song) for split in splits for song in predictions[split.name] if song.name in split.test]
    keys = models or {}

    def scored(scope: str, name: str, part: Sequence[tuple[str, LabelledPrediction]]) -> Score:
        folds, artists = {fold for fold, _ in part}, {song.artist for _, song in part}
        fold, artist = (next(iter(found)) if len(found) == 1 else "" for found in (folds, artists))
        counts, scores = _pooled(part, chosen)
        return Score(system, seed, scope, name, fold, artist, scores, counts, model=keys.get(fold, ""))

    for fold, song in tested:
        yield scored("song", song.name, [(fold, song)])
    for split in splits:
        yield scored("fold", split.name, [(fold, song) for fold, song in tested if fold == split.name])
    artists = [
        scored("artist", artist, [(fold, song) for fold, song in tested if song.artist == artist])
        for artist in sorted({song.artist for _, song in tested})
    ]
    yield from artists
    yield Score(system, seed, "artists", "", "", "", mean_of_songs([artist.scores for artist in artists]))
    yield scored("all", "", tested)


def _pooled(part: Sequence[tuple[str, LabelledPrediction]], chosen: Mapping[str, float]) -> tuple[Counts, Scores]:
    """Counts and scores pooled over all frames of some songs, each with the threshold of its fold.

    The threshold in the scores is the mean of those used. AUROC is over the probabilities of all networks together.
    """
    each = [count(song.probabilities, song.targets, chosen[fold]) for fold, song in part]
    probabilities = np.concatenate([song.probabilities for _, song in part])
    targets = np.concatenate([song.targets for _, song in part])
    scores = Scores(
        **pooled_rates(each),
        auroc=auroc(probabilities, targets),
        threshold=float(np.mean([chosen[fold] for fold in sorted({fold for fold, _ in part})])),
        frames=len(targets),
    )
    return Counts(*np.sum([astuple(item) for item in each], axis=0).tolist()), scores


def means_over_seeds(scores: Sequence[Score]) -> Iterator[Score]:
    """For everything that was scored, the mean over seeds with the interval of the error."""
    groups: dict[tuple[str, str, str], list[Score]] = {}
    for item in scores:
        groups.setdefault((item.system, item.scope, item.name), []).append(item)
    for (system, scope, name), group in groups.items():
        first, rates = group[0], [item.scores for item in group]
        mean = replace(mean_of_songs(rates), frames=first.scores.frames)
        interval = interval_of_mean([item.error for item in rates if item.error is not None])
        yield Score(system, None, scope, name, first.fold, first.artist, mean, interval=interval)


def interval_of_mean(values: Sequence[float]) -> tuple[float, float] | None:
    """The 95 % interval of the mean of a few values by Student's t; None for fewer than two."""
    if len(values) < 2:
        return None
    from scipy.special import stdtrit

    mean = float(np.mean(values))
    half = float(stdtrit(len(values) - 1, 0.975)) * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return mean - half, mean + half
