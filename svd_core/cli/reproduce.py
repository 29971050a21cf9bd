"""`svd reproduce`: the paper's experiments, on data of one's own."""

from __future__ import annotations

import argparse
import contextlib
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.cli.options import (
    UsageError,
    add_artists,
    add_common,
    add_data,
    add_parameters,
    counted,
    use_threads,
    with_options,
)
from svd_core.cli.output import Output
from svd_core.cli.program import PROGRAM
from svd_core.cli.progress_line import ProgressLine
from svd_core.config import PRESETS, NetworkConfig, Preset, TrainConfig, parameters
from svd_core.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from svd_core.data.dataset import LabelledSong
    from svd_core.experiments.paper.experiment import Experiment
    from svd_core.experiments.paper.posteriors import SongPredicted
    from svd_core.experiments.paper.run import Report, Scored, Training
    from svd_core.experiments.paper.splits import Split
    from svd_core.experiments.paper.trained_models import TrainedModels

_DESCRIPTION = """
Train networks in many ways on many folds from many seeds, score each on songs it has not learned from, and write a
table, a figure and all scores. figure2: every augmentation at every strength; tables: augmentation while training,
while testing, in both. Whatever is trained already, here or by `svd train`, is recognised by the cards of the models
and not trained again; stopped at any time, the same command goes on.
"""


