"""Where a song's annotation may lie: beside the song, or in the fallback folder where that cannot be written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".svd"
"""Of journals; the whole name of the song stands before it."""
SNAPSHOT_SUFFIX = ".svd.json"
"""Of snapshots, which older versions of the program wrote beside songs instead of journals."""


def path_for(audio_path: Path) -> Path:
    """The path of a song's journal: beside the song, its whole name with .svd appended."""
    return audio_path.with_name(audio_path.name + SUFFIX)


def snapshot_path_for(audio_path: Path) -> Path:
    """The path at which older versions of the program kept a song's annotation."""
    return audio_path.with_name(audio_path.name + SNAPSHOT_SUFFIX)


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


def _within(folder: Path, song_key: str, path: Path) -> Path:
    return folder / f"{song_key[:24]}.{path.name[-80:]}"
