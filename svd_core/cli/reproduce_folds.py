"""Options of `svd reproduce folds`: recipes judged on artists that they have not learned from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.options import add_artists, add_common, add_data, add_parameters, add_paths, counted, use_threads
from svd_core.cli.output import Output
from svd_core.config import (
    DEFAULT_PRESET,
    PRESETS,
    AugmentConfig,
    NetworkConfig,
    PostprocessingConfig,
    StretchConfig,
    TrainConfig,
    parameters,
)

_DESCRIPTION = """
Say how well a recipe finds singing in songs by artists that it has not learned from. For every fold (a list of songs
that shares no artist with the others) and seed a network is trained without the songs of the fold and judged on them;
or networks are taken that are trained already (--models), or only their posteriors (--posteriors). An artist weighs as
much as three songs at most, and intervals are over artists. Written are the figures, a page, a picture (light and
dark), and the posteriors, so that another decision rule can be judged without a training. What is done is not done
again: after a stop the same command continues.
"""


def add_to(kinds: Any) -> None:
    """Add this experiment to those of `svd reproduce`."""
    parser = kinds.add_parser(
        "folds", help="how a recipe does on artists that it has not learned from", description=_DESCRIPTION
    )
    add_data(parser, "folders with audio/, labels/ and, unless --folds is given, filelists/")
    add_paths(parser, "--add", "more data sets that every network learns from, such as stems")
    add_paths(parser, "--folds", "file lists, one for each fold (default: filelists/fold* of the data sets)")
    add_artists(parser, " (default: as the data say, else guessed from names)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for models and results")
    _add_taken(parser)
    add_parameters(
        parser,
        PostprocessingConfig,
        "decision that networks are judged by (default: threshold 0.5, median of 29 frames)",
        ("threshold", "median_frames"),
    )
    _add_training(parser)
    add_common(parser)
    parser.set_defaults(run=_run)


def _add_taken(parser: argparse.ArgumentParser) -> None:
    """Add the options that name what is there already."""
    group = parser.add_argument_group("judge what is there, instead of training")
    taken = group.add_mutually_exclusive_group()
    taken.add_argument(
        "--models",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATTERN",
        help="models, folders of them or patterns; their names say what they are: RECIPE-FOLD-sSEED.safetensors has "
        "not learned from the songs of the list FOLD, RECIPE-sSEED.safetensors from none of the songs",
    )
    taken.add_argument(
        "--posteriors",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATTERN",
        help="files of posteriors named in the same way (.npz), as this command writes them into FOLDER/posteriors",
    )


def _add_training(parser: argparse.ArgumentParser) -> None:
    """Add the options of a training, as `svd train` has them."""
    group = parser.add_argument_group("which networks to train")
    group.add_argument("--name", metavar="RECIPE", help="name of the recipe in files and tables (default: the preset)")
    group.add_argument(
        "--seeds", type=counted, default=2, metavar="N", help="networks for each fold, from seed 0 on (default: 2)"
    )
    group.add_argument(
        "--at-once", type=counted, metavar="N", help="trainings side by side (default: as cores and memory allow)"
    )
    only = group.add_mutually_exclusive_group()
    only.add_argument("--plan", action="store_true", help="only show what is to be trained")
    only.add_argument("--no-training", action="store_true", help="only judge what is trained already")
    group.add_argument(
        "--preset", choices=tuple(PRESETS), default=DEFAULT_PRESET, help=f"preset (default: {DEFAULT_PRESET})"
    )
    names = [parameter.name for parameter in parameters(TrainConfig) if parameter.name != "seed"]
    add_parameters(parser, TrainConfig, "training (default: as in the preset)", names)
    add_parameters(parser, AugmentConfig, "augmentation (default: as in the preset)")
    add_parameters(
        parser, StretchConfig, "stretches, for the presets recurrent and dilated (default: as in the preset)"
    )
    add_parameters(parser, NetworkConfig, "network (default: as in the preset)")


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce_folds

    return reproduce_folds.run(arguments, output)
