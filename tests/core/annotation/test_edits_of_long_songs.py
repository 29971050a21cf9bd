"""An edit costs what it changes, and gives what looking at the whole song would give."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.region_edits import changed_spans, redecided_spans
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import united, widened
from tests.core.annotation.test_song_annotation import hand_edits, histories


def edited_as_a_whole(before: SongAnnotation, regions: Regions) -> SongAnnotation:
    """What an edit gives where all regions are looked at, not only those that changed."""
    regions = normalised(regions, before.duration)
    old = {(region.start, region.end, region.label): region for region in before.regions}
    kept = tuple(
        old.get((region.start, region.end, region.label)) or replace(region, source="hand", confidence=None)
        for region in regions
    )
    touched = united(before.touched + changed_spans(before.regions, kept))
    checked = united(before.checked + widened(redecided_spans(before.regions, kept), 1.0, before.duration))
    return replace(before, regions=kept, touched=touched, checked=checked)


@given(histories(), histories(), st.data())
def test_an_edit_looks_only_at_what_changed_and_gives_the_same(
    before: SongAnnotation, other: SongAnnotation, data: st.DataObject
) -> None:
    after = data.draw(hand_edits(before))
    some = data.draw(st.lists(st.sampled_from(other.regions), max_size=3)) if other.regions else []
    for regions in (after.regions, other.regions, (*before.regions, *some), (*some, *before.regions[1:])):
        edited = before.edited(regions)
        assert edited == edited_as_a_whole(before, regions)
        assert edited == replace(edited), "which checks that it is valid"
