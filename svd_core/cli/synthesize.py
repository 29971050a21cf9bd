"""Make sound to learn from: `python -m svd_core.synthesis singers|choirs|songs|song`, each with --help.

The same command gives the same sound again, as long as the libraries stay the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from svd_core.annotation.formats import format_named
from svd_core.cli.progress_line import ProgressLine
from svd_core.errors import DataError, SvdError
from svd_core.files.storage import write_atomically
from svd_core.synthesis.composition import SHORTEST
from svd_core.synthesis.ogg import write_ogg
from svd_core.synthesis.song import record
from svd_core.synthesis.song_sets import SHORTEST_SONG, songs
from svd_core.synthesis.speakers import UNKNOWN, find_speakers, read_licences
from svd_core.synthesis.voice_sets import Written, choirs, virtual_singers, write_sources

SAMPLE_RATE = 44100


def main(arguments: list[str] | None = None) -> int:
    """Render, say what was written; returns the exit status."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.seed < 0:
        parser.error("--seed must be 0 or more")
    try:
        options.run(options, parser)
    except SvdError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was written by then stays; the last file may be broken.\n")
        return 130
    return 0


def build_parser() -> argparse.ArgumentParser:
    """The command line, with a sub-command for each kind of sound."""
    parser = argparse.ArgumentParser(prog="python -m svd_core.synthesis", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    _add_voices(kinds.add_parser("singers", help="virtual singers from speech or flat singing"), 60.0)
    _add_voices(kinds.add_parser("choirs", help="choirs of such singers"), 16.0)
    _add_songs(kinds.add_parser("songs", help="a labelled set of songs, nothing recorded in them"))
    _add_song(kinds.add_parser("song", help="one song, stereo, with its regions"))
    return parser


def _add_voices(parser: argparse.ArgumentParser, minutes: float) -> None:
    parser.description = (
        "Write OUT/voices/, for svd train --data OUT …, and OUT/sources.tsv: from what, and the licences."
    )
    parser.add_argument("sources", type=Path, nargs="+", metavar="FOLDER", help="recordings; a folder below, a speaker")
    parser.add_argument("--out", type=Path, required=True, help="data folder to make")
    parser.add_argument("--minutes", type=float, default=minutes, help=f"how much in all (default {minutes:g})")
    parser.add_argument("--seed", type=int, default=1, help="decides people, tunes and words (default 1)")
    parser.add_argument(
        "--licences", type=Path, nargs="+", default=[], metavar="TSV", help="lists of lines `path TAB licence`"
    )
    parser.set_defaults(run=_voices)


def _add_songs(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write OUT/audio/ and OUT/labels/, or stems: every song with another voice, band and balance."
    parser.add_argument("--out", type=Path, required=True, help="data folder to make")
    parser.add_argument("--count", type=int, default=150, help="how many songs (default 150)")
    parser.add_argument("--seconds", type=float, default=40.0, help="their mean length (default 40)")
    parser.add_argument("--seed", type=int, default=1, help="decides everything (default 1)")
    parser.add_argument("--stems", action="store_true", help="voice and band apart, to be mixed by the training")
    parser.set_defaults(run=_songs)


def _add_song(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write song.ogg (44.1 kHz, stereo) and song.lab (where it is sung)."
    parser.add_argument("out_dir", type=Path, help="folder for song.ogg and song.lab; made if it is not there")
    parser.add_argument("--seconds", type=float, default=40.0, help="length of the song (default 40)")
    parser.add_argument("--seed", type=int, default=1, help="decides key, tempo, melody, words and voice (default 1)")
    parser.set_defaults(run=_song)


def _voices(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Virtual singers or choirs, with a list of their sources."""
    if options.minutes <= 0:
        parser.error("--minutes must be more than 0")
    table = options.out / "sources.tsv"
    if table.exists():
        raise DataError(f"{table}: is there already, and tells of other voices. Choose a new folder.")
    speakers = find_speakers(options.sources, read_licences(options.licences))
    render = {"singers": virtual_singers, "choirs": choirs}[options.kind]
    command = f"python -m svd_core.synthesis {options.kind} --minutes {options.minutes:g} --seed {options.seed}"
    law = "Derived works: the licence of the recordings holds for what was made from them."
    written: list[Written] = []
    how = f"Rendered by: {command}, stopped before its end\n{law}"
    try:
        with ProgressLine(options.kind, 100, "%") as bar:
            for item in render(speakers, options.out, options.minutes, options.seed):
                written.append(item)
                bar.reach(100 * item.done, item.path.parent.name)
        how = f"Rendered by: {command}\n{law}"
    finally:
        # What was rendered before somebody stopped has its licence too.
        if written:
            write_sources(written, table, how)
    minutes = sum(item.seconds for item in written) / 60
    speakers = list({item.speaker.name: item.speaker for item in written}.values())
    unknown = sum(speaker.licence == UNKNOWN for speaker in speakers)
    sys.stdout.write(
        f"{options.out}: {minutes:.1f} min in {len(written)} files from {len(speakers)} speakers, "
        f"{unknown} of unknown licence; see sources.tsv\n"
    )


def _songs(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """A set of songs."""
    if not (SHORTEST_SONG <= options.seconds <= 600 and options.count > 0):
        parser.error(f"--seconds must be from {SHORTEST_SONG:g} to 600 and --count 1 or more")
    written = []
    with ProgressLine("songs", 100, "%") as bar:
        for item in songs(options.out, options.count, options.seconds, options.seed, options.stems):
            written.append(item)
            bar.reach(100 * item.done, item.name)
    minutes, sung = (sum(values) / 60 for values in zip(*((w.seconds, w.sung) for w in written), strict=True))
    sys.stdout.write(f"{options.out}: {len(written)} songs, {minutes:.1f} min, {sung:.1f} min of them sung\n")


def _song(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """One song with its regions."""
    if not SHORTEST <= options.seconds <= 600:
        parser.error(f"--seconds must be from {SHORTEST:g} to 600")
    recording = record(options.seconds, options.seed, SAMPLE_RATE)
    options.out_dir.mkdir(parents=True, exist_ok=True)
    song, labels = options.out_dir / "song.ogg", options.out_dir / "song.lab"
    write_ogg(song, recording.mix, SAMPLE_RATE)
    write_atomically(labels, format_named("lab").write(recording.regions, options.seconds).encode())
    sung = sum(region.end - region.start for region in recording.regions)
    sys.stdout.write(f"{song}: {options.seconds:g} s, {sung:.1f} s of them sung; {labels}\n")
