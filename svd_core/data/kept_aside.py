"""Which artists models are measured on, and which they learn from, once and for all trainings of a person.

A model is measured on artists that it has never heard. If a later training learned from one who was kept aside before,
models of both trainings could no longer be compared, so who is kept aside stays so: the choice is written down, and
only a person changes it. Songs are known by their content, whatever they are called and wherever they lie.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from svd_core.data.artists import artist_key
from svd_core.data.learned_from import KnownSong, LearnedFrom
from svd_core.errors import DataError, FormatError
from svd_core.files.json_fields import Field, read
from svd_core.files.owner_lock import OwnerLock
from svd_core.files.storage import write_atomically

Side = Literal["aside", "learned"]
FORMAT, VERSION = "svd-kept-aside", 1
SHARE = 0.25
"""Share of the checked time that is kept aside, at most, when artists or songs are added."""
FEWEST = 4
"""Of fewer artists, single songs are kept aside instead, and of fewer songs none."""
PATIENCE_S = 10.0
"""Seconds to wait for whoever else changes the list, which takes them milliseconds."""


@dataclass(frozen=True)
class CheckedSong(KnownSong):
    """A song with checked time, of so many seconds."""

    seconds: float


@dataclass(frozen=True)
class ArtistSide:
    """On which side an artist is, with all songs; the name as it was first written."""

    artist: str
    side: Side


@dataclass(frozen=True)
class SongSide:
    """On which side a song was when it took part last, with its name and artist of then."""

    name: str
    artist: str
    side: Side


@dataclass(frozen=True)
class Move:
    """That a person moved an artist, or, with a content key, a single song, to another side; `when` in ISO 8601."""

    what: str
    to: Side
    when: str
    key: str = ""


@dataclass(frozen=True)
class KeptAside:
    """The sides of artists, by `artist_key`, and of songs, by content key; and what a person moved, oldest first.

    A song is kept aside if it or its artist is.
    """

    artists: Mapping[str, ArtistSide] = field(default_factory=dict)
    songs: Mapping[str, SongSide] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()

    def side(self, song: CheckedSong) -> Side | None:
        """On which side a song is; None for one that is new, as is its artist."""
        artist, own = self.artist_side(song), self.songs.get(song.key)
        if artist == "aside" or (own is not None and own.side == "aside"):
            return "aside"
        return artist or (own.side if own is not None else None)

    def artist_side(self, song: CheckedSong) -> Side | None:
        """On which side the artist of a song is, by the name it has now or had before; None for a new one."""
        sides = {self.artists[name].side for name in self._listed_artists(song)}
        return None if not sides else "aside" if "aside" in sides else "learned"

    @property
    def artists_kept_aside(self) -> frozenset[str]:
        """The artists that are kept aside, in the form to compare."""
        return frozenset(name for name, entry in self.artists.items() if entry.side == "aside")

    def artists_aside(self, song: CheckedSong) -> tuple[str, ...]:
        """The artists kept aside among those that a song is by: by the name it has now, or had before."""
        entries = [self.artists[name] for name in self._listed_artists(song)]
        return tuple(entry.artist for entry in entries if entry.side == "aside")

    def _listed_artists(self, song: CheckedSong) -> tuple[str, ...]:
        names = dict.fromkeys((artist_key(song.artist), artist_key(self._artist_of_then(song))))
        return tuple(name for name in names if name and name in self.artists)

    def _artist_of_then(self, song: CheckedSong) -> str:
        """The artist that a song had when it took part last, "" if it never did."""
        own = self.songs.get(song.key)
        return "" if own is None else own.artist

    def aside(self, songs: Iterable[CheckedSong]) -> tuple[CheckedSong, ...]:
        """Those of these songs that are kept aside."""
        return tuple(song for song in songs if self.side(song) == "aside")

    def with_new(self, songs: Sequence[CheckedSong], learned: LearnedFrom | None = None) -> KeptAside:
        """The choice with what is new in these songs; what was there before stays where it is.

        New artists are taken in an order that depends on nothing but their names; songs of unknown artists count as
        artists of their own. One is kept aside if that leaves three quarters of the checked time to learn from. Of
        fewer than FEWEST artists, songs are taken so, in the order of their content. What the model has `learned` from
        with which a training begins is not kept aside; None for a training from scratch.
        """
        songs = [song for song in songs if song.seconds > 0]
        by_artist = len({_group(song) for song in songs}) >= FEWEST
        total, kept = sum(song.seconds for song in songs), sum(song.seconds for song in self.aside(songs))
        added: set[str] = set()
        for _, members in self._candidates(songs, learned, by_artist):
            seconds = sum(song.seconds for song in members)
            if kept + seconds <= SHARE * total:
                kept += seconds
                added |= {song.key for song in members}
        artists = dict(self.artists)
        for song in songs:
            name = artist_key(song.artist)
            # A single song that a person keeps aside says nothing of its artist; another spelling of one aside does.
            aside = (by_artist and song.key in added) or self.artist_side(song) == "aside"
            if name and name not in self.artists and (aside or name not in artists):
                artists[name] = ArtistSide(song.artist, "aside" if aside else "learned")
        named = replace(self, artists=artists)
        entries = {
            song.key: SongSide(
                song.name,
                song.artist or self._artist_of_then(song),
                "aside" if song.key in added else named.side(song) or "learned",
            )
            for song in songs
        }
        return replace(named, songs={**self.songs, **entries})

    def _candidates(
        self, songs: Sequence[CheckedSong], learned: LearnedFrom | None, by_artist: bool
    ) -> list[tuple[str, list[CheckedSong]]]:
        """What may be kept aside as a whole, in the order in which it is tried: new artists, or new songs."""
        groups: dict[str, list[CheckedSong]] = defaultdict(list)
        for song in songs:
            groups[_group(song) if by_artist else song.key].append(song)
        found = [
            (name, members)
            for name, members in groups.items()
            if not (learned and any(learned.has_song(song) for song in members))
            and not (learned and by_artist and name in learned.artists)
            and all(self._is_open(song, by_artist) for song in members)
        ]
        enough = by_artist or len(songs) >= FEWEST
        return sorted(found, key=lambda group: _order(group[0])) if enough else []

    def _is_open(self, song: CheckedSong, by_artist: bool) -> bool:
        """Whether nothing says yet on which side a song is; of few artists, their own side says nothing."""
        return self.side(song) is None or (
            not by_artist and song.key not in self.songs and self.artist_side(song) == "learned"
        )

    def moved(self, *moves: Move) -> KeptAside:
        """The choice after a person has moved, one after the other, artists with all songs or single songs."""
        artists, songs = dict(self.artists), dict(self.songs)
        for move in moves:
            if move.key:
                known = songs.get(move.key)
                songs[move.key] = SongSide(move.what, known.artist if known else "", move.to)
                continue
            name = artist_key(move.what)
            artists[name] = ArtistSide(artists[name].artist if name in artists else move.what, move.to)
            songs |= {
                key: replace(song, side=move.to) for key, song in songs.items() if artist_key(song.artist) == name
            }
        return KeptAside(artists, songs, (*self.moves, *moves))

    def account(self, songs: Sequence[CheckedSong]) -> dict[str, Any]:
        """What a model's card says of it: the songs kept aside, their artists, and what was moved of these songs."""
        aside = self.aside(songs)
        names = {artist_key(song.artist) for song in songs} - {""}
        keys = {song.key for song in songs}
        moves = [move for move in self.moves if (move.key in keys if move.key else artist_key(move.what) in names)]
        to = {"aside": "kept aside", "learned": "learned from"}
        return {
            "artists": sorted({song.artist for song in aside if self.artist_side(song) == "aside"}),
            "songs": sorted(song.name for song in aside),
            "moved": [f"{move.when[:10]}: {move.what} was moved by hand: {to[move.to]} since" for move in moves],
        }


