"""Runs `svd data`: builds data sets and checks them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

from svd_core.annotation import label_survey
from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import UNDIRECTED
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import UsageError, with_options
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.config import to_json
from svd_core.data.artists import GivenArtists
from svd_core.data.building import BuildConfig, BuildRequest, BuildResult, build
from svd_core.data.checking import CheckReport, check
from svd_core.data.corpora import LABEL_FILE_CORPORA, LabelFileCorpus
from svd_core.data.corpora.corpus import Corpus, CorpusSurvey
from svd_core.data.corpora.corrections import with_corrections
from svd_core.data.dataset_card import DatasetCard
from svd_core.data.findings import FaultyDataError, Finding, grave
from svd_core.data.leaks import leaks_of
from svd_core.sentence import parts

_LEVELS = {"fault": "fault", "leak": "leak", "suspect": "suspicion", "note": "note"}
"""Levels of findings, the gravest first, and the words they are printed with."""

_MOST_LINES = 12
"""Printed lines of each level."""


def build_data_set(corpus: Corpus, arguments: argparse.Namespace, output: Output) -> int:
    """Survey the source, build the folder, report leaks between lists; returns the exit status."""
    if arguments.folds == 1:
        raise UsageError("--folds 1: one fold has nothing to be held against; make at least 2")
    corpus = with_options(corpus, arguments)
    survey = with_corrections(_surveyed(corpus, arguments))
    config = with_options(BuildConfig(), arguments)
    request = BuildRequest(
        arguments.out, config, GivenArtists(arguments.artists), arguments.replace, arguments.skip_faulty
    )
    return report_building(survey, request, output)


def report_building(survey: CorpusSurvey, request: BuildRequest, output: Output) -> int:
    """Build the folder, report what was left out and leaks between lists; returns the exit status."""
    built: BuildResult | None = None
    try:
        with ProgressLine(survey.title, len(survey.songs), "songs", shown=not output.as_json) as line:
            for step in build(survey, request):
                if isinstance(step, BuildResult):
                    built = step
                else:
                    line.reach(step.number, step.song)
                    output.report("song", **asdict(step))
    except FaultyDataError as error:
        _show_findings(error.findings, output)
        output.complain(str(error))
        return 1
    assert built is not None
    leaks = leaks_of(built.card)
    notes = [finding for finding in survey.findings if finding.level == "note"]
    _show_findings([*notes, *built.left_out, *leaks], output)
    return _summarise(request.target, built, leaks, output)


def _surveyed(corpus: Corpus, arguments: argparse.Namespace) -> CorpusSurvey:
    """What the source holds, with the options that it was looked at with."""
    if corpus.name not in {kind.name for kind in LABEL_FILE_CORPORA}:
        return replace(corpus.survey(arguments.source), options=to_json(corpus))
    how = how_to_read(arguments)
    survey = cast(LabelFileCorpus, corpus).survey(arguments.source, how)
    given = {name: value for name, value in label_survey.to_json(how).items() if value}
    if how.past_end != UNDIRECTED.past_end:
        given["past_end"] = how.past_end
    return replace(survey, options=to_json(corpus) | given)


def _summarise(folder: Path, built: BuildResult, leaks: Sequence[Finding], output: Output) -> int:
    """Report what was built; returns the exit status."""
    card = built.card
    counts = card.counts()
    if built.replaced is not None:
        output.say(f"Replaced the data set that was there: {_changes_in_words(built.replaced, card)}.")
    output.say(f"{folder}: {_size_in_words(counts)}; licence: {card.licence}.")
    _show_lists(card, output)
    leaking = grave(leaks)
    output.report(
        "summary",
        folder=str(folder),
        source=card.kind,
        key=card.key,
        licence=card.licence,
        counts=counts,
        lists={name: list(songs) for name, songs in card.lists.items()},
        left_out=len(built.left_out),
        replaced=built.replaced and built.replaced.key,
        leaks=len(leaking),
    )
    if leaking:
        output.say(f"{_counted(len(leaking), 'leak')} across lists: scores on them would be too good.")
    return 1 if leaking else 0


def check_data_set(arguments: argparse.Namespace, output: Output) -> int:
    """Check a folder and report the findings; returns the exit status."""
    report: CheckReport | None = None
    with ProgressLine(arguments.folder.name, 1, "songs", shown=not output.as_json) as line:
        for step in check(arguments.folder, GivenArtists(arguments.artists), arguments.lists, how_to_read(arguments)):
            if isinstance(step, CheckReport):
                report = step
            else:
                line.reach(step.number / step.total, step.song)
    assert report is not None
    _show_findings(report.findings, output)
    bad = grave(report.findings)
    sung = f"{report.minutes:g} min, {report.sung_minutes:g} of them sung"
    lists = ", ".join(f"{name} {len(songs)}" for name, songs in report.lists.items()) or "no lists"
    output.say(f"{arguments.folder}: {_counted(report.songs, 'song')}, {sung}; {lists}.")
    wrong, leaking = (sum(finding.level == level for finding in bad) for level in ("fault", "leak"))
    output.say(f"{_counted(wrong, 'fault')}, {_counted(leaking, 'leak')}." if bad else "No fault and no leak.")
    output.report(
        "summary",
        folder=str(arguments.folder),
        songs=report.songs,
        minutes=report.minutes,
        sung_minutes=report.sung_minutes,
        lists={name: list(songs) for name, songs in report.lists.items()},
        faults=wrong,
        leaks=leaking,
    )
    return 1 if bad else 0


def _show_findings(findings: Sequence[Finding], output: Output) -> None:
    """Report every finding; the table for people has the gravest first, and the first dozen of each level."""
    for finding in findings:
        output.report("finding", **asdict(finding), **parts(finding.message))
    for level, word in _LEVELS.items():
        of_level = [finding for finding in findings if finding.level == level]
        for finding in of_level[:_MOST_LINES]:
            output.say(f"{word:10} {finding.what:7} {finding.message}")
        if len(of_level) > _MOST_LINES:
            output.say(f"{word:10} {'':7} and {len(of_level) - _MOST_LINES} more; --json has them all")


def _show_lists(card: DatasetCard, output: Output) -> None:
    """Print one line for each file list: songs, length, known artists."""
    songs = {song.listed: song for song in card.songs}
    for name, listed in card.lists.items():
        songs_of_list = [songs[each] for each in listed]
        artists = len({song.artist for song in songs_of_list if song.artist})
        length = clock(sum(song.seconds for song in songs_of_list))
        output.say(
            f"  {name:8} {_counted(len(songs_of_list), 'song'):>9} {length:>9}   {_counted(artists, 'known artist')}"
        )


def _size_in_words(counts: dict[str, Any]) -> str:
    """Songs, artists and minutes of a data set."""
    songs, artists = _counted(counts["songs"], "song"), _counted(counts["artists"], "artist")
    if counts["songs_of_unknown_artist"]:
        both = f"{artists} and {counts['songs_of_unknown_artist']} of unknown artist"
        artists = both if counts["artists"] else "unknown artists"
    sung, checked = f"{counts['sung_minutes']:g}", counts.get("checked_minutes")
    if checked is None or checked >= counts["minutes"]:
        return f"{songs} of {artists}, {counts['minutes']:g} min, {sung} of them sung"
    return f"{songs} of {artists}, {counts['minutes']:g} min, {checked:g} of them checked, {sung} sung"


def _counted(number: int, word: str) -> str:
    """The number with its noun: "1 song", "2 songs"."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def _changes_in_words(old: DatasetCard, new: DatasetCard) -> str:
    """How many songs are new, gone, or changed in a data set that replaces another."""
    before, after = ({song.name: song.files for song in card.songs} for card in (old, new))
    added, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[name] != after[name] for name in before.keys() & after.keys())
    return f"{added} songs new, {gone} gone, {changed} changed"
