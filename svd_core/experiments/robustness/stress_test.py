"""What stress tests are made of: pieces of sound, conditions, variants, and what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.model.metrics import Scores

PieceT = TypeVar("PieceT")


@dataclass(frozen=True)
class SongExcerpt:
    """A stretch of a recording, shape (n,), full scale 1, and what is sung in it, one entry a frame.

    Attributes:
        group: where it comes from, for tables; recordings of one group are judged together where it matters.
    """

    name: str
    samples: FloatArray
    sung: BoolArray
    group: str = ""


@dataclass(frozen=True)
class StemExcerpt:
    """A stretch of a song as voice and accompaniment, both of shape (n,)."""

    name: str
    voice: FloatArray
    backing: FloatArray
    sung: BoolArray


@dataclass(frozen=True)
class Tone:
    """The middle frequency of a synthetic line, in Hz, and how long it sounds, in seconds."""

    hertz: float
    seconds: float

    @property
    def name(self) -> str:
        """As in "220 Hz"."""
        return f"{self.hertz:g} Hz"


@dataclass(frozen=True)
class Axis:
    """One plot of a test: what is varied, in which unit, and whether by factors (log) rather than by steps."""

    name: str
    title: str
    unit: str
    log: bool = False


@dataclass(frozen=True)
class Condition:
    """One circumstance under which is measured.

    Attributes:
        axis: name of the test's `Axis` it belongs to; "" if it is shown in the table only.
        value: place on that axis.
        label: as people read it in a table.
        series: which of several curves on that axis; "" where there is but one.
    """

    label: str
    value: float = 0.0
    axis: str = ""
    series: str = ""


def decibels(value: float) -> str:
    """As people read it in a table: −6 dB, 0 dB, +6 dB."""
    return f"{value:+g} dB".replace("-", "−") if value else "0 dB"


@dataclass(frozen=True)
class Variant:
    """A piece as it sounds under a condition, shape (n,), and what is sung in it, shape (n_frames,)."""

    condition: Condition
    samples: FloatArray
    sung: BoolArray


@dataclass(frozen=True)
class StressTest(Generic[PieceT]):
    """One stress test.

    Attributes:
        name: as on the command line.
        about: what is done to the sound, in whole sentences.
        alarms: whether only false alarms count, because nobody sings in any of its pieces.
        variants: the variants of one piece, in the order of the conditions.
        n_variants: how many there are.
        obstacle: why the test cannot be done on this machine for a model with such features; "" if it can.
    """

    name: str
    title: str
    about: str
    axes: tuple[Axis, ...]
    alarms: bool
    variants: Callable[[PieceT, FeatureConfig], Iterator[Variant]]
    n_variants: int
    obstacle: Callable[[FeatureConfig], str] = lambda features: ""


@dataclass(frozen=True)
class Measurement:
    """Scores under one condition, pooled over all frames of all pieces.

    Attributes:
        interval: 95 % bootstrap interval over pieces, of the error or, where nobody sings, of the false
            alarms; None for a single piece.
        pieces: how many there were.
        sung: share of the frames in which somebody sings.
    """

    test: str
    condition: Condition
    scores: Scores
    interval: tuple[float, float] | None
    pieces: int
    sung: float

    @property
    def false_alarms(self) -> float:
        """Share of the frames nobody sings in that were called singing; 0 if there are no such frames."""
        return 1 - self.scores.specificity if self.scores.frames and self.sung < 1 else 0.0

    @property
    def missed(self) -> float:
        """Share of all frames that are sung and were not called singing; the rest of the error are false alarms."""
        return self.sung * (1 - self.scores.recall)


@dataclass(frozen=True)
class FileAlarms:
    """How much of one recording without singing was called singing, as a share of its frames."""

    name: str
    group: str
    false_alarms: float
    seconds: float
