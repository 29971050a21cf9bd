"""Runs `svd reproduce`: plans or runs the paper's experiments and shows how far they are."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, replace

from svd_core.cli.execution.many_trainings_display import ManyTrainingsDisplay
from svd_core.cli.options import UsageError, with_options
from svd_core.cli.output import Output
from svd_core.cli.program import PROGRAM
from svd_core.config import PRESETS, Preset
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.paper.artists import find_artists, leak
from svd_core.experiments.paper.experiment import Experiment
from svd_core.experiments.paper.posteriors import SongPredicted
from svd_core.experiments.paper.run import Report, Scored, Training
from svd_core.experiments.paper.run import run as run_experiment
from svd_core.experiments.paper.splits import Split, find_splits
from svd_core.experiments.paper.trained_models import TrainedModels, find_trained
from svd_core.model.score_text import fraction, percent


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train and score what is missing, and show the results; returns the exit status."""
    if arguments.out.exists() and not arguments.out.is_dir():
        raise UsageError(f"--out {arguments.out}: is a file; name a folder")
    if arguments.what == "figure2" and PRESETS[arguments.preset].stretch is not None:
        raise UsageError(
            f"--preset {arguments.preset}: does without some augmentations of the figure. Choose schlueter2015 or "
            "schlueter2017, or reproduce the tables."
        )
    missing = next((folder for folder in arguments.trained if not folder.is_dir()), None)
    if missing is not None:
        raise DataError(f"{missing}: no such folder. Give --trained a folder with models in it.")
    found = dataset.find(arguments.data)
    output.notices(found.notices())
    songs = found.songs
    experiment = experiment_from(arguments, find_splits(arguments.data, songs, arguments.folds))
    artists = _artists(experiment, songs, arguments.artists, output)
    trained = find_trained(experiment, arguments.trained)
    _show_trained(trained, experiment, output)
    if arguments.plan:
        _show_plan(trained, experiment, output)
        return 0
    train = not arguments.no_training
    reports = run_experiment(experiment, trained, artists, PROGRAM, train, arguments.at_once, arguments.threads)
    _show_reports(reports, trained, experiment, output)
    return 0


def experiment_from(arguments: argparse.Namespace, splits: tuple[Split, ...]) -> Experiment:
    """The experiment that the command line asks for."""
    preset = PRESETS[arguments.preset]
    train = with_options(preset.train, arguments)
    if arguments.decay_every is None:
        train = replace(train, decay_every=max(1, train.decay_every * train.updates // preset.train.updates))
    return Experiment(
        kind=arguments.what,
        data=tuple(arguments.data),
        add=tuple(arguments.add),
        splits=splits,
        preset=Preset(with_options(preset.network, arguments), preset.augment, train, preset.stretch),
        preset_name=arguments.preset,
        n_seeds=arguments.seeds,
        out=arguments.out,
        device=arguments.device,
    )


def _artists(experiment: Experiment, songs: Sequence[LabelledSong], given: str, output: Output) -> Mapping[str, str]:
    """The artist of every song, added ones too; DataError if one is scored by networks that learned from its artist."""
    added = dataset.find(experiment.add).songs if experiment.add else ()
    artists = find_artists((*experiment.data, *experiment.add), (*songs, *added), GivenArtists(given))
    if found := leak(artists.certain, experiment.splits):
        raise DataError(found)
    if suspicion := leak(artists.of, experiment.splits):
        output.complain(
            f"going by the names of songs, {suspicion} If the names mislead, give the artists with --artists."
        )
    return artists.of


def _show_trained(trained: TrainedModels, experiment: Experiment, output: Output) -> None:
    """Show what is trained already, what is missing, and which model files belong to no trial."""
    for path, reason in trained.unrelated.items():
        output.say(f"{path} is not used: {reason}")
    n_songs, n_folds = sum(len(split.test) for split in experiment.splits), len(experiment.splits)
    begun = f", {len(trained.unfinished)} of them begun" if trained.unfinished else ""
    output.say(
        f"{n_songs} songs to score in {n_folds} fold{'' if n_folds == 1 else 's'}; {len(trained.finished)} networks "
        f"trained already, {len(trained.missing)} to train{begun}"
    )
    output.report(
        "stock",
        finished={name: str(card.path) for name, card in trained.finished.items()},
        missing=[trial.name for trial in trained.missing],
        unfinished=trained.unfinished,
        # The name that reports of earlier versions have.
        strangers={str(path): reason for path, reason in trained.unrelated.items()},
    )


def _updates_left(trained: TrainedModels, experiment: Experiment) -> int:
    """Gradient updates that are still to be done, all trainings together."""
    return len(trained.missing) * experiment.preset.train.updates - sum(trained.unfinished.values())


def _show_plan(trained: TrainedModels, experiment: Experiment, output: Output) -> None:
    """Show every network that is still to be trained, and an estimate of the time it takes."""
    from svd_core.experiments.paper.time_estimate import measure

    for trial in trained.missing:
        done = trained.unfinished.get(trial.name, 0)
        output.say(f"  {trial.name}: {trial.setting.label}" + (f", goes on from update {done}" if done else ""))
    estimate = measure(experiment.preset, experiment.device)
    updates = _updates_left(trained, experiment)
    hours = updates * estimate.update_s / 3600
    output.say(
        f"With the machine as busy as now, about {hours:.1f} hours for {updates} updates at {estimate.update_s:.2g} s, "
        f"not counting augmentation and the reading of data; then {estimate.detection_s:.2g} s for every second of "
        "sound and network" + (", five times for test-time augmentation." if experiment.shifted else ".")
    )
    # listening_s is the name that reports of earlier versions have.
    output.report("plan", updates=updates, update_s=estimate.update_s, listening_s=estimate.detection_s)


def _show_reports(
    reports: Generator[Report, None, None], trained: TrainedModels, experiment: Experiment, output: Output
) -> None:
    """Pass on reports as they come, as JSON or in words, then the summary."""
    scored: Scored | None = None
    begun = dict.fromkeys((trial.name for trial in trained.missing), 0) | trained.unfinished
    display = ManyTrainingsDisplay(begun, experiment.preset.train.updates, output)
    with contextlib.closing(reports), contextlib.closing(display):
        try:
            for report in reports:
                if isinstance(report, Training):
                    event = dict(report.report)
                    output.report(event.pop("report"), member=report.run, **event)
                    display.show_training(report.run, report.report)
                    continue
                output.report(report.kind, **asdict(report))
                if isinstance(report, SongPredicted):
                    display.show_predicted(report)
                else:
                    output.say(f"{report.trained} of {report.wanted} networks scored: {report.files[1]}")
                    scored = report
        except KeyboardInterrupt:
            display.close()
            output.say("Stopped. What is trained and scored is kept; the same command goes on.")
            raise
    if scored is not None:
        _summarise(scored, output)


def _summarise(scored: Scored, output: Output) -> None:
    """Show the error of each system, and the files written."""
    for total in scored.totals:
        spread = "" if total.low is None or total.high is None else f" ± {50 * (total.high - total.low):.1f}"
        seeds = f"{total.seeds} seed{'' if total.seeds == 1 else 's'}"
        error, auroc = percent(total.error, sign=""), fraction(total.auroc)
        output.say(f"{total.system:12} error {error}{spread} %, AUROC {auroc} ({seeds})")
    output.say("Written: " + ", ".join(scored.files))
    output.report("summary", **asdict(scored))
