"""A song of a hundred seconds without annotation, and what a model proposes for it."""

from __future__ import annotations

from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig

DURATION = 100.0
EMPTY = SongAnnotation("song.mp3", "0f" * 32, DURATION)


def proposal(*extents: tuple[float, float], model: str = "net") -> Proposal:
    """Regions with these extents, as a model of this name proposes them."""
    regions = tuple(Region(start, end, confidence=0.75) for start, end in extents)
    return Proposal(model, "ab" * 32, PostprocessingConfig(threshold=0.4), regions)


def extents(regions: Regions) -> list[tuple[float, float]]:
    """Where regions start and end."""
    return [(region.start, region.end) for region in regions]
