"""What an edit changed in an annotation, as values that can be applied, taken back and written to a file.

Regions and spans are sorted tuples of disjoint stretches. A difference between two of them names only the stretches
that one of them has, so that an edit costs what it changes, not what the song holds.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from svd_core.annotation.region_edits import redecided_spans
from svd_core.annotation.regions import Region, common_ends
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.annotation.spans import Spans, outside
from svd_core.config import PostprocessingConfig

Stretch = TypeVar("Stretch", Region, tuple[float, float])

SPAN_FIELDS = tuple(field.name for field in fields(SongAnnotation) if field.type == "Spans")
"""The fields of an annotation that hold spans, such as touched time."""


@dataclass(frozen=True)
class Difference(Generic[Stretch]):
    """The stretches that only the state before has, and those that only the state after has; both sorted."""

    removed: tuple[Stretch, ...] = ()
    added: tuple[Stretch, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def reversed(self) -> Difference[Stretch]:
        """The difference that takes this one back."""
        return Difference(self.added, self.removed)


@dataclass(frozen=True)
class Origin:
    """Where a proposal comes from: a model, and the postprocessing of its probabilities."""

    model: str
    model_key: str
    postprocessing: PostprocessingConfig


@dataclass(frozen=True)
class ProposalChange:
    """Another proposal of a model: its origin before and after (None: no proposal), and the difference in regions."""

    before: Origin | None
    after: Origin | None
    regions: Difference[Region]


@dataclass(frozen=True)
class SongIdentity:
    """The sound that an annotation belongs to: file name, SHA-256 of the content, and seconds."""

    song: str
    song_key: str
    duration: float


@dataclass(frozen=True)
class Change:
    """The difference between two annotations; a part that did not change is empty or None.

    `spans` names the fields of `SPAN_FIELDS` that changed; `sound` is the sound before and after.
    """

    regions: Difference[Region] = Difference()
    spans: tuple[tuple[str, Difference[tuple[float, float]]], ...] = ()
    proposal: ProposalChange | None = None
    sound: tuple[SongIdentity, SongIdentity] | None = None

    @property
    def extent(self) -> tuple[float, float] | None:
        """Start and end (s) of the time in which this changes something to be seen; None where that is nowhere.

        Of a region of which one edge was moved, that is the stretch that the edge passed over.
        """
        places = redecided_spans(self.regions.removed, self.regions.added)
        if not places:
            checked = [difference for name, difference in self.spans if name == "checked"]
            either = (outside(found.removed, found.added) + outside(found.added, found.removed) for found in checked)
            places = tuple(sorted(span for spans in either for span in spans))
        return (places[0][0], max(end for _, end in places)) if places else None

    def reversed(self) -> Change:
        """The change that takes this one back."""
        proposal, sound = self.proposal, self.sound
        return Change(
            self.regions.reversed(),
            tuple((name, difference.reversed()) for name, difference in self.spans),
            ProposalChange(proposal.after, proposal.before, proposal.regions.reversed()) if proposal else None,
            (sound[1], sound[0]) if sound else None,
        )


def change_between(before: SongAnnotation, after: SongAnnotation) -> Change:
    """What has to be changed in one annotation to get the other."""
    spans = ((name, difference(getattr(before, name), getattr(after, name))) for name in SPAN_FIELDS)
    sounds = sound_of(before), sound_of(after)
    proposal = None
    if after.proposal != before.proposal:
        proposal = ProposalChange(
            _origin(before.proposal),
            _origin(after.proposal),
            difference(_proposed(before.proposal), _proposed(after.proposal)),
        )
    return Change(
        difference(before.regions, after.regions),
        tuple((name, found) for name, found in spans if found),
        proposal,
        sounds if sounds[0] != sounds[1] else None,
    )


def sound_of(annotation: SongAnnotation) -> SongIdentity:
    """The sound that an annotation belongs to."""
    return SongIdentity(annotation.song, annotation.song_key, annotation.duration)


def difference(before: tuple[Stretch, ...], after: tuple[Stretch, ...]) -> Difference[Stretch]:
    """The difference between two sorted tuples of disjoint stretches."""
    if before is after:
        return Difference()
    head, tail = common_ends(before, after)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    old_values, new_values = set(old), set(new)
    return Difference(
        tuple(item for item in old if item not in new_values), tuple(item for item in new if item not in old_values)
    )


class Draft:
    """An annotation that can be changed in place, for walking over many changes in little time."""

    def __init__(self, annotation: SongAnnotation) -> None:
        self._start = annotation
        self._regions = list(annotation.regions)
        self._spans = {name: list(getattr(annotation, name)) for name in SPAN_FIELDS}
        self._proposal = annotation.proposal
        self._sound = sound_of(annotation)

    def apply(self, change: Change) -> None:
        """Change everything that a change names. Raises ValueError where it does not fit this annotation.

        After an error the draft may hold a part of the change.
        """
        if change.sound:
            if change.sound[0] != self._sound:
                raise ValueError(f"it is for {change.sound[0].song} of {change.sound[0].duration:g} s")
            self._sound = change.sound[1]
        _patch(self._regions, change.regions)
        for name, found in change.spans:
            if name not in self._spans:
                raise ValueError(f"{name} is nothing that an annotation has")
            _patch(self._spans[name], found, may_touch=False)
        if change.proposal:
            if _origin(self._proposal) != change.proposal.before:
                raise ValueError("it changes a proposal that is not there")
            regions = list(_proposed(self._proposal))
            _patch(regions, change.proposal.regions)
            after = change.proposal.after
            self._proposal = (
                Proposal(after.model, after.model_key, after.postprocessing, tuple(regions)) if after else None
            )
        for items in (self._regions, *self._spans.values()):
            if items and _end(items[-1]) > self._sound.duration:
                raise ValueError(f"it reaches beyond the end of the song at {self._sound.duration:g} s")

    def annotation(self) -> SongAnnotation:
        """The annotation as it is now."""
        sound = self._sound
        spans: dict[str, Spans] = {name: tuple(stretches) for name, stretches in self._spans.items()}
        values = {"song": sound.song, "song_key": sound.song_key, "duration": sound.duration}
        # Every change was checked when it was applied, and checking all of a long song would hold up an undo.
        return self._start.with_valid(**values, regions=tuple(self._regions), proposal=self._proposal, **spans)


def _patch(items: list[Stretch], change: Difference[Stretch], may_touch: bool = True) -> None:
    """Remove and insert items in a sorted list; ValueError if one is not there, or has no room."""
    for item in change.removed:
        index = bisect_left(items, _start(item), key=_start)
        if index == len(items) or items[index] != item:
            raise ValueError(f"there is nothing at {_start(item):g} s that could be removed")
        del items[index]
    for item in change.added:
        index = bisect_left(items, _start(item), key=_start)
        before = _end(items[index - 1]) if index > 0 else -1.0
        after = _start(items[index]) if index < len(items) else math.inf
        touches = before == _start(item) or after == _end(item)
        if before > _start(item) or after < _end(item) or (touches and not may_touch):
            raise ValueError(f"there is no room at {_start(item):g} s")
        items.insert(index, item)


def _start(item: Region | Sequence[float]) -> float:
    return item.start if isinstance(item, Region) else item[0]


def _end(item: Region | Sequence[float]) -> float:
    return item.end if isinstance(item, Region) else item[1]


def _origin(proposal: Proposal | None) -> Origin | None:
    return Origin(proposal.model, proposal.model_key, proposal.postprocessing) if proposal else None


def _proposed(proposal: Proposal | None) -> tuple[Region, ...]:
    return proposal.regions if proposal else ()
