"""The annotation of one song: its regions, what a model proposed, and the time that a person has touched.

Work done by hand is never lost. `touched` is the time of what a person has done: every region made, changed, approved
or removed by hand, as it was before and as it is after. Whatever a model proposes later, nothing changes in touched
time, and regions set by hand or by a file stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from svd_core.annotation.region_edits import changed_spans
from svd_core.annotation.regions import Region, Regions, normalised
from svd_core.annotation.spans import Spans, clipped, overlaps, united, without
from svd_core.config import PostprocessingConfig

# Seconds; see `_fresh`.
_SHORTEST_REMAINS, _LONGEST_REMAINS = 1.0, 5.0


@dataclass(frozen=True)
class Proposal:
    """The regions that one model proposed for a song, and the postprocessing that made them."""

    model: str
    model_key: str
    postprocessing: PostprocessingConfig
    regions: Regions


@dataclass(frozen=True)
class SongAnnotation:
    """The state of a song's annotation, as a value; edits return a new one.

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
        """The annotation after an edit by hand: new regions get the source "hand", and changed time is touched."""
        regions = normalised(regions, self.duration)
        old = {(region.start, region.end, region.label): region for region in self.regions}
        kept = tuple(
            old.get((region.start, region.end, region.label)) or replace(region, source="hand", confidence=None)
            for region in regions
        )
        touched = united(self.touched + changed_spans(self.regions, kept))
        return replace(self, regions=kept, touched=clipped(touched, 0.0, self.duration))

    def checked(self, spans: Iterable[tuple[float, float]]) -> SongAnnotation:
        """The annotation after a person has approved some spans: they are touched, the regions stay as they are."""
        return replace(self, touched=united(self.touched + clipped(spans, 0.0, self.duration)))

    def proposed(self, proposal: Proposal) -> SongAnnotation:
        """The annotation with a model's new proposal, which replaces older ones outside touched time and kept regions.

        Regions set by hand or by a file, and those that reach into touched time, stay as they are. The result depends
        only on them and on the last proposal, not on the proposals in between.
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
        """The same annotation for a song that was renamed, or turned out to have another content or length.

        Decoders differ by a little, so what lies after the end is cut. A song that is over a second too short for the
        regions may be one that is still being copied: then nothing is cut, and the old duration stays.
        """
        if self.regions and self.regions[-1].end > duration + 1.0:
            duration = self.duration
        regions, touched = normalised(self.regions, duration), clipped(self.touched, 0.0, duration)
        return SongAnnotation(song, song_key, duration, regions, touched, self.proposal)


def _fresh(region: Region, decided: Spans) -> list[Region]:
    """The pieces of a proposed region that lie in undecided time.

    A model never puts an edge exactly where a person does, so remains of the same event stick out beside a decided
    stretch. They are dropped, or they would come back next to edges and deletions made by hand: pieces shorter than
    what was cut away are, every piece under a second, and none over five seconds.
    """
    pieces = without(region.start, region.end, decided)
    cut_away = region.length - sum(end - start for start, end in pieces)
    if pieces == ((region.start, region.end),):
        return [region]
    remains = min(max(cut_away, _SHORTEST_REMAINS), _LONGEST_REMAINS)
    return [replace(region, start=start, end=end) for start, end in pieces if end - start >= remains]
