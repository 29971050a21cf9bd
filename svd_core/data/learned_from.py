"""What a model has learned from: songs by name, content and artist, as its card records them.

A score on a song, or on an artist, that a model has learned from is too good. Names alone do not find that out: files
are renamed, and two albums may each have a song "Intro".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from svd_core.data.artists import GivenArtists, artist_key, from_tags
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.model.card import known_songs

FIELD = "learned_from"
"""The field of a card with all songs that the model, what it started from and its teachers learned from."""


@dataclass(frozen=True)
class KnownSong:
    """What tells a song from others: its name, its artist ("" if unknown), and its content key."""

    name: str
    artist: str
    key: str


@dataclass(frozen=True)
class LearnedFrom:
    """What a model has learned from.

    Attributes:
        names: of all songs, also of those of which a card of an earlier version records nothing else.
        recorded: names of songs of which the content is recorded, too.
        keys: their content keys.
        artists: in the form to compare; see `artist_key`.
    """

    names: frozenset[str]
    recorded: frozenset[str]
    keys: frozenset[str]
    artists: frozenset[str]

    @classmethod
    def of(cls, metadata: Mapping[str, Any]) -> LearnedFrom:
        """What a card's metadata record; what makes no sense in them is left out."""
        songs = recorded(metadata)
        artists = frozenset(artist_key(song.artist) for song in songs) - {""}
        named, keys = frozenset(song.name for song in songs), frozenset(song.key for song in songs)
        return cls(known_songs(metadata), named, keys, artists)

    def has_song(self, song: KnownSong) -> bool:
        """Whether a song was learned from, by its name or its content."""
        return song.name in self.names or song.key in self.keys

    def has_artist(self, song: KnownSong) -> bool:
        """Whether the artist of a song was learned from."""
        return artist_key(song.artist) in self.artists

    def had_other_content(self, song: KnownSong) -> bool:
        """Whether a song of this name was learned from, but had another content then."""
        return song.name in self.recorded and song.key not in self.keys


def recorded(metadata: Mapping[str, Any]) -> tuple[KnownSong, ...]:
    """The songs that a card's metadata record with their content; what makes no sense is left out."""
    found = metadata.get(FIELD)
    songs = []
    for entry in found if isinstance(found, list) else ():
        values = [entry.get(name) for name in ("name", "artist", "key")] if isinstance(entry, Mapping) else []
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) == len(fields(KnownSong)):
            songs.append(KnownSong(*texts))
    return tuple(songs)


def record(songs: Iterable[KnownSong], *ancestors: Mapping[str, Any]) -> list[dict[str, str]]:
    """The songs of a training, and of the cards that it builds on, for the card of its model."""
    found: dict[tuple[str, str], KnownSong] = {}
    for song in (*(song for card in ancestors for song in recorded(card)), *songs):
        found[song.name, song.key] = song
    return [{"name": song.name, "artist": song.artist, "key": song.key} for song in found.values()]


def without_record(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a card that goes into another one, whose record has its songs."""
    return {name: value for name, value in metadata.items() if name != FIELD}


def known_song(song: LabelledSong, artists: GivenArtists | None, key_of: Callable[[Path], str]) -> KnownSong:
    """A labelled song with its artist, as given, else as its data say, else as in its tags. OSError."""
    artist = (artists.of(song.name) if artists else "") or song.artist or from_tags(song.audio)
    return KnownSong(song.name, artist, key_of(song.audio))


def known_in(found: Dataset, artists: GivenArtists | None, key_of: Callable[[Path], str]) -> tuple[KnownSong, ...]:
    """All songs of a data set, with labels or without; of stems, names are all that is recorded. OSError."""
    given = artists or GivenArtists()
    labelled = [known_song(song, given, key_of) for song in found.songs]
    others = [KnownSong(path.stem, given.of(path.stem) or from_tags(path), key_of(path)) for path in found.unlabelled]
    return (*labelled, *others)
