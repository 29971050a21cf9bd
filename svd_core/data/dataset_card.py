"""The card of a data set, `dataset.json` in its folder: its source, its songs, its lists, its licence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from svd_core.annotation.formats.label_text import read_text
from svd_core.data.artists import artist_key
from svd_core.files.json_fields import Field, parse
from svd_core.files.storage import write_atomically
from svd_core.model.provenance import joint_key

FILE = "dataset.json"
FORMAT = "svd-dataset"
VERSION = 1


@dataclass(frozen=True)
class SongEntry:
    """One song of a data set; "" where artist, title or licence is unknown.

    Attributes:
        files: content key by path relative to the folder; sound first, labels last.
        checked_seconds: of time in which it is known where it is sung; None in cards that do not say it.
    """

    name: str
    artist: str
    title: str
    licence: str
    seconds: float
    sung_seconds: float
    files: Mapping[str, str]
    checked_seconds: float | None = None

    @property
    def audio_key(self) -> str:
        """The content key of its sound, of stems the first one."""
        return next(iter(self.files.values()), "")

    @property
    def listed(self) -> str:
        """The song's name in lists: its sound's file name, or the folder's name of stems."""
        path = PurePosixPath(next(iter(self.files), ""))
        return path.name if path.parts[:1] == ("audio",) else self.name


@dataclass(frozen=True)
class DatasetCard:
    """What a data set holds and how it was made.

    Attributes:
        kind: the name of the corpus (`Corpus.name`) it was made from.
        layout: "songs" or "stems".
        options: the options it was made with.
        lists: names of songs (`SongEntry.listed`) by the name of the list.
        notes: remarks for people about the source and what was left out.
    """

    kind: str
    title: str
    source: str
    licence: str
    layout: str
    options: Mapping[str, Any]
    songs: tuple[SongEntry, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One hash over all songs' files and the lists; the same data has the same key wherever it lies."""
        files = [f"{name} {content}" for song in self.songs for name, content in song.files.items()]
        return joint_key([*files, *(f"{name}: {song}" for name, songs in self.lists.items() for song in songs)])

    def counts(self) -> dict[str, Any]:
        """How many songs, artists and minutes there are; of checked minutes nothing where a song does not say it."""
        artists = {artist_key(song.artist) for song in self.songs if song.artist}
        checked = [song.checked_seconds for song in self.songs if song.checked_seconds is not None]
        known = {"checked_minutes": round(sum(checked) / 60, 2)} if len(checked) == len(self.songs) else {}
        return {
            "songs": len(self.songs),
            "artists": len(artists),
            "songs_of_unknown_artist": sum(not song.artist for song in self.songs),
            "minutes": round(sum(song.seconds for song in self.songs) / 60, 2),
            "sung_minutes": round(sum(song.sung_seconds for song in self.songs) / 60, 2),
            **known,
        }


def write(folder: Path, card: DatasetCard) -> None:
    """Write the card into a data set's folder; OSError."""
    head = {"format": FORMAT, "version": VERSION, "kind": card.kind, "title": card.title, "source": card.source}
    document = head | {
        "licence": card.licence,
        "layout": card.layout,
        "options": dict(card.options),
        "key": card.key,
        "counts": card.counts(),
        "notes": list(card.notes),
        "lists": {name: list(songs) for name, songs in card.lists.items()},
        "songs": [asdict(song) for song in card.songs],
    }
    # Non-ASCII as escapes: a file name may hold bytes that no encoding can print.
    write_atomically(folder / FILE, (json.dumps(document, indent=1) + "\n").encode())


def read(folder: Path) -> DatasetCard | None:
    """The card of a folder, None if there is none; FormatError, naming the field, if it is broken."""
    path = folder / FILE
    if not path.is_file():
        return None
    document = parse(read_text(path, encodings=("utf-8",)), path.name)
    if document["format"].text() != FORMAT or document["version"].number() != VERSION:
        raise document.error("not a data set's card of this version; make the data set anew")
    return DatasetCard(
        document["kind"].text(),
        document["title"].text(),
        document["source"].text(),
        document["licence"].text(),
        document["layout"].text(),
        document["options"].object(),
        tuple(_song(item) for item in document["songs"].items()),
        {name: _texts(document["lists"][name]) for name in document["lists"].object()},
        _texts(document["notes"]),
    )


def _song(item: Field) -> SongEntry:
    return SongEntry(
        item["name"].text(),
        item["artist" if "artist" in item else "act"].text(),  # "act" up to version 0.1
        item["title"].text(),
        item["licence"].text(),
        item["seconds"].number(0),
        item["sung_seconds"].number(0),
        {name: item["files"][name].text() for name in item["files"].object()},
        _checked_seconds(item),
    )


def _checked_seconds(item: Field) -> float | None:
    if "checked_seconds" not in item or item["checked_seconds"].value is None:
        return None
    return item["checked_seconds"].number(0)


def _texts(item: Field) -> tuple[str, ...]:
    return tuple(part.text() for part in item.items())
