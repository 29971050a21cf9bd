"""Runs `svd reproduce folds`: trains or takes networks, and shows how they do on artists not learned from."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from svd_core.cli.execution.many_trainings_display import ManyTrainingsDisplay
from svd_core.cli.options import UsageError, with_options
from svd_core.cli.output import Output
from svd_core.cli.program import PROGRAM
from svd_core.config import PRESETS, Preset
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds.finding import MODEL_SUFFIX, ScoredSongs, find_files
from svd_core.experiments.folds.judging import Decision, Row
from svd_core.experiments.folds.names import parse_name
from svd_core.experiments.folds.posterior_files import SUFFIX
from svd_core.experiments.folds.predicting import SongPredicted
from svd_core.experiments.folds.results import as_json, title
from svd_core.experiments.folds.run import Judged, Report, Twins, judge_models, judge_posteriors, progress, train_twins
from svd_core.experiments.paper.artists import find_artists, leak
from svd_core.experiments.paper.splits import Split, find_splits
from svd_core.model.score_text import UNDEFINED, fraction, percent


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train, predict and judge what is missing, and show the results; returns the exit status."""
    if arguments.out.exists() and not arguments.out.is_dir():
        raise UsageError(f"--out {arguments.out}: is a file; name a folder")
    songs = dataset.find(arguments.data).songs
    splits = find_splits(arguments.data, songs, arguments.folds)
    scored = ScoredSongs.of(songs, splits, _artists(arguments, songs, splits, output))
    decision = _decision(arguments)
    if arguments.posteriors:
        files = find_files(arguments.posteriors, SUFFIX, scored.folds)
        _show_judged(judge_posteriors(files, scored, decision, arguments.out), output)
        return 0
    if arguments.models:
        models = find_files(arguments.models, MODEL_SUFFIX, scored.folds)
        reports = judge_models(models, scored, decision, arguments.out, arguments.device, arguments.threads)
        _show_reports(reports, {}, 1, output)
        return 0
    return _train_and_judge(arguments, twins_from(arguments, splits), scored, decision, output)


def _train_and_judge(
    arguments: argparse.Namespace, twins: Twins, scored: ScoredSongs, decision: Decision, output: Output
) -> int:
    """Train the networks that are missing, and judge those that are trained."""
    found = progress(twins)
    n_begun = sum(done > 0 for done in found.unfinished.values())
    output.say(
        f"{len(scored.of_fold[''])} songs in {len(twins.splits)} folds; {len(found.finished)} networks trained "
        f"already, {len(found.unfinished)} to train" + (f", {n_begun} of them begun" if n_begun else "")
    )
    if arguments.plan:
        for name, done in found.unfinished.items():
            output.say(f"  {name}" + (f", goes on from update {done}" if done else ""))
        output.report("plan", missing={str(name): done for name, done in found.unfinished.items()})
        return 0
    missing = {} if arguments.no_training else found.unfinished

    def reports() -> Generator[Report, None, None]:
        if missing:
            yield from train_twins(twins, list(missing), PROGRAM, arguments.at_once, arguments.threads)
        trained = {name: twins.model_path(name) for name in (*found.finished, *missing)}
        if not trained:
            raise DataError(f"{arguments.out}: no network of {twins.recipe} is trained. Leave --no-training out.")
        models = {name: trained[name] for name in twins.names if name in trained}
        yield from judge_models(models, scored, decision, arguments.out, arguments.device, arguments.threads)

    begun = {str(name): done for name, done in missing.items()}
    _show_reports(reports(), begun, twins.preset.train.updates, output)
    return 0


def twins_from(arguments: argparse.Namespace, splits: Sequence[Split]) -> Twins:
    """The networks that the command line asks for."""
    preset = PRESETS[arguments.preset]
    recipe = arguments.name or arguments.preset
    if Path(recipe).name != recipe or parse_name(recipe, [split.name for split in splits]).recipe != recipe:
        raise UsageError(f"--name {recipe}: becomes the beginning of names of files, before the fold and the seed")
    return Twins(
        recipe=recipe,
        data=tuple(arguments.data),
        add=tuple(arguments.add),
        splits=tuple(splits),
        preset=Preset(
            with_options(preset.network, arguments),
            with_options(preset.augment, arguments),
            with_options(preset.train, arguments),
            None if preset.stretch is None else with_options(preset.stretch, arguments),
        ),
        preset_name=arguments.preset,
        n_seeds=arguments.seeds,
        out=arguments.out,
        device=arguments.device,
    )


def _decision(arguments: argparse.Namespace) -> Decision:
    decision = Decision()
    if arguments.median_frames is not None:
        decision = replace(decision, median_frames=arguments.median_frames)
    return decision if arguments.threshold is None else replace(decision, threshold=arguments.threshold)


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
