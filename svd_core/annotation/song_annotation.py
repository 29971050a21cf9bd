"""The annotation of one song: its regions, what a model proposed, and the time that a person has touched or checked.

Work done by hand is never lost. `touched` is the time of what a person has done: every region made, changed or removed
by hand, as it was before and as it is after. `checked` is the time in which a person vouches for the regions and for
the gaps between them; it alone is ground truth, but for regions called "?", "unsure" and the like (see `known`).
Whatever a model proposes later, nothing changes in touched or checked time, and regions set by hand or by a file stay
whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from svd_core.annotation.region_edits import changed_spans, redecided_spans
from svd_core.annotation.regions import Region, Regions, common_ends, normalised
from svd_core.annotation.spans import Spans, clipped, outside, overlaps, united, widened, with_added, without
from svd_core.annotation.vocabulary import is_singing, leaves_open
from svd_core.config import PostprocessingConfig

CHECKED_SURROUNDING = 1.0
"""Seconds on either side of what an edit by hand decides that count as checked with it, unless another value is set."""

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
    `undetected` is the time in which the model of the proposal has not looked for singing yet.
    Regions and spans lie within 0 .. duration, sorted and disjoint; ValueError otherwise.
    """

    song: str
    song_key: str
    duration: float
    regions: Regions = ()
    touched: Spans = ()
    proposal: Proposal | None = None
    checked: Spans = ()
    undetected: Spans = ()

    def __post_init__(self) -> None:
        for before, after in pairwise(self.regions):
            if after.start < before.end:
                raise ValueError(f"regions overlap: {before} and {after}")
        if self.regions and self.regions[-1].end > self.duration:
            raise ValueError(f"{self.regions[-1]} ends after the song of {self.duration} s")
        for name in ("touched", "checked", "undetected"):
            spans = getattr(self, name)
            if spans != clipped(spans, 0.0, self.duration):
                raise ValueError(f"{name} spans must be sorted and disjoint, within the song")

    @property
    def protected(self) -> Spans:
        """The time in which no model changes anything: touched or checked."""
        return united(self.touched + self.checked)

    @property
    def open_yet(self) -> Spans:
        """The time in which neither a model nor a person has looked for singing: there, no region means nothing."""
        return outside(self.undetected if self.proposal else ((0.0, self.duration),), self.checked)

    @cached_property
    def known(self) -> Spans:
        """The checked time in which it is known whether somebody sings: without regions whose labels leave it open.

        This is what trainings learn from and what is scored.
        """
        unclear = left_open(self.regions)
        return outside(self.checked, unclear) if unclear else self.checked

    @property
    def is_partly_guessed(self) -> bool:
        """Whether a model has decided some of it that nobody has checked."""
        return self.proposal is not None and bool(outside(((0.0, self.duration),), self.checked))

    def edited(self, regions: Regions, surrounding: float = CHECKED_SURROUNDING) -> SongAnnotation:
        """The annotation after an edit by hand: new regions get the source "hand", and changed time is touched.

        The parts of a region that is only split, and those joined again, keep source and confidence of the whole.

        What the edit decided, and `surrounding` seconds on either side of it, is checked; the rest of a long region
        of which only an edge was moved is not, nor surrounding time in which the model has not looked yet.
        """
        head, tail = common_ends(self.regions, regions)
        new = normalised(regions[head : len(regions) - tail], self.duration)
        if not _fits_between(self.regions, head, tail, new):
            head, tail, new = 0, 0, normalised(regions, self.duration)
        before = self.regions[head : len(self.regions) - tail]
        old = {(region.start, region.end, region.label): region for region in before}
        wholes = {_attributes(whole) for whole in _joined(before)}
        kept = tuple(
            old.get((region.start, region.end, region.label))
            or (region if _attributes(whole) in wholes else replace(region, source="hand", confidence=None))
            for whole, region in _parts_of_wholes(new)
        )
        # With their neighbours, whose edges may be theirs, too.
        lower, upper = self.regions[max(head - 1, 0) : head], self.regions[len(self.regions) - tail :][:1]
        decided = redecided_spans(lower + before + upper, lower + kept + upper)
        around = outside(widened(decided, surrounding, self.duration), outside(self.undetected, united(decided)))
        return self.with_valid(
            regions=self.regions[:head] + kept + self.regions[len(self.regions) - tail :],
            touched=with_added(self.touched, changed_spans(before, kept)),
            checked=with_added(self.checked, around),
        )

    def with_valid(self, **values: Any) -> SongAnnotation:
        """The annotation with other values known to be right; checking them all takes long in long songs."""
        result = object.__new__(SongAnnotation)
        result.__dict__.update({field.name: getattr(self, field.name) for field in fields(self)} | values)
        return result

    def marked_checked(self, spans: Iterable[tuple[float, float]]) -> SongAnnotation:
        """The annotation after a person has checked some spans; the regions stay as they are."""
        return replace(self, checked=united(self.checked + clipped(spans, 0.0, self.duration)))

    def marked_unchecked(self, spans: Iterable[tuple[float, float]]) -> SongAnnotation:
        """The annotation after a person has taken back that some spans are checked; the regions stay as they are."""
        return replace(self, checked=outside(self.checked, united(spans)))

    def proposed(self, proposal: Proposal, undetected: Spans = ()) -> SongAnnotation:
        """The annotation with a model's new proposal, which replaces older ones outside what is protected or kept.

        In `undetected` time the model has not looked for singing yet.
        Regions set by hand or by a file, and those that reach into protected time, stay as they are. The result depends
        only on them and on the last proposal, not on the proposals in between.
        """
        protected = self.protected
        kept = tuple(
            region
            for region in self.regions
            if region.source != "model" or overlaps(region.start, region.end, protected)
        )
        decided = united(protected + tuple((region.start, region.end) for region in kept))
        fresh = [piece for region in normalised(proposal.regions, self.duration) for piece in _fresh(region, decided)]
        regions = tuple(sorted((*kept, *fresh), key=lambda region: region.start))
        undetected = clipped(undetected, 0.0, self.duration)
        return replace(self, regions=regions, proposal=proposal, undetected=undetected)

    def for_song(self, song: str, song_key: str, duration: float) -> SongAnnotation:
        """The same annotation for a song that was renamed, or turned out to have another content or length.

        Decoders differ by a little, so what lies after the end is cut. A song that is over a second too short for the
        regions may be one that is still being copied: then nothing is cut, and the old duration stays.
        """
        if self.regions and self.regions[-1].end > duration + 1.0:
            duration = self.duration
        regions = normalised(self.regions, duration)
        touched, checked, undetected = (
            clipped(spans, 0.0, duration) for spans in (self.touched, self.checked, self.undetected)
        )
        return SongAnnotation(song, song_key, duration, regions, touched, self.proposal, checked, undetected)


