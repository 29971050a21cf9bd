"""Folds for cross-validation: no artist is in two of them, and all have about the same length of music."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from svd_core.data.artists import artist_key
from svd_core.errors import DataError


@dataclass(frozen=True)
class FoldSong:
    """A song to be assigned to a fold; one of unknown artist ("") counts as the only song of its artist."""

    name: str
    artist: str
    seconds: float


def folds(songs: Sequence[FoldSong], count: int) -> dict[str, tuple[str, ...]]:
    """Song names by fold, fold1 .. foldN: artists in order of their music's length, each to the fold shortest so far.

    The same songs in any order give the same folds. DataError if there are fewer artists than folds.
    """
    groups: dict[str, list[FoldSong]] = defaultdict(list)
    for song in songs:
        groups[artist_key(song.artist) or f"\0{song.name}"].append(song)
    if count < 2 or len(groups) < count:
        artists = f"{len(groups)} artist" + ("" if len(groups) == 1 else "s")
        raise DataError(f"{count} folds of {artists}: there must be at least 2, and an artist for each. Make fewer.")
    lengths = {artist: sum(song.seconds for song in members) for artist, members in groups.items()}
    totals, members = [0.0] * count, [list[str]() for _ in range(count)]
    for artist in sorted(groups, key=lambda artist: (-lengths[artist], artist)):
        shortest = min(range(count), key=lambda index: (totals[index], index))
        totals[shortest] += lengths[artist]
        members[shortest] += [song.name for song in groups[artist]]
    return {f"fold{index + 1}": tuple(sorted(names)) for index, names in enumerate(members)}
