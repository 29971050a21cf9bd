"""An edit costs what it changes, and gives what looking at the whole song would give."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.region_edits import changed_spans, redecided_spans
from svd_core.annotation.regions import Region, Regions, normalised
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import united, widened
from tests.core.annotation.test_song_annotation import hand_edits, histories


def wholes(regions: Regions) -> list[Region]:
    """For each region the one that it makes together with all that touch it and are of the same kind."""
    runs: list[list[Region]] = []
    for region in regions:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and replace(last, start=region.start, end=region.end) == region
            and last.end == region.start
        ):
            runs[-1].append(region)
        else:
            runs.append([region])
    return [replace(run[0], end=run[-1].end) for run in runs for _ in run]


def edited_as_a_whole(before: SongAnnotation, regions: Regions) -> SongAnnotation:
    """What an edit gives where all regions are looked at, not only those that changed."""
    regions = normalised(regions, before.duration)
    old = {(region.start, region.end, region.label): region for region in before.regions}
    kept = tuple(
        old.get((region.start, region.end, region.label))
        or (region if whole in wholes(before.regions) else replace(region, source="hand", confidence=None))
        for region, whole in zip(regions, wholes(regions), strict=True)
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
