"""Train a network: a generator of reports that writes its state as it goes (paper section 3.3).

Stop by not iterating; a killed or stopped run goes on from its last saved state, and on a CPU ends
with the same weights as a run that was never interrupted.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from svd_core.config import to_json
from svd_core.data import dataset
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.data.loading import Labeller, LoadProgress, load
from svd_core.data.recordings import Recording, load_song, minutes, teacher_labelled_song
from svd_core.errors import DataError, ModelError
from svd_core.files.storage import content_key
from svd_core.model import checkpoint
from svd_core.model.card import known_songs, named_model
from svd_core.model.inference import device_named
from svd_core.model.joint_batch import JointBatch, joined
from svd_core.model.metrics import Scores
from svd_core.model.network import SingingNet, build
from svd_core.model.provenance import joint_key, program
from svd_core.training.batches import Batches
from svd_core.training.distillation import Teacher
from svd_core.training.memory import keep_freed_memory
from svd_core.training.plan import (
    Finished,
    Loading,
    Progress,
    Report,
    Saved,
    Started,
    TrainingPlan,
    Validated,
    state_path,
)
from svd_core.training.recipe import data_metadata
from svd_core.training.state import TrainingState, load_state, save_state
from svd_core.training.updates import ResidentUpdates, Updates, optimizer
from svd_core.training.validation import validate

__all__ = ["Finished", "Loading", "Progress", "Report", "Saved", "Started", "TrainingPlan", "Validated", "train"]

SECONDS_BETWEEN_SAVES = 10.0
"""On a graphics card, where updates take a millisecond or two, writing files would take longer than learning."""


def train(plan: TrainingPlan) -> Iterator[Report]:
    """Run a training; raises DataError or ModelError before anything is written if it cannot begin.

    Where torchrun has started several processes they learn from joint batches, and the first one reports and writes.
    """
    device = device_named(plan.device)
    with joined(device, plan.preset.train.batch_size) as joint:
        for report in _reports(plan, joint.placed(device), joint):
            if joint.leads:
                yield report


def _reports(plan: TrainingPlan, device: torch.device, joint: JointBatch) -> Iterator[Report]:
    """The training, as one of the processes that share it."""
    found, checked, audio_keys = _divided(plan)
    if plan.resume and not state_path(plan.out).is_file():
        raise DataError(f"{state_path(plan.out)}: no unfinished training to resume. Start it without resuming.")
    network, parent = _network(plan)
    recipe = _recipe(plan, found, audio_keys) | {"network": to_json(network.config), "started_from": parent}
    teach = None
    if plan.teacher is not None:
        teach, recipe["teacher"] = _taught_by(plan, plan.teacher)
    validation = [load_song(song, plan.features) for song in checked]
    if checked and not any(song.n_frames for song in validation):
        raise DataError("the validation songs are too short to hold a single frame. Choose others.")
    loaded = LoadProgress(0, 0, "")
    for loaded in load(found, plan.features, plan.preset.train.seed, teach, torch.get_num_threads()):
        yield Loading(loaded.done, loaded.total, loaded.name)
    if device.type == "cpu":
        keep_freed_memory()
    batches = Batches(loaded.songs, loaded.sources, plan.preset, plan.features, device, joint)
    if plan.start_from is None:
        network.normalise_by(*batches.mel_statistics())
    run = _Run(plan, network.to(device), batches, validation, recipe, joint)
    if plan.resume:
        run.restore()
    started = _started(plan, run.state, loaded, device)
    # The recordings are on the tape now; as they came they would only take the same memory again.
    del loaded
    yield started
    yield from run.reports()


def _started(plan: TrainingPlan, state: TrainingState, loaded: LoadProgress, device: torch.device) -> Started:
    sources = loaded.sources
    voices = (*(stems.vocals for stems in sources.stems), *sources.singers, *sources.backings)
    length = minutes((*loaded.songs, *voices), plan.features)
    n_weights = sum(parameter.numel() for parameter in state.network.parameters())
    updates = plan.preset.train.updates
    return Started(state.update, updates, n_weights, len(loaded.songs), len(voices), round(length, 1), str(device))


class _Run:
    """One training under way."""

    def __init__(
        self,
        plan: TrainingPlan,
        network: SingingNet,
        batches: Batches,
        validation: list[Recording],
        recipe: dict[str, Any],
        joint: JointBatch,
    ) -> None:
        self._plan = plan
        self._config = plan.preset.train
        self._joint = joint
        self._validation = validation
        self._recipe = recipe
        # Which program it is that learns is found out now: the checkout may change while it runs.
        self._metadata = {**plan.metadata, **recipe, "program": program()}
        batches.statistics = (network.mean, network.std)
        self.state = TrainingState(network, optimizer(network, self._config))
        resident = plan.resident or network.mean.device.type == "cuda"
        kind = ResidentUpdates if resident else Updates
        self._updates = kind(network, self.state.optimizer, batches, self._config, joint)
        self._between_saves = SECONDS_BETWEEN_SAVES if network.mean.device.type == "cuda" else 0.0
        self._scores: Scores | None = None

    def restore(self) -> None:
        """Go to where the saved state was."""
        path = state_path(self._plan.out)
        extra = load_state(path, self.state, self._recipe)
        try:
            self._scores = Scores(**extra["scores"]) if extra["scores"] else None
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path}: cannot resume from this file ({error}). Start anew without resuming.") from error

    def reports(self) -> Iterator[Report]:
        """Learn from here to the last update."""
        config, state = self._config, self.state
        began, first = time.monotonic(), state.update
        saved = began
        if state.update == config.updates and self._joint.leads:
            # Killed after the last state was written, but perhaps before the model was.
            checkpoint.save(self._plan.out, self._model())
        for _ in self._updates.run(first, config.updates):
            state.update += 1
            now = time.monotonic()
            if self._due(config.report_every):
                loss = self._updates.mean_loss()
                if not math.isfinite(loss):
                    raise self._diverged()
                left = (now - began) / (state.update - first) * (config.updates - state.update)
                yield Progress(state.update, config.updates, loss, left)
            if not self._joint.leads:
                continue
            if self._due(config.validate_every) and self._validation:
                yield self._validate()
            last = state.update == config.updates
            if last or (self._due(config.checkpoint_every) and now - saved >= self._between_saves):
                self._save()
                saved = time.monotonic()
                yield Saved(str(self._plan.out), state.update)
        yield Finished(str(self._plan.out), state.update, self._scores)

    def _due(self, every: int) -> bool:
        """Whether what happens every so many updates, and after the last one, is to happen now."""
        return self.state.update % every == 0 or self.state.update == self._config.updates

    def _refuse_nonsense(self) -> None:
        """Raise DataError if the training has diverged, before the last good checkpoint is replaced."""
        if not all(bool(torch.isfinite(value).all()) for value in self.state.network.state_dict().values()):
            raise self._diverged()

    def _diverged(self) -> DataError:
        return DataError(
            f"the training diverged at update {self.state.update}: its weights or answers are not numbers any more. "
            "Start anew with a smaller learning rate."
        )

    def _validate(self) -> Validated:
        self._refuse_nonsense()
        try:
            outcome = validate(self._model(), self._validation)
        except ModelError as error:
            raise self._diverged() from error
        self._scores = outcome.scores
        scores = outcome.scores
        return Validated(self.state.update, scores.error, scores.auroc, scores.threshold, outcome.loss)

    def _save(self) -> None:
        """The state first: should the program be killed between the two files, resuming still works."""
        self._refuse_nonsense()
        extra = {"scores": to_json(self._scores) if self._scores else None}
        save_state(state_path(self._plan.out), self.state, extra, self._recipe)
        checkpoint.save(self._plan.out, self._model())

    def _model(self) -> checkpoint.Model:
        postprocessing = self._plan.postprocessing
        if self._scores is not None:
            postprocessing = replace(postprocessing, threshold=self._scores.threshold)
        metadata: dict[str, Any] = self._metadata | {"updates_done": self.state.update}
        if self._scores is not None:
            metadata["validation_scores"] = to_json(self._scores)
        return checkpoint.Model(
            self._plan.out.stem, (self.state.network,), self._plan.features, postprocessing, metadata
        )


def _divided(plan: TrainingPlan) -> tuple[Dataset, tuple[LabelledSong, ...], list[str]]:
    """The data to learn from, the songs to validate on, and the content keys of the former's files.

    Raises DataError wherever a song that shall be kept from learning might be learned from after all: when its
    name is not in the data, so perhaps misspelt, or its content is there under another name too.
    """
    found = replace(dataset.find(plan.data), unlabelled=plan.unlabelled)
    kept, checked = found.files_of(plan.holdout | plan.validation), found.only(plan.validation)
    for song in checked:
        if song.is_among(plan.holdout):
            raise DataError(f"song {song.name!r} is to be held out and validated on. Take it off one of the lists.")
    learned = found.without(plan.holdout | plan.validation)
    names = {content_key(path): path.stem for path in kept}
    keys = [content_key(path) for path in learned.files()]
    for path, key in zip(learned.files(), keys, strict=True):
        if key in names:
            raise DataError(f"{path}: is the very recording of {names[key]!r}, which is not to be learned from.")
    return learned, checked, keys


def _network(plan: TrainingPlan) -> tuple[SingingNet, dict[str, Any] | None]:
    """The network to train, and what it comes from: name, key and card of the model, or None for a fresh one."""
    torch.manual_seed(plan.preset.train.seed)
    if plan.start_from is None:
        return build(plan.preset.network), None
    source = named_model(plan.start_from)
    model = checkpoint.load(source)
    if model.features != plan.features:
        raise DataError(f"{source}: hears with other settings than this training. Start from scratch instead.")
    _refuse_knowing(source, "model", model.metadata, plan)
    if not isinstance(model.network, SingingNet):
        raise DataError(f"{source}: recurrent networks can be used but not trained here yet. Start from another model.")
    return model.network, {"name": model.name, "key": model.key, "card": dict(model.metadata)}


def _taught_by(plan: TrainingPlan, path: Path) -> tuple[Labeller, dict[str, Any]]:
    """How a song without labels becomes one to learn from, and what the card tells of the teacher."""
    teacher = Teacher.open(path, plan.features, plan.device, plan.out.with_suffix(".taught"), plan.teacher_shifts)
    _refuse_knowing(path, "teacher", teacher.model.metadata, plan)
    margin = plan.preset.train.target_margin
    return lambda song, samples: teacher_labelled_song(
        song.stem, samples, teacher.probabilities(song, samples), margin
    ), teacher.metadata


def _refuse_knowing(path: Path, kind: str, metadata: Mapping[str, Any], plan: TrainingPlan) -> None:
    """Raise DataError if a model that this training builds on knows songs that shall be kept from learning."""
    known = sorted(known_songs(metadata) & (plan.holdout | plan.validation))
    if known:
        raise DataError(
            f"{path}: this {kind} has learned from {known[0]!r}, which is not to be learned from. "
            f"Choose a {kind} that has not, or take the song off the list."
        )


def _recipe(plan: TrainingPlan, found: Dataset, audio_keys: list[str]) -> dict[str, Any]:
    """What the model is made of, for its card and to tell whether a saved state belongs to this training."""
    return {
        "preset": plan.preset_name,
        "augmentation": to_json(plan.preset.augment),
        "schedule": to_json(plan.preset.train),
        "data": data_metadata(found, plan.holdout, plan.validation) | {"audio_key": joint_key(audio_keys)},
    }
