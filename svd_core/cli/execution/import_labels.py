"""Runs `svd import`: takes label files into the journals of songs."""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_places import labels_for, labels_in
from svd_core.annotation.spans import total
from svd_core.cli.execution.song_tally import SongTally
from svd_core.cli.execution.songs import Song, find_songs, given_songs, refuse_folder
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import UsageError
from svd_core.cli.output import Output
from svd_core.errors import DataError
from svd_core.library.label_imports import import_labels


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Import labels for every song; returns the exit status, 1 if any song failed."""
    songs = given_songs(arguments)
    how, given = how_to_read(arguments), arguments.labels
    if given is not None and not given.is_dir() and len(songs) > 1:
        raise UsageError(f"--labels {given}: is one file for {len(songs)} songs; name a folder, or one song")
    n_named = _songs_by_name(songs, arguments.below)
    n_folders = Counter((inside, name) for _, inside, name in {_lies(song) for song in songs})
    places = {
        song.path: _Place(given, song.inside, n_named[_name(song.path)] == 1, n_folders[_lies(song)[1:]] == 1)
        for song in songs
    }
    tally = SongTally(len(songs))
    tally.each(places, lambda song: _import(song, places[song], how, arguments, output), output)
    return tally.close(output, "they have these labels")


def _songs_by_name(songs: Sequence[Song], below: Path | None) -> Counter[str]:
    """How many songs have a name, those below a folder counted even where they are not among the songs to do.

    Of a batch that goes on after a pause, only the songs that are left are.
    """
    paths = {song.path.absolute() for song in songs}
    if below is not None:
        paths |= {song.path.absolute() for song in find_songs([below])}
    return Counter(map(_name, paths))


def _lies(song: Song) -> tuple[Path, Path, str]:
    """The song's folder, the sub-folder that it counts for, and its name."""
    return song.path.absolute().parent, song.inside, _name(song.path)


def _name(song: Path) -> str:
    """The name by which labels of a song are found, however its accents are composed."""
    return unicodedata.normalize("NFC", song.stem)


@dataclass(frozen=True)
class _Place:
    """Where the labels of a song are looked for: beside it, or in a folder or file that was given.

    inside: the song's sub-folder, which its labels may be in, too.
    only_one: no other song has its name, so that labels of that name outside of sub-folders are its own.
    is_clear: no song of another folder has its name and sub-folder, as two songs given by themselves may have.
    """

    given: Path | None
    inside: Path
    only_one: bool
    is_clear: bool


def _import(song: Path, place: _Place, how: HowToRead, arguments: argparse.Namespace, output: Output) -> bool:
    """Import the labels of one song; whether anything changed."""
    found = import_labels(song, _labels_of(song, place), how, arguments.replace, arguments.annotator)
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


def _labels_of(song: Path, place: _Place) -> Path:
    """The label file that is meant; DataError where there is none."""
    refuse_folder(song)
    given = place.given
    if given is None:
        found, where = labels_for(song), "beside it or in ../labels"
    elif given.is_dir():
        if not place.is_clear:
            raise DataError(
                f"{song}: a song in another folder has its name, too, so labels in {given} may be either's; "
                "give the folder that both are in."
            )
        found, where = labels_in(given / place.inside, song.stem), f"in {given}"
        if found is None and place.inside != Path() and (flat := labels_in(given, song.stem)):
            if not place.only_one:
                raise DataError(
                    f"{song}: other songs have its name, too, so {flat} may be theirs; "
                    f"put labels in sub-folders like those of the songs ({place.inside})."
                )
            found = flat
        elif found is None and place.inside != Path():
            where += f" or in {place.inside} there"
    else:
        return given
    if found is None:
        raise DataError(f"{song}: there are no labels of its name {where}; name the folder that has them.")
    return found
