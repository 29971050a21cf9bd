"""Where a song's annotation may lie: beside the song, or in the fallback folder where that cannot be written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from svd_core.files.owner_lock import now

SUFFIX = ".svd"
"""Of journals; the whole name of the song stands before it."""
SNAPSHOT_SUFFIX = ".svd.json"
"""Of snapshots, which older versions of the program wrote beside songs instead of journals."""
_NAME_LETTERS = 80  # of a journal's name that its name in the fallback folder keeps


def path_for(audio_path: Path) -> Path:
    """The path of a song's journal: beside the song, its whole name with .svd appended."""
    return audio_path.with_name(audio_path.name + SUFFIX)


def snapshot_path_for(audio_path: Path) -> Path:
    """The path at which older versions of the program kept a song's annotation."""
    return audio_path.with_name(audio_path.name + SNAPSHOT_SUFFIX)


def lock_path_for(journal: Path) -> Path:
    """The path of the file that says who has a journal open."""
    return journal.with_name(journal.name + ".lock")


def is_of_a_song(path: Path, places: Places) -> bool:
    """Whether a path is one at which a song's annotation is looked for, so that no copy may be written there.

    That is so for all places of the song with `places`, and for the journal or snapshot of any song that lies beside
    the path. Case does not matter, as on many systems it does not.
    """
    own = {os.path.realpath(place).casefold() for place in (places.own, places.fallback, *places.snapshots)}
    if os.path.realpath(path).casefold() in own:
        return True
    name = path.name.casefold()
    songs = {name.removesuffix(suffix) for suffix in (SUFFIX, SNAPSHOT_SUFFIX) if name.endswith(suffix)}
    try:
        return any(entry.name.casefold() in songs for entry in path.parent.iterdir())
    except OSError:
        return False


def free_name(path: Path, word: str) -> Path:
    """A name beside a file that nothing has yet: the word and the time before its suffix."""
    stem = path.name.removesuffix(path.suffix)
    time = now()[:19].replace(":", "").replace("-", "").replace("T", "-")
    number = 1
    while (free := path.with_name(f"{stem}.{word}-{time}{'' if number == 1 else f'-{number}'}{path.suffix}")).exists():
        number += 1
    return free


def fallback_folder() -> Path:
    """The folder for annotations that cannot be written beside their songs; there may be none yet."""
    return user_data_path("svd-studio", appauthor=False) / "annotations"


def may_be_annotated(audio_path: Path, fallback: Path) -> bool:
    """Whether there is a file that may hold this song's annotation: beside it, or by its name in the fallback folder.

    Whether one in the fallback folder is of this song, only the song's content tells (`Places.of`).
    """
    beside = (path_for(audio_path), snapshot_path_for(audio_path))
    if any(path.is_file() for path in beside):
        return True
    ends = tuple(f".{path.name[-_NAME_LETTERS:]}" for path in beside)
    try:
        return any(entry.name.endswith(ends) for entry in fallback.iterdir())
    except OSError:
        return False


@dataclass(frozen=True)
class Places:
    """The paths of one song's annotation.

    Attributes:
        own: the journal beside the song.
        fallback: the journal in the fallback folder.
        snapshots: where older versions of the program kept annotations: beside the song, and in the fallback folder.
    """

    own: Path
    fallback: Path
    snapshots: tuple[Path, Path]

    @classmethod
    def of(cls, audio_path: Path, song_key: str, fallback_folder: Path) -> Places:
        """The paths for a song; in the fallback folder, the song's content names them."""
        own, snapshot = path_for(audio_path), snapshot_path_for(audio_path)
        return cls(
            own, _within(fallback_folder, song_key, own), (snapshot, _within(fallback_folder, song_key, snapshot))
        )

    def namesakes(self) -> tuple[Path, ...]:
        """The journals and snapshots in the fallback folder of other sounds that had the same file name."""
        ends = {path.name.partition(".")[2] for path in (self.fallback, self.snapshots[1])}
        mine = {self.fallback.name, self.snapshots[1].name}
        try:
            names = sorted(entry.name for entry in self.fallback.parent.iterdir())
        except OSError:
            return ()
        found = (name for name in names if name not in mine and name.partition(".")[2] in ends)
        return tuple(self.fallback.with_name(name) for name in found)

    def fallback_of(self, song_key: str) -> Path:
        """The journal in the fallback folder of a song of the same name with another content."""
        return _within(self.fallback.parent, song_key, self.own)


def _within(folder: Path, song_key: str, path: Path) -> Path:
    return folder / f"{song_key[:24]}.{path.name[-_NAME_LETTERS:]}"
