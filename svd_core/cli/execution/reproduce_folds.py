"""Runs `svd reproduce folds`: trains or takes networks, and shows how they do on artists not learned from."""

from __future__ import annotations

import argparse
from pathlib import Path

from svd_core.cli.execution.judging_folds import judge_or_train, judged_songs
from svd_core.cli.options import UsageError, with_options
from svd_core.cli.output import Output
from svd_core.config import PRESETS, Preset
from svd_core.experiments.folds.names import parse_name
from svd_core.experiments.folds.task import Task
from svd_core.experiments.folds.twins import Twins


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train, predict and judge what is missing, and show the results; returns the exit status."""
    if arguments.against and not (arguments.models or arguments.posteriors):
        raise UsageError(f"--against {arguments.against}: name the recipes to compare with --models or --posteriors")
    judged = judged_songs(arguments, output)
    task = Task(judged.scored, judged.decision, arguments.out, arguments.against or "")
    preset = PRESETS[arguments.preset]
    recipe = arguments.name or arguments.preset
    if Path(recipe).name != recipe or parse_name(recipe, judged.scored.folds).recipe != recipe:
        raise UsageError(f"--name {recipe}: becomes the beginning of names of files, before the fold and the seed")
    twins = Twins(
        recipe=recipe,
        data=tuple(arguments.data),
        add=tuple(arguments.add),
        splits=judged.splits,
        preset=Preset(
            with_options(preset.network, arguments),
            with_options(preset.augment, arguments),
            with_options(preset.train, arguments),
            None if preset.stretch is None else with_options(preset.stretch, arguments),
        ),
        preset_name=arguments.preset,
        n_seeds=arguments.seeds,
        out=arguments.out,
        device=arguments.device,
    )
    return judge_or_train(arguments, [twins], task, output)
