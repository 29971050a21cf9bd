"""What was found, and the JSON file of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from svd_core.experiments.folds.decision import Decision
from svd_core.experiments.folds.differences import Difference
from svd_core.experiments.folds.finding import ScoredSongs
from svd_core.experiments.folds.judgement import MOST_SONGS, Scores, Value, weights
from svd_core.experiments.folds.judging import Row
from svd_core.experiments.folds.names import FoldName

FORMAT, VERSION = "svd-folds", 1


@dataclass(frozen=True)
class Comparison:
    """By measure, how much higher it is in a recipe than in another one; p-values are corrected for their number."""

    recipe: str
    against: str
    differences: Mapping[str, Difference]


@dataclass(frozen=True)
class Results:
    """Everything that was judged.

    Attributes:
        trainings: by recipe, how long its networks learned, in words; empty where only posteriors are known.
        untrained: networks that are still to be trained, of which nothing is judged.
    """

    scored: ScoredSongs
    decision: Decision
    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...] = ()
    title: str = "Judged on artists that were not learned from"
    trainings: Mapping[str, str] = field(default_factory=dict)
    untrained: tuple[FoldName, ...] = ()

    @property
    def mean_rows(self) -> tuple[Row, ...]:
        """The mean over seeds of every recipe; its first seed where fewer than two are whole."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if row.kind == "mean" or row.recipe not in found:
                found[row.recipe] = row
        return tuple(found.values())


def as_json(results: Results) -> dict[str, Any]:
    """A JSON object; rates are fractions, distances seconds."""
    songs = results.scored.of_fold[""]
    fold_of = {song.name: fold for fold in results.scored.folds for song in results.scored.of_fold[fold]}
    artists = [results.scored.artists[song.name] for song in songs]
    return {
        "format": FORMAT,
        "version": VERSION,
        **asdict(results.decision),
        "most_songs_of_an_artist": MOST_SONGS,
        "songs": [
            {"name": song.name, "artist": artist, "fold": fold_of[song.name], "weight": weight}
            for song, artist, weight in zip(songs, artists, weights(artists), strict=True)
        ],
        "validation": [song.name for song in results.scored.validation],
        "trainings": dict(results.trainings),
        "untrained": [str(name) for name in results.untrained],
        "results": [
            {
                "recipe": row.recipe,
                "kind": row.kind,
                "seeds": list(row.seeds),
                "missing_folds": list(row.missing),
                "smoothed": _scores(row.smoothed),
                "raw": _scores(row.raw),
                "artists": {artist: _scores(scores) for artist, scores in row.artists.items()},
                "song_errors": {song: _number(error) for song, error in row.songs.items()},
            }
            for row in results.rows
        ],
        "comparisons": [
            {
                "recipe": comparison.recipe,
                "against": comparison.against,
                **{name: _difference(found) for name, found in comparison.differences.items()},
            }
            for comparison in results.comparisons
        ],
    }


def _scores(scores: Scores) -> dict[str, Any]:
    known = {"songs": scores.songs, "artists": scores.artists, "seconds": round(scores.seconds, 2)}
    values = {name: _value(value) for name, value in scores.values.items()}
    return known | {"best_threshold": round(scores.best_threshold, 4)} | values


def _difference(difference: Difference) -> dict[str, float | None]:
    ps = {"p_artists": difference.p_artists, "p_seeds": difference.p_seeds}
    found: dict[str, float | None] = {"seeds": difference.seeds}
    return found | _value(difference.value) | {name: None if p is None else round(p, 6) for name, p in ps.items()}


def _value(value: Value) -> dict[str, float | None]:
    found = asdict(value)
    return {name: _number(number) for name, number in found.items()}


def _number(number: float | None) -> float | None:
    """Five decimals, enough to see one frame in twenty minutes; None for what is undefined."""
    return None if number is None or math.isnan(number) else round(number, 5)
