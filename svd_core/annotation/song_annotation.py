"""The annotation of one song: its regions, what a model proposed, and what a hand has decided.

The promise is that a hand's work is never lost. `touched` is the time a hand has decided: every region it
made, changed or removed, as it was before and as it is after. Whatever a model proposes later, in touched
time nothing changes, and regions set by a hand or a file stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from svd_core.annotation.region_edits import changed_spans
from svd_core.annotation.regions import Region, Regions, normalised
from svd_core.annotation.spans import Spans, clipped, overlaps, united, without
from svd_core.config import PostprocessingConfig

# Seconds: see `_fresh`.
_SHORTEST_OUTSKIRTS, _LONGEST_OUTSKIRTS = 1.0, 5.0


@dataclass(frozen=True)
class Proposal:
    """What one model said about a song under one decision."""

    model: str
    model_key: str
    postprocessing: PostprocessingConfig
    regions: Regions


@dataclass(frozen=True)
class SongAnnotation:
    """The state of one song's annotation.

    `song` is the audio file's name, `song_key` the SHA-256 of its content, `duration` its seconds.
    Regions and touched spans lie within 0 .. duration, sorted and disjoint; ValueError otherwise.
    """

    song: str
    song_key: str
    duration: float
    regions: Regions = ()
    touched: Spans = ()
    proposal: Proposal | None = None

    def __post_init__(self) -> None:
        for before, after in pairwise(self.regions):
            if after.start < before.end:
                raise ValueError(f"regions overlap: {before} and {after}")
        if self.regions and self.regions[-1].end > self.duration:
            raise ValueError(f"{self.regions[-1]} ends after the song of {self.duration} s")
        if self.touched != clipped(self.touched, 0.0, self.duration):
            raise ValueError("touched spans must be sorted and disjoint, within the song")

    def edited(self, regions: Regions) -> SongAnnotation:
        """After a hand's edit: what is new becomes the hand's, and what it was or became counts as touched."""
        regions = normalised(regions, self.duration)
        old = {(region.start, region.end, region.label): region for region in self.regions}
        kept = tuple(
            old.get((region.start, region.end, region.label)) or replace(region, source="hand", confidence=None)
            for region in regions
        )
        touched = united(self.touched + changed_spans(self.regions, kept))
        return replace(self, regions=kept, touched=clipped(touched, 0.0, self.duration))

    def checked(self, spans: Iterable[tuple[float, float]]) -> SongAnnotation:
        """After a hand has found all right in some spans: they are touched, the regions stay as they are."""
        return replace(self, touched=united(self.touched + clipped(spans, 0.0, self.duration)))

    def proposed(self, proposal: Proposal) -> SongAnnotation:
        """After a model has spoken: its regions replace older proposals wherever no hand has decided.

        Regions of a hand or a file, and those that reach into touched time, stay as they are. The result
        depends only on them and on the last proposal, not on the proposals between.
        """
        kept = tuple(
            region
            for region in self.regions
            if region.source != "model" or overlaps(region.start, region.end, self.touched)
        )
        decided = united(self.touched + tuple((region.start, region.end) for region in kept))
        fresh = [piece for region in normalised(proposal.regions, self.duration) for piece in _fresh(region, decided)]
        regions = tuple(sorted((*kept, *fresh), key=lambda region: region.start))
        return replace(self, regions=regions, proposal=proposal)

    def for_song(self, song: str, song_key: str, duration: float) -> SongAnnotation:
        """The same work for a song that was renamed, or found to have another content or length.

        Decoders disagree by a little, and what lies past the end is cut; but a song that is over a second
        too short for the work, perhaps one still being copied, does not cost the work: its duration stays.
        """
        if self.regions and self.regions[-1].end > duration + 1.0:
            duration = self.duration
        regions, touched = normalised(self.regions, duration), clipped(self.touched, 0.0, duration)
        return SongAnnotation(song, song_key, duration, regions, touched, self.proposal)


def _fresh(region: Region, decided: Spans) -> list[Region]:
    """The pieces of a proposed region that lie in undecided time.

    A model never puts an edge exactly where a hand does, so beside a decided stretch bits of the same event
    stick out. They are dropped, or they would creep back over edges and deletions made by hand: pieces
    shorter than what was cut away, though every piece under a second and none over five.
    """
    pieces = without(region.start, region.end, decided)
    cut_away = region.length - sum(end - start for start, end in pieces)
    if pieces == ((region.start, region.end),):
        return [region]
    outskirts = min(max(cut_away, _SHORTEST_OUTSKIRTS), _LONGEST_OUTSKIRTS)
    return [replace(region, start=start, end=end) for start, end in pieces if end - start >= outskirts]
