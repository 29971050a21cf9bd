"""Artists kept aside stay so, whatever is checked later, so that models of all times can be compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.data.kept_aside import SHARE, CheckedSong, KeptAside, read_kept_aside, write_kept_aside
from svd_core.errors import DataError

SONGS = st.lists(
    st.builds(CheckedSong, st.text(min_size=1, max_size=4), st.sampled_from("ABCDEFGH"), st.floats(1, 300)), max_size=12
)


@given(SONGS, SONGS)
def test_nobody_changes_sides_and_most_is_left_to_learn(before: list[CheckedSong], more: list[CheckedSong]) -> None:
    first = KeptAside().with_new(before)
    second = first.with_new([*before, *more])
    assert first.aside <= second.aside
    assert first.learned <= second.learned
    assert not second.aside & second.learned
    assert {song.group for song in (*before, *more)} == second.aside | second.learned
    aside = sum(song.seconds for song in before if song.group in first.aside)
    assert aside <= SHARE * sum(song.seconds for song in before) + 1e-9
    assert KeptAside().with_new(before[::-1]) == first


def test_with_artists_enough_some_are_kept_aside() -> None:
    songs = [CheckedSong(f"song {number}", f"artist {number}", 60.0) for number in range(8)]
    choice = KeptAside().with_new(songs)
    assert len(choice.aside) == 2
    assert choice.names(songs) < {song.name for song in songs}


def test_an_artist_is_one_however_the_name_is_written() -> None:
    songs = [CheckedSong("a", "The Band", 1.0), CheckedSong("b", "the band feat. Nobody", 1.0)]
    assert songs[0].group == songs[1].group


def test_songs_of_unknown_artists_are_taken_one_by_one() -> None:
    assert CheckedSong("a", "", 1.0).group != CheckedSong("b", "", 1.0).group


def test_a_model_that_has_heard_an_artist_kept_aside_is_found_out() -> None:
    songs = [CheckedSong("a", "A", 1.0), CheckedSong("b", "B", 1.0)]
    choice = KeptAside(aside=frozenset({songs[0].group}))
    assert choice.leak(songs, frozenset({"b"})) == ""
    assert choice.leak(songs, frozenset({"a", "b"})) == "a"


def test_a_choice_is_the_same_after_writing(tmp_path: Path) -> None:
    path = tmp_path / "kept-aside.json"
    assert read_kept_aside(path) == KeptAside()
    choice = KeptAside(frozenset({"björk"}), frozenset({"a", "b"}))
    write_kept_aside(path, choice)
    assert read_kept_aside(path) == choice


@pytest.mark.parametrize("text", ["", "[]", '{"format": "svd-kept-aside", "version": 2, "aside": [], "learned": []}'])
def test_a_broken_choice_is_not_taken_for_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kept-aside.json"
    path.write_text(text)
    with pytest.raises(DataError, match="kept aside"):
        read_kept_aside(path)
