"""Songs of the open folder on which a model that goes on from another keeps that one's answers."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from itertools import zip_longest
from pathlib import Path

from svd_core.data.artists import artist_key
from svd_core.data.kept_aside import CheckedSong, KeptAside
from svd_core.library.song_row import SongRow

MOST = 8
"""So many songs are enough, and are heard in half a minute; more would leave few of the stretches to the new songs."""
_LONGEST = 1200.0
"""Seconds of a song; longer ones would take long to read."""


def songs_with_kept_answers(
    rows: Mapping[Path, SongRow], songs: Collection[Path], learned: Iterable[CheckedSong], kept: KeptAside
) -> tuple[Path, ...]:
    """Return songs of a folder that nobody has checked, by other artists than the new songs and none kept aside.

    `rows` has what is known of the folder's songs, `songs` and `learned` what takes part in the training. The songs
    are by as many artists as possible, and follow from the names alone.
    """
    theirs = {artist_key(song.artist) for song in learned} | {
        artist_key(rows[song].artist) for song in songs if song in rows
    }
    by_artist: dict[str, list[Path]] = {}
    for path, row in rows.items():
        usable = row.checked == 0 and not row.problem and 0 < row.seconds <= _LONGEST and path not in songs
        if usable and artist_key(row.artist) not in theirs and not _is_aside(path, row, kept):
            by_artist.setdefault(artist_key(row.artist), []).append(path)
    drawn = [sorted(paths, key=_drawn) for _, paths in sorted(by_artist.items(), key=lambda item: _drawn(item[0]))]
    in_turn = [path for turn in zip_longest(*drawn) for path in turn if path is not None]
    return tuple(in_turn[:MOST])


def _is_aside(path: Path, row: SongRow, kept: KeptAside) -> bool:
    return kept.side(CheckedSong(path.stem, row.artist, row.key, 0.0)) == "aside"


def _drawn(name: object) -> str:
    """Return what a name is ordered by: as good as at random, and the same each time."""
    return hashlib.sha256(str(name).encode(errors="surrogateescape")).hexdigest()
