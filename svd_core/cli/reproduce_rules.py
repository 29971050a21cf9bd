"""Options of `svd reproduce rules`: rules of postprocessing compared on artists that were not learned from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.options import add_artists, add_common, add_data, add_paths, use_threads
from svd_core.cli.output import Output

_DESCRIPTION = """
Compare rules of postprocessing (one threshold, hysteresis, Otsu's threshold for each song, Viterbi), corrections of
region edges and temperatures on posteriors, as `svd reproduce folds` writes them. Each artist is decided by the
settings that are best on the other artists; an artist weighs as much as three songs at most, and intervals are over
artists. Also shown is whether the share of frames near the threshold tells how often a network errs in a song. No
network runs; it takes about half a minute for an hour of sound.
"""


def add_to(kinds: Any) -> None:
    """Add this experiment to those of `svd reproduce`."""
    parser = kinds.add_parser(
        "rules", help="which rule turns probabilities into regions best", description=_DESCRIPTION
    )
    add_data(parser, "folders with labels/, audio/ and, unless --folds is given, filelists/")
    add_paths(parser, "--folds", "file lists, one for each fold (default: filelists/fold* of the data sets)")
    add_artists(parser, " (default: as the data say, else guessed from names)")
    parser.add_argument(
        "--posteriors", nargs="+", type=Path, required=True, metavar="PATTERN",
        help="files of posteriors (.npz) or folders of them, named as for `svd reproduce folds`",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for rules.md and rules.json")
    add_common(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce_rules

    return reproduce_rules.run(arguments, output)
