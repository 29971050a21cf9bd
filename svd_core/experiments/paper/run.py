"""Runs a study: trains what is missing, lets every network hear its songs, scores, and writes the results.

Everything is kept as soon as it is there, so that a study can be stopped at any moment and goes on from there.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from svd_core.annotation import frame_targets
from svd_core.audio.features import FrameGrid
from svd_core.config import FeatureConfig, PostprocessingConfig
from svd_core.data import dataset
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.paper.experiment import Experiment, Trial, held_out_list, model_path, training_run, trials
from svd_core.experiments.paper.figure import chart
from svd_core.experiments.paper.posteriors import Posterior, PosteriorRequest, Posteriors, SongPredicted, smoothed
from svd_core.experiments.paper.results import Results, csv_text
from svd_core.experiments.paper.scoring import LabelledPrediction, Score, scores_of_seed
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.paper.tables import table_text
from svd_core.experiments.paper.trained_models import TrainedModels
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card, read_card
from svd_core.plots import charts
from svd_core.training.runs import train_runs


@dataclass(frozen=True)
class Training:
    """A network that is being trained says something, as `svd train --json` does."""

    kind: ClassVar[str] = "training"
    run: str
    says: Mapping[str, Any]


@dataclass(frozen=True)
class Total:
    """Mean over seeds of the scores pooled over all frames; low and high are None for one seed."""

    system: str
    seeds: int
    error: float
    low: float | None
    high: float | None
    auroc: float


@dataclass(frozen=True)
class Scored:
    """The results are written anew; totals has one for each system that at least one seed is whole of."""

    kind: ClassVar[str] = "scored"
    trained: int
    wanted: int
    files: tuple[str, ...]
    totals: tuple[Total, ...]


Report = Training | SongPredicted | Scored


def run(
    experiment: Experiment,
    trained: TrainedModels,
    artists: Mapping[str, str],
    program: Sequence[str],
    train: bool = True,
    at_once: int | None = None,
    threads: int | None = None,
) -> Generator[Report, None, None]:
    """Do all that is missing; with train=False, only score what is trained. RunsError if a training failed."""
    work = _Evaluation(experiment, trained, artists)
    yield from work.score()
    if not train or not trained.missing:
        return
    for split in experiment.splits:
        path = held_out_list(experiment, split)
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.write_filelist(path, sorted(split.kept))
    waiting = {trial.name: trial for trial in trained.missing}
    runs = [training_run(experiment, trial) for trial in trained.missing]
    for name, says in train_runs(program, runs, at_once, threads):
        yield Training(name, says)
        if says["report"] == "finished":
            work.add(name, read_card(model_path(experiment, waiting[name])))
            yield from work.score()


class _Evaluation:
    """The networks there are, and what they have scored."""

    def __init__(self, experiment: Experiment, trained: TrainedModels, artists: Mapping[str, str]) -> None:
        self._experiment = experiment
        self._artists = artists
        self._songs = {song.name: song for song in dataset.find(experiment.data).songs}
        self._posteriors = Posteriors(experiment.shifted)
        self._cards = dict(trained.finished)
        self._grid = list(trials(experiment))
        self._heard: set[str] = set()
        self._scores: dict[tuple[str, int], list[Score]] = {}
        self._written = -1

    def add(self, name: str, card: Card) -> None:
        """A network is trained."""
        self._cards[name] = card

    def score(self) -> Iterator[Report]:
        """Let networks hear what they have not heard, score all that is whole, and write the results."""
        new = [trial for trial in self._grid if trial.name in self._cards and trial.name not in self._heard]
        yield from self._posteriors.predict([self._ears(trial) for trial in new], self._experiment.device)
        self._heard |= {trial.name for trial in new}
        for seed in range(self._experiment.n_seeds):
            for system in self._experiment.systems:
                whole = [trial for trial in self._grid if trial.seed == seed and trial.setting == system.setting]
                if (system.key, seed) not in self._scores and all(trial.name in self._cards for trial in whole):
                    self._score_seed(system.key, seed, system.shifted, whole)
        if len(self._cards) != self._written:
            self._written = len(self._cards)
            yield self._write()

    def _score_seed(self, system: str, seed: int, shifted: bool, whole: Sequence[Trial]) -> None:
        """Score one way to detect, on all splits, with the networks of one seed."""
        predictions = {trial.split.name: self._judged(trial, shifted) for trial in whole}
        keys = {trial.split.name: self._cards[trial.name].key for trial in whole}
        self._scores[system, seed] = list(scores_of_seed(system, seed, self._experiment.splits, predictions, keys))

    def _judged(self, trial: Trial, shifted: bool) -> list[LabelledPrediction]:
        """What one network says of its songs, beside their labels."""
        request = self._ears(trial)
        kept = self._posteriors.read(request)
        return [self._beside_labels(song, kept[song.name], shifted) for song in request.songs]

    def _beside_labels(self, song: LabelledSong, posterior: Posterior, shifted: bool) -> LabelledPrediction:
        smooth = smoothed(posterior, shifted, PostprocessingConfig().median_frames)
        grid = FrameGrid(len(smooth), FeatureConfig().frame_rate)
        sung = frame_targets.from_regions(song.regions, grid)
        return LabelledPrediction(song.name, self._artists[song.name], smooth, sung)

    def _ears(self, trial: Trial) -> PosteriorRequest:
        path = self._experiment.out / "posteriors" / f"{trial.name}.safetensors"
        return PosteriorRequest(self._cards[trial.name], self._heard_by(trial.split), path)

    def _heard_by(self, split: Split) -> tuple[LabelledSong, ...]:
        names = split.test | split.validation
        return tuple(song for name, song in self._songs.items() if name in names)

    def _write(self) -> Scored:
        """Results, table and figure, each in one step."""
        scores = [item for part in sorted(self._scores) for item in self._scores[part]]
        results = Results(self._experiment, tuple(scores), len(self._cards), len(self._grid))
        drawn = chart(results)
        files: dict[Path, bytes] = {
            self._experiment.out / f"{self._experiment.kind}.csv": csv_text(results).encode(
                "utf-8", "backslashreplace"
            ),
            self._experiment.out / f"{self._experiment.kind}.md": table_text(results).encode(
                "utf-8", "backslashreplace"
            ),
            self._experiment.out / f"{self._experiment.kind}.svg": charts.svg(drawn).encode(
                "utf-8", "backslashreplace"
            ),
            self._experiment.out / f"{self._experiment.kind}.png": charts.png(drawn),
        }
        self._experiment.out.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            write_atomically(path, data)
        return Scored(len(self._cards), len(self._grid), tuple(map(str, files)), tuple(_totals(results)))


def _totals(results: Results) -> Iterator[Total]:
    for system in results.experiment.systems:
        mean = results.mean(system.key, "all")
        if mean is not None:
            seeds = len(results.of_seeds(system.key, "all"))
            low, high = mean.interval or (None, None)
            yield Total(system.key, seeds, mean.scores.error, low, high, mean.scores.auroc)
