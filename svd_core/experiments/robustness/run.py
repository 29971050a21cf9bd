"""Runs robustness tests on a model: a generator of reports, the last of which is the `Results`.

The order is piece by piece, not test by test: each recording is decoded once, and all tests that use it make their
variants of it. Of a variant only the probabilities are kept, 70 numbers a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray, FrameGrid, shifted_log_mels
from svd_core.config import NO_SHIFTS, RobustnessConfig
from svd_core.experiments.robustness import recordings
from svd_core.experiments.robustness.instruments import INSTRUMENTS
from svd_core.experiments.robustness.recordings import Material
from svd_core.experiments.robustness.remarks import remarks
from svd_core.experiments.robustness.results import Results, Skipped, Subject
from svd_core.experiments.robustness.robustness_test import (
    Condition,
    FileAlarms,
    Measurement,
    RobustnessTest,
    SongExcerpt,
    StemExcerpt,
    Tone,
)
from svd_core.experiments.robustness.suite import ON_INSTRUMENTS, ON_SONGS, ON_STEMS, ON_TONES, TESTS
from svd_core.experiments.robustness.tones import TONES
from svd_core.model.inference import detect
from svd_core.model.metrics import bootstrap_interval, count_decided, score
from svd_core.model.postprocessing import regions_from_probabilities, smooth
from svd_core.model.rules import rule_in_words

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model

PieceT = TypeVar("PieceT", SongExcerpt, StemExcerpt, Tone)


@dataclass(frozen=True)
class RobustnessProgress:
    """How many of all variants are predicted, and the name of the piece that is next."""

    done: int
    total: int
    piece: str


Report = RobustnessProgress | Skipped | Measurement | FileAlarms | Results


def run(
    model: Model,
    material: Material,
    names: Sequence[str] = (),
    config: RobustnessConfig = RobustnessConfig(),
    shifts: tuple[float, ...] = NO_SHIFTS,
) -> Iterator[Report]:
    """Run the tests with these names, or all; measurements come when all pieces of one kind are predicted.

    Probabilities are averaged over the pitch shifts. Raises AudioError or DataError for a recording that is not usable.
    """
    robustness_run = _TestRun(model, material.chosen(config), names, config, shifts)
    yield from robustness_run.skipped
    yield from robustness_run.work()
    yield robustness_run.results()


@dataclass
class _Predictions:
    """What was predicted under one condition: piece by piece, the name, smoothed probabilities, decisions and labels.

    Probabilities, decisions and labels are arrays of shape (n_frames,).
    """

    pieces: list[str]
    probabilities: list[FloatArray]
    decided: list[BoolArray]
    targets: list[BoolArray]


class _TestRun:
    """Runs the tests on one model; holds the results so far."""

    def __init__(
        self,
        model: Model,
        material: Material,
        names: Sequence[str],
        config: RobustnessConfig,
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

    def work(self) -> Iterator[RobustnessProgress | Measurement | FileAlarms]:
        """Run the tests on every kind of piece, the quickest kind first."""
        features, config, material = self._model.features, self._config, self._material
        tones, instruments = self._wanted(ON_TONES), self._wanted(ON_INSTRUMENTS)
        songs, stems = self._wanted(ON_SONGS), self._wanted(ON_STEMS)
        n_songs, n_stems, n_instruments = recordings.count_pieces(material)
        self._total = len(TONES) * _count_variants(tones) + n_instruments * _count_variants(instruments)
        self._total += n_songs * _count_variants(songs) + n_stems * _count_variants(stems)
        if tones:
            yield from self._run_tests(tones, TONES)
        if instruments:
            yield from self._run_tests(instruments, recordings.instrument_excerpts(material, config, features))
        if songs:
            yield from self._run_tests(songs, recordings.song_excerpts(material, config, features))
        if stems:
            yield from self._run_tests(stems, recordings.stem_excerpts(material, config, features))

    def results(self) -> Results:
        """The results of all tests that were run."""
        model = self._model
        postprocessing = model.postprocessing
        subject = Subject(
            model.name,
            model.key,
            postprocessing.threshold,
            postprocessing.median_frames,
            self._shifts,
            rule_in_words(postprocessing),
        )
        order = [test.name for test in TESTS]
        measured = sorted(self._measured, key=lambda one: order.index(one.test))
        found = tuple(remarks(model.metadata, self._material, self._names))
        return Results(subject, self._config, tuple(measured), tuple(self._files), self.skipped, found)

    def _wanted(self, tests: Iterable[RobustnessTest[PieceT]]) -> list[RobustnessTest[PieceT]]:
        return [test for test in tests if test.name in self._names]

    def _run_tests(
        self, tests: Sequence[RobustnessTest[PieceT]], pieces: Iterable[PieceT]
    ) -> Iterator[RobustnessProgress | Measurement | FileAlarms]:
        """Predict all variants of all pieces, then yield the measurements."""
        collected: dict[tuple[str, Condition], _Predictions] = {}
        for piece in pieces:
            for test in tests:
                for variant in test.variants(piece, self._model.features):
                    yield RobustnessProgress(self._done, self._total, piece.name)
                    entry = collected.setdefault((test.name, variant.condition), _Predictions([], [], [], []))
                    entry.pieces.append(piece.name)
                    entry.probabilities.append(self._predict(variant.samples))
                    entry.decided.append(self._decide(entry.probabilities[-1]))
                    entry.targets.append(variant.sung)
                    self._done += 1
        yield RobustnessProgress(self._done, self._total, "")
        for (name, condition), entry in collected.items():
            if name == INSTRUMENTS.name:
                yield from self._file_alarms(condition, entry)
            self._measured.append(self._measurement(name, condition, entry))
            yield self._measured[-1]

    def _predict(self, samples: FloatArray) -> FloatArray:
        """Smoothed probabilities, shape (n_frames,), of mono samples of shape (n,)."""
        probabilities = detect(self._model, shifted_log_mels(samples, self._shifts, self._model.features))
        return smooth(probabilities, self._model.postprocessing.median_frames)

    def _decide(self, smoothed: FloatArray) -> BoolArray:
        """The frames of the regions that detection would give, shape (n_frames,)."""
        grid = FrameGrid(len(smoothed), self._model.features.frame_rate)
        regions = regions_from_probabilities(smoothed, grid, self._model.postprocessing)
        return frame_targets.from_regions(regions, grid)

    def _file_alarms(self, condition: Condition, collected: _Predictions) -> Iterator[FileAlarms]:
        """The false alarms of each recording without singing."""
        for name, decided in zip(collected.pieces, collected.decided, strict=True):
            called = float(np.mean(decided)) if len(decided) else None
            seconds = len(decided) / self._model.features.frame_rate
            self._files.append(FileAlarms(name, condition.label, called, seconds))
            yield self._files[-1]

    def _measurement(self, name: str, condition: Condition, collected: _Predictions) -> Measurement:
        """The scores of what the model decides, with their bootstrap interval."""
        threshold = self._model.postprocessing.threshold
        scores = score(collected.probabilities, collected.targets, threshold, collected.decided)
        counts = [count_decided(*pair) for pair in zip(collected.decided, collected.targets, strict=True)]
        # Where nobody sings the error is the share of false alarms.
        interval = bootstrap_interval(counts, "error") if len(counts) > 1 else None
        sung = sum(int(targets.sum()) for targets in collected.targets) / max(scores.frames, 1)
        return Measurement(name, condition, scores, interval, len(counts), sung)


def _count_variants(tests: Sequence[RobustnessTest[PieceT]]) -> int:
    """Number of variants that these tests make of one piece."""
    return sum(test.n_variants for test in tests)
