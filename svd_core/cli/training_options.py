"""The options that `svd train` and `svd distill` share."""

from __future__ import annotations

import argparse
from pathlib import Path

from svd_core.cli.label_options import add_label_options
from svd_core.cli.options import add_common, add_filelists, add_parameters
from svd_core.config import (
    DEFAULT_PRESET,
    FINE_TUNING,
    PRESETS,
    STRETCH_ARCHITECTURES,
    AugmentConfig,
    NetworkConfig,
    PostprocessingConfig,
    StretchConfig,
    TrainConfig,
)


def add_training(parser: argparse.ArgumentParser) -> None:
    """Add all options of a training except its data."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="model file to write (.safetensors)")
    parser.add_argument(
        "--preset",
        choices=tuple(PRESETS),
        help=f"recipe (default: that of the training to resume or the model to start from, else {DEFAULT_PRESET})",
    )
    _add_what_is_there(parser)
    parser.add_argument(
        "--start-from",
        type=Path,
        metavar="FILE",
        help="begin with the weights of this model; `default` and `free` are the models that come with the program",
    )
    parser.add_argument(
        "--fine-tune",
        action="store_true",
        help="with --start-from: learn from a few songs more and forget little, in small steps and half way back "
        f"({', '.join(f'{name} {value:g}'.replace('_', ' ') for name, value in FINE_TUNING.items())}); "
        "what is given as an option comes first",
    )
    add_filelists(parser, "--holdout", "file lists of songs to leave out, one name a line")
    add_filelists(parser, "--validate", "file lists of songs that choose the threshold and are not learned from")
    parser.add_argument(
        "--card",
        type=Path,
        metavar="FILE",
        help="JSON object to put into the model card, such as sources and licences",
    )
    add_parameters(parser, TrainConfig, "training (default: as in the preset)")
    add_parameters(parser, AugmentConfig, "augmentation (default: as in the preset)")
    kinds = ", ".join(STRETCH_ARCHITECTURES)
    add_parameters(parser, StretchConfig, f"stretches, for the presets {kinds} (default: as in the preset)")
    add_parameters(parser, NetworkConfig, "network (default: as in the preset)")
    add_parameters(
        parser, PostprocessingConfig, "postprocessing to write into the model (--validate chooses the threshold)"
    )
    add_label_options(parser)
    add_common(parser)
    add_cache(parser)
    parser.add_argument(
        "--cuda-graph",
        action="store_true",
        help="on a graphics card, presets schlueter2015 and schlueter2017: record one update and replay it (about 2.5 "
        "times as fast on the card that was tried)",
    )


def _add_what_is_there(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what becomes of a model file that is there already."""
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="continue the unfinished training of this model")
    again.add_argument(
        "--force",
        action="store_true",
        help="begin a new training and replace an existing model file; the old one is kept with .bak after its name, "
        "and so is the state of an unfinished training",
    )
    again.add_argument(
        "--complete",
        action="store_true",
        help="do what is missing: nothing for a finished model, otherwise resume or begin",
    )


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Add the options for the cache of decoded recordings."""
    group = parser.add_argument_group("decoded recordings")
    group.add_argument(
        "--cache",
        type=Path,
        metavar="FOLDER",
        help="folder in which decoded recordings are kept, 159 MB an hour (default: in the user's cache folder)",
    )
    group.add_argument(
        "--cache-limit",
        type=_gigabytes,
        metavar="GB",
        help="size of this folder, of which the recordings used longest ago are removed; 0: hold all recordings in "
        "memory instead (default: 200, or half of what the disk has for it, if that is less)",
    )


def _gigabytes(text: str) -> float:
    """A size of at least 0; argparse says what is wrong with any other text."""
    try:
        size = float(text)
    except ValueError:
        size = -1.0
    if not 0 <= size < 1e9:
        raise argparse.ArgumentTypeError(f"expected a number of gigabytes, got {text!r}")
    return size
