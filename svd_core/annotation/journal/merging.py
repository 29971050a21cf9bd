"""Merging two annotations that grew out of the same one, where the edits do not touch each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from svd_core.annotation.journal.changes import SPAN_FIELDS, Change, Draft, change_between
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import Spans, inside, united, without


def merged(base: SongAnnotation, mine: SongAnnotation, theirs: SongAnnotation) -> SongAnnotation | None:
    """Their annotation with my edits since `base`; None where both changed the same stretch, or the sound's length.

    Regions that touch each other count as the same stretch. Nor may one have changed regions where the other has
    changed what is checked: nobody has checked those regions. Where both have another proposal, theirs stays.
    """
    my_change, their_change = change_between(base, mine), change_between(base, theirs)
    if my_change.sound or their_change.sound:
        return None
    my_time, their_time = _changed_time(my_change), _changed_time(their_change)
    if _meet(my_time, their_time):
        return None
    if inside(_newly_judged(base, mine), their_time) or inside(_newly_judged(base, theirs), my_time):
        return None
    draft = Draft(theirs)
    proposal = None if their_change.proposal else my_change.proposal
    try:
        draft.apply(Change(my_change.regions, proposal=proposal))
    except ValueError:
        return None
    spans: dict[str, Any] = {
        name: _merged_spans(getattr(base, name), getattr(mine, name), getattr(theirs, name)) for name in SPAN_FIELDS
    }
    return replace(draft.annotation(), **spans)


def _merged_spans(base: Spans, mine: Spans, theirs: Spans) -> Spans:
    added, removed = _minus(mine, base), _minus(base, mine)
    return _minus(united(theirs + added), removed)


def _minus(spans: Spans, holes: Spans) -> Spans:
    return united(piece for start, end in spans for piece in without(start, end, holes))


def _changed_time(change: Change) -> Spans:
    return united((region.start, region.end) for region in change.regions.removed + change.regions.added)


def _newly_judged(base: SongAnnotation, after: SongAnnotation) -> Spans:
    """The time that became checked, or no longer is."""
    return united(_minus(after.checked, base.checked) + _minus(base.checked, after.checked))


def _meet(one: Spans, other: Spans) -> bool:
    """Whether any two spans overlap or touch."""
    return any(start <= high and low <= end for start, end in one for low, high in other)
