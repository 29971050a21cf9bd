"""Checked time that nobody has changed belongs to the model whose proposal stood there when it was checked."""

from __future__ import annotations

from svd_core.annotation.journal.accepted import Accepted, accepted_proposals
from svd_core.annotation.journal.changes import change_between
from svd_core.annotation.journal.history import History, Step, new_id
from svd_core.annotation.region_edits import insert
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig


def proposal(key: str) -> Proposal:
    return Proposal("model", key, PostprocessingConfig(), (Region(10.0, 20.0, confidence=0.9),))


def history(*states: SongAnnotation) -> History:
    made = History(states[0], "root")
    for after in states[1:]:
        made.add(Step(new_id(), made.current, "", "", "", change_between(made.annotation, after)))
    return made


def accepted(made: History) -> Accepted:
    return accepted_proposals(made.root, made.way, made.annotation)


START = SongAnnotation("song.mp3", "0f", 60.0).proposed(proposal("a"))
CHECKED = START.marked_checked([(5.0, 15.0)]).marked_checked([(15.0, 25.0)])


def test_time_that_is_checked_as_proposed_is_accepted() -> None:
    assert accepted(history(START)) == ()
    assert accepted(history(START, START.marked_checked([(5.0, 15.0)]), CHECKED)) == (("a", ((5.0, 25.0),)),)
    assert accepted(history(CHECKED)) == (("a", ((5.0, 25.0),)),), "also where older edits are summed up"


def test_what_is_taken_back_or_changed_by_hand_is_not() -> None:
    without = CHECKED.marked_unchecked([(8.0, 9.0)])
    edited = without.edited(insert(without.regions, Region(22.0, 24.0, source="hand"), 60.0), surrounding=0.0)
    assert accepted(history(START, CHECKED, without, edited)) == (("a", ((5.0, 8.0), (9.0, 22.0), (24.0, 25.0))),)
    made = history(START, CHECKED)
    made.go("root")
    assert accepted(made) == ()


def test_a_later_proposal_of_another_model_takes_nothing_over() -> None:
    other = CHECKED.proposed(proposal("b"))
    again = other.marked_checked([(20.0, 30.0)])
    assert accepted(history(START, CHECKED, other, again)) == (("a", ((5.0, 25.0),)), ("b", ((25.0, 30.0),)))


def test_without_a_proposal_and_where_a_label_leaves_it_open_nothing_is() -> None:
    blank = SongAnnotation("song.mp3", "0f", 60.0)
    assert accepted(history(blank, blank.marked_checked([(5.0, 15.0)]))) == ()
    unclear = CHECKED.with_valid(regions=(Region(10.0, 20.0, "?"),))
    assert accepted(history(START, unclear)) == (("a", ((5.0, 10.0), (20.0, 25.0))),)


def test_time_that_was_checked_before_the_model_had_looked_there_is_not() -> None:
    begun = SongAnnotation("song.mp3", "0f", 60.0).proposed(proposal("a"), ((30.0, 60.0),))
    checked = begun.marked_checked([(20.0, 40.0)])
    whole = checked.proposed(proposal("a"))
    assert accepted(history(begun, checked)) == accepted(history(begun, checked, whole)) == (("a", ((20.0, 30.0),)),)
    assert accepted(history(begun, checked, whole, whole.marked_checked([(20.0, 50.0)])))[0][1][-1] == (40.0, 50.0)
