"""Splits: which songs are scored, and which songs their networks must not learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.data.dataset import LabelledSong, read_filelists
from svd_core.errors import DataError

_OFFICIAL = ("train", "valid", "test")


@dataclass(frozen=True)
class Split:
    """One division of the songs: the test songs are scored by networks that learned from none of those in `kept`.

    Attributes:
        validation: songs to choose the threshold with; empty in a fold, whose threshold comes from the other folds.
        kept: the test songs, those for validation, and any others that are not to be learned from.
    """

    name: str
    test: frozenset[str]
    validation: frozenset[str]
    kept: frozenset[str]


def find_splits(data: Sequence[Path], songs: Sequence[LabelledSong], folds: Sequence[Path]) -> tuple[Split, ...]:
    """The splits of these file lists or, without any, of the file lists in the data sets.

    `filelists/train`, `valid` and `test` make one split, `filelists/fold*` one each; each list of a fold names the
    songs that it is scored on. Raises DataError if a name is not in the data, or a song is where it must not be.
    """
    lists = [path / "filelists" for path in data if (path / "filelists").is_dir()]
    official = [folder for folder in lists if all((folder / name).is_file() for name in _OFFICIAL)]
    if not folds and official:
        return (_official(official, songs),)
    chosen = list(folds) or sorted(path for folder in lists for path in folder.glob("fold*"))
    if len(chosen) < 2:
        raise DataError(
            f"{', '.join(map(str, data))}: no filelists/train, valid and test here, and fewer than two folds. "
            "Name at least two file lists with --folds: a fold's threshold is chosen on the others."
        )
    named = {path.stem: frozenset(_named(path, songs)) for path in chosen}
    if len(named) < len(chosen):
        raise DataError("two folds have the same name. Give the file lists of --folds names of their own.")
    _refuse_overlap(named)
    return tuple(Split(name, songs_of, frozenset(), songs_of) for name, songs_of in named.items())


def _official(folders: Sequence[Path], songs: Sequence[LabelledSong]) -> Split:
    """The split of the lists train, valid and test; songs in none of them are not used."""
    parts = {name: frozenset(song for folder in folders for song in _named(folder / name, songs)) for name in _OFFICIAL}
    _refuse_overlap(parts)
    kept = frozenset(song.name for song in songs) - parts["train"]
    return Split("official", parts["test"], parts["valid"], kept)


def _named(path: Path, songs: Sequence[LabelledSong]) -> list[str]:
    """Names of the songs in a file list; DataError if one is not in the data."""
    wanted = read_filelists([path])
    missing = sorted(wanted - {name for song in songs for name in (song.name, song.audio.name)})
    if missing:
        raise DataError(f"{path}: names {missing[0]!r}, which is not in the data. Correct the list or add the song.")
    return [song.name for song in songs if song.is_among(wanted)]


def _refuse_overlap(parts: Mapping[str, frozenset[str]]) -> None:
    """Raise DataError if a song is in two parts."""
    seen: dict[str, str] = {}
    for name, songs in parts.items():
        for song in sorted(songs):
            if song in seen:
                raise DataError(
                    f"song {song!r} is both in {seen[song]} and in {name}. Remove it from one of the lists."
                )
            seen[song] = name
