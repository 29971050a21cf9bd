"""What the experiments on left-out artists share: the songs, trainings, reports as they come, and the outcome."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from svd_core.cli.execution.many_trainings_display import ManyTrainingsDisplay
from svd_core.cli.execution.side_by_side import check_can_train, trainer
from svd_core.cli.options import UsageError
from svd_core.cli.output import Output
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds.artists import find_artists, leak
from svd_core.experiments.folds.decision import Decision
from svd_core.experiments.folds.finding import ScoredSongs, find_files
from svd_core.experiments.folds.judging import Row
from svd_core.experiments.folds.names import MODEL_SUFFIX
from svd_core.experiments.folds.page import title
from svd_core.experiments.folds.posterior_files import SUFFIX
from svd_core.experiments.folds.predicting import SongPredicted
from svd_core.experiments.folds.results import as_json
from svd_core.experiments.folds.run import Judged, Machine, Report, judge_models, judge_posteriors, run_grid
from svd_core.experiments.folds.splits import Split, find_splits
from svd_core.experiments.folds.task import Task
from svd_core.experiments.folds.trained import TrainedNetworks, find_trained
from svd_core.experiments.folds.twins import Twins
from svd_core.experiments.markdown import counted
from svd_core.model.score_text import UNDEFINED, fraction, percent


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
    found = dataset.find(arguments.data)
    output.notices(found.notices())
    songs = found.songs
    splits = find_splits(arguments.data, songs, arguments.folds)
    scored = ScoredSongs.of(songs, splits, _artists(arguments, songs, splits, output))
    decision = Decision(arguments.median_frames or arguments.usual_median_frames)
    if arguments.threshold is not None:
        decision = replace(decision, threshold=arguments.threshold)
    return JudgedSongs(scored, splits, decision)


def judge_or_train(arguments: argparse.Namespace, grid: Sequence[Twins], task: Task, output: Output) -> int:
    """Judge what the command line names, or train and judge the networks of a grid; returns the exit status."""
    if arguments.trained and (arguments.models or arguments.posteriors):
        raise UsageError(
            "--trained: is for networks to be trained. Leave it out, or leave out --models or --posteriors."
        )
    folds = task.scored.folds
    machine = Machine(trainer(arguments, output), arguments.device, arguments.threads)
    if arguments.posteriors:
        _show_results(judge_posteriors(find_files(arguments.posteriors, SUFFIX, folds), task), task, output)
    elif arguments.models:
        reports = judge_models(find_files(arguments.models, MODEL_SUFFIX, folds), task, machine)
        _show_reports(reports, task, ManyTrainingsDisplay({}, 1, output), output)
    else:
        _train_and_judge(arguments, grid, task, machine, output)
    return 0


def _train_and_judge(
    arguments: argparse.Namespace, grid: Sequence[Twins], task: Task, machine: Machine, output: Output
) -> None:
    """Train the networks that are missing, and judge those that are trained."""
    trained = find_trained(grid, arguments.trained)
    _show_trained(trained, task, output)
    if arguments.plan:
        _show_plan(trained, grid, task, output)
        return
    if arguments.no_training and not trained.finished:
        raise DataError(f"{arguments.out}: none of the networks is trained. Leave --no-training out.")
    if trained.missing and not arguments.no_training:
        check_can_train(arguments)
    reports = run_grid(grid, trained, task, machine, not arguments.no_training)
    begun = {str(name): done for name, done in trained.missing.items()}
    _show_reports(reports, task, ManyTrainingsDisplay(begun, grid[0].preset.train.updates, output), output)


def _show_trained(trained: TrainedNetworks, task: Task, output: Output) -> None:
    """Show what is trained already, what is missing, and which model files are of other networks."""
    for path, reason in trained.unrelated.items():
        output.say(f"{path} is not used: {reason}")
    n_begun = sum(done > 0 for done in trained.missing.values())
    songs, folds = counted(len(task.scored.of_fold[""]), "song"), counted(len(task.scored.folds), "fold")
    output.say(
        f"{songs} in {folds}; {len(trained.finished)} networks trained already, {len(trained.missing)} to train"
        + (f", {n_begun} of them begun" if n_begun else "")
    )
    output.report(
        "networks",
        finished={str(name): str(path) for name, path in trained.finished.items()},
        missing={str(name): done for name, done in trained.missing.items()},
        unrelated={str(path): reason for path, reason in trained.unrelated.items()},
    )


def _show_plan(trained: TrainedNetworks, grid: Sequence[Twins], task: Task, output: Output) -> None:
    """Show every network that is still to be trained, and an estimate of the time it takes, preset by preset."""
    from svd_core.experiments.folds.time_estimate import measure

    for name, done in trained.missing.items():
        output.say(f"  {name}" + (f", goes on from update {done}" if done else ""))
    shifts = "; five times that with pitch shifts" if task.shifted else ""
    for preset in dict.fromkeys(twins.preset_name for twins in grid):
        alike = [twins for twins in grid if twins.preset_name == preset]
        updates = sum(
            twins.preset.train.updates - trained.missing[name]
            for twins in alike
            for name in twins.names
            if name in trained.missing
        )
        costs = measure(alike[0].preset, alike[0].device)
        output.say(
            f"{preset}: with the machine as busy as now, about {updates * costs.update_s / 3600:.1f} hours for "
            f"{updates} updates at {costs.update_s:.2g} s, not counting augmentation and the reading of data; then "
            f"{costs.detection_s:.2g} s for every second of sound and network{shifts}."
        )
        output.report("plan", preset=preset, updates=updates, update_s=costs.update_s, detection_s=costs.detection_s)


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
    reports: Generator[Report, None, None], task: Task, display: ManyTrainingsDisplay, output: Output
) -> None:
    """Pass on reports as they come, as JSON or in words, then the results."""
    judged: Judged | None = None
    with contextlib.closing(reports), contextlib.closing(display):
        try:
            for report in reports:
                if isinstance(report, Judged):
                    judged = report
                    _show_progress(report, output)
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
    if judged is not None:
        _show_results(judged, task, output)


def _show_progress(judged: Judged, output: Output) -> None:
    """Say where the results so far are, while networks are still to be trained."""
    untrained = judged.results.untrained
    output.report(judged.kind, files=judged.files, untrained=[str(name) for name in untrained])
    if untrained:
        output.say(f"Judged so far, {counted(len(untrained), 'network')} to come: {judged.files[1]}")


def _show_results(judged: Judged, task: Task, output: Output) -> None:
    """Show a line for each network or mean, and the files written."""
    for row in task.shown(judged.results):
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
        f"common {percent(values['best_error'].value)}, others {percent(values['others_error'].value)}, own "
        f"{percent(values['own_error'].value)}, edges {UNDEFINED if edge is None else format(edge, '.2f')} s"
    )
