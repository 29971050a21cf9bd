"""Runs `svd import`: takes label files into the journals of songs."""

from __future__ import annotations

import argparse
from pathlib import Path

from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_places import labels_for, labels_in
from svd_core.annotation.spans import total
from svd_core.cli.execution.song_tally import SongTally
from svd_core.cli.execution.songs import given_songs, refuse_folder
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import UsageError
from svd_core.cli.output import Output
from svd_core.errors import DataError
from svd_core.library.label_imports import import_labels


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Import labels for every song; returns the exit status, 1 if any song failed."""
    songs = [song.path for song in given_songs(arguments)]
    how, given = how_to_read(arguments), arguments.labels
    if given is not None and not given.is_dir() and len(songs) > 1:
        raise UsageError(f"--labels {given}: is one file for {len(songs)} songs; name a folder, or one song")
    tally = SongTally(len(songs))
    tally.each(songs, lambda song: _import(song, given, how, arguments, output), output)
    return tally.close(output, "they have these labels")


def _import(song: Path, given: Path | None, how: HowToRead, arguments: argparse.Namespace, output: Output) -> bool:
    """Import the labels of one song; whether anything changed."""
    found = import_labels(song, _labels_of(song, given), how, arguments.replace, arguments.annotator)
    for remark in found.remarks:
        output.warn(remark, song=str(song))
    regions, checked = found.annotation.regions, total(found.annotation.known)
    output.report(
        "imported", song=str(song), labels=str(found.labels), regions=len(regions), checked=checked, new=found.is_new
    )
    if found.is_new:
        count = f"{len(regions)} region" + ("" if len(regions) == 1 else "s")
        of_it = f"{clock(checked)} of {clock(found.annotation.duration)}"
        output.say(f"{song}: {count} from {found.labels}, {of_it} checked")
    return found.is_new


def _labels_of(song: Path, given: Path | None) -> Path:
    """The label file that is meant; DataError where there is none."""
    refuse_folder(song)
    if given is None:
        found = labels_for(song)
        where = "beside it or in ../labels"
    elif given.is_dir():
        found = labels_in(given, song.stem)
        where = f"in {given}"
    else:
        return given
    if found is None:
        raise DataError(f"{song}: there are no labels of its name {where}. Name them with --labels.")
    return found
