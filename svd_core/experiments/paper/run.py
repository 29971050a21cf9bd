"""Runs an experiment: trains the missing networks, predicts and scores their songs, and writes the results.

Every model and every prediction is written as soon as it is there: an experiment that was stopped goes on from them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from svd_core.audio.features import FrameGrid
from svd_core.config import FeatureConfig
from svd_core.data import dataset
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.paper.experiment import Experiment, Trial, held_out_list, model_path, training_run, trials
from svd_core.experiments.paper.figure import chart
from svd_core.experiments.paper.posteriors import PosteriorRequest, Posteriors, SongPosteriors, SongPredicted, smoothed
from svd_core.experiments.paper.results import Results, csv_text
from svd_core.experiments.paper.scoring import Score, scores_of_seed
from svd_core.experiments.paper.settings import MEDIAN_FRAMES
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.paper.tables import table_text
from svd_core.experiments.paper.trained_models import TrainedModels
from svd_core.experiments.predictions import LabelledPrediction
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card, read_card
from svd_core.plots import charts
from svd_core.plots.palette import DARK, LIGHT
from svd_core.training.runs import train_runs


@dataclass(frozen=True)
class Training:
    """Report of one training.

    Attributes:
        run: name of the trial.
        report: what `svd train --json` writes, as a JSON object.
    """

    kind: ClassVar[str] = "training"
    run: str
    report: Mapping[str, Any]


@dataclass(frozen=True)
class Total:
    """One system's scores pooled over all frames, as means over seeds.

    Attributes:
        low, high: 95 % interval of the error over seeds; None for one seed.
    """

    system: str
    seeds: int
    error: float | None
    low: float | None
    high: float | None
    auroc: float | None


@dataclass(frozen=True)
class Scored:
    """Report: the result files were written, with what is scored so far.

    Attributes:
        trained: networks that are trained and scored, of `wanted`.
        totals: one for each system of which all splits are scored for at least one seed.
    """

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
    """Train and score all that is missing; with train=False, only score. Raises RunsError if a training failed."""
    evaluation = _Evaluation(experiment, trained, artists)
    yield from evaluation.score()
    if not train or not trained.missing:
        return
    for split in experiment.splits:
        path = held_out_list(experiment, split)
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.write_filelist(path, sorted(split.kept))
    waiting = {trial.name: trial for trial in trained.missing}
    runs = [training_run(experiment, trial) for trial in trained.missing]
    for name, report in train_runs(program, runs, at_once, threads):
        yield Training(name, report)
        if report["report"] == "finished":
            evaluation.add(name, read_card(model_path(experiment, waiting[name])))
            yield from evaluation.score()


class _Evaluation:
    """The networks that are trained so far, and their scores."""

    def __init__(self, experiment: Experiment, trained: TrainedModels, artists: Mapping[str, str]) -> None:
        self._experiment = experiment
        self._artists = artists
        self._songs = {song.name: song for song in dataset.find(experiment.data).songs}
        self._posteriors = Posteriors(experiment.shifted)
        self._cards = dict(trained.finished)
        self._grid = list(trials(experiment))
        self._predicted: set[str] = set()
        self._scores: dict[tuple[str, int], list[Score]] = {}
        self._cards_written = -1
        self._drawn: charts.Chart | None = None

    def add(self, name: str, card: Card) -> None:
        """Add a network that was just trained."""
        self._cards[name] = card

    def score(self) -> Iterator[Report]:
        """Predict for new networks, score the systems of which all splits are there, and write the results."""
        new = [trial for trial in self._grid if trial.name in self._cards and trial.name not in self._predicted]
        yield from self._posteriors.predict([self._request(trial) for trial in new], self._experiment.device)
        self._predicted |= {trial.name for trial in new}
        for seed in range(self._experiment.n_seeds):
            for system in self._experiment.systems:
                whole = [trial for trial in self._grid if trial.seed == seed and trial.setting == system.setting]
                if (system.key, seed) not in self._scores and all(trial.name in self._cards for trial in whole):
                    self._score_seed(system.key, seed, system.shifted, whole)
        if len(self._cards) != self._cards_written:
            self._cards_written = len(self._cards)
            yield self._write()

    def _score_seed(self, system: str, seed: int, shifted: bool, whole: Sequence[Trial]) -> None:
        """Score one system on all splits, with the networks of one seed."""
        predictions = {trial.split.name: self._predictions_of(trial, shifted) for trial in whole}
        keys = {trial.split.name: self._cards[trial.name].key for trial in whole}
        self._scores[system, seed] = list(scores_of_seed(system, seed, self._experiment.splits, predictions, keys))

    def _predictions_of(self, trial: Trial, shifted: bool) -> list[LabelledPrediction]:
        """The predictions of one network for the songs of its split, with their labels."""
        request = self._request(trial)
        kept = self._posteriors.read(request)
        return [self._with_labels(song, kept[song.name], shifted) for song in request.songs]

    def _with_labels(self, song: LabelledSong, posterior: SongPosteriors, shifted: bool) -> LabelledPrediction:
        smooth = smoothed(posterior, shifted, MEDIAN_FRAMES)
        grid = FrameGrid(len(smooth), FeatureConfig().frame_rate)
        return LabelledPrediction.of(song, smooth, grid, self._artists[song.name])

    def _request(self, trial: Trial) -> PosteriorRequest:
        path = self._experiment.out / "posteriors" / f"{trial.name}.safetensors"
        return PosteriorRequest(self._cards[trial.name], self._songs_of(trial.split), path)

    def _songs_of(self, split: Split) -> tuple[LabelledSong, ...]:
        names = split.test | split.validation
        return tuple(song for name, song in self._songs.items() if name in names)

    def _write(self) -> Scored:
        """Write the scores as CSV, the table as Markdown, and the figure as SVG and PNG, light and dark."""
        scores = [item for part in sorted(self._scores) for item in self._scores[part]]
        results = Results(self._experiment, tuple(scores), len(self._cards), len(self._grid))
        folder, kind = self._experiment.out, self._experiment.kind
        # Names of songs may hold bytes that are no text.
        files = {
            folder / f"{kind}.csv": csv_text(results).encode("utf-8", "backslashreplace"),
            folder / f"{kind}.md": table_text(results).encode("utf-8", "backslashreplace"),
        }
        figure = chart(results)
        pictures = {folder / f"{kind}{suffix}": palette for suffix, palette in (("", LIGHT), ("-dark", DARK))}
        # To draw them takes a second, and most networks complete no system.
        for stem, palette in pictures.items() if figure != self._drawn else ():
            files[stem.with_suffix(".svg")] = charts.svg(figure, palette=palette).encode()
            files[stem.with_suffix(".png")] = charts.png(figure, palette=palette)
        self._drawn = figure
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            write_atomically(path, data)
        texts = [f"{kind}.csv", f"{kind}.md"]
        names = [*texts, *(stem.with_suffix(suffix).name for stem in pictures for suffix in (".svg", ".png"))]
        shown = tuple(str(folder / name) for name in names)
        return Scored(len(self._cards), len(self._grid), shown, tuple(_totals(results)))


def _totals(results: Results) -> Iterator[Total]:
    """The total of each system that has one."""
    for system in results.experiment.systems:
        mean = results.mean(system.key, "all")
        if mean is not None:
            seeds = len(results.of_seeds(system.key, "all"))
            low, high = mean.interval or (None, None)
            yield Total(system.key, seeds, mean.scores.error, low, high, mean.scores.auroc)
