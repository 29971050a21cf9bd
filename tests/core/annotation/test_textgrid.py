"""Praat's TextGrids: both text forms, the tier that is meant, and whatever else stands in such files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.textgrid import TEXTGRID, grid_of
from svd_core.annotation.formats.tiers import Tier, tier_of
from svd_core.annotation.label_file import labels_of, parse_labels, read_labels
from svd_core.annotation.regions import Region, Regions
from svd_core.errors import FormatError
from tests.core import texts

HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n0 9 <exists> '


LYRICS = HowToRead(lyrics=True)


def read(text: str, file: str = "x.TextGrid") -> Regions:
    return labels_of(parse_labels(text, file, LYRICS), LYRICS).regions


def grid(*tiers: tuple[str, list[tuple[float, float, str]]]) -> str:
    """A TextGrid in the short form."""
    lines = [f"{HEAD}{len(tiers)}"]
    for name, rows in tiers:
        lines.append(f'"IntervalTier" "{name}" 0 9 {len(rows)}')
        lines += [f'{start} {end} "{text}"' for start, end, text in rows]
    return "\n".join(lines)


WORDS = ("words", [(0, 1, ""), (1, 2, "so"), (2, 2.5, "sp"), (2.5, 4, "long"), (4, 9, "")])


def test_decoration_and_comments_are_passed_over():
    text = '''"ooTextFile" "TextGrid" ! a comment with "quotes" and 1 number
    xmin = 0s  xmax: 2.5!touching <exists> and 2 tiers
    item [1]: "IntervalTier" "a ! in a name" 0 2.5  intervals: size = 2
    intervals [1] xmin = 0.0 xmax = 1.41 text = "" intervals [2]: 1.41 2.5 "two
    lines, ""quoted"""
    "TextTier" "bell" 0 2.5 1 points [1]: number = 0.9 mark = "ding"
    '''
    found = grid_of(text, "x")
    assert found.end == 2.5
    assert found.tiers == (Tier("a ! in a name", ((0, 1.41, ""), (1.41, 2.5, 'two\n    lines, "quoted"'))),)


def test_without_a_text_nobody_sings_and_pauses_between_words_are_no_singing():
    regions = read(grid(WORDS))
    assert [(region.start, region.end, region.label) for region in regions] == [(1, 2, "so"), (2.5, 4, "long")]


def test_the_tier_about_singing_is_taken():
    by_name = grid(WORDS, ("Vocals", [(0, 9, "yeah")]))
    assert read(by_name) == (Region(0, 9, "yeah", "file"),)
    by_texts = grid(WORDS, ("A", [(0, 3, "nosing"), (3, 9, "sing")]))
    assert read(by_texts) == (Region(3, 9, "sing", "file"),)


def test_a_tier_can_be_named():
    found = grid_of(grid(WORDS, ("Vocals", [(0, 9, "yeah")])), "x")
    assert tier_of(found.tiers, "x", "WORDS") is found.tiers[0]
    with pytest.raises(FormatError, match="no interval tier is called 'w'; there are: 1 'words', 2 'Vocals'"):
        tier_of(found.tiers, "x", "w")


def test_a_grid_of_points_alone_is_no_annotation():
    points = f'{HEAD}1 "TextTier" "beats" 0 9 1 1.5 "b"'
    with pytest.raises(
        FormatError, match=r"x\.TextGrid: there is no interval tier in it, so no labels; choose another"
    ):
        read(points, "x.TextGrid")


def test_which_of_several_tiers_is_meant_is_asked():
    with pytest.raises(FormatError, match=r"x.TextGrid: which interval tier .*1 'words', 2 'phones'"):
        read(grid(WORDS, ("phones", WORDS[1])), "x.TextGrid")
    with pytest.raises(FormatError, match=r"1 'words', 2 'words'. Say it by number, as in --tier 1$"):
        read(grid(WORDS, WORDS), "x.TextGrid")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the file ends where a text in quotes"),
        ('"ooTextFile" "Pitch"', "line 1: a file of 'Pitch', not of a TextGrid"),
        (f'{HEAD}1 "IntervalTier" "a" 0 9 1\n0 1', "line 4: the file ends where a text"),
        (f'{HEAD}1 "IntervalTier" "a" 0 9 99999999\n', "line 3: '99999999' is no count"),
        (f'{HEAD}1 "IntervalTier" "a" 0 9 -1\n', "line 3: '-1' is no count"),
        (f'{HEAD}1 "SpectralTier" "a" 0 9 0\n', "line 3: a tier of class 'SpectralTier'"),
        (f'{HEAD}1 "IntervalTier" "a" 0 9 1\n5 4 "x"', "line 4: end '4' is before start '5'"),
        (f'{HEAD}1 "IntervalTier" "a" 0 9 1\n"x" 4 "x"', "line 4: expected a number, found 'x'"),
    ],
)
def test_a_damaged_file_is_refused_with_line_and_value(text: str, message: str):
    with pytest.raises(FormatError) as caught:
        read(text, "x.TextGrid")
    assert str(caught.value).startswith(f"x.TextGrid, {message}")


def test_time_before_the_start_of_the_recording_is_cut_off():
    found = grid_of(f'{HEAD}1 "IntervalTier" "a" -2 9 2\n-2 -1 "so"\n-1 4 "long"', "x")
    assert found.tiers[0].intervals == ((0, 4, "long"),)


def test_a_tier_can_be_chosen_by_number():
    found = grid_of(grid(WORDS, WORDS), "x")
    assert tier_of(found.tiers, "x", "2") is found.tiers[1]
    with pytest.raises(FormatError, match="--tier"):
        tier_of(found.tiers, "x")


@given(st.text(alphabet=st.sampled_from('0123456789.-e "<>!\n\tainosg\u2028'), max_size=80))
def test_any_text_after_a_head_gives_a_grid_or_a_clear_error(text: str):
    try:
        message = f"x, line {len(grid_of(HEAD + text, 'x').tiers)}"
    except FormatError as error:
        message = str(error)
    assert message.startswith("x, line ")


@given(st.lists(st.tuples(st.integers(0, 400), texts.text(max_size=8)), max_size=12))
def test_texts_of_any_kind_come_back(rows: list[tuple[int, str]]):
    starts = sorted({start for start, _ in rows})
    regions = tuple(Region(start, start + 0.5, text or "x") for start, (_, text) in zip(starts, rows, strict=False))
    read = grid_of(TEXTGRID.write(regions, 500.0), "x").tiers[0].intervals
    written = [" ".join(region.label.split()) or "sing" for region in regions]
    assert [text for _, _, text in read if text] == written
    assert read[0][0] == 0 and read[-1][1] == 500
    assert all(before[1] == after[0] for before, after in pairwise(read))


def test_a_textgrid_is_known_under_another_suffix(tmp_path: Path):
    path = tmp_path / "song.txt"
    path.write_text(grid(WORDS))
    assert len(read_labels(path, LYRICS)) == 2
