"""What a training reports while it runs; each report is one JSON object of `svd train --json`, with its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from svd_core.model.metrics import Scores


@dataclass(frozen=True)
class Loading:
    """`done` of `total` recordings are read into memory; name is that of the last one."""

    kind: ClassVar[str] = "loading"
    done: int
    total: int
    name: str


@dataclass(frozen=True)
class Started:
    """The data are in memory and training begins, or resumes, at this update.

    Attributes:
        updates: gradient updates in all.
        parameters: trainable numbers in the network.
        songs, stems: labelled songs, and recordings of stems, singers and music.
        minutes: length of all of them.
        precision: "float32" or "bfloat16".
        layout: memory layout of the network, "channels-last" or "plain".
        threads: CPU threads.
    """

    kind: ClassVar[str] = "started"
    update: int
    updates: int
    parameters: int
    songs: int
    stems: int
    minutes: float
    device: str
    precision: str
    layout: str
    threads: int


@dataclass(frozen=True)
class Notice:
    """One line that the user should see: something asked for is slow, or cannot be had."""

    kind: ClassVar[str] = "notice"
    text: str


@dataclass(frozen=True)
class TrainingProgress:
    """Mean cross-entropy in nats since the last such report, and the time left at the present speed."""

    kind: ClassVar[str] = "progress"
    update: int
    updates: int
    loss: float
    seconds_left: float


@dataclass(frozen=True)
class Validated:
    """Scores on the validation songs, as fractions, at the threshold with the lowest error on them; as in `Scores`."""

    kind: ClassVar[str] = "validated"
    update: int
    error: float | None
    auroc: float | None
    threshold: float
    loss: float


@dataclass(frozen=True)
class Saved:
    """The state of the training and a usable model were written."""

    kind: ClassVar[str] = "saved"
    path: str
    update: int


@dataclass(frozen=True)
class Finished:
    """The training is done and the model written; scores are those of the last validation, None without one."""

    kind: ClassVar[str] = "finished"
    model: str
    update: int
    scores: Scores | None


Report = Loading | Started | Notice | TrainingProgress | Validated | Saved | Finished
