"""What was detected in one song, as labels, as a report and as a sentence: the same on one machine and on many."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.annotation.formats.registry import format_named
from svd_core.annotation.formats.svd_json import region_objects
from svd_core.annotation.label_export import documents
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray
from svd_core.cli.execution.probabilities import SongProbabilities, averaging_facts
from svd_core.config import PostprocessingConfig, to_json
from svd_core.model.detection_cache import detector_key
from svd_core.model.doubt import doubt, is_doubtful
from svd_core.model.postprocessing import regions_from_probabilities, smooth
from svd_core.model.rules import levels

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model


@dataclass(frozen=True)
class Detector:
    """What detects, how, and the format that labels are written in.

    Attributes:
        model: with the postprocessing that was asked for.
        shifts: pitch factors averaged over.
        label_format: a key of `choices.OUTPUT_SUFFIXES`.
    """

    model: Model
    shifts: tuple[float, ...]
    label_format: str

    @property
    def postprocessing(self) -> PostprocessingConfig:
        """How probabilities become regions."""
        return self.model.postprocessing

    def key(self, own_temperature: float) -> str:
        """What identifies the detector; own_temperature: that in the model's file."""
        temperature = self.postprocessing.temperature
        return detector_key(self.model.key, self.shifts, None if temperature == own_temperature else temperature)


@dataclass(frozen=True)
class DetectedSong:
    """What was found in a song; `smoothed` are its probabilities after the median, of shape (n_frames,), float32."""

    predicted: SongProbabilities
    smoothed: FloatArray
    regions: Regions


def detected_song(predicted: SongProbabilities, postprocessing: PostprocessingConfig) -> DetectedSong:
    """The regions of a song."""
    smoothed = smooth(predicted.probabilities, postprocessing.median_frames)
    return DetectedSong(predicted, smoothed, regions_from_probabilities(smoothed, predicted.grid, postprocessing))


def label_text(song: Path, found: DetectedSong, detector: Detector, indent: int | None = 1) -> str:
    """The labels of a song in the detector's format; indent: of JSON, None for one line."""
    duration = found.predicted.duration
    if detector.label_format != "json":
        return documents(song, format_named(detector.label_format), found.regions, duration).content.decode()
    document = {
        "song": song.name,
        "duration": round(duration, 3),
        "model": detector.model.name,
        "model_key": detector.model.key,
        "detection": averaging_facts(detector.model, detector.shifts),
        "decision": to_json(detector.postprocessing),  # An older name in files, which programs read.
        "regions": _region_objects(found.regions),
    }
    return json.dumps(document, indent=indent) + "\n"


def facts(found: DetectedSong, postprocessing: PostprocessingConfig) -> dict[str, Any]:
    """What is reported of a song, besides its name and its files."""
    level, share = levels(found.smoothed, postprocessing), doubt(found.smoothed, postprocessing)
    return {
        "duration": round(found.predicted.duration, 3),
        "warnings": found.predicted.warnings,
        "threshold": level.enter,
        "leave_threshold": level.leave,
        "doubt": share,
        "doubtful": is_doubtful(share),
        "regions": _region_objects(found.regions),
    }


def sentence(place: object, facts: dict[str, Any]) -> str:
    """What was found, by `facts`, in words; place: the label file, or the song."""
    regions, share = facts["regions"], facts["doubt"]
    sung = sum(region["end"] - region["start"] for region in regions)
    count = f"{len(regions)} region" + ("" if len(regions) == 1 else "s")
    unsure = f"; unsure in {100 * share:.0f} % of it" if facts["doubtful"] else ""
    return f"{place}: {count}, singing {clock(sung)} of {clock(facts['duration'])}{unsure}"


def _region_objects(regions: Regions) -> list[dict[str, Any]]:
    """Regions as JSON objects, without their source, which is the model."""
    return [{name: value for name, value in each.items() if name != "source"} for each in region_objects(regions)]
