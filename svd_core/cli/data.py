"""`svd data`: data sets made from what a person has, and existing ones looked over."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.cli.options import UsageError, add_artists, add_filelists, add_parameters, with_options
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.config import to_json

if TYPE_CHECKING:
    from svd_core.data.building import BuildResult
    from svd_core.data.checking import CheckReport
    from svd_core.data.corpora.corpus import Corpus
    from svd_core.data.dataset_card import DatasetCard
    from svd_core.data.findings import Finding

_DESCRIPTION = """
Make a data set, a folder with audio/, labels/ and filelists/ as the other commands take it, from a corpus or from
songs labelled elsewhere; or look an existing one over (check). Sound is linked, not converted. The folder appears whole
or not at all, with an account of itself in dataset.json. Exit status: 0 all well, 1 something is wrong or leaks.
"""
_CHECK = """
Look a data set over: every sound has labels and the other way round, lengths agree, lists name what is there, and no
artist and no recording is in two lists. Nothing is changed. Exit status: 0 all well, 1 there are faults or leaks.
"""
_LEVELS = {"fault": "fault", "leak": "leak", "suspect": "suspicion", "note": "note"}
_MOST_LINES = 12


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command and, unless it is not wanted whole, a sub-command for each kind of source.

    What the kinds need takes a while to load, so those who only see the command's name do without.
    """
    parser = commands.add_parser("data", help="make data sets, and look them over", description=_DESCRIPTION)
    if not whole:
        return
    from svd_core.data.corpora import CORPORA

    kinds = parser.add_subparsers(title="kinds of source", metavar="KIND", required=True)
    for kind in CORPORA:
        _add_kind(kinds, kind)
    check = kinds.add_parser("check", help="look an existing data set over", description=_CHECK)
    check.add_argument("folder", type=Path, metavar="FOLDER", help="the data set")
    add_filelists(check, "--lists", "lists that must not share anything (default: those in FOLDER/filelists)")
    _add_shared(check)
    check.set_defaults(run=_run_check)


def _add_kind(kinds: Any, kind: Corpus) -> None:
    """A sub-command with the options that this kind has of its own."""
    from svd_core.data.building import BuildConfig

    parser = kinds.add_parser(kind.name, help=kind.title, description=f"{kind.title}. Source: {kind.layout}.")
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the folder as it was published or made")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the data set to make")
    parser.add_argument("--replace", action="store_true", help="exchange a data set made before, if nobody changed it")
    parser.add_argument("--skip-faulty", action="store_true", help="leave out songs that cannot be used")
    if fields(kind):
        add_parameters(parser, type(kind), "what counts as singing", defaults=True)
    add_parameters(parser, BuildConfig, "how the folder is made", defaults=True)
    _add_shared(parser)
    parser.set_defaults(run=lambda arguments, output: _run_kind(kind, arguments, output))


