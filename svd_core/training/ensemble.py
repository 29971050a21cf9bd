"""Bags: networks that differ in nothing but their seed, trained side by side and joined in one model.

Detection averages their probabilities, which errs less than any of them (on Jamendo 5.8 % instead of 6.5 %, by the
author of the paper). Each member stays beside the bag as a model of its own, so that a bag can be stopped and gone on
with, and grow.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from svd_core.config import to_json
from svd_core.data.dataset import LabelledSong
from svd_core.data.recordings import load_song
from svd_core.model import checkpoint
from svd_core.training.runs import Run, RunReport, train_runs
from svd_core.training.trainer import Finished, Validated
from svd_core.training.validation import validate


@dataclass(frozen=True)
class Ensemble:
    """A bag to train: its file, and what `svd train` is told for every member besides its seed."""

    out: Path
    first_seed: int
    size: int
    arguments: tuple[str, ...]

    def runs(self) -> list[Run]:
        """Its members, in the order in which the file holds them."""
        return [
            Run(f"seed{seed}", run_path(self.out, seed), [*self.arguments, "--seed", str(seed)])
            for seed in range(self.first_seed, self.first_seed + self.size)
        ]


def run_path(out: Path, seed: int) -> Path:
    """Where the member of a seed is kept, in a folder beside the bag."""
    return out.with_suffix(".members") / f"seed{seed}.safetensors"


def train_ensemble(
    ensemble: Ensemble, validation: Sequence[LabelledSong], at_once: int | None = None, threads: int | None = None
) -> Generator[RunReport | Validated | Finished, None, None]:
    """Train the members that are not finished, then write the bag, its threshold chosen on the validation songs.

    If a member breaks, the others are finished all the same, no bag is written and MembersError is raised.
    """
    runs = ensemble.runs()
    yield from train_runs(runs, at_once, threads)
    models = [checkpoint.load(run.out) for run in runs]
    metadata = _metadata(models)
    model = checkpoint.joined(models, ensemble.out.stem, models[0].postprocessing, metadata)
    updates, scores = int(metadata["updates_done"]), None
    if validation:
        outcome = validate(model, [load_song(song, model.features) for song in validation])
        scores = outcome.scores
        metadata["validation_scores"] = to_json(scores)
        model = replace(model, postprocessing=replace(model.postprocessing, threshold=scores.threshold))
        yield Validated(updates, scores.error, scores.auroc, scores.threshold, outcome.loss)
    checkpoint.save(ensemble.out, model)
    yield Finished(str(ensemble.out), updates, scores)


def _metadata(models: Sequence[checkpoint.Model]) -> dict[str, Any]:
    """The card of a bag: what its members have in common, and what each has of its own."""
    own = ("schedule", "updates_done", "program", "validation_scores")
    common = {name: value for name, value in models[0].metadata.items() if name != "validation_scores"}
    runs = [
        {"name": model.name, "key": model.key} | {name: model.metadata[name] for name in own if name in model.metadata}
        for model in models
    ]
    return common | {"members": runs}
