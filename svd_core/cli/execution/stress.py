"""Runs `svd stress`: measures a model under stress and writes the report."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from svd_core.cli.execution.probabilities import load_model
from svd_core.cli.execution.songs import find_songs, refuse_folder
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import (
    UsageError,
    with_options,
)
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.config import QUICK_ROBUSTNESS, RobustnessConfig
from svd_core.data import dataset
from svd_core.errors import DataError
from svd_core.experiments.robustness import html_report, side_by_side
from svd_core.experiments.robustness import run as robustness_run
from svd_core.experiments.robustness.headlines import Headline, headlines
from svd_core.experiments.robustness.instruments import group_of
from svd_core.experiments.robustness.recordings import Instrument, Material
from svd_core.experiments.robustness.results import Results, Skipped, from_text, row, to_csv, to_json
from svd_core.experiments.robustness.robustness_test import FileAlarms, Measurement
from svd_core.experiments.robustness.run import Report
from svd_core.experiments.robustness.side_by_side import Pair
from svd_core.files.backups import replace_keeping_backup
from svd_core.files.plain_file import open_plain
from svd_core.model.score_text import percent

_SUFFIXES = (".html", ".png", ".csv", ".json")
_MOST_BYTES = 50_000_000


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Run the tests and write the report; returns the exit status."""
    if arguments.results is not None and arguments.against is None:
        raise UsageError("--results needs --against, since nothing else is to be done with them")
    files = _output_files(arguments.out, arguments.force, arguments.against is not None)
    material = _given_material(arguments, output)
    config = with_options(QUICK_ROBUSTNESS if arguments.quick else RobustnessConfig(), arguments)

    def tested(path: Path | None) -> Results:
        """The results of a model, or those in a file of results."""
        if path is not None and path.suffix.lower() == _SUFFIXES[-1]:
            return _read_results(path)
        model = load_model(path, arguments.device)
        reports = robustness_run.run(model, material, arguments.tests or (), config, arguments.shifts)
        return _show_reports(reports, output)

    try:
        first = tested(arguments.results or arguments.model)
        second = tested(arguments.against) if arguments.against is not None else None
    except KeyboardInterrupt:
        output.say("Stopped. Nothing was written.")
        raise
    if second is None:
        _write(_contents(first), files)
        _summarise(first, files, output)
    else:
        pair = Pair(first, second)
        _write((*_contents_of_pair(pair), *_figures(first), *_figures(second)), files)
        _summarise_pair(pair, files, output)
    return 0


def _read_results(path: Path) -> Results:
    """The results in a JSON file that this command wrote; DataError if it is none."""
    try:
        with open_plain(path) as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}); check path and rights.") from error
    if len(data) > _MOST_BYTES:
        raise DataError(f"{path}: too large for results of robustness tests. Name the JSON file beside a page.")
    return from_text(data.decode("utf-8", "replace"), str(path))


def _output_files(page: Path, force: bool, pair: bool) -> tuple[Path, ...]:
    """The files to write: report, plots, CSV, JSON, of a pair the second model's CSV and JSON, too.

    UsageError if one exists or the folder cannot be written to.
    """
    if page.suffix.lower() != ".html":
        raise UsageError(f"--out {page}: the page is HTML; give it a name that ends in .html")
    if not page.parent.is_dir():
        raise UsageError(f"--out {page}: there is no folder {page.parent}; make it first")
    if not os.access(page.parent, os.W_OK):
        raise UsageError(f"--out {page}: nothing may be written into {page.parent}; choose another folder")
    files = tuple(page.with_suffix(suffix) for suffix in _SUFFIXES)
    if pair:
        files += tuple(page.with_name(f"{page.stem}-against{suffix}") for suffix in _SUFFIXES[2:])
    taken = next((file for file in files if file.exists()), None)
    if taken is not None and not force:
        raise UsageError(
            f"{taken}: exists already; choose another --out, or --force to replace it and keep the old one"
        )
    return files


def _given_material(arguments: argparse.Namespace, output: Output) -> Material:
    """The recordings given; DataError for the first of them that cannot be used."""
    found = dataset.find(arguments.data, how_to_read(arguments))
    songs = found.only(dataset.read_filelists(arguments.only)) if arguments.only else found.songs
    if arguments.data and not songs:
        raise DataError(f"{arguments.data[0]}: no labelled song here. Expected a folder with audio/ and labels/.")
    output.notices(replace(found, songs=songs).notices())
    stems = tuple(dataset.stem_song(folder) for path in arguments.stems for folder in _stem_folders(path))
    return Material(songs, stems, tuple(_instruments(arguments.instruments)))


