"""One simulated person after the other: check, let the model learn, measure it on artists that it has never heard."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.learning.results import NetworkResult, SongResult
from svd_core.annotation.spans import Spans, inside, total, united
from svd_core.audio.features import FloatArray, FrameGrid, log_mel
from svd_core.config import FINE_TUNING, PRESETS, Preset
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.data.recordings import Recording, load_song
from svd_core.data.sample_store import SampleStore
from svd_core.model import checkpoint
from svd_core.model.card import named_model
from svd_core.model.decided import Decided
from svd_core.model.inference import detect
from svd_core.model.metrics import auroc, best_threshold
from svd_core.model.postprocessing import smooth
from svd_core.review.evidence import Evidence, Heard
from svd_core.review.queue import queue
from svd_core.review.stretches import Stretch, stretches_of
from svd_core.training.plan import TrainingPlan
from svd_core.training.trainer import train

ORDERS = ("queue", "random", "listed")


@dataclass(frozen=True)
class Song:
    """One song with its labels and its spectrogram, shape (n_frames, n_mels)."""

    labelled: LabelledSong
    artist: str
    recording: Recording
    mel: FloatArray
    grid: FrameGrid


@dataclass(frozen=True)
class Case:
    """One simulated person: the songs in which to work, those to measure on, the order and the seed."""

    fold: str
    order: str
    seed: int
    pool: tuple[Song, ...]
    unseen: tuple[Song, ...]


@dataclass(frozen=True)
class Learning:
    """How the model goes on: updates and step size, and what it learned from before, if that is at hand."""

    updates: int
    learning_rate: float
    replay: Dataset

    def preset(self, seed: int) -> Preset:
        """The recipe of one training: fine-tuning."""
        preset = PRESETS["recurrent"]
        schedule = replace(preset.train, **FINE_TUNING)
        schedule = replace(schedule, updates=self.updates, learning_rate=self.learning_rate, seed=seed)
        # Copies by codecs take longer to make than such a short training lasts.
        stretch = preset.stretch and replace(preset.stretch, codings=0)
        return replace(preset, train=replace(schedule, report_every=self.updates), stretch=stretch)


class Trial:
    """All networks of the bench, made from one model."""

    def __init__(self, model: Path, learning: Learning) -> None:
        self.model = checkpoint.load(named_model(model))
        self._path, self._learning = named_model(model), learning
        self._store = SampleStore()

    def song(self, labelled: LabelledSong, artist: str) -> Song:
        """A song, decoded."""
        features = self.model.features
        recording = load_song(labelled, features, self._store)
        grid = FrameGrid(recording.n_frames, features.frame_rate)
        return Song(labelled, artist, recording, log_mel(recording.cut(), features), grid)

    def run(self, case: Case, minutes: Sequence[float]) -> Iterator[NetworkResult]:
        """Check, learn and measure, once for each number of minutes, ascending."""
        random = np.random.default_rng(case.seed)
        checked: dict[str, Spans] = {}
        model = self.model
        waiting: list[Stretch] = []
        for limit in minutes:
            if case.order == "queue" or not waiting:
                waiting = self._ordered(case, model, checked, random)
            while waiting and _seconds(checked) < 60 * limit:
                stretch = waiting.pop(0)
                checked[stretch.song] = united((*checked.get(stretch.song, ()), (stretch.start, stretch.end)))
            model = self._learned(case, checked)
            songs = tuple(self._measured(model, song) for song in case.unseen)
            yield NetworkResult(case.fold, case.order, case.seed, limit, round(_seconds(checked) / 60, 3), songs)

    def _ordered(
        self, case: Case, model: checkpoint.Model, checked: dict[str, Spans], random: np.random.Generator
    ) -> list[Stretch]:
        """The stretches of the pool that are not checked, in the order of the case."""
        stretches = [
            [one for one in stretches_of(self._evidence(song, model, checked)) if not _is_checked(one, checked)]
            for song in case.pool
        ]
        if case.order == "queue":
            seconds: dict[str, float] = {}
            for song in case.pool:
                done = total(checked.get(song.labelled.name, ()))
                seconds[song.artist] = seconds.get(song.artist, 0.0) + done
            return list(queue((one for of_song in stretches for one in of_song), seconds))
        order = random.permutation(len(stretches))
        listed = [one for index in order for one in stretches[index]]
        return listed if case.order == "listed" else [listed[index] for index in random.permutation(len(listed))]

    def _evidence(self, song: Song, model: checkpoint.Model, checked: dict[str, Spans]) -> Evidence:
        done = checked.get(song.labelled.name, ())
        heard = Heard(self._smoothed(model, song), model.postprocessing)
        return Evidence(song.labelled.name, song.artist, song.grid, (heard,), song.labelled.regions, (), done)

    def _smoothed(self, model: checkpoint.Model, song: Song) -> FloatArray:
        return smooth(detect(model, song.mel), model.postprocessing.median_frames)

    def _learned(self, case: Case, checked: dict[str, Spans]) -> checkpoint.Model:
        """The model after it went on learning from what is checked, and from the replay where there is one."""
        songs = tuple(
            replace(song.labelled, checked=inside(song.labelled.checked_within(song.grid.duration), checked[name]))
            for song in case.pool
            if (name := song.labelled.name) in checked
        )
        with tempfile.TemporaryDirectory(prefix="svd-active-") as folder:
            plan = TrainingPlan(
                data=(), out=Path(folder, "model.safetensors"),
                preset=self._learning.preset(case.seed), preset_name="recurrent", features=self.model.features,
                postprocessing=self.model.postprocessing, start_from=self._path, device="cpu",
                found=replace(self._learning.replay, songs=(*self._learning.replay.songs, *songs)), store=self._store,
            )  # fmt: skip
            for _ in train(plan):
                pass
            return checkpoint.load(plan.out)

    def _measured(self, model: checkpoint.Model, song: Song) -> SongResult:
        smoothed = self._smoothed(model, song)
        sung, checked = song.recording.sung, song.recording.checked_frames
        targets = sung[checked]
        decided = Decided.of_frames(sung, checked, smoothed, song.grid, model.postprocessing)
        own = smoothed[checked] > best_threshold([smoothed[checked]], [targets])
        return SongResult(
            song.labelled.name,
            song.artist,
            len(targets),
            error=float(np.mean(decided.sung != targets)),
            own=float(np.mean(own != targets)),
            auroc=auroc(smoothed[checked], targets),
        )


def _seconds(checked: dict[str, Spans]) -> float:
    return sum(total(spans) for spans in checked.values())


def _is_checked(stretch: Stretch, checked: dict[str, Spans]) -> bool:
    """Whether most of a stretch is checked; the cuts of a song move with what the network makes of it."""
    return total(inside(checked.get(stretch.song, ()), ((stretch.start, stretch.end),))) > stretch.length / 2
