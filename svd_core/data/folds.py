"""Folds by act: no act in two of them, about the same length of music in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from svd_core.data.artists import act_key
from svd_core.errors import DataError


@dataclass(frozen=True)
class Timed:
    """A song as folds see it; an unknown act ("") is an act of its own."""

    name: str
    act: str
    seconds: float


def folds(songs: Sequence[Timed], count: int) -> dict[str, tuple[str, ...]]:
    """Lists fold1 .. foldN of song names: the longest act goes first, each to the fold that is shortest so far.

    The same songs in any order give the same folds. DataError if there are fewer acts than folds.
    """
    groups: dict[str, list[Timed]] = defaultdict(list)
    for song in songs:
        groups[act_key(song.act) or f"\0{song.name}"].append(song)
    if count < 2 or len(groups) < count:
        acts = f"{len(groups)} act" + ("" if len(groups) == 1 else "s")
        raise DataError(f"{count} folds of {acts}: there must be at least 2, and an act for each. Make fewer.")
    lengths = {act: sum(song.seconds for song in members) for act, members in groups.items()}
    totals, members = [0.0] * count, [list[str]() for _ in range(count)]
    for act in sorted(groups, key=lambda act: (-lengths[act], act)):
        shortest = min(range(count), key=lambda index: (totals[index], index))
        totals[shortest] += lengths[act]
        members[shortest] += [song.name for song in groups[act]]
    return {f"fold{index + 1}": tuple(sorted(names)) for index, names in enumerate(members)}
