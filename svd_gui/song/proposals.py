"""What the model in use proposes for a song, and what that is to the annotation there is."""

from __future__ import annotations

from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.annotation.spans import Spans, outside
from svd_core.config import PostprocessingConfig
from svd_gui.song.detections import DetectorSettings
from svd_gui.song.posterior import Posterior


def proposal(detector: DetectorSettings, posterior: Posterior, postprocessing: PostprocessingConfig) -> Proposal:
    """Return the regions that follow from what is known of a song's probabilities."""
    return Proposal(detector.name, detector.key, postprocessing, posterior.regions(postprocessing))


def completes(annotation: SongAnnotation, detector: DetectorSettings) -> bool:
    """Whether a model looks where no model has looked before, so that it can only add regions."""
    before = annotation.proposal
    return before is None or (before.model_key == detector.key and bool(annotation.undetected))


def awaited(annotation: SongAnnotation) -> Spans:
    """Return the time in which the first regions are still to come, if the model goes on."""
    left = annotation.undetected if annotation.proposal else ((0.0, annotation.duration),)
    return outside(left, annotation.protected)


def is_news(annotation: SongAnnotation, detector: DetectorSettings) -> bool:
    """Whether a model has something to propose that it has not yet."""
    before = annotation.proposal
    return completes(annotation, detector) or (before is not None and before.model_key != detector.key)


def to_come(annotation: SongAnnotation, proposed: Proposal) -> Regions:
    """Return the regions that a proposal would add."""
    there = set(annotation.regions)
    return tuple(region for region in annotation.proposed(proposed).regions if region not in there)
