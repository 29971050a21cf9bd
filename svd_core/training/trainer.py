"""Train a network: a generator of reports that saves its state as it goes (paper section 3.3).

To stop, stop iterating. A run that was stopped or killed resumes from its last saved state; on a CPU it ends with the
same weights as a run that was never interrupted.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from svd_core.config import to_json
from svd_core.data.coverage import SongCoverage, remarks
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.data.learned_from import FIELD as LEARNED_FROM
from svd_core.data.learned_from import known_in, record
from svd_core.data.loading import LoadProgress, load
from svd_core.data.recordings import Recording, load_song, minutes
from svd_core.errors import DataError, ModelError
from svd_core.files.backups import back_up
from svd_core.model import checkpoint
from svd_core.model.architectures import Network
from svd_core.model.inference import device_named
from svd_core.model.metrics import Scores
from svd_core.model.provenance import joint_key, program
from svd_core.model.recurrent import RecurrentNet
from svd_core.sentence import Sentence
from svd_core.training.ancestors import open_teacher, starting_network
from svd_core.training.batches import Batches
from svd_core.training.computation import Computation, bfloat16_warning
from svd_core.training.kept_answers import KeptAnswers, shifted
from svd_core.training.memory import keep_freed_memory
from svd_core.training.optimizer import Optimizer
from svd_core.training.plan import TrainingPlan, state_path
from svd_core.training.recipe import data_metadata
from svd_core.training.reports import (
    Finished,
    Loading,
    Notice,
    Paused,
    Report,
    Saved,
    Started,
    TrainingProgress,
    Validated,
)
from svd_core.training.state import TrainingState, load_state, save_state, saved_recipe
from svd_core.training.stretch_batches import StretchBatches
from svd_core.training.updates import GraphUpdates, Updates, WeightAverage, mixed
from svd_core.training.validation import validate

SECONDS_BETWEEN_SAVES = 10.0
"""On a graphics card an update takes a millisecond or two, so that writing files would take longer than training."""


def train(plan: TrainingPlan) -> Iterator[Report]:
    """Run a training; raises DataError or ModelError before anything is written if it cannot begin."""
    device = device_named(plan.device)
    found, validation_songs, excluded = _split(plan)
    if plan.resume and not state_path(plan.out).is_file():
        raise DataError(f"{state_path(plan.out)}: no unfinished training to resume. Start it without resuming.")
    computation = Computation.on(device, _asked_precision(plan))
    plan = _with_precision(plan, computation.precision)
    network, parent, ancestors = starting_network(plan, excluded)
    recipe = _recipe(plan, found) | {"network": to_json(network.config), "started_from": parent}
    labeller, kept_answers = None, None
    if plan.teacher is not None:
        labeller, recipe["teacher"], of_teacher, kept_answers = open_teacher(plan, plan.teacher, excluded)
        ancestors = [*ancestors, of_teacher]
    validation = [load_song(song, plan.features) for song in validation_songs]
    if validation_songs and not any(song.checked_frames.any() for song in validation):
        raise DataError("no frame of the validation songs is checked; they may be too short. Choose others.")
    loaded = LoadProgress(0, 0, "")
    codings = plan.preset.stretch.codings if plan.preset.stretch else 0
    given = (found, plan.features, plan.preset.train.seed, labeller, computation.threads, codings)
    for loaded in load(*given) if plan.store is None else load(*given, plan.store):
        yield Loading(loaded.done, loaded.total, loaded.name)
    # All files have been read now, and a store knows their keys.
    recipe["data"]["audio_key"] = joint_key([plan.content_key(path) for path in found.files()])
    learned = record(known_in(found, plan.artists, plan.content_key), *ancestors)
    if computation.device.type == "cpu":
        keep_freed_memory()
    batches = _batches(plan, loaded, network, computation.device)
    network.to(memory_format=computation.memory_format)  # type: ignore[call-overload]  # torch's hints lack it
    run = _Run(plan, network.to(computation.device), batches, validation, recipe, {LEARNED_FROM: learned}, kept_answers)
    if plan.resume:
        run.restore()
    started = _started(plan, run.state, loaded, computation)
    songs = [SongCoverage.of_recording(song, plan.features) for song in loaded.songs]
    odd = remarks(songs, has_other_music=bool(loaded.sources.recordings()))
    # The sample bank holds the recordings now; the loaded ones would only take the same memory again.
    del loaded
    yield started
    for text in (*found.notices(), *odd):
        yield Notice.of(text)
    if computation.precision == "bfloat16" and (warning := bfloat16_warning(computation.device)):
        yield Notice.of(warning)
    yield from run.reports()


def _batches(
    plan: TrainingPlan, loaded: LoadProgress, network: Network, device: torch.device
) -> Batches | StretchBatches:
    """The batches of a training, and a fresh network made to fit what they are made of."""
    preset, features = plan.preset, plan.features
    if isinstance(network, RecurrentNet):
        # `starting_network` has refused a network for stretches that was to learn from excerpts.
        assert preset.stretch is not None
        return StretchBatches(loaded.songs, loaded.sources, preset, preset.stretch, features, device)
    batches = Batches(loaded.songs, loaded.sources, preset, features, device)
    if plan.start_from is None:
        network.normalise_by(*batches.mel_statistics())
    batches.statistics = (network.mean.to(device), network.std.to(device))
    return batches


def _asked_precision(plan: TrainingPlan) -> str:
    """The precision asked for; a training that is resumed without one keeps its own."""
    asked = plan.preset.train.precision
    if asked == "auto" and plan.resume:
        schedule = saved_recipe(state_path(plan.out)).get("schedule")
        if isinstance(schedule, dict):
            return str(schedule.get("precision", "float32"))
    return asked


def _with_precision(plan: TrainingPlan, precision: str) -> TrainingPlan:
    """The plan with its precision resolved, as the card and the state of the training record it."""
    preset = plan.preset
    return replace(plan, preset=replace(preset, train=replace(preset.train, precision=precision)))


def _started(plan: TrainingPlan, state: TrainingState, loaded: LoadProgress, computation: Computation) -> Started:
    sources = loaded.sources
    voices = (*(stems.vocals for stems in sources.stems), *sources.singers, *sources.backings)
    return Started(
        update=state.update,
        updates=plan.preset.train.updates,
        parameters=sum(parameter.numel() for parameter in state.network.parameters()),
        songs=len(loaded.songs),
        stems=len(voices),
        minutes=round(minutes((*loaded.songs, *voices), plan.features), 1),
        device=str(computation.device),
        precision=computation.precision,
        layout=computation.layout,
        threads=computation.threads,
    )


class _Run:
    """One training in progress."""

    def __init__(
        self,
        plan: TrainingPlan,
        network: Network,
        batches: Batches | StretchBatches,
        validation: list[Recording],
        recipe: dict[str, Any],
        facts: dict[str, Any],
        kept_answers: KeptAnswers | None,
    ) -> None:
        """`facts` go into the card of the model as they are; a saved state is not recognised by them."""
        self._plan = plan
        self._config = plan.preset.train
        self._validation = validation
        self._recipe = recipe
        # The program's version is looked up now, since the checkout may change while the training runs.
        self._metadata = {**plan.metadata, **recipe, **facts, "program": program()}
        average = WeightAverage(network, self._config.weight_average) if self._config.weight_average else None
        # The weights of the start, before those of a saved state take their place.
        goes_on = plan.start_from is not None
        self._start = copy.deepcopy(network) if goes_on and self._config.start_share else None
        self.state = TrainingState(
            network, Optimizer(network, self._config), average=average.network if average else None
        )
        self._kept_answers = kept_answers
        self._notices: list[str] = []
        recordable = plan.cuda_graph and network.device.type == "cuda" and average is None
        if recordable and isinstance(batches, Batches) and batches.on_device:
            self._updates: Updates = GraphUpdates(
                network, self.state.optimizer, batches, self._config, self._notices.append
            )
        else:
            self._updates = Updates(network, self.state.optimizer, batches, self._config, average, goes_on)
            if plan.cuda_graph:
                reason = "the training runs on a CPU" if network.device.type == "cpu" else "not for this recipe"
                self._notices.append(Sentence("no CUDA graph ({0})", reason))
        self._between_saves = SECONDS_BETWEEN_SAVES if network.device.type == "cuda" else 0.0
        self._scores: Scores | None = None
        self._edges: dict[str, Any] | None = None
        # Of a training that goes on, what is there is its own.
        self._has_saved = plan.resume

    def restore(self) -> None:
        """Continue from the saved state."""
        path = state_path(self._plan.out)
        extra = load_state(path, self.state, self._recipe)
        try:
            self._scores = Scores(**extra["scores"]) if extra["scores"] else None
            self._edges = extra.get("edges")  # States of earlier versions have none.
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path}: cannot resume from this file ({error}). Start anew without resuming.") from error

    def reports(self) -> Iterator[Report]:
        """Learn from here to the last update."""
        config, state = self._config, self.state
        began, first, pause = time.monotonic(), state.update, self._plan.pause
        # Further trainings of one plan share its pause.
        paused_before = pause.seconds
        saved = began
        if state.update == config.updates:
            # Killed after the last state was written, but perhaps before the model was.
            self._plan.before_writing()
            checkpoint.save(self._plan.out, self._model())
        for _ in self._updates.run(first, config.updates):
            state.update += 1
            yield from self._new_notices()
            now = time.monotonic()
            if self._due(config.report_every):
                loss = self._updates.mean_loss()
                if not math.isfinite(loss):
                    raise self._diverged()
                busy = now - began - (pause.seconds - paused_before)
                left = busy / (state.update - first) * (config.updates - state.update)
                yield TrainingProgress(state.update, config.updates, loss, left)
            if self._due(config.validate_every) and self._validation:
                yield self._validate()
            last = state.update == config.updates
            if last or (self._due(config.checkpoint_every) and now - saved >= self._between_saves):
                kept = self._save()
                saved = time.monotonic()
                yield Saved(str(self._plan.out), state.update)
                if kept:
                    yield Notice.of(Sentence("What was there before is kept: {0}.", ", ".join(map(str, kept))))
            if not last:
                yield from (Paused(state.update) for _ in pause.waits())
        yield Finished(str(self._plan.out), state.update, self._scores)

    def _new_notices(self) -> Iterator[Notice]:
        """The notices that have come up since the last call."""
        while self._notices:
            yield Notice.of(self._notices.pop(0))

    def _due(self, every: int) -> bool:
        """Whether this update is a multiple of `every`, or the last one."""
        return self.state.update % every == 0 or self.state.update == self._config.updates

    def _check_finite(self) -> None:
        """Raise DataError if the training has diverged, before the last good checkpoint is replaced."""
        if not all(bool(torch.isfinite(value).all()) for value in self.state.result.state_dict().values()):
            raise self._diverged()

    def _diverged(self) -> DataError:
        return DataError(
            f"the training diverged at update {self.state.update}: its weights or probabilities are not numbers "
            "any more. Start anew with a smaller learning rate."
        )

    def _validate(self) -> Validated:
        self._check_finite()
        try:
            outcome = validate(self._model(), self._validation)
        except ModelError as error:
            raise self._diverged() from error
        self._scores, self._edges = outcome.scores, to_json(outcome.edges)
        scores = outcome.scores
        return Validated(self.state.update, scores.error, scores.auroc, scores.threshold, outcome.loss)

    def _save(self) -> list[Path]:
        """Write state and model; the state first, so that a kill between the two files does no harm.

        What is there of another training, which is to be replaced, is kept beside them; returns where.
        """
        self._check_finite()
        self._plan.before_writing()
        replaced = () if self._has_saved else (self._plan.out, state_path(self._plan.out))
        kept = [backup for path in replaced if (backup := back_up(path)) is not None]
        self._has_saved = True
        extra = {"scores": to_json(self._scores) if self._scores else None, "edges": self._edges}
        save_state(state_path(self._plan.out), self.state, extra, self._recipe)
        checkpoint.save(self._plan.out, self._model())
        return kept

    def _model(self) -> checkpoint.Model:
        postprocessing = self._plan.postprocessing
        if self._scores is not None:
            postprocessing = replace(postprocessing, threshold=self._scores.threshold)
        metadata: dict[str, Any] = self._metadata | {"updates_done": self.state.update}
        if self._scores is not None:
            metadata["validation_scores"] = to_json(self._scores) | ({"edges": self._edges} if self._edges else {})
        result = self.state.result
        if self._start is not None:
            result = mixed(result, self._start, self._config.start_share)
        model = checkpoint.Model(self._plan.out.stem, (result,), self._plan.features, postprocessing, metadata)
        if self._kept_answers is None or self.state.update < self._config.updates:
            return model
        agreement = self._kept_answers.agreement(model)
        return model if agreement is None else shifted(model, agreement)


def _split(plan: TrainingPlan) -> tuple[Dataset, tuple[LabelledSong, ...], dict[str, str]]:
    """The training data, the validation songs, and the names of all songs that are kept out, by content key.

    Raises DataError if a song that is to be kept out might be learned from after all: its name is not in the data, so
    it may be misspelt, or the same recording is there under another name.
    """
    found = plan.dataset().with_unlabelled(plan.unlabelled)
    excluded, validation = found.files_of(plan.holdout | plan.validation), found.only(plan.validation)
    for song in validation:
        if song.is_among(plan.holdout):
            raise DataError(f"song {song.name!r} is to be held out and validated on. Take it off one of the lists.")
    learned = found.without(plan.holdout | plan.validation)
    names = {plan.content_key(path): path.stem for path in excluded}
    sizes = {path.stat().st_size for path in excluded}
    # Files of other sizes are other recordings, and need not be read for that.
    for path in learned.files():
        if path.stat().st_size in sizes and (key := plan.content_key(path)) in names:
            raise DataError(f"{path}: is the very recording of {names[key]!r}, which is not to be learned from.")
    return learned, validation, names


def _recipe(plan: TrainingPlan, found: Dataset) -> dict[str, Any]:
    """What the model is made from, for its card and to recognise the saved state of this training."""
    return {
        "preset": plan.preset_name,
        "augmentation": to_json(plan.preset.augment),
        "schedule": to_json(plan.preset.train),
        **({"stretches": to_json(plan.preset.stretch)} if plan.preset.stretch else {}),
        "data": data_metadata(found, plan.holdout, plan.validation),
    }