def _add_shared(parser: argparse.ArgumentParser) -> None:
    add_artists(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, the summary last")


def _run_kind(kind: Corpus, arguments: argparse.Namespace, output: Output) -> int:
    """Survey the source, build the folder, tell what leaks; returns the exit status."""
    from svd_core.data.artists import GivenArtists
    from svd_core.data.building import BuildConfig, BuildRequest, BuildResult, build
    from svd_core.data.findings import FaultyDataError
    from svd_core.data.leaks import leaks_of

    if arguments.folds == 1:
        raise UsageError("--folds 1: one fold has nothing to be held against; make at least 2")
    kind = with_options(kind, arguments)
    survey = replace(kind.survey(arguments.source), options=to_json(kind))
    config = with_options(BuildConfig(), arguments)
    request = BuildRequest(
        arguments.out, config, GivenArtists(arguments.artists), arguments.replace, arguments.skip_faulty
    )
    built: BuildResult | None = None
    try:
        with ProgressLine(kind.title, len(survey.songs), "songs", shown=not output.as_json) as line:
            for step in build(survey, request):
                if isinstance(step, BuildResult):
                    built = step
                else:
                    line.reach(step.number, step.song)
                    output.report("song", **asdict(step))
    except FaultyDataError as error:
        _tell(error.findings, output)
        output.complain(str(error))
        return 1
    assert built is not None
    leaks = leaks_of(built.card)
    notes = [finding for finding in survey.findings if finding.level == "note"]
    _tell([*notes, *built.left_out, *leaks], output)
    return _summarise(arguments.out, built, leaks, output)


def _summarise(folder: Path, built: BuildResult, leaks: Sequence[Finding], output: Output) -> int:
    """What was made; returns the exit status."""
    from svd_core.data.findings import grave

    card = built.card
    counts = card.counts()
    if built.replaced is not None:
        output.say(f"Replaced the data set that was there: {_difference(built.replaced, card)}.")
    output.say(f"{folder}: {_amount(counts)}; licence: {card.licence}.")
    _say_lists(card, output)
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
        output.say(f"{_count(len(leaking), 'leak')} across lists: scores on them would be too good.")
    return 1 if leaking else 0


def _run_check(arguments: argparse.Namespace, output: Output) -> int:
    """Look a folder over and tell what was found; returns the exit status."""
    from svd_core.data.artists import GivenArtists
    from svd_core.data.checking import CheckReport, check
    from svd_core.data.findings import grave

    verdict: CheckReport | None = None
    with ProgressLine(arguments.folder.name, 1, "songs", shown=not output.as_json) as line:
        for step in check(arguments.folder, GivenArtists(arguments.artists), arguments.lists):
            if isinstance(step, CheckReport):
                verdict = step
            else:
                line.reach(step.number / step.total, step.song)
    assert verdict is not None
    _tell(verdict.findings, output)
    bad = grave(verdict.findings)
    sung = f"{verdict.minutes:g} min, {verdict.sung_minutes:g} of them sung"
    lists = ", ".join(f"{name} {len(songs)}" for name, songs in verdict.lists.items()) or "no lists"
    output.say(f"{arguments.folder}: {_count(verdict.songs, 'song')}, {sung}; {lists}.")
    wrong, leaking = (sum(finding.level == level for finding in bad) for level in ("fault", "leak"))
    output.say(f"{_count(wrong, 'fault')}, {_count(leaking, 'leak')}." if bad else "No fault and no leak.")
    output.report(
        "summary",
        folder=str(arguments.folder),
        songs=verdict.songs,
        minutes=verdict.minutes,
        sung_minutes=verdict.sung_minutes,
        lists={name: list(songs) for name, songs in verdict.lists.items()},
        faults=wrong,
        leaks=leaking,
    )
    return 1 if bad else 0


def _tell(findings: Sequence[Finding], output: Output) -> None:
    """Every finding as a report; as a table for people, gravest first, the first dozen of each level."""
    for finding in findings:
        output.report("finding", **asdict(finding))
    for level, word in _LEVELS.items():
        ours = [finding for finding in findings if finding.level == level]
        for finding in ours[:_MOST_LINES]:
            output.say(f"{word:10} {finding.what:7} {finding.message}")
        if len(ours) > _MOST_LINES:
            output.say(f"{word:10} {'':7} and {len(ours) - _MOST_LINES} more; --json has them all")


def _say_lists(card: DatasetCard, output: Output) -> None:
    """A line a list: songs, minutes, artists."""
    songs = {song.listed: song for song in card.songs}
    for name, listed in card.lists.items():
        members = [songs[each] for each in listed]
        artists = len({song.artist for song in members if song.artist})
        length = clock(sum(song.seconds for song in members))
        output.say(f"  {name:8} {_count(len(members), 'song'):>9} {length:>9}   {_count(artists, 'known artist')}")


def _amount(counts: dict[str, Any]) -> str:
    songs, artists = _count(counts["songs"], "song"), _count(counts["artists"], "artist")
    if counts["songs_of_unknown_artist"]:
        both = f"{artists} and {counts['songs_of_unknown_artist']} of unknown artist"
        artists = both if counts["artists"] else "unknown artists"
    return f"{songs} of {artists}, {counts['minutes']:g} min, {counts['sung_minutes']:g} of them sung"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _difference(old: DatasetCard, new: DatasetCard) -> str:
    """What a new data set has and the old one had not, and the other way round."""
    before, after = ({song.name: song.files for song in card.songs} for card in (old, new))
    added, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[name] != after[name] for name in before.keys() & after.keys())
    return f"{added} songs new, {gone} gone, {changed} changed"