def sung_time(regions: Regions) -> Spans:
    """The time of regions that are sung, or may be, by their labels; regions that touch are one."""
    return united((region.start, region.end) for region in regions if is_singing(region.label))


def left_open(regions: Regions) -> Spans:
    """The time of regions whose labels leave open whether somebody sings, such as "?"."""
    # Long songs have many regions and few labels.
    labels = {label for label in {region.label for region in regions} if leaves_open(label)}
    return united((region.start, region.end) for region in regions if region.label in labels) if labels else ()


def _fits_between(regions: Regions, head: int, tail: int, new: Regions) -> bool:
    """Whether new regions have room between the first `head` and the last `tail` of others."""
    low = regions[head - 1].end if head else 0.0
    high = regions[len(regions) - tail].start if tail else math.inf
    return not new or (new[0].start >= low and new[-1].end <= high)


def _attributes(region: Region) -> tuple[float, float, str, str, float | None]:
    return region.start, region.end, region.label, region.source, region.confidence


def _joined(regions: Regions) -> list[Region]:
    """The regions with those joined that touch and are equal but for their times: what was one before a split."""
    result: list[Region] = []
    for region in regions:
        last = result[-1] if result else None
        if last is not None and last.end == region.start and _attributes(last)[2:] == _attributes(region)[2:]:
            result[-1] = replace(last, end=region.end)
        else:
            result.append(region)
    return result


def _parts_of_wholes(regions: Regions) -> list[tuple[Region, Region]]:
    """Each region with the joined one that it is a part of."""
    wholes = iter(_joined(regions))
    whole = next(wholes, None)
    pairs: list[tuple[Region, Region]] = []
    for region in regions:
        while whole is not None and whole.end < region.end:
            whole = next(wholes, None)
        assert whole is not None
        pairs.append((whole, region))
    return pairs


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
