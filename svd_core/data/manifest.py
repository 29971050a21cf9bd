"""The manifest of a training: the songs it learns from, with the hashes of their sound and their labels.

A correction made while a training runs does not change what that training learns, and a finished model has an
exact record of what it was trained on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.formats.protocol import MAX_SECONDS
from svd_core.annotation.label_words import is_singing
from svd_core.annotation.regions import Region, Regions
from svd_core.errors import DataError, FormatError
from svd_core.files.json_fields import Field, read, shown
from svd_core.files.storage import content_key, write_atomically

FORMAT = "svd-manifest"
VERSION = 1


@dataclass(frozen=True)
class ManifestSong:
    """One song of a manifest: a name that is unique there, the sound file, its SHA-256, the sung regions."""

    name: str
    audio: Path
    audio_key: str
    regions: Regions


def song_names(audio: Sequence[Path]) -> list[str]:
    """A unique name for each of these files: its stem, with the folder's name where stems are equal.

    Two albums may each have a file "01 Intro.mp3".
    """
    stems = [song.stem for song in audio]
    names = [
        stem if stems.count(stem) == 1 else f"{song.parent.name}, {stem}"
        for song, stem in zip(audio, stems, strict=True)
    ]
    again = [names[:index].count(name) for index, name in enumerate(names)]
    return [f"{name} ({count + 1})" if count else name for name, count in zip(names, again, strict=True)]


def write_manifest(path: Path, songs: Sequence[tuple[Path, Regions]]) -> None:
    """Write a manifest of these songs, each a sound file and its regions; OSError."""
    names = song_names([audio for audio, _ in songs])
    entries = [
        {
            "name": name,
            "audio": str(audio.resolve()),
            "audio_key": content_key(audio),
            "regions": [[region.start, region.end] for region in regions if is_singing(region.label)],
        }
        for name, (audio, regions) in zip(names, songs, strict=True)
    ]
    document = {"format": FORMAT, "version": VERSION, "songs": entries}
    write_atomically(path, json.dumps(document, indent=1).encode())


def read_manifest(path: Path) -> tuple[ManifestSong, ...]:
    """The songs of a manifest; DataError if it is broken, or if a sound file was changed or removed since."""
    try:
        document = read(path)
        if document["format"].text() != FORMAT or document["version"].value != VERSION:
            raise document.error("not a manifest of this version")
        songs = tuple(_song(entry) for entry in document["songs"].items())
    except FormatError as error:
        raise DataError(f"{path}: not a usable training manifest ({error}). Choose the data again.") from error
    for song in songs:
        if not song.audio.is_file():
            raise DataError(f"{song.audio}: listed in {path.name} but no longer there. Choose the data again.")
        if content_key(song.audio) != song.audio_key:
            raise DataError(f"{song.audio}: its content changed since {path.name} was made. Choose the data again.")
    return songs


def _song(entry: Field) -> ManifestSong:
    audio = entry["audio"].text()
    if "\0" in audio:
        raise entry["audio"].error("not the name of a file")
    regions = tuple(_region(pair) for pair in entry["regions"].items())
    return ManifestSong(entry["name"].text(), Path(audio), entry["audio_key"].text(), regions)


def _region(pair: Field) -> Region:
    times = [time.number(0, MAX_SECONDS) for time in pair.items()]
    if len(times) != 2 or not times[0] < times[1]:
        raise pair.error(f"expected [start, end] in order, found {shown(pair.value)}")
    return Region(times[0], times[1], source="hand")
