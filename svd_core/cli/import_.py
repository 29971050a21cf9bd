"""Options of `svd import`: take label files into the journals of songs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.label_options import add_label_options
from svd_core.cli.options import add_annotator, add_below, add_json, add_songs, add_threads, use_threads
from svd_core.cli.output import Output

_DESCRIPTION = """
Take label files of any format into the journals of songs, as the window's Import Labels does it: one edit, which can be
undone there. Labels are looked for beside each song and in ../labels, under its name, or where --labels says. Songs
with regions set by hand or with checked time stay as they are unless --replace is given. Exit status: 0 all songs done,
1 some failed, 2 wrong command line.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("import", help="take label files into songs' journals", description=_DESCRIPTION)
    if not whole:
        return
    add_songs(parser)
    add_below(parser)
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="PATH",
        help="the label file of the one song, or a folder of them by songs' names, in sub-folders as the songs or not",
    )
    parser.add_argument("--replace", action="store_true", help="also where that takes the place of a person's work")
    add_annotator(parser)
    add_label_options(parser)
    add_threads(parser)
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what it needs only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import import_labels

    return import_labels.run(arguments, output)
