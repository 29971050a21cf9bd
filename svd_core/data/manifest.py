"""The manifest of a training: the songs it learns from, with the hashes of their sound and their labels.

A correction made while a training runs does not change what that training learns, and a finished model has an
exact record of what it was trained on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.formats.label_text import MAX_SECONDS
from svd_core.annotation.journal.accepted import Accepted
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import WHOLE, Spans, united
from svd_core.annotation.vocabulary import is_singing
from svd_core.errors import DataError, FormatError
from svd_core.files.json_fields import Field, read, shown
from svd_core.files.storage import content_key, write_atomically

FORMAT = "svd-manifest"
VERSION = 2
"""Version 1 knew no checked time; all of its songs counts as checked."""


@dataclass(frozen=True)
class ManifestSong:
    """One song of a manifest: a name that is unique there, the sound file, its SHA-256, the sung regions.

    Only in the spans `checked` is it known where it is sung. The artist is "" where none is known. `accepted` is what
    of it was accepted as a model proposed it.
    """

    name: str
    audio: Path
    audio_key: str
    regions: Regions
    checked: Spans = WHOLE
    artist: str = ""
    accepted: Accepted = ()


def song_names(audio: Sequence[Path]) -> list[str]:
    """A unique name for each of these files: its stem, with the folder's name where stems are equal.

    Two albums may each have a file "01 Intro.mp3".
    """
    stems = [song.stem for song in audio]
    times = Counter(stems)
    names = [
        stem if times[stem] == 1 else f"{song.parent.name}, {stem}" for song, stem in zip(audio, stems, strict=True)
    ]
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def write_manifest(
    path: Path,
    songs: Sequence[tuple[Path, Regions, Spans]],
    artists: Mapping[Path, str] | None = None,
    accepted: Mapping[Path, Accepted] | None = None,
) -> None:
    """Write a manifest of these songs, each a sound file, its regions and the checked spans; OSError.

    artists: of the songs of which they are known, by sound file.
    accepted: by sound file, the time in which somebody accepted what a model had proposed.
    """
    names = song_names([audio for audio, _, _ in songs])
    entries = [
        {
            "name": name,
            "audio": str(audio.resolve()),
            "audio_key": content_key(audio),
            **({"artist": artists[audio]} if artists and artists.get(audio) else {}),
            "regions": [[region.start, region.end] for region in regions if is_singing(region.label)],
            # JSON has no infinity; the end of a song that is checked to its end, however long it is.
            "checked": [[start, min(end, MAX_SECONDS)] for start, end in checked],
            **({"accepted": dict(accepted[audio])} if accepted and accepted.get(audio) else {}),
        }
        for name, (audio, regions, checked) in zip(names, songs, strict=True)
    ]
    document = {"format": FORMAT, "version": VERSION, "songs": entries}
    write_atomically(path, json.dumps(document, indent=1).encode())


def read_manifest(path: Path, key_of: Callable[[Path], str] = content_key) -> tuple[ManifestSong, ...]:
    """The songs of a manifest; DataError if it is broken, or if a sound file was changed or removed since.

    key_of: the content key of a file.
    """
    try:
        document = read(path)
        if document["format"].text() != FORMAT or document["version"].value not in (1, VERSION):
            raise document.error("not a manifest of this version")
        knows_checked = document["version"].value == VERSION
        songs = tuple(_song(entry, knows_checked) for entry in document["songs"].items())
    except FormatError as error:
        raise DataError(f"{path}: not a usable training manifest ({error}). Choose the data again.") from error
    for song in songs:
        if not song.audio.is_file():
            raise DataError(f"{song.audio}: listed in {path.name} but no longer there. Choose the data again.")
        if key_of(song.audio) != song.audio_key:
            raise DataError(f"{song.audio}: its content changed since {path.name} was made. Choose the data again.")
    return songs


def _song(entry: Field, knows_checked: bool) -> ManifestSong:
    audio = entry["audio"].text()
    if "\0" in audio:
        raise entry["audio"].error("not the name of a file")
    regions = tuple(Region(*_extent(pair), source="hand") for pair in entry["regions"].items())
    checked = united(_extent(pair) for pair in entry["checked"].items()) if knows_checked else WHOLE
    artist = entry["artist"].text() if "artist" in entry else ""
    accepted = tuple(
        (key, united(_extent(pair) for pair in entry["accepted"][key].items()))
        for key in (entry["accepted"].object() if "accepted" in entry else ())
    )
    key = entry["audio_key"].text()
    return ManifestSong(entry["name"].text(), Path(audio), key, regions, checked, artist, accepted)


def _extent(pair: Field) -> tuple[float, float]:
    times = [time.number(0, MAX_SECONDS) for time in pair.items()]
    if len(times) != 2 or not times[0] < times[1]:
        raise pair.error(f"expected [start, end] in order, found {shown(pair.value)}")
    return times[0], times[1]
