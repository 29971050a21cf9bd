"""`svd synthesize`: virtual singers and songs, made to learn from, with labels that are exact because they are written.

Everything heavy is imported where it runs, so that `svd --help` stays quick.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.cli.options import UsageError, add_json
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.errors import DataError

if TYPE_CHECKING:
    from svd_core.synthesis.voice_sets import VoiceWritten

SAMPLE_RATE = 44100
"""Of a single song; sets of songs and voices have the sample rate that the network takes."""

STOPPED = 130
_LONGEST = 600.0
_DESCRIPTION = """
Make sound to learn from. The same command gives the same sound again, as long as the libraries stay the same.
"""
_SINGERS = """
Write OUT/voices/, for svd train --data OUT, and OUT/sources.tsv, which names the recordings and licences that each
voice was made from. Needs pyworld (pip install 'svd-studio[voices]').
"""
_SONGS = "Write OUT/audio/ and OUT/labels/, or stems: every song with another voice, band and balance."
_SONG = "Write song.ogg (44.1 kHz, stereo) and song.lab (where it is sung)."


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, a sub-command for each kind of sound."""
    parser = commands.add_parser("synthesize", help="make voices and songs to learn from", description=_DESCRIPTION)
    if not whole:
        return
    kinds = parser.add_subparsers(title="kinds of sound", metavar="KIND", required=True)
    _add_singers(kinds.add_parser("singers", help="virtual singers from speech or flat singing", description=_SINGERS))
    _add_songs(kinds.add_parser("songs", help="a labelled set of songs, nothing recorded in them", description=_SONGS))
    _add_song(kinds.add_parser("song", help="one song, stereo, with its regions", description=_SONG))


def _add_singers(parser: argparse.ArgumentParser) -> None:
    help_ = "recordings; each folder at or below these is one speaker"
    parser.add_argument("sources", type=Path, nargs="+", metavar="FOLDER", help=help_)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="data folder to make")
    parser.add_argument("--minutes", type=float, default=60.0, metavar="X", help="how much in all (default: 60)")
    help_ = "lists of lines `path TAB licence`"
    parser.add_argument("--licences", type=Path, nargs="+", default=[], metavar="TSV", help=help_)
    _add_shared(parser, "people, tunes and words", _write_singers)


def _add_songs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="data folder to make")
    parser.add_argument("--count", type=int, default=150, metavar="N", help="how many songs (default: 150)")
    parser.add_argument("--seconds", type=float, default=40.0, metavar="X", help="their mean length (default: 40)")
    parser.add_argument("--stems", action="store_true", help="voice and band apart, to be mixed by the training")
    _add_shared(parser, "everything", _write_songs)


def _add_song(parser: argparse.ArgumentParser) -> None:
    help_ = "folder for song.ogg and song.lab; made if it is not there"
    parser.add_argument("out", type=Path, metavar="FOLDER", help=help_)
    parser.add_argument("--seconds", type=float, default=40.0, metavar="X", help="length of the song (default: 40)")
    _add_shared(parser, "key, tempo, melody, words and voice", _write_song)


def _add_shared(parser: argparse.ArgumentParser, drawn: str, run: Any) -> None:
    """The options that all kinds have; the seed decides what is drawn."""
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=f"decides {drawn} (default: 1)")
    add_json(parser)
    parser.set_defaults(run=lambda arguments, output: _run(run, arguments, output))


def _run(write: Any, arguments: argparse.Namespace, output: Output) -> int:
    """Render, say what was written; returns the exit status."""
    if arguments.seed < 0:
        raise UsageError("--seed must be 0 or more")
    try:
        write(arguments, output)
    except KeyboardInterrupt:
        output.complain("Stopped. What was written by then stays; the last file may be broken.")
        return STOPPED
    return 0


