"""UltraStar songs: beats to seconds in all the ways the format has, and lines that are none of it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.formats.label_format import SongFacts
from svd_core.annotation.formats.ultrastar import ULTRASTAR, UltraStarSong, is_ultrastar, read_song, song_of
from svd_core.annotation.label_file import looks_like_labels, read_labels
from svd_core.annotation.regions import Region, Regions
from svd_core.errors import FormatError

# 60 / (4 * 15) = 1 s a beat.
HEAD = "#TITLE:A\n#ARTIST:B\n#MP3:a.mp3\n#BPM:15\n#GAP:500\n"


def extents(regions: Regions) -> list[tuple[float, float]]:
    return [(round(region.start, 6), round(region.end, 6)) for region in regions]


def times(text: str) -> list[tuple[str, float, float]]:
    return [(note.type, note.start, note.end) for note in song_of(text, "x").notes]


def test_beats_are_quarters_of_the_stated_tempo_after_the_gap():
    assert times(f"{HEAD}: 0 4 12 la\n* 6 2 -3  la\n- 9\nR 10 1 0 \nE\n: 99 9 9 x\n") == [
        (":", 0.5, 4.5),
        ("*", 6.5, 8.5),
        ("R", 10.5, 11.5),
    ]


def test_numbers_may_have_a_comma_and_headers_any_case():
    assert times("#bpm: 7,5\n#Gap:1000,0\n: 1 1 1 a\n") == [(":", 3.0, 5.0)]


def test_from_version_2_on_the_tempo_is_what_it_says():
    assert times("#VERSION:2.0.0\n#BPM:60\n: 1 1 1 a\n") == [(":", 1.0, 2.0)]
    assert times("#VERSION:1.1.0\n#BPM:15\n: 1 1 1 a\n") == [(":", 1.0, 2.0)]


def test_in_relative_mode_every_phrase_of_each_voice_begins_anew():
    text = f"{HEAD}#RELATIVE:Yes\nP1\n: 0 4 1 a\n- 5 6\n: 0 4 1 a\nP2\n: 1 1 1 a\n-2 3\nP1\n: 5 1 1 a\n"
    assert [start - 0.5 for _, start, _ in times(text)] == [0, 6, 1, 11]


def test_singing_is_where_anyone_has_a_note_with_short_pauses_bridged():
    text = "#BPM:150\nP 1\n: 0 10 1 a\n: 15 5 1 b\nP2\n: 18 8 1 c\n: 40 0 1 empty\nF 50 10 1 d\n"
    song = song_of(text, "x")
    assert extents(song.sung()) == [(0, 2.6), (5, 6)]
    assert extents(song.sung(gap=0.2)) == [(0, 1), (1.5, 2.6), (5, 6)]
    assert extents(song.sung(freestyle=False)) == [(0, 2.6)]


def test_notes_before_the_sound_begins_are_cut():
    assert extents(song_of("#BPM:15\n#GAP:-1000\n: -2 1 0 a\n: 0 4 0 b\n", "x").sung()) == [(0, 3)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#TITLE:x\n", "x.txt, line 1: there are no notes"),
        ("#TITLE:x\n: 0 1 2 a\n", "x.txt, line 2: the notes begin, but no header #BPM"),
        ("#BPM:fast\n: 0 1 2 a\n", "x.txt: #BPM is 'fast', which is no number"),
        ("#BPM:0\n: 0 1 2 a\n", "x.txt, line 2: #BPM is '0'; a tempo is above 0"),
        ("#BPM:1e9\n: 0 1 2 a\n", "x.txt: #BPM is '1e9', which is no number"),
        ("#BPM:15\n: 0 x 2 a\n", "x.txt, line 2: ': 0 x 2 a' is no note"),
        ("#BPM:15\n: 0 1 2 a\nhello\n", "x.txt, line 3: 'hello' is no note"),
        ("#BPM:15\n: 999999999 1 2 a\n", "x.txt, line 2: this note ends at 1000000000 s"),
        ("#BPM:15\nB 20 300\n", "x.txt, line 2: the tempo changes"),
        ("#BPM:15\n#RELATIVE:YES\n: 0 1 1 a\n- 4\n", "x.txt, line 4: in relative mode the end of a phrase has two"),
        ("#BPM:15\n: 0 1 1 " + "x" * 20_000, "x.txt, line 2: 20008 characters in one line"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_line_and_value(text: str, message: str):
    with pytest.raises(FormatError) as caught:
        song_of(text, "x.txt")
    assert str(caught.value).startswith(message)


@given(st.text(alphabet=st.sampled_from(":*FRGPE-B#0123456789,. \r\n\tx~\u2028"), max_size=80))
def test_any_text_gives_ordered_times_or_a_clear_error(text: str):
    try:
        song, message = song_of("#BPM:120\n" + text, "x"), "x, line"
    except FormatError as error:
        song, message = UltraStarSong({}, ()), str(error)
    assert message.startswith("x, line")
    assert all(note.start <= note.end for note in song.notes)
    assert all(before.end < after.start for before, after in pairwise(song.sung()))


def test_the_encoding_it_names_is_used_and_old_windows_files_are_read(tmp_path: Path):
    path = tmp_path / "song.txt"
    body = "#ARTIST:Šárka\n#BPM:15\n: 0 1 1 ě\n"
    path.write_bytes(("#ENCODING:CP1250\r\n" + body).encode("cp1250"))
    assert read_song(path).headers["ARTIST"] == "Šárka"
    path.write_bytes("#ARTIST:Motörhead\n#BPM:15\n: 0 1 1 x\n".encode("cp1252"))
    assert read_song(path).headers["ARTIST"] == "Motörhead"
    path.write_bytes(b"\xef\xbb\xbf" + body.encode())
    assert read_song(path).headers["ARTIST"] == "Šárka"


def test_a_song_beside_its_sound_is_its_labels(tmp_path: Path):
    path = tmp_path / "song.txt"
    path.write_text(HEAD + ": 0 4 1 a\n")
    assert looks_like_labels(path)
    assert extents(read_labels(path)) == [(0.5, 4.5)]
    assert not is_ultrastar("First line of a poem\n#BPM:3\n")


@pytest.mark.parametrize(
    ("file", "artist", "title"),
    [
        ("Abba - Waterloo - live.mp3", "Abba", "Waterloo - live"),
        ("waterloo.mp3", "Unknown", "waterloo"),
        (" - waterloo.mp3", "Unknown", "waterloo"),
        (" .mp3", "Unknown", "Unknown"),
    ],
)
def test_what_games_refuse_to_be_empty_is_written(file: str, artist: str, title: str):
    headers = song_of(ULTRASTAR.write((Region(1, 2),), 4.0, song=SongFacts(file)), "x.txt").headers
    assert (headers["ARTIST"], headers["TITLE"]) == (artist, title)
