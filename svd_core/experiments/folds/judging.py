"""From posteriors to what is reported: every recipe and seed, means over seeds, averaged networks, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from svd_core.annotation import frame_targets
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds.decision import Decision
from svd_core.experiments.folds.differences import Difference, differences
from svd_core.experiments.folds.finding import NetworkPosteriors, ScoredSongs
from svd_core.experiments.folds.judgement import DrawnScores, JudgedSong, Judgement, Scores, mean_scores
from svd_core.model.postprocessing import smooth


@dataclass(frozen=True)
class Row:
    """What is said of one recipe: of one seed, of the mean over seeds, or of the networks of all seeds averaged.

    Attributes:
        kind: "seed", "mean" (of the figures) or "averaged" (the logits).
        missing: folds of which there are no or not all posteriors; the figures are then of the other songs only.
        smoothed: with the sliding median; `raw` without.
        artists: with the sliding median, artist by artist; without intervals.
        songs: with the sliding median, the error of each song; NaN where nothing of it is checked.
    """

    recipe: str
    kind: str
    seeds: tuple[int | None, ...]
    missing: tuple[str, ...]
    raw: Scores
    smoothed: Scores
    artists: Mapping[str, Scores]
    songs: Mapping[str, float]


@dataclass(frozen=True)
class Recipe:
    """The posteriors of all networks of a recipe: by seed, then by the song's name, logits (n_frames,), float32."""

    name: str
    seeds: Mapping[int | None, Mapping[str, FloatArray]]

    def whole_seeds(self, scored: ScoredSongs) -> list[int | None]:
        """The seeds of which there are posteriors of all songs."""
        names = {song.name for song in scored.of_fold[""]}
        return [seed for seed, logits in self.seeds.items() if names <= set(logits)]


def recipes_of(networks: Sequence[NetworkPosteriors]) -> list[Recipe]:
    """Networks put together, in the order in which recipes come; DataError if some cannot belong together."""
    recipes: dict[str, dict[int | None, dict[str, NetworkPosteriors]]] = {}
    for network in networks:
        seeds = recipes.setdefault(network.name.recipe, {})
        seeds.setdefault(network.name.seed, {})[network.name.fold] = network
    return [
        Recipe(name, {seed: _logits(name, by_seed[seed]) for seed in sorted(by_seed, key=_order)})
        for name, by_seed in recipes.items()
    ]


def judge(recipe: Recipe, scored: ScoredSongs, decision: Decision) -> Iterator[Row]:
    """The rows of a recipe: each seed, then their mean, then their networks averaged."""
    whole = recipe.whole_seeds(scored)
    judged = {}
    for seed, logits in recipe.seeds.items():
        judged[seed] = _judged(recipe.name, logits, scored, decision)
        yield judged[seed].row("seed", (seed,))
    if len(whole) < 2:
        return
    yield _mean([judged[seed] for seed in whole]).row("mean", tuple(whole))
    together = [recipe.seeds[seed] for seed in whole]
    averaged = {song: np.mean([songs[song] for songs in together], axis=0) for song in together[0]}
    yield _judged(recipe.name, averaged, scored, decision).row("averaged", tuple(whole))


def compare(first: Recipe, second: Recipe, scored: ScoredSongs, decision: Decision) -> dict[str, Difference]:
    """By measure, how much higher it is in the second recipe; empty unless both have all folds of a seed.

    Networks are compared in the order of their seeds, with the sliding median.
    """
    pairs = [
        (
            _judged_songs(scored.of_fold[""], first.seeds[one], decision.median_frames, scored),
            _judged_songs(scored.of_fold[""], second.seeds[other], decision.median_frames, scored),
        )
        for one, other in zip(first.whole_seeds(scored), second.whole_seeds(scored), strict=False)
    ]
    return differences(pairs, decision.threshold, FrameGrid(0).frame_rate) if pairs else {}


def _order(seed: int | None) -> int:
    """Networks whose names have no seed come first."""
    return -1 if seed is None else seed


@dataclass(frozen=True)
class _Judged:
    """The fields of a row, with draws."""

    recipe: str
    missing: tuple[str, ...]
    raw: DrawnScores
    smoothed: DrawnScores
    artists: Mapping[str, DrawnScores]
    songs: Mapping[str, float]

    def row(self, kind: str, seeds: tuple[int | None, ...]) -> Row:
        """The row without draws."""
        artists = {artist: drawn.scores for artist, drawn in self.artists.items()}
        return Row(self.recipe, kind, seeds, self.missing, self.raw.scores, self.smoothed.scores, artists, self.songs)


def _mean(judged: Sequence[_Judged]) -> _Judged:
    """The means over seeds."""
    return _Judged(
        judged[0].recipe,
        (),
        mean_scores([one.raw for one in judged]),
        mean_scores([one.smoothed for one in judged]),
        {artist: mean_scores([one.artists[artist] for one in judged]) for artist in judged[0].artists},
        {song: float(np.mean([one.songs[song] for one in judged])) for song in judged[0].songs},
    )


def _logits(recipe: str, folds: Mapping[str, NetworkPosteriors]) -> dict[str, FloatArray]:
    """The logits of all songs by the networks of one seed."""
    if "" in folds and len(folds) > 1:
        raise DataError(
            f"recipe {recipe}: a network named without a fold stands beside others with one. Rename it or leave it out."
        )
    return {song: logits for network in folds.values() for song, logits in network.logits.items()}


def _judged(recipe: str, logits: Mapping[str, FloatArray], scored: ScoredSongs, decision: Decision) -> _Judged:
    raw, smoothed = (
        Judgement(
            _judged_songs(scored.of_fold[""], logits, median_frames, scored),
            decision.threshold,
            FrameGrid(0).frame_rate,
            _judged_songs(scored.validation, logits, median_frames, scored),
        )
        for median_frames in (1, decision.median_frames)
    )
    if not raw.songs:
        raise DataError(f"recipe {recipe}: its posteriors are of none of the songs. Correct --data or --folds.")
    missing = tuple(fold for fold in scored.folds if any(song.name not in logits for song in scored.of_fold[fold]))
    artists = {artist: smoothed.of_artist(artist) for artist in smoothed.artists}
    return _Judged(recipe, missing, raw.scores(), smoothed.scores(), artists, smoothed.song_errors())


def _judged_songs(
    songs: Sequence[LabelledSong], logits: Mapping[str, FloatArray], median_frames: int, scored: ScoredSongs
) -> list[JudgedSong]:
    """Those of the songs of which there are logits, smoothed."""
    return [
        _judged_song(song, smooth(logits[song.name], median_frames), scored) for song in songs if song.name in logits
    ]


def _judged_song(song: LabelledSong, logits: FloatArray, scored: ScoredSongs) -> JudgedSong:
    grid = FrameGrid(len(logits))
    sung = frame_targets.from_regions(song.regions, grid)
    checked = frame_targets.from_spans(song.checked_within(grid.duration), grid)
    return JudgedSong(song.name, scored.artists[song.name], logits, sung, checked)
