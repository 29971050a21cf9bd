"""What a training is asked for, and what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from svd_core.config import NO_SHIFTS, FeatureConfig, PostprocessingConfig, Preset
from svd_core.model.metrics import Scores


def state_path(model: Path) -> Path:
    """Where the state of the training that makes this model is kept."""
    return model.with_suffix(".training")


@dataclass(frozen=True)
class TrainingPlan:
    """All that decides what a training gives.

    Attributes:
        holdout: names of songs that are neither learned from nor validated on.
        validation: names of songs kept from learning, for the threshold and the reports.
        teacher: a model file whose answers to the unlabelled songs are learned, averaged over pitch shifts.
        start_from: a model file whose weights are the starting point; it also decides the network.
        resident: whether to draw batches and to keep the schedule on the device even if it is no graphics card.
        story: what the finished model's card shall say besides what is known here.
    """

    data: tuple[Path, ...]
    out: Path
    preset: Preset
    preset_name: str = ""
    features: FeatureConfig = FeatureConfig()
    postprocessing: PostprocessingConfig = PostprocessingConfig()
    holdout: frozenset[str] = frozenset()
    validation: frozenset[str] = frozenset()
    teacher: Path | None = None
    teacher_shifts: tuple[float, ...] = NO_SHIFTS
    unlabelled: tuple[Path, ...] = ()
    start_from: Path | None = None
    resume: bool = False
    device: str = "auto"
    resident: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Loading:
    """Reading the data into memory."""

    kind: ClassVar[str] = "loading"
    done: int
    total: int
    name: str


@dataclass(frozen=True)
class Started:
    """The data are in memory, learning begins (or goes on) at this update."""

    kind: ClassVar[str] = "started"
    update: int
    updates: int
    parameters: int
    songs: int
    stems: int
    minutes: float
    device: str


@dataclass(frozen=True)
class Progress:
    """Mean loss (cross-entropy in nats) since the last such report."""

    kind: ClassVar[str] = "progress"
    update: int
    updates: int
    loss: float
    seconds_left: float


@dataclass(frozen=True)
class Validated:
    """Scores on the validation songs, as fractions, at the threshold that suits them best."""

    kind: ClassVar[str] = "validated"
    update: int
    error: float
    auroc: float
    threshold: float
    loss: float


@dataclass(frozen=True)
class Saved:
    """The state of the training and a usable model are on disk."""

    kind: ClassVar[str] = "saved"
    path: str
    update: int


@dataclass(frozen=True)
class Finished:
    """The model is written; scores are those of the last validation."""

    kind: ClassVar[str] = "finished"
    model: str
    update: int
    scores: Scores | None


Report = Loading | Started | Progress | Validated | Saved | Finished
