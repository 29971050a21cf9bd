"""What the experiments on left-out artists share: the songs, trainings, reports as they come, and the outcome."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from svd_core.cli.execution.many_trainings_display import ManyTrainingsDisplay
from svd_core.cli.options import UsageError
from svd_core.cli.output import Output
from svd_core.cli.program import PROGRAM
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds.finding import MODEL_SUFFIX, ScoredSongs, find_files
from svd_core.experiments.folds.judging import Decision, Row
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.page import title
from svd_core.experiments.folds.posterior_files import SUFFIX
from svd_core.experiments.folds.predicting import Request, SongPredicted
from svd_core.experiments.folds.results import as_json
from svd_core.experiments.folds.run import (
    Judged,
    Report,
    Task,
    Twins,
    judge_models,
    judge_posteriors,
    progress,
    train_twins,
)
from svd_core.experiments.paper.artists import find_artists, leak
from svd_core.experiments.paper.splits import Split, find_splits
from svd_core.model.score_text import UNDEFINED, fraction, percent

RequestsFor = Callable[[Mapping[FoldName, Path]], Iterable[Request]]
"""From models by their names to what they are to predict."""


@dataclass(frozen=True)
class JudgedSongs:
    """The songs that the command line names, their folds, and the decision to judge with."""

    scored: ScoredSongs
    splits: tuple[Split, ...]
    decision: Decision


def judged_songs(arguments: argparse.Namespace, output: Output) -> JudgedSongs:
    """Find the songs and their folds; DataError where they cannot be judged on."""
    if arguments.out.exists() and not arguments.out.is_dir():
        raise UsageError(f"--out {arguments.out}: is a file; name a folder")
    songs = dataset.find(arguments.data).songs
    splits = find_splits(arguments.data, songs, arguments.folds)
    scored = ScoredSongs.of(songs, splits, _artists(arguments, songs, splits, output))
    decision = Decision()
    if arguments.median_frames is not None:
        decision = replace(decision, median_frames=arguments.median_frames)
    if arguments.threshold is not None:
        decision = replace(decision, threshold=arguments.threshold)
    return JudgedSongs(scored, splits, decision)


def judge_given(arguments: argparse.Namespace, task: Task, requests_for: RequestsFor, output: Output) -> None:
    """Judge the posteriors or the models that the command line names."""
    folds = task.scored.folds
    if arguments.posteriors:
        _show_judged(judge_posteriors(find_files(arguments.posteriors, SUFFIX, folds), task), output)
        return
    # Every model is looked at before the first is used.
    requests = list(requests_for(find_files(arguments.models, MODEL_SUFFIX, folds)))
    _show_reports(judge_models(requests, task, arguments.device, arguments.threads), {}, 1, output)


def train_and_judge(
    arguments: argparse.Namespace, grid: Sequence[Twins], task: Task, requests_for: RequestsFor, output: Output
) -> int:
    """Train the networks that are missing, and judge those that are trained; returns the exit status."""
    found = [progress(twins) for twins in grid]
    n_finished = sum(len(one.finished) for one in found)
    missing = {name: done for one in found for name, done in one.unfinished.items()}
    n_begun = sum(done > 0 for done in missing.values())
    output.say(
        f"{len(task.scored.of_fold[''])} songs in {len(task.scored.folds)} folds; {n_finished} networks trained "
        f"already, {len(missing)} to train" + (f", {n_begun} of them begun" if n_begun else "")
    )
    if arguments.plan:
        for name, done in missing.items():
            output.say(f"  {name}" + (f", goes on from update {done}" if done else ""))
        output.report("plan", missing={str(name): done for name, done in missing.items()})
        return 0
    if arguments.no_training:
        missing = {}
    models = {
        name: twins.model_path(name)
        for twins, one in zip(grid, found, strict=True)
        for name in twins.names
        if name in one.finished or name in missing
    }
    if not models:
        raise DataError(f"{arguments.out}: none of the networks is trained. Leave --no-training out.")

    def reports() -> Generator[Report, None, None]:
        if missing:
            yield from train_twins(grid, set(missing), PROGRAM, arguments.at_once, arguments.threads)
        yield from judge_models(list(requests_for(models)), task, arguments.device, arguments.threads)

    begun = {str(name): done for name, done in missing.items()}
    _show_reports(reports(), begun, grid[0].preset.train.updates, output)
    return 0


def _artists(
    arguments: argparse.Namespace, songs: Sequence[LabelledSong], splits: Sequence[Split], output: Output
) -> Mapping[str, str]:
    """The artist of every song, added ones too; DataError if one is scored by networks that learn from its artist.

    What models have learned from is known from their cards, model by model.
    """
    added = dataset.find(arguments.add).songs if arguments.add else ()
    artists = find_artists((*arguments.data, *arguments.add), (*songs, *added), GivenArtists(arguments.artists))
    if arguments.models:
        return artists.of
    if found := leak(artists.certain, splits):
        raise DataError(found)
    if suspicion := leak(artists.of, splits):
        output.complain(
            f"going by the names of songs, {suspicion} If the names mislead, give the artists with --artists."
        )
    return artists.of


def _show_reports(
    reports: Generator[Report, None, None], begun: Mapping[str, int], updates: int, output: Output
) -> None:
    """Pass on reports as they come, as JSON or in words."""
    display = ManyTrainingsDisplay(begun, updates, output)
    with contextlib.closing(reports), contextlib.closing(display):
        try:
            for report in reports:
                if isinstance(report, Judged):
                    display.close()
                    _show_judged(report, output)
                elif isinstance(report, SongPredicted):
                    output.report(report.kind, **asdict(report))
                    display.show_predicted(report)
                else:
                    event = dict(report.report)
                    output.report(event.pop("report"), run=report.run, **event)
                    display.show_training(report.run, report.report)
        except KeyboardInterrupt:
            display.close()
            output.say("Stopped. What is trained and predicted is kept; the same command goes on.")
            raise


def _show_judged(judged: Judged, output: Output) -> None:
    """Show a line for each network or mean, and the files written."""
    for row in judged.results.rows:
        output.say(_line(row))
    output.say("Written: " + ", ".join(judged.files))
    output.report("summary", files=judged.files, **as_json(judged.results))


def _line(row: Row) -> str:
    """One row: what it is of, and its main figures."""
    values = row.smoothed.values
    error, edge = values["error"], values["edge"].value
    interval = "" if error.low is None or error.high is None else f" [{100 * error.low:.1f}, {100 * error.high:.1f}]"
    rates = ", ".join(f"{name} {percent(values[name].value)}" for name in ("recall", "specificity"))
    return (
        f"{title(row)}: error {percent(error.value)}{interval}, {rates}, AUROC {fraction(values['auroc'].value)}, best "
        f"common {percent(values['best_error'].value)}, own {percent(values['own_error'].value)}, edges "
        f"{UNDEFINED if edge is None else format(edge, '.2f')} s"
    )
