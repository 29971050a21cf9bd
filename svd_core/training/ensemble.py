"""Ensembles: networks that differ only in their seed, trained side by side and written into one model file.

Detection averages their probabilities, which gives fewer errors than any of them (on Jamendo 5.8 % instead of 6.5 %,
as the author of the paper found). Each network also stays beside the ensemble as a model of its own, so that an
ensemble can be stopped, resumed and enlarged.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from svd_core.config import to_json
from svd_core.data.dataset import LabelledSong
from svd_core.data.recordings import load_song
from svd_core.model import checkpoint
from svd_core.training.reports import Finished, Validated
from svd_core.training.runs import Run, RunReport, TrainRuns
from svd_core.training.validation import validate


@dataclass(frozen=True)
class Ensemble:
    """An ensemble to train.

    Attributes:
        out: its model file.
        first_seed, size: the seeds are first_seed .. first_seed + size - 1.
        arguments: those of `svd train` that all runs share; see `runs.Run`.
        device: "auto", "cpu" or "cuda".
    """

    out: Path
    first_seed: int
    size: int
    arguments: tuple[str, ...]
    device: str = "auto"

    def runs(self) -> list[Run]:
        """Its trainings, in the order in which the file holds their networks."""
        return [
            Run(f"seed{seed}", run_path(self.out, seed), (*self.arguments, "--seed", str(seed)), self.device)
            for seed in range(self.first_seed, self.first_seed + self.size)
        ]


def run_path(out: Path, seed: int) -> Path:
    """The model file of one seed, in a folder beside the ensemble's file."""
    return out.with_suffix(".members") / f"seed{seed}.safetensors"


def train_ensemble(
    ensemble: Ensemble,
    train_runs: TrainRuns,
    validation: Sequence[LabelledSong],
    before_writing: Callable[[], object] = lambda: None,
) -> Generator[RunReport | Validated | Finished, None, None]:
    """Train the runs that are not finished, then write the ensemble, with the best threshold on the validation songs.

    If a run fails, the others are finished all the same, no ensemble is written and RunsError is raised.
    before_writing: as in `TrainingPlan`.
    """
    runs = ensemble.runs()
    yield from train_runs(runs)
    models = [checkpoint.load(run.out) for run in runs]
    metadata = _metadata(models)
    model = checkpoint.joined(models, ensemble.out.stem, models[0].postprocessing, metadata)
    updates, scores = int(metadata["updates_done"]), None
    if validation:
        outcome = validate(model, [load_song(song, model.features) for song in validation])
        scores = outcome.scores
        metadata["validation_scores"] = to_json(scores) | {"edges": to_json(outcome.edges)}
        model = replace(model, postprocessing=replace(model.postprocessing, threshold=scores.threshold))
        yield Validated(updates, scores.error, scores.auroc, scores.threshold, outcome.loss)
    before_writing()
    checkpoint.save(ensemble.out, model)
    yield Finished(str(ensemble.out), updates, scores)


def _metadata(models: Sequence[checkpoint.Model]) -> dict[str, Any]:
    """The metadata of an ensemble: what its runs have in common, and what each has of its own."""
    own = ("schedule", "updates_done", "program", "validation_scores")
    common = {name: value for name, value in models[0].metadata.items() if name != "validation_scores"}
    runs = [
        {"name": model.name, "key": model.key} | {name: model.metadata[name] for name in own if name in model.metadata}
        for model in models
    ]
    return common | {"members": runs}
