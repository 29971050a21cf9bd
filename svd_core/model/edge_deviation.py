"""How far region edges lie from the labelled ones: starts and ends apart, in seconds.

From each labelled edge the distance to the nearest edge of its kind that was found is taken. Edges at the song's ends
do not count, since nobody had to find them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.annotation.vocabulary import is_singing

FARTHEST = 2.0
"""Seconds that a distance counts at most; so much counts an edge in whose place nothing was found."""
_SAME_EDGE = 0.5
"""Seconds up to which the nearest edge is taken for the same one, early or late; beyond it, it is another one."""

Seconds = NDArray[np.float64]


@dataclass(frozen=True)
class EdgeDistances:
    """Signed distances in seconds from labelled edges to the nearest found ones, negative where found early.

    Of shape (n_starts,) and (n_ends,); infinite where nothing was found.
    """

    starts: Seconds
    ends: Seconds


@dataclass(frozen=True)
class EdgeDeviation:
    """Mean absolute distances of starts and ends in seconds; None without labelled edges.

    `onset_bias` and `offset_bias` are the mean signed distances of those within half a second, negative where edges
    are found early.
    """

    onsets: float | None
    offsets: float | None
    onset_bias: float | None
    offset_bias: float | None
    edges: int


def edge_distances(labelled: Regions, found: Regions, duration: float, checked: Spans | None = None) -> EdgeDistances:
    """The distances of one song's edges; with `checked`, of the labelled edges inside these spans only."""
    spans = ((0.0, duration),) if checked is None else checked
    starts, ends = _edges(labelled)
    found_starts, found_ends = _edges(found)
    return EdgeDistances(
        _nearest(_inside(starts, spans, duration), found_starts), _nearest(_inside(ends, spans, duration), found_ends)
    )


def edge_deviation(songs: Iterable[EdgeDistances]) -> EdgeDeviation:
    """The deviation over all edges of some songs."""
    given = list(songs)
    starts = np.concatenate([song.starts for song in given]) if given else np.zeros(0)
    ends = np.concatenate([song.ends for song in given]) if given else np.zeros(0)
    return EdgeDeviation(
        _mean(np.minimum(np.abs(starts), FARTHEST)),
        _mean(np.minimum(np.abs(ends), FARTHEST)),
        _mean(starts[np.abs(starts) <= _SAME_EDGE]),
        _mean(ends[np.abs(ends) <= _SAME_EDGE]),
        len(starts) + len(ends),
    )


def mean_deviation(songs: Sequence[EdgeDeviation]) -> EdgeDeviation:
    """Each figure averaged over the songs in which it is defined, so that these weigh the same; `edges` is the sum."""

    def mean(values: Iterable[float | None]) -> float | None:
        return _mean(np.array([value for value in values if value is not None], np.float64))

    return EdgeDeviation(
        mean(song.onsets for song in songs),
        mean(song.offsets for song in songs),
        mean(song.onset_bias for song in songs),
        mean(song.offset_bias for song in songs),
        sum(song.edges for song in songs),
    )


def _edges(regions: Regions) -> tuple[Seconds, Seconds]:
    """Starts and ends of singing; where one region touches the next there is no edge."""
    sung = [region for region in regions if is_singing(region.label)]
    starts = [region.start for region in sung]
    ends = [region.end for region in sung]
    touching = {start for start, end in zip(starts[1:], ends[:-1], strict=True) if start == end}
    kept_starts, kept_ends = ([time for time in times if time not in touching] for times in (starts, ends))
    return np.array(kept_starts, np.float64), np.array(kept_ends, np.float64)


def _inside(times: Seconds, spans: Sequence[tuple[float, float]], duration: float) -> Seconds:
    """The times strictly within one of the spans and within the song."""
    kept = [time for time in times if 0 < time < duration and any(start < time < end for start, end in spans)]
    return np.array(kept, np.float64)


def _nearest(times: Seconds, found: Seconds) -> Seconds:
    """For each time the signed distance to the nearest of the found ones."""
    if not len(found):
        return np.full(len(times), math.inf)
    differences = found[np.newaxis] - times[:, np.newaxis]
    nearest = np.argmin(np.abs(differences), axis=1)
    return np.asarray(differences[np.arange(len(times)), nearest], np.float64)


def _mean(values: Seconds) -> float | None:
    return float(np.mean(values)) if len(values) else None
