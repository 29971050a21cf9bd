"""What a training builds on: the model it starts from and its teacher, neither of which may know what is kept out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from svd_core.audio.features import FloatArray
from svd_core.data.learned_from import LearnedFrom, without_record
from svd_core.data.loading import Labeller
from svd_core.data.recordings import Recording, teacher_labelled_song
from svd_core.errors import DataError
from svd_core.model import checkpoint
from svd_core.model.architectures import Network, build
from svd_core.model.card import named_model
from svd_core.model.recurrent import RecurrentNet
from svd_core.training.distillation import Teacher
from svd_core.training.kept_answers import KeptAnswers
from svd_core.training.plan import TrainingPlan


def starting_network(
    plan: TrainingPlan, excluded: Mapping[str, str]
) -> tuple[Network, dict[str, Any] | None, list[dict[str, Any]]]:
    """The network to train; name, key and card of the model it starts from, None for a fresh one; and that card whole.

    excluded: names of the songs that are kept out, by content key.
    """
    torch.manual_seed(plan.preset.train.seed)
    if plan.start_from is None:
        return build(plan.preset.network), None, []
    source = named_model(plan.start_from)
    model = checkpoint.load(source)
    if model.features != plan.features:
        raise DataError(f"{source}: its spectrograms differ from this training's. Start from scratch instead.")
    _refuse_leaks(source, "model", model.metadata, plan, excluded)
    if isinstance(model.network, RecurrentNet) != (plan.preset.stretch is not None):
        kind = model.network.config.architecture
        raise DataError(f"{source}: is a network of the kind {kind}. Choose its preset, or start from another model.")
    parent = {"name": model.name, "key": model.key, "card": without_record(model.metadata)}
    return model.network, parent, [dict(model.metadata)]


def open_teacher(
    plan: TrainingPlan, path: Path, excluded: Mapping[str, str]
) -> tuple[Labeller, dict[str, Any], dict[str, Any], KeptAnswers | None]:
    """What makes a labelled recording of a song without labels, the teacher's metadata for the card, and its card.

    Where the teacher is the model that the training starts from, and no songs are there to choose the threshold on,
    also the songs on which its answers are kept: they are there once these recordings have been made.
    """
    teacher = Teacher.open(path, plan.features, plan.device, plan.out.with_suffix(".taught"), plan.teacher_shifts)
    _refuse_leaks(path, "teacher", teacher.model.metadata, plan, excluded)
    margin = plan.preset.train.target_margin

    # Many songs on which answers are kept must not crowd out the few that are new: groups are drawn before songs.
    group = "answers kept" if path == plan.start_from else ""
    kept = KeptAnswers(teacher.model.postprocessing) if group and not plan.validation else None

    def label(song: Path, samples: FloatArray) -> Recording:
        probabilities = teacher.probabilities(plan.content_key(song), samples)
        if kept is not None:
            kept.add(samples, probabilities, plan.features)
        return replace(teacher_labelled_song(song.stem, samples, probabilities, margin), group=group)

    return label, teacher.metadata, dict(teacher.model.metadata), kept


def _refuse_leaks(
    path: Path, kind: str, metadata: Mapping[str, Any], plan: TrainingPlan, excluded: Mapping[str, str]
) -> None:
    """Raise DataError if a model that this training builds on has learned from songs or artists to be kept out."""
    learned = LearnedFrom.of(metadata)
    known = sorted(learned.names & (plan.holdout | plan.validation))
    known += sorted(name for key, name in excluded.items() if key in learned.keys)
    if known:
        raise DataError(
            f"{path}: this {kind} has learned from {known[0]!r}, which is not to be learned from. "
            f"Choose a {kind} that has not, or take the song off the list."
        )
    if artists := sorted(learned.artists & plan.artists_aside):
        raise DataError(
            f"{path}: this {kind} has learned from the artist {artists[0]!r}, who is kept aside to measure models on. "
            f"Choose a {kind} that has not, or let the artist be learned from."
        )
