"""Judges posteriors of left-out songs: every artist weighs at most as much as a few songs, intervals are over artists.

Frames of one song, and songs of one artist, are not independent: what says how a network does on songs by others is how
it differs from artist to artist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray
from svd_core.experiments.folds.edges import distances_to_found
from svd_core.model.metrics import rates_of, ratio

MOST_SONGS = 3
"""As many songs as an artist counts at most: the songs of one with more share this weight."""

THRESHOLDS = tuple(step / 10 for step in range(-80, 81))
"""Thresholds among which the best is looked for, as logits: probabilities of .0003 to .9997."""

DRAWS = 50_000
"""Draws of artists from which an interval is formed: enough for its ends to be within a twentieth of a point."""

_MOST_DRAWN = 5_000_000
"""Artists drawn in all draws together, which bounds memory."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class JudgedSong:
    """One song that the network which judged it has not learned from.

    Attributes:
        logits: of every frame, smoothed or not, shape (n_frames,), float32.
        sung: the labels, shape (n_frames,), bool.
        checked: frames whose label is known, shape (n_frames,), bool; only they count.
    """

    name: str
    artist: str
    logits: FloatArray
    sung: BoolArray
    checked: BoolArray


@dataclass(frozen=True)
class Value:
    """A figure and its 95 % interval over artists; None where it is undefined, or where there is one artist."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Figure:
    """A figure, and what it would be for the artists of each draw, shape (n_draws,); NaN where it is undefined."""

    value: float
    drawn: Array

    @classmethod
    def of(cls, found: Array) -> Figure:
        """Take what was found for each row of `artist_weights`, shape (1 + n_draws,)."""
        return cls(float(found[0]), found[1:])

    @property
    def with_interval(self) -> Value:
        """The figure with its interval, formed from the draws in which it is defined."""
        if np.isnan(self.value):
            return Value(None)
        defined = self.drawn[~np.isnan(self.drawn)]
        if not len(defined):
            return Value(self.value)
        low, high = np.quantile(defined, [0.025, 0.975])
        return Value(self.value, float(low), float(high))


MEASURES = (
    *("error", "recall", "specificity", "precision", "f1", "auroc"),
    *("best_error", "others_error", "own_error", "edge", "best_edge"),
)
"""What is said of a network; rates are fractions of frames, weighted so that no artist counts as more than a few songs.

- error, recall, specificity, precision, f1: at the threshold given.
- auroc: over all frames together, so that it falls where probabilities differ from song to song.
- best_error: at the one threshold that is best for all these songs.
- others_error: each artist at the threshold that is best for the others or, with validation songs, for those.
- own_error: each song at its own best threshold: what the ranking of frames inside songs would allow.
- edge: mean distance in s from a labelled edge of a region to the nearest one found at the threshold given, at most
  `edges.FARTHEST`; every labelled edge counts once.
