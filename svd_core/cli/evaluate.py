"""Options of `svd evaluate`: measure how well a model finds the singing in labelled songs."""

from __future__ import annotations

import argparse
from typing import Any

from svd_core.cli.label_options import add_label_options
from svd_core.cli.options import (
    add_artists,
    add_common,
    add_data,
    add_filelists,
    add_model,
    add_parameters,
    add_shifts,
    use_threads,
)
from svd_core.cli.output import Output
from svd_core.config import PostprocessingConfig

_DESCRIPTION = """
Score a model on labelled songs, frame by frame: for each song, and pooled over all frames of all songs, with the 95 %
bootstrap interval of the error over songs. What is scored is what detection would write, shortest gap and region and
corrections of edges included. Columns starts and ends: mean distance from a labelled start or end of singing to the
nearest one that was found, at most 2 s. Songs that were corrected in the window are scored against what was left there,
in checked time only, whatever label files say.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("evaluate", help="measure how well a model does", description=_DESCRIPTION)
    if not whole:
        return
    add_data(parser, "folders with audio/ and labels/, folders of corrected songs, or manifests")
    add_model(parser)
    add_shifts(parser)
    add_filelists(parser, "--only", "file lists of the songs to score, one name a line (default: all)")
    help_threshold = "file lists of songs that choose the threshold; they are scored only if --only lists them too"
    add_filelists(parser, "--threshold-from", help_threshold)
    add_artists(parser, ", to say which of them the model has learned from (default: as the data say, else the tags)")
    add_parameters(parser, PostprocessingConfig, "postprocessing (default: as in the model)")
    add_label_options(parser)
    add_common(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import evaluate

    return evaluate.run(arguments, output)
