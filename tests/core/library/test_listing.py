"""The list of songs: search, order, groups and sums."""

from __future__ import annotations

import pytest

from svd_core.library.listing import SongFilter, SongListing, grouped, totals
from svd_core.library.song_row import SongRow

ROWS = (
    SongRow("Abba/10 Waterloo.mp3", artist="ABBA", seconds=160.0, checked=160.0, note="Second take"),
    SongRow("Abba/2 Ring.mp3", artist="ABBA", seconds=180.0, checked=20.0, doubt=12.0, annotators=("Zoë",)),
    SongRow("Éa/1 été.flac", artist="Éa", seconds=100.0, doubt=3.0),
    SongRow("loose.wav", problem="holds no sound"),
)


@pytest.fixture
def listing() -> SongListing:
    return SongListing(ROWS)


def names(rows) -> list[str]:
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (SongFilter(), {"10 Waterloo.mp3", "2 Ring.mp3", "1 été.flac", "loose.wav"}),
        (SongFilter("abba RING"), {"2 Ring.mp3"}),
        (SongFilter("ÉTÉ"), {"1 été.flac"}),
        (SongFilter("second"), {"10 Waterloo.mp3"}),
        (SongFilter("zoë"), {"2 Ring.mp3"}),
        (SongFilter(statuses=frozenset({"checked", "in work"})), {"10 Waterloo.mp3", "2 Ring.mp3"}),
        (SongFilter("abba", frozenset({"unseen"})), set()),
        (SongFilter(problems=True), {"loose.wav"}),
    ],
)
def test_all_words_must_be_somewhere_in_what_is_known_of_a_song(listing: SongListing, wanted: SongFilter, expected):
    assert set(names(listing.chosen(wanted))) == expected


def test_names_are_in_the_order_of_their_numbers(listing: SongListing):
    assert names(listing.ordered(ROWS, "name")) == ["2 Ring.mp3", "10 Waterloo.mp3", "loose.wav", "1 été.flac"]
    assert names(listing.ordered(ROWS, "name", True))[0] == "1 été.flac"


@pytest.mark.parametrize("descending", [False, True])
def test_songs_without_a_value_come_last_in_either_direction(listing: SongListing, descending: bool):
    ordered = names(listing.ordered(ROWS, "doubt", descending))
    assert ordered[:2] == (["2 Ring.mp3", "1 été.flac"] if descending else ["1 été.flac", "2 Ring.mp3"])
    assert set(ordered[2:]) == {"10 Waterloo.mp3", "loose.wav"}


def test_status_is_in_the_order_of_the_work(listing: SongListing):
    ordered = [row.status for row in listing.ordered(ROWS, "status")]
    assert ordered == ["unseen", "proposed", "in work", "checked"]


def test_a_changed_song_is_found_by_what_it_says_now(listing: SongListing):
    listing.update([SongRow("loose.wav", artist="Beck")], removed=["Abba/2 Ring.mp3"])
    assert names(listing.chosen(SongFilter("beck"))) == ["loose.wav"]
    assert len(listing.rows) == 3
    assert listing.chosen(SongFilter("ring")) == []


def test_groups_by_artist_or_sub_folder_keep_the_order_within(listing: SongListing):
    groups = grouped(listing.ordered(ROWS, "seconds", True), "artist")
    assert {name: names(rows) for name, rows in groups.items()} == {
        "": ["loose.wav"],
        "ABBA": ["2 Ring.mp3", "10 Waterloo.mp3"],
        "Éa": ["1 été.flac"],
    }
    assert list(grouped(ROWS, "parent")) == ["", "Abba", "Éa"]


def test_sums():
    found = totals(ROWS)
    assert (found.songs, found.seconds, found.checked) == (4, 440.0, 180.0)
    assert found.by_status == {"unseen": 1, "proposed": 1, "in work": 1, "checked": 1}
