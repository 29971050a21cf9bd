"""A model put through stress tests: a generator of reports, the last of which holds all that was measured.

Piece by piece, not test by test: a recording is decoded once, every test that takes it makes its variants
one after the other, and only their probabilities (70 numbers a second) are kept until all pieces are heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray, shifted_log_mels
from svd_core.config import NO_SHIFTS, StressConfig
from svd_core.experiments.robustness import recordings
from svd_core.experiments.robustness.instruments import INSTRUMENTS
from svd_core.experiments.robustness.recordings import Material
from svd_core.experiments.robustness.remarks import remarks
from svd_core.experiments.robustness.results import Results, Skipped, Subject
from svd_core.experiments.robustness.stress_test import (
    Condition,
    FileAlarms,
    Measurement,
    SongExcerpt,
    StemExcerpt,
    StressTest,
    Tone,
)
from svd_core.experiments.robustness.suite import ON_INSTRUMENTS, ON_SONGS, ON_STEMS, ON_TONES, TESTS
from svd_core.experiments.robustness.tones import TONES
from svd_core.model.inference import detect
from svd_core.model.metrics import bootstrap_interval, count, score
from svd_core.model.postprocessing import smooth

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model

PieceT = TypeVar("PieceT", SongExcerpt, StemExcerpt, Tone)


@dataclass(frozen=True)
class Progress:
    """How many variants of all have been heard, and what is being heard now."""

    done: int
    total: int
    piece: str


Report = Progress | Skipped | Measurement | FileAlarms | Results


def run(
    model: Model,
    material: Material,
    names: Sequence[str] = (),
    config: StressConfig = StressConfig(),
    shifts: tuple[float, ...] = NO_SHIFTS,
) -> Iterator[Report]:
    """Do the tests of these names (all, if none is named); what was measured comes whenever a kind of piece is through.

    The model hears everything at each of the pitch shifts, and its probabilities are averaged.
    Raises AudioError or DataError for a recording that cannot be used.
    """
    examiner = _StressRun(model, material.chosen(config), names, config, shifts)
    yield from examiner.skipped
    yield from examiner.work()
    yield examiner.results()


@dataclass
class _Heard:
    """Under one condition: the pieces, their smoothed probabilities and what is sung, both of shape (n_frames,)."""

    pieces: list[str]
    probabilities: list[FloatArray]
    targets: list[BoolArray]


class _StressRun:
    """One model, the recordings it is tested on, and what has been measured so far."""

    def __init__(
        self,
        model: Model,
        material: Material,
        names: Sequence[str],
        config: StressConfig,
        shifts: tuple[float, ...],
    ) -> None:
        self._model, self._material, self._config, self._shifts = model, material, config, shifts
        wanted = [test for test in TESTS if not names or test.name in names]
        obstacles = {test.name: test.obstacle(model.features) for test in wanted}
        self.skipped = tuple(Skipped(name, reason) for name, reason in obstacles.items() if reason)
        self._names = tuple(name for name, reason in obstacles.items() if not reason)
        self._done = 0
        self._total = 0
        self._measured: list[Measurement] = []
        self._files: list[FileAlarms] = []

    def work(self) -> Iterator[Progress | Measurement | FileAlarms]:
        """Hear every kind of piece, the ones that take least time first."""
        features, config, material = self._model.features, self._config, self._material
        tones, instruments = self._wanted(ON_TONES), self._wanted(ON_INSTRUMENTS)
        songs, stems = self._wanted(ON_SONGS), self._wanted(ON_STEMS)
        n_songs, n_stems, n_instruments = recordings.numbers(material)
        self._total = len(TONES) * _variants(tones) + n_instruments * _variants(instruments)
        self._total += n_songs * _variants(songs) + n_stems * _variants(stems)
        if tones:
            yield from self._hear(tones, TONES)
        if instruments:
            yield from self._hear(instruments, recordings.instruments(material, config, features))
        if songs:
            yield from self._hear(songs, recordings.songs(material, config, features))
        if stems:
            yield from self._hear(stems, recordings.stems(material, config, features))

    def results(self) -> Results:
        """All that was measured."""
        model = self._model
        postprocessing = model.postprocessing
        subject = Subject(model.name, model.key, postprocessing.threshold, postprocessing.median_frames, self._shifts)
        order = [test.name for test in TESTS]
        measured = sorted(self._measured, key=lambda one: order.index(one.test))
        said = tuple(remarks(model.metadata, self._material, self._names))
        return Results(subject, self._config, tuple(measured), tuple(self._files), self.skipped, said)

    def _wanted(self, tests: Iterable[StressTest[PieceT]]) -> list[StressTest[PieceT]]:
        return [test for test in tests if test.name in self._names]

    def _hear(
        self, tests: Sequence[StressTest[PieceT]], pieces: Iterable[PieceT]
    ) -> Iterator[Progress | Measurement | FileAlarms]:
        """Every test on every piece, and in the end their scores."""
        heard: dict[tuple[str, Condition], _Heard] = {}
        for piece in pieces:
            for test in tests:
                for variant in test.variants(piece, self._model.features):
                    yield Progress(self._done, self._total, piece.name)
                    entry = heard.setdefault((test.name, variant.condition), _Heard([], [], []))
                    entry.pieces.append(piece.name)
                    entry.probabilities.append(self._listen(variant.samples))
                    entry.targets.append(variant.sung)
                    self._done += 1
        yield Progress(self._done, self._total, "")
        for (name, condition), entry in heard.items():
            if name == INSTRUMENTS.name:
                yield from self._one_by_one(condition, entry)
            self._measured.append(self._scored(name, condition, entry))
            yield self._measured[-1]

    def _listen(self, samples: FloatArray) -> FloatArray:
        """Smoothed probabilities of samples, shape (n_frames,)."""
        probabilities = detect(self._model, shifted_log_mels(samples, self._shifts, self._model.features))
        return smooth(probabilities, self._model.postprocessing.median_frames)

    def _one_by_one(self, condition: Condition, heard: _Heard) -> Iterator[FileAlarms]:
        """Every recording without singing by itself."""
        threshold, frame_rate = self._model.postprocessing.threshold, self._model.features.frame_rate
        for name, probabilities in zip(heard.pieces, heard.probabilities, strict=True):
            called = float(np.mean(probabilities > threshold)) if len(probabilities) else 0.0
            self._files.append(FileAlarms(name, condition.label, called, len(probabilities) / frame_rate))
            yield self._files[-1]

    def _scored(self, name: str, condition: Condition, heard: _Heard) -> Measurement:
        """Scores at the model's own threshold, and how far to trust them."""
        threshold = self._model.postprocessing.threshold
        scores = score(heard.probabilities, heard.targets, threshold)
        pairs = zip(heard.probabilities, heard.targets, strict=True)
        counts = [count(probabilities, targets, threshold) for probabilities, targets in pairs]
        # Where nobody sings the error is the share of false alarms.
        interval = bootstrap_interval(counts, "error") if len(counts) > 1 else None
        sung = sum(int(targets.sum()) for targets in heard.targets) / max(scores.frames, 1)
        return Measurement(name, condition, scores, interval, len(counts), sung)


def _variants(tests: Sequence[StressTest[PieceT]]) -> int:
    """How many variants these tests make of one piece."""
    return sum(test.n_variants for test in tests)
