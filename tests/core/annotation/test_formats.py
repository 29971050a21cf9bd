"""Label formats: goldens read and written, files made loosely are understood, contradictions are refused clearly."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.formats.audacity import AUDACITY
from svd_core.annotation.formats.csv_table import CSV_TABLE
from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.label_text import MAX_LINE, MAX_LINES, time_text
from svd_core.annotation.formats.registry import format_named
from svd_core.annotation.formats.textgrid import TEXTGRID
from svd_core.annotation.label_file import labels_of, looks_like_labels, parse_labels, read_labels
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.vocabulary import meanings_of
from svd_core.errors import FormatError
from tests.core.annotation.example_song import extents

DATA = Path(__file__).parents[2] / "data" / "labels"
EXTENTS = [(12.345, 20.1), (21.0, 30.571428)]
GOLDENS = (
    (JAMENDO, "jamendo.lab"),
    (AUDACITY, "audacity.txt"),
    (CSV_TABLE, "table.csv"),
    (TEXTGRID, "praat.TextGrid"),
)


# Words of any kind are labels here; what they mean is not what these tests are about.
ANY_WORDS = HowToRead(lyrics=True)
SOME_WORDS = HowToRead(meanings=meanings_of(["Verse 2=sung", "a point=sung", 'say "la"=sung']))


def read(text: str, file: str = "labels") -> Regions:
    return labels_of(parse_labels(text, file, ANY_WORDS), ANY_WORDS).regions


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir()))
def test_goldens_are_read(name: str) -> None:
    assert extents(read_labels(DATA / name, SOME_WORDS)) == EXTENTS


def test_goldens_are_written() -> None:
    regions = (Region(*EXTENTS[0], "sing", "model", 0.9), Region(*EXTENTS[1], "Verse 2", "hand"))
    for format_, golden in GOLDENS:
        assert format_.write(regions, 40.0) == (DATA / golden).read_text()


def test_a_table_keeps_label_source_and_confidence() -> None:
    regions = (Region(*EXTENTS[0], "sing", "model", 0.9), Region(*EXTENTS[1], "Verse 2", "hand"))
    assert read_labels(DATA / "table.csv", ANY_WORDS) == regions


@st.composite
def songs(draw: st.DrawFn) -> Regions:
    """Regions with edges on whole milliseconds within an hour."""
    points = sorted(draw(st.sets(st.integers(0, 3_600_000), max_size=20)))
    return tuple(
        Region(start / 1000, end / 1000, source="file") for start, end in zip(points[::2], points[1::2], strict=False)
    )


@pytest.mark.parametrize("format_", [JAMENDO, AUDACITY, CSV_TABLE, TEXTGRID], ids=lambda format_: format_.name)
@given(text=st.text(alphabet=st.sampled_from("0123456789.,;-+e \t\n\\\"'#nanisg\x00\u2028"), max_size=60))
def test_any_text_gives_regions_or_a_clear_error(format_: LabelFormat, text: str) -> None:
    try:
        regions = read(text, f"x{format_.suffix}")
    except FormatError as error:
        regions, message = (), str(error)
    else:
        message = f"x{format_.suffix}, line "
    # Times that look like milliseconds are a matter of the whole file.
    assert message.startswith((f"x{format_.suffix}, line ", f"x{format_.suffix}: times such as "))
    assert all(before.end <= after.start for before, after in pairwise(regions))


@given(regions=songs())
def test_a_lab_file_covers_the_song_without_gaps(regions: Regions) -> None:
    rows = [line.split() for line in JAMENDO.write(regions, 3600.0).splitlines()]
    assert rows[0][0] == "0.000"
    assert rows[-1][1] == "3600.000"
    assert all(before[1] == after[0] for before, after in pairwise(rows))
    assert {row[2] for row in rows} <= {"sing", "nosing"}


def test_a_lab_file_says_nosing_where_a_region_is_not_singing() -> None:
    assert JAMENDO.write((Region(1, 2, "speech"),), 3.0) == "0.000 3.000 nosing\n"


def test_an_unknown_format_is_named_with_the_known() -> None:
    with pytest.raises(KeyError, match="lab, audacity, csv"):
        format_named("xls")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.lab", "0 1 nosing\n1 nan sing\n", "a.lab, line 2: 'nan' is no time"),
        ("a.lab", "0 inf sing\n", "a.lab, line 1: 'inf' is no time"),
        ("a.lab", "0 1_0 sing\n", "a.lab, line 1: '1_0' is no time"),
        ("a.lab", "3 2 sing\n", "a.lab, line 1: end '2' is before start '3'"),
        ("a.lab", "0.0 441000000.0 sing\n", "a.lab, line 1: 441000000 s is longer than any song"),
        (
            "a.lab",
            "0 5 sing\n4 6 nosing\n",
            "a.lab, line 1: 0 .. 5 is called 'sing' here, and not sung",
        ),
        ("a.txt", "1.0\t0.5\tsing\n", "a.txt, line 1: end '0.5' is before start '1.0'"),
        ("a.txt", "1\n", "a.txt, line 1: 1 cell in this line"),
        ("a.csv", "start,end\n1\n", "a.csv, line 2: no end in this line"),
        ("a.csv", "onset,label\n1,2\n", "a.csv, line 1: no columns start and end"),
        ("a.csv", "start,end,confidence\n1,2,1.5\n", "a.csv, line 2: confidence '1.5' is outside 0 .. 1"),
        ("a.csv", 'start,end,label\n1,2,"la\n', "a.csv, line 2: a quote in '1,2,\"la' is not closed"),
        ("a.lab", "0 1 " + "x" * MAX_LINE, "a.lab, line 1: 10004 characters in one line"),
        ("a.lab", "0 1\n" * MAX_LINES, "a.lab: 300001 lines are no labels of one song"),
        ("a.lab", "0 " + "9" * 5000 + " sing", "a.lab, line 1: '999"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_file_line_and_value(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(FormatError) as caught:
        read_labels(tmp_path / name)
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 50, b"RIFF\x24\x00\x00\x00WAVE", b"\x81\x8d\x00" * 9])
def test_binary_files_are_not_labels(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song.lab"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"song\.lab: not a text file"):
        read_labels(path)


def test_a_file_that_is_not_there_or_too_large_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"gone\.lab: cannot be read"):
        read_labels(tmp_path / "gone.lab")
    with pytest.raises(FormatError, match="cannot be read"):
        read_labels(tmp_path)
    large = tmp_path / "large.lab"
    with large.open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(FormatError, match=r"large\.lab: over 32 MB"):
        read_labels(large)


def test_titles_in_an_old_windows_encoding_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("1\t2\tRefrão\n".encode("cp1252"))
    assert read_labels(path, ANY_WORDS) == (Region(1, 2, "Refrão", "file"),)


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".labels", ""])
def test_a_table_is_known_by_its_content_under_any_suffix(tmp_path: Path, suffix: str) -> None:
    for text in ("start,end,label\n1,2,sing\n", "1,2,sing\n", "1\t2\tsing\n", "1 2 sing\n", "Onset;Offset\n1;2\n"):
        path = tmp_path / f"a{suffix}"
        path.write_text(text)
        assert extents(read_labels(path)) == [(1, 2)], text


def test_a_title_with_commas_does_not_make_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1.0\t2.0\tla, la, la\n")
    assert read_labels(path, ANY_WORDS) == (Region(1, 2, "la, la, la", "file"),)


def test_what_a_person_left_open_is_so_in_jamendos_format_too() -> None:
    text = JAMENDO.write((Region(1, 2), Region(3, 4, "?", "hand"), Region(5, 6, "speech", "hand")), 7.0)
    labels = labels_of(parse_labels(text), duration=7.0)
    assert extents(labels.regions) == [(1, 2)] and labels.checked == ((0.0, 3.0), (4.0, 7.0))


def test_rows_rounded_to_the_millisecond_may_overlap_by_one() -> None:
    assert extents(read("0 1.001 sing\n1.000 2 nosing\n")) == [(0, 1.001)]


def test_lyrics_beside_a_song_are_not_its_labels(tmp_path: Path) -> None:
    # An empty file is what Audacity exports of an empty label track: nobody sings.
    texts = {"First of all\nI sing\n": False, "#TITLE:x\n: 0 5 7 la\n": False, "": True, "0.5\t1\tla\n": True}
    for text, expected in texts.items():
        path = tmp_path / "song.txt"
        path.write_text(text)
        assert looks_like_labels(path) is expected
    path.write_bytes(b"\x00\x01")
    assert looks_like_labels(path) is False


@given(st.floats(0, 36_000))
def test_times_are_cut_not_rounded_and_at_least_to_the_microsecond(seconds: float) -> None:
    written = float(time_text(seconds))
    assert written <= seconds < written + 1.001e-6


def test_a_song_of_unknown_length_is_not_written() -> None:
    with pytest.raises(FormatError, match="length of the song"):
        JAMENDO.write((), float("nan"))
