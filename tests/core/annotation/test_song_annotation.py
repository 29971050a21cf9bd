"""Annotations: what a hand has done outlives every proposal, every save and every broken file."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation import annotation_file
from svd_core.annotation.journal import annotation_json
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.region_edits import (
    Grip,
    delete,
    drag,
    insert,
    merge,
    relabel,
    split,
)
from svd_core.annotation.regions import Region, index_at
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.annotation.spans import Spans, overlaps, united, without
from svd_core.errors import FormatError
from tests.core.annotation.example_song import DURATION, EMPTY, extents, proposal


def within(spans: Spans, time: float) -> bool:
    return overlaps(time, time + 1e-6, spans)


times = st.integers(0, 1000).map(lambda tenth: tenth / 10)


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    points = sorted(draw(st.sets(times, max_size=16)))
    return proposal(*zip(points[::2], points[1::2], strict=False), model=draw(st.sampled_from(["a", "b"])))


@st.composite
def hand_edits(draw: st.DrawFn, annotation: SongAnnotation) -> SongAnnotation:
    """The annotation after one random edit by hand."""
    regions, time = annotation.regions, draw(times)
    kind = draw(st.sampled_from(["insert", "delete", "drag", "split", "merge", "relabel", "check"]))
    if kind == "check":
        mark = draw(st.sampled_from([annotation.marked_checked, annotation.marked_unchecked]))
        return mark([(time, time + draw(st.floats(0.1, 30)))])
    if kind == "insert" or not regions:
        return annotation.edited(insert(regions, Region(time, time + draw(st.floats(0.1, 20))), DURATION))
    index = draw(st.integers(0, len(regions) - 1))
    grip = Grip(draw(st.sampled_from(["start", "end", "body"])), index)
    changed = {
        "delete": lambda: delete(regions, index),
        "drag": lambda: drag(regions, grip, time, DURATION),
        "split": lambda: split(regions, index, (regions[index].start + regions[index].end) / 2),
        "merge": lambda: merge(regions, index),
        "relabel": lambda: relabel(regions, index, "verse"),
    }[kind]()
    return annotation.edited(changed)


@st.composite
def histories(draw: st.DrawFn) -> SongAnnotation:
    """An annotation after a random mix of hands and models."""
    annotation = EMPTY.proposed(draw(proposals()))
    for _ in range(draw(st.integers(0, 6))):
        hand = draw(st.booleans())
        annotation = draw(hand_edits(annotation)) if hand else annotation.proposed(draw(proposals()))
    return annotation


@given(histories(), proposals())
def test_no_proposal_changes_what_a_hand_has_decided(annotation: SongAnnotation, new: Proposal) -> None:
    after = annotation.proposed(new)
    assert (after.touched, after.checked) == (annotation.touched, annotation.checked)
    assert {r for r in annotation.regions if r.source == "hand"} <= set(after.regions)
    for time in np.arange(0.05, DURATION, 0.1):
        if within(annotation.protected, time):
            old, now = index_at(annotation.regions, time), index_at(after.regions, time)
            assert (old is None) == (now is None)
            if old is not None and now is not None:
                assert annotation.regions[old] == after.regions[now]


@given(histories(), proposals())
def test_outside_of_that_the_model_has_its_way(annotation: SongAnnotation, new: Proposal) -> None:
    kept = [r for r in annotation.regions if r.source == "hand" or overlaps(r.start, r.end, annotation.protected)]
    decided = united(annotation.protected + tuple((region.start, region.end) for region in kept))
    after = annotation.proposed(new).regions
    fresh = extents(tuple(region for region in after if region not in kept))
    for region in new.regions:
        for piece in without(region.start, region.end, decided):
            if piece == (region.start, region.end) or piece[1] - piece[0] >= 5:
                assert piece in fresh
    assert all(any(r.start <= start < end <= r.end for r in new.regions) for start, end in fresh)
    assert not any(overlaps(start, end, decided) for start, end in fresh)


@given(histories(), proposals(), proposals())
def test_only_the_last_proposal_counts(annotation: SongAnnotation, first: Proposal, last: Proposal) -> None:
    assert annotation.proposed(first).proposed(last) == annotation.proposed(last)


def attributes(region: Region) -> tuple[str, str, float | None]:
    return region.label, region.source, region.confidence


@given(histories(), st.data())
def test_an_edit_shows_exactly_the_regions_given(annotation: SongAnnotation, data: st.DataObject) -> None:
    after = data.draw(hand_edits(annotation))
    for region in set(after.regions) - set(annotation.regions):
        if region.source != "hand":
            # A cut or a joint and nothing else: there was singing of the same source all along.
            same = [r for r in annotation.regions if (r.label, r.source, r.confidence) == attributes(region)]
            assert not without(region.start, region.end, united((r.start, r.end) for r in same))
        assert within(after.touched, region.start)
    for region in set(annotation.regions) - set(after.regions):
        assert within(after.touched, region.start)
    assert all(before.end <= later.start for before, later in pairwise(after.regions))


@given(histories())
def test_saved_and_loaded_it_is_the_same(annotation: SongAnnotation) -> None:
    assert annotation_json.from_text(annotation_json.to_text(annotation), "x") == annotation


def test_a_shrunk_edge_is_not_grown_back() -> None:
    shrunk = EMPTY.proposed(proposal((5, 14), (30, 40))).edited((Region(5, 10), Region(30, 40)))
    assert extents(shrunk.proposed(proposal((4.8, 14.3), (29, 41))).regions) == [(5, 10), (29, 41)]


def test_a_deleted_region_does_not_come_back_nor_do_its_outskirts() -> None:
    deleted = EMPTY.proposed(proposal((5, 15))).edited((), surrounding=0)
    assert deleted.proposed(proposal((5, 15))).regions == ()
    assert deleted.proposed(proposal((3, 17))).regions == ()


def test_a_much_longer_proposal_still_speaks_for_the_rest_of_the_song() -> None:
    drawn = EMPTY.edited((Region(20, 25),), surrounding=0)
    assert extents(drawn.proposed(proposal((18, 27))).regions) == [(20, 25)]
    assert extents(drawn.proposed(proposal((0, 90))).regions) == [(0, 20), (20, 25), (25, 90)]


def test_a_checked_stretch_keeps_the_models_regions() -> None:
    checked = EMPTY.proposed(proposal((5, 15), (50, 60))).marked_checked([(0, 20)])
    assert checked.regions == EMPTY.proposed(proposal((5, 15), (50, 60))).regions
    assert extents(checked.proposed(proposal((40, 70))).regions) == [(5, 15), (40, 70)]


def test_what_is_around_an_edit_is_left_to_no_model() -> None:
    drawn = EMPTY.edited((Region(20, 25),), surrounding=2)
    assert drawn.checked == ((18, 27),)
    assert extents(drawn.proposed(proposal((0, 90))).regions) == [(0, 18), (20, 25), (27, 90)]


LONG = EMPTY.proposed(proposal((10, 40), (60, 90)))


def test_surrounding_time_in_which_the_model_has_not_looked_yet_is_not_checked() -> None:
    found = EMPTY.proposed(proposal((5, 15)), undetected=((15, 100),))
    assert found.edited((), surrounding=2).checked == ((3, 15),)
    drawn = found.edited((*found.regions, Region(20, 25)), surrounding=2)
    assert drawn.checked == ((20, 25),)
    more = found.edited((), surrounding=2).proposed(proposal((5, 30)))
    assert more.checked == ((3, 15),) and [(region.start, region.end) for region in more.regions] == [(15, 30)]


@pytest.mark.parametrize(
    ("edit", "checked"),
    [
        (lambda regions: drag(regions, Grip("start", 0), 10.25, DURATION), [(9, 11.25)]),
        (lambda regions: drag(regions, Grip("end", 1), 99.5, DURATION), [(89, 100)]),
        (lambda regions: drag(regions, Grip("body", 0), 12, DURATION), [(9, 13), (39, 43)]),
        (lambda regions: insert(regions, Region(50, 52), DURATION), [(49, 53)]),
        (lambda regions: delete(regions, 0), [(9, 41)]),
        (lambda regions: relabel(regions, 1, "choir"), [(59, 91)]),
        (lambda regions: split(regions, 0, 20), [(19, 21)]),
        (lambda regions: merge(regions, 0), [(39, 61)]),
        (lambda regions: regions, []),
    ],
)
def test_an_edit_checks_what_it_decides_and_a_second_around_it(edit, checked: list) -> None:
    assert LONG.edited(edit(LONG.regions)).checked == tuple(checked)
    assert LONG.edited(edit(LONG.regions), surrounding=0.5).checked == tuple(
        (low + 0.5, high - 0.5 if high < DURATION else high) for low, high in checked
    )


def test_two_regions_changed_at_once_do_not_check_what_stayed_between_their_edges() -> None:
    before = EMPTY.proposed(proposal((10, 20), (20, 30)))
    after = before.edited((Region(10, 20, "choir"), Region(20, 28)), surrounding=0)
    assert after.checked == ((10, 20), (28, 30))


def test_marks_are_set_and_taken_back_and_leave_the_regions_alone() -> None:
    marked = LONG.marked_checked([(5, 20), (15, 30), (95, 120)])
    assert (marked.checked, marked.regions, marked.touched) == (((5, 30), (95, 100)), LONG.regions, ())
    assert marked.marked_unchecked([(0, 10), (12, 13), (25, 99)]).checked == ((10, 12), (13, 25), (99, 100))


def test_only_what_changed_becomes_the_hands() -> None:
    before = EMPTY.proposed(proposal((5, 15), (50, 60)))
    after = before.edited(drag(before.regions, Grip("end", 1), 70, DURATION))
    assert [region.source for region in after.regions] == ["model", "hand"]
    assert [region.confidence for region in after.regions] == [0.75, None]
    assert after.touched == ((50, 70),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"regions": (Region(1, 3), Region(2, 4))},
        {"regions": (Region(99, 101),)},
        {"touched": ((5, 6), (1, 2))},
        {"touched": ((90, 110),)},
        {"checked": ((5, 6), (6, 7))},
        {"checked": ((90, 110),)},
    ],
)
def test_an_annotation_that_contradicts_itself_cannot_be(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"overlap|ends after|touched|checked"):
        replace(EMPTY, **wrong)


def test_a_song_found_a_little_shorter_cuts_what_lies_past_its_end() -> None:
    annotation = EMPTY.edited((Region(1, 2), Region(50, 99))).for_song("new.ogg", "k", 98.5)
    assert extents(annotation.regions) == [(1, 2), (50, 98.5)]
    assert annotation.touched == ((1, 2), (50, 98.5))
    assert annotation.checked == ((0, 3), (49, 98.5))
    assert (annotation.song, annotation.song_key, annotation.duration) == ("new.ogg", "k", 98.5)


def test_a_song_cut_short_does_not_cost_the_work_at_its_end() -> None:
    annotation = EMPTY.edited((Region(1, 2), Region(50, 99)))
    assert annotation.for_song("new.ogg", "k", 10.0) == replace(annotation, song="new.ogg", song_key="k")


GOLDEN = replace(
    EMPTY.proposed(proposal((5, 14), (30, 40.5))).edited((Region(5, 10, 'say "la"'), Region(30, 40.5))),
    song="Canção.mp3",
)


def test_the_file_is_for_people_too() -> None:
    text = annotation_json.to_text(GOLDEN)
    assert text == (Path(__file__).parents[2] / "data" / "annotation.svd.json").read_text(encoding="utf-8")
    assert json.loads(text)["version"] == 2


def test_in_an_older_file_what_a_person_had_touched_counts_as_checked_and_nothing_else() -> None:
    older = json.loads(annotation_json.to_text(GOLDEN)) | {"version": 1}
    del older["checked"]
    assert annotation_json.from_text(json.dumps(older), "x") == replace(GOLDEN, checked=((4, 15),))
    assert annotation_json.from_text(json.dumps(older | {"touched": []}), "x").checked == ()
    with pytest.raises(FormatError, match="field 'checked' is missing"):
        annotation_json.from_text(json.dumps(older | {"version": 2}), "x")


def test_a_file_is_replaced_whole_and_numbers_of_numpy_are_taken(tmp_path: Path) -> None:
    path = snapshot_path_for(tmp_path / "song.mp3")
    assert path.name == "song.mp3.svd.json"
    annotation_file.save(path, EMPTY)
    region = Region(np.float64(1.5), np.float64(2.5), confidence=np.float32(0.5))  # type: ignore[arg-type]  # numpy's
    annotation_file.save(path, replace(EMPTY, regions=(region,)))
    assert annotation_file.load(path).regions == (Region(1.5, 2.5, confidence=0.5),)
    assert [entry.name for entry in tmp_path.iterdir()] == ["song.mp3.svd.json"]


def test_a_song_whose_name_is_no_text_can_be_annotated(tmp_path: Path) -> None:
    annotation = replace(EMPTY, song="caf\udce9.mp3")
    annotation_file.save(tmp_path / "x.svd.json", annotation)
    assert annotation_file.load(tmp_path / "x.svd.json") == annotation


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"version": 2', '"version": 4', "version: made by a newer SVD Studio (version 4"),
        ('"version": 2', '"version": true', "version: expected a number"),
        ('"svd-annotation"', '"praat"', "not an annotation of SVD Studio"),
        ('"start": 30.0', '"start": NaN', "not usable JSON (NaN is no number)"),
        ('"start": 30.0', '"start": "thirty"', "regions[1].start: expected a number, found 'thirty'"),
        ('"start": 30.0', '"start": 1e999', "regions[1].start: expected a number, found inf"),
        ('"start": 30.0', '"start": 1' + "0" * 400, "regions[1].start: expected a number, found 1000"),
        ('"start": 30.0', '"start": 1' + "0" * 5000, "not usable JSON"),
        ('"start": 30.0', '"start": 9', "regions[1].start: 9 is before 10"),
        ('"end": 40.5', '"end": 29', "regions[1].end: 29 is not after the start 30"),
        ('"end": 40.5', '"end": 240', "regions[1].end: 240 is after the end of the song at 100"),
        ('"source": "hand"', '"source": "cat"', "regions[0].source: expected one of model, hand, file, found 'cat'"),
        ('"confidence": 0.75', '"confidence": 75', "regions[1].confidence: expected a number from 0 to 1, found 75"),
        ("[5.0, 14.0]", "[5.0]", "touched[0]: expected [start, end], found [5.0]"),
        ("[4.0, 15.0]", "[4.0]", "checked[0]: expected [start, end], found [4.0]"),
        ("[5.0, 14.0]", "5", "touched[0]: expected a list [ ], found 5"),
        ('"song": ', '"sung": ', "document: field 'song' is missing"),
        ('"threshold": 0.4', '"threshold": 4.5', "proposal.decision: threshold: 4.5 is outside"),
        ('"threshold": 0.4', '"threshold": [', "line 20, column 32: not JSON"),
        ('"duration": 100.0', '"duration": -1', "duration: expected a number from 0 to 1e+06, found -1"),
        ('"label": "sing"', '"label": {}', "regions[1].label: expected a text, found {}"),
        ('"svd-annotation"', "[" * 100_000, "not usable JSON"),
    ],
)
def test_a_broken_or_foreign_file_says_where_and_what(tmp_path: Path, old: str, new: str, message: str) -> None:
    path, text = tmp_path / "song.svd.json", annotation_json.to_text(GOLDEN)
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        annotation_file.load(path)
    assert str(caught.value).startswith("song.svd.json")
    assert message in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("content", [b"", b"\x00" * 99, b"{", b"[]", b"null", b'"x"', b"\xff{}", b"{'a': 1}"])
def test_what_is_no_annotation_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song.svd.json"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"song\.svd\.json"):
        annotation_file.load(path)
    with pytest.raises(FormatError, match="cannot be read"):
        annotation_file.load(tmp_path / "gone.svd.json")


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_a_damaged_file_never_raises_anything_else(position: int, damage: bytes) -> None:
    data = bytearray(annotation_json.to_text(GOLDEN).encode())
    position %= len(data)
    data[position : position + len(damage)] = damage
    try:
        annotation = annotation_json.from_text(data.decode("utf-8", "replace"), "x.svd.json")
    except FormatError:
        return
    assert all(before.end <= after.start for before, after in pairwise(annotation.regions))


def test_undetected_time_is_kept_in_files_and_only_then_are_they_of_a_later_version():
    assert '"version": 2' in annotation_json.to_text(GOLDEN) and "undetected" not in annotation_json.to_text(GOLDEN)
    assert GOLDEN.proposal is not None
    begun = GOLDEN.proposed(GOLDEN.proposal, ((50.0, 60.0), (90.0, 300.0)))
    assert begun.undetected == ((50.0, 60.0), (90.0, 100.0))
    text = annotation_json.to_text(begun)
    assert '"version": 3' in text and annotation_json.from_text(text, "x") == begun
    assert begun.for_song("other", "cd" * 32, 95.0).undetected == ((50.0, 60.0), (90.0, 95.0))
    assert begun.marked_checked(((55.0, 95.0),)).open_yet == ((50.0, 55.0), (95.0, 100.0))
    assert begun.proposed(GOLDEN.proposal).undetected == ()
