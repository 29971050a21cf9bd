"""Options of `svd status`: how far the songs of a folder are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.annotation.song_status import STATUSES
from svd_core.cli.options import add_annotator, add_json, add_model, add_threads, use_threads
from svd_core.cli.output import Output

_DESCRIPTION = """
Say how far the songs of a folder and of the folders below it are: unseen, proposed (a model has looked for singing), in
work, or checked, by their journals or as somebody has set it. What was read is kept in an index, FOLDER/.svd or, where
that cannot be written, the user's cache, so that only changed songs are read again. Journals that lost their song, as
when it was renamed, are found again by its content. Exit status: 0 all is well, 1 something could not be read or done.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("status", help="say how far the songs of a folder are", description=_DESCRIPTION)
    if not whole:
        return
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of songs")
    parser.add_argument("--songs", action="store_true", help="list every song, one a line, with tabs between columns")
    parser.add_argument("--find", metavar="WORDS", default="", help="only songs with these words in name or note")
    parser.add_argument(
        "--only", nargs="+", choices=STATUSES, default=(), metavar="STATUS", help=f"only songs that are {_or(STATUSES)}"
    )
    parser.add_argument("--list", type=Path, metavar="FILE", help="only songs that this file names, as in svd detect")
    parser.add_argument(
        "--mark", choices=(*STATUSES, "auto"), metavar="STATUS",
        help="set the status of these songs by hand; auto: by what is checked. Checked time stays as it is",
    )  # fmt: skip
    parser.add_argument("--note", metavar="TEXT", help='give these songs a note; "" takes it away')
    add_annotator(parser)
    parser.add_argument(
        "--reunite", action="store_true", help="move journals that lost their song beside it, where it was found again"
    )
    add_model(parser)
    add_threads(parser)
    add_json(parser)
    parser.set_defaults(run=_run)


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what it needs only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import status

    return status.run(arguments, output)
