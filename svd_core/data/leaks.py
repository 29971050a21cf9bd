"""Leaks between lists: songs of the same artist, or the same recording, in two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from svd_core.data.artists import alike, artist_key, title_key
from svd_core.data.dataset_card import DatasetCard
from svd_core.data.findings import Finding

_SAME_LENGTH = 1.0
_SHOWN = 6
_TELLING = 8
"""So many letters in the two first words of names suggest an artist; fewer begin too many titles."""


@dataclass(frozen=True)
class SongIdentity:
    """What tells songs apart: artist ("" if unknown), title, content key of the sound (SHA-256), length in seconds."""

    name: str
    artist: str
    title: str
    audio_key: str
    seconds: float


def leaks(songs: Sequence[SongIdentity], lists: Mapping[str, Sequence[str]]) -> tuple[Finding, ...]:
    """Findings about what lists share, leaks first; the same recording twice is reported even without lists."""
    where: dict[str, list[str]] = defaultdict(list)
    for list_name, names in lists.items():
        for name in names:
            where[name].append(list_name)
    listed = [song for song in songs if song.name in where]
    return (
        *_in_two_lists(where),
        *_shared(listed, where, "artist", lambda song: artist_key(song.artist)),
        *_shared(listed, where, "audio", lambda song: song.audio_key),
        *_doubles(songs, where),
        *_like_titles(listed, where),
        *_like_beginnings(listed, where),
        *_unknown_artists(listed),
    )


def leaks_of(card: DatasetCard) -> tuple[Finding, ...]:
    """Findings about what the lists of a data set share, by its card."""
    songs = [SongIdentity(song.name, song.artist, song.title, song.audio_key, song.seconds) for song in card.songs]
    names = {song.listed: song.name for song in card.songs}
    return leaks(songs, {name: [names[listed] for listed in members] for name, members in card.lists.items()})


def _in_two_lists(where: Mapping[str, Sequence[str]]) -> list[Finding]:
    return [
        Finding("leak", "song", f"{name}: is in {_and(names)}", (name,), tuple(names))
        for name, names in sorted(where.items())
        if len(set(names)) > 1
    ]


def _shared(
    songs: Sequence[SongIdentity], where: Mapping[str, Sequence[str]], what: str, key_of: Callable[[SongIdentity], str]
) -> list[Finding]:
    """A leak for each artist or recording that is in several lists."""
    groups: dict[str, list[SongIdentity]] = defaultdict(list)
    for song in songs:
        if key_of(song):
            groups[key_of(song)].append(song)
    found = []
    for members in groups.values():
        names = tuple(song.name for song in members)
        lists = tuple(sorted({list_name for name in names for list_name in where[name]}))
        if len(members) > 1 and len(lists) > 1:
            subject = f"artist {members[0].artist!r}" if what == "artist" else "one and the same sound"
            found.append(Finding("leak", what, f"{subject} is in {_and(lists)}: {_some(names)}", names, lists))
    return found


def _doubles(songs: Sequence[SongIdentity], where: Mapping[str, Sequence[str]]) -> list[Finding]:
    """The same sound under several names within one list or none: no leak, but it counts twice."""
    groups: dict[str, list[str]] = defaultdict(list)
    for song in songs:
        if song.audio_key:
            groups[song.audio_key].append(song.name)
    return [
        Finding("suspect", "audio", f"one and the same sound: {_some(names)}", tuple(names))
        for names in groups.values()
        if len(names) > 1 and len({list_name for name in names for list_name in where.get(name, ())}) < 2
    ]


def _like_titles(songs: Sequence[SongIdentity], where: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Songs with similar titles in different lists; if their artists differ, only those of the same length."""
    found = []
    titled = [(song, title_key(song.title or song.name)) for song in songs]
    for (first, first_title), (second, second_title) in combinations(titled, 2):
        if set(where[first.name]) & set(where[second.name]) or not alike(first_title, second_title):
            continue
        artists = {artist_key(first.artist), artist_key(second.artist)}
        if len(artists) == 2 and "" not in artists and abs(first.seconds - second.seconds) > _SAME_LENGTH:
            continue
        lists = tuple(sorted({*where[first.name], *where[second.name]}))
        message = f"{first.name} and {second.name}: titles are alike, in {_and(lists)}"
        found.append(Finding("suspect", "title", message, (first.name, second.name), lists))
    return found


def _like_beginnings(songs: Sequence[SongIdentity], where: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Songs of unknown artists in different lists whose names begin with the same two words, perhaps an artist's."""
    groups: dict[str, list[str]] = defaultdict(list)
    for song in songs:
        words = title_key(song.name).split()[:2]
        if not song.artist and len(words) == 2 and min(map(len, words)) > 1 and len("".join(words)) >= _TELLING:
            groups[" ".join(words)].append(song.name)
    found = []
    for beginning, names in groups.items():
        lists = tuple(sorted({list_name for name in names for list_name in where[name]}))
        if len(names) > 1 and len(lists) > 1:
            message = f"names in {_and(lists)} begin with {beginning!r}, perhaps an artist: {_some(names)}"
            found.append(Finding("suspect", "artist", message, tuple(names), lists))
    return found


def _unknown_artists(songs: Sequence[SongIdentity]) -> list[Finding]:
    names = tuple(song.name for song in songs if not song.artist)
    if not names:
        return []
    message = f"the artist of {len(names)} of {len(songs)} listed songs is unknown, so that it cannot be seen to leak"
    return [Finding("note", "artist", f"{message}; give it with --artists: {_some(names)}", names)]


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
