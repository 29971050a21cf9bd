"""Finds the songs that a command line names, and writes files for them, in place of nothing that is there."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.cli.options import UsageError
from svd_core.errors import DataError
from svd_core.files.backups import replace_keeping_backup
from svd_core.files.storage import check_no_dangling_link


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


def _songs_in(folder: Path) -> Iterator[Song]:
    """Sound files, known by their suffix in any case, in alphabetical order; hidden files are left out."""
    is_empty = True
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix.lower() in AUDIO_SUFFIXES and not name.startswith("."):
                is_empty = False
                yield Song(path, Path(parent).relative_to(folder))
    if is_empty:
        yield Song(folder)


def given_songs(arguments: argparse.Namespace) -> list[Song]:
    """The songs that a command line names, by themselves, in folders and in its --list. UsageError for none."""
    songs = list(find_songs([*arguments.songs, *listed_songs(arguments.list)]))
    if not songs:
        raise UsageError("name a SONG or a folder of them, or a --list of songs")
    below = getattr(arguments, "below", None)
    return songs if below is None else [_placed(song, below) for song in songs]


def _placed(song: Song, below: Path) -> Song:
    """The song with its folder relative to another one that holds it; as it is where that does not."""
    try:
        # Not by way of "..", which would lead out of the folder that files are written to.
        return replace(song, inside=Path(os.path.abspath(song.path)).relative_to(os.path.abspath(below)).parent)
    except ValueError:
        return song


def listed_songs(path: Path | None) -> list[Path]:
    """The songs that a file names, relative ones from where it lies; none without a file. DataError."""
    return [] if path is None else [path.parent / name for name in listed_names(path)]


def listed_names(path: Path | None) -> list[str]:
    """The names in a file, as they are; none without a file. DataError.

    They stand one a line or, since names may hold line ends, with a NUL behind each, as `find -print0` and the window
    write them. Names are read as the bytes that the system has for them, since some are no text.
    """
    if path is None:
        return []
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"--list {path}: cannot be read ({error.strerror or error}); check path and rights.") from error
    if b"\0" in content:
        names = [name for name in content.split(b"\0") if name]
    else:
        names = [line.removesuffix(b"\r") for line in content.split(b"\n") if line.strip()]
    return [os.fsdecode(name) for name in names]


def refuse_folder(song: Path) -> None:
    """Raise DataError for a folder without sound files, which `given_songs` has in place of a song."""
    if song.is_dir():
        raise DataError(f"{song}: no sound files in this folder or below it.")


def output_folder(out: str | None) -> Path | None:
    """The folder that --out names; None for files beside their songs, or stdout. UsageError if it is a file."""
    folder = None if out in (None, "-") else Path(out)
    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"--out {folder}: is a file; name a folder, or - for stdout")
    return folder


def outputs(songs: Sequence[Song], folder: Path | None, suffix: str) -> list[Path]:
    """One file for each song; songs whose files would have the same name (a.mp3, a.wav) keep their suffix in it.

    DataError if two would have the same file even so.
    """
    short = [song.output(folder, suffix) for song in songs]
    shared = Counter(short)
    files = [
        path if shared[path] == 1 else song.output(folder, suffix, keep_suffix=True)
        for song, path in zip(songs, short, strict=True)
    ]
    refuse_shared(zip((str(song.path) for song in songs), map(str, files), strict=True))
    return files


def refuse_shared(files: Iterable[tuple[str, str]]) -> None:
    """Raise DataError if two songs would write the same file: the one would pass for done by the other's labels.

    files: each song with its file.
    """
    first: dict[str, str] = {}
    for song, file in files:
        if (other := first.setdefault(file, song)) != song:
            raise DataError(
                f"{other} and {song}: both would write {file}. Leave out --out, which writes beside the songs, or name "
                "the folder that both are in."
            )


def refuse_to_replace(files: Iterable[Path], song: Path, force: bool) -> None:
    """Raise DataError if a file to be written is there already (unless forced) or is the song itself.

    Raises OSError for a link to nothing, since nobody knows what is to be there.
    """
    for path in files:
        check_no_dangling_link(path)
        if path.exists():
            if path.samefile(song):
                raise DataError(f"{path}: is the song itself; give --out FOLDER to write elsewhere.")
            if not force:
                raise DataError(
                    f"{path}: is there already; --skip-existing passes over it, --force replaces it and keeps the old "
                    "one, --out FOLDER writes elsewhere."
                )


def write_output(path: Path, content: bytes) -> None:
    """Write a file in one step, making its folder first; what was there is kept as a backup. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_keeping_backup(path, content)