def _write_singers(arguments: argparse.Namespace, output: Output) -> None:
    """Virtual singers, with a table of their sources."""
    from svd_core.synthesis.speakers import UNKNOWN, find_speakers, read_licences
    from svd_core.synthesis.voice_sets import virtual_singers, write_sources

    if not arguments.minutes > 0:
        raise UsageError("--minutes must be more than 0")
    table = arguments.out / "sources.tsv"
    if table.exists():
        raise DataError(f"{table}: is there already, and tells of other voices. Choose a new folder.")
    speakers = find_speakers(arguments.sources, read_licences(arguments.licences))
    written: list[VoiceWritten] = []
    finished = False
    try:
        with ProgressLine("singers", 100, "%", shown=not output.as_json) as line:
            for item in virtual_singers(speakers, arguments.out, arguments.minutes, arguments.seed):
                written.append(item)
                output.report("voice", file=str(item.path), seconds=item.seconds)
                line.reach(100 * item.done, item.path.parent.name)
        finished = True
    finally:
        # What was rendered before somebody stopped has its licence too.
        if written:
            write_sources(written, table, _how(arguments, finished))
    minutes = sum(item.seconds for item in written) / 60
    speakers = list({item.speaker.name: item.speaker for item in written}.values())
    unknown = sum(speaker.licence == UNKNOWN for speaker in speakers)
    output.say(
        f"{arguments.out}: {minutes:.1f} min in {len(written)} files from {len(speakers)} speakers, "
        f"{unknown} of unknown licence; see sources.tsv"
    )
    output.report(
        "summary",
        folder=str(arguments.out),
        minutes=round(minutes, 2),
        files=len(written),
        speakers=len(speakers),
        of_unknown_licence=unknown,
    )


def _how(arguments: argparse.Namespace, finished: bool) -> str:
    """How voices were made and what that means for their licence, for the table of sources."""
    command = f"svd synthesize singers --minutes {arguments.minutes:g} --seed {arguments.seed}"
    end = "" if finished else ", stopped before its end"
    law = "Derived works: the licence of the recordings holds for what was made from them."
    return f"Rendered by: {command}{end}\n{law}"


def _write_songs(arguments: argparse.Namespace, output: Output) -> None:
    """A set of songs."""
    from svd_core.synthesis.song_sets import SHORTEST_SONG, SongWritten, songs

    if not (SHORTEST_SONG <= arguments.seconds <= _LONGEST and arguments.count > 0):
        raise UsageError(f"--seconds must be from {SHORTEST_SONG:g} to {_LONGEST:g} and --count 1 or more")
    written: list[SongWritten] = []
    with ProgressLine("songs", 100, "%", shown=not output.as_json) as line:
        for item in songs(arguments.out, arguments.count, arguments.seconds, arguments.seed, arguments.stems):
            written.append(item)
            output.report("song", name=item.name, seconds=item.seconds, sung=item.sung)
            line.reach(100 * item.done, item.name)
    minutes, sung = (sum(values) / 60 for values in zip(*((w.seconds, w.sung) for w in written), strict=True))
    count = "1 song" if len(written) == 1 else f"{len(written)} songs"
    output.say(f"{arguments.out}: {count}, {minutes:.1f} min, {sung:.1f} min of them sung")
    sizes = {"songs": len(written), "minutes": round(minutes, 2), "sung_minutes": round(sung, 2)}
    output.report("summary", folder=str(arguments.out), **sizes)


def _write_song(arguments: argparse.Namespace, output: Output) -> None:
    """One song with its regions."""
    from svd_core.annotation.formats.registry import format_named
    from svd_core.files.storage import write_atomically
    from svd_core.synthesis.composition import SHORTEST
    from svd_core.synthesis.ogg import write_ogg
    from svd_core.synthesis.song import render_stems

    if not SHORTEST <= arguments.seconds <= _LONGEST:
        raise UsageError(f"--seconds must be from {SHORTEST:g} to {_LONGEST:g}")
    song, labels = arguments.out / "song.ogg", arguments.out / "song.lab"
    if there := next((path for path in (song, labels) if os.path.lexists(path)), None):
        raise DataError(f"{there}: is there already. Choose a new folder, or delete it.")
    tracks = render_stems(arguments.seconds, arguments.seed, SAMPLE_RATE)
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_ogg(song, tracks.mix, SAMPLE_RATE)
    write_atomically(labels, format_named("lab").write(tracks.regions, arguments.seconds).encode())
    sung = sum(region.length for region in tracks.regions)
    output.say(f"{song}: {arguments.seconds:g} s, {sung:.1f} s of them sung; {labels}")
    output.report("summary", song=str(song), labels=str(labels), seconds=arguments.seconds, sung=round(sung, 3))