- best_edge: the same at the best common threshold.
"""


@dataclass(frozen=True)
class Scores:
    """How a network does.

    Attributes:
        seconds: checked time that was scored.
        best_threshold: the best common threshold, a probability.
        values: each of MEASURES.
    """

    songs: int
    artists: int
    seconds: float
    best_threshold: float
    values: dict[str, Value]


@dataclass(frozen=True)
class DrawnScores:
    """Scores with what they would be for the artists of each draw; takes some megabytes."""

    songs: int
    artists: int
    seconds: float
    best_threshold: float
    figures: dict[str, Figure]

    @property
    def scores(self) -> Scores:
        """Values and intervals only."""
        values = {name: figure.with_interval for name, figure in self.figures.items()}
        return Scores(self.songs, self.artists, self.seconds, self.best_threshold, values)


def mean_scores(scores: Sequence[DrawnScores]) -> DrawnScores:
    """The means over seeds, draw by draw; all must be of the same songs."""
    first = scores[0]
    figures = {
        name: Figure(
            float(np.mean([item.figures[name].value for item in scores])),
            np.mean([item.figures[name].drawn for item in scores], axis=0),
        )
        for name in MEASURES
    }
    threshold = float(np.mean([item.best_threshold for item in scores]))
    return DrawnScores(first.songs, first.artists, first.seconds, threshold, figures)


class Judgement:
    """What is to be said of some songs at a threshold, together and artist by artist."""

    def __init__(
        self,
        songs: Sequence[JudgedSong],
        threshold: float,
        frame_rate: float,
        validation: Sequence[JudgedSong] = (),
    ) -> None:
        """Args: threshold: a probability; frames above it are called sung. validation: songs to choose another by."""
        self.songs = tuple(songs)
        self._validation = tuple(validation)
        self.artists = tuple(sorted({song.artist for song in songs}))
        self._threshold = logit(threshold)
        self._frame_rate = frame_rate
        self._number = {artist: number for number, artist in enumerate(self.artists)}
        self._weights = weights([song.artist for song in songs])

    def scores(self) -> DrawnScores:
        """The scores of all songs, with intervals over artists."""
        return self._scores(artist_weights(len(self.artists)))

    def song_errors(self) -> dict[str, float]:
        """The share of wrong frames of each song at the threshold, by its name; NaN where nothing is checked."""
        found = {}
        for song in self.songs:
            wrong = (song.logits > self._threshold) != song.sung
            found[song.name] = float(wrong[song.checked].mean()) if song.checked.any() else np.nan
        return found

    def of_artist(self, artist: str) -> DrawnScores:
        """The scores of one artist's songs, without intervals."""
        only = np.zeros((1, len(self.artists)))
        only[0, self._number[artist]] = 1
        return self._scores(only)

    def measures(self, weight: Array) -> dict[str, Array]:
        """Those of MEASURES for which no other artists are asked, for weights (n, n_artists) of artists; each (n,)."""
        tables = self._tables
        frames = weight @ tables.counts.sum(axis=1)
        return rates_of(weight @ tables.counts) | {
            "auroc": self._auroc(weight),
            "best_error": ratio((weight @ tables.errors).min(axis=1), frames),
            "own_error": ratio(weight @ tables.own_errors, frames),
            "edge": self._edge(self._threshold, weight),
        }

    def _scores(self, weight: Array) -> DrawnScores:
        """The scores for weights (n, n_artists), of which the first row is what is measured."""
        tables, chosen = self._tables, weight[0] > 0
        best = int(np.argmin(weight[0] @ tables.errors))
        others = np.zeros(len(chosen))
        others[chosen] = self._errors_by_others(tables.errors[chosen])
        found = self.measures(weight) | {
            "others_error": ratio(weight @ others, weight @ tables.counts.sum(axis=1)),
            "best_edge": self._edge(THRESHOLDS[best], weight),
        }
        songs = [song for song in self.songs if chosen[self._number[song.artist]]]
        return DrawnScores(
            songs=len(songs),
            artists=int(chosen.sum()),
            seconds=sum(int(song.checked.sum()) for song in songs) / self._frame_rate,
            best_threshold=probability(THRESHOLDS[best]),
            figures={name: Figure.of(found[name]) for name in MEASURES},
        )

    def _errors_by_others(self, curves: Array) -> Array:
        """Wrong frames of each artist at a threshold that its songs did not choose, shape (n_artists,).

        NaN for a single artist without validation songs. curves: at each of THRESHOLDS, shape (n_artists, n).
        """
        if self._validation:
            artists = [song.artist for song in self._validation]
            wrong = sum(
                weight * error_counts(song.logits[song.checked], song.sung[song.checked])
                for song, weight in zip(self._validation, weights(artists), strict=True)
            )
            return np.asarray(curves[:, np.argmin(wrong)])
        if len(curves) < 2:
            return np.full(len(curves), np.nan)
        best = np.argmin(curves.sum(axis=0) - curves, axis=1)
        return np.asarray(curves[np.arange(len(curves)), best])

    @cached_property
    def _tables(self) -> _Tables:
        n_artists = len(self.artists)
        counts, errors = np.zeros((n_artists, 4)), np.zeros((n_artists, len(THRESHOLDS)))
        own_errors = np.zeros(n_artists)
        for song, weight in zip(self.songs, self._weights, strict=True):
            number = self._number[song.artist]
            logits, sung = song.logits[song.checked], song.sung[song.checked]
            called = logits > self._threshold
            counts[number] += weight * np.array(
                [(called & sung).sum(), (called & ~sung).sum(), (~called & ~sung).sum(), (~called & sung).sum()]
            )
            curve = error_counts(logits, sung)
            errors[number] += weight * curve
            own_errors[number] += weight * curve.min()
        return _Tables(counts, errors, own_errors)

    def _edge(self, threshold: float, weight: Array) -> Array:
        """Mean distance of labelled edges in s for weights (n, n_artists), shape (n,)."""
        sums, counts = np.zeros((2, len(self.artists)))
        for song in self.songs:
            distances = distances_to_found(song.logits > threshold, song.sung, song.checked, self._frame_rate)
            sums[self._number[song.artist]] += distances.sum()
            counts[self._number[song.artist]] += len(distances)
        return ratio(weight @ sums, weight @ counts)

    def _auroc(self, weight: Array) -> Array:
        """The AUROC (n,) for weights (n, n_artists); NaN where one class is missing."""
        above, sung, unsung = self._pairs
        return ratio(((weight @ above) * weight).sum(axis=1), (weight @ sung) * (weight @ unsung))

    @cached_property
    def _pairs(self) -> tuple[Array, Array, Array]:
        """How often a sung frame of artist a is above an unsung one of artist b, shape (a, b), ties one half.

        With it the weights of the sung and of the unsung frames of each artist. From these the AUROC follows for
        whatever artists are drawn.
        """
        n_artists = len(self.artists)
        owners = np.concatenate([np.full(int(s.checked.sum()), self._number[s.artist]) for s in self.songs])
        weight = np.concatenate(
            [np.full(int(s.checked.sum()), w) for s, w in zip(self.songs, self._weights, strict=True)]
        )
        logits = np.concatenate([song.logits[song.checked] for song in self.songs])
        sung = np.concatenate([song.sung[song.checked] for song in self.songs])
        above = np.zeros((n_artists, n_artists))
        for number in range(n_artists):
            mine = np.sort(logits[~sung & (owners == number)])
            # All songs of an artist weigh the same.
            each = weight[owners == number][0] if (owners == number).any() else 0.0
            below = np.searchsorted(mine, logits[sung], "left") + np.searchsorted(mine, logits[sung], "right")
            above[:, number] = each / 2 * np.bincount(owners[sung], weight[sung] * below, minlength=n_artists)
        totals = [np.bincount(owners[part], weight[part], minlength=n_artists) for part in (sung, ~sung)]
        return above, totals[0].astype(np.float64), totals[1].astype(np.float64)


