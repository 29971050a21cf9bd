"""Options of `svd reproduce augmentation` and `figure2`: the paper's experiments, judged on left-out artists."""

from __future__ import annotations

import argparse
from typing import Any

from svd_core.cli.former_names import RenamedOption, say_new_name
from svd_core.cli.judging_options import add_judged, add_networks, add_training
from svd_core.cli.options import add_common, add_parameters, use_threads
from svd_core.cli.output import Output
from svd_core.config import PRESETS, NetworkConfig, StretchConfig
from svd_core.experiments.paper.settings import MEDIAN_FRAMES

_JUDGED = """
Networks are judged on artists that they have not learned from, as `svd reproduce folds` does it. Those that are trained
already, here or by `svd train`, are recognised by their model cards (--trained) and not trained again; or any are taken
by their names (--models). After a stop the same command continues.
"""

_AUGMENTATION = """
The paper's tables: its presets without augmentation, with it in training, in testing, and in both. Written are a page
with the paper's figures beside ours, with differences and corrected p-values, all figures, and a picture. The networks
are named PRESET-none-FOLD-sSEED and PRESET-train-FOLD-sSEED.
"""

_FIGURE_2 = """
The paper's figure 2: every augmentation at every strength, each against none. Written are a page with differences and
corrected p-values, all figures, and a picture. The networks are named PRESET-SETTING-FOLD-sSEED, such as
schlueter2017-pitch-30-fold1-s0.
"""

_PAPERS = tuple(name for name, preset in PRESETS.items() if preset.stretch is None)
"""The presets of the paper and its author."""

_BEFORE = ("schlueter2017",)
"""The presets of `svd reproduce tables`, which is now called `augmentation`, and of `figure2`."""


def add_to(kinds: Any) -> None:
    """Add these experiments to those of `svd reproduce`."""
    augmentation = kinds.add_parser(
        "augmentation",
        help="the paper's tables: augmentation in training, in testing, and in both",
        description=_AUGMENTATION + _JUDGED,
    )
    _add_options(augmentation, 3, _PAPERS, "augmentation")
    # A parser without help is not listed.
    tables = kinds.add_parser("tables", description="The former name of `svd reproduce augmentation`." + _JUDGED)
    _add_options(tables, 5, _BEFORE, "augmentation")
    tables.set_defaults(run=_run_tables)
    figure = kinds.add_parser(
        "figure2",
        help="the paper's figure 2: every augmentation at every strength",
        description=_FIGURE_2 + _JUDGED,
    )
    _add_options(figure, 5, _BEFORE, "figure2")


def _add_options(parser: argparse.ArgumentParser, seeds: int, presets: tuple[str, ...], what: str) -> None:
    """Add the options of an experiment with its usual seeds and presets."""
    add_judged(parser, MEDIAN_FRAMES)
    group = add_networks(parser, seeds)
    text = f"presets (default: {' and '.join(presets)})"
    group.add_argument("--presets", choices=tuple(PRESETS), nargs="+", default=presets, help=text)
    group.add_argument(
        "--preset", dest="presets", action=RenamedOption, new_name="--presets", nargs=1, choices=tuple(PRESETS)
    )
    add_training(parser, "; with fewer updates the step size decays sooner")
    if what == "augmentation":
        add_parameters(parser, StretchConfig, "stretches, for presets that learn from them (default: as in the preset)")
    add_parameters(parser, NetworkConfig, "network (default: as in the preset)")
    add_common(parser)
    parser.set_defaults(run=_run, what=what)


def _run_tables(arguments: argparse.Namespace, output: Output) -> int:
    """Say the new name, with what it has other defaults for."""
    presets = " ".join(arguments.presets)
    say_new_name("reproduce tables", f"reproduce augmentation --presets {presets} --seeds {arguments.seeds}")
    return _run(arguments, output)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import reproduce_paper

    return reproduce_paper.run(arguments, output)
