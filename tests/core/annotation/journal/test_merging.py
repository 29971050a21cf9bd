"""Merging: only what a person has looked at may become ground truth by it."""

from __future__ import annotations

from svd_core.annotation.journal.merging import merged
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig


def proposal(model: str, *extents: tuple[float, float]) -> Proposal:
    regions = tuple(Region(start, end, confidence=0.9) for start, end in extents)
    return Proposal(model, model, PostprocessingConfig(), regions)


BASE = SongAnnotation("a.mp3", "ab" * 32, 100.0).proposed(proposal("A", (10, 20), (70, 80)))


def test_regions_that_a_model_changed_are_not_checked_by_a_mark_made_on_others():
    mine = BASE.marked_checked([(0, 60)])
    theirs = BASE.proposed(proposal("B", (12, 30), (70, 80)))
    assert merged(BASE, mine, theirs) is None and merged(BASE, theirs, mine) is None


def test_nor_does_a_mark_that_was_taken_back_go_together_with_changed_regions():
    base = BASE.marked_checked([(0, 60)])
    mine, theirs = base.marked_unchecked([(5, 25)]), base.edited((Region(10, 21, source="hand"), *base.regions[1:]))
    assert merged(base, mine, theirs) is None and merged(base, theirs, mine) is None


def test_a_mark_and_changed_regions_beside_it_are_merged():
    mine = BASE.marked_checked([(0, 60)])
    theirs = BASE.proposed(proposal("B", (10, 20), (60, 80)))
    for after in (merged(BASE, mine, theirs), merged(BASE, theirs, mine)):
        assert after is not None
        assert after.regions == theirs.regions and after.checked == ((0, 60),)


def test_marks_of_both_are_united():
    after = merged(BASE, BASE.marked_checked([(0, 40)]), BASE.marked_checked([(30, 60)]))
    assert after is not None and after.checked == ((0, 60),)
