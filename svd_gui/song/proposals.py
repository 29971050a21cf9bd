"""What the model in use proposes for a song, and what that is to the annotation there is."""

from __future__ import annotations

from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.annotation.spans import Spans, outside, united
from svd_core.config import PostprocessingConfig
from svd_gui.song.detections import DetectorSettings
from svd_gui.song.document import Document
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


def left_over(annotation: SongAnnotation | None, detector: DetectorSettings | None, unknown: Spans) -> Spans:
    """Return the time without the regions of a model that goes on no more: `unknown` to it, or known since a state.

    Undo leads to states from when less was known.
    """
    before = annotation.proposal if annotation else None
    if annotation is None or before is None or detector is None or before.model_key != detector.key:
        return unknown
    return united(annotation.undetected + unknown)


def is_news(annotation: SongAnnotation, detector: DetectorSettings) -> bool:
    """Whether a model has something to propose that it has not yet."""
    before = annotation.proposal
    return completes(annotation, detector) or (before is not None and before.model_key != detector.key)


def add_or_show(
    document: Document, detector: DetectorSettings, found: Proposal, undetected: Spans, text: str, always: bool
) -> Regions:
    """Add what a model has found so far, if it only adds regions and that can be now; else return what it would add.

    `always` if the model is to propose although it has nothing new.
    """
    annotation = document.annotation
    if annotation is None or (completes(annotation, detector) and document.grow(found, text, undetected)):
        return ()
    if not (always or is_news(annotation, detector)):
        return ()
    there = set(annotation.regions)
    return tuple(region for region in annotation.proposed(found).regions if region not in there)