def add_to(commands: Any) -> None:
    """Add this command to the subparsers."""
    parser = commands.add_parser("reproduce", help="repeat the paper's experiments", description=_DESCRIPTION)
    parser.add_argument("what", choices=("figure2", "tables"), help="which of the paper's results")
    add_data(parser, "folders with audio/, labels/ and, unless --folds is given, filelists/")
    _paths(parser, "--add", "data sets that every network learns from besides, such as stems")
    _paths(parser, "--folds", "file lists, one a fold: its songs are scored by networks that learned from all others")
    _paths(parser, "--members", "folders with networks that may be trained already; nothing is written there")
    add_artists(parser, " (default: as the data say, else guessed from names)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where models and results go")
    parser.add_argument("--seeds", type=counted, default=5, metavar="N", help="networks of each kind (default: 5)")
    parser.add_argument("--at-once", type=counted, metavar="N", help="trainings side by side (default: as many as fit)")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--plan", action="store_true", help="say what there is to do and how long it takes, and end")
    only.add_argument("--no-training", action="store_true", help="score what is trained already, and end")
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), default="schlueter2017", help="recipe (default: schlueter2017)"
    )
    names = [parameter.name for parameter in parameters(TrainConfig) if parameter.name != "seed"]
    title = "training (unless given: as the preset says; fewer updates decay the step size as much sooner)"
    add_parameters(parser, TrainConfig, title, names)
    add_parameters(parser, NetworkConfig, "network (unless given: as the preset says)")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Do what is missing, and tell the results; returns the exit status."""
    use_threads(arguments.threads)
    if arguments.out.exists() and not arguments.out.is_dir():
        raise UsageError(f"--out {arguments.out}: is a file; name a folder")
    missing = next((folder for folder in arguments.members if not folder.is_dir()), None)
    if missing is not None:
        raise DataError(f"{missing}: no such folder. Give --members the folder that trained networks lie in.")
    from svd_core.data import dataset
    from svd_core.experiments.paper.run import run as run_experiment
    from svd_core.experiments.paper.splits import find_splits
    from svd_core.experiments.paper.trained_models import find_trained

    songs = dataset.find(arguments.data).songs
    experiment = _experiment(arguments, find_splits(arguments.data, songs, arguments.folds))
    artists = _artists(experiment, songs, arguments.artists, output)
    trained = find_trained(experiment, arguments.members)
    _tell_stock(trained, experiment, output)
    if arguments.plan:
        _tell_plan(trained, experiment, output)
        return 0
    train = not arguments.no_training
    reports = run_experiment(experiment, trained, artists, PROGRAM, train, arguments.at_once, arguments.threads)
    _relay(reports, trained, experiment, output)
    return 0


def _paths(parser: argparse.ArgumentParser, flag: str, help: str) -> None:
    parser.add_argument(flag, action="extend", nargs="+", type=Path, default=[], metavar="PATH", help=help)


def _experiment(arguments: argparse.Namespace, splits: tuple[Split, ...]) -> Experiment:
    """What the command line asks for."""
    from svd_core.experiments.paper.experiment import Experiment

    preset = PRESETS[arguments.preset]
    train = with_options(preset.train, arguments)
    if arguments.decay_every is None:
        train = replace(train, decay_every=max(1, train.decay_every * train.updates // preset.train.updates))
    return Experiment(
        kind=arguments.what,
        data=tuple(arguments.data),
        add=tuple(arguments.add),
        splits=splits,
        preset=Preset(with_options(preset.network, arguments), preset.augment, train),
        preset_name=arguments.preset,
        n_seeds=arguments.seeds,
        out=arguments.out,
        device=arguments.device,
    )


def _artists(experiment: Experiment, songs: Sequence[LabelledSong], given: str, output: Output) -> Mapping[str, str]:
    """The artist of every song, added ones too; DataError if one is scored by networks that learned from its artist."""
    from svd_core.data import dataset
    from svd_core.data.artists import GivenArtists
    from svd_core.experiments.paper.artists import find_artists, leak

    added = dataset.find(experiment.add).songs if experiment.add else ()
    artists = find_artists((*experiment.data, *experiment.add), (*songs, *added), GivenArtists(given))
    if found := leak(artists.certain, experiment.splits):
        raise DataError(found)
    if suspicion := leak(artists.of, experiment.splits):
        output.complain(
            f"going by the names of songs, {suspicion} If the names mislead, give the artists with --artists."
        )
    return artists.of


def _tell_stock(trained: TrainedModels, experiment: Experiment, output: Output) -> None:
    """What is trained already, and what looks like it but is not."""
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
        unrelated={str(path): reason for path, reason in trained.unrelated.items()},
    )


def _updates_left(trained: TrainedModels, experiment: Experiment) -> int:
    return len(trained.missing) * experiment.preset.train.updates - sum(trained.unfinished.values())


def _tell_plan(trained: TrainedModels, experiment: Experiment, output: Output) -> None:
    """Every network still to be trained, and about how long all that will take."""
    from svd_core.experiments.paper.time_estimate import measure

    for trial in trained.missing:
        done = trained.unfinished.get(trial.name, 0)
        output.say(f"  {trial.name}: {trial.setting.label}" + (f", goes on from update {done}" if done else ""))
    costs = measure(experiment.preset, experiment.device)
    updates = _updates_left(trained, experiment)
    hours = updates * costs.update_s / 3600
    output.say(
        f"With the machine as busy as now, about {hours:.1f} hours for {updates} updates at {costs.update_s:.2g} s, "
        f"not counting augmentation and the reading of data; then {costs.listening_s:.2g} s for every second that a "
        "network hears" + (", five times for test-time augmentation." if experiment.shifted else ".")
    )
    output.report("plan", updates=updates, **asdict(costs))


class _Narrator:
    """Tells people how a study goes: a bar for the updates, a line for what happened."""

    def __init__(self, trained: TrainedModels, experiment: Experiment, output: Output) -> None:
        self._output = output
        self._of = len(trained.missing)
        self._updates = experiment.preset.train.updates
        self._done = dict.fromkeys((trial.name for trial in trained.missing), 0) | trained.unfinished
        self._training_line = self._listening_line = ProgressLine("", 1, "", shown=False)
        self._finished = 0
        self._began = (time.monotonic(), sum(self._done.values()))

    def tell(self, report: Report) -> None:
        """One report, on the bar or in words."""
        from svd_core.experiments.paper.posteriors import SongPredicted
        from svd_core.experiments.paper.run import Scored, Training

        match report:
            case Training():
                self._training(report)
            case SongPredicted():
                self._heard(report)
            case Scored():
                self._output.say(f"{report.trained} of {report.wanted} networks scored: {report.files[1]}")

    def close(self) -> None:
        """Take the bars off the screen."""
        self._training_line.close()
        self._listening_line.close()

    def _heard(self, report: SongPredicted) -> None:
        """A song has been heard: on the bar of the trainings if it is up, else on one of its own."""
        note = f"{report.song}, heard by {report.networks}"
        if self._training_line.visible:
            self._training_line.reach(sum(self._done.values()), note)
            return
        if report.done == 1:
            self._listening_line = ProgressLine("listening", report.total, "songs", shown=not self._output.as_json)
        self._listening_line.reach(report.done, note)
        if report.done == report.total:
            self._listening_line.close()

    def _training(self, report: Training) -> None:
        """A network says how far it is."""
        says = report.says
        if not self._training_line.visible:
            total, done, shown = self._of * self._updates, sum(self._done.values()), not self._output.as_json
            self._training_line = ProgressLine("training", total, "updates", shown, done)
        if says["report"] in ("progress", "finished"):
            self._done[report.run] = says["update"]
            number = f"network {self._finished + 1} of {self._of}"
            self._training_line.reach(sum(self._done.values()), f"{number}, {report.run}")
        if says["report"] == "finished":
            self._finished += 1
            self._output.say(f"[{self._finished}/{self._of}] {report.run}: trained{self._time_left()}")
        if says["report"] == "failed":
            self._output.say(f"{report.run}: failed; {says['message']}")

    def _time_left(self) -> str:
        """How long the rest of the training will take at the speed so far."""
        done, (began, begun_with) = sum(self._done.values()), self._began
        left = self._of * self._updates - done
        if not left or done <= begun_with:
            return ""
        return f", about {clock((time.monotonic() - began) * left / (done - begun_with))} left"


def _relay(
    reports: Generator[Report, None, None], trained: TrainedModels, experiment: Experiment, output: Output
) -> None:
    """Pass reports on as they come, as JSON or in words, and the results last."""
    from svd_core.experiments.paper.run import Scored, Training

    scored: Scored | None = None
    with contextlib.closing(reports), contextlib.closing(_Narrator(trained, experiment, output)) as narrator:
        try:
            for report in reports:
                if isinstance(report, Training):
                    says = dict(report.says)
                    output.report(says.pop("report"), member=report.run, **says)
                else:
                    output.report(report.kind, **asdict(report))
                narrator.tell(report)
                scored = report if isinstance(report, Scored) else scored
        except KeyboardInterrupt:
            narrator.close()
            output.say("Stopped. What is trained and scored is kept; the same command goes on.")
            raise
    if scored is not None:
        _summarise(scored, output)


def _summarise(scored: Scored, output: Output) -> None:
    """The results in a few lines, and where all of them are."""
    for total in scored.totals:
        spread = "" if total.low is None or total.high is None else f" ± {50 * (total.high - total.low):.1f}"
        seeds = f"{total.seeds} seed{'' if total.seeds == 1 else 's'}"
        output.say(f"{total.system:12} error {100 * total.error:.1f}{spread} %, AUROC {total.auroc:.3f} ({seeds})")
    output.say("Written: " + ", ".join(scored.files))
    output.report("summary", **asdict(scored))
