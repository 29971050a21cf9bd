"""The old model and the new one on songs that neither has learned from, before anybody uses the new one.

Where songs were kept aside, both are measured on them. Otherwise each song in turn is left out of a training of its
own, and measured by that training's model. The old model decides as it is. The new one has the threshold that it would
have without the song that is measured, so that a threshold is never judged by the songs that chose it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.spans import Spans, united
from svd_core.audio.features import FloatArray, FrameGrid, log_mel
from svd_core.config import NO_SHIFTS, TEST_SHIFTS, FeatureConfig, PostprocessingConfig
from svd_core.data.dataset import LabelledSong
from svd_core.data.learned_from import LearnedFrom, known_song
from svd_core.data.recordings import load_song
from svd_core.errors import SvdError
from svd_core.model import checkpoint
from svd_core.model.card import named_model
from svd_core.model.decided import Decided
from svd_core.model.detection_cache import detector_key
from svd_core.model.edge_deviation import edge_deviation
from svd_core.model.inference import detect, on_device
from svd_core.model.metrics import best_threshold
from svd_core.model.postprocessing import smooth
from svd_core.sentence import Sentence
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import Checking, Compared, Finished, Notice, Paused, Report, TrainingProgress
from svd_core.training.trainer import train

FEWEST_SONGS = 5
"""From so many songs on the interval is one over songs; of fewer, over stretches of BLOCK_SECONDS."""
BLOCK_SECONDS = 10.0
RESAMPLES = 4000

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Comparison:
    """What to compare a new model with.

    Attributes:
        old: file of the old model.
        cross_check: names of songs to leave out one by one where the plan keeps no songs aside.
    """

    old: Path
    cross_check: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Measured:
    """One song: what the old model decides, and the new model's smoothed probabilities, shape (n_frames,).

    `sung` and `checked` are its labels and which of them are known, shape (n_frames,). `known_to_old` says whether the
    old model has learned from it, the next two whether a model has learned from other songs by its artist. `accepted`
    counts the checked frames in which somebody accepted what the old model had proposed.
    """

    name: str
    old: Decided
    new: FloatArray
    sung: BoolArray
    checked: BoolArray
    config: PostprocessingConfig
    grid: FrameGrid
    known_to_old: bool
    artist_known_to_old: bool
    artist_known_to_new: bool
    accepted: int

    @property
    def targets(self) -> BoolArray:
        """The labels of the checked frames, shape (n_checked,)."""
        return self.sung[self.checked]

    def decided(self, threshold: float) -> Decided:
        """What the new model decides at another threshold than its own."""
        config = replace(self.config, threshold=threshold)
        return Decided.of_frames(self.sung, self.checked, self.new, self.grid, config)


def train_and_compare(plan: TrainingPlan, comparison: Comparison) -> Iterator[Report]:
    """Run a training, then report how the old and the new model do; the report of the end comes last."""
    finished: Finished | None = None
    for report in train(plan):
        if isinstance(report, Finished):
            finished = report
        else:
            yield report
    try:
        yield from compare(plan, comparison)
    except (SvdError, OSError) as error:
        # The model is there all the same.
        yield Notice.of(Sentence("The new model was not compared with the old one: {0}", error))
    if finished is not None:
        yield finished


def compare(plan: TrainingPlan, comparison: Comparison) -> Iterator[Report]:
    """Report the errors of the old model and of the one that a training has written."""
    old = on_device(checkpoint.load(named_model(comparison.old)), plan.device)
    if old.features != plan.features:
        yield Notice.of(Sentence("Not compared: “{0}” was made for another front end.", old.name))
        return
    found = plan.dataset()
    if plan.validation:
        new = on_device(checkpoint.load(plan.out), plan.device)
        measured = [_measure(plan, song, old, new) for song in found.only(plan.validation)]
        thresholds = _others_thresholds(measured, plan.postprocessing.threshold)
        basis = "kept aside"
    elif comparison.cross_check:
        measured = []
        for report in _cross_checked(plan, comparison, old):
            if isinstance(report, _Measured):
                measured.append(report)
            else:
                yield report
        thresholds = [plan.postprocessing.threshold] * len(measured)
        basis = "left out in turn"
    else:
        yield Notice.of(
            Sentence(
                "Not compared with “{0}”: there is no song that it has not learned from and that could be kept aside. "
                "Correct songs that are new to it.",
                old.name,
            )
        )
        return
    if sum(len(song.targets) for song in measured) == 0:
        yield Notice.of(Sentence("Not compared with “{0}”: nothing is checked in the songs kept aside.", old.name))
        return
    yield _compared(old, measured, thresholds, basis, plan.features)


def _cross_checked(plan: TrainingPlan, comparison: Comparison, old: checkpoint.Model) -> Iterator[Report | _Measured]:
    """For each song, train without it and measure it."""
    found = plan.dataset()
    names = comparison.cross_check
    with tempfile.TemporaryDirectory(prefix="svd-cross-check-") as folder:
        for number, name in enumerate(names, start=1):
            fold = replace(plan, out=Path(folder, "model.safetensors"), holdout=plan.holdout | {name}, resume=False)
            for report in train(fold):
                if isinstance(report, TrainingProgress):
                    share = (number - 1 + report.update / report.updates) / len(names)
                    yield Checking(name, number, len(names), share)
                elif isinstance(report, Paused):
                    yield report
            (song,) = found.only(frozenset([name]))
            new = on_device(checkpoint.load(fold.out), plan.device)
            yield _measure(plan, song, old, new)


def _measure(plan: TrainingPlan, labelled: LabelledSong, old: checkpoint.Model, new: checkpoint.Model) -> _Measured:
    song, known = load_song(labelled, plan.features), known_song(labelled, plan.artists, plan.content_key)
    of_old, of_new = LearnedFrom.of(old.metadata), LearnedFrom.of(new.metadata)
    mel = log_mel(song.cut(), old.features)
    checked, grid = song.checked_frames, FrameGrid(song.n_frames, old.features.frame_rate)
    by_old, by_new = (smooth(detect(model, mel), model.postprocessing.median_frames) for model in (old, new))
    decided = Decided.of_frames(song.sung, checked, by_old, grid, old.postprocessing)
    accepted = _accepted(labelled, old.key)
    return _Measured(
        song.name, decided, by_new, song.sung, checked, new.postprocessing, grid,
        of_old.has_song(known), of_old.has_artist(known) and not of_old.has_song(known), of_new.has_artist(known),
        int((frame_targets.from_spans(accepted, grid) & checked).sum()),
    )  # fmt: skip


def _accepted(labelled: LabelledSong, model_key: str) -> Spans:
    """The time in which somebody accepted what a model had proposed, by itself or averaged over pitch shifts."""
    keys = {detector_key(model_key, shifts) for shifts in (NO_SHIFTS, TEST_SHIFTS)}
    return united(span for key, spans in labelled.accepted if key in keys for span in spans)


def _units(n_frames: int, length: int) -> list[slice]:
    """A song's frames cut into units that are drawn as a whole, because neighbouring frames are not independent."""
    return [slice(first, first + length) for first in range(0, n_frames, max(1, length))]