def _stem_folders(path: Path) -> list[Path]:
    """The folders of songs in a folder of stems, or in songs/ below it."""
    parent = path / "songs" if (path / "songs").is_dir() else path
    folders = sorted(entry for entry in parent.iterdir() if entry.is_dir()) if parent.is_dir() else []
    if not folders:
        raise DataError(f"{path}: no stems here. Expected a folder for each song, with vocals.* and accompaniment.*.")
    return folders


def _instruments(paths: Iterable[Path]) -> Iterator[Instrument]:
    """The recordings without singing: the files given, and all sound files in the folders given."""
    for path in paths:
        for song in find_songs([path]):
            refuse_folder(song.path)
            yield Instrument(song.path, group_of(song.path, path if path.is_dir() else path.parent))


def _show_reports(reports: Iterable[Report], output: Output) -> Results:
    """Show reports as they come; returns the results, which come last."""
    shown = not output.as_json and sys.stderr.isatty()
    with ProgressLine("robustness tests", 1.0, "", shown) as line:
        for report in reports:
            match report:
                case robustness_run.RobustnessProgress():
                    output.report("progress", **asdict(report))
                    line.reach(report.done / max(report.total, 1), report.piece)
                case Skipped():
                    output.report("skipped", **asdict(report))
                    output.say(f"{report.test} is left out: {report.reason}.")
                case Measurement():
                    output.report("measured", **row(report))
                case FileAlarms():
                    output.report("file", **asdict(report))
                case Results():
                    return report
    raise AssertionError("a run of robustness tests ends with its results")


def _contents(results: Results) -> tuple[bytes, ...]:
    """The report, its plots as PNG, and all figures as CSV and JSON."""
    return _bytes(html_report.html(results)), html_report.picture(results), *_figures(results)


def _contents_of_pair(pair: Pair) -> tuple[bytes, bytes]:
    """The page of two models, and its plots as PNG."""
    return _bytes(side_by_side.html(pair)), side_by_side.picture(pair)


def _figures(results: Results) -> tuple[bytes, bytes]:
    """All figures of one model as CSV and JSON."""
    return _bytes(to_csv(results)), _bytes(to_json(results))


def _bytes(text: str) -> bytes:
    # Names of files may hold bytes that are no text.
    return text.encode("utf-8", "backslashreplace")


def _write(contents: Sequence[bytes], files: Sequence[Path]) -> None:
    """Write all files; those that are there already are kept as backups."""
    for file, content in zip(files, contents, strict=True):
        replace_keeping_backup(file, content)


def _summarise(results: Results, files: tuple[Path, ...], output: Output) -> None:
    """Show one line for each test, then the remarks."""
    lines = tuple(headlines(results))
    output.say(f"{'':30}{'measure':14}{'unchanged':>10}{'at worst':>10}  where")
    for line in lines:
        output.say(_headline_row(line))
    if (shifts := len(results.subject.shifts)) > 1:
        output.say("", f"Probabilities were averaged over {shifts} pitch shifts.")
    for remark in results.remarks:
        output.say("", f"{', '.join(remark.tests)}: {remark.text}")
    output.say(
        "", f"The page is {files[0]}; plots and figures are beside it: {', '.join(file.name for file in files[1:])}."
    )
    output.report(
        "summary",
        page=str(files[0]),
        picture=str(files[1]),
        table=str(files[2]),
        results=str(files[3]),
        **asdict(results),
    )


def _summarise_pair(pair: Pair, files: tuple[Path, ...], output: Output) -> None:
    """Show one line for each test: both models without the change and at worst."""
    output.say(f"{'':30}{'measure':14}" + "".join(f"{name:>28}" for name in pair.names))
    first, second = ({line.title: line for line in headlines(results)} for results in pair.both)
    for title, line in first.items():
        if title in second:
            output.say(f"{title:30}{line.measure:14}{_span(line):>28}{_span(second[title]):>28}")
    for name, results in zip(pair.names, pair.both, strict=True):
        for remark in results.remarks:
            output.say("", f"{name}, {', '.join(remark.tests)}: {remark.text}")
    output.say("", f"The page is {files[0]}; beside it: {', '.join(file.name for file in files[1:])}.")
    output.report(
        "summary",
        page=str(files[0]),
        picture=str(files[1]),
        files=[str(file) for file in files],
        results=[asdict(results) for results in pair.both],
    )


def _span(line: Headline) -> str:
    """The figure without the change and at worst, such as "8.1% to 12.3%"."""
    before = "" if line.reference_value is None else f"{percent(line.reference_value)} to "
    return percent(line.worst_value) if line.worst == line.reference else f"{before}{percent(line.worst_value)}"


def _headline_row(line: Headline) -> str:
    """One row of the summary."""
    before = "" if line.reference_value is None else percent(line.reference_value)
    worst = "" if line.worst == line.reference else f"{percent(line.worst_value):>10}  {line.worst.condition.label}"
    return f"{line.title:30}{line.measure:14}{before:>10}{worst}"
