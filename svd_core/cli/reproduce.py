"""Options of `svd reproduce`: the paper's experiments on your own data, and recipes judged on left-out artists."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli import reproduce_folds, reproduce_rules
from svd_core.cli.former_names import RenamedOption
from svd_core.cli.options import (
    add_artists,
    add_common,
    add_data,
    add_parameters,
    add_paths,
    counted,
    use_threads,
)
from svd_core.cli.output import Output
from svd_core.config import PRESETS, NetworkConfig, TrainConfig, parameters

_DESCRIPTION = """
Repeat an experiment: train a network for every setting, fold and seed, score each on songs that it has not learned
from, and write tables, a figure (light and dark) and all scores. What is trained already is not trained again, and
after a stop the same command continues.
"""

_PAPER = """
Networks that are trained already, here or by `svd train`, are recognised by their model cards and not trained again.
After a stop the same command continues.
"""

_KINDS = {
    "figure2": ("every augmentation at every strength", "The paper's figure 2: every augmentation at every strength."),
    "tables": (
        "augmentation in training, in testing, and in both",
        "The paper's tables: augmentation in training, in testing, and in both.",
    ),
}


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("reproduce", help="repeat the paper's experiments", description=_DESCRIPTION)
    if not whole:
        return
    kinds = parser.add_subparsers(title="experiments", metavar="EXPERIMENT", required=True)
    for name, (short, long) in _KINDS.items():
        _add_paper(kinds.add_parser(name, help=short, description=long + _PAPER), name)
    reproduce_folds.add_to(kinds)
    reproduce_rules.add_to(kinds)


def _add_paper(parser: argparse.ArgumentParser, name: str) -> None:
    """Add the options of an experiment of the paper."""
    add_data(parser, "folders with audio/, labels/ and, unless --folds is given, filelists/")
    add_paths(parser, "--add", "more data sets that every network learns from, such as stems")
    add_paths(
        parser,
        "--folds",
        "file lists, one for each fold: its songs are scored by networks that learned from the others",
    )
    add_paths(parser, "--trained", "folders with models that may belong to the experiment; nothing is written there")
    parser.add_argument(
        "--members", dest="trained", action=RenamedOption, new_name="--trained", nargs="+", type=Path, metavar="PATH"
    )
    add_artists(parser, " (default: as the data say, else guessed from names)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for models and results")
    parser.add_argument(
        "--seeds", type=counted, default=5, metavar="N", help="networks for each setting and fold (default: 5)"
    )
    parser.add_argument(
        "--at-once", type=counted, metavar="N", help="trainings side by side (default: as cores and memory allow)"
    )
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--plan", action="store_true", help="only show what is to be trained and how long it takes")
    only.add_argument("--no-training", action="store_true", help="only score what is trained already")
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), default="schlueter2017", help="recipe (default: schlueter2017)"
    )
    names = [parameter.name for parameter in parameters(TrainConfig) if parameter.name != "seed"]
    title = "training (default: as in the preset; with fewer updates the step size decays sooner)"
    add_parameters(parser, TrainConfig, title, names)
    add_parameters(parser, NetworkConfig, "network (default: as in the preset)")
    add_common(parser)
    parser.set_defaults(run=_run, what=name)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce

    return reproduce.run(arguments, output)
