"""Whether one recipe does better than another: intervals and tests over artists, and a test over seeds.

Two questions, of which neither answers the other: would it be so with other artists, and with other seeds?
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from svd_core.experiments.folds.judgement import Array, Figure, JudgedSong, Judgement, Value, draws

COMPARED = ("error", "best_error", "own_error", "auroc")
"""The measures that are compared."""

_EXCHANGES = 20_000
"""So many exchanges of artists are tried at most; of up to fourteen artists all."""


@dataclass(frozen=True)
class Difference:
    """How much higher a measure is in the second of two recipes, as a mean over seeds.

    Attributes:
        seeds: seeds of which both recipes have all folds.
        value: with its 95 % interval over artists.
        p_artists: how often a difference as large comes about if it is chance, artist by artist, which of the two
            recipes is called the second; exact for up to fourteen artists. None for a single one.
        p_seeds: by a paired t-test over seeds; None for a single one.
    """

    seeds: int
    value: Value
    p_artists: float | None
    p_seeds: float | None


def differences(
    pairs: Sequence[tuple[Sequence[JudgedSong], Sequence[JudgedSong]]], threshold: float, frame_rate: float
) -> dict[str, Difference]:
    """The differences of COMPARED between two recipes; for each seed the same songs as each recipe judges them."""
    found: list[dict[str, _Weighted]] = [_of_seed(first, second, threshold, frame_rate) for first, second in pairs]
    return {measure: _difference([seed[measure] for seed in found]) for measure in COMPARED}


def holm(values: Sequence[float | None]) -> list[float | None]:
    """P-values corrected for their number by Holm's method, in the order given; None stays and does not count.

    >>> holm([0.01, None, 0.04, 0.03])
    [0.03, None, 0.06, 0.06]
    """
    order = sorted((value, index) for index, value in enumerate(values) if value is not None)
    corrected: list[float | None] = [None] * len(values)
    highest = 0.0
    for rank, (value, index) in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * value))
        corrected[index] = highest
    return corrected


def corrected(rows: Sequence[dict[str, Difference]]) -> list[dict[str, Difference]]:
    """The differences of several recipes with p-values corrected, measure by measure, for the number of recipes."""
    result = [dict(row) for row in rows]
    for measure in COMPARED:
        artists = holm([row[measure].p_artists if row else None for row in result])
        seeds = holm([row[measure].p_seeds if row else None for row in result])
        for row, p_artists, p_seeds in zip(result, artists, seeds, strict=True):
            if row:
                row[measure] = replace(row[measure], p_artists=p_artists, p_seeds=p_seeds)
    return result


@dataclass(frozen=True)
class _Weighted:
    """A difference of one seed: as measured, for every exchange of artists, and for every draw of artists."""

    measured: float
    exchanged: Array
    drawn: Array


def _of_seed(
    first: Sequence[JudgedSong], second: Sequence[JudgedSong], threshold: float, frame_rate: float
) -> dict[str, _Weighted]:
    """The differences of one seed."""
    # All songs are judged together, every artist once for each recipe; weights then pick one of the two.
    sides = [
        [replace(song, artist=f"{side}{song.artist}") for song in songs] for side, songs in enumerate((first, second))
    ]
    judgement = Judgement([*sides[0], *sides[1]], threshold, frame_rate)
    n_artists = len(judgement.artists) // 2
    kept = np.concatenate([np.zeros((1, n_artists)), _exchanges(n_artists)])
    drawn = draws(n_artists) if n_artists > 1 else np.zeros((0, n_artists))
    nothing = np.zeros_like(drawn)
    lower, upper = (
        judgement.measures(np.concatenate([np.hstack([1 - swapped, swapped]), np.hstack(chosen)]))
        for swapped, chosen in ((kept, (drawn, nothing)), (1 - kept, (nothing, drawn)))
    )
    found = {measure: upper[measure] - lower[measure] for measure in COMPARED}
    return {name: _Weighted(float(rows[0]), rows[1 : len(kept)], rows[len(kept) :]) for name, rows in found.items()}


def _exchanges(n_artists: int) -> Array:
    """Which artists change sides, 0 or 1, shape (n, n_artists): all possibilities or, of many, random ones."""
    if 2**n_artists <= _EXCHANGES:
        return np.array(list(itertools.product((0.0, 1.0), repeat=n_artists)))
    random = np.random.default_rng(0).integers(2, size=(_EXCHANGES, n_artists)).astype(np.float64)
    random[0] = 0
    return random


def _difference(seeds: Sequence[_Weighted]) -> Difference:
    """The mean over seeds."""
    measured = [seed.measured for seed in seeds]
    exchanged = np.mean([seed.exchanged for seed in seeds], axis=0)
    value = Figure(float(np.mean(measured)), np.mean([seed.drawn for seed in seeds], axis=0)).with_interval
    p_artists = None
    if value.value is not None and len(exchanged) > 2:
        # Exchanging nobody is among them, so that no p-value is zero; rounding must not hide an equal difference.
        p_artists = float(np.mean(np.abs(exchanged) >= abs(value.value) - 1e-12))
    return Difference(len(measured), value, p_artists, _p_of_seeds(measured))


def _p_of_seeds(measured: Sequence[float]) -> float | None:
    """The p-value of a paired t-test over seeds; None for one seed, or where all differ alike."""
    if len(measured) < 2 or not np.std(measured):
        return None
    from scipy.special import stdtr

    t = np.mean(measured) / (np.std(measured, ddof=1) / len(measured) ** 0.5)
    return float(2 * stdtr(len(measured) - 1, -abs(t)))
