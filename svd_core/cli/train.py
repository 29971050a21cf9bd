"""Options of `svd train`: train a network, or an ensemble of networks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.former_names import RenamedOption
from svd_core.cli.options import add_artists, add_cluster, add_data, add_filelists, counted, use_threads
from svd_core.cli.output import Output
from svd_core.cli.training_options import add_training
from svd_core.config import NO_SHIFTS

_DESCRIPTION = """
Train a network on songs with labels, and on stems that are mixed into labelled examples. The model can be used from
the first checkpoint on. Songs that were corrected in the window are learned from as they were left there, in checked
time only, whatever label files say. Beside the model lies the state of the training (.training), from which --resume
continues with the same data and settings.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("train", help="train a network to find singing", description=_DESCRIPTION)
    if not whole:
        return
    add_data(parser, "folders with audio/ and labels/, folders of corrected songs, folders of stems, or manifests")
    parser.add_argument(
        "--ensemble",
        type=counted,
        metavar="N",
        help="train N networks from different seeds, starting with --seed, and write them into one model",
    )
    parser.add_argument("--bag", dest="ensemble", action=RenamedOption, new_name="--ensemble", type=counted)
    parser.add_argument(
        "--at-once",
        type=counted,
        metavar="N",
        help="networks of an ensemble that are trained side by side (default: one on each GPU, else as cores and "
        "memory allow)",
    )
    add_cluster(parser)
    add_training(parser)
    parser.add_argument(
        "--keep-answers",
        dest="unlabelled",
        action="extend",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATH",
        help="with --start-from: songs, best by other artists than the new ones, on which the new model is to go on "
        "answering as the one that it starts from; sound files, and folders that are searched for them; songs of "
        "--data are left out, and labels beside them are ignored",
    )
    # For programs that start a training: `training.pausing` has what they write there. A node of a cluster waits until
    # the training whose node is gone no longer holds the model file.
    parser.add_argument("--pause-by-stdin", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--lock-wait", type=float, default=0.0, help=argparse.SUPPRESS)
    _add_measuring(parser)
    parser.set_defaults(run=run_training, teacher=None, shifts=NO_SHIFTS)


def _add_measuring(parser: argparse.ArgumentParser) -> None:
    """Add the options that say on which songs the new model is measured, and beside which old one."""
    parser.add_argument(
        "--kept-aside",
        type=Path,
        metavar="FILE",
        help="file that says which artists and songs are never learned from, but choose the threshold and are "
        "measured; corrected songs that are new to it are divided, a quarter kept aside by artist, and written into it",
    )
    add_artists(parser, ", for --kept-aside and the model's card (default: as the data say, else the files' tags)")
    compared = parser.add_argument_group("the new model beside an old one")
    compared.add_argument(
        "--compare-with",
        type=Path,
        metavar="FILE",
        help="measure this model and the new one on the songs of --validate, of --kept-aside, or of --cross-check "
        "(default with --start-from: that model)",
    )
    add_filelists(
        compared,
        "--cross-check",
        "file lists of songs that, one by one, a further training leaves out and measures, without --validate",
    )


def run_training(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import train

    return train.run(arguments, output)
