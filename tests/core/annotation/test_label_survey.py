"""Label files that need an answer: what is asked, how answers are remembered, and where labels are looked for."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from svd_core.annotation.annotation_file import from_labels, with_labels
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.registry import FORMATS
from svd_core.annotation.label_file import UnknownLabelsError, read_labels
from svd_core.annotation.label_places import labels_for, labels_in
from svd_core.annotation.label_survey import (
    from_json,
    questions,
    remembered_reading,
    survey_labels,
    to_json,
    words_in,
)
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.data.dataset import find
from svd_core.errors import FormatError, UnclearLabelsError
from tests.core.annotation.example_song import extents

VALUES = "0.5\t440\t1.0\tla\n2.0\t220\t0.5\tla\n"
ANSWER = HowToRead(("start", "value", "duration", "label"), meanings={"la": "sung"})


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_table_shows_its_first_cells_and_a_grid_its_tiers(tmp_path: Path) -> None:
    table = survey_labels(written(tmp_path / "a.txt", VALUES))
    assert (table.kind, table.rows[0]) == ("table", ("0.5", "440", "1.0", "la"))
    grid = next(found for found in FORMATS if found.suffix == ".TextGrid").write((), 3.0)
    tiers = survey_labels(written(tmp_path / "a.TextGrid", grid))
    assert (tiers.kind, tiers.tiers) == ("tiers", ("singing",))
    with pytest.raises(FormatError):
        survey_labels(written(tmp_path / "b.TextGrid", "no grid"))


def test_words_are_counted_and_the_unknown_ones_asked_about(tmp_path: Path) -> None:
    path = written(tmp_path / "a.lab", "0 1 verse\n1 2 sing\n2 3 solo\n3 4 verse\n")
    words = words_in(path, HowToRead())
    assert words == {"verse": 2, "sing": 1, "solo": 1}
    assert questions(words) == ("verse", "solo")


def test_an_answer_does_not_serve_columns_of_other_names(tmp_path: Path) -> None:
    rows = "0,1,guitar\n1,2,choir\n"
    answers = {
        survey_labels(written(tmp_path / "a.csv", f"start,end,place\n{rows}")).fingerprint: HowToRead(
            ("start", "end", "-")
        )
    }
    assert remembered_reading(written(tmp_path / "b.csv", f"Start,End,Place\n{rows}"), answers) is not None
    assert remembered_reading(written(tmp_path / "c.csv", f"start,end,content\n{rows}"), answers) is None


def test_an_answer_serves_the_next_file_of_the_kind_but_not_other_words(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", VALUES)
    assert remembered_reading(path, {}) is None
    answers = {survey_labels(path).fingerprint: ANSWER}
    assert remembered_reading(path, answers) == ANSWER
    assert remembered_reading(written(tmp_path / "b.txt", VALUES.replace("la", "mi")), answers) is None
    assert remembered_reading(written(tmp_path / "c.lab", "0 1 sing\n"), answers) == HowToRead()


def test_answers_are_kept_as_json_and_broken_ones_are_none() -> None:
    assert from_json(to_json(ANSWER)) == ANSWER
    whole = HowToRead((), "ms", "words", {"x-y": "ignored"}, lyrics=True)
    assert from_json(to_json(whole)) == whole
    broken = {"columns": ["rm"], "unit": 3, "meanings": {"a": "often", "b": "sung"}, "lyrics": "yes", "tier": None}
    assert from_json(broken) == HowToRead(meanings={"b": "sung"})
    assert from_json([1]) == HowToRead() == from_json(None)


def test_an_annotation_takes_regions_and_checked_time_from_labels(tmp_path: Path) -> None:
    path = written(tmp_path / "a.lab", "0 1 verse\n1 2 unsure\n2 4 nosing\n")
    song = SongAnnotation("a.wav", "k", 4.0)
    with pytest.raises(UnknownLabelsError):
        with_labels(song, path, HowToRead())
    found = with_labels(song, path, HowToRead(meanings={"verse": "sung"}))
    assert [(r.start, r.end, r.source) for r in found.regions] == [(0, 1, "file")]
    assert (found.touched, found.checked) == (((0, 4),), ((0, 1), (2, 4)))


def test_an_empty_label_track_says_that_nobody_sings_anywhere(tmp_path: Path) -> None:
    audio = written(tmp_path / "song.wav", "")
    written(tmp_path / "song.txt", "")
    found = from_labels(audio, 9.0, "k")
    assert found is not None
    assert (found.regions, found.checked) == ((), ((0.0, 9.0),))


def test_a_remembered_answer_is_used_when_a_song_is_opened(tmp_path: Path) -> None:
    audio, labels = written(tmp_path / "song.wav", ""), written(tmp_path / "song.txt", VALUES)
    with pytest.raises(UnclearLabelsError):
        from_labels(audio, 9.0, "k")
    found = from_labels(audio, 9.0, "k", {survey_labels(labels).fingerprint: ANSWER})
    assert found is not None
    assert [(r.start, r.end) for r in found.regions] == [(0.5, 1.5), (2.0, 2.5)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("suffix", [".lab", ".LAB", ".TXT", ".textgrid"])
def test_names_that_look_the_same_are_pairs(tmp_path: Path, form: str, suffix: str) -> None:
    name, other = (unicodedata.normalize(one, "Canção é") for one in (form, {"NFC": "NFD", "NFD": "NFC"}[form]))
    text = "0\t0.5\tsing\n"
    if suffix == ".textgrid":
        text = next(found for found in FORMATS if found.suffix == ".TextGrid").write(
            read_labels(written(tmp_path / "x.lab", "0 0.5 sing\n")), 1.0
        )
    audio, labels = written(tmp_path / f"audio/{name}.WAV", ""), written(tmp_path / f"labels/{other}{suffix}", text)
    assert labels_for(audio) == labels_in(tmp_path / "labels", name) == labels
    (song,) = find([tmp_path]).songs
    assert [(r.start, r.end) for r in song.regions] == [(0, 0.5)]


def test_the_very_name_comes_before_one_that_only_looks_so(tmp_path: Path) -> None:
    same = written(tmp_path / (unicodedata.normalize("NFC", "é") + ".txt"), "0\t1\tsing\n")
    written(tmp_path / (unicodedata.normalize("NFD", "é") + ".lab"), "0 1 sing\n")
    assert labels_in(tmp_path, unicodedata.normalize("NFC", "é")) == same


def test_a_textgrid_carries_checked_time_and_brings_it_back(tmp_path: Path) -> None:
    grid = next(found for found in FORMATS if found.suffix == ".TextGrid")
    song = SongAnnotation("a", "k", 10.0, (Region(1, 2), Region(6, 7)), checked=((0.0, 3.0), (5.5, 6.0)))
    path = written(tmp_path / "a.TextGrid", grid.write(song.regions, song.duration, song.checked))
    assert survey_labels(path).tiers == ("singing", "checked")
    found = with_labels(SongAnnotation("a", "k", 10.0), path, HowToRead())
    assert (extents(found.regions), found.checked) == ([(1, 2), (6, 7)], song.checked)
    nothing = written(tmp_path / "b.TextGrid", grid.write(song.regions, song.duration, ()))
    assert with_labels(SongAnnotation("a", "k", 10.0), nothing, HowToRead()).checked == ()
    plain = written(tmp_path / "c.TextGrid", grid.write(song.regions, song.duration))
    assert with_labels(SongAnnotation("a", "k", 10.0), plain, HowToRead()).checked == ((0.0, 10.0),)


def test_formats_that_cannot_hold_checked_time_say_so() -> None:
    holding = [found.name for found in FORMATS if "checked" not in {loss.aspect for loss in found.loses}]
    assert holding == ["textgrid", "eaf", "jams", "rttm", "json"]
