"""Options of `svd export`: the labels of annotated songs in any format, or a data set to train from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.choices import OUTPUT_SUFFIXES
from svd_core.cli.options import add_artists, add_below, add_json, add_songs, add_threads, use_threads
from svd_core.cli.output import Output

_DESCRIPTION = """
Write the labels of songs that were corrected in the window, or that have labels beside them, in a format of another
program. What the format cannot hold of a song is said on stderr. Files that are there already are kept; --force
replaces them and keeps the old ones with .bak after their name. With --data-set, write a folder to train from instead:
sound, labels with what is checked, lists of songs by artist, licences, and a manifest with hashes of everything; songs
of one artist, and copies of one recording, never come into two lists. Exit status: 0 all songs done, 1 some failed,
2 wrong command line.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("export", help="write labels or a data set", description=_DESCRIPTION)
    if not whole:
        return
    add_songs(parser)
    add_below(parser)
    parser.add_argument("--format", choices=tuple(OUTPUT_SUFFIXES), default="lab", help="format (default: lab)")
    parser.add_argument("--out", metavar="FOLDER", help="folder for labels (default: beside each song); - for stdout")
    existing = parser.add_mutually_exclusive_group()
    existing.add_argument("--skip-existing", action="store_true", help="pass over songs that have their file")
    existing.add_argument(
        "--force", action="store_true", help="replace existing files; the old ones are kept with .bak after their name"
    )
    group = parser.add_argument_group("a data set to train from")
    group.add_argument("--data-set", type=Path, metavar="FOLDER", help="folder to write, whole or not at all")
    group.add_argument(
        "--link",
        choices=("hard", "symbolic", "copy"),
        default="hard",
        help="how sound files come to the folder (default: hard)",
    )
    group.add_argument("--licence", default="", metavar="TEXT", help="licence of the songs, for the data set's card")
    group.add_argument(
        "--replace", action="store_true", help="replace a data set that was made here, unless it was changed since"
    )
    add_artists(group, " (default: the tags of the sound files)")
    add_json(parser)
    add_threads(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what it needs only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import export, export_data_set

    if arguments.data_set is not None:
        return export_data_set.run(arguments, output)
    return export.run(arguments, output)
