"""Which songs a command line means, and where what is found in them goes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.audio.sound_file import AUDIO_SUFFIXES


@dataclass(frozen=True)
class Song:
    """A sound file, and its folder relative to the folder that was named (none for a file named itself)."""

    path: Path
    inside: Path = Path()

    def output(self, folder: Path | None, suffix: str, keep_suffix: bool = False) -> Path:
        """A file named after the song, beside it or, in the same order as the songs, below a folder."""
        name = (self.path.name if keep_suffix else self.path.stem) + suffix
        return (self.path.parent if folder is None else folder / self.inside) / name


def find_songs(paths: Sequence[Path]) -> Iterator[Song]:
    """The files named, and all sound files in the folders named and below, each once.

    A folder without any comes as if it were a song, so that reading it says what is wrong.
    """
    seen = set()
    for path in paths:
        for song in _songs_in(path) if path.is_dir() else [Song(path)]:
            real = os.path.realpath(song.path)
            if real not in seen:
                seen.add(real)
                yield song


def _songs_in(folder: Path) -> list[Song]:
    """Sound files by their suffix in any letter case, in alphabetical order; hidden ones are left out."""
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix.lower() in AUDIO_SUFFIXES and not name.startswith("."):
                found.append(Song(path, Path(parent).relative_to(folder)))
    return found or [Song(folder)]


def outputs(songs: Sequence[Song], folder: Path | None, suffix: str) -> list[Path]:
    """One file a song; songs that would share one (a.mp3 and a.wav) keep their own suffix in its name."""
    short = [song.output(folder, suffix) for song in songs]
    shared = Counter(short)
    return [
        path if shared[path] == 1 else song.output(folder, suffix, keep_suffix=True)
        for song, path in zip(songs, short, strict=True)
    ]