@dataclass(frozen=True)
class _Tables:
    """Weighted numbers of frames by artist.

    Attributes:
        counts: hits, false alarms, true silences and misses at the threshold, shape (n_artists, 4).
        errors: wrong frames at each of THRESHOLDS, shape (n_artists, n_thresholds).
        own_errors: wrong frames with every song at its own best threshold, shape (n_artists,).
    """

    counts: Array
    errors: Array
    own_errors: Array


def weights(artists: Sequence[str]) -> list[float]:
    """The weight of each song by its artist: one, or less where an artist has more than MOST_SONGS.

    >>> weights(["a", "b", "b", "b", "b", "b", "b"])
    [1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    """
    return [min(MOST_SONGS, artists.count(artist)) / artists.count(artist) for artist in artists]


@lru_cache(maxsize=2)
def draws(n_artists: int) -> Array:
    """How often each artist is drawn, with replacement, shape (n_draws, n_artists); always the same draws."""
    count = min(DRAWS, _MOST_DRAWN // n_artists)
    chosen = np.random.default_rng(0).integers(n_artists, size=(count, n_artists))
    places = chosen + n_artists * np.arange(count)[:, np.newaxis]
    drawn = np.bincount(places.ravel(), minlength=count * n_artists).reshape(count, n_artists).astype(np.float64)
    drawn.flags.writeable = False
    return drawn


def artist_weights(n_artists: int) -> Array:
    """How much each artist counts, shape (1 + n_draws, n_artists).

    The first row has every artist once: what is measured. The others are draws, of which a single artist has none.
    """
    once = np.ones((1, n_artists))
    return np.concatenate([once, draws(n_artists)]) if n_artists > 1 else once


def error_counts(logits: FloatArray, sung: BoolArray) -> Array:
    """The number of frames that are wrong at each of THRESHOLDS, shape (n_thresholds,)."""
    grid = np.array(THRESHOLDS)
    missed = np.searchsorted(np.sort(logits[sung]), grid, "right")
    alarms = np.count_nonzero(~sung) - np.searchsorted(np.sort(logits[~sung]), grid, "right")
    return np.asarray(missed + alarms, np.float64)


def logit(probability: float) -> float:
    """The logit of a probability; infinite at 0 and 1."""
    with np.errstate(divide="ignore"):
        return float(np.log(np.float64(probability)) - np.log1p(-np.float64(probability)))


def probability(logit: float) -> float:
    """The probability of a logit."""
    return float(1 / (1 + np.exp(-logit)))
