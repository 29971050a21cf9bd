"""Which artists of a folder are kept aside to measure models on, once and for all later trainings.

A model is measured on artists that it has never heard. If a later training learned from an artist who was kept aside
before, models of both trainings could no longer be compared, so who is kept aside stays so: the choice is written down
in the folder, for all who work there, and new artists are added to it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.data.artists import artist_key
from svd_core.errors import DataError, FormatError
from svd_core.files.json_fields import read
from svd_core.files.storage import write_atomically

FORMAT, VERSION = "svd-kept-aside", 1
SHARE = 0.25
"""Share of the checked time that is kept aside, at most, when artists are added."""


@dataclass(frozen=True)
class CheckedSong:
    """A song with checked time: the name it is known by, its artist ("" if unknown), and the seconds."""

    name: str
    artist: str
    seconds: float

    @property
    def group(self) -> str:
        """What is kept aside or learned from as a whole: the artist, or the song itself if he is not known."""
        return artist_key(self.artist) or f"song: {self.name}"


@dataclass(frozen=True)
class KeptAside:
    """The groups of songs that models are measured on, and those that they may learn from."""

    aside: frozenset[str] = frozenset()
    learned: frozenset[str] = frozenset()

    def with_new(self, songs: Sequence[CheckedSong]) -> KeptAside:
        """The choice with the groups that are new in these songs; those that were there before stay where they are.

        Groups are taken in an order that depends on nothing but their names. One is kept aside if that leaves three
        quarters of the checked time to learn from.
        """
        seconds: dict[str, float] = defaultdict(float)
        for song in songs:
            seconds[song.group] += song.seconds
        aside, learned = set(self.aside), set(self.learned)
        kept = sum(seconds[group] for group in aside if group in seconds)
        for group in sorted(seconds.keys() - aside - learned, key=_order):
            if kept + seconds[group] <= SHARE * sum(seconds.values()):
                aside.add(group)
                kept += seconds[group]
            else:
                learned.add(group)
        return KeptAside(frozenset(aside), frozenset(learned))

    def names(self, songs: Sequence[CheckedSong]) -> frozenset[str]:
        """The names of the songs that are kept aside."""
        return frozenset(song.name for song in songs if song.group in self.aside)

    def leak(self, songs: Sequence[CheckedSong], known: frozenset[str]) -> str:
        """The name of a song by an artist kept aside that a model with these known songs has learned from, or ""."""
        return min((song.name for song in songs if song.group in self.aside and song.name in known), default="")


def read_kept_aside(path: Path) -> KeptAside:
    """The choice written in a file; an empty one where there is no file. DataError if it is not usable."""
    if not path.exists():
        return KeptAside()
    try:
        document = read(path)
        if document["format"].text() != FORMAT or document["version"].value != VERSION:
            raise document.error("not of this version")
        aside, learned = (frozenset(entry.text() for entry in document[part].items()) for part in ("aside", "learned"))
    except (FormatError, OSError) as error:
        raise DataError(
            f"{path}: does not tell which artists are kept aside ({error}). Restore it, or remove it to choose anew; "
            "models made before must not be measured on the artists of a new choice."
        ) from error
    return KeptAside(aside, learned - aside)


def write_kept_aside(path: Path, choice: KeptAside) -> None:
    """Write the choice, one name a line, so that changes of it can be read; OSError."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "aside": sorted(choice.aside),
        "learned": sorted(choice.learned),
    }
    write_atomically(path, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())


def _order(group: str) -> str:
    return hashlib.sha256(group.encode("utf-8", "surrogatepass")).hexdigest()
