"""What is measured of each network: the lines that `bench/active.py` writes and the page sums up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class SongResult:
    """How a network does on a song with so many checked frames.

    Attributes:
        error: share of frames that are wrong by the model's own rule.
        own: the same at the threshold that is best for this song.
        auroc: None where only one class occurs.
    """

    name: str
    artist: str
    frames: int
    error: float
    own: float
    auroc: float | None


@dataclass(frozen=True)
class NetworkResult:
    """One network, made after so many minutes were checked, of `limit` that were asked for."""

    fold: str
    order: str
    seed: int
    limit: float
    minutes: float
    songs: tuple[SongResult, ...]

    @property
    def line(self) -> str:
        """The result as a line of JSON."""
        return json.dumps(asdict(self)) + "\n"


def read(lines: Iterable[str]) -> list[NetworkResult]:
    """The results in lines that were written before."""
    values = map(json.loads, lines)
    return [
        NetworkResult(**value | {"songs": tuple(SongResult(**song) for song in value["songs"])}) for value in values
    ]
