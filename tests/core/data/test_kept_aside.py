"""Who is kept aside stays so, whatever is checked later, so that models of all times can be compared."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.data import kept_aside
from svd_core.data.kept_aside import (
    SHARE,
    CheckedSong,
    KeptAside,
    Move,
    change_kept_aside,
    read_kept_aside,
    write_kept_aside,
)
from svd_core.data.learned_from import LearnedFrom
from svd_core.errors import DataError
from svd_core.files.owner_lock import OwnerLock
from tests.core import texts

SONGS = st.lists(
    st.builds(
        CheckedSong, texts.text(max_size=3), st.sampled_from(["", *"ABCDEFGH"]), st.text("xyz", min_size=1, max_size=3),
        st.floats(1, 300),
    ),
    max_size=12,
    unique_by=lambda song: song.key,
)  # fmt: skip


def songs_of(*artists: str, seconds: float = 60.0) -> list[CheckedSong]:
    return [CheckedSong(f"song {number}", artist, f"key {number}", seconds) for number, artist in enumerate(artists)]


@given(SONGS, SONGS)
def test_nobody_changes_sides_and_most_is_left_to_learn(before: list[CheckedSong], more: list[CheckedSong]) -> None:
    first = KeptAside().with_new(before)
    assert KeptAside().with_new(before[::-1]).songs == first.songs
    kept = sum(song.seconds for song in first.aside(before))
    assert kept <= SHARE * sum(song.seconds for song in before) + 1e-9
    new = [song for song in more if song.key not in first.songs]
    second = first.with_new([*before, *new])
    for song in before:
        assert first.side(song) in ("aside", "learned") and (
            first.side(song) != "aside" or second.side(song) == "aside"
        )
    for song in (*before, *new):
        assert second.side(song) is not None
    assert all(second.artists[name] == entry for name, entry in first.artists.items())


@given(SONGS)
def test_no_artist_kept_aside_is_learned_from(songs: list[CheckedSong]) -> None:
    choice = KeptAside().with_new(songs)
    for name, entry in choice.artists.items():
        if entry.side == "aside":
            assert all(choice.side(song) == "aside" for song in songs if song.artist.casefold() == name)


def test_with_artists_enough_whole_artists_are_kept_aside() -> None:
    songs = songs_of(*"ABCDEFGH", *"ABCDEFGH")
    choice = KeptAside().with_new(songs)
    aside = choice.aside(songs)
    assert len(aside) == 4 and len({song.artist for song in aside}) == 2


def test_of_few_artists_every_fourth_song_is_kept_aside_also_of_those_that_come_later() -> None:
    songs = songs_of(*"AAAA")
    first = KeptAside().with_new(songs)
    assert len(first.aside(songs)) == 1
    assert not KeptAside().with_new(songs[:3]).aside(songs[:3]), "of three, all are needed to learn from"
    more = songs_of(*"AAAAAAAA")
    assert len(first.with_new(more).aside(more)) == 2
    assert first.artist_side(songs[0]) == "learned"


def test_what_the_starting_model_has_learned_from_is_not_kept_aside() -> None:
    songs = songs_of(*"ABCDEFGH")
    for expected in KeptAside().with_new(songs).aside(songs):
        nothing: frozenset[str] = frozenset()
        for learned in (
            LearnedFrom(nothing, nothing, frozenset({expected.key}), nothing),
            LearnedFrom(frozenset({expected.name}), nothing, nothing, nothing),
            LearnedFrom(nothing, nothing, nothing, frozenset({expected.artist.casefold()})),
        ):
            assert KeptAside().with_new(songs, learned).side(expected) == "learned"


def test_a_song_kept_aside_stays_so_renamed_elsewhere_and_without_its_tags() -> None:
    songs = songs_of(*"ABCDEFGH")
    choice = KeptAside().with_new(songs)
    (song, *_) = choice.aside(songs)
    assert choice.side(replace(song, name="another name", artist="")) == "aside"
    assert choice.side(CheckedSong("new", song.artist.lower() + " feat. Nobody", "new key", 1.0)) == "aside"
    assert choice.side(CheckedSong("new", "", "new key", 1.0)) is None
    # Even its other songs, as the artist's name of then is known.
    assert choice.artist_side(replace(song, artist="")) == "aside"


def test_a_person_moves_artists_and_songs_which_the_card_says() -> None:
    songs = songs_of(*"ABCDEFGH", "")
    choice = KeptAside().with_new(songs)
    (song, *_) = choice.aside(songs)
    moved = choice.moved(Move(song.artist, "learned", "2026-11-26T10:00:00"))
    assert moved.side(song) == "learned"
    assert moved.with_new([*songs, replace(song, key="another")]).side(replace(song, key="another")) == "learned"
    (said,) = moved.account(songs)["moved"]
    assert said == f"2026-11-26: {song.artist} was moved by hand: learned from since"
    assert song.name not in moved.account(songs)["songs"] and not moved.account([songs[-1]])["moved"]
    alone = moved.moved(Move(songs[-1].name, "aside", "2026-11-27T10:00:00", songs[-1].key))
    assert alone.side(songs[-1]) == "aside" and len(alone.account(songs)["moved"]) == 2


def test_a_single_song_that_is_moved_says_nothing_of_a_new_artist() -> None:
    songs = songs_of(*"AABBCCDDEE")
    choice = KeptAside().moved(Move("song 0", "aside", "2026-11-26T10:00:00", "key 0")).with_new(songs)
    assert (choice.side(songs[0]), choice.side(songs[1]), choice.artist_side(songs[1])) == (
        "aside", "learned", "learned",
    )  # fmt: skip


def test_another_spelling_of_an_artist_is_on_the_same_side_and_no_spelling_is_forgotten() -> None:
    songs = songs_of(*"ABCDEFGH")
    choice = KeptAside().with_new(songs)
    (song, *_) = choice.aside(songs)
    nameless, renamed = replace(song, artist=""), replace(song, artist="Another")
    assert choice.with_new([nameless]).songs[song.key].artist == song.artist
    choice = choice.with_new([renamed, CheckedSong("new", "another", "new key", 60.0)])
    assert choice.side(CheckedSong("newer", "Another", "newer key", 1.0)) == "aside"
    assert choice.songs["new key"].side == "aside"
    assert choice.artists_aside(replace(song, artist="Another")) == ("Another",)


@pytest.mark.parametrize("name", ["björk", "AC/DC", "\udcff"])
def test_a_choice_is_the_same_after_writing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "new folder" / "kept-aside.json"
    assert read_kept_aside(path) == KeptAside()
    choice = KeptAside().with_new(songs_of(*"ABCDEFG", name)).moved(Move(name, "aside", "2026-11-26T10:00:00"))
    write_kept_aside(path, choice)
    assert read_kept_aside(path) == choice


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", '{"format": "svd-kept-aside", "version": 2, "artists": [], "songs": [], "moves": []}',
        '{"format": "svd-kept-aside", "version": 1, "artists": [{"artist": "A", "side": "both"}]}',
    ],
)  # fmt: skip
def test_a_broken_choice_is_not_taken_for_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kept-aside.json"
    path.write_text(text)
    with pytest.raises(DataError, match="kept aside"):
        read_kept_aside(path)


def test_what_two_programs_decide_at_once_is_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "kept-aside.json"
    first, second = (Move(artist, "aside", "2026-11-26T10:00:00") for artist in "AB")
    decided = threading.Event()

    def decide() -> None:
        change_kept_aside(path, lambda choice: choice.moved(second))
        decided.set()

    other = threading.Thread(target=decide)
    asked: list[KeptAside] = []

    def change(choice: KeptAside) -> KeptAside:
        asked.append(choice)
        # At first it is only asked whether anything changes.
        if len(asked) == 2:
            other.start()
            # Who could write now would be done at once, and be written over.
            decided.wait(0.3)
        return choice.moved(first)

    change_kept_aside(path, change)
    other.join(30)
    assert sorted(move.what for move in read_kept_aside(path).moves) == ["A", "B"]
    assert [file.name for file in path.parent.iterdir()] == [path.name], "no lock is left"


def test_who_holds_the_list_is_said_and_what_changes_nothing_need_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept-aside.json"
    choice = KeptAside().with_new(songs_of(*"ABCDE"))
    write_kept_aside(path, choice)
    monkeypatch.setattr(kept_aside, "PATIENCE_S", 0.0)
    lock = OwnerLock(tmp_path / "kept-aside.json.lock", "ann")
    assert lock.acquire() is None
    assert change_kept_aside(path, lambda choice: choice.with_new(songs_of(*"ABCDE"))) == choice
    with pytest.raises(DataError, match="is being changed by ann"):
        change_kept_aside(path, lambda choice: choice.moved(Move("A", "aside", "2026-11-26T10:00:00")))
    lock.release()
    assert read_kept_aside(path) == choice
