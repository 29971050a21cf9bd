"""Options of `svd reproduce folds`: recipes judged on artists that they have not learned from."""

from __future__ import annotations

import argparse
from typing import Any

from svd_core.cli.judging_options import add_judged, add_networks, add_training
from svd_core.cli.options import add_common, add_parameters, use_threads
from svd_core.cli.output import Output
from svd_core.config import DEFAULT_PRESET, PRESETS, AugmentConfig, NetworkConfig, StretchConfig
from svd_core.experiments.folds.decision import MEDIAN_FRAMES

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
    add_judged(parser, MEDIAN_FRAMES)
    parser.add_argument(
        "--against",
        metavar="RECIPE",
        help="compare all recipes of --models or --posteriors with this one, with corrected p-values",
    )
    group = add_networks(parser, 2)
    group.add_argument("--name", metavar="RECIPE", help="name of the recipe in files and tables (default: the preset)")
    group.add_argument(
        "--preset", choices=tuple(PRESETS), default=DEFAULT_PRESET, help=f"preset (default: {DEFAULT_PRESET})"
    )
    add_training(parser)
    add_parameters(parser, AugmentConfig, "augmentation (default: as in the preset)")
    add_parameters(parser, StretchConfig, "stretches, for presets that learn from them (default: as in the preset)")
    add_parameters(parser, NetworkConfig, "network (default: as in the preset)")
    add_common(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce_folds

    return reproduce_folds.run(arguments, output)
