"""Train a network: a generator of reports that writes its state as it goes (paper section 3.3).

Stop by not iterating; a killed or stopped run goes on from its last saved state, and on a CPU ends
with the same weights as a run that was never interrupted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import torch
from torch import Tensor
from torch.nn import functional

from svd_core import checkpoint, dataset
from svd_core.augment import Augmenter, corrupted, excerpt_frames
from svd_core.config import DecisionConfig, FeatureConfig, Preset, TrainConfig, to_json
from svd_core.dataset import Dataset, LabelledSong
from svd_core.dataset_batches import Batches, Loaded, Teach, load
from svd_core.detection import device_named
from svd_core.errors import DataError, ModelError
from svd_core.evaluation import Scores
from svd_core.excerpts import Window
from svd_core.files import content_key
from svd_core.model_card import learned_songs, named_model
from svd_core.network import SingingNet, build
from svd_core.provenance import joint_key, program
from svd_core.recipe import data_story
from svd_core.recordings import Recording, load_song, minutes, taught_song
from svd_core.teaching import Teacher
from svd_core.training_state import TrainingState, load_state, save_state, state_path
from svd_core.validation import validate


@dataclass(frozen=True)
class TrainingJob:
    """All that decides what a training gives.

    Attributes:
        holdout: names of songs that are neither learned from nor validated on.
        validation: names of songs kept from learning, for the threshold and the reports.
        teacher: a model file whose answers to the unlabelled songs are learned.
        start_from: a model file whose weights are the starting point; it also decides the network.
        story: what the finished model's card shall say besides what is known here.
    """

    data: tuple[Path, ...]
    out: Path
    preset: Preset
    preset_name: str = ""
    features: FeatureConfig = FeatureConfig()
    decision: DecisionConfig = DecisionConfig()
    holdout: frozenset[str] = frozenset()
    validation: frozenset[str] = frozenset()
    teacher: Path | None = None
    unlabelled: tuple[Path, ...] = ()
    start_from: Path | None = None
    resume: bool = False
    device: str = "auto"
    story: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Loading:
    """Reading the data into memory."""

    kind: ClassVar[str] = "loading"
    done: int
    total: int
    name: str


@dataclass(frozen=True)
class Started:
    """The data are in memory, learning begins (or goes on) at this update."""

    kind: ClassVar[str] = "started"
    update: int
    updates: int
    parameters: int
    songs: int
    stems: int
    minutes: float
    device: str


@dataclass(frozen=True)
class Progress:
    """Mean loss (cross-entropy in nats) since the last such report."""

    kind: ClassVar[str] = "progress"
    update: int
    updates: int
    loss: float
    seconds_left: float


@dataclass(frozen=True)
class Validated:
    """Scores on the validation songs, as fractions, at the threshold that suits them best."""

    kind: ClassVar[str] = "validated"
    update: int
    error: float
    auroc: float
    threshold: float
    loss: float


@dataclass(frozen=True)
class Saved:
    """The state of the training and a usable model are on disk."""

    kind: ClassVar[str] = "saved"
    path: str
    update: int


@dataclass(frozen=True)
class Finished:
    """The model is written; scores are those of the last validation."""

    kind: ClassVar[str] = "finished"
    model: str
    update: int
    scores: Scores | None


Report = Loading | Started | Progress | Validated | Saved | Finished


def train(job: TrainingJob) -> Iterator[Report]:
    """Run a training; raises DataError or ModelError before anything is written if it cannot begin."""
    device = device_named(job.device)
    found, checked, audio_keys = _divided(job)
    if job.resume and not state_path(job.out).is_file():
        raise DataError(f"{state_path(job.out)}: no unfinished training to resume. Start it without resuming.")
    network, parent = _network(job)
    recipe = _recipe(job, found, audio_keys) | {"network": to_json(network.config), "started_from": parent}
    teach = None
    if job.teacher is not None:
        teach, recipe["teacher"] = _taught_by(job, job.teacher)
    validation = [load_song(song, job.features) for song in checked]
    if checked and not any(song.n_frames for song in validation):
        raise DataError("the validation songs are too short to hold a single frame. Choose others.")
    loaded = Loaded(0, 0, "")
    for loaded in load(found, job.features, job.preset.train.seed, teach):
        yield Loading(loaded.done, loaded.total, loaded.name)
    window = Window(excerpt_frames(job.preset.augment), job.features)
    batches = Batches(loaded.songs, loaded.sources, window, job.preset.train.seed, job.preset.train.song_share)
    if job.start_from is None:
        network.normalise_by(*batches.mel_statistics(loaded.songs))
    run = _Run(job, network.to(device), batches, validation, recipe, device)
    if job.resume:
        run.restore()
    everything = (*loaded.songs, *loaded.sources.singers, *loaded.sources.backings)
    everything += tuple(stems.vocals for stems in loaded.sources.stems)
    n_weights = sum(parameter.numel() for parameter in network.parameters())
    stems = len(loaded.sources.stems) + len(loaded.sources.singers) + len(loaded.sources.backings)
    total = minutes(everything, job.features)
    yield Started(
        run.state.update, job.preset.train.updates, n_weights, len(loaded.songs), stems, round(total, 1), str(device)
    )
    yield from run.reports()


class _Run:
    """One training under way."""

    def __init__(
        self,
        job: TrainingJob,
        network: SingingNet,
        batches: Batches,
        validation: list[Recording],
        recipe: dict[str, Any],
        device: torch.device,
    ) -> None:
        self._job = job
        self._config = job.preset.train
        self._batches = batches
        self._validation = validation
        self._recipe = recipe
        # Which program it is that learns is found out now: the checkout may change while it runs.
        self._story = {**job.story, **recipe, "program": program()}
        self._device = device
        self._augmenter = Augmenter(job.preset.augment, job.features, device)
        generator = torch.Generator().manual_seed(self._config.seed)
        self.state = TrainingState(network, _optimizer(network, self._config), generator)
        self._scores: Scores | None = None

    def restore(self) -> None:
        """Go to where the saved state was."""
        path = state_path(self._job.out)
        extra = load_state(path, self.state, self._recipe)
        try:
            self._batches.restore(extra["batches"])
            self._scores = Scores(**extra["scores"]) if extra["scores"] else None
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path}: cannot resume from this file ({error}). Start anew without resuming.") from error

    def reports(self) -> Iterator[Report]:
        """Learn from here to the last update."""
        config, state = self._config, self.state
        losses: list[Tensor] = []
        began, first = time.monotonic(), state.update
        if state.update == config.updates:
            # Killed after the last state was written, but perhaps before the model was.
            checkpoint.save(self._job.out, self._model())
        while state.update < config.updates:
            losses.append(self._step())
            state.update += 1
            report, check, save = map(self._due, (config.report_every, config.validate_every, config.checkpoint_every))
            if report or check or save:
                self._refuse_nonsense(losses)
            if report:
                loss = float(torch.stack(losses).mean())
                losses.clear()
                speed = (time.monotonic() - began) / (state.update - first)
                yield Progress(state.update, config.updates, loss, speed * (config.updates - state.update))
            if check and self._validation:
                yield self._validate()
            if save:
                self._save()
                yield Saved(str(self._job.out), state.update)
        yield Finished(str(self._job.out), state.update, self._scores)

    def _due(self, every: int) -> bool:
        """Whether what happens every so many updates, and after the last one, is to happen now."""
        return self.state.update % every == 0 or self.state.update == self._config.updates

    def _refuse_nonsense(self, losses: list[Tensor]) -> None:
        """Raise DataError if the training has diverged, before the last good checkpoint is replaced."""
        values = (*losses, *self.state.network.state_dict().values())
        if not all(bool(torch.isfinite(value).all()) for value in values):
            raise self._diverged()

    def _diverged(self) -> DataError:
        return DataError(
            f"the training diverged at update {self.state.update}: its weights or answers are not numbers any more. "
            "Start anew with a smaller learning rate."
        )

    def _step(self) -> Tensor:
        """One update; returns its loss, still on the device."""
        config, state = self._config, self.state
        magnitudes, sung = self._batches.draw(config.batch_size, self._device)
        draws = self._augmenter.draw(config.batch_size, state.generator)
        mel = self._augmenter.apply(magnitudes, draws, self._batches.negatives(draws.n_mixed, self._device))
        mel = corrupted(mel, draws, state.network.mean, state.network.std)
        targets = sung.float() * (1 - 2 * config.target_margin) + config.target_margin
        rate = config.learning_rate * config.decay ** (state.update // config.decay_every)
        for group in state.optimizer.param_groups:
            group["lr"] = rate
        state.network.train()
        with torch.autocast(self._device.type, torch.bfloat16, enabled=config.precision == "bfloat16"):
            logits = state.network(mel)
        loss = functional.binary_cross_entropy_with_logits(logits.float(), targets)
        state.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        state.optimizer.step()
        return loss.detach()

    def _validate(self) -> Validated:
        try:
            outcome = validate(self._model(), self._validation)
        except ModelError as error:
            raise self._diverged() from error
        self._scores = outcome.scores
        scores = outcome.scores
        return Validated(self.state.update, scores.error, scores.auroc, scores.threshold, outcome.loss)

    def _save(self) -> None:
        """The state first: should the program be killed between the two files, resuming still works."""
        extra = {"batches": self._batches.state(), "scores": to_json(self._scores) if self._scores else None}
        save_state(state_path(self._job.out), self.state, extra, self._recipe)
        checkpoint.save(self._job.out, self._model())

    def _model(self) -> checkpoint.Model:
        decision = self._job.decision
        if self._scores is not None:
            decision = replace(decision, threshold=self._scores.threshold)
        story: dict[str, Any] = self._story | {"updates_done": self.state.update}
        if self._scores is not None:
            story["validation_scores"] = to_json(self._scores)
        return checkpoint.Model(self._job.out.stem, (self.state.network,), self._job.features, decision, story)


def _divided(job: TrainingJob) -> tuple[Dataset, tuple[LabelledSong, ...], list[str]]:
    """The data to learn from, the songs to validate on, and the content keys of the former's files.

    Raises DataError wherever a song that shall be kept from learning might be learned from after all: when its
    name is not in the data, so perhaps misspelt, or its content is there under another name too.
    """
    found = replace(dataset.find(job.data), unlabelled=job.unlabelled)
    kept, checked = found.files_of(job.holdout | job.validation), found.only(job.validation)
    for song in checked:
        if song.is_among(job.holdout):
            raise DataError(f"song {song.name!r} is to be held out and validated on. Take it off one of the lists.")
    learned = found.without(job.holdout | job.validation)
    names = {content_key(path): path.stem for path in kept}
    keys = [content_key(path) for path in learned.files()]
    for path, key in zip(learned.files(), keys, strict=True):
        if key in names:
            raise DataError(f"{path}: is the very recording of {names[key]!r}, which is not to be learned from.")
    return learned, checked, keys


def _network(job: TrainingJob) -> tuple[SingingNet, dict[str, Any] | None]:
    """The network to train, and what it comes from: name, key and card of the model, or None for a fresh one."""
    torch.manual_seed(job.preset.train.seed)
    if job.start_from is None:
        return build(job.preset.network), None
    source = named_model(job.start_from)
    model = checkpoint.load(source)
    if model.features != job.features:
        raise DataError(f"{source}: hears with other settings than this training. Start from scratch instead.")
    return model.network, {"name": model.name, "key": model.key, "card": dict(model.story)}


def _taught_by(job: TrainingJob, path: Path) -> tuple[Teach, dict[str, Any]]:
    """How a song without labels becomes one to learn from, and what the card tells of the teacher.

    Raises DataError if the teacher knows songs that shall be kept from learning: its answers would tell of them.
    """
    teacher = Teacher.open(path, job.features, job.device, job.out.with_suffix(".taught"))
    known = sorted(learned_songs(teacher.model.story) & (job.holdout | job.validation))
    if known:
        raise DataError(
            f"{path}: this teacher has learned from {known[0]!r}, which is not to be learned from. "
            "Choose a teacher that has not, or take the song off the list."
        )
    margin = job.preset.train.target_margin
    return lambda song, samples: taught_song(song.stem, samples, teacher.answers(song, samples), margin), teacher.story


def _optimizer(network: SingingNet, config: TrainConfig) -> torch.optim.Optimizer:
    if config.optimizer == "adam":
        return torch.optim.Adam(network.parameters(), config.learning_rate)
    return torch.optim.SGD(network.parameters(), config.learning_rate, config.momentum, nesterov=True)


def _recipe(job: TrainingJob, found: Dataset, audio_keys: list[str]) -> dict[str, Any]:
    """What the model is made of, for its card and to tell whether a saved state belongs to this training."""
    return {
        "preset": job.preset_name,
        "augmentation": to_json(job.preset.augment),
        "schedule": to_json(job.preset.train),
        "data": data_story(found, job.holdout, job.validation) | {"audio_key": joint_key(audio_keys)},
    }
