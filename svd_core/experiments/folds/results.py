"""What was found, and the JSON file of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from svd_core.experiments.folds.differences import Difference
from svd_core.experiments.folds.finding import ScoredSongs
from svd_core.experiments.folds.judgement import MOST_SONGS, Scores, Value, weights
from svd_core.experiments.folds.judging import Decision, Row

FORMAT, VERSION = "svd-folds", 1


@dataclass(frozen=True)
class Comparison:
    """By measure, how much higher it is in a recipe than in another one; p-values are corrected for their number."""

    recipe: str
    against: str
    differences: Mapping[str, Difference]


@dataclass(frozen=True)
class Results:
    """Everything that was judged."""

    scored: ScoredSongs
    decision: Decision
    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...] = ()
    title: str = "Judged on artists that were not learned from"


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
        "results": [
            {
                "recipe": row.recipe,
                "kind": row.kind,
                "seeds": list(row.seeds),
                "missing_folds": list(row.missing),
                "smoothed": _scores(row.smoothed),
                "raw": _scores(row.raw),
                "artists": {artist: _scores(scores) for artist, scores in row.artists.items()},
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
    return {name: None if number is None else round(number, 5) for name, number in found.items()}
