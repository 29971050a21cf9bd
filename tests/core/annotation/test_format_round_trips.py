"""Every label format: what is written is known by its content and read again, but for what the format says it loses."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svd_core.annotation import frame_targets
from svd_core.annotation.formats.label_format import Aspect, LabelFormat, SongFacts
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.registry import FORMATS, format_named, format_of
from svd_core.annotation.label_file import Labels, labels_of, parse_labels, read_label_file
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.vocabulary import key_of
from svd_core.audio.features import FrameGrid
from svd_core.errors import FormatError
from tests.core.annotation.example_song import extents

LENGTH = 600.0
SONG = SongFacts("A song & more.wav", 48000)
REGIONS = (Region(1.25, 2.5, "male voice", "hand"), Region(4.0, 5.75, "sing", "model", 0.75))
each_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
few_examples = settings(max_examples=8)


def loses(format_: LabelFormat, aspect: Aspect) -> bool:
    return aspect in {loss.aspect for loss in format_.loses}


def read(format_: LabelFormat, text: str, how: HowToRead | None = None) -> Labels:
    how = how or HowToRead()
    assert not text or format_of(text).kind == format_.kind, "it is not known by its content"
    assert not text or format_of(text) is format_ or format_.kind == "table"
    return labels_of(parse_labels(text, f"x{format_.suffix}", how), how)


def songs(step: int) -> st.SearchStrategy[Regions]:
    """Regions whose edges are on multiples of so many milliseconds."""
    points = st.sets(st.integers(0, int(LENGTH * 1000) // step), max_size=12).map(sorted)
    return points.map(
        lambda found: tuple(
            Region(start * step / 1000, end * step / 1000) for start, end in zip(found[::2], found[1::2], strict=False)
        )
    )


@each_format
def test_times_come_back_as_fine_as_the_format_says(format_: LabelFormat) -> None:
    @few_examples
    @given(songs(10 if format_.resolution > 1e-3 else 1))
    def check(regions: Regions) -> None:
        found = read(format_, format_.write(regions, LENGTH)).regions
        if format_.name == "svl":
            assert extents(found) == [pytest.approx(pair, abs=1 / 44100) for pair in extents(regions)]
        else:
            assert extents(found) == extents(regions)

    check()


@each_format
def test_frames_of_a_model_survive_every_format(format_: LabelFormat) -> None:
    @few_examples
    @given(st.lists(st.booleans(), min_size=1, max_size=60))
    def check(frames: list[bool]) -> None:
        grid, mask = FrameGrid(len(frames)), np.array(frames)
        text = format_.write(frame_targets.to_regions(mask, grid), grid.duration + 1)
        assert np.array_equal(frame_targets.from_regions(read(format_, text).regions, grid), mask)

    check()


@pytest.mark.parametrize(
    "format_", [each for each in FORMATS if not loses(each, "labels")], ids=lambda format_: format_.name
)
def test_labels_come_back_whatever_letters_they_have(format_: LabelFormat) -> None:
    letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"))

    @few_examples
    @given(st.text(letters, min_size=1, max_size=9), st.text(letters, min_size=1, max_size=9))
    def check(first: str, second: str) -> None:
        label = f"verse {first} {second} so"
        how = HowToRead(meanings={key_of(label): "sung"})
        found = labels_of(parse_labels(format_.write((Region(1, 2, label),), 9.0), "x", how), how).regions
        assert [region.label for region in found] == [label]

    check()


@each_format
def test_what_a_format_does_not_lose_comes_back(format_: LabelFormat, tmp_path: Path) -> None:
    checked = ((0.5, 6.25), (7.0, 8.5))
    path = tmp_path / f"song{format_.suffix}"
    path.write_text(format_.write(REGIONS, 9.0, checked, SONG))
    for suffix, text in format_.companions(9.0, checked, SONG).items():
        path.with_suffix(suffix).write_text(text)
    file = read_label_file(path)
    found = labels_of(file, duration=9.0)
    assert extents(found.regions) == [pytest.approx(pair, abs=1e-4) for pair in extents(REGIONS)]
    assert ([region.source for region in found.regions] == ["hand", "model"]) is not loses(format_, "sources")
    confidences = [region.confidence for region in found.regions]
    assert (confidences == [None, 0.75]) is not loses(format_, "confidences")
    assert (found.checked == checked) is not loses(format_, "checked")
    ends = file.extent is not None or found.stops is not None or format_.name == "rttm"
    assert ends or loses(format_, "length") or format_.name == "lab"


@each_format
def test_every_format_says_what_it_cannot_hold(format_: LabelFormat) -> None:
    assert format_.loses and len({loss.aspect for loss in format_.loses}) == len(format_.loses)
    assert loses(format_, "precision") == (format_.resolution > 1e-6)
    assert format_named(format_.name) is format_
    assert format_.title and format_.suffix.startswith(".")
    assert type(format_).write is not LabelFormat.write


@each_format
def test_regions_are_cut_at_the_end_of_the_song(format_: LabelFormat) -> None:
    assert extents(read(format_, format_.write((Region(1, 9), Region(10, 11)), 5.0)).regions) == [(1, 5)]


@each_format
def test_signs_of_the_format_in_a_label_do_no_harm(format_: LabelFormat) -> None:
    labels = ("a\tb\n3\t4", 'say "la", la', "<v> & --> ]]>", "[00:01.00] #")
    regions = tuple(Region(2 * start + 1, 2 * start + 2, label) for start, label in enumerate(labels))
    # RTTM parts its fields by blanks, so that labels have underscores.
    written = [" ".join(label.split()) for label in labels]
    meanings = {key_of(text): "sung" for label in written for text in (label, label.replace(" ", "_"))}
    assert extents(read(format_, format_.write(regions, 9.0), HowToRead(meanings=meanings)).regions) == extents(regions)


@each_format
def test_a_damaged_file_gives_regions_or_an_error_that_names_it(format_: LabelFormat) -> None:
    text = format_.write(REGIONS, 9.0, ((1.0, 3.0),), SONG)

    @few_examples
    @given(st.integers(0, len(text)), st.integers(0, 20), st.sampled_from(["", "9" * 30, "-1", "nan", "<", '"', "\n"]))
    def check(place: int, length: int, other: str) -> None:
        broken = text[:place] + other + text[place + length :]
        message, found = f"x{format_.suffix}", ()
        try:
            found = labels_of(parse_labels(broken, f"x{format_.suffix}")).regions
        except FormatError as error:
            message = str(error)
        assert message.startswith(f"x{format_.suffix}") and len(message) < 400
        assert all(before.end <= after.start for before, after in itertools.pairwise(found))

    check()


@each_format
def test_reading_takes_steps_in_proportion(format_: LabelFormat) -> None:
    def steps(number: int) -> int:
        """Function calls of one reading of so many regions."""
        text = format_.write(tuple(Region(i, i + 0.5) for i in range(number)), float(number))
        count = itertools.count()
        sys.setprofile(lambda *event: next(count))
        try:
            found = read(format_, text).regions
        finally:
            sys.setprofile(None)
        assert len(found) == number
        return next(count)

    few, many = steps(40), steps(160)
    assert many < 4.5 * few
