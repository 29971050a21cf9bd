"""Options of `svd reproduce folds` and `augmentation`: recipes judged on artists that they have not learned from."""

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

_FOLDS = """
Say how well a recipe finds singing in songs by artists that it has not learned from. For every fold (a list of songs
that shares no artist with the others) and seed a network is trained without the songs of the fold and judged on them;
or networks are taken that are trained already (--models), or only their posteriors (--posteriors). An artist weighs as
much as three songs at most, and intervals are over artists. Written are the figures, a page, a picture (light and
dark), and the posteriors, so that another decision rule can be judged without a training. What is done is not done
again: after a stop the same command continues.
"""

_AUGMENTATION = """
The paper's question, judged on artists that were not learned from as `svd reproduce folds` does it: the presets
schlueter2015 and schlueter2017 without augmentation, with it in training, in testing, and in both. Written are a page
with the paper's figures beside them, with differences and corrected p-values, all figures, and a picture. The networks
are named PRESET-none-FOLD-sSEED and PRESET-train-FOLD-sSEED; they are trained here, or taken (--models).
"""


def add_to(kinds: Any) -> None:
    """Add these experiments to those of `svd reproduce`."""
    folds = kinds.add_parser(
        "folds", help="how a recipe does on artists that it has not learned from", description=_FOLDS
    )
    _add_judged(folds)
    folds.add_argument("--against", metavar="RECIPE", help="compare all recipes with this one, with corrected p-values")
    _add_recipe(_add_networks(folds, 2))
    _add_training(folds)
    add_parameters(folds, AugmentConfig, "augmentation (default: as in the preset)")
    add_parameters(folds, StretchConfig, "stretches, for the presets recurrent and dilated (default: as in the preset)")
    add_parameters(folds, NetworkConfig, "network (default: as in the preset)")
    add_common(folds)
    folds.set_defaults(run=_run_folds)
    augmentation = kinds.add_parser(
        "augmentation", help="the paper's augmentation, judged on left-out artists", description=_AUGMENTATION
    )
    _add_judged(augmentation)
    _add_presets(_add_networks(augmentation, 3))
    _add_training(augmentation, "; with fewer updates the step size decays sooner")
    add_common(augmentation)
    augmentation.set_defaults(run=_run_augmentation)


def _add_judged(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is judged, how, and where the results go."""
    add_data(parser, "folders with audio/, labels/ and, unless --folds is given, filelists/")
    add_paths(parser, "--add", "more data sets that every network learns from, such as stems")
    add_paths(parser, "--folds", "file lists, one for each fold (default: filelists/fold* of the data sets)")
    add_artists(parser, " (default: as the data say, else guessed from names)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for models and results")
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
    title = "decision that networks are judged by (default: threshold 0.5, median of 29 frames)"
    add_parameters(parser, PostprocessingConfig, title, ("threshold", "median_frames"))


def _add_networks(parser: argparse.ArgumentParser, seeds: int) -> argparse._ArgumentGroup:
    """Add the options that say which networks are trained; returns their group."""
    group = parser.add_argument_group("which networks to train")
    group.add_argument(
        "--seeds",
        type=counted,
        default=seeds,
        metavar="N",
        help=f"networks for each fold, from seed 0 on (default: {seeds})",
    )
    group.add_argument(
        "--at-once", type=counted, metavar="N", help="trainings side by side (default: as cores and memory allow)"
    )
    only = group.add_mutually_exclusive_group()
    only.add_argument("--plan", action="store_true", help="only show what is to be trained")
    only.add_argument("--no-training", action="store_true", help="only judge what is trained already")
    return group


def _add_recipe(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--name", metavar="RECIPE", help="name of the recipe in files and tables (default: the preset)")
    group.add_argument(
        "--preset", choices=tuple(PRESETS), default=DEFAULT_PRESET, help=f"preset (default: {DEFAULT_PRESET})"
    )


def _add_presets(group: argparse._ArgumentGroup) -> None:
    names = tuple(name for name, preset in PRESETS.items() if preset.stretch is None)
    group.add_argument("--presets", choices=names, nargs="+", default=names, help="presets (default: both)")


def _add_training(parser: argparse.ArgumentParser, more: str = "") -> None:
    """Add the options of the training, as `svd train` has them."""
    names = [parameter.name for parameter in parameters(TrainConfig) if parameter.name != "seed"]
    add_parameters(parser, TrainConfig, f"training (default: as in the preset{more})", names)


def _run_folds(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce_folds

    return reproduce_folds.run(arguments, output)


def _run_augmentation(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce_augmentation

    return reproduce_augmentation.run(arguments, output)
