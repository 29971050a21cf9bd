"""Effort summed over songs, and how far it would differ with other artists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.annotator.effort import Effort
from svd_core.experiments.folds.judgement import Figure, Value, artist_weights, weights
from svd_core.model.metrics import ratio

WAYS = ("corrected", "drawn", "tapped", "curve", "reviewed")
"""What is done: the model's regions corrected, all drawn by mouse, all tapped without a model, all tapped with its
curve, and only the places reviewed of which it is unsure, which leaves errors."""
BASES = ("drawn", "tapped")
"""The ways without a model."""
MEASURES = ("keys", "drags", "clicks", "listening", "hands", "seconds")
"""Of an effort, a minute of song: presses of keys, drags, clicks, seconds heard, seconds of pressing and pointing, and
seconds altogether."""


@dataclass(frozen=True)
class Song:
    """One song, annotated in each of WAYS.

    Attributes:
        edges: how many there are to be set, of which `edges_right` were near enough in what the model proposed, and
            `edges_reviewed` after a review.
        wrong: seconds of the song that the model decided wrongly, and `wrong_reviewed` those after a review.
    """

    name: str
    artist: str
    duration: float
    edges: int
    edges_right: int
    edges_reviewed: int
    wrong: float
    wrong_reviewed: float
    efforts: Mapping[str, Effort]


@dataclass(frozen=True)
class Summary:
    """The figures of one network.

    Attributes:
        a_minute: by way and measure, a minute of song.
        shares: effort of correcting as a share of that of drawing and of tapping, by (way, measure).
        of_drawing: seconds of each way as a share of those of drawing.
        by_artist: share of the seconds of drawing that correcting takes, artist by artist.
        edges_right: share of edges that need nothing, and `edges_reviewed` that after a review.
        error: share of the time that the model decides wrongly, and `error_reviewed` that after a review.
    """

    songs: int
    artists: int
    minutes: float
    edges: int
    edges_right: Value
    edges_reviewed: Value
    error: Value
    error_reviewed: Value
    a_minute: Mapping[tuple[str, str], Value]
    shares: Mapping[tuple[str, str], Value]
    of_drawing: Mapping[str, Value]
    by_artist: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """The figures with plain names, such as "share_of_drawn_seconds", each with the ends of its interval."""
        found: dict[str, object] = {"songs": self.songs, "artists": self.artists, "minutes": round(self.minutes, 2)}
        found |= {"edges": self.edges, "by_artist": {name: round(one, 4) for name, one in self.by_artist.items()}}
        values = {"edges_right": self.edges_right, "edges_reviewed": self.edges_reviewed}
        values |= {"error": self.error, "error_reviewed": self.error_reviewed}
        values |= {f"{way}_{measure}": value for (way, measure), value in self.a_minute.items()}
        values |= {f"share_of_{way}_{measure}": value for (way, measure), value in self.shares.items()}
        values |= {f"{way}_of_drawing": value for way, value in self.of_drawing.items()}
        for name, value in values.items():
            found[name] = value.value
            found[f"{name}_interval"] = [value.low, value.high]
        return found


def summaries(songs: Sequence[Song]) -> Summary:
    """The figures of these songs together."""
    artists = sorted({song.artist for song in songs})
    rows = artist_weights(len(artists))
    weight = weights([song.artist for song in songs])

    def total(measure: Callable[[Song], float]) -> np.ndarray:
        """The weighted sum for the artists of each row."""
        sums = np.zeros(len(artists))
        for song, one in zip(songs, weight, strict=True):
            sums[artists.index(song.artist)] += one * measure(song)
        return np.asarray(rows @ sums)

    def value(above: np.ndarray, below: np.ndarray) -> Value:
        return Figure.of(ratio(above, below)).with_interval

    efforts = {
        (way, measure): total(lambda song, way=way, measure=measure: getattr(song.efforts[way], measure))
        for way in WAYS
        for measure in MEASURES
    }
    minutes = total(lambda song: song.duration / 60)
    n_edges = total(lambda song: song.edges)
    return Summary(
        songs=len(songs),
        artists=len(artists),
        minutes=sum(song.duration for song in songs) / 60,
        edges=sum(song.edges for song in songs),
        edges_right=value(total(lambda song: song.edges_right), n_edges),
        edges_reviewed=value(total(lambda song: song.edges_reviewed), n_edges),
        error=value(total(lambda song: song.wrong / 60), minutes),
        error_reviewed=value(total(lambda song: song.wrong_reviewed / 60), minutes),
        a_minute={key: value(effort, minutes) for key, effort in efforts.items()},
        shares={
            (way, measure): value(efforts["corrected", measure], efforts[way, measure])
            for way in BASES
            for measure in MEASURES
        },
        of_drawing={way: value(efforts[way, "seconds"], efforts["drawn", "seconds"]) for way in WAYS if way != "drawn"},
        by_artist={artist: _share([song for song in songs if song.artist == artist]) for artist in artists},
    )


def _share(songs: Sequence[Song]) -> float:
    corrected, drawn = (sum(song.efforts[way].seconds for song in songs) for way in ("corrected", "drawn"))
    return corrected / drawn
