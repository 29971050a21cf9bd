"""Values of robustness tests: excerpts, conditions, variants, tests, and measurements."""

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
    """An excerpt of a recording.

    Attributes:
        samples: mono, shape (n,), float32, full scale 1.
        sung: whether a frame is sung, shape (n_frames,), bool.
        group: what recordings without singing are counted with, such as "speech".
    """

    name: str
    samples: FloatArray
    sung: BoolArray
    group: str = ""


@dataclass(frozen=True)
class StemExcerpt:
    """An excerpt of a song as stems.

    Attributes:
        voice, backing: voice and accompaniment, mono, shape (n,), float32.
        sung: whether a frame is sung, shape (n_frames,), bool.
    """

    name: str
    voice: FloatArray
    backing: FloatArray
    sung: BoolArray


@dataclass(frozen=True)
class Tone:
    """A synthetic tone: its middle frequency in Hz and its length in seconds."""

    hertz: float
    seconds: float

    @property
    def name(self) -> str:
        """The frequency in words, such as "220 Hz"."""
        return f"{self.hertz:g} Hz"


@dataclass(frozen=True)
class Axis:
    """The horizontal axis of a plot: what is varied, its unit, and whether the scale is logarithmic."""

    name: str
    title: str
    unit: str
    log: bool = False


@dataclass(frozen=True)
class Condition:
    """One condition of a test, such as a gain of -10 dB.

    Attributes:
        label: text in tables.
        value: place on the axis.
        axis: name of the `Axis` of the plot; "" for a condition that only the table shows.
        series: name of the curve, where a plot has several; otherwise "".
    """

    label: str
    value: float = 0.0
    axis: str = ""
    series: str = ""


def decibels(value: float) -> str:
    """A level as text in tables: −6 dB, 0 dB, +6 dB."""
    return f"{value:+g} dB".replace("-", "−") if value else "0 dB"


@dataclass(frozen=True)
class Variant:
    """The sound of an excerpt under one condition.

    Attributes:
        samples: mono, shape (n,), float32.
        sung: whether a frame is sung, shape (n_frames,), bool.
    """

    condition: Condition
    samples: FloatArray
    sung: BoolArray


@dataclass(frozen=True)
class RobustnessTest(Generic[PieceT]):
    """One robustness test.

    Attributes:
        name: name on the command line.
        about: what is done to the sound, in sentences, for the report.
        alarms: whether only false alarms count, because nobody sings in any of its pieces.
        variants: makes the variants of one piece, in the order of the conditions.
        n_variants: number of these variants.
        obstacle: why the test cannot be run on this machine for a model with these features; "" if it can.
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
        test: name of the test.
        interval: 95 % bootstrap interval over pieces of the error or, in tests without singing, of the false alarms;
            None for a single piece.
        pieces: number of pieces.
        sung: share of frames that are sung.
    """

    test: str
    condition: Condition
    scores: Scores
    interval: tuple[float, float] | None
    pieces: int
    sung: float

    @property
    def false_alarms(self) -> float | None:
        """Share of unsung frames that were taken for singing; None if all frames are sung."""
        return None if self.scores.specificity is None else 1 - self.scores.specificity

    @property
    def missed(self) -> float:
        """Share of all frames that are sung but were not found; the rest of the error is false alarms."""
        return 0.0 if self.scores.recall is None else self.sung * (1 - self.scores.recall)


@dataclass(frozen=True)
class FileAlarms:
    """Share of the frames of one recording without singing that were taken for singing; None without frames."""

    name: str
    group: str
    false_alarms: float | None
    seconds: float
