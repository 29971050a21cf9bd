"""The artist of every song: no network may be scored on songs of an artist that it has learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.data import dataset_card
from svd_core.data.artists import GivenArtists, artist_key, from_tags
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.folds.splits import Split


@dataclass(frozen=True)
class KnownArtists:
    """The artist of every song, by the song's name, and the names of songs whose artist is only guessed."""

    of: Mapping[str, str]
    guessed: frozenset[str]

    @property
    def certain(self) -> dict[str, str]:
        """The artists that are not guessed."""
        return {song: artist for song, artist in self.of.items() if song not in self.guessed}


def find_artists(data: Sequence[Path], songs: Sequence[LabelledSong], given: GivenArtists) -> KnownArtists:
    """Every song's artist as given, else from the data set's card, the file's tags, or a guess from the name."""
    listed = dict(_listed(data))
    known = {song.name: given.of(song.name) or listed.get(song.name) or from_tags(song.audio) for song in songs}
    guesses = guess_artists([name for name, artist in known.items() if not artist])
    return KnownArtists({name: artist or guesses[name] for name, artist in known.items()}, frozenset(guesses))


def guess_artists(songs: Sequence[str]) -> dict[str, str]:
    """The artist that each song's name suggests: what comes before " - ", or two first words shared with another song.

    A name that suggests nothing counts as an artist of its own.
    """
    beginnings = {song: _first_two_words(song) for song in songs}
    counts = Counter(beginnings.values())
    return {song: _artist(song, beginnings[song], counts) for song in songs}


def leak(artists: Mapping[str, str], splits: Sequence[Split]) -> str:
    """Describes an artist with a song that is scored by networks that learned from another one; "" if there is none."""
    for split in splits:
        tested = {artist_key(artists[song]): song for song in sorted(split.test) if song in artists}
        for song in sorted(set(artists) - split.kept):
            if artist_key(artists[song]) in tested:
                scored = tested[artist_key(artists[song])]
                return (
                    f"artist {artists[song]!r} is scored in {split.name} (song {scored!r}) by networks "
                    f"that learned from its song {song!r}. Put all songs of an artist into one list."
                )
    return ""


def _listed(data: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Names of songs with their artists, from the cards of data sets."""
    for folder in data:
        card = dataset_card.read(folder) if folder.is_dir() else None
        yield from ((song.name, song.artist) for song in (card.songs if card else ()))


def _first_two_words(song: str) -> str:
    words = song.replace("_", " ").split()
    return " ".join(words[:2]) if len(words) > 2 else ""


def _artist(song: str, beginning: str, counts: Counter[str]) -> str:
    artist, dash, title = song.partition(" - ")
    if dash and artist.strip() and title.strip():
        return artist.strip()
    return beginning if beginning and counts[beginning] > 1 else song
