"""What of one song's annotation gets lost in a file of a label format: only what there is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svd_core.annotation.formats.label_format import Aspect, LabelFormat, Loss
from svd_core.annotation.regions import SING
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_core.annotation.vocabulary import is_singing, leaves_open

_ROUNDING = 1e-4
"""Of a format's step, within which a time counts as one that it can hold."""

_HOLDS: Mapping[Aspect, Callable[[SongAnnotation], bool]] = {
    "labels": lambda song: any(region.label != SING for region in song.regions),
    "unsung": lambda song: any(not is_singing(each.label) or leaves_open(each.label) for each in song.regions),
    "sources": lambda song: bool(song.regions),
    "confidences": lambda song: any(region.confidence is not None for region in song.regions),
    "proposal": lambda song: song.proposal is not None,
    "checked": lambda song: total(song.known) < song.duration,
    "touched": lambda song: bool(song.touched),
}


def losses(file_format: LabelFormat, song: SongAnnotation) -> tuple[Loss, ...]:
    """What the format cannot hold of what is in the annotation."""
    return tuple(loss for loss in file_format.loses if _is_lost(loss.aspect, file_format, song))


def _is_lost(aspect: Aspect, file_format: LabelFormat, song: SongAnnotation) -> bool:
    if aspect == "precision":
        edges = (edge for region in song.regions for edge in (region.start, region.end))
        return any(not _is_held(edge / file_format.resolution) for edge in edges)
    return aspect not in _HOLDS or _HOLDS[aspect](song)


def _is_held(steps: float) -> bool:
    return abs(steps - round(steps)) <= _ROUNDING
