"""Who is kept aside and who is learned from, while a training is being chosen: what is moved, and why it is so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from svd_core.data.artists import artist_key
from svd_core.data.kept_aside import CheckedSong, KeptAside, Move, Side
from svd_core.data.learned_from import LearnedFrom
from svd_gui.style.plain_text import short
from svd_gui.training.arguments import leak
from svd_gui.training.song_table import SideText
from svd_gui.translation import tr


class Sides:
    """The list as it was written last, what a person has moved since, and what follows for the songs to learn from."""

    def __init__(self, before: KeptAside) -> None:
        self._before = self.kept = before
        self.moves: tuple[Move, ...] = ()
        self.songs: tuple[CheckedSong, ...] = ()
        self.learned: LearnedFrom | None = None

    def update(self, songs: Sequence[CheckedSong], learned: LearnedFrom | None) -> None:
        """Divide other songs, for a training that begins with a model that has learned from all that."""
        self.songs, self.learned = tuple(songs), learned
        self.kept = self._divided(self.moves)

    @property
    def leak(self) -> CheckedSong | None:
        """A song kept aside that the model to begin with has learned from, or from others by its artist."""
        return leak(self.kept, self.songs, self.learned)

    def keep_aside(self, songs: Sequence[CheckedSong], whole_artists: bool) -> None:
        """Keep songs aside: all by their artists, or these alone."""
        when = _now()

        def wanted(song: CheckedSong) -> list[Move]:
            if whole_artists and artist_key(song.artist):
                return [] if self.kept.artist_side(song) == "aside" else [Move(song.artist, "aside", when)]
            return [] if self.kept.side(song) == "aside" else [Move(song.name, "aside", when, song.key)]

        self._move(songs, wanted)

    def learn_from(self, songs: Sequence[CheckedSong]) -> None:
        """Learn from songs, and from all others by artists that are kept aside."""
        when = _now()

        def wanted(song: CheckedSong) -> list[Move]:
            if self.kept.side(song) != "aside":
                return []
            # The list as it was written also has the name that the song's artist had then.
            artists = (*self._before.artists_aside(song), *self.kept.artists_aside(song))
            moves = [Move(artist, "learned", when) for artist in artists]
            return [*moves, Move(song.name, "learned", when, song.key)]

        self._move(songs, wanted)

    def text(self, song: CheckedSong) -> SideText:
        """On which side a song is, and why."""
        if song.seconds <= 0:
            return SideText(tr("nothing checked"), tr("Only checked time is learned from, and measured."))
        aside = self.kept.side(song) == "aside"
        return SideText(tr("kept aside") if aside else tr("learned from"), self._reason(song))

    def remarks(self) -> list[str]:
        """What a person should know of each move, a sentence each, but for what is where it would be without any."""
        without = self._divided(()) if self.moves else self.kept
        return [
            tr("From now on, “{0}” is learned from: scores of new models cannot be compared with those of before.")
            .format(short(move.what)) if move.to == "learned"
            else tr("From now on, “{0}” is kept aside: models that have learned from it score too well on it.")
            .format(short(move.what))
            for move in self.moves
            if _side(without, move) != move.to
        ]  # fmt: skip

    def _reason(self, song: CheckedSong) -> str:
        by_hand = [move for move in self.kept.moves if _is_about(move, song)]
        if by_hand:
            return tr("Moved by hand on {0}.").format(by_hand[-1].when[:10])
        if self._before.side(song) is not None and song.key in self._before.songs:
            return tr("As in the trainings before, so that their models can be compared.")
        if self._before.artist_side(song) is not None:
            return tr("As its artist in the trainings before, so that their models can be compared.")
        if self.learned and (self.learned.has_song(song) or self.learned.has_artist(song)):
            return tr("The model to go on from has learned from it.")
        return tr("New: a quarter of the checked time is kept aside, by artist, or by song if there are few artists.")

    def _move(self, songs: Sequence[CheckedSong], wanted: Callable[[CheckedSong], list[Move]]) -> None:
        """Make the moves that are wanted for each song, those of artists before its own, until there is none.

        A move may bring what is new to another side, such as a song that was there already. Many are made at once,
        since to divide thousands of songs takes a while.
        """
        asked = set[tuple[str, str]]()
        while True:
            moves: dict[tuple[str, str], Move] = {}
            for song in songs:
                left = {_target(move): move for move in wanted(song) if _target(move) not in asked}
                moves |= {target: move for target, move in left.items() if not move.key} or left
            if not moves:
                return
            asked |= moves.keys()
            others = tuple(move for move in self.moves if _target(move) not in moves)
            without = self._divided(others)
            # What is new may come to the other side when other songs are ticked, so that a decision on it is kept.
            kept = [
                move for move in moves.values() if _side(self._before, move) is None or _side(without, move) != move.to
            ]
            self.moves = (*others, *kept)
            self.update(self.songs, self.learned)

    def _divided(self, moves: Sequence[Move]) -> KeptAside:
        """The list after these moves, with what is new in the songs."""
        return self._before.moved(*moves).with_new(self.songs, self.learned)


def _side(kept: KeptAside, move: Move) -> Side | None:
    """On which side in a list is what was moved; None if it is new to the list."""
    found = kept.songs.get(move.key) if move.key else kept.artists.get(artist_key(move.what))
    return None if found is None else found.side


def _target(move: Move) -> tuple[str, str]:
    """What is moved, to find whether it was moved before."""
    return move.key, "" if move.key else artist_key(move.what)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_about(move: Move, song: CheckedSong) -> bool:
    return move.key == song.key if move.key else artist_key(move.what) == artist_key(song.artist) != ""
