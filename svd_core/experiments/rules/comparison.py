"""Compares rules on posteriors: each artist is decided by the setting that is best on the other ones.

So no setting is judged by the songs that chose it. What a rule would reach with the best setting for all is given too,
since the difference is what choosing on so few artists costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.folds.judgement import Figure, Value, draws, weights
from svd_core.experiments.rules.candidates import Candidates
from svd_core.model.doubt import doubt
from svd_core.model.edge_deviation import EdgeDeviation, EdgeDistances, edge_deviation, edge_distances
from svd_core.model.postprocessing import decided_frames, regions_from_probabilities, smooth

Array = NDArray[np.float64]
MEASURES = ("error", "recall", "specificity")


@dataclass(frozen=True)
class Song:
    """A song that was not learned from: its logits of shape (n_frames,), unsmoothed, with what labels say of it."""

    labelled: LabelledSong
    artist: str
    logits: FloatArray

    @property
    def grid(self) -> FrameGrid:
        """Its frames."""
        return FrameGrid(len(self.logits))


@dataclass(frozen=True)
class RuleRow:
    """How a rule does.

    Attributes:
        values: error, recall and specificity with intervals over artists, each artist decided by the others' choice.
        hindsight: the error with the one setting that is best for all songs, and that setting.
        chosen: the setting of each artist.
        edges: deviation of starts and ends of the regions so decided.
    """

    name: str
    values: Mapping[str, Value]
    hindsight: float
    best: PostprocessingConfig
    chosen: Mapping[str, PostprocessingConfig]
    edges: EdgeDeviation


@dataclass(frozen=True)
class SongDoubt:
    """A song's share of frames near the threshold, and its error."""

    name: str
    artist: str
    doubt: float
    error: float


class RuleComparison:
    """All rules on the songs of one network or of the networks of several folds."""

    def __init__(self, songs: Sequence[Song]) -> None:
        self._songs = tuple(songs)
        self.artists = tuple(dict.fromkeys(song.artist for song in songs))
        self._weights = np.array(weights([song.artist for song in songs]))
        self._owner = np.array([self.artists.index(song.artist) for song in songs])
        self._targets = [_targets(song) for song in songs]
        self._smoothed: dict[int, list[FloatArray]] = {}

    def row(self, candidates: Candidates) -> RuleRow:
        """Choose a setting for each artist on the others, and judge it on that artist."""
        counts = np.array([self._counts(config) for config in candidates.settings])
        choice = self._choices(counts, candidates.specificity)
        best = _best(counts.sum(axis=1), candidates.specificity)
        chosen = np.array([counts[choice[number], number] for number in range(len(self.artists))])
        settings = {artist: candidates.settings[choice[number]] for number, artist in enumerate(self.artists)}
        hindsight = _rates(counts[best].sum(axis=0)[np.newaxis])["error"][0]
        edges = edge_deviation(self._edges(number, settings[song.artist]) for number, song in enumerate(self._songs))
        values = self._with_intervals(chosen)
        return RuleRow(candidates.name, values, float(hindsight), candidates.settings[best], settings, edges)

    def corrected(self, config: PostprocessingConfig) -> RuleRow:
        """One setting with its edges moved, for each artist by the mean bias of edges on the others."""
        distances = [self._edges(number, config) for number in range(len(self._songs))]
        settings = {}
        for artist in self.artists:
            bias = edge_deviation(
                found for song, found in zip(self._songs, distances, strict=True) if song.artist != artist
            )
            settings[artist] = _without_bias(config, bias)
        whole = _without_bias(config, edge_deviation(distances))
        counts = np.array([self._counts(settings[artist])[number] for number, artist in enumerate(self.artists)])
        hindsight = float(_rates(self._counts(whole).sum(axis=0)[np.newaxis])["error"][0])
        edges = edge_deviation(self._edges(number, settings[song.artist]) for number, song in enumerate(self._songs))
        values = self._with_intervals(counts)
        return RuleRow("threshold .5, edges corrected", values, hindsight, whole, settings, edges)

    def doubts(self, config: PostprocessingConfig) -> Iterator[SongDoubt]:
        """How doubtful each song is with a setting, and how often the setting errs in it."""
        for number, song in enumerate(self._songs):
            smoothed = self._probabilities(config.median_frames)[number]
            wrong = _song_counts(decided_frames(smoothed, song.grid, config), *self._targets[number])
            share = doubt(smoothed, config)
            if share is not None and wrong.sum():
                yield SongDoubt(song.labelled.name, song.artist, share, float((wrong[1] + wrong[3]) / wrong.sum()))

    def _choices(self, counts: Array, specificity: float) -> list[int]:
        """For each artist the candidate that is best on the others; with one artist there are none, and the first."""
        total = counts.sum(axis=1)
        return [_best(total - counts[:, number], specificity) for number in range(len(self.artists))]

    def _counts(self, config: PostprocessingConfig) -> Array:
        """Weighted hits, false alarms, true silences and misses of each artist, shape (n_artists, 4)."""
        counts = [
            _song_counts(self._mask(number, config), *self._targets[number]) for number in range(len(self._songs))
        ]
        total = np.zeros((len(self.artists), 4))
        np.add.at(total, self._owner, self._weights[:, np.newaxis] * np.array(counts))
        return total

    def _mask(self, number: int, config: PostprocessingConfig) -> BoolArray:
        """The frames of a song's regions, shape (n_frames,)."""
        grid = self._songs[number].grid
        if config.onset_shift or config.offset_shift:
            return frame_targets.from_regions(self._regions(number, config), grid)
        # The same in less time.
        return decided_frames(self._probabilities(config.median_frames)[number], grid, config)

    def _edges(self, number: int, config: PostprocessingConfig) -> EdgeDistances:
        song = self._songs[number]
        spans = song.labelled.checked_within(song.grid.duration)
        return edge_distances(song.labelled.regions, self._regions(number, config), song.grid.duration, spans)

    def _regions(self, number: int, config: PostprocessingConfig) -> Regions:
        smoothed = self._probabilities(config.median_frames)[number]
        return regions_from_probabilities(smoothed, self._songs[number].grid, config)

    def _probabilities(self, median_frames: int) -> list[FloatArray]:
        """The smoothed probabilities of every song."""
        if median_frames not in self._smoothed:
            self._smoothed[median_frames] = [smooth(_probability(song.logits), median_frames) for song in self._songs]
        return self._smoothed[median_frames]

    def _with_intervals(self, counts: Array) -> dict[str, Value]:
        """The rates with their intervals over artists, from counts of shape (n_artists, 4)."""
        n_artists = len(self.artists)
        drawn = draws(n_artists) if n_artists > 1 else np.zeros((0, n_artists))
        whole, resampled = _rates(counts.sum(axis=0)[np.newaxis]), _rates(drawn @ counts)
        return {name: Figure(float(whole[name][0]), resampled[name]).with_interval for name in MEASURES}


