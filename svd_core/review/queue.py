"""The order in which stretches of many songs are worth a look: what teaches most first, not all of one artist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter

from svd_core.review.stretches import LENGTH, Stretch

SONG_DISCOUNT = 0.9
"""What a further stretch of the same song counts for, beside the one before."""
ARTIST_DISCOUNT = 0.9
"""What a further stretch of the same artist counts for, beside the one before."""
LEAST_WORTH = 0.5
"""Seconds expected to be wrong below which a stretch is not worth a look."""


def queue(stretches: Iterable[Stretch], checked: Mapping[str, float]) -> tuple[Stretch, ...]:
    """The stretches that are worth a look, in the order in which to look at them.

    Each counts by the seconds that are expected to be wrong in it, less the more stretches of its song and of its
    artist come before it. `checked` has the seconds of each artist that are checked already; they count like
    stretches that come before.
    """
    worthy = [stretch for stretch in stretches if stretch.worth >= LEAST_WORTH]
    values = [stretch.worth for stretch in worthy]
    values = _discounted(values, [stretch.song for stretch in worthy], SONG_DISCOUNT, lambda _: 0.0)
    artists = [stretch.artist for stretch in worthy]
    values = _discounted(values, artists, ARTIST_DISCOUNT, lambda artist: checked.get(str(artist), 0.0) / LENGTH)
    order = sorted(zip(values, worthy, strict=True), key=lambda pair: (-pair[0], pair[1].song, pair[1].start))
    return tuple(stretch for _, stretch in order)


def _discounted(
    values: Sequence[float], groups: Sequence[Hashable], discount: float, before: Callable[[Hashable], float]
) -> list[float]:
    """Values times the discount once for each larger one of their group, and for those that came `before`."""
    members: dict[Hashable, list[tuple[float, int]]] = defaultdict(list)
    for index, (value, group) in enumerate(zip(values, groups, strict=True)):
        members[group].append((value, index))
    result = list(values)
    for group, ranked in members.items():
        ranked.sort(key=itemgetter(0), reverse=True)
        for rank, (value, index) in enumerate(ranked):
            result[index] = value * discount ** (rank + before(group))
    return result
