"""Finds the songs that a command line names, and the files to write for them."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.cli.options import UsageError
from svd_core.errors import DataError


@dataclass(frozen=True)
class Song:
    """A sound file, and its folder relative to the folder that was given; empty for a file that was given itself."""

    path: Path
    inside: Path = Path()

    def output(self, folder: Path | None, suffix: str, keep_suffix: bool = False) -> Path:
        """The path of a file named after the song, beside it or in the same subfolder of `folder`."""
        name = (self.path.name if keep_suffix else self.path.stem) + suffix
        return (self.path.parent if folder is None else folder / self.inside) / name


def find_songs(paths: Sequence[Path]) -> Iterator[Song]:
    """The files given, and all sound files in the folders given and below them, each once.

    A folder without sound files is yielded as if it were a song, so that reading it reports the error.
    """
    seen = set()
    for path in paths:
        for song in _songs_in(path) if path.is_dir() else [Song(path)]:
            real = os.path.realpath(song.path)
            if real not in seen:
                seen.add(real)
                yield song


def _songs_in(folder: Path) -> list[Song]:
    """Sound files, known by their suffix in any case, in alphabetical order; hidden files are left out."""
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix.lower() in AUDIO_SUFFIXES and not name.startswith("."):
                found.append(Song(path, Path(parent).relative_to(folder)))
    return found or [Song(folder)]


def given_songs(arguments: argparse.Namespace) -> list[Song]:
    """The songs that a command line names, by themselves, in folders and in its --list. UsageError for none."""
    songs = list(find_songs([*arguments.songs, *listed_songs(arguments.list)]))
    if not songs:
        raise UsageError("name a SONG or a folder of them, or a --list of songs")
    return songs


def listed_songs(path: Path | None) -> list[Path]:
    """The songs that a text file names, one a line, relative ones from where it lies; none without a file. DataError.

    Names are read as the bytes that the system has for them, since some are no text.
    """
    if path is None:
        return []
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise DataError(f"--list {path}: cannot be read ({error.strerror or error}); check path and rights.") from error
    return [path.parent / os.fsdecode(line.removesuffix(b"\r")) for line in lines if line.strip()]


def outputs(songs: Sequence[Song], folder: Path | None, suffix: str) -> list[Path]:
    """One file for each song; songs whose files would have the same name (a.mp3, a.wav) keep their suffix in it."""
    short = [song.output(folder, suffix) for song in songs]
    shared = Counter(short)
    return [
        path if shared[path] == 1 else song.output(folder, suffix, keep_suffix=True)
        for song, path in zip(songs, short, strict=True)
    ]
