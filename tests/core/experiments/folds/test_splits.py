"""Which songs are scored by networks that learned from which others, and by whom the songs are."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds.artists import find_artists, guess_artists, leak
from svd_core.experiments.folds.splits import Split, find_splits

SONGS = tuple(LabelledSong(name, Path("audio", f"{name}.wav"), ()) for name in "abcd")


def lists(folder: Path, **content: str) -> list[Path]:
    (folder / "filelists").mkdir(exist_ok=True)
    paths = [folder / "filelists" / name for name in content]
    for path, names in zip(paths, content.values(), strict=True):
        path.write_text("".join(f"{name}.wav\n" for name in names))
    return paths


def test_each_fold_is_scored_by_networks_that_learned_from_all_else(tmp_path: Path):
    first, second = find_splits([tmp_path], SONGS, lists(tmp_path, one="ab", two="c"))
    assert (first.name, first.test, first.kept) == ("one", {"a", "b"}, {"a", "b"})
    assert (second.name, second.test, second.kept) == ("two", {"c"}, {"c"})
    assert not first.validation


def test_the_official_lists_make_one_split_and_a_song_on_none_takes_no_part(tmp_path: Path):
    lists(tmp_path, train="a", valid="b", test="c")
    (split,) = find_splits([tmp_path], SONGS, [])
    assert (split.test, split.validation, split.kept) == ({"c"}, {"b"}, {"b", "c", "d"})


def test_lists_called_folds_are_found_unless_there_are_official_ones(tmp_path: Path):
    lists(tmp_path, fold1="a", fold2="bc", other="d")
    assert [split.name for split in find_splits([tmp_path], SONGS, [])] == ["fold1", "fold2"]
    lists(tmp_path, train="a", valid="b", test="c")
    assert [split.name for split in find_splits([tmp_path], SONGS, [])] == ["official"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, "--folds"),
        ({"fold1": "ab"}, "at least two"),
        ({"fold1": "ab", "fold2": "bc"}, "'b' is both in fold1 and in fold2"),
        ({"fold1": "ab", "fold2": "x"}, "fold2: names 'x'"),
        ({"train": "ab", "valid": "b", "test": "c"}, "'b' is both in train and in valid"),
    ],
)
def test_lists_that_cannot_be_meant_are_refused(tmp_path: Path, content: dict[str, str], expected: str):
    lists(tmp_path, **content)
    with pytest.raises(DataError, match=expected):
        find_splits([tmp_path], SONGS, [])


def test_two_lists_of_one_name_are_refused(tmp_path: Path):
    paths = lists(tmp_path, one="a")
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(DataError, match="same name"):
        find_splits([tmp_path], SONGS, [*paths, *lists(tmp_path / "elsewhere", one="b")])


def test_acts_are_guessed_from_names():
    songs = ["Ann Lee - One", "Ann Lee - Two", "jim_doe_one", "jim_doe_two", "on_the_run", "alone"]
    artists = guess_artists(songs)
    assert artists["Ann Lee - One"] == artists["Ann Lee - Two"] == "Ann Lee"
    assert artists["jim_doe_one"] == artists["jim_doe_two"] == "jim doe"
    assert (artists["on_the_run"], artists["alone"]) == ("on_the_run", "alone")


def test_what_a_person_tells_of_acts_is_no_guess(tmp_path: Path):
    given = tmp_path / "artists"
    given.write_text("a,Ann\nb,ANN\n")
    artists = find_artists([tmp_path], SONGS, GivenArtists(str(given)))
    assert (artists.certain, artists.guessed) == ({"a": "Ann", "b": "ANN"}, {"c", "d"})
    assert artists.of["c"] == "c"


def test_an_act_learned_from_and_scored_is_reported():
    apart = [Split("one", frozenset("ab"), frozenset(), frozenset("ab"))]
    assert leak({"a": "X", "b": "x", "c": "Y"}, apart) == ""
    assert "learned from its song 'c'" in leak({"a": "X", "b": "Y", "c": "x"}, apart)
