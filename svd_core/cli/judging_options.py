"""Options that the experiments on left-out artists share: what is judged, and which networks are trained for it."""

from __future__ import annotations

import argparse
from pathlib import Path

from svd_core.cli.former_names import RenamedOption
from svd_core.cli.options import add_artists, add_cluster, add_data, add_parameters, add_paths, counted
from svd_core.config import PostprocessingConfig, TrainConfig, parameters


def add_judged(parser: argparse.ArgumentParser, median_frames: int) -> None:
    """Add the options that say what is judged, how, and where the results go; median_frames: of the usual decision."""
    add_data(parser, "folders with audio/, labels/ and, unless --folds is given, filelists/")
    add_paths(parser, "--add", "more data sets that every network learns from, such as stems")
    add_paths(
        parser,
        "--folds",
        "file lists, one for each fold: its songs are judged by networks that learned from the others (default: "
        "filelists/train, valid and test of the data sets, else filelists/fold*)",
    )
    add_artists(parser, " (default: as the data say, else guessed from names)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for models and results")
    taken = parser.add_argument_group("judge what is there, instead of training").add_mutually_exclusive_group()
    taken.add_argument(
        "--models",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATTERN",
        help="models, folders of them or patterns; their names say what they are: RECIPE-FOLD-sSEED.safetensors has "
        "not learned from the songs of the list FOLD, "
        "RECIPE-sSEED.safetensors from none of the songs",
    )
    taken.add_argument(
        "--posteriors",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATTERN",
        help="files of posteriors (.npz), named in the same way, as this command writes them into FOLDER/posteriors",
    )
    title = f"decision that networks are judged by (default: threshold 0.5, median of {median_frames} frames)"
    add_parameters(parser, PostprocessingConfig, title, ("threshold", "median_frames"))
    parser.set_defaults(usual_median_frames=median_frames)


def add_networks(parser: argparse.ArgumentParser, seeds: int) -> argparse._ArgumentGroup:
    """Add the options that say which networks are trained; returns their group."""
    group = parser.add_argument_group("which networks to train")
    text = f"networks for each fold, from seed 0 on (default: {seeds})"
    group.add_argument("--seeds", type=counted, default=seeds, metavar="N", help=text)
    text = "folders with models that are not trained again if their cards say that they are among these networks, "
    add_paths(group, "--trained", text + "whatever their names; nothing is written there")
    group.add_argument(
        "--members", dest="trained", action=RenamedOption, new_name="--trained", nargs="+", type=Path, metavar="PATH"
    )
    text = "trainings side by side (default: as cores and memory allow)"
    group.add_argument("--at-once", type=counted, metavar="N", help=text)
    add_cluster(group)
    only = group.add_mutually_exclusive_group()
    text = "only show what is to be trained and how long it takes"
    only.add_argument("--plan", action="store_true", help=text)
    only.add_argument("--no-training", action="store_true", help="only judge what is trained already")
    return group


def add_training(parser: argparse.ArgumentParser, more: str = "") -> None:
    """Add the options of the training, as `svd train` has them."""
    names = [parameter.name for parameter in parameters(TrainConfig) if parameter.name != "seed"]
    add_parameters(parser, TrainConfig, f"training (default: as in the preset{more})", names)