def read_kept_aside(path: Path) -> KeptAside:
    """The choice written in a file; an empty one where there is no file. DataError if it is not usable."""
    if not path.exists():
        return KeptAside()
    try:
        document = read(path)
        if document["format"].text() != FORMAT or document["version"].value != VERSION:
            raise document.error("not of this version")
        artists = [ArtistSide(entry["artist"].text(), _side(entry["side"])) for entry in document["artists"].items()]
        songs = {
            entry["key"].text(): SongSide(entry["name"].text(), entry["artist"].text(), _side(entry["side"]))
            for entry in document["songs"].items()
        }
        moves = tuple(
            Move(entry["what"].text(), _side(entry["to"]), entry["when"].text(), entry["key"].text())
            for entry in document["moves"].items()
        )
    except (FormatError, OSError) as error:
        raise DataError(
            f"{path}: does not tell which artists are kept aside ({error}). Restore it, or remove it to choose anew; "
            "models made before must not be measured on the artists of a new choice."
        ) from error
    return KeptAside({artist_key(entry.artist): entry for entry in artists}, songs, moves)


def change_kept_aside(path: Path, change: Callable[[KeptAside], KeptAside]) -> KeptAside:
    """Change the choice in a file; returns it as it is then.

    Between reading and writing nobody else writes, so that no decision is lost where two trainings begin at once.
    DataError if the file is not usable, or somebody else holds it for long; OSError.
    """
    choice = read_kept_aside(path)
    if change(choice) == choice:
        # A list that stays as it is may lie where nothing can be written.
        return choice
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        before = read_kept_aside(path)
        after = change(before)
        if after != before:
            write_kept_aside(path, after)
    return after


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock on a list; DataError if somebody else holds it for PATIENCE_S, OSError if there can be none."""
    lock = OwnerLock(path.with_name(path.name + ".lock"))
    if (holder := lock.acquire(patience=PATIENCE_S)) is not None:
        raise DataError(
            f"{path}: is being changed by {holder.user} on {holder.host}. Try again; if no such program runs, "
            f"remove {lock.path.name}."
        )
    try:
        yield
    finally:
        lock.release()


def write_kept_aside(path: Path, choice: KeptAside) -> None:
    """Write the choice, one artist or song a line, so that changes of it can be read; OSError."""
    artists = [{"artist": entry.artist, "side": entry.side} for _, entry in sorted(choice.artists.items())]
    songs = [
        {"key": key, "name": song.name, "artist": song.artist, "side": song.side}
        for key, song in sorted(choice.songs.items())
    ]
    moves = [{"what": move.what, "to": move.to, "when": move.when, "key": move.key} for move in choice.moves]
    parts = [f'"format": {json.dumps(FORMAT)}', f'"version": {VERSION}']
    parts += [f'"{name}": {_lines(rows)}' for name, rows in (("artists", artists), ("songs", songs), ("moves", moves))]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Names of files may hold bytes that are no text: they are written as escapes.
    write_atomically(path, ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8"))


def _lines(rows: Sequence[Mapping[str, str]]) -> str:
    return "[" + ",".join(f"\n {json.dumps(row)}" for row in rows) + "\n]"


def _side(value: Field) -> Side:
    match value.text():
        case "aside":
            return "aside"
        case "learned":
            return "learned"
    raise value.error('expected "aside" or "learned"')


def _group(song: CheckedSong) -> str:
    """What is kept aside or learned from as a whole: the artist, or the song itself if its artist is not known."""
    return artist_key(song.artist) or f"song {song.key}"


def _order(group: str) -> str:
    return hashlib.sha256(group.encode("utf-8", "surrogatepass")).hexdigest()