@dataclass(frozen=True)
class Temperature:
    """The temperature with the lowest cross-entropy.

    Attributes:
        best: for all songs; `chosen` for each artist on the others.
        before, after: mean cross-entropy in nats a frame at temperature 1, and with each artist at the others' choice.
    """

    best: float
    chosen: Mapping[str, float]
    before: float
    after: float


def fitted_temperature(songs: Sequence[Song]) -> Temperature:
    """Choose the temperature of unsmoothed logits, for all songs and for each artist on the others."""
    grid = np.round(np.geomspace(0.5, 3.0, 61), 3)
    artists = tuple(dict.fromkeys(song.artist for song in songs))
    losses, at_one, frames = np.zeros((len(artists), len(grid))), 0.0, 0.0
    for song, weight in zip(songs, weights([song.artist for song in songs]), strict=True):
        sung, checked = _targets(song)
        signed = np.where(sung, -1.0, 1.0)[checked] * song.logits.astype(np.float64)[checked]
        losses[artists.index(song.artist)] += [
            weight * np.logaddexp(0, signed / temperature).sum() for temperature in grid
        ]
        at_one += weight * float(np.logaddexp(0, signed).sum())
        frames += weight * len(signed)
    total = losses.sum(axis=0)
    choice = np.argmin(total - losses, axis=1)
    chosen = {artist: float(grid[place]) for artist, place in zip(artists, choice, strict=True)}
    after = float(losses[np.arange(len(artists)), choice].sum())
    frames = max(frames, 1.0)
    return Temperature(float(grid[np.argmin(total)]), chosen, at_one / frames, after / frames)


def _without_bias(config: PostprocessingConfig, bias: EdgeDeviation) -> PostprocessingConfig:
    return replace(config, onset_shift=-(bias.onset_bias or 0.0), offset_shift=-(bias.offset_bias or 0.0))


def _probability(logits: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-logits.astype(np.float64))), np.float32)


def _targets(song: Song) -> tuple[BoolArray, BoolArray]:
    """Whether each frame is sung, and whether its label is known."""
    checked = frame_targets.from_spans(song.labelled.checked_within(song.grid.duration), song.grid)
    return frame_targets.from_regions(song.labelled.regions, song.grid), checked


def _song_counts(mask: BoolArray, sung: BoolArray, checked: BoolArray) -> Array:
    mask, sung = mask[checked], sung[checked]
    hits, called, total = int((mask & sung).sum()), int(mask.sum()), int(sung.sum())
    return np.array([hits, called - hits, len(mask) - called - total + hits, total - hits], np.float64)


def _best(counts: Array, specificity: float) -> int:
    """The candidate of counts (n_candidates, 4) with the lowest error, if it can be with at least this specificity."""
    rates = _rates(counts)
    errors = np.where(rates["specificity"] >= specificity, rates["error"], rates["error"] + 1)
    return int(np.nanargmin(errors)) if not np.isnan(errors).all() else 0


def _rates(counts: Array) -> dict[str, Array]:
    hits, alarms, quiet, missed = counts.T
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "error": (alarms + missed) / (hits + alarms + quiet + missed),
            "recall": hits / (hits + missed),
            "specificity": quiet / (quiet + alarms),
        }
