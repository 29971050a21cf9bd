"""Runs `svd reproduce augmentation` and `figure2`: the paper's presets and settings, on left-out artists."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from svd_core.cli.execution.judging_folds import JudgedSongs, judge_or_train, judged_songs
from svd_core.cli.options import UsageError, with_options
from svd_core.cli.output import Output
from svd_core.config import PRESETS, Preset
from svd_core.experiments.folds.twins import Twins
from svd_core.experiments.paper.augmentation import AUGMENTATIONS, AugmentationTask
from svd_core.experiments.paper.figure2 import SETTINGS, Figure2Task


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train, predict and judge what is missing, and show the results; returns the exit status."""
    _refuse_presets_without_figure(arguments)
    judged = judged_songs(arguments, output)
    kind = Figure2Task if arguments.what == "figure2" else AugmentationTask
    task = kind(judged.scored, judged.decision, arguments.out)
    return judge_or_train(arguments, list(grid_from(arguments, judged)), task, output)


def grid_from(arguments: argparse.Namespace, judged: JudgedSongs) -> Iterator[Twins]:
    """The networks of every preset, in every setting."""
    figure = {key: setting.augment for key, setting in SETTINGS.items()}
    for name in dict.fromkeys(arguments.presets):
        preset = _preset(arguments, name)
        for key, augment in (figure if arguments.what == "figure2" else AUGMENTATIONS).items():
            yield Twins(
                recipe=f"{name}-{key}",
                data=tuple(arguments.data),
                add=tuple(arguments.add),
                splits=judged.splits,
                preset=replace(preset, augment=augment),
                preset_name=name,
                n_seeds=arguments.seeds,
                out=arguments.out,
                device=arguments.device,
            )


def _preset(arguments: argparse.Namespace, name: str) -> Preset:
    """A preset with the options that were given; with fewer updates its step size falls in the same course."""
    preset = PRESETS[name]
    train = with_options(preset.train, arguments)
    if arguments.decay_every is None:
        train = replace(train, decay_every=max(1, train.decay_every * train.updates // preset.train.updates))
    stretch = None if preset.stretch is None else with_options(preset.stretch, arguments)
    return Preset(with_options(preset.network, arguments), preset.augment, train, stretch)


def _refuse_presets_without_figure(arguments: argparse.Namespace) -> None:
    """Raise UsageError for a preset that has not all augmentations of the figure."""
    lacking = [name for name in arguments.presets if PRESETS[name].stretch is not None]
    if arguments.what == "figure2" and lacking:
        others = " or ".join(name for name, preset in PRESETS.items() if preset.stretch is None)
        raise UsageError(
            f"--presets {lacking[0]}: does without some augmentations of the figure. Choose {others}, or `svd "
            "reproduce augmentation`."
        )
