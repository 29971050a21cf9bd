"""Songs and artists that a person moves between those learned from and those kept aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from svd_core.data.kept_aside import CheckedSong, KeptAside, Move
from svd_gui.training.sides import Sides


def songs_of(*artists: str) -> list[CheckedSong]:
    return [CheckedSong(f"song {number}", artist, f"key {number}", 60.0) for number, artist in enumerate(artists)]


def sides_of(before: KeptAside, songs: list[CheckedSong]) -> Sides:
    sides = Sides(before)
    sides.update(songs, None)
    return sides


def test_keeping_only_a_song_aside_leaves_its_artist_to_learn_from() -> None:
    songs = songs_of(*"AABBCCDDEE")
    sides = sides_of(KeptAside(), songs)
    (song, other) = next(pair for pair in zip(songs[::2], songs[1::2], strict=True) if not sides.kept.aside(pair))
    sides.keep_aside([song], whole_artists=False)
    assert (sides.kept.side(song), sides.kept.side(other)) == ("aside", "learned")


def test_a_song_is_learned_from_again_under_whatever_name_its_artist_is_kept_aside() -> None:
    songs = songs_of(*"ABCDE", "")
    before = KeptAside().with_new(songs).moved(Move("A", "aside", "2026-11-26T10:00:00"))
    before = before.moved(Move("song 5", "aside", "2026-11-26T10:00:00", "key 5"))
    for artist in ("", "Another", "A"):
        named = [replace(songs[0], artist=artist), *songs[1:]]
        sides = sides_of(before, named)
        assert sides.kept.side(named[0]) == "aside"
        sides.learn_from(named[:1])
        assert sides.kept.side(named[0]) == "learned"
        assert sides.kept.side(songs[5]) == "aside", "others of no known artist stay where they are"


def test_an_artist_whose_name_has_no_letters_is_a_song_of_its_own() -> None:
    songs = songs_of("!!!", "", *"ABCD")
    sides = sides_of(KeptAside(), songs)
    before = sides.kept.side(songs[1])
    sides.keep_aside(songs[:1], whole_artists=True)
    assert (sides.kept.side(songs[0]), sides.kept.side(songs[1])) == ("aside", before)
    assert [move.key for move in sides.moves] in (["key 0"], [])


def test_a_move_that_was_taken_back_is_neither_said_nor_written() -> None:
    songs = songs_of(*"ABCDE")
    sides = sides_of(KeptAside().with_new(songs), songs)
    (aside,) = sides.kept.aside(songs)
    learned = next(song for song in songs if song != aside)
    sides.keep_aside([learned], whole_artists=True)
    sides.learn_from([aside])
    said = sides.remarks()
    assert len(said) == 2 and f"“{learned.artist}” is kept aside" in said[0] and "cannot be compared" in said[1]
    sides.learn_from([learned])
    assert sides.remarks() == said[1:]
    sides.keep_aside([aside], whole_artists=True)
    assert sides.remarks() == [] and sides.moves == ()
    sides.keep_aside([learned], whole_artists=False)
    sides.learn_from([learned])
    assert sides.moves == ()


def test_a_decision_on_what_is_new_is_kept_and_nothing_is_said_of_it_where_it_changes_nothing() -> None:
    songs = songs_of(*"ABCDE")
    sides = sides_of(KeptAside(), songs)
    (aside,) = sides.kept.aside(songs)
    sides.learn_from([aside])
    assert len(sides.remarks()) == 1
    sides.keep_aside([aside], whole_artists=True)
    assert sides.remarks() == [] and [move.to for move in sides.moves] == ["aside"]


def test_all_that_is_chosen_is_moved_also_what_a_move_of_others_brings_to_the_other_side() -> None:
    for artists in ("ABCDEFGH", "AB", ["", "", "", "", "A"]):
        songs = songs_of(*artists)
        sides = sides_of(KeptAside(), songs)
        sides.learn_from(songs)
        assert sides.kept.aside(songs) == ()
        sides.keep_aside(songs[:6], whole_artists=True)
        assert sides.kept.aside(songs[:6]) == tuple(songs[:6])
        assert len(sides.moves) <= len(songs)


def test_many_songs_are_divided_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """To divide thousands takes a tenth of a second, and all that is chosen is moved while a person waits."""
    songs = songs_of(*(f"artist {number}" for number in range(60)))
    sides = sides_of(KeptAside().with_new(songs[:30]), songs)
    divisions: list[object] = []
    real = KeptAside.with_new
    monkeypatch.setattr(KeptAside, "with_new", lambda *given: divisions.append(given) or real(*given))
    sides.keep_aside(songs[:50], whole_artists=True)
    sides.learn_from(songs[:40])
    assert len(sides.remarks()) > 8
    assert len(divisions) < 12
