"""Runs `svd status`: brings a folder's index up to date and says what is in it; marks songs; reunites journals."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from svd_core.annotation.clock import clock
from svd_core.annotation.song_status import HandStatus
from svd_core.cli.execution.songs import listed_songs
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.errors import DataError, SvdError, in_words
from svd_core.files.visible_text import visible
from svd_core.library.index import SongIndex
from svd_core.library.listing import SongFilter, SongListing, totals
from svd_core.library.marking import mark_songs
from svd_core.library.orphans import Reunion, reunions, reunite
from svd_core.library.refreshing import FolderState, refresh
from svd_core.library.song_reading import Detector, SongReader
from svd_core.library.song_row import SongRow
from svd_core.model.card import named_model, read_card


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Say how far the songs are, after what was asked for is done; returns the exit status."""
    folder: Path = arguments.folder
    if not folder.is_dir():
        raise DataError(f"{folder}: is no folder; name the folder of your songs.")
    card = read_card(named_model(arguments.model))
    reader = SongReader(folder, Detector(card.key, card.postprocessing))
    with closing(SongIndex(folder)) as index:
        state = _refreshed(reader, index, output)
        failed, failures = len(state.problems), list[dict[str, str]]()
        for problem in state.problems:
            output.complain(problem)
        found = _reunions(folder, state, output)
        if arguments.reunite and found:
            failed += _reunite(folder, found, output)
            state = _refreshed(reader, index, output)
        rows = _wanted(state, arguments)
        if arguments.mark is not None or arguments.note is not None:
            failures = _mark(folder, rows, arguments, output)
            failed += len(failures)
            state = _refreshed(reader, index, output)
            rows = [state.rows[row.path] for row in rows if row.path in state.rows]
        place = str(index.place or "")
    _tell_songs(rows, arguments.songs, output)
    unreadable = [row for row in rows if row.problem]
    for row in unreadable:
        output.complain(row.problem, song=row.path)
    _summarise(folder, rows, state, found, arguments.reunite, place, failures, output)
    return 1 if failed or unreadable else 0


def _refreshed(reader: SongReader, index: SongIndex, output: Output) -> FolderState:
    """The state of the folder, with a bar for what has to be read."""
    working = refresh(reader, index)
    with ProgressLine(reader.folder.name, 1, "", shown=not output.as_json) as line:
        while True:
            try:
                step = next(working)
            except StopIteration as stop:
                state: FolderState = stop.value
                return state
            line.reach(step.done / max(step.total, 1))


def _wanted(state: FolderState, arguments: argparse.Namespace) -> list[SongRow]:
    listing = SongListing(state.rows.values())
    rows = listing.ordered(listing.chosen(SongFilter(arguments.find, frozenset(arguments.only))), "name")
    if arguments.list is None:
        return rows
    listed = {os.path.realpath(song) for song in listed_songs(arguments.list)}
    return [row for row in rows if os.path.realpath(row.in_folder(arguments.folder)) in listed]


def _reunions(folder: Path, state: FolderState, output: Output) -> tuple[Reunion, ...]:
    if not state.orphans:
        return ()
    looking = reunions(folder, state.orphans, state.rows.values())
    with ProgressLine("journals without their songs", len(state.rows), "songs", shown=not output.as_json) as line:
        while True:
            try:
                line.reach(next(looking))
            except StopIteration as stop:
                found: tuple[Reunion, ...] = stop.value
                return found


def _reunite(folder: Path, found: Sequence[Reunion], output: Output) -> int:
    """Move journals beside their songs; returns how many could not be moved."""
    failed = 0
    for reunion in found:
        try:
            reunite(folder, reunion)
        except (SvdError, OSError) as error:
            failed += 1
            output.complain(in_words(error))
        else:
            output.say(f"{reunion.journal} is beside {reunion.song} now.")
            output.report("reunited", journal=reunion.journal, song=reunion.song)
    return failed


def _mark(folder: Path, rows: Sequence[SongRow], arguments: argparse.Namespace, output: Output) -> list[dict[str, str]]:
    """Mark songs; returns those that could not be, and why."""
    status: HandStatus | None = "" if arguments.mark == "auto" else arguments.mark
    failures: list[dict[str, str]] = []
    songs = [row.in_folder(folder) for row in rows]
    with ProgressLine("marking", len(songs), "songs", shown=not output.as_json) as line:
        for number, done in enumerate(mark_songs(songs, status, arguments.note, arguments.annotator), start=1):
            line.reach(number)
            if not done.problem:
                output.report("marked", song=str(done.song))
            else:
                failures.append({"song": str(done.song), "message": done.problem})
                output.complain(done.problem, song=str(done.song))
    return failures


def _tell_songs(rows: Sequence[SongRow], in_lines: bool, output: Output) -> None:
    for row in rows:
        output.report(
            "song", song=row.path, artist=row.artist, seconds=round(row.seconds, 3), status=row.status,
            by_hand=bool(row.by_hand), checked_seconds=round(row.checked, 3), doubt_seconds=row.doubt,
            conflict_seconds=row.conflict, annotators=row.annotators, edited=row.edited, note=row.note,
            key=row.key, problem=row.problem,
        )  # fmt: skip
        if in_lines:
            doubt = "" if row.doubt is None else f"{row.doubt:.0f} s"
            cells = (row.status, clock(row.seconds), clock(row.checked), doubt, row.artist, row.path, row.note)
            output.write("\t".join(visible(" ".join(cell.split())) for cell in cells))


def _summarise(
    folder: Path, rows: Sequence[SongRow], state: FolderState, found: Sequence[Reunion], reunited: bool, place: str,
    failures: Sequence[dict[str, str]], output: Output,
) -> None:  # fmt: skip
    sums = totals(rows)
    counts = ", ".join(f"{number} {status}" for status, number in reversed([*sums.by_status.items()]) if number)
    songs = f"{sums.songs} song{'' if sums.songs == 1 else 's'}"
    if not sums.songs:
        output.say(f"{folder}: no {'sound files' if not state.rows else 'such songs'}.")
    else:
        output.say(f"{folder}: {songs}, {clock(sums.seconds)}: {counts}; {clock(sums.checked)} of it checked.")
    if found and not reunited:
        output.say("Journals that lost their song, and where it is now (--reunite moves them there):")
        output.say(*(f"  {one.journal} -> {one.song}" for one in found))
    lost = len(state.orphans) - len(found) if not reunited else len(state.orphans)
    if lost:
        output.say(f"{lost} journal{'' if lost == 1 else 's'} whose song is nowhere in the folder.")
    output.report(
        "summary", folder=str(folder), songs=sums.songs, by_status=dict(sums.by_status), seconds=round(sums.seconds, 3),
        checked_seconds=round(sums.checked, 3), orphans=list(state.orphans),
        reunions=[{"journal": one.journal, "song": one.song} for one in found], index=place,
        failures=list(failures),
    )  # fmt: skip