def _others_thresholds(songs: Sequence[_Measured], alone: float) -> list[float]:
    """For each song, the new model's best threshold on the other songs; `alone` where there is no other."""
    thresholds = []
    for song in songs:
        others = [other for other in songs if other is not song and len(other.targets)]
        curves = [other.new[other.checked] for other in others]
        thresholds.append(best_threshold(curves, [other.targets for other in others]) if others else alone)
    return thresholds


def _edges(decided: Iterable[Decided]) -> tuple[float | None, float | None]:
    """Mean distances of labelled starts and ends over all songs."""
    found = edge_deviation(one.edges for one in decided)
    return found.onsets, found.offsets


def _compared(
    old: checkpoint.Model,
    songs: Sequence[_Measured],
    thresholds: Sequence[float],
    basis: str,
    features: FeatureConfig,
) -> Compared:
    """The report of both errors, with 95 % bootstrap intervals over songs or, of few, over stretches of them."""
    by_new = [song.decided(limit) for song, limit in zip(songs, thresholds, strict=True)]
    wrong_old = [song.old.sung != song.targets for song in songs]
    wrong_new = [decided.sung != song.targets for song, decided in zip(songs, by_new, strict=True)]
    block = max(1, round(BLOCK_SECONDS * features.frame_rate))
    over_songs = len(songs) >= FEWEST_SONGS
    table = np.array(
        [
            (of_old[part].sum(), of_new[part].sum(), len(of_old[part]))
            for of_old, of_new in zip(wrong_old, wrong_new, strict=True)
            for part in _units(len(of_old), len(of_old) if over_songs else block)
        ],
        np.float64,
    )
    drawn = np.random.default_rng(0).multinomial(len(table), np.full(len(table), 1 / len(table)), size=RESAMPLES)
    sums = drawn @ table
    rates = sums[:, :2] / np.maximum(sums[:, 2:], 1)
    low, high = np.quantile(rates, [0.025, 0.975], axis=0)
    better_low, better_high = np.quantile(rates[:, 1] - rates[:, 0], [0.025, 0.975])
    old_error, new_error = table[:, :2].sum(axis=0) / table[:, 2].sum()
    return Compared(
        old=old.name,
        basis=basis,
        songs=len(songs),
        minutes=round(float(table[:, 2].sum()) / features.frame_rate / 60, 2),
        over="songs" if over_songs else f"stretches of {BLOCK_SECONDS:g} s",
        old_error=float(old_error),
        old_interval=(float(low[0]), float(high[0])),
        new_error=float(new_error),
        new_interval=(float(low[1]), float(high[1])),
        change_interval=(float(better_low), float(better_high)),
        known_to_old=sum(song.known_to_old for song in songs),
        artists_known_to_old=sum(song.artist_known_to_old for song in songs),
        artists_known_to_new=sum(song.artist_known_to_new for song in songs),
        accepted=sum(song.accepted for song in songs) / float(table[:, 2].sum()),
        old_edges=_edges(song.old for song in songs),
        new_edges=_edges(by_new),
    )
