"""Runs a study: trains what is missing, lets every network hear its songs, scores, and writes the results.

Everything is kept as soon as it is there, so that a study can be stopped at any moment and goes on from there.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from svd_core.annotation.frame_targets import targets
from svd_core.audio.features import FrameGrid
from svd_core.config import DecisionConfig, FeatureConfig
from svd_core.data import dataset
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.paper.figure import chart
from svd_core.experiments.paper.grid import Cell, Study, cells, held_out_list, member, model_path
from svd_core.experiments.paper.posteriors import Ears, Heard, Posterior, Posteriors, smoothed
from svd_core.experiments.paper.results import Results, csv_text
from svd_core.experiments.paper.scoring import Judged, Score, scores_of_seed
from svd_core.experiments.paper.splits import Split
from svd_core.experiments.paper.tables import table_text
from svd_core.experiments.paper.trained import Stock
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card, read_card
from svd_core.plots import charts
from svd_core.training.runs import train_members


@dataclass(frozen=True)
class Training:
    """A network that is being trained says something, as `svd train --json` does."""

    kind: ClassVar[str] = "training"
    member: str
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


Report = Training | Heard | Scored


def run(
    study: Study,
    stock: Stock,
    artists: Mapping[str, str],
    train: bool = True,
    at_once: int | None = None,
    threads: int | None = None,
) -> Generator[Report, None, None]:
    """Do all that is missing; with train=False, only score what is trained. MembersError if a training broke."""
    work = _Work(study, stock, artists)
    yield from work.score()
    if not train or not stock.missing:
        return
    for split in study.splits:
        path = held_out_list(study, split)
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.write_filelist(path, sorted(split.kept))
    waiting = {cell.name: cell for cell in stock.missing}
    for name, says in train_members([member(study, cell) for cell in stock.missing], at_once, threads):
        yield Training(name, says)
        if says["report"] == "finished":
            work.add(name, read_card(model_path(study, waiting[name])))
            yield from work.score()


class _Work:
    """The networks there are, and what they have scored."""

    def __init__(self, study: Study, stock: Stock, artists: Mapping[str, str]) -> None:
        self._study = study
        self._artists = artists
        self._songs = {song.name: song for song in dataset.find(study.data).songs}
        self._posteriors = Posteriors(study.shifted)
        self._cards = dict(stock.finished)
        self._grid = list(cells(study))
        self._heard: set[str] = set()
        self._scores: dict[tuple[str, int], list[Score]] = {}
        self._written = -1

    def add(self, name: str, card: Card) -> None:
        """A network is trained."""
        self._cards[name] = card

    def score(self) -> Iterator[Report]:
        """Let networks hear what they have not heard, score all that is whole, and write the results."""
        new = [cell for cell in self._grid if cell.name in self._cards and cell.name not in self._heard]
        yield from self._posteriors.hear([self._ears(cell) for cell in new], self._study.device)
        self._heard |= {cell.name for cell in new}
        for seed in range(self._study.n_seeds):
            for system in self._study.systems:
                whole = [cell for cell in self._grid if cell.seed == seed and cell.setting == system.setting]
                if (system.key, seed) not in self._scores and all(cell.name in self._cards for cell in whole):
                    self._score_seed(system.key, seed, system.shifted, whole)
        if len(self._cards) != self._written:
            self._written = len(self._cards)
            yield self._write()

    def _score_seed(self, system: str, seed: int, shifted: bool, whole: Sequence[Cell]) -> None:
        """Score one way to detect, on all splits, with the networks of one seed."""
        judged = {cell.split.name: self._judged(cell, shifted) for cell in whole}
        keys = {cell.split.name: self._cards[cell.name].key for cell in whole}
        self._scores[system, seed] = list(scores_of_seed(system, seed, self._study.splits, judged, keys))

    def _judged(self, cell: Cell, shifted: bool) -> list[Judged]:
        """What one network says of its songs, beside their labels."""
        ears = self._ears(cell)
        kept = self._posteriors.read(ears)
        return [self._beside_labels(song, kept[song.name], shifted) for song in ears.songs]

    def _beside_labels(self, song: LabelledSong, posterior: Posterior, shifted: bool) -> Judged:
        smooth = smoothed(posterior, shifted, DecisionConfig().median_frames)
        grid = FrameGrid(len(smooth), FeatureConfig().frame_rate)
        return Judged(song.name, self._artists[song.name], smooth, targets(song.regions, grid))

    def _ears(self, cell: Cell) -> Ears:
        path = self._study.out / "posteriors" / f"{cell.name}.safetensors"
        return Ears(self._cards[cell.name], self._heard_by(cell.split), path)

    def _heard_by(self, split: Split) -> tuple[LabelledSong, ...]:
        names = split.test | split.validation
        return tuple(song for name, song in self._songs.items() if name in names)

    def _write(self) -> Scored:
        """Results, table and figure, each in one step."""
        scores = [item for part in sorted(self._scores) for item in self._scores[part]]
        results = Results(self._study, tuple(scores), len(self._cards), len(self._grid))
        drawn = chart(results)
        files: dict[Path, bytes] = {
            self._study.out / f"{self._study.kind}.csv": csv_text(results).encode("utf-8", "backslashreplace"),
            self._study.out / f"{self._study.kind}.md": table_text(results).encode("utf-8", "backslashreplace"),
            self._study.out / f"{self._study.kind}.svg": charts.svg(drawn).encode("utf-8", "backslashreplace"),
            self._study.out / f"{self._study.kind}.png": charts.png(drawn),
        }
        self._study.out.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            write_atomically(path, data)
        return Scored(len(self._cards), len(self._grid), tuple(map(str, files)), tuple(_totals(results)))


def _totals(results: Results) -> Iterator[Total]:
    for system in results.study.systems:
        mean = results.mean(system.key, "all")
        if mean is not None:
            seeds = len(results.of_seeds(system.key, "all"))
            low, high = mean.interval or (None, None)
            yield Total(system.key, seeds, mean.scores.error, low, high, mean.scores.auroc)
