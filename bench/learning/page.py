"""The figures as a table in Markdown: error on new artists by checked minutes and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bench.learning.results import NetworkResult
from svd_core.experiments.folds.judgement import artist_weights, weights
from svd_core.experiments.markdown import head, line

Networks = Sequence[NetworkResult]

_MEASURES = {"error": ("error", 100), "own": ("own", 100), "auroc": ("AUROC", 1)}


def page(networks: Networks) -> str:
    """A row for each order and number of minutes, then how many minutes the others take for what the queue reaches."""
    return "\n".join(_lines(networks)) + "\n"


def _lines(networks: Networks) -> Iterator[str]:
    limits = sorted({one.limit for one in networks})
    orders = list(dict.fromkeys(one.order for one in networks))
    yield from head(["order", "minutes checked", "networks", *(title for title, _ in _MEASURES.values())])
    for order in orders:
        for limit in limits:
            chosen = [one for one in networks if (one.order, one.limit) == (order, limit)]
            if chosen:
                checked = np.mean([one.minutes for one in chosen])
                yield line([order, f"{checked:.1f}", str(len(chosen)), *(_value(chosen, what) for what in _MEASURES)])
    for order in orders:
        if "queue" in orders and order != "queue":
            yield ""
            yield (
                f"Minutes that `{order}` takes for the error of `queue`: "
                + ", ".join(f"{_text(_reached(networks, order, limit))} for {limit:g}" for limit in limits if limit)
                + "."
            )


def _value(networks: Networks, what: str) -> str:
    title, scale = _MEASURES[what]
    values = _drawn(networks, what) * scale
    digits = 3 if scale == 1 else 1
    text = f"{values[0]:.{digits}f}"
    if len(values) > 1:
        low, high = np.quantile(values[1:], [0.025, 0.975])
        text += f" [{low:.{digits}f}, {high:.{digits}f}]"
    return text


def _drawn(networks: Networks, what: str) -> NDArray[np.float64]:
    """The mean over songs, as measured and then with artists drawn anew; an artist counts as at most three songs."""
    songs = [song for one in networks for song in one.songs]
    n_networks = len({(one.order, one.seed) for one in networks})
    artists = sorted({song.artist for song in songs})
    of_artist = {artist: sorted({song.name for song in songs if song.artist == artist}) for artist in artists}
    weight = {name: weights([artist] * len(names))[0] for artist, names in of_artist.items() for name in names}
    sums = np.zeros((2, len(artists)))
    for song in songs:
        index = artists.index(song.artist)
        sums[:, index] += np.array([getattr(song, what), 1.0]) * weight[song.name] / n_networks
    rows = artist_weights(len(artists))
    result: NDArray[np.float64] = (rows @ sums[0]) / (rows @ sums[1])
    return result


def _reached(networks: Networks, order: str, limit: float) -> float | None:
    """The minutes after which an order has the error that the queue has after `limit`; None if it never has."""
    goal = _error(networks, "queue", limit)
    limits = sorted({one.limit for one in networks})
    errors = [_error(networks, order, each) for each in limits]
    for (x0, y0), (x1, y1) in pairwise(zip(limits, errors, strict=True)):
        if y1 <= goal <= y0:
            return float(x0 + (x1 - x0) * (y0 - goal) / max(y0 - y1, 1e-12))
    return float(limits[0]) if errors[0] <= goal else None


def _error(networks: Networks, order: str, limit: float) -> float:
    return float(_drawn([one for one in networks if one.limit == limit and one.order == order], "error")[0])


def _text(minutes: float | None) -> str:
    return "more than were tried" if minutes is None else f"{minutes:.1f}"
