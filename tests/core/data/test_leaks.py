"""Artists, folds by artist, and what must not be shared between lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.data.artists import GivenArtists, alike, artist_key, from_tags, title_key
from svd_core.data.checking import CheckReport, check
from svd_core.data.corpora.inventory import usable_name
from svd_core.data.findings import Finding
from svd_core.data.folds import FoldSong, folds
from svd_core.data.leaks import SongIdentity, leaks
from svd_core.errors import DataError
from tests.core import texts

Write = Callable[..., Path]


def test_artists_are_compared_without_case_accents_articles_and_guests():
    same = ["The Röck-Stars", "rock stars", "ROCK STARS feat. Somebody", "Rock Stars (ft. X)"]
    assert len({artist_key(artist) for artist in same}) == 1
    assert len({artist_key(artist) for artist in ("Rock Star", "Rock Stars", "東京", "大阪")}) == 4


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("01 - Over the Hills (live)", "Over The Hills", True),
        ("Colour of Night", "Color of Night", True),
        ("Stay", "Stay!", True),
        ("Stay", "Stray", False),
        ("Song number one", "Song number ten", False),
        ("(live)", "[live]", True),
    ],
)
def test_titles_are_alike_but_for_brackets_and_slips(first: str, second: str, expected: bool):
    assert alike(title_key(first), title_key(second)) is expected


def test_artists_can_be_given_by_a_pattern_or_a_file(tmp_path: Path):
    assert GivenArtists("{artist} - {title}").of("A-ha - Take (On) Me - live") == "A-ha"
    assert GivenArtists("* by {artist}").of("Song by Her") == "Her"
    assert GivenArtists("{artist} - *").of("nothing") == ""
    path = tmp_path / "artists.csv"
    path.write_text('# song, artist\nOne,Her\n"Two, three",Him\nfour\tThem, too\n')
    given_artists = GivenArtists(str(path))
    assert [given_artists.of(name) for name in ("ONE", "Two, three", "four", "five")] == ["Her", "Him", "Them, too", ""]
    path.write_text("One\n")
    with pytest.raises(DataError, match=r"artists.csv, line 1: write a song's name, a comma or tab, and its artist"):
        GivenArtists(str(path))
    with pytest.raises(DataError, match="neither a file nor a pattern"):
        GivenArtists("gone.csv")
    with pytest.raises(DataError, match="more than once"):
        GivenArtists("{artist} - {artist}")


def test_artists_are_read_from_tags(tmp_path: Path):
    import numpy as np
    import soundfile

    with soundfile.SoundFile(tmp_path / "a.ogg", "w", 22050, 1) as file:
        file.artist = "Somebody"
        file.write(np.zeros(2205))
    assert from_tags(tmp_path / "a.ogg") == "Somebody"
    (tmp_path / "b.ogg").write_bytes(b"no sound")
    assert from_tags(tmp_path / "b.ogg") == ""


songs_of_artists = st.lists(
    st.builds(
        FoldSong, st.integers(0, 999).map(str), st.sampled_from(["", "A", "a", "B", "C", "D", "E"]), st.floats(1, 9)
    ),
    min_size=5,
    max_size=12,
    unique_by=lambda song: song.name,
)


@given(songs=songs_of_artists, count=st.integers(2, 5), seed=st.randoms())
def test_folds_keep_artists_together_whatever_the_order(songs: list[FoldSong], count: int, seed):
    groups = {artist_key(song.artist) or song.name for song in songs}
    if len(groups) < count:
        return
    made = folds(songs, count)
    where = {name: fold for fold, names in made.items() for name in names}
    assert sorted(where) == sorted(song.name for song in songs) and all(made.values())
    assert all(
        len({where[s.name] for s in songs if artist_key(s.artist) == artist}) == 1 for artist in groups & set("abcde")
    )
    shuffled = list(songs)
    seed.shuffle(shuffled)
    assert folds(shuffled, count) == made


def test_folds_are_about_equally_long():
    minutes = {"A": 9, "B": 5, "C": 4, "D": 4, "E": 3, "F": 3, "G": 2}
    songs = [
        FoldSong(f"{artist}{number}", artist, 60 * length) for artist, length in minutes.items() for number in range(2)
    ]
    lengths = [sum(2 * minutes[name[0]] for name in names) / 2 for names in folds(songs, 3).values()]
    assert (sum(lengths), min(lengths), max(lengths)) == (60, 18, 22)
    with pytest.raises(DataError, match="8 folds of 7 artists"):
        folds(songs, 8)


def song(name: str, artist: str = "", audio_key: str = "", title: str = "", seconds: float = 100.0) -> SongIdentity:
    return SongIdentity(name, artist, title or name, audio_key or name, seconds)


def kinds(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.level, finding.what) for finding in findings]


def test_an_artist_in_two_lists_is_a_leak():
    songs = [song("first", "The Artist"), song("other", "ARTIST feat. x"), song("third", "Them")]
    (leak,) = leaks(songs, {"train": ["first", "third"], "test": ["other"]})
    assert (leak.level, leak.what, leak.songs, leak.lists) == ("leak", "artist", ("first", "other"), ("test", "train"))
    assert leaks(songs, {"train": ["first", "other"], "test": ["third"]}) == ()


def test_the_same_sound_in_two_lists_is_a_leak_and_in_one_counts_twice():
    songs = [song("first", "A", "same"), song("other", "B", "same"), song("third", "C")]
    assert kinds(leaks(songs, {"train": ["first"], "test": ["other"]})) == [("leak", "audio")]
    assert kinds(leaks(songs, {"train": ["first", "other"]})) == [("suspect", "audio")]
    assert kinds(leaks(songs, {})) == [("suspect", "audio")]


def test_a_song_in_two_lists_is_a_leak():
    assert kinds(leaks([song("first", "A")], {"train": ["first"], "test": ["first"]}))[0] == ("leak", "song")


def test_like_titles_across_lists_are_suspects_unless_artists_and_lengths_differ():
    songs = [song("one", "A", title="Long Road Home"), song("two", "B", title="Long Road Home (live)", seconds=140)]
    lists = {"train": ["one"], "test": ["two"]}
    assert leaks(songs, lists) == ()
    assert kinds(leaks([songs[0], song("two", "B", title="Long road home")], lists)) == [("suspect", "title")]
    unknown = leaks([songs[0], song("two", "", title="Long road home", seconds=140)], lists)
    assert kinds(unknown) == [("suspect", "title"), ("note", "artist")]


def test_names_that_begin_alike_may_be_of_one_unknown_artist():
    names = ["jonathan_coulton_better", "jonathan_coulton_flickr", "01 - over_you", "02 - over_you_again"]
    lists = {"train": names[::2], "test": names[1::2]}
    assert kinds(leaks([song(name) for name in names], lists)) == [("suspect", "artist"), ("note", "artist")]
    assert leaks([song(name, f"artist {name}") for name in names], lists) == ()


@given(texts.text(max_size=200))
def test_any_text_becomes_a_name_that_lists_and_systems_take(text: str):
    name = usable_name(text)
    assert name == name.strip() and not set('/\\:*?"<>|\n\r') & set(name)
    assert not name.startswith(".") and len(name) <= 120
    assert name == usable_name(name)


# --- an existing folder ---------------------------------------------------------------------------------------------


def verdict(folder: Path, **options: object) -> CheckReport:
    last = list(check(folder, GivenArtists(), **options))[-1]  # type: ignore[arg-type]
    assert isinstance(last, CheckReport)
    return last


@pytest.fixture
def folder(sound: Write, tmp_path: Path) -> Path:
    for name in ("one", "two", "three"):
        sound(tmp_path / "audio" / f"{name}.wav")
        (tmp_path / "labels").mkdir(exist_ok=True)
        (tmp_path / "labels" / f"{name}.lab").write_text("0 1 nosing\n1 2 sing\n2 4 nosing\n")
    (tmp_path / "filelists").mkdir()
    (tmp_path / "filelists" / "train").write_text("one.wav\ntwo\n")
    (tmp_path / "filelists" / "test").write_text("three.wav\n")
    return tmp_path


def test_a_sound_folder_has_no_fault(folder: Path):
    found = verdict(folder)
    assert (found.songs, found.minutes, found.sung_minutes) == (3, 0.2, 0.05)
    assert {name: list(songs) for name, songs in found.lists.items()} == {"test": ["three"], "train": ["one", "two"]}
    assert kinds(found.findings) == [("note", "artist")]


def test_every_fault_of_a_folder_is_found(folder: Path, sound: Write):
    (folder / "labels" / "one.lab").unlink()
    (folder / "labels" / "alone.txt").write_text("1\t2\tla\n")
    (folder / "labels" / "two.lab").write_text("0 99 sing\n")
    (folder / "audio" / "three.wav").write_bytes(b"no sound")
    (folder / "audio" / "four.wav").write_bytes((folder / "audio" / "two.wav").read_bytes())
    (folder / "labels" / "four.lab").write_text("0 4 sing\n")
    (folder / "filelists" / "test").write_text("three\ngone\n")
    (folder / "filelists" / "empty").write_text("")
    sound(folder / "songs" / "s" / "vocals.wav")
    found = verdict(folder).findings
    messages = "\n".join(finding.message for finding in found if finding.level == "fault")
    for words in (
        "one.wav: there are no labels",
        "alone.txt: there is no sound",
        "labels: two.lab, line 1: ends at 99 s, but the song at 4.0 s",
        "three.wav: is not a sound file",
        "names 'gone', which is not there",
        "empty: this file list is empty",
        "there is no accompaniment file here",
    ):
        assert words in messages
    assert ("note", "labels") in kinds(found)
    assert any("songs are in no list" in finding.message for finding in found)


def test_the_lists_to_hold_against_each_other_can_be_chosen(folder: Path):
    (folder / "filelists" / "all").write_text("one\ntwo\nthree\n")
    assert ("leak", "song") in kinds(verdict(folder).findings)
    chosen = [folder / "filelists" / name for name in ("train", "test")]
    assert ("leak", "song") not in kinds(verdict(folder, lists=chosen).findings)


def test_a_folder_that_is_no_data_set_is_refused(tmp_path: Path):
    with pytest.raises(DataError, match="no data set here"):
        verdict(tmp_path)
