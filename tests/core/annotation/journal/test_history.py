"""Histories: every state can be reached again, and a journal read is the history written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.changes import Draft, change_between, difference
from svd_core.annotation.journal.history import History
from svd_core.annotation.journal.merging import merged
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.region_edits import delete, insert
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.errors import FormatError, NewerFormatError
from svd_core.files.storage import content_key
from tests.core.annotation.journal.walks import EMPTY, HEADER, Walk, annotations_after, walks
from tests.core.journals import save_corrections

same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def facts(history: History) -> tuple[object, ...]:
    return (
        history.annotation, history.current, history.steps, history.names, history.line(), history.undo_target(),
        history.redo_target(), len(history),
    )  # fmt: skip


@given(walks())
def test_every_state_is_reached_again_with_everything_in_it(walk: Walk):
    for state, annotation in walk.annotations.items():
        assert walk.history.at(state) == annotation
    for state, annotation in walk.annotations.items():
        walk.history.go(state)
        assert walk.history.annotation == annotation and walk.history.current == state


@same_folder
@given(walk=walks())
def test_a_journal_read_is_the_history_written(walk: Walk, tmp_path: Path):
    path = tmp_path / "a.svd"
    path.write_bytes(walk.data)
    reading = read_journal(path)
    assert facts(reading.history) == facts(walk.history)
    assert (reading.damage, reading.lines, reading.header, reading.size) == ("", walk.lines, HEADER, len(walk.data))


@same_folder
@given(walk=walks(longest=6), where=st.floats(0, 1))
def test_a_torn_last_line_is_dropped_and_nothing_else(walk: Walk, where: float, tmp_path: Path):
    header, lines = walk.data.split(b"\n", 1)
    cut = len(header) + 1 + round(where * len(lines))
    path = tmp_path / "a.svd"
    path.write_bytes(walk.data[:cut])
    reading = read_journal(path)
    # A line of which only the line feed is missing is whole.
    n_whole = sum(len(header) + 1 + len(b"".join(walk.lines[: n + 1])) - 1 <= cut for n in range(len(walk.lines)))
    assert reading.lines == walk.lines[:n_whole] and reading.damage == ""
    assert reading.size <= cut


@same_folder
@given(walk=walks(longest=6), data=st.data())
def test_a_broken_line_in_the_middle_is_reported_and_what_is_before_it_shown(
    walk: Walk, data: st.DataObject, tmp_path: Path
):
    if not walk.lines:
        return
    broken = data.draw(st.integers(0, len(walk.lines) - 1))
    bad = data.draw(st.sampled_from([b"<<<<<<< HEAD\n", b"{}\n", b"\xff\n", walk.lines[broken][:-5] + b"\n", b"\n"]))
    lines = [*walk.lines[:broken], bad, *walk.lines[broken + 1 :]]
    path = tmp_path / "a.svd"
    path.write_bytes(walk.data.split(b"\n", 1)[0] + b"\n" + b"".join(lines))
    reading = read_journal(path)
    assert reading.damage.startswith(f"a.svd, line {broken + 2}")
    assert reading.lines == walk.lines[:broken]


def test_commands_read_the_last_state_of_a_journal_and_no_damaged_one(tmp_path: Path):
    song = tmp_path / "a.mp3"
    song.write_bytes(b"sound")
    annotation_file.save(tmp_path / "a.mp3.svd.json", EMPTY)
    saved = save_corrections(song, 60.0, ((1, 2),), ((0, 3),))
    edit = Walk()
    edit.edit(EMPTY.edited((Region(5, 6),)))
    journal = annotation_file.path_for(song)
    assert annotation_file.find(song) == saved, "before an older snapshot"
    with journal.open("ab") as file:
        file.write(edit.lines[0])
    found = annotation_file.find(song)
    assert found is not None and [region.start for region in found.regions] == [1, 5]
    with journal.open("ab") as file:
        file.write(b"<<<<\n")
    with pytest.raises(FormatError, match=r"a\.mp3\.svd, line 3"):
        annotation_file.find(song)


def test_commands_read_a_journal_from_the_fallback_folder_and_none_of_another_sound(tmp_path: Path):
    song, fallback = tmp_path / "a.mp3", tmp_path / "fallback"
    song.write_bytes(b"sound")
    song.with_suffix(".lab").write_text("0 1 sing\n1 2 nosing\n")
    places = Places.of(song, content_key(song), fallback)
    fallback.mkdir()
    saved = save_corrections(song, 60.0, ((1, 2),), ((0, 3),), places.fallback)
    assert annotation_file.find(song, fallback) == saved, "before labels"
    assert annotation_file.saved(song, tmp_path / "other") is None
    song.write_bytes(b"another sound")
    assert annotation_file.saved(song, fallback) is None, "a song of the same name"
    places.own.write_bytes(places.fallback.read_bytes())
    with pytest.raises(FormatError, match=r"a\.mp3: is another sound than the one annotated in a\.mp3\.svd"):
        annotation_file.find(song, fallback)


@same_folder
@given(walk=walks(longest=5), data=st.data())
def test_no_spoilt_byte_makes_anything_but_an_error_of_ours(walk: Walk, data: st.DataObject, tmp_path: Path):
    spoilt = bytearray(walk.data)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path / "a.svd"
    path.write_bytes(bytes(spoilt))
    try:
        reading = read_journal(path)
    except FormatError as error:
        assert str(error).startswith("a.svd")  # noqa: PT017 - that there is an error is not the promise
        return
    assert reading.history.annotation == replace(reading.history.annotation), "which checks that it is valid"
    for step in reading.history.steps:
        reading.history.at(step.id)


@pytest.mark.parametrize("lost", [0, 1])
def test_an_edit_that_does_not_fit_what_comes_before_is_damage(tmp_path: Path, lost: int):
    walk = Walk()
    walk.edit(EMPTY.edited((Region(1, 2),)))
    walk.edit(EMPTY.edited((Region(1, 3),)))
    walk.edit(EMPTY.edited((Region(1, 4),)))
    lines = walk.lines
    del lines[lost]
    path = tmp_path / "a.svd"
    path.write_bytes(walk.data.split(b"\n", 1)[0] + b"\n" + b"".join(lines))
    reading = read_journal(path)
    assert f"line {lost + 2}" in reading.damage
    assert reading.history.annotation == list(walk.annotations.values())[lost]


def test_what_is_no_journal_or_of_a_later_version_is_refused(tmp_path: Path):
    path = tmp_path / "a.svd"
    path.write_bytes(Walk().data.replace(b'"version": 1', b'"version": 2', 1))
    with pytest.raises(NewerFormatError, match="update SVD Studio"):
        read_journal(path)
    for content in (b"", b"[]\n", b"0 1 sing\n", b"\x00" * 100, Walk().data[:40]):
        path.write_bytes(content)
        with pytest.raises(FormatError, match=r"a\.svd"):
            read_journal(path)


def test_a_field_of_an_edit_that_nobody_knows_is_not_passed_over(tmp_path: Path):
    walk = Walk()
    walk.edit(EMPTY.edited((Region(1, 2),)))
    path = tmp_path / "a.svd"
    path.write_bytes(walk.data.replace(b'"text"', b'"singer": "Ann", "text"'))
    assert "'singer' is unknown" in read_journal(path).damage


@given(annotations_after(EMPTY).flatmap(annotations_after), annotations_after(EMPTY))
def test_a_change_can_be_made_and_taken_back(one: SongAnnotation, other: SongAnnotation):
    change = change_between(one, other)
    draft = Draft(one)
    draft.apply(change)
    assert draft.annotation() == other
    draft.apply(change.reversed())
    assert draft.annotation() == one


def test_a_difference_names_only_what_changed():
    before = tuple(Region(k, k + 0.5) for k in range(1000))
    after = delete(before, 500)
    assert difference(before, after).removed == (before[500],) and difference(before, after).added == ()
    assert difference(after, insert(after, Region(500.1, 500.2))).added == (Region(500.1, 500.2),)


def test_undo_and_redo_take_a_series_as_one_and_a_new_edit_begins_a_branch():
    walk = Walk()
    walk.edit(EMPTY.edited((Region(1, 2),)))
    for end in (2.5, 3.0):
        walk.edit(walk.history.annotation.edited((Region(1, end),)), joined=end == 3.0)
    history = walk.history
    assert (history.undo_target(), history.redo_target()) == ("s1", None)
    history.go("s1")
    assert (history.undo_target(), history.redo_target()) == ("root", "s3")
    walk.edit(history.annotation.edited(()))
    assert (history.undo_target(), history.redo_target(), history.line()) == ("s1", None, ("root", "s1", "s4"))
    history.go("s3")
    history.go("root")
    assert history.redo_target() == "s1" and history.line() == ("root", "s1", "s2", "s3")


def two(mine: tuple[Region, ...], theirs: tuple[Region, ...]) -> SongAnnotation | None:
    base = EMPTY.edited((Region(10, 20), Region(30, 40)), surrounding=0)
    return merged(base, base.edited(mine, surrounding=0), base.edited(theirs, surrounding=0))


def test_edits_that_do_not_touch_are_merged():
    after = two((Region(10, 21), Region(30, 40)), (Region(10, 20), Region(31, 40), Region(50, 55)))
    assert after is not None
    assert [(region.start, region.end) for region in after.regions] == [(10, 21), (31, 40), (50, 55)]
    assert after.touched == ((10, 21), (30, 40), (50, 55))


@pytest.mark.parametrize(
    "theirs",
    [
        (Region(10, 22), Region(30, 40)),
        (Region(30, 40),),
        (Region(10, 20), Region(21, 25), Region(30, 40)),
        (Region(10, 20, "choir"), Region(30, 40)),
    ],
)
def test_edits_that_touch_are_left_to_people(theirs: tuple[Region, ...]):
    assert two((Region(10, 21), Region(30, 40)), theirs) is None


@given(annotations_after(EMPTY))
def test_merging_with_one_who_did_nothing_gives_the_others_state(theirs: SongAnnotation):
    assert merged(EMPTY, EMPTY, theirs) == (
        theirs if theirs.song == EMPTY.song and theirs.song_key == EMPTY.song_key else None
    )
    assert merged(EMPTY, replace(EMPTY, song="other"), theirs) is None
