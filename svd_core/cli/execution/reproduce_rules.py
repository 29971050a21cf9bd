"""Runs `svd reproduce rules`: compares rules on posteriors and shows what was found."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from svd_core.cli.options import UsageError
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.experiments.folds.artists import find_artists
from svd_core.experiments.folds.finding import ScoredSongs, find_files
from svd_core.experiments.folds.posterior_files import SUFFIX
from svd_core.experiments.folds.splits import find_splits
from svd_core.experiments.rules.comparison import RuleRow
from svd_core.experiments.rules.results import as_json
from svd_core.experiments.rules.run import Compared, compare_rules
from svd_core.model.score_text import percent


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Compare all rules on all posteriors, and show the results; returns the exit status."""
    if arguments.out.exists() and not arguments.out.is_dir():
        raise UsageError(f"--out {arguments.out}: is a file; name a folder")
    songs = dataset.find(arguments.data).songs
    splits = find_splits(arguments.data, songs, arguments.folds)
    artists = find_artists(tuple(arguments.data), songs, GivenArtists(arguments.artists))
    scored = ScoredSongs.of(songs, splits, artists.of)
    files = find_files(arguments.posteriors, SUFFIX, scored.folds)
    shown = not output.as_json and sys.stderr.isatty()
    with ProgressLine("rules", 1.0, "", shown) as line:
        for report in compare_rules(files, scored, arguments.out):
            if isinstance(report, Compared):
                found = report
            else:
                output.report(report.kind, **asdict(report))
                line.reach(report.done / report.total, f"{report.network}, {report.rule}")
    _show(found, output)
    return 0


def _show(found: Compared, output: Output) -> None:
    """A line for each rule of each network, and the files written."""
    for network in found.results:
        output.say(f"{network.name}:")
        for row in network.rows:
            output.say(f"  {_line(row)}")
    output.say("Written: " + ", ".join(found.files))
    output.report("summary", files=found.files, **as_json(found.results))


def _line(row: RuleRow) -> str:
    values = row.values
    error = values["error"]
    interval = "" if error.low is None or error.high is None else f" [{100 * error.low:.1f}, {100 * error.high:.1f}]"
    rates = ", ".join(f"{name} {percent(values[name].value)}" for name in ("recall", "specificity"))
    return f"{row.name}: error {percent(error.value)}{interval}, {rates}; in hindsight {percent(row.hindsight)}"
