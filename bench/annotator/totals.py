"""Effort summed over songs, and how far it would differ with other artists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.annotator.effort import Effort
from svd_core.experiments.folds.judgement import Figure, Value, artist_weights, weights
from svd_core.model.metrics import ratio

WAYS = ("corrected", "drawn", "tapped")
MEASURES = ("keys", "drags", "clicks", "listening", "hands", "seconds")
"""Of an effort, a minute of song: presses of keys, drags, clicks, seconds heard, seconds of pressing and pointing, and
seconds altogether."""


@dataclass(frozen=True)
class Song:
    """One song, annotated in each of WAYS.

    Attributes:
        edges: how many there are to be set, of which `edges_right` were near enough in what the model proposed.
    """

    name: str
    artist: str
    duration: float
    edges: int
    edges_right: int
    efforts: Mapping[str, Effort]


@dataclass(frozen=True)
class Summary:
    """The figures of one network.

    Attributes:
        a_minute: by way and measure, a minute of song.
        shares: effort of correcting as a share of that of drawing and of tapping, by (way, measure).
        by_artist: share of the seconds of drawing that correcting takes, artist by artist.
        edges_right: share of edges that need nothing.
    """

    songs: int
    artists: int
    minutes: float
    edges: int
    edges_right: Value
    a_minute: Mapping[tuple[str, str], Value]
    shares: Mapping[tuple[str, str], Value]
    by_artist: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """The figures with plain names, such as "share_of_drawn_seconds", each with the ends of its interval."""
        found: dict[str, object] = {"songs": self.songs, "artists": self.artists, "minutes": round(self.minutes, 2)}
        found |= {"edges": self.edges, "by_artist": {name: round(one, 4) for name, one in self.by_artist.items()}}
        values = {"edges_right": self.edges_right}
        values |= {f"{way}_{measure}": value for (way, measure), value in self.a_minute.items()}
        values |= {f"share_of_{way}_{measure}": value for (way, measure), value in self.shares.items()}
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
    return Summary(
        songs=len(songs),
        artists=len(artists),
        minutes=sum(song.duration for song in songs) / 60,
        edges=sum(song.edges for song in songs),
        edges_right=value(total(lambda song: song.edges_right), total(lambda song: song.edges)),
        a_minute={key: value(effort, minutes) for key, effort in efforts.items()},
        shares={
            (way, measure): value(efforts["corrected", measure], efforts[way, measure])
            for way in WAYS[1:]
            for measure in MEASURES
        },
        by_artist={artist: _share([song for song in songs if song.artist == artist]) for artist in artists},
    )


def _share(songs: Sequence[Song]) -> float:
    corrected, drawn = (sum(song.efforts[way].seconds for song in songs) for way in ("corrected", "drawn"))
    return corrected / drawn
