"""A data set's own account, `dataset.json` in its folder: what it was made from, what is in it, under which terms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from svd_core.annotation.formats.protocol import read_text
from svd_core.data.artists import artist_key
from svd_core.files.json_fields import Field, parse
from svd_core.files.storage import write_atomically
from svd_core.model.provenance import joint_key

FILE = "dataset.json"
FORMAT = "svd-dataset"
VERSION = 1


@dataclass(frozen=True)
class SongCard:
    """One song: its files relative to the folder, sound first and labels last, and the content key of each."""

    name: str
    artist: str
    title: str
    licence: str
    seconds: float
    sung_seconds: float
    files: Mapping[str, str]

    @property
    def audio_key(self) -> str:
        """The content key of its (first) sound."""
        return next(iter(self.files.values()), "")

    @property
    def listed(self) -> str:
        """How a list names the song: by its sound's file, or one of stems by its folder."""
        path = PurePosixPath(next(iter(self.files), ""))
        return path.name if path.parts[:1] == ("audio",) else self.name


@dataclass(frozen=True)
class Card:
    """A data set: the sort of its source, terms of use, how it was made, songs and lists."""

    kind: str
    title: str
    source: str
    licence: str
    layout: str
    options: Mapping[str, Any]
    songs: tuple[SongCard, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One hash over all songs' files and the lists; the same data has the same wherever it lies."""
        files = [f"{name} {content}" for song in self.songs for name, content in song.files.items()]
        return joint_key([*files, *(f"{name}: {song}" for name, songs in self.lists.items() for song in songs)])

    def counts(self) -> dict[str, Any]:
        """How much there is."""
        artists = {artist_key(song.artist) for song in self.songs if song.artist}
        return {
            "songs": len(self.songs),
            "artists": len(artists),
            "songs_of_unknown_artist": sum(not song.artist for song in self.songs),
            "minutes": round(sum(song.seconds for song in self.songs) / 60, 2),
            "sung_minutes": round(sum(song.sung_seconds for song in self.songs) / 60, 2),
        }


def write(folder: Path, card: Card) -> None:
    """Put the card into a data set's folder."""
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


def read(folder: Path) -> Card | None:
    """The card of a folder, None if there is none; FormatError, naming the field, if it is broken."""
    path = folder / FILE
    if not path.is_file():
        return None
    document = parse(read_text(path, encodings=("utf-8",)), path.name)
    if document["format"].text() != FORMAT or document["version"].number() != VERSION:
        raise document.error("not a data set's card of this version; make the data set anew")
    return Card(
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


def _song(item: Field) -> SongCard:
    return SongCard(
        item["name"].text(),
        item["artist" if "artist" in item else "act"].text(),  # called act up to version 0.2
        item["title"].text(),
        item["licence"].text(),
        item["seconds"].number(0),
        item["sung_seconds"].number(0),
        {name: item["files"][name].text() for name in item["files"].object()},
    )


def _texts(item: Field) -> tuple[str, ...]:
    return tuple(part.text() for part in item.items())
